"""Combined: the learned reader proposes, the rules second it, and complete it where they are sure."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

import yaml

from siegeline.claims.frame import Frame, Span
from siegeline.claims.learned import LearnedReader
from siegeline.claims.rules import RulesReader

_LEADING = re.compile(r"^(?:(?:the|entire|whole|same|nearby|besieged|surrounding|strategic|old)\s+)*", re.I)


@dataclass(frozen=True, slots=True)
class Joining:
    """The numbers of ``combined.yaml``."""

    scale: float
    seconded: float
    threshold: float
    proposed: float
    alone: dict[str, float]
    generic: frozenset[str]


@lru_cache(maxsize=1)
def joining() -> Joining:
    """The numbers that ship with the program."""
    told = yaml.safe_load((resources.files(__package__) / "combined.yaml").read_text(encoding="utf-8"))
    return Joining(**(told | {"generic": frozenset(told["generic"])}))


class CombinedReader:
    """Reads frames with the model and the rules together; what only one of them finds must be surer.

    Raises:
        MissingExtraError: the model's packages or files are not there (at the first reading).
    """

    name = "combined"

    def __init__(self, learned: LearnedReader | None = None, rules: RulesReader | None = None) -> None:
        self._learned = learned or LearnedReader(threshold=joining().proposed)
        self._rules = rules or RulesReader()

    def frames(self, sentences: Sequence[str]) -> list[list[Frame]]:
        """The frames of each sentence, with spans in that sentence, in the order of their triggers."""
        proposed, ruled = self._learned.frames(sentences), self._rules.frames(sentences)
        return [_join(*both) for both in zip(proposed, ruled, sentences, strict=True)]


def _join(proposed: Sequence[Frame], ruled: Sequence[Frame], text: str) -> list[Frame]:
    numbers = joining()
    names = _names([*proposed, *ruled], text)
    kept: list[Frame] = []
    for frame in sorted(proposed, key=lambda one: -one.confidence):
        seconded = _placed(frame) and any(_same(frame, other) for other in ruled)
        odds = numbers.scale * _logit(frame.confidence) + numbers.seconded * seconded
        kept.append(replace(_named(frame, names, text), confidence=1 / (1 + math.exp(-odds))))
    for frame in ruled:
        if frame.kind in numbers.alone and _placed(frame) and not any(_same(frame, other) for other in proposed):
            kept.append(replace(frame, confidence=numbers.alone[frame.kind]))
    given: list[Frame] = []
    for frame in sorted(kept, key=lambda one: -one.confidence):
        if frame.confidence >= numbers.threshold and not any(_same(frame, other) for other in given):
            given.append(frame)
    return sorted(given, key=lambda one: (one.trigger, one.place or one.route or one.trigger))


def _logit(confidence: float) -> float:
    sure = min(max(confidence, 0.01), 0.99)
    return math.log(sure / (1 - sure))


def _placed(frame: Frame) -> bool:
    return frame.place is not None or frame.route is not None


def _same(one: Frame, other: Frame) -> bool:
    """Whether two frames tell the same: of one kind, at places whose words overlap."""
    if one.kind != other.kind:
        return False
    first, second = one.place or one.route, other.place or other.route
    if first is None or second is None:
        return first is second
    return first.start < second.end and second.start < first.end


def _names(frames: Sequence[Frame], text: str) -> list[Span]:
    """The places that the sentence calls by a name."""
    spans = {frame.place for frame in frames if frame.place}
    return sorted(one for one in spans if text[one.start : one.end] != text[one.start : one.end].lower())


def _named(frame: Frame, names: Sequence[Span], text: str) -> Frame:
    """The frame with "the city" replaced by the name that its sentence gives, the nearest before it first."""
    place = frame.place
    if place is None or not names:
        return frame
    words = _LEADING.sub("", text[place.start : place.end]).lower()
    if words not in joining().generic:
        return frame
    return replace(frame, place=min(names, key=lambda one: (one.start > place.start, abs(one.start - place.start))))
