"""Frame: what one sentence says happened, as spans of that sentence, before anything is resolved."""

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) of a sentence."""

    start: int
    end: int

    def meets(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One event or state told in a sentence; the common product of every reader.

    ``confidence`` is between 0 and 1. Kinds and statuses are those of :mod:`siegeline.claims.claim`. ``reader`` names
    who found it, where that need not be the reader that was asked.
    """

    kind: str
    status: str
    trigger: Span
    agent: Span | None = None
    target: Span | None = None
    place: Span | None = None
    route: Span | None = None
    when: Span | None = None
    speaker: Span | None = None
    confidence: float = 0.5
    reader: str | None = None

    def turns(self, other: "Frame") -> bool:
        """Whether of two captures of a place each is by another: "the army took X in May, the rebels retook it"."""
        if self.kind != "captured" or other.kind != "captured" or self.trigger.meets(other.trigger):
            return False
        return self.agent is not None and other.agent is not None and not self.agent.meets(other.agent)

    def surely(self, confidence: float) -> "Frame":
        """The frame with this confidence (:func:`dataclasses.replace` takes several times as long)."""
        return self._with(self.place, self.route, confidence)

    def at(self, place: Span | None, route: Span | None) -> "Frame":
        """The frame at this place and road."""
        return self._with(place, route, self.confidence)

    def _with(self, place: Span | None, route: Span | None, confidence: float) -> "Frame":
        return Frame(
            kind=self.kind,
            status=self.status,
            trigger=self.trigger,
            agent=self.agent,
            target=self.target,
            place=place,
            route=route,
            when=self.when,
            speaker=self.speaker,
            confidence=confidence,
            reader=self.reader,
        )
