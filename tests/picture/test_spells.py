"""Pockets of days, joined."""

from datetime import date, timedelta

import numpy as np

from siegeline.picture.ground import ground
from siegeline.picture.pockets import CONTESTED, pockets
from siegeline.picture.spells import Spell, spells

FIRST = date(2022, 4, 1)
LETTERS = {"A": 0, "B": 1, "x": CONTESTED}


def tell(*days: str, weight: list[float] | None = None) -> list[Spell]:
    """Spells of a board of five columns; each day is its rows, one after the other, with bars between."""
    rows = days[0].split("|")
    lat = [40 - 0.09 * down + 0.001 * along for down in range(len(rows)) for along in range(len(rows[0]))]
    lon = [0.12 * along + 0.001 * down for down in range(len(rows)) for along in range(len(rows[0]))]
    here = ground(lat, lon)
    held = [np.array([LETTERS[letter] for letter in day if letter != "|"]) for day in days]
    found = (
        (FIRST + timedelta(days=n), pockets(here, one, bases={0: [0]}, one_way=False), one)
        for n, one in enumerate(held)
    )
    return spells(found, weight=weight)


OPEN = "AAAAA|BBABB|BBABB|BBBBB|BBBBB"
SHUT = "AAAAA|BBBBB|BBABB|BBBBB|BBBBB"
LOST = "AAAAA|BBBBB|BBBBB|BBBBB|BBBBB"


def test_a_siege_begins_and_is_relieved():
    (spell,) = tell(OPEN, SHUT, SHUT, OPEN)
    assert (spell.first, spell.last, spell.until) == (date(2022, 4, 2), date(2022, 4, 3), date(2022, 4, 4))
    assert (spell.ended, spell.open_start, spell.besieger, spell.degree) == ("relieved", False, 1, "encircled")


def test_a_siege_that_was_there_from_the_start_and_ends_by_a_taking():
    (spell,) = tell(SHUT, LOST)
    assert (spell.open_start, spell.ended) == (True, "taken")


def test_a_siege_that_lasts():
    (spell,) = tell(OPEN, SHUT, SHUT)
    assert (spell.until, spell.ended) == (None, None)


def test_a_siege_whose_place_is_fought_for():
    (spell,) = tell(SHUT, SHUT.replace("BBABB", "BBxBB"))
    assert spell.ended == "contested"


def test_a_second_siege_of_the_place_is_a_second_spell():
    first, second = tell(SHUT, OPEN, SHUT)
    assert first.places == second.places
    assert (first.ended, second.open_start) == ("relieved", False)


def test_a_pocket_that_splits_goes_on_where_most_people_are():
    whole = "AAAAA|BBBBB|BAAAB|BBBBB|BBBBB"
    split = "AAAAA|BBBBB|BABAB|BBBBB|BBBBB"
    people = [1.0] * 25
    people[13] = 400.0
    first, second = tell(whole, split, weight=people)
    assert 13 in first.days[-1][1].places
    assert len(first.days) == 2
    assert second.parent is first
    assert second.places == [11]


def test_two_pockets_that_become_one():
    apart = "AAAAA|BBBBB|BABAB|BBBBB|BBBBB"
    joined = "AAAAA|BBBBB|BAAAB|BBBBB|BBBBB"
    ended = {spell.ended for spell in tell(apart, joined)}
    assert ended == {None, "merged"}


def test_the_tightest_degree_counts():
    fire = "AAAAA|BBxBB|BBABB|BBBBB|BBBBB"
    (spell,) = tell(fire, SHUT, fire)
    assert spell.degree == "encircled"
    assert [pocket.degree for _, pocket in spell.days] == ["under-fire", "encircled", "under-fire"]
