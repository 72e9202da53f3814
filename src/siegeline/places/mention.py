"""Mention: a place's name where it stands in a text."""

import weakref
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from siegeline.places.gazetteer import Gazetteer, Place
from siegeline.places.names import folded, plain

_AUTOMATA: "weakref.WeakKeyDictionary[Gazetteer, ahocorasick.Automaton]" = weakref.WeakKeyDictionary()
_REMEMBERED = 5_000  # places whose capitals are remembered
COMMON = frozenset(
    [
        "city",
        "town",
        "village",
        "base",
        "airport",
        "district",
        "area",
        "centre",
        "center",
        "north",
        "south",
        "east",
        "west",
        "road",
        "highway",
        "complex",
        "mine",
        "bridge",
        "farm",
        "hall",
        "hill",
        "university",
        "academy",
        "college",
        "school",
        "market",
        "square",
        "port",
        "station",
    ]
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters ``start`` to ``end`` of a text name one of ``candidates`` (best first)."""

    start: int
    end: int
    text: str
    candidates: tuple[Place, ...]

    @property
    def capitals(self) -> frozenset[str]:
        """The words that the place's own names write with a capital, in small letters ("aleppo", not "eastern")."""
        return _capitals(self.candidates[0].names, folded(self.text))


@lru_cache(maxsize=_REMEMBERED)
def _capitals(names: tuple[str, ...], low: str) -> frozenset[str]:
    alike = [name for name in names if folded(name) == low]
    return frozenset(word.lower() for word in " ".join(alike).split() if word[:1].isupper()) - COMMON


def find_places(text: str, places: Gazetteer) -> list[Mention]:
    """The places named in a text, longest names first where they overlap, in the order of the text.

    A name of the embedded list counts only with a capital letter, unless the whole text is in small letters; an
    overlay's alias counts as it is.
    """
    low = plain(text)
    has_capitals = sum(map(str.isupper, text)) > len(text) * 0.01
    hits = []
    for last, name in _automaton(places).iter(low):
        start, end = last - len(name) + 1, last + 1
        if (start and low[start - 1].isalnum()) or (end < len(low) and low[end].isalnum()):
            continue
        candidates = tuple(places.find(name))
        if not candidates or (
            not candidates[0].overlay and (name in COMMON or (has_capitals and not text[start].isupper()))
        ):
            continue
        hits.append(Mention(start, end, text[start:end], candidates))
    hits.sort(key=lambda hit: (hit.start - hit.end, hit.start))
    taken: list[Mention] = []
    covered = bytearray(len(text))
    for hit in hits:
        if covered.find(1, hit.start, hit.end) < 0:
            covered[hit.start : hit.end] = bytes([1]) * (hit.end - hit.start)
            taken.append(hit)
    return sorted(taken, key=lambda hit: hit.start)


def _automaton(places: Gazetteer) -> ahocorasick.Automaton:
    automaton = _AUTOMATA.get(places)
    if automaton is None:
        automaton = ahocorasick.Automaton()
        for place in places.places.values():
            for name in (place.name, *place.aliases):
                for form in (" ".join(plain(name).split()), folded(name)):
                    if len(form) >= 4 and not form.isdigit():
                        automaton.add_word(form, form)
        automaton.make_automaton()
        _AUTOMATA[places] = automaton
    return automaton
