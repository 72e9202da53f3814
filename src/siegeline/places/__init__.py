"""Names to places: a gazetteer scoped to a theatre, tolerant of spelling, and a choice by the report's context."""

from siegeline.places.atlas import Atlas, atlas
from siegeline.places.decision import Decision
from siegeline.places.gazetteer import Gazetteer, Place, gazetteer
from siegeline.places.mention import Mention, find_places
from siegeline.places.resolve import PlaceResolver, Resolved
from siegeline.places.toponym import Meaning, Toponym, toponyms

__all__ = [
    "Atlas",
    "Decision",
    "Gazetteer",
    "Meaning",
    "Mention",
    "Place",
    "PlaceResolver",
    "Resolved",
    "Toponym",
    "atlas",
    "find_places",
    "gazetteer",
    "toponyms",
]
