from datetime import UTC, date, datetime

import pytest

from siegeline.errors import UsageError
from siegeline.record.moment import day_of, parse_moment, written


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2016-08-06", date(2016, 8, 6)),
        ("2016-08-06T14:00", datetime(2016, 8, 6, 14, tzinfo=UTC)),
        ("2016-08-06 14:00:05Z", datetime(2016, 8, 6, 14, 0, 5, tzinfo=UTC)),
        ("2016-08-06T01:00+03:00", datetime(2016, 8, 5, 22, tzinfo=UTC)),
    ],
)
def test_a_day_or_an_instant(text: str, moment: date) -> None:
    assert parse_moment(text) == moment


@pytest.mark.parametrize("text", ["6.8.2016", "2016-08-06T25:00", "2016-02-30", "then", "0001-01-01T00:00+10:00"])
def test_what_is_neither(text: str) -> None:
    with pytest.raises(UsageError, match="write"):
        parse_moment(text)


def test_an_instant_is_written_so_that_texts_sort_as_times_do() -> None:
    assert written(datetime(2016, 8, 6, 14, tzinfo=UTC)) == "2016-08-06T14:00:00.000000+00:00"
    assert day_of(datetime(2016, 8, 6, 14, tzinfo=UTC)) == day_of(date(2016, 8, 6))
