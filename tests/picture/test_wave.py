"""News of a change is news of the places around, for a day or two."""

from dataclasses import replace

import numpy as np
import pytest

from siegeline.picture.course import Readings
from siegeline.picture.ground import ground
from siegeline.picture.inference import Inference
from siegeline.picture.wave import Wave

# a row of places 4 km apart
POINTS = np.column_stack((4.0 * np.arange(8), np.zeros(8)))
WAVE = Wave(points=POINTS, by_age=(4.0, 1.0, -1.0), against=-1.0, doubt=-1.5, start=-0.5, whisper=0.5, km=8)
EVEN = np.tile([1.0, -1.0], (8, 1))  # log odds: side 0 holds all


def readings(*told: tuple[int, int, int, float, bool]) -> Readings:
    """Readings as (day, place, side, right, change)."""
    day, place, side, right, change = (np.array(column) for column in zip(*told, strict=True))
    return Readings(
        places=8,
        sides=2,
        day=day.astype(np.intp),
        place=place.astype(np.intp),
        side=side.astype(np.intp),
        right=right.astype(np.float32),
        change=change.astype(np.bool_),
        late=np.zeros(len(told), dtype=np.intp),
    )


def swept(*told: tuple[int, int, int, float, bool], day: int = 3) -> np.ndarray:
    """By how much each place's log odds for side 1 against side 0 move on a day."""
    odds = WAVE.swept(EVEN, WAVE.news(readings(*told), day))
    return (odds[:, 1] - odds[:, 0]) + 2.0


def test_news_of_a_change_speaks_for_its_side_around_and_not_of_its_own_place():
    moved = swept((3, 2, 1, 0.9, True))
    assert moved[2] == 0
    assert moved[1] == pytest.approx(2 - 0.5 + 4 * np.log1p(0.8 * np.exp(-0.5) / 0.5) - 1.5 * 2)
    assert moved[1] == pytest.approx(moved[3])
    assert moved[3] > moved[4] > moved[5]
    assert moved[3] > 0


def test_fresh_news_speaks_for_a_change_and_older_news_against_it():
    moved = [float(swept((3, 2, 1, 0.9, True), day=day)[1]) for day in range(2, 8)]
    assert np.round(moved, 1).tolist() == [0, 1.2, -0.8, -2.2, 0, 0]


def test_news_for_the_holder_speaks_against_the_taker():
    alone, both = swept((3, 2, 1, 0.9, True)), swept((3, 2, 1, 0.9, True), (3, 4, 0, 0.9, True))
    assert both[3] < alone[3]


def test_states_and_news_as_likely_wrong_as_right_start_none():
    assert WAVE.news(readings((3, 2, 1, 0.9, False)), 3) is None
    assert WAVE.news(readings((3, 2, 1, 0.5, True)), 3) is None
    assert (WAVE.swept(EVEN, None) == EVEN).all()


def test_places_between_those_taken_are_likely_taken_before_anybody_says_so():
    # three rows of three, 4 km apart; the one in the middle and the corners are not told of on the day
    here = ground(50 + 0.036 * np.repeat(np.arange(3), 3), 30 + 0.056 * np.tile(np.arange(3), 3))
    known = [(0, place, 0, 0.98, False) for place in range(9)]
    taken = [(5, place, 1, 0.9, True) for place in (1, 3, 5, 7)]
    told = readings(*known, *taken)
    inference = Inference.over(here)
    still = replace(inference, wave=replace(inference.wave, by_age=()))
    middle, without = (
        [one.shares[4, 1] for one in some.filtered(replace(told, places=9), 12)] for some in (inference, still)
    )
    assert middle[5] > 0.5 > without[5]
    assert middle[4] == pytest.approx(without[4], abs=1e-3)
    assert middle[11] == pytest.approx(without[11], abs=1e-3)
