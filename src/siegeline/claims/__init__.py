"""Reports to claims: who says that what happened or holds, where, when."""

from siegeline.claims.claim import (
    KINDS,
    STATUSES,
    ActorRef,
    Claim,
    PlaceCandidate,
    PlaceRef,
    Quantity,
    Reference,
    RouteRef,
    SpeakerRef,
    TimeRef,
)
from siegeline.claims.claimjson import claim_from_json, claim_from_text

__all__ = [
    "KINDS",
    "STATUSES",
    "ActorRef",
    "Claim",
    "PlaceCandidate",
    "PlaceRef",
    "Quantity",
    "Reference",
    "RouteRef",
    "SpeakerRef",
    "TimeRef",
    "claim_from_json",
    "claim_from_text",
]
