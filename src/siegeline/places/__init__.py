"""Names to places: a gazetteer scoped to a theatre, tolerant of spelling, and a choice by the report's context."""

from siegeline.places.gazetteer import Gazetteer, Place, gazetteer
from siegeline.places.mention import Mention, find_places
from siegeline.places.resolve import PlaceResolver, Resolved

__all__ = ["Gazetteer", "Mention", "Place", "PlaceResolver", "Resolved", "find_places", "gazetteer"]
