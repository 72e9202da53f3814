"""Spot: a stretch of a text that may name a place, with the places of that name."""

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

from siegeline.places.names import plain
from siegeline.places.place import Place

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’ʼ`´‘](?!s\b)[^\W\d_]+)*")
_BETWEEN = re.compile(r"(?:[ \u00a0]|\n(?!\n)|[-‐–]|\. ?)$")  # what may stand between two words of one name
_SHORT = {"st", "ft", "mt", "w", "n", "s", "e", "so", "no", "pt", "ste"}  # words that a dot shortens within a name
_LONGEST = 6
_INSIDE = re.compile(
    r"(?<=[^\W\d_][ ,;\u00a0])(?<!I )[^\W\d_](?=[^\W\d_]{2})"
)  # the first letter of a word after another
_LEAST_CAPITALS, _MOST_CAPITALS = 0.015, 0.8  # share of the words inside of sentences
_ARABIC = frozenset(
    ("AE", "BH", "DZ", "EG", "EH", "ER", "IL", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA")
) | {"SD", "SO", "SY", "TD", "TN", "YE"}
_SPELT = (("saint ", "st "), ("sainte ", "ste "), ("fort ", "ft "), ("mount ", "mt "), ("point ", "pt "))
_WIDENED = {
    "township": "", "twp": "", "borough": "", "municipality": "", "co": "county", "cnty": "county",
    "governorate": "", "oblast": "", "metropolitan": "", "area": "", "prefecture": "", "valley": "", "proper": "",
}  # fmt: skip

Find = Callable[[str], Sequence[Place]]


@dataclass(frozen=True, slots=True)
class Word:
    """Characters ``start`` to ``end`` of a text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters ``start`` to ``end``, the words ``first`` to ``last`` (inclusive), may name one of ``candidates``."""

    start: int
    end: int
    text: str
    first: int
    last: int
    candidates: tuple[Place, ...]

    @property
    def key(self) -> str:
        """The name as it is counted in a text: every mention of one name means one place."""
        return loose(self.text)


def words_of(text: str) -> list[Word]:
    """The words of a text: letters, with dots inside of abbreviations and apostrophes inside of names."""
    return [Word(*found.span(), found.group()) for found in _WORD.finditer(text)]


def is_caseless(text: str) -> bool:
    """Whether capitals tell nothing of names in a text: inside of its sentences all, or next to none, is capitals."""
    inside = _INSIDE.findall(text)
    high = sum(letter.isupper() for letter in inside)
    return bool(inside) and not _LEAST_CAPITALS * len(inside) < high < _MOST_CAPITALS * len(inside)


def loose(name: str) -> str:
    """A name in small letters without accents, dots and hyphens, with what is often shortened short ("st louis")."""
    text = " ".join(re.sub(r"['’ʼ`´‘.]", "", plain_with_marks(name)).split())
    for long, short in _SPELT:
        if text.startswith(long):
            text = short + text.removeprefix(long)
    return text


def plain_with_marks(name: str) -> str:
    """:func:`plain`, with apostrophes left out rather than made blanks ("Sana'a" is one word)."""
    return plain(re.sub(r"['’ʼ`´‘ʻʿʾ]", "", name))


def find_spots(
    text: str, words: Sequence[Word], find: Find, *, like: Find | None = None, unlikely: Container[str] = ()
) -> list[Spot]:
    """Stretches that may name places, the longest where they overlap, in the order of the text.

    In a text that uses capitals, a name begins with one, and ``like`` finds spellings of names there; in others, an
    ``unlikely`` or very short word is none.
    """
    caseless, spots, at = is_caseless(text), [], 0
    while at < len(words):
        spot = _longest(text, words, at, find) if caseless or words[at].text[:1].isupper() else None
        if spot is None and like and not caseless and words[at].text[:1].isupper():
            spot = _longest(text, words, at, like, unlikely=unlikely, high=True)
        if spot is None or (caseless and spot.first == spot.last and (len(spot.key) < 4 or spot.key in unlikely)):
            at += 1
        else:
            spots.append(spot)
            at = spot.last + 1
    return spots


def _longest(
    text: str, words: Sequence[Word], first: int, find: Find, *, unlikely: Container[str] = (), high: bool = False
) -> Spot | None:
    """The longest name that begins with a word; with ``high`` all its words begin with capitals and are likely ones."""
    last, ends = first, []
    while not high or (words[last].text[:1].isupper() and words[last].text.lower() not in unlikely):
        ends.append(last)
        if last + 1 >= len(words) or last - first + 1 >= _LONGEST or not _joined(text, words[last], words[last + 1]):
            break
        last += 1
    for last in reversed(ends):
        start, end = words[first].start, words[last].end
        if high and (found := find(text[start:end])):
            return Spot(start, end, text[start:end], first, last, tuple(found))
        if not high and (found := _named(text, start, end, find)):
            return Spot(start, end, text[start:end], first, last, tuple(found))
    return None


def _joined(text: str, word: Word, after: Word) -> bool:
    between = text[word.end : after.start]
    if word.text.endswith("."):  # "U.S. Army"
        return between == " "
    if "." in between:  # "St. Petersburg", "W.Va"
        return (between == "." and len(word.text) <= 2) or (between == ". " and word.text.lower() in _SHORT)
    return _BETWEEN.fullmatch(between) is not None


def _named(text: str, start: int, end: int, find: Find) -> Sequence[Place]:
    """The places whose name these characters are, by themselves or less a word for what sort of place it is."""
    said = text[start:end]
    if len(said) < 2:
        return ()
    if found := same_name(said, find):
        return found
    head, _, kind = said.rpartition(" ")
    by = _WIDENED.get(kind.lower().rstrip("."))
    if head and by is not None and kind[:1].isupper():
        return same_name(f"{head} {by}".strip(), find)
    return ()


def same_name(said: str, find: Find) -> list[Place]:
    """Places of this very name: an article must be theirs, unless it is an Arabic one where Arabic is spoken."""
    want, kept = loose(said), {}
    for form in _forms(said):
        for place in find(form):
            if place.id not in kept and (place.overlay or _is_named(place, want, said)):
                kept[place.id] = place
    return list(kept.values())


def _is_named(place: Place, want: str, said: str) -> bool:
    if any(loose(name) == want for name in place.names):
        return True
    return place.country in _ARABIC and not said.lower().startswith("the ") and len(want) > 4


def _forms(said: str) -> Iterator[str]:
    yield said
    low = plain_with_marks(said)
    if "." in said:
        yield said.replace(".", "")
    for long, short in _SPELT:
        if low.startswith((short, f"{short.strip()}. ")):
            yield long + low.split(" ", 1)[1]
        elif low.startswith(long):
            yield f"{short.strip()}. {low.split(' ', 1)[1]}"
            yield f"{short.strip()} {low.split(' ', 1)[1]}"
