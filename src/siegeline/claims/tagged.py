"""Tagged: runs of words that the network puts in a role, as spans of characters."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from siegeline.claims.frame import Span

Floats = NDArray[np.float32]
OUTSIDE, BEGIN, INSIDE = 0, 1, 2
LEADING = re.compile(r"(?:(?:the|an?|of|in|at|to|from|and|by)\s+|[^\w\s“\"'(]+\s*)+", re.I)
TRAILING = re.compile(
    r"(?:\s+(?:the|an?|of|in|at|to|from|and|or|by|with|for|on|near|into|against|between|its|their)|\s*[,;:–-])+$", re.I
)
BEFORE = re.compile(r"(?:[\w]+[-'’])+$")  # the part of a hyphenated word that a run of tagged words leaves out
AFTER = re.compile(r"(?:[-'’]\w+)+")
_BEFORE_LAST = "-'’\n"  # what such a part ends with, or the line's end after it
_HYPHENS = "-'’"
ADDED = re.compile(r"(?:held|led|run|based|allied|\w{3,}ed|'s|’s|-s)$", re.I)  # "ISIL-held" is no name, "al-Bab" is


class Encoded(Protocol):
    """What ``tokenizers`` gives for one text."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    word_ids: list[int | None]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a text: first piece of each, all pieces of each, characters of each."""

    first: list[int]
    pieces: list[list[int]]
    chars: list[tuple[int, int]]

    def at(self, span: Span) -> int | None:
        """The number of the first word in a span of characters."""
        first = bisect_right(self.chars, span.start, key=itemgetter(1))
        return first if first < len(self.chars) and self.chars[first][0] < span.end else None

    def end_before(self, text: str) -> bool:
        """Whether words of the text stand after the last of these."""
        return bool(text[self.chars[-1][1] if self.chars else 0 :].strip())

    def inside(self, span: Span) -> range:
        """The numbers of the words that share a character with a span."""
        first = bisect_right(self.chars, span.start, key=itemgetter(1))
        last = first
        while last < len(self.chars) and self.chars[last][0] < span.end:
            last += 1
        return range(first, last)


@dataclass(frozen=True, slots=True)
class Piece:
    """A tagged run of words with the mean probability of its words; ``surest`` is that of the surest word."""

    span: Span
    mean: float
    surest: float


def words_of(encoded: Encoded) -> Words:
    """The words that a tokenizer's pieces make up."""
    first: list[int] = []
    pieces: list[list[int]] = []
    chars: list[tuple[int, int]] = []
    last: int | None = None
    for i, (word, (start, end)) in enumerate(zip(encoded.word_ids, encoded.offsets, strict=True)):
        if word is None:
            continue
        if word != last:
            first.append(i)
            pieces.append([i])
            chars.append((start, end))
            last = word
        else:
            pieces[-1].append(i)
            chars[-1] = (chars[-1][0], end)
    return Words(first, pieces, chars)


def tagged(
    tags: Floats, words: Words, text: str, least: Sequence[tuple[float, float]], *, several: bool
) -> list[Piece]:
    """Runs of words in a role. ``least``: a pass each, the probability of every word and of the surest one.

    Where there may be ``several``, a sure beginning starts a new run.
    """
    found: list[Piece] = []
    inside = 1.0 - tags[:, OUTSIDE]
    surest = float(inside.max(initial=0.0))
    for bound, peak in least:
        if surest < peak:
            continue  # most words fill most roles of most triggers not at all
        for run in _runs(tags, inside, words, text, bound, several):
            if run.surest >= peak and all(run.span.end <= p.span.start or run.span.start >= p.span.end for p in found):
                found.append(run)
    return found


def _runs(tags: Floats, inside: Floats, words: Words, text: str, least: float, several: bool) -> Iterator[Piece]:
    """Runs of words that are in the role with probability ``least``; a new run at each sure beginning."""
    start = last = -2  # no word
    for i in (inside >= least).nonzero()[0].tolist():
        if not _next(words, text, last, i) or (several and tags[i, BEGIN] > 0.5 and not _glued(words, text, i)):
            if start >= 0 and (piece := _piece(inside, words, text, start, last)):
                yield piece
            start = i
        last = i
    if start >= 0 and (piece := _piece(inside, words, text, start, last)):
        yield piece


def _next(words: Words, text: str, last: int, i: int) -> bool:
    """Whether a word follows another, or the hour's minutes its hour: the colon of "06:00" is a word of its own."""
    return i == last + 1 or (i == last + 2 and text[words.chars[last][1] : words.chars[i][0]] == ":" and last >= 0)


def _piece(inside: Floats, words: Words, text: str, first: int, last: int) -> Piece | None:
    span = _trimmed(text, words.chars[first][0], words.chars[last][1])
    if span is None:
        return None
    if first == last:
        alone = float(inside[first])
        return Piece(span, alone, alone)
    run = inside[first : last + 1]
    return Piece(span, float(run.mean()), float(run.max()))


def _glued(words: Words, text: str, i: int) -> bool:
    """True if a word stands behind a hyphen or apostrophe: "Aleppo-Damascus" is not two places."""
    start = words.chars[i][0]
    return start > 1 and text[start - 1] in "-'’" and not text[start - 2].isspace()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The characters without articles and marks at the ends, grown to whole hyphenated names."""
    if lead := LEADING.match(text, start, end):
        start = lead.end()
    if trail := TRAILING.search(text[start:end]):
        end = start + trail.start()
    if start >= end or not any(c.isalnum() for c in text[start:end]):
        return None
    if start and text[start - 1] in _BEFORE_LAST and text[start].isalnum() and (before := BEFORE.search(text[:start])):
        start = before.start()
    after = AFTER.match(text, end) if text[end : end + 1] in _HYPHENS and text[end - 1].isalnum() else None
    if after and not ADDED.search(after.group()):
        end = after.end()
    return Span(start, end)


def from_after(when: Span, text: str) -> Span:
    """A time with the "after" before it: "after three years" dates what comes then, "three years" what lasts."""
    said = re.search(r"\bafter\s+$", text[: when.start], re.I)
    return Span(said.start(), when.end) if said else when


def best(found: Iterable[Piece]) -> Piece | None:
    """The surest piece; None of none."""
    return max(found, key=lambda p: p.surest + p.mean, default=None)
