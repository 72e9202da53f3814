"""Verbs: which place belongs to which event's verb, on sentences with a verb and its places marked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from siegeline.claims.frame import Span
from siegeline.claims.parse import parser
from siegeline.claims.reader import FrameReader
from siegeline.errors import UsageError
from siegeline.measure.claims import Count, counted, rows_with


@runtime_checkable
class PlaceReader(FrameReader, Protocol):
    """A frame reader that can say where the event of any word is, be it a claim or not."""

    def places(self, sentences: Sequence[str], words: Sequence[Span]) -> list[list[Span]]:
        """The places of the event that one word of each sentence tells."""
        ...


@dataclass(slots=True)
class VerbScores:
    """Places found for the marked verbs, where a place is marked: on all, and on those that carry a claim."""

    all: Count = field(default_factory=Count)
    with_claim: Count = field(default_factory=Count)

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row a way of counting."""
        for name, count in (("verbs with a place", self.all), ("those with a claim", self.with_claim)):
            yield {"of": name, **counted(count)}


def score_verbs(files: Iterable[Path], frames: FrameReader) -> VerbScores:
    """Scores a reader on sentences whose ``spans`` mark a VERB and its LOCATIONs.

    Most of such verbs (arrest, protest, patrol) carry no claim, so the reader is asked for the place of the verb
    itself. A sentence with no place marked is left out: its absence is no reliable negative.

    Raises:
        InputError: a file cannot be read, or its rows mark no verbs.
        UsageError: the reader tells only claims.
    """
    if not isinstance(frames, PlaceReader):
        raise UsageError(f"the reader {frames.name} cannot say where a verb's event is; use rules, learned or combined")
    scores = VerbScores()
    for path in files:
        rows = rows_with(path, "spans", "marks no verbs")
        marked = [row for row in rows if any(span["label"] == "LOCATION" for span in row["spans"])]
        texts = [row["text"] for row in marked]
        verbs = [Span(verb["start"], verb["end"]) for verb in (_verb(row) for row in marked)]
        told = frames.places(texts, verbs)
        for row, verb, places, found in zip(marked, verbs, told, frames.frames(texts), strict=True):
            gold = [_characters(row["text"], span) for span in row["spans"] if span["label"] == "LOCATION"]
            hit = sum(any(_touch(span, place) for span in places) for place in gold)
            carries = any(_touch(frame.trigger, verb) for frame in found)
            for count in (scores.all, scores.with_claim) if carries else (scores.all,):
                count.gold += len(gold)
                count.found += len(places)
                count.matched += hit
    return scores


def _verb(row: Mapping[str, Any]) -> Mapping[str, Any]:
    verb: Mapping[str, Any] = next(span for span in row["spans"] if span["label"] == "VERB")
    return verb


def _characters(text: str, span: Mapping[str, Any]) -> Span:
    """The characters of a marked place. Where the set gives the numbers of words in place of characters, theirs.

    Those are told by their words: too short for a name, or cut out of the middle of a word.
    """
    start, end = span["start"], span["end"]
    cut = (start > 0 and text[start - 1].isalnum()) or text[end : end + 1].isalnum()
    if end - start >= 3 and not cut:
        return Span(start, end)
    words = parser().make_doc(text)
    if end >= len(words):
        return Span(start, end)
    return Span(words[start].idx, words[end].idx + len(words[end]))


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
