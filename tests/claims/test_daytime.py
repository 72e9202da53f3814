"""Words for an hour or a night, by the day that the text told of last."""

from datetime import date

import pytest

from siegeline.claims.clock import Clock
from siegeline.claims.daytime import time_of_day

PUBLISHED = Clock(date(2018, 3, 11))
TOLD = Clock(date(2018, 3, 11), date(2018, 3, 9))


@pytest.mark.parametrize(
    ("words", "clock", "edtf"),
    [
        ("02:40", PUBLISHED, "2018-03-11"),
        ("at dawn", TOLD, "2018-03-09"),
        ("by nightfall", TOLD, "2018-03-09"),
        ("at five in the morning", PUBLISHED, "2018-03-11"),
        ("overnight", PUBLISHED, "[2018-03-10..2018-03-11]"),
        ("in the night", TOLD, "[2018-03-08..2018-03-09]"),
        ("from tomorrow", PUBLISHED, "2018-03-12"),
        ("In the past 24 hours", PUBLISHED, "[2018-03-10..2018-03-11]"),
        ("in the last 48 hours", PUBLISHED, "[2018-03-09..2018-03-11]"),
        ("within a week", PUBLISHED, "[2018-03-11..2018-03-18]"),
        ("within three days", PUBLISHED, "[2018-03-11..2018-03-14]"),
    ],
)
def test_the_day_that_is_meant(words: str, clock: Clock, edtf: str) -> None:
    found = time_of_day(words, clock)
    assert found is not None
    assert found.edtf == edtf


@pytest.mark.parametrize("words", ["still", "in July", "after the victory"])
def test_other_words_are_left_alone(words: str) -> None:
    assert time_of_day(words, PUBLISHED) is None


def test_without_any_day_nothing_is_known() -> None:
    assert time_of_day("at dawn", Clock()) is None


@pytest.mark.parametrize("words", ["on Monday evening", "yesterday evening", "tomorrow morning"])
def test_the_hours_of_a_day_that_nobody_knows_are_unknown(words: str) -> None:
    assert time_of_day(words, Clock(None, date(2018, 3, 9), history=True)) is None
