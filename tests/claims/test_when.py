"""When: time words in, EDTF out; never more precise than the words."""

from datetime import date

import pytest

from siegeline.claims.when import Clock, expressions, interval_of, names_day

PUBLISHED = date(2016, 8, 7)  # a Sunday
CLOCK = Clock(PUBLISHED)
RUNNING = Clock(PUBLISHED, date(2016, 8, 3))
UNDATED = Clock()


def edtf(words: str, clock: Clock) -> str | None:
    interval = interval_of(words, clock)
    return interval.edtf if interval else None


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("on 6 August", "2016-08-06"),
        ("6. August", "2016-08-06"),
        ("August 6", "2016-08-06"),
        ("on the morning of 6. August", "2016-08-06"),
        ("on 6th of August", "2016-08-06"),
        ("6 August 2015", "2015-08-06"),
        ("August 6, 2015", "2015-08-06"),
        ("2016-08-06", "2016-08-06"),
        ("06.08.2016", "2016-08-06"),
        ("on 9 December", "2015-12-09"),  # the last one before the report
        ("on 8 August", "2016-08-08"),  # a report may be dated a day early
        ("in July", "2016-07"),
        ("in December", "2015-12"),
        ("in July 2015", "2015-07"),
        ("early July", "[2016-07-01..2016-07-10]"),
        ("mid-July", "[2016-07-10..2016-07-20]"),
        ("late July", "[2016-07-20..2016-07-31]"),
        ("since July", "2016-07/.."),
        ("in 2013", "2013"),
        ("since 2013", "2013/.."),
        ("between 4 and 6 August", "2016-08-04/2016-08-06"),
        ("4 – 6 August", "2016-08-04/2016-08-06"),
        ("by 6 August", "[..2016-08-06]"),
        ("today", "2016-08-07"),
        ("this morning", "2016-08-07"),
        ("yesterday", "2016-08-06"),
        ("yesterday evening", "2016-08-06"),
        ("last night", "[2016-08-06..2016-08-07]"),
        ("on Friday", "2016-08-05"),
        ("on Monday", "2016-08-01"),
        ("on Sunday evening", "2016-08-07"),
        ("on Friday afternoon", "2016-08-05"),
        ("yesterday afternoon", "2016-08-06"),
        ("since Friday", "2016-08-05/.."),
        ("two days ago", "2016-08-05"),
        ("three weeks ago", "[2016-07-14..2016-07-20]"),
        ("last week", "[2016-07-25..2016-08-06]"),
        ("this week", "[2016-08-01..2016-08-07]"),
        ("in the coming days", "[2016-08-07..2016-08-21]"),
    ],
)
def test_time_words_in_a_dated_report(words: str, wanted: str) -> None:
    assert edtf(words, CLOCK) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("6. August", "XXXX-08-06"),
        ("on the morning of 6. August", "XXXX-08-06"),
        ("in August", "XXXX-08"),
        ("since July", "XXXX-07"),
        ("early July", "XXXX-07"),
        ("6 August 2016", "2016-08-06"),
        ("in July 2015", "2015-07"),
        ("since 2013", "2013/.."),
        ("yesterday", None),
        ("on Friday", None),
        ("two days ago", None),
        ("the next day", None),
        ("for two months", None),
    ],
)
def test_a_report_without_a_date_lends_none(words: str, wanted: str | None) -> None:
    assert edtf(words, UNDATED) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("the same day", "2016-08-03"),
        ("on the next day", "2016-08-04"),
        ("the following day", "2016-08-04"),
        ("the day before", "2016-08-02"),
        ("the previous night", "2016-08-02"),
        ("two days later", "2016-08-05"),
        ("two days earlier", "2016-08-01"),
        ("on 6 August", "2016-08-06"),
        ("yesterday", "2016-08-06"),  # from the report's day, not the running one
        ("two days ago", "2016-08-05"),
        ("on Friday", "2016-08-05"),
    ],
)
def test_words_that_count_from_the_day_told_of_before(words: str, wanted: str) -> None:
    assert edtf(words, RUNNING) == wanted


@pytest.mark.parametrize(
    "words",
    ["more than 2 years", "for more than two years", "for three weeks", "for nearly a year", "for two months"],
)
def test_a_duration_stays_a_duration(words: str) -> None:
    interval = interval_of(words, CLOCK)
    assert interval is not None
    assert interval.start != interval.end
    assert interval.end.latest == PUBLISHED
    assert interval.start.latest is not None
    assert interval.start.latest <= PUBLISHED


def test_more_than_two_years_began_at_least_two_years_ago() -> None:
    interval = interval_of("for more than two years", CLOCK)
    assert interval is not None
    assert interval.start.earliest is None
    assert interval.start.latest == date(2014, 8, 8)


@pytest.mark.parametrize("words", ["30 February", "31 June", "2016-02-30", "99.99.2016"])
def test_days_that_do_not_exist_mean_nothing(words: str) -> None:
    assert interval_of(words, CLOCK) is None


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("On the morning of 6. August the base fell.", ["On the morning of 6. August"]),
        ("The base, lost on 5 August, was retaken yesterday.", ["on 5 August", "yesterday"]),
        ("It has been besieged for more than two years.", ["for more than two years"]),
        ("They may march on it.", []),
        ("In May they came.", ["In May"]),
        ("In March 2016 they came.", ["In March 2016"]),
        ("Now it is decided.", []),
        ("Nobody came.", []),
    ],
)
def test_where_times_are_named(sentence: str, wanted: list[str]) -> None:
    assert [sentence[span.start : span.end] for span in expressions(sentence)] == wanted


def test_which_words_name_a_day_outright() -> None:
    assert [names_day(words) for words in ("on 6 August", "2016-08-06", "yesterday", "in August")] == [
        True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("from 4 to 6 August", "2016-08-04/2016-08-06"),
        ("4-6 August", "2016-08-04/2016-08-06"),
        ("July 4-6, 2016", "2016-07-04/2016-07-06"),
        ("from 26 July to 6 August", "2016-07-26/2016-08-06"),
        ("between 26 July and 6 August 2015", "2015-07-26/2015-08-06"),
        ("from July to December", "2015-07/2015-12"),
        ("from December 2015 to March 2016", "2015-12/2016-03"),
        ("from 2013 to 2015", "2013/2015"),
        ("the day before yesterday", "2016-08-05"),
        ("tomorrow", "2016-08-08"),
        ("after 6 August", "[2016-08-06..]"),
        ("until 6 August", "[..2016-08-06]/2016-08-06"),
        ("last month", "2016-07"),
        ("this month", "[2016-08-01..2016-08-07]"),
        ("last year", "2015"),
        ("twenty-one days ago", "2016-07-17"),
    ],
)
def test_ranges_and_calendar_words_are_found_and_read_whole(words: str, wanted: str) -> None:
    assert [words[span.start : span.end] for span in expressions(words)] == [words]
    assert edtf(words, CLOCK) == wanted


@pytest.mark.parametrize("words", ["from 4 to 6 August", "after 6 August", "until 6 August"])
def test_without_a_year_a_range_is_not_made_a_day(words: str) -> None:
    assert interval_of(words, UNDATED) is None


@pytest.mark.parametrize("number", ["twenty-nine", "ninety nine", "thirteen"])
def test_a_spelt_out_number_is_one_number(number: str) -> None:
    sentence = f"It was closed for {number} days."
    assert [sentence[span.start : span.end] for span in expressions(sentence)] == [f"for {number} days"]


def test_a_day_that_no_year_has_means_nothing() -> None:
    assert interval_of("30 February", UNDATED) is None
    assert interval_of("29 February", UNDATED) is not None
