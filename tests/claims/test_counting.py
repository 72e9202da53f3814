"""Counting: figures with thousands set apart, numbers in words."""

import re
from datetime import date

import pytest

from siegeline.claims.clock import Clock
from siegeline.claims.counting import NUMBER, count_of
from siegeline.claims.when import interval_of


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("7", (7, 7)),
        ("1368", (1368, 1368)),
        ("1,368", (1368, 1368)),
        ("1 368", (1368, 1368)),
        ("1.368", (1368, 1368)),
        ("1’368", (1368, 1368)),
        ("12,345,678", (12345678, 12345678)),
        ("a hundred", (100, 100)),
        ("five hundred", (500, 500)),
        ("two thousand", (2000, 2000)),
        ("forty-two", (42, 42)),
        ("a few", (2, 5)),
    ],
)
def test_numbers(words: str, count: tuple[int, int]) -> None:
    assert re.fullmatch(NUMBER, words)
    assert count_of(words) == count


@pytest.mark.parametrize(
    ("words", "begin"),
    [("for 1,368 days", "2012-11-28"), ("for 72 hours", "2016-08-24"), ("for a thousand days", "2013-12-01")],
)
def test_a_long_siege_begins_as_long_ago(words: str, begin: str) -> None:
    found = interval_of(words, Clock(date(2016, 8, 27)))
    assert found is not None
    assert found.start.earliest is not None
    assert found.start.latest is not None
    assert found.start.earliest <= date.fromisoformat(begin) <= found.start.latest


def test_a_duration_longer_than_the_calendar_begins_at_its_first_day() -> None:
    found = interval_of("for 9,000,000 days", Clock(date(2016, 8, 27)))
    assert found is not None
    assert found.first == date.min
