"""Verbs: which place belongs to which event's verb, on sentences with a verb and its places marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from siegeline.claims.reader import FrameReader
from siegeline.measure.claims import Count, counted, rows_with


@dataclass(slots=True)
class VerbScores:
    """Places found for the marked verbs, where a place is marked: on all, and where a claim was found at all."""

    all: Count = field(default_factory=Count)
    with_claim: Count = field(default_factory=Count)

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row a way of counting."""
        for name, count in (("verbs with a place", self.all), ("those with a claim", self.with_claim)):
            yield {"of": name, **counted(count)}


def score_verbs(files: Iterable[Path], frames: FrameReader) -> VerbScores:
    """Scores a frame reader on sentences whose ``spans`` mark a VERB and its LOCATIONs.

    A sentence with no place marked is left out: its absence is no reliable negative.

    Raises:
        InputError: a file cannot be read, or its rows mark no verbs.
    """
    scores = VerbScores()
    for path in files:
        rows = rows_with(path, "spans", "marks no verbs")
        marked = [row for row in rows if any(span["label"] == "LOCATION" for span in row["spans"])]
        for row, found in zip(marked, frames.frames([row["text"] for row in marked]), strict=True):
            verb = next(span for span in row["spans"] if span["label"] == "VERB")
            places = [span for span in row["spans"] if span["label"] == "LOCATION"]
            near = [frame for frame in found if _touches(frame.trigger, verb)] or list(found)
            told = {frame.place for frame in near if frame.place}
            hit = sum(any(_touches(span, place) for span in told) for place in places)
            for count in (scores.all, scores.with_claim) if found else (scores.all,):
                count.gold += len(places)
                count.found += len(told)
                count.matched += hit
    return scores


def _touches(span: tuple[int, int], marked: dict[str, Any]) -> bool:
    return bool(span[0] < marked["end"] and marked["start"] < span[1])
