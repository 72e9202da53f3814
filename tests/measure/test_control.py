"""Control measured on sets made here, and on the shared one where it is."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from siegeline.measure.control import ControlScores
from siegeline.measure.lag import LagScores, filled
from siegeline.measure.statuses import Statuses, read_statuses

SHARED = Path(__file__).parents[3] / "shared" / "gold" / "control"
MATRIX, PLACES = SHARED / "ukraine_status_2022-04_2023-03.npz", SHARED / "ukraine_places.csv.gz"
shared = pytest.mark.skipif(not MATRIX.is_file(), reason=f"the shared set is not here ({MATRIX})")


def made(days: int = 1, *, advance: float = 0.0) -> Statuses:
    """900 places of two sides in the sea, so that no theatre fits; the line between them goes east day by day."""
    chance = np.random.default_rng(3)
    lat, lon = 10 + 1.2 * chance.random(900), -40 + 1.2 * chance.random(900)
    line = -39.5 + advance * np.arange(days)[:, None] + 0.05 * np.sin(8 * lat)[None, :]
    status = np.where(lon[None, :] < line, 2, 0).astype(np.uint8)
    status[:, :5] = 3
    return Statuses(
        days=tuple(date(2020, 1, 1) + timedelta(days=day) for day in range(days)),
        status=status,
        ids=tuple(map(str, range(900))),
        names=tuple(map(str, range(900))),
        lat=lat,
        lon=lon,
        population=np.zeros(900, dtype=np.int64),
    )


def test_a_row_a_share_and_band_and_the_sides_of_a_smooth_line_found():
    rows = list(ControlScores(made(), draws=6).rows())
    assert {row["test"] for row in rows} == {"single-day"}
    assert {row["observe"] for row in rows} == {0.01, 0.1, 0.3}
    [near] = [row for row in rows if row["observe"] == 0.1 and row["band_km"] == 10]
    assert near["n"] > 400
    assert near["accuracy"] > near["baseline"] + 0.02
    far = [row["accuracy"] for row in rows if row["observe"] == 0.3 and row["band_km"] in {50, 100}]
    assert min(far) > 0.99


def test_the_distance_to_the_front_is_that_to_the_nearest_place_of_the_other_side():
    statuses = made()
    scores = ControlScores(statuses)
    away = scores.front_km(0)
    assert np.isinf(away[:5]).all()
    one = 100
    other = np.flatnonzero((scores.sides[0] >= 0) & (scores.sides[0] != scores.sides[0, one]))
    nearest = np.linalg.norm(scores.points[other] - scores.points[one], axis=1).min()
    assert away[one] == pytest.approx(nearest)


def test_through_time_false_and_biased_are_measured_where_there_are_days_enough():
    rows = list(ControlScores(made(66, advance=0.002), draws=1).rows())
    assert {row["test"] for row in rows} == {"single-day", "through-time", "false", "biased"}
    assert all(0 <= row["accuracy"] <= 1 and row["n"] > 0 for row in rows)


def test_pictures_trail_less_than_the_last_status_carried_forward():
    rows = {(row["picture"], row["false_near"]): row for row in LagScores(made(90, advance=0.004)).rows()}
    for near in (False, True):
        carried, filtered, smoothed = (rows[name, near] for name in ("carried", "filtered", "smoothed"))
        assert 2.5 < carried["lag_days"] < 4
        assert filtered["lag_days"] < 0.8 * carried["lag_days"]
        assert filtered["days_wrong"] < carried["days_wrong"]
        assert smoothed["lag_days"] < carried["lag_days"]
        assert smoothed["wrong_place_days"] < carried["wrong_place_days"]
        assert carried["against_carried"] == 1


def test_unknown_days_are_as_before_or_else_as_after():
    sides = np.array([[-1, 0, -1], [1, -1, -1], [-1, 1, -1]], dtype=np.int8)
    assert filled(sides).tolist() == [[1, 0, 0], [1, 0, 0], [1, 1, 0]]


@shared
@pytest.mark.slow
def test_single_days_of_the_shared_set_beat_the_nearest_neighbour():
    scores = ControlScores(read_statuses(MATRIX, PLACES), draws=1)
    rows = [row for share in (0.01, 0.1, 0.3) for row in scores.single_day(share) if row["band_km"] == 10]
    assert [row["accuracy"] > row["baseline"] + 0.015 for row in rows] == [True, True, True]
