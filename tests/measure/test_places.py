"""Places scored end to end: every mark counts, whether it was found or not."""

import gzip
import json
from pathlib import Path

import pytest

from siegeline.errors import InputError
from siegeline.measure import PlaceScores, check_floors, score_places
from siegeline.measure.floors import floors
from siegeline.places import Place, Toponym

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "geoparsing"
HERE = Place("p", "Strelsau", "town", 46.0, 16.0)


def told(start: int, end: int, place: Place | None = HERE) -> Toponym:
    return Toponym(start, end, "x" * (end - start), place, 0.9, 0.9, ())


def mark(start: int, end: int, lat: float | None = 46.0, lon: float | None = 16.0) -> dict[str, float | None]:
    return {"start": start, "end": end, "lat": lat, "lon": lon}


def scored(marks: list[dict[str, float | None]], found: list[Toponym]) -> dict[str, float]:
    scores = PlaceScores()
    scores.add(marks, found)
    return scores.row("set")


def test_what_was_not_found_stays_in_the_denominator() -> None:
    row = scored([mark(0, 5), mark(10, 15)], [told(0, 5)])
    assert (row["gold"], row["found"], row["found_and_near"], row["precision"]) == (2, 1, 0.5, 1.0)


def test_overlapping_is_found_and_beside_is_not() -> None:
    assert scored([mark(4, 10)], [told(0, 5)])["found"] == 1
    assert scored([mark(5, 10)], [told(0, 5)])["found"] == 0


@pytest.mark.parametrize(("lat", "near"), [(47.4, 1), (47.5, 0)])  # 156 and 167 km off
def test_within_161_km(lat: float, near: int) -> None:
    assert scored([mark(0, 5, lat)], [told(0, 5)])["near"] == near


def test_a_mark_without_a_point_counts_for_nothing() -> None:
    row = scored([mark(0, 5, None, None)], [told(0, 5)])
    assert (row["gold"], row["told"]) == (0, 0)


def test_undecided_is_found_and_not_near() -> None:
    row = scored([mark(0, 5)], [told(0, 5, None)])
    assert (row["found"], row["near"], row["undecided"], row["precision"]) == (1, 0, 1, 1.0)


def test_a_false_one_lowers_the_precision() -> None:
    assert scored([mark(0, 5)], [told(0, 5), told(7, 9)])["precision"] == 0.5


def test_a_file_without_marks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({"text": "Strelsau fell."}) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="marks no places"):
        list(score_places([path]))


@pytest.mark.slow
def test_a_file_of_our_own_from_raw_text(tmp_path: Path) -> None:
    text = "DAMASCUS, Syria – Shells fell on Aleppo and on Paris, Texas, officials in Moscow said."
    points = {"DAMASCUS": (33.5, 36.3), "Syria": (35, 38), "Aleppo": (36.2, 37.2), "Paris": (33.66, -95.56)}
    points |= {"Texas": (31.25, -99.25), "Moscow": (55.75, 37.6)}
    marks = [mark(text.index(name), text.index(name) + len(name), *point) for name, point in points.items()]
    path = tmp_path / "set.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps({"text": text, "toponyms": marks}) + "\n")
    [(name, scores)] = score_places([path])
    assert name == "set.jsonl.gz"
    assert (scores.gold, scores.near, scores.told) == (6, 6, 6)


@pytest.mark.slow
@pytest.mark.skipif(not GOLD.is_dir(), reason=f"the shared sets of places are not here ({GOLD})")
@pytest.mark.parametrize("name", ["lgl.jsonl.gz", "geovirus.jsonl.gz"])
def test_no_score_falls_under_its_floor(name: str) -> None:
    path = GOLD / name
    assert any(floor.reader == "places" and floor.name == name for floor in floors())
    [(_, scores)] = score_places([path])
    assert check_floors(path, "places", scores.row(name), floors()) == []
