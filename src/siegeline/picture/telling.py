"""Telling: what a report that tells of a siege's end says of the siege that it tells of beside it.

Who tells that a siege is over and calls the place besieged without a time speaks of what was; who says since when it
was besieged speaks of up to that end. What is told to be besieged *again*, after the last end that is told of, is a
new siege.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from siegeline.claims.claim import Claim
from siegeline.picture.evidence import Evidence
from siegeline.picture.parameters import parameters

LIFTED = "lifted"
Teller = tuple[str, str | None, str | None]


def lifts(claim: Claim) -> bool:
    """Whether it tells that a siege ended."""
    kind = parameters().sieges.kinds.get(claim.kind)
    return kind is not None and kind.meaning == LIFTED and claim.status == "actual"


def is_rival(claim: Claim) -> bool:
    """Whether it is read out of a sentence that may tell of a siege or of its end, not of both.

    A siege with a time of its own is told of beside its end: "met the garrison, cut off for two years". So is one that
    began again: "was broken, but the town is surrounded again".
    """
    return (claim.kind == "besieged" and not claim.when.interval.known and not told_again(claim)) or lifts(claim)


def told_again(claim: Claim) -> bool:
    """Whether its own clause says that the place is besieged once more."""
    words = _words()
    if claim.kind != "besieged" or claim.status != "actual" or not words.again.search(claim.quote):
        return False
    before, trigger, clause = _clause(claim)
    if trigger.endswith("ed") and words.noun.search(before):
        return False  # "again shelled the besieged town"
    return words.again.search(clause) is not None and words.ended.search(clause) is None


def told_of_now(claim: Claim) -> bool:
    """Whether its clause speaks of the day on which it is said: "is", "has been", not "was"."""
    return _words().now.search(_clause(claim)[2]) is not None


def frees(claim: Claim) -> bool:
    """Whether it tells that somebody broke a siege, or freed those inside: nobody does that to his own."""
    return lifts(claim) and (claim.kind == "linked_up" or _words().broken.search(claim.quote) is not None)


def teller(claim: Claim) -> Teller:
    """Who tells it, in which report, of which place."""
    speaker, place = claim.speaker, claim.place
    return claim.report, speaker.text if speaker else None, place.id if place else None


@dataclass(frozen=True, slots=True)
class Ends:
    """Where in their reports, and for which days, tellers tell of ends.

    ``last`` is where the last of a teller's begins, ``undated`` the last of those that tell no time; ``days`` are those
    from which they count. ``freed`` are the sides that break a siege, by sentence.
    """

    last: Mapping[Teller, int]
    undated: Mapping[Teller, int]
    days: Mapping[Teller, Sequence[date]]
    freed: Mapping[tuple[Teller, int, int], frozenset[str]]

    @classmethod
    def of(cls, claims: Iterable[Claim], lifting: Iterable[Evidence]) -> "Ends":
        """Those that claims tell; ``lifting`` are those of them that have a day."""
        last: dict[Teller, int] = {}
        undated: dict[Teller, int] = {}
        for claim in claims:
            if lifts(claim):
                key = teller(claim)
                last[key] = max(last.get(key, -1), claim.start)
                if not claim.when.interval.known:
                    undated[key] = max(undated.get(key, -1), claim.start)
        days: dict[Teller, list[date]] = {}
        freed: dict[tuple[Teller, int, int], frozenset[str]] = {}
        for one in lifting:
            if lifts(one.claim):
                key = teller(one.claim)
                days[key] = sorted({*days.get(key, ()), one.day})
                if one.agent and frees(one.claim):
                    where = key, one.claim.start, one.claim.end
                    freed[where] = freed.get(where, frozenset()) | {one.agent}
        return cls(last, undated, days, freed)

    def was(self, claim: Claim) -> bool:
        """Whether a claim of a siege without a time speaks of one that its teller tells to be over."""
        key = teller(claim)
        if claim.kind != "besieged" or claim.when.interval.known or key not in self.last:
            return False
        after = self.last[key] if not told_of_now(claim) else self.undated.get(key, -1)
        return not told_again(claim) or claim.start < after

    def told(self, one: Evidence) -> Evidence:
        """A siege as its teller tells it: up to the end that he tells, and not by who broke it."""
        claim = one.claim
        if claim.kind != "besieged" or claim.status != "actual":
            return one
        key = teller(claim)
        if one.agent is not None and one.agent in self.freed.get((key, claim.start, claim.end), ()):
            one = one._replace(agent=None)
        begun_again = told_again(claim)
        ended = (day for day in self.days.get(key, ()) if day > one.day or (day == one.day and not begun_again))
        over = next(ended, one.until)
        return one._replace(until=over) if over < one.until else one


def _clause(claim: Claim) -> tuple[str, str, str]:
    """What stands before a claim's trigger, the trigger, and their clause; the whole quote, where it is not known."""
    at, end = (place - claim.start for place in claim.trigger or (claim.start, claim.start))
    if not 0 <= at < end <= len(claim.quote):
        return "", "", claim.quote
    breaks = [one.span() for one in _words().breaks.finditer(claim.quote)]
    begin = max((stop for _, stop in breaks if stop <= at), default=0)
    stop = min((start for start, _ in breaks if start >= end), default=len(claim.quote))
    return claim.quote[begin:at], claim.quote[at:end], claim.quote[begin:stop]


@dataclass(frozen=True, slots=True)
class _Words:
    again: re.Pattern[str]
    now: re.Pattern[str]
    ended: re.Pattern[str]
    broken: re.Pattern[str]
    breaks: re.Pattern[str]
    noun: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    panel = parameters().sieges

    def either(words: Iterable[str]) -> re.Pattern[str]:
        return re.compile("|".join(rf"\b(?:{one})\b" for one in words), re.IGNORECASE)

    return _Words(
        either(panel.again), either(panel.now), either(panel.ended), either(panel.broken),
        re.compile(panel.clause_break, re.IGNORECASE), re.compile(r"\b(?:the|an?|its|their|this)\s+$", re.IGNORECASE),
    )  # fmt: skip
