"""Dating: when a claim was so, by its time words, the report's clock and whether it is told as done or as planned."""

import re
from collections.abc import Sequence
from dataclasses import replace

from siegeline.claims.anchor import anchored
from siegeline.claims.claim import LASTING
from siegeline.claims.clock import AHEAD, Clock
from siegeline.claims.daytime import for_hours, is_habit, time_of_day
from siegeline.claims.frame import Frame, Span
from siegeline.claims.relative import WEEKDAYS
from siegeline.claims.running import run_on
from siegeline.claims.when import MONTHS, expressions, interval_of, names_year
from siegeline.times import Interval

_TO_COME = re.compile(
    r"\b(?:will|won't|shall|may|might|can|plans?|intends?|hopes?|aims?|wants?|expects?|prepares?|is|are|am|"
    r"[Ii]f|[Uu]nless|[Ss]hould)\b|['’]ll\b"
)  # "May" is a month
_WOULD = re.compile(r"\bwould\b(?! have)", re.I)
_THEN = re.compile(r"\b(?:was|were|had|planned|intended|hoped|aimed|wanted|expected|threatened|promised)\b", re.I)
_UNDONE = re.compile(r"\b(?:may|might|could|would|should|must)\s+(?:\w+ly\s+|already\s+)?have\b", re.I)
_LISTED = re.compile(r",?\s+(?:and|but|then)\s+(?:[\w'’-]+\s+){0,4}")
_LATER = re.compile(r"(?:by |in )?(?:the )?(?:noon|midday|afternoon|dusk|sunset|nightfall|evening)$", re.I)
_POINT = re.compile(r"(?!after|as of|for|since|until|till|from)", re.I)
_BESIDE = 2
_FIRST = re.compile(
    r"\bfirst\s+(?:time\s+)?(?:(?:in|for)\s+(?:(?:more than|over|nearly|almost|at least|about)\s+)?[\w-]+\s+"
    r"(?:years?|months?|weeks?|days?)|since\s+[\w ]{2,20})$",
    re.I,
)  # "for the first time in May" tells when
_OF_WHAT = re.compile(r"[\w-]+-(?:hour|day|week|month|year)", re.I)  # "a three-day assault" tells how long, not when
_DATE = re.compile(rf"\b(?:{'|'.join((*MONTHS, *WEEKDAYS))})\b", re.I)
_LINK = re.compile(r"\b(in|within|by|before)\s+(?:the\s+)?$", re.I)
_ONE_DAY = re.compile(r"\b(?:today|tonight|tomorrow)\b", re.I)  # so near that "by tomorrow" is told as that day


def time_words(frame: Frame, sentence: str) -> Span | None:
    """The time words of a frame: of several in a list ("took A in May and B in June") those right after its site."""
    site = frame.place or frame.route
    if frame.when is None or site is None or frame.when.meets(site):
        return frame.when
    beside = next((one for one in expressions(sentence) if 0 < one.start - site.end <= _BESIDE), None)
    if beside is None or beside.meets(frame.when) or not _POINT.match(sentence, beside.start):
        return frame.when
    first, second = (frame.when.end, site.start) if frame.when.end <= site.start else (beside.end, frame.when.start)
    listed = sentence[site.end : beside.start].isspace() and _LISTED.fullmatch(sentence, first, second)
    return beside if listed else frame.when


def interval_told(
    frame: Frame, when: Span | None, sentence: str, clock: Clock, frames: Sequence[Frame] = ()
) -> Interval:
    """The interval of a frame of this sentence with these time words; unknown where they say nothing of it.

    What is planned or feared lies after the report's day, or after the day that the text told of; what is told as done
    never lies after the report's day, but where its words name the year. ``frames`` are all of the sentence: "the
    two-month siege" that one of them ends lasted until then.
    """
    if when is None:
        return Interval()
    words = " ".join(sentence[when.start : when.end].split())
    if is_habit(words, sentence[: when.start]):
        return Interval()
    if _FIRST.search(sentence[: when.end]) or (_OF_WHAT.fullmatch(words) and frame.kind not in LASTING):
        return anchored(replace(frame, when=when), words, sentence, clock, frames) or Interval()
    if frame.status in {"planned", "hypothetical"}:
        clock = _ahead(clock, sentence, words, frame.status)
        link = _LINK.search(sentence[: when.start])
        if clock.after and link and not _ONE_DAY.search(words):
            words = f"{link[1]} {words}"
    if _LATER.match(words):  # "on Wednesday they entered it, and by evening they held it": Wednesday's evening
        clock = run_on(clock, sentence[: when.start], heading=False, exact=False)
    found = (
        anchored(replace(frame, when=when), words, sentence, clock, frames)
        or interval_of(words, clock)
        or time_of_day(words, clock)
    )
    if found is None or (words.lower().startswith("after ") and found.start != found.end and frame.kind != "clash"):
        return Interval()  # "after weeks of fighting": the weeks are the fighting's
    if frame.status != "actual":
        return found
    if _is_to_come(found, clock) and not names_year(words):
        return Interval()
    if frame.kind not in LASTING or found.pattern or found.ended:
        return found
    brief = found.first == found.last and for_hours(frame.trigger, when, sentence)
    return replace(found, over=True) if brief else found.lasting()


def _ahead(clock: Clock, sentence: str, words: str, status: str) -> Clock:
    """The clock by which a plan's times are read: ahead, or beside the report's day where the plan is told as past."""
    if clock.published is None or (status == "hypothetical" and _UNDONE.search(sentence)):
        return clock
    would = _WOULD.search(sentence)
    if status == "hypothetical" or _TO_COME.search(sentence) or not (would or _THEN.search(sentence)):
        return replace(clock, after=clock.published)
    if told := clock.far or (clock.running if clock.history or (would and _DATE.search(words)) else None):
        return replace(clock, after=told)
    return replace(clock, after=clock.published) if would else replace(clock, near=True)


def _is_to_come(found: Interval, clock: Clock) -> bool:
    """Whether an interval begins after the report's day, by more than reports are dated early."""
    return bool(clock.published and found.first and found.first > clock.published + AHEAD)


__all__ = ["interval_told"]
