"""Anchor: the day from which a duration, or the number of a day alone, counts: one that the text tells beside it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from siegeline.claims.clock import Clock
from siegeline.claims.frame import Frame
from siegeline.claims.relative import lasting
from siegeline.claims.when import expressions, interval_of
from siegeline.times import Bounds, Interval, days_after, on, within

_ENDS = {
    "besieged": frozenset({"siege_lifted", "linked_up", "captured", "handed_over", "withdrew"}),
    "route_cut": frozenset({"route_opened"}),
    "route_under_fire": frozenset({"route_opened"}),
    "held": frozenset({"captured", "withdrew", "handed_over"}),
}
_UP_TO_NOW = re.compile(r"\b(?:past|last|now|already|so far)\b|\b(?:has|have|is|are)\s+(?:\w+\s+){0,2}$", re.I)
_WITHIN = re.compile(r"\b(?:within|in)\s+(?:just\s+|only\s+)?$", re.I)
_NUMBERED = re.compile(
    r"(?:(since|from|until|till|by)\s+|on\s+|(?:early|late)\s+on\s+)?(?:the\s+)?(\d{1,2})-?(?:st|nd|rd|th)"
)
_MONTH = timedelta(days=31)
_BACK = 7  # days before the day told of that "on the 3rd" may still lie


def anchored(frame: Frame, words: str, sentence: str, clock: Clock, frames: Sequence[Frame]) -> Interval | None:
    """The interval of a frame's time words that count from a day told beside them; None for other words.

    ``frames`` are those of the whole sentence: the siege that one of them ends lasted until then. "Within days" of what
    was done counts on from the day told of, "on the 7th" is of its month.
    """
    if frame.when is None or frame.status != "actual":
        return None
    low = words.lower()
    if match := _NUMBERED.fullmatch(low):
        return _numbered(int(match[2]), match[1], _told_before(frame, sentence, clock))
    if interval_of(words, replace(clock, published=None, running=None, far=None)) or not lasting(low, clock):
        return None  # it tells its day itself
    if end := _end_of(frame, sentence, clock, frames):
        first, last = (lasting(low, replace(clock, published=day)) for day in (end.earliest, end.latest))
        return Interval(Bounds(first.start.earliest, last.start.latest), end) if first and last else None
    if frame.kind not in _ENDS and (low.startswith("within ") or _WITHIN.search(sentence[: frame.when.start])):
        since = _told_before(frame, sentence, clock)
        longest = lasting(low.removeprefix("within "), Clock(published=since, after=since)) if since else None
        return within(since, longest.last) if longest else None
    return None


def _end_of(frame: Frame, sentence: str, clock: Clock, frames: Sequence[Frame]) -> Bounds | None:
    """When the sentence tells that what lasted so long ended; None where it lasts, or no day or month is told."""
    if _UP_TO_NOW.search(sentence[max(0, frame.trigger.start - 25) : frame.trigger.start]):
        return None
    ends = [one for one in frames if one.kind in _ENDS.get(frame.kind, ()) and one.status == "actual"]
    for one in ends:
        if one.when and one.when != frame.when:
            found = interval_of(" ".join(sentence[one.when.start : one.when.end].split()), clock)
            if found and found.first and found.last and found.last - found.first <= _MONTH:
                return Bounds(found.first, found.last)
    day = clock.far or clock.running
    return Bounds(day, day) if ends and day else None


def _told_before(frame: Frame, sentence: str, clock: Clock) -> date | None:
    """The first day of the last time told before a frame's own, in its sentence or in those before."""
    assert frame.when is not None
    for span in reversed(expressions(sentence[: frame.when.start])):
        found = interval_of(sentence[span.start : span.end], clock)
        if found and found.first and (found.last is None or found.last - found.first <= _MONTH):
            return found.first
    return clock.far or clock.running


def _numbered(number: int, link: str | None, told: date | None) -> Interval | None:
    """ "on the 7th" after a day: of its month, or of the next where it lies too far before it."""
    if told is None:
        return None
    month = told.replace(day=1)
    if number < told.day - _BACK:
        month = days_after(month, 31).replace(day=1)
    try:
        day = month.replace(day=number)
    except ValueError:
        return None
    if link in {"since", "from"}:
        return Interval(Bounds(day, day), Bounds(), ongoing=True)
    return within(None, day) if link in {"by", "until", "till"} else on(day)


__all__ = ["anchored"]
