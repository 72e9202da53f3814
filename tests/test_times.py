"""Times: bounds, intervals, and EDTF both ways."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siegeline.errors import UsageError
from siegeline.times import Bounds, Interval, days_after, days_before, month, on, parse_day, parse_edtf, within, year

SIXTH = date(2016, 8, 6)
DAYS = st.dates(min_value=date(1000, 1, 1))

FORMS = [
    ("2016-08-06", on(SIXTH)),
    ("2016-08", month(2016, 8)),
    ("2016-02", within(date(2016, 2, 1), date(2016, 2, 29))),
    ("2016", year(2016)),
    ("[2016-08-03..2016-08-06]", within(date(2016, 8, 3), SIXTH)),
    ("[..2016-08-06]", within(None, SIXTH)),
    ("[2016-08-06..]", within(SIXTH, None)),
    ("2016-08-06/..", on(SIXTH).lasting()),
    ("2016-08/..", month(2016, 8).lasting()),
    ("2016-08-03/2016-08-06", Interval(on(date(2016, 8, 3)).start, on(SIXTH).end)),
    ("[2016-08-03..2016-08-06]/2016-08-09", Interval(Bounds(date(2016, 8, 3), SIXTH), on(date(2016, 8, 9)).end)),
    ("2016-08-06/2016-08-06", Interval(on(SIXTH).start, on(SIXTH).end, over=True)),
    ("/2016-08-06", Interval(Bounds(), on(SIXTH).end)),
    ("2016-08-06/", Interval(on(SIXTH).start, Bounds())),
    ("XXXX-08-06", Interval(pattern="XXXX-08-06")),
    ("XXXX-08", Interval(pattern="XXXX-08")),
]


@pytest.mark.parametrize(("text", "interval"), FORMS, ids=[text for text, _ in FORMS])
def test_edtf_is_read_and_written(text: str, interval: Interval) -> None:
    assert parse_edtf(text) == interval
    assert interval.edtf == text


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    one, other = draw(st.none() | DAYS), draw(st.none() | DAYS)
    return Bounds(min(one, other), max(one, other)) if one and other else Bounds(one, other)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    interval = Interval(draw(bounds()), draw(bounds()))
    return interval.lasting() if draw(st.booleans()) else interval


@given(intervals())
def test_what_is_written_is_read_back_the_same(interval: Interval) -> None:
    text = interval.edtf
    if text is None or text == "/..":
        assert not interval.known
    else:
        assert parse_edtf(text) == interval


@pytest.mark.parametrize(
    ("interval", "first", "last"),
    [
        (on(SIXTH), SIXTH, SIXTH),
        (on(SIXTH).lasting(), SIXTH, None),
        (month(2016, 8), date(2016, 8, 1), date(2016, 8, 31)),
        (within(None, SIXTH), None, SIXTH),
        (Interval(pattern="XXXX-08-06"), None, None),
        (Interval(), None, None),
    ],
)
def test_the_outermost_bounds(interval: Interval, first: date | None, last: date | None) -> None:
    assert (interval.first, interval.last) == (first, last)


def test_a_date_without_a_year_has_no_bounds_and_keeps_its_words() -> None:
    sixth = parse_edtf("XXXX-08-06")
    assert not sixth.known
    assert sixth.edtf == "XXXX-08-06"


def test_nothing_known_is_written_as_nothing() -> None:
    assert Interval().edtf is None
    assert not Interval().known
    assert not Bounds().known


def test_lasting_keeps_the_beginning_and_forgets_the_end() -> None:
    lasting = within(date(2016, 8, 3), SIXTH).lasting()
    assert lasting.ongoing
    assert lasting.start == Bounds(date(2016, 8, 3), SIXTH)
    assert lasting.edtf == "[2016-08-03..2016-08-06]/.."


def test_bounds_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(UsageError, match="cannot lie between 2016-08-06 and 2016-08-03: the first is later"):
        Bounds(SIXTH, date(2016, 8, 3))


@pytest.mark.parametrize(
    "text", ["..", "August", "2016-8-6", "06.08.2016", "2016-08-06T10:00", "[2016", "2016-08-06/x", "XXXX-XX-06"]
)
def test_what_is_not_edtf_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a date in EDTF"):
        parse_edtf(text)


@pytest.mark.parametrize(
    "text", ["2016-13", "2016-00", "0000", "2016-02-30", "2016-04-31/..", "[2015-02-29..]", "0000-08"]
)
def test_days_and_months_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_edtf(text)


@given(st.text(alphabet="0123456789-./[]X", max_size=24))
def test_any_text_is_an_interval_or_a_usage_error(text: str) -> None:
    with suppress(UsageError):
        assert isinstance(parse_edtf(text), Interval)


@given(DAYS)
def test_a_day_given_by_a_user(day: date) -> None:
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text", ["", "2016-8-6", "20160806", "2016-W31-6", "6 August 2016", "2016-02-30", "2016-08-06\n"]
)
def test_what_is_not_a_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match="write it as year-month-day, for example 2016-08-06"):
        parse_day(text)


@given(DAYS, st.integers(min_value=0, max_value=10**6))
def test_days_before_never_leaves_the_calendar(day: date, count: int) -> None:
    earlier = days_before(day, count)
    assert earlier == max(date.min, day - timedelta(days=min(count, day.toordinal() - 1)))


@given(DAYS, st.integers(min_value=0, max_value=10**7))
def test_days_after_never_leaves_the_calendar(day: date, count: int) -> None:
    later = days_after(day, count)
    assert (later == date.max) if count >= (date.max - day).days else (later - day).days == count
