"""What is told of places from day to day: readings in, probabilities out."""

import numpy as np
import pytest

from siegeline.picture.course import Readings, Times, forward, smoothed

TIMES = Times(change=730, change_untold=2000, half_life=60)


def readings(*told: tuple[int, int, int, float, bool], late: int = 0, places: int = 2) -> Readings:
    """Readings as (day, place, side, right, change)."""
    day, place, side, right, change = (np.array(column) for column in zip(*told, strict=True))
    return Readings(
        places=places,
        sides=2,
        day=day.astype(np.intp),
        place=place.astype(np.intp),
        side=side.astype(np.intp),
        right=right.astype(np.float32),
        change=change.astype(np.bool_),
        late=np.where(change, late, 0).astype(np.intp),
    )


def filtered(told: Readings, days: int) -> np.ndarray:
    return np.array([course.shares[0].copy() for course in forward(told, days, TIMES)])


def test_states_that_agree_add_up_and_one_to_the_contrary_does_not_undo_them():
    told = readings(*((day, 0, 1, 0.9, False) for day in range(3)), (3, 0, 0, 0.9, False))
    shares = filtered(told, 4)[:, 1]
    assert shares[0] == pytest.approx(0.9, abs=1e-3)
    assert shares[0] < shares[1] < shares[2]
    assert shares[3] > 0.5


def test_a_loss_to_nobody_named_leaves_it_open_and_says_nothing_of_the_days_before():
    told = readings((0, 0, 1, 0.9, False), (3, 0, -2, 0.9, True))
    assert filtered(told, 5)[3:, 1] == pytest.approx([0.5, 0.5], abs=0.05)
    whole = {day: course.shares[0, 1].copy() for day, course in smoothed(told, 5, TIMES)}
    assert whole[2] == pytest.approx(filtered(told, 5)[2, 1], abs=0.01)
    other = readings((0, 0, 1, 0.9, False), (3, 0, -1, 0.9, True))
    assert filtered(other, 5)[3, 1] > 0.9


def test_news_of_a_change_is_as_likely_as_it_is_right_whatever_was_before():
    told = readings(*((day, 0, 1, 0.9, False) for day in range(3)), (3, 0, 0, 0.9, True))
    assert filtered(told, 4)[3, 0] == pytest.approx(0.9, abs=0.01)


def test_silence_is_told_apart_from_doubt():
    days = [(c.shares[0, 1], c.fresh.copy()) for c in forward(readings((0, 0, 1, 0.9, False)), 121, TIMES)]
    assert days[120][1][0] == pytest.approx(0.25, abs=1e-3)
    assert days[120][0] > 0.8
    assert not days[120][1][1]


def test_later_readings_speak_of_earlier_days_but_not_over_a_change():
    told = readings((20, 0, 1, 0.9, False), (20, 1, 1, 0.9, True))
    days = {day: (c.shares.copy(), c.fresh.copy()) for day, c in smoothed(told, 30, TIMES)}
    assert days[15][0][0, 1] > 0.85
    assert days[15][1][0] > 0.9
    assert days[15][0][1, 1] == pytest.approx(0.5, abs=0.01)
    assert not days[15][1][1]
    assert days[25][0][1, 1] > 0.85


def test_news_that_comes_late_counts_from_its_own_day():
    told = readings((0, 0, 0, 0.9, False), (10, 0, 1, 0.9, True), late=3)
    assert filtered(told, 12)[9].argmax() == 0
    days = {day: c.shares[0].argmax() for day, c in smoothed(told.in_time(), 12, TIMES)}
    assert [days[day] for day in (6, 7, 11)] == [0, 1, 1]


def test_the_smoothed_history_ends_where_the_filtered_picture_does():
    told = readings((0, 0, 1, 0.8, False), (4, 1, 0, 0.7, True), (6, 0, 0, 0.9, False))
    *_, last = forward(told, 10, TIMES)
    kept = last.shares.copy()
    _, end = next(smoothed(told, 10, TIMES))
    assert np.allclose(end.shares, kept, atol=1e-5)
