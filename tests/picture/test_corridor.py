"""Necks of ground with known widths."""

import numpy as np
import pytest

from siegeline.picture.corridor import corridors

from .boards import STEP, A, board

KM = STEP * 111.19  # from one row to the next


def necks(*rows, **options):
    given = board(*rows)
    return [one for one in corridors(given[0], given[1], **options) if one.side == A], given[2]


THIN = (
    "AAAAAAAAA",
    "AAAAAAAAA",
    "BBBBABBBB",
    "BBBBABBBB",
    "BBBAAABBB",
    "BBBAAABBB",
    "BBBAAABBB",
    "BBBBBBBBB",
    "BBBBBBBBB",
)


def test_a_neck_of_one_place():
    (neck,), at = necks(*THIN)
    assert neck.low_km == 0.0
    assert neck.high_km == pytest.approx(2 * 1.3 * KM * 0.77, rel=0.05)  # two columns, at 40 degrees north
    assert {neck.flanks} <= {(at["2,3"], at["2,5"]), (at["3,3"], at["3,5"])}
    assert neck.ways == 1
    assert len(neck.places) in {9, 10, 11}
    assert 10 <= neck.length_km <= 40


def test_a_neck_of_two_places_has_two_ways():
    wide = tuple(row.replace("BBBBABBBB", "BBBBAABBB").replace("BBBAAABBB", "BBBAAAABB") for row in THIN)
    (neck,), _ = necks(*wide, widest_km=40)
    assert neck.ways == 2
    assert neck.low_km == pytest.approx(1.3 * KM * 0.77, rel=0.05)
    assert neck.high_km == pytest.approx(3 * 1.3 * KM * 0.77, rel=0.05)


def test_what_may_lie_off_widens_the_doubt():
    (sure,), _ = necks(*THIN)
    given = board(*THIN)
    (blurred,) = [one for one in corridors(given[0], given[1], radius_km=np.full(len(given[0]), 2.0)) if one.side == A]
    assert (blurred.low_km, blurred.high_km) == (0.0, pytest.approx(sure.high_km + 4.0, abs=0.11))


def test_a_straight_front_has_no_neck():
    assert necks("AAAAAAA", "AAAAAAA", "BBBBBBB", "BBBBBBB")[0] == []


def test_what_is_cut_off_has_no_corridor():
    assert necks("AAAAAAA", "AAAAAAA", "BBBBBBB", "BBAAABB", "BBAAABB", "BBBBBBB", "BBBBBBB")[0] == []


def test_a_neck_wider_than_asked_for_is_left_out():
    assert necks(*THIN, widest_km=10)[0] == []
