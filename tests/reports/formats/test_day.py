from datetime import date

import pytest

from siegeline.reports.formats.day import day_in


@pytest.mark.parametrize(
    "text",
    [
        "2016-08-06",
        " 2016-08-06T23:30:00+03:00",
        "2016-08-06 00:10",
        "20160806",
        "20160806T101500Z",
        "Sat, 06 Aug 2016 23:30:00 +0300",
        "6 Aug 2016 00:30 GMT",
    ],
)
def test_the_day_that_its_writer_had(text: str) -> None:
    assert day_in(text) == date(2016, 8, 6)


@pytest.mark.parametrize(
    "text", ["", "7.8.2016", "06/08/2016", "2016-13-01", "2016-08", "August 2016", "soon", "1" * 30]
)
def test_what_could_be_another_day_is_none(text: str) -> None:
    assert day_in(text) is None
