"""Places: how many of the places that a text names are found, and put where they are, end to end from raw text.

A mark is found when a toponym overlaps its characters, and right when that toponym's point is within 161 km (100 miles)
of the mark's: the measure usual since Leidner's thesis (2007) and Gritta and others' "A pragmatic guide to geoparsing
evaluation" (2019). Unlike there, shares are of all marks with a point: one that was not found counts as wrong.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from siegeline.measure.claims import rows_with
from siegeline.places import Toponym, atlas, toponyms
from siegeline.places.distance import distance_km

NEAR_KM = 161.0


@dataclass(slots=True)
class PlaceScores:
    """Counts: marks with a point, those found, those found and right; toponyms told, those on a mark, those right.

    A toponym on a mark that has no point (a street, say) is left out of ``told``: nobody says where it is.
    ``undecided`` are toponyms without a point; they are not right, and not counted in ``placed``.
    """

    texts: int = 0
    gold: int = 0
    found: int = 0
    near: int = 0
    told: int = 0
    matched: int = 0
    undecided: int = 0
    placed: int = 0
    placed_right: int = 0

    def add(self, marks: Sequence[Mapping[str, Any]], told: Sequence[Toponym]) -> None:
        """Count one text's marks (``start``, ``end``, ``lat``, ``lon``) and the toponyms told of it."""
        self.texts += 1
        for mark in marks:
            if mark.get("lat") is None:
                continue
            self.gold += 1
            over = [one for one in told if one.start < mark["end"] and mark["start"] < one.end]
            self.found += bool(over)
            self.near += any(_near(one, mark) for one in over)
        for one in told:
            over_marks = [mark for mark in marks if one.start < mark["end"] and mark["start"] < one.end]
            if over_marks and all(mark.get("lat") is None for mark in over_marks):
                continue
            self.told += 1
            self.matched += bool(over_marks)
            self.undecided += one.place is None
            self.placed += one.place is not None
            self.placed_right += any(_near(one, mark) for mark in over_marks)

    def row(self, name: str) -> dict[str, Any]:
        """The counts and shares as one row."""
        return {
            "set": name, "texts": self.texts, "gold": self.gold, "told": self.told, "found": self.found,
            "near": self.near, "undecided": self.undecided, "found_and_near": _share(self.near, self.gold),
            "precision": _share(self.matched, self.told), "recall": _share(self.found, self.gold),
            "near_given_found": _share(self.near, self.found),
            "precision_placed": _share(self.placed_right, self.placed),
        }  # fmt: skip


def _share(part: int, whole: int) -> float:
    return round(part / max(whole, 1), 3)


def _near(one: Toponym, mark: Mapping[str, Any]) -> bool:
    if one.place is None or mark.get("lat") is None:
        return False
    return distance_km(one.place.lat, one.place.lon, mark["lat"], mark["lon"]) <= NEAR_KM


def score_places(files: Iterable[Path], theatre: str | None = None) -> Iterator[tuple[str, PlaceScores]]:
    """The scores of each file of texts with ``toponyms`` marked, by the file's name.

    Raises:
        InputError: a file cannot be read, or its rows mark no places.
        TheatreError: there is no such theatre.
    """
    where = atlas(theatre)
    for path in files:
        scores = PlaceScores()
        for row in rows_with(path, "toponyms", "marks no places"):
            scores.add(row["toponyms"], toponyms(row["text"], where))
        yield path.name, scores
