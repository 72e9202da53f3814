"""Entities: whether what claims call places and actors are such, on documents with entities marked (re3d)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from siegeline.claims.clean import calm, clean
from siegeline.claims.frame import Span
from siegeline.claims.reader import FrameReader
from siegeline.claims.sentences import split
from siegeline.measure.claims import rows_with

PLACES = frozenset({"Location", "Coordinate"})
ACTORS = frozenset({"Organisation", "Person", "Nationality", "MilitaryPlatform"})
_SURE = 0.5  # entities marked with less confidence are left out, as the set's makers advise


@dataclass(slots=True)
class EntityScores:
    """For places, agents and targets of claims: how many were found, and how many touch a marked entity of the sort."""

    found: dict[str, int] = field(default_factory=lambda: {"place": 0, "agent": 0, "target": 0})
    right: dict[str, int] = field(default_factory=lambda: {"place": 0, "agent": 0, "target": 0})

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row a role."""
        for role, found in self.found.items():
            yield {
                "role": role,
                "found": found,
                "right": self.right[role],
                "precision": round(self.right[role] / max(found, 1), 3),
            }


def score_entities(files: Iterable[Path], frames: FrameReader) -> EntityScores:
    """Scores the roles of claims on documents with ``entities`` marked by start, end and type.

    Raises:
        InputError: a file cannot be read, or its rows mark no entities.
    """
    scores = EntityScores()
    for path in files:
        rows = rows_with(path, "entities", "marks no entities")
        for row in rows:
            cleaned = clean(row["text"])
            spots = split(cleaned)
            read = frames.frames([calm(cleaned[spot.start : spot.end]) for spot in spots])
            marked = [one for one in row["entities"] if one["confidence"] >= _SURE]
            for spot, found in zip(spots, read, strict=True):
                told = {(role, getattr(frame, role)) for frame in found for role in scores.found}
                for role, span in told:
                    if span is not None:
                        scores.found[role] += 1
                        scores.right[role] += _is_marked(
                            span, spot.start, marked, PLACES if role == "place" else ACTORS
                        )
    return scores


def _is_marked(span: Span, base: int, marked: list[dict[str, Any]], sorts: frozenset[str]) -> bool:
    start, end = base + span.start, base + span.end
    return any(one["type"] in sorts and one["start"] < end and start < one["end"] for one in marked)
