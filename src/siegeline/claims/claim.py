"""Claim: one thing that a report says happened, holds, failed or is expected, with the words that say it."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from siegeline.times import Interval

KINDS = (
    *("captured", "held", "withdrew", "handed_over", "contested", "advanced"),
    *("besieged", "siege_lifted", "linked_up"),
    *("route_cut", "route_under_fire", "route_opened"),
    *("attacked", "counterattacked", "clash", "shelled", "airstrike", "suicide_bombing", "bombing"),
    *("chemical_attack", "reconnoitred", "reinforced"),
    *("civilians_harmed", "aid_blocked", "aid_delivered", "agreement"),
)
# Kinds whose target may be of the agent's own side.
FRIENDLY = frozenset({"reinforced", "linked_up", "agreement", "handed_over", "aid_delivered"})
# Kinds that tell a state, which goes on until somebody says otherwise.
LASTING = frozenset({"held", "contested", "besieged", "route_cut", "route_under_fire", "route_opened"})
_NO_WORD = re.compile(r"[\W_]+")
STATUSES = ("actual", "failed", "planned", "hypothetical", "denied")
# A whole number stays one on its way through JSON.
Number = int | float


@dataclass(frozen=True, slots=True)
class Reference:
    """What words that point back ("they", "the town") mean: the words that named it, at ``start`` to ``end``.

    ``confidence`` is between 0 and 1.
    """

    text: str
    start: int
    end: int
    confidence: Number

    def as_json(self) -> dict[str, Any]:
        """The reference as a claim prints it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An armed actor as named (``text``), and the actor id and side of that day when resolved.

    ``reference`` is who was named before, where the words only point back.
    """

    text: str
    id: str | None = None
    side: str | None = None
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A place that a name may mean: degrees WGS 84, its ``probability`` among those of the name, what speaks for it."""

    id: str
    name: str
    lat: Number
    lon: Number
    probability: Number
    reasons: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The candidate as a claim's place prints it."""
        return {name: getattr(self, name) for name in self.__slots__} | {"reasons": list(self.reasons)}


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place as named, and where it is: WGS 84 degrees, uncertainty as a radius in km.

    ``relation`` is how the words stand to the places ``anchors`` (ids): near, edge, bearing, distance, between, part,
    centre, countryside, region, facility; None when they are the place itself. ``bearing`` is in degrees from north.
    ``geo_precision`` is ACLED's code (1–3), ``where_prec`` UCDP's (1–7). ``reference`` is what was named before, where
    the words only point back or spell it otherwise; ``name`` is then its name, even where no list knows it.
    ``candidates`` are the likeliest places of a name that several bear, ``probability`` that of the first and of those
    at its spot; a place with candidates and neither id nor point is undecided.
    """

    text: str
    id: str | None = None
    name: str | None = None
    lat: Number | None = None
    lon: Number | None = None
    radius_km: Number | None = None
    relation: str | None = None
    anchors: tuple[str, ...] = ()
    bearing: int | None = None
    distance_km: Number | None = None
    geo_precision: int | None = None
    where_prec: int | None = None
    reference: Reference | None = None
    probability: Number | None = None
    candidates: tuple[PlaceCandidate, ...] = ()

    @property
    def undecided(self) -> bool:
        """Whether several places may be meant, and nothing tells which."""
        return bool(self.candidates) and self.id is None and self.lat is None

    def as_json(self) -> dict[str, Any]:
        """The place as a claim prints it."""
        lists = {"anchors": list(self.anchors), "candidates": [one.as_json() for one in self.candidates]}
        return _ref_json(self) | lists


@dataclass(frozen=True, slots=True)
class RouteRef:
    """A road or supply line as named, and the theatre's route when resolved; ``reference`` as of a place."""

    text: str
    id: str | None = None
    name: str | None = None
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class TimeRef:
    """When it was so: the words for it (None when taken from the report's date) and the interval."""

    text: str | None
    interval: Interval


@dataclass(frozen=True, slots=True)
class SpeakerRef:
    """Somebody who says it; ``leaning`` is a side's id, ``independent`` or None when unknown."""

    text: str
    id: str | None = None
    leaning: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much of ``what`` (killed, width, villages, …) is told: ``low`` to ``high``, both included; None is open.

    ``unit`` is people or families, m, km, km2, m2 or t, and None for things that are counted. ``text`` stands at
    characters ``start`` to ``end`` of the report's decoded text.
    """

    what: str
    low: Number | None
    high: Number | None
    unit: str | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim. ``start`` and ``end`` are character offsets of ``quote`` in the report's decoded text.

    ``chain`` names who says that who says it, outermost first: the report's source, then each speaker.
    ``speaker`` is the innermost of them when the sentence attributes it, else None (the author's voice).
    ``quantities`` are those that its clause tells. The id does not hang on what is made of the words: two claims whose
    words are the same have one id, however their quantities, places and actors are resolved.
    """

    kind: str
    status: str
    agent: ActorRef | None = None
    target: ActorRef | None = None
    place: PlaceRef | None = None
    route: RouteRef | None = None
    when: TimeRef
    speaker: SpeakerRef | None = None
    chain: tuple[SpeakerRef, ...] = ()
    stated: date | None = None
    report: str
    file: str
    start: int
    end: int
    quote: str
    trigger: tuple[int, int] | None = None
    confidence: Number
    reader: str
    quantities: tuple[Quantity, ...] = ()
    id: str = field(default="")

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", self._identity())

    def _identity(self) -> str:
        named = (self.agent, self.target, self.place, self.route, self.speaker)
        parts = [self.report, self.start, self.end, self.kind, self.status, self.trigger, self.when.text]
        parts += [ref.text if ref else None for ref in named]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:16]

    @property
    def source(self) -> SpeakerRef | None:
        """The report's source: the outermost speaker."""
        return self.chain[0] if self.chain else None

    @property
    def origin(self) -> str:
        """Equal for claims whose sentence has the same words: a repost is one origin, not two."""
        words = _NO_WORD.sub("", self.quote.casefold())
        return hashlib.sha256(words.encode()).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """The claim as the JSON object that every command prints; null where unknown."""
        interval = self.when.interval
        place = self.place
        return {
            "id": self.id,
            "kind": self.kind,
            "status": self.status,
            "agent": self.agent and _ref_json(self.agent),
            "target": self.target and _ref_json(self.target),
            "place": place and place.as_json(),
            "route": self.route and _ref_json(self.route),
            "when": {
                "text": self.when.text,
                "start": interval.first and interval.first.isoformat(),
                "end": interval.last and interval.last.isoformat(),
                "edtf": interval.edtf,
            },
            "speaker": self.speaker and _speaker_json(self.speaker),
            "chain": [_speaker_json(speaker) for speaker in self.chain],
            "stated": self.stated and self.stated.isoformat(),
            "report": self.report,
            "file": self.file,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "trigger": list(self.trigger) if self.trigger else None,
            "confidence": round(self.confidence, 3),
            "reader": self.reader,
            "quantities": [{name: getattr(one, name) for name in Quantity.__slots__} for one in self.quantities],
        }


def _ref_json(ref: ActorRef | PlaceRef | RouteRef) -> dict[str, Any]:
    told = {name: getattr(ref, name) for name in ref.__slots__}
    return told | {"reference": ref.reference and ref.reference.as_json()}


def _speaker_json(speaker: SpeakerRef) -> dict[str, Any]:
    return {"text": speaker.text, "id": speaker.id, "leaning": speaker.leaning}
