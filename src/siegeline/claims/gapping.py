"""Gapping: clauses that leave out the verb of the one before: "A is besieged by the rebels, B by Hezbollah".

The network gives a word one agent and several places, so that all places go to one side, or to none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from siegeline.claims.frame import Frame, Span
from siegeline.claims.phrases import is_force
from siegeline.claims.when import expressions

_PART = r"(?:(?:[a-z]{2,3}-)|(?:al|el|an|ar|as|at|ad|az|ash) )?[A-ZÀ-Ž][\w’'-]+"
_NAME = rf"{_PART}(?: {_PART}){{0,2}}"
_NAMES = rf"{_NAME}(?:(?:, | and |, and ){_NAME})*"
_LINK = r"(?:,|;|,? and|,? but|,? while|,? whereas)\s+"
_WHO = r"(?:(?:the|an?)\s+)?(?P<who>[\w’'-]+(?:\s+[\w’'-]+){0,3}?)"
_MANY = r"(?:\s+(?:some\s+|about\s+|over\s+|nearly\s+)?\d[\d.,]*(?:\s+[a-z]+)?)?"  # "in Madaya 40,000 by the army"
_END = r"(?=\s*(?:[.;:!?)]|,|$|and\b|but\b|while\b|whereas\b))"
_AT = rf"(?:(?:in|at|around|that of|those of)\s+)?(?P<at>{_NAMES}){_MANY}"
_DAY = r"(?:on|in)\s+(?:\d{1,2}\s+)?[A-Z][a-z]+(?:\s+\d{1,2})?"
_WHEN = rf"(?:\s+(?P<when>{_DAY}))?{_END}"
_BY = {link: re.compile(rf"{_LINK}{_AT}\s+{link}\s+{_WHO}{_WHEN}") for link in ("by", "to")}
_DOES = re.compile(rf"{_LINK}the\s+(?P<who>(?:[\w’'-]+\s+){{0,2}}?[\w’'-]+)\s+(?P<at>{_NAMES}){_WHEN}")
_BETWEEN = re.compile(rf"(?:\s+{_DAY})?")  # a clause and the next
_FIRST = re.compile(
    rf"\s+(?:of\s+(?:the\s+)?{_NAMES}\s+(?:is|are|was|were)\s+(?:\w+\s+)?)?"
    r"(?:(?:\w+ly|again|still|on [A-Z]\w+|in [A-Z]\w+)\s+)*(?P<link>by|to)\s+(?:(?:the|an?)\s+)?"
)  # between a passive verb and who does it
_PLACES = re.compile(rf"{_LINK}(?P<at>{_NAMES})\s+(?:(?:only|already|just|even|not until)\s+)?")
_ENDS = re.compile(_END)
_NO_BREAK = re.compile(r"[^,.;:()]{0,60}")
_BREAK = re.compile(r"[.;:()]|\b(?:who|which|that|after|before|when)\b")
_KINDS = frozenset(
    ["besieged", "captured", "held", "shelled", "airstrike", "attacked", "advanced", "siege_lifted", "contested"]
)  # what sides do to places


class _Clause(NamedTuple):
    """A clause without a verb: who, when and the places; ``after`` is the time of the clause with the verb."""

    start: int
    who: Span | None
    when: Span | None
    places: tuple[Span, ...]
    after: Span | None = None


def gapped(frames: Sequence[Frame], text: str) -> list[Frame]:
    """The frames of a sentence, with those of the clauses that leave out a verb, each with its own agent."""
    found = list(frames)
    for frame in frames:
        if frame not in found:
            continue
        who, clauses = _clauses(frame, text) if frame.agent and frame.kind in _KINDS else (None, [])
        if not clauses and frame.place is not None:
            who, clauses = frame.agent, _timed(frame, frame.place, text)
        said = [one for one in found if _tells(one) == _tells(frame)]
        home = [one for one in said if clauses and one.place is not None and one.place.end <= clauses[0].start]
        if not home:
            continue
        found = [one for one in found if one not in said]
        when = clauses[0].after
        found += [
            replace(one, agent=who, when=when or one.when) for one in (_until(one, clauses[0].start) for one in home)
        ]
        found += [
            replace(frame, place=place, agent=clause.who, target=None, when=clause.when or _fronted(frame))
            for clause in clauses
            for place in clause.places
        ]
    return found


def _tells(frame: Frame) -> tuple[str, Span, str]:
    return frame.kind, frame.trigger, frame.status


def _clauses(frame: Frame, text: str) -> tuple[Span | None, list[_Clause]]:
    """Who does what a frame tells, and the clauses without a verb behind."""
    agent, place, verb = frame.agent, frame.place, frame.trigger
    assert agent is not None
    if verb.end <= agent.start and (first := _FIRST.match(text, verb.end)):
        pattern, begin, at = _BY[first["link"]], first.end(), first.end()
    elif place is not None and agent.end <= verb.start and 0 <= place.start - verb.end <= len(" all of the "):
        pattern, begin, at = _DOES, agent.start, place.end
    else:
        return agent, []
    found: list[_Clause] = []
    while match := _next(pattern, text, at):
        if _BREAK.search(text, at, match.start()) or not _acts(who := Span(*match.span("who")), text):
            break
        when = Span(*match.span("when")) if match["when"] else None
        found.append(_Clause(match.start(), who, when, tuple(_named(match))))
        at = match.end()
    whole = pattern is _DOES or not found or agent.end <= found[0].start
    return agent if whole else Span(begin, found[0].start), found


def _timed(frame: Frame, place: Span, text: str) -> list[_Clause]:
    """The clauses of a place and a time alone: "A fell in July, B in August", "took A on Monday and B a day later"."""
    begin = max(frame.trigger.end, place.end)
    times = [one for one in expressions(text) if one.start >= begin]
    if len(times) < 2 or not _NO_BREAK.fullmatch(text, begin, times[0].start):
        return []
    found: list[_Clause] = []
    for before, when in pairwise(times):
        match = _PLACES.fullmatch(text, before.end, when.start)
        if match is None or not _ENDS.match(text, when.end):
            break
        found.append(_Clause(match.start(), frame.agent, when, tuple(_named(match)), times[0]))
    return found


def _next(pattern: "re.Pattern[str]", text: str, at: int) -> "re.Match[str] | None":
    """The next clause without a verb: right behind the place and its day, where that is what the verb takes."""
    if pattern is not _DOES:
        return pattern.search(text, at)
    day = _BETWEEN.match(text, at)
    return pattern.match(text, day.end() if day else at)


def _acts(who: Span, text: str) -> bool:
    """Whether words can be who does it: a force or a name, and no time."""
    last = text[who.start : who.end].rsplit(maxsplit=1)[-1]
    if any(one.meets(who) for one in expressions(text)):
        return False
    return is_force(last) or re.fullmatch(_PART, last) is not None


def _named(match: "re.Match[str]") -> Iterator[Span]:
    """The places of a clause."""
    start = match.start("at")
    for name in re.finditer(_NAME, match["at"]):
        yield Span(start + name.start(), start + name.end())


def _until(frame: Frame, end: int) -> Frame:
    """The frame with what it took from the clauses behind ``end`` left out."""

    def before(span: Span | None) -> Span | None:
        if span is None or span.start >= end:
            return None
        return Span(span.start, min(span.end, end))

    return replace(frame, target=before(frame.target), when=before(frame.when))


def _fronted(frame: Frame) -> Span | None:
    """The time that stands before all: it is of every clause."""
    return frame.when if frame.when is not None and frame.when.end <= frame.trigger.start else None
