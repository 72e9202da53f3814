"""Measurement: how right the reader is, on annotated sets in the formats of the shared gold folder."""

from siegeline.measure.claims import ClaimScores, score_claims
from siegeline.measure.entities import EntityScores, score_entities
from siegeline.measure.events import EventScores, score_events
from siegeline.measure.floors import Floor, check_floors, digest_of
from siegeline.measure.places import PlaceScores, score_places
from siegeline.measure.verbs import VerbScores, score_verbs

__all__ = [
    "ClaimScores",
    "EntityScores",
    "EventScores",
    "Floor",
    "PlaceScores",
    "VerbScores",
    "check_floors",
    "digest_of",
    "score_claims",
    "score_entities",
    "score_events",
    "score_places",
    "score_verbs",
]
