"""The pockets of a matrix of statuses: found, or explained."""

import csv
import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from siegeline.cli.main import siegeline
from siegeline.errors import InputError
from siegeline.measure.sieges import SiegeScores, theatre_of
from siegeline.measure.statuses import read_statuses

SHARED = Path(__file__).resolve().parents[3] / "shared/gold/control"
SIZE = 15


def write(
    folder: Path, days: dict[str, np.ndarray], *, people: dict[int, int], lat: float = -40.0
) -> tuple[Path, Path]:
    """A square of places far from any theatre, eight kilometres apart, and their statuses."""
    matrix, places = folder / "status.npz", folder / "places.csv.gz"
    np.savez(matrix, status=np.array(list(days.values()), dtype=np.uint8), days=np.array(list(days)))
    with gzip.open(places, "wt", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(["column", "geonameid", "name", "lat", "lon", "population"])
        for n in range(SIZE * SIZE):
            down, along = divmod(n, SIZE)
            here = [lat - 0.07 * down + 0.0007 * along, 0.09 * along + 0.0009 * down]
            table.writerow([n, 1000 + n, f"P{n}", *here, people.get(n, 0)])
    return matrix, places


def at(down: int, along: int) -> int:
    return down * SIZE + along


def land(*own: int, upto: int = 3) -> np.ndarray:
    """Occupied below line ``upto``, but for the places ``own``."""
    status = np.full(SIZE * SIZE, 2)
    status[: upto * SIZE] = 0
    status[list(own)] = 0
    return status


TOWN = [at(8, 7), at(8, 8), at(9, 7)]


def scores(folder: Path, days: dict[str, np.ndarray], **options) -> list[dict]:
    return list(SiegeScores(read_statuses(*write(folder, days, **options))).rows())


def test_a_town_that_holds_out_is_found(tmp_path):
    days = {"2022-04-03": land(*TOWN), "2022-04-04": land(*TOWN[:2]), "2022-04-06": land()}
    (row,) = scores(tmp_path, days, people={TOWN[0]: 90_000})
    assert (row["pocket"], row["side"], row["besieger"], row["degree"]) == (
        f"P{TOWN[0]}",
        "defender",
        "occupier",
        "encircled",
    )
    assert (row["first"], row["last"], row["days"], row["until"], row["ended"]) == (
        "2022-04-03",
        "2022-04-04",
        2,
        "2022-04-06",
        "taken",
    )
    assert (row["found"], row["explained"], row["population"], row["places"]) == (True, None, 90_000, 3)
    assert row["since"] == {"start": None, "end": "2022-04-03"}
    assert row["members"] == [str(1000 + one) for one in TOWN]


def test_hamlets_of_the_default_colour_are_explained(tmp_path):
    (row,) = scores(tmp_path, {"2022-04-03": land(at(8, 7)), "2022-04-04": land()}, people={})
    assert row["explained"].startswith("default inside: its places (1) have")
    assert not row["found"]


def test_a_town_where_nothing_ever_moved_is_explained(tmp_path):
    days = {"2022-04-03": land(at(8, 7)), "2022-04-04": land()}
    (row,) = scores(tmp_path, days, people={at(8, 7): 70_000})
    assert row["explained"].startswith("quiet: no place within 25 km changed hands")


def test_an_occupier_in_uncoloured_land_is_explained_and_one_in_regained_land_is_found(tmp_path):
    inside = [at(1, 7), at(1, 8)]
    default = land(upto=6)
    default[inside] = 2
    regained = default.copy()
    regained[(regained == 0)] = 1
    (row,) = scores(tmp_path, {"2022-04-03": default, "2022-04-04": land(upto=6)}, people={})
    assert row["explained"].startswith("default ring: ")
    gone = regained.copy()
    gone[inside] = 1
    gone[at(2, 7)] = 2
    row, *_ = scores(tmp_path, {"2022-04-03": regained, "2022-04-04": gone}, people={})
    assert (row["side"], row["found"], row["ended"]) == ("occupier", True, "taken")


def test_since_lies_between_the_day_before_and_the_day_itself(tmp_path):
    days = {"2022-04-03": land(), "2022-04-06": land(*TOWN), "2022-04-07": land(*TOWN[:1])}
    (row,) = scores(tmp_path, days, people={TOWN[0]: 90_000})
    assert row["since"] == {"start": "2022-04-04", "end": "2022-04-06"}
    assert row["until"] is None


@pytest.mark.parametrize(
    ("status", "days", "words"),
    [
        (np.zeros((2, 3)), ["2022-04-03", "2022-04-04"], "which has 3"),
        (np.zeros((2, SIZE * SIZE)), ["2022-04-04", "2022-04-03"], "not in order"),
        (np.full((1, SIZE * SIZE), 9), ["2022-04-04"], "from 0 to 3"),
        (np.zeros((1, SIZE * SIZE)), ["soon"], "not a date"),
        (np.zeros((3, SIZE * SIZE)), ["2022-04-04"], "days × places"),
    ],
)
def test_a_matrix_that_is_none_is_refused(tmp_path, status, days, words):
    matrix, places = write(tmp_path, {"2022-04-03": land()}, people={})
    np.savez(matrix, status=status, days=np.array(days))
    with pytest.raises(InputError, match=words):
        read_statuses(matrix, places)


def test_files_that_are_something_else_are_refused(tmp_path):
    matrix, places = write(tmp_path, {"2022-04-03": land()}, people={})
    with pytest.raises(InputError, match="no matrix of statuses"):
        read_statuses(places, places)
    with pytest.raises(InputError, match="cannot be read"):
        read_statuses(matrix, tmp_path / "none.csv")


def test_the_verb(tmp_path):
    days = {"2022-04-03": land(*TOWN, at(12, 3)), "2022-04-04": land(*TOWN[:2], at(12, 3))}
    matrix, places = write(tmp_path, days, people={TOWN[0]: 90_000})
    told = CliRunner().invoke(siegeline, ["evaluate", "sieges", str(matrix), str(places), "--as", "jsonl"])
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert [row["found"] for row in rows] == [True, False]
    told = CliRunner().invoke(siegeline, ["evaluate", "sieges", str(matrix), str(places), "--only-found"])
    assert f"P{TOWN[0]}" in told.stdout
    assert "1 pockets: 1 found, 0 explained" in told.stderr


@pytest.mark.slow
def test_the_ukrainian_year():
    matrix, places = SHARED / "ukraine_status_2022-04_2023-03.npz", SHARED / "ukraine_places.csv.gz"
    if not matrix.exists():
        pytest.skip(f"no {matrix}: the shared sets are not here")
    statuses = read_statuses(matrix, places)
    assert theatre_of(statuses).id == "ukraine"
    rows = list(SiegeScores(statuses).rows())
    (mariupol,) = [row for row in rows if row["found"] and (row["population"] or 0) > 400_000]
    assert (mariupol["side"], mariupol["besieger"], mariupol["ended"]) == ("ukraine", "russia", "taken")
    assert (mariupol["first"], mariupol["last"], mariupol["days"]) == ("2022-04-03", "2022-04-18", 15)
    assert all(row["found"] or row["explained"] for row in rows)
    assert sum(row["found"] for row in rows) < 15
