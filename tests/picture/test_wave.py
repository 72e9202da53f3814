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
WAVE = Wave(points=POINTS, strength=1.0, whisper=0.3, km=8, days=2)


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


def test_news_of_a_change_speaks_for_its_side_around_and_not_of_its_own_place():
    gain = WAVE.gain(readings((3, 2, 1, 0.9, True)), 3)
    assert not gain[:, 0].any()
    assert gain[2, 1] == 0
    assert gain[1, 1] == pytest.approx(np.log(1 + 0.8 * np.exp(-0.5) / 0.3))
    assert gain[1, 1] == pytest.approx(gain[3, 1])
    assert gain[3, 1] > gain[4, 1] > gain[5, 1] > 0


def test_it_is_gone_after_its_days():
    told = readings((3, 2, 1, 0.9, True))
    assert [bool(WAVE.gain(told, day).any()) for day in range(7)] == [False] * 3 + [True] * 2 + [False] * 2


def test_states_and_news_as_likely_wrong_as_right_start_none():
    assert not WAVE.gain(readings((3, 2, 1, 0.9, False)), 3).any()
    assert not WAVE.gain(readings((3, 2, 1, 0.5, True)), 3).any()


def test_places_between_those_taken_are_likely_taken_before_anybody_says_so():
    # three rows of three, 4 km apart; the one in the middle and the corners are not told of on the day
    here = ground(50 + 0.036 * np.repeat(np.arange(3), 3), 30 + 0.056 * np.tile(np.arange(3), 3))
    known = [(0, place, 0, 0.98, False) for place in range(9)]
    taken = [(5, place, 1, 0.9, True) for place in (1, 3, 5, 7)]
    told = readings(*known, *taken)
    inference = Inference.over(here)
    still = replace(inference, wave=replace(inference.wave, strength=0.0))
    middle, without = (
        [one.shares[4, 1] for one in some.filtered(replace(told, places=9), 12)] for some in (inference, still)
    )
    assert middle[5] > 0.5 > without[5]
    assert middle[4] == pytest.approx(without[4], abs=1e-3)
    assert middle[11] == pytest.approx(without[11], abs=1e-3)
