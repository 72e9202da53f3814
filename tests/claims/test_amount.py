"""Amounts: words for a number in, a range out."""

import pytest

from siegeline.claims.amount import amounts


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("exactly 12 of them", 12, 12),
        ("ninety-nine", 99, 99),
        ("a couple of hundred", 200, 300),
        ("three hundred thousand", 300_000, 300_000),
        ("just under 1,000", 900, 1_000),
        ("in excess of 2.5 million", 2_500_000, None),
        ("a maximum of 70", None, 70),
        ("approx. 10", 9, 11),
        ("400\u2014600", 400, 600),
        ("2 to 3 thousand", 2_000, 3_000),
    ],
)
def test_a_number_as_it_is_told(text: str, low: float | None, high: float | None) -> None:
    (amount,) = amounts(text)
    assert (amount.low, amount.high) == (low, high)


def test_bounds_that_are_not_reached_leave_the_next_whole_number() -> None:
    (more,), (fewer,), (about,) = (list(amounts(text)) for text in ("over 30", "under 30", "about 3"))
    assert (more.counted(), fewer.counted(), about.counted()) == ((31, None), (None, 29), (3, 3))


@pytest.mark.parametrize("text", ["T-72", "1st", "14:30", "$10", "30 %", "9 a.m.", "300-200", "No. 4"])
def test_what_is_no_amount(text: str) -> None:
    assert list(amounts(text)) == []
