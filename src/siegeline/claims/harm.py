"""Harm: what was done to a number of people ("30 were killed"), by the word for it that stands nearest to the number.

A harm before the number counts when only little words stand between ("the death toll rose to 45"), else one after it
in its clause; one that the numbered people do ("30 fighters besieged the town") is not theirs.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from siegeline.claims.amount import Amount, told
from siegeline.claims.frame import Span

_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,]*|[,;:()]|[.!?–—-](?=\s)")
_FAR = 6  # words between a number of people and their harm, before the number
_AND = 3  # how many words "and" between a harm and a number is worth ("killed and dozens more were hurt")
_STOPS = ";:.!?"
_MARKS = ",()–—-" + _STOPS
# nouns that are a harm by themselves
_HARM_NOUNS = frozenset(
    [*("prisoner", "prisoners", "captives", "captive", "pow", "pows", "hostages", "hostage", "martyrs", "martyr"),
     *("fatalities", "deaths", "bodies", "corpses", "evacuees", "refugees", "injuries", "lives", "casualties")]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text in small letters, or a mark, at characters ``start`` to ``end``."""

    start: int
    end: int
    text: str


def words_of(text: str) -> list[Word]:
    """The words of a text in small letters, and the marks that end a clause."""
    return [Word(one.start(), one.end(), one.group().lower().replace("’", "'")) for one in _WORD.finditer(text)]


def harm_beside(amount: Amount, words: Sequence[Word], found: Sequence[Amount]) -> tuple[str, Span] | None:
    """The harm of a number that stands alone ("12 dead", "killed 30", "the death toll rose to 45")."""
    months = told()["not_before"]
    after = next((word for word in words if word.start >= amount.end), None)
    if after is not None and (after.text in months or after.text.split("-")[0] in months):
        return None
    harm = harm_of(amount, amount.end, words, found, (), strict=True)
    if harm and any(word.start == harm[1].start and word.text.startswith("captur") for word in words):
        return None  # "captured six": of what?
    return harm


def harm_of(
    amount: Amount,
    end: int,
    words: Sequence[Word],
    found: Sequence[Amount],
    parts: Sequence[Amount],
    *,
    strict: bool = False,
) -> tuple[str, Span] | None:
    """The harm nearest to a number of people; with ``strict`` only joined to it by little words."""
    for word in words:
        if amount.end <= word.start and word.end <= end and word.text in harms():
            return harms()[word.text], Span(word.start, word.end)  # "30 wounded fighters"
    before = [at for at, word in enumerate(words) if word.end <= amount.start]
    after = [at for at, word in enumerate(words) if word.start >= end]
    least = _scan(list(reversed(before))[:_FAR], words, found, parts, strict=True, backwards=True)
    most = _scan(after, words, found, parts, strict=strict)
    if least and (not most or least[0] <= most[0]):
        return _joint(least[1], words, found)
    if most:
        return _joint(most[1], words, found)
    loose = (
        None
        if strict
        else _scan(list(reversed(_clause(before, words)))[:_FAR], words, found, parts, strict=False, backwards=True)
    )
    if loose is None or words[loose[1]].text.startswith("captur"):
        return None
    return _joint(loose[1], words, found)


def _clause(before: Sequence[int], words: Sequence[Word]) -> list[int]:
    """Those of the words before a number that stand in its clause."""
    kept: list[int] = []
    for at in reversed(before):
        if words[at].text in _MARKS:
            break
        kept.insert(0, at)
    return kept


def _scan(
    at: Sequence[int],
    words: Sequence[Word],
    found: Sequence[Amount],
    parts: Sequence[Amount],
    *,
    strict: bool,
    backwards: bool = False,
) -> tuple[int, int] | None:
    """How many words off the first harm is, and which word it is; other numbers and clauses end the search."""
    between, known = told()["between"], harms()
    skipping = joined = False
    for step, place in enumerate(at):
        word = words[place]
        if word.text in known and not skipping:
            if not backwards and _is_active(place, words, found):
                return None
            return step + (_AND if joined else 0), place
        inside = next((one for one in found if one.start <= word.start < one.end), None)
        if inside is not None and inside in parts:
            skipping = True
        elif inside is not None and not skipping:
            return None
        if word.text in _MARKS:
            skipping = False
            if strict or word.text in _STOPS:
                return None
        elif strict and word.text not in between:
            return None
        joined = joined or (backwards and word.text in {"and", "or"})
    return None


def _is_active(place: int, words: Sequence[Word], found: Sequence[Amount]) -> bool:
    """Whether those numbered before a harm do it, not suffer it ("30 fighters besieged the town", "killed 5 men")."""
    word = words[place]
    if word.text in told()["does"]:
        return True
    if not word.text.endswith("ed") or word.text in {"died", "fled", "surrendered", "perished"}:
        return False
    if place and words[place - 1].text in {"were", "was", "been", "be", "are", "is", "being", "got"}:
        return False
    if place + 1 == len(words):
        return False
    follows = words[place + 1]
    numbered = any(one.start <= follows.start < one.end for one in found)
    return (
        numbered
        or follows.text in {"the", "a", "an", "its", "their", "his", "several", "many"}
        or (follows.text in nouns() and follows.text not in {"more", "others"})
    )


def _joint(place: int, words: Sequence[Word], found: Sequence[Amount]) -> tuple[str, Span]:
    """The harm, or ``casualties`` where two are told of one number ("killed and wounded 40 people")."""
    known = harms()
    what, word = known[words[place].text], words[place]
    span = Span(word.start, word.end)
    for step in (1, -1):
        other = place + 2 * step
        if 0 <= other < len(words) and words[place + step].text in {"and", "or"} and words[other].text in known:
            numbered = any(
                one.end <= words[max(place, other)].start and one.start > words[min(place, other)].end for one in found
            )
            if known[words[other].text] != what and not numbered:
                return "casualties", span
    return what, span


@lru_cache(maxsize=1)
def harms() -> Mapping[str, str]:
    """Each word for a harm with what it is (killed, wounded, …)."""
    return {word: what for what, words in told()["harms"].items() for word in words}


@lru_cache(maxsize=1)
def people() -> tuple[str, ...]:
    """The words for people."""
    return tuple(word for words in told()["people"].values() for word in words)


@lru_cache(maxsize=1)
def nouns() -> Mapping[str, tuple[str, str]]:
    """Each noun that can be numbered with its sort (thing, harm, or who) and what it is."""
    words: Any = told()
    known = {word: ("thing", what) for what, some in words["things"].items() for word in some}
    known |= {word: ("harm", what) for word, what in harms().items() if word in _HARM_NOUNS}
    known |= {word: (who, "people") for who, some in words["people"].items() for word in some}
    return known
