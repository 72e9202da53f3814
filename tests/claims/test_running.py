"""The running date: an article's dates without a year take the year that the article has reached."""

from datetime import date

import pytest

from siegeline.claims.clock import Clock
from siegeline.claims.daytime import time_of_day
from siegeline.claims.running import at_item, clock_for, run_on
from siegeline.claims.when import interval_of
from siegeline.times import on

HISTORY = """Battle of Tell Abyad (2013)
The town fell on 18 January 2013. On 12 March rebels took the silos. Fighting stopped on 20 December.
On 4 January the siege of the base began again, and on 2 February 2014 it was lifted.
"""


def days(text: str, title: str | None, published: date | None) -> list[str | None]:
    clock = clock_for(text, title, published)
    found = []
    for sentence in text.replace("\n", " ").split(". "):
        clock = run_on(clock, sentence, heading=False, exact=True)
        found.append(clock.running.isoformat() if clock.running else None)
    return found


def test_a_history_runs_from_year_to_year() -> None:
    told = days(HISTORY, "Battle of Tell Abyad (2013)", date(2018, 5, 1))
    assert told[:4] == ["2013-01-18", "2013-03-12", "2013-12-20", "2014-01-04"]


def test_news_takes_the_last_such_day() -> None:
    clock = clock_for("The war began on 15 March 2011. On 6 August the base fell.", None, date(2016, 8, 7))
    assert not clock.history
    found = interval_of("On 6 August", clock)
    assert found is not None
    assert found.edtf == "2016-08-06"
    assert run_on(clock, "The war began on 15 March 2011.", heading=False, exact=True).running is None


@pytest.mark.parametrize(
    ("heading", "words", "edtf"),
    [("March 2013", "On 12 April", "2013-04-12"), ("2014", "On 3 May", "2014-05-03")],
)
def test_a_heading_sets_the_year(heading: str, words: str, edtf: str) -> None:
    clock = run_on(Clock(None, None, history=True), heading, heading=True, exact=True)
    found = interval_of(words, clock)
    assert found is not None
    assert found.edtf == edtf


def test_without_any_year_a_date_stays_without_one() -> None:
    found = interval_of("On 6 August", clock_for("On 6 August the base fell.", None, None))
    assert found is not None
    assert found.edtf == "XXXX-08-06"


TALE = date(2023, 3, 8)


def dates(text: str, published: date) -> list[str | None]:
    """What the time words of each sentence mean where they stand; they come first, up to a comma."""
    clock, found = clock_for(text, None, published), []
    for sentence in text.split(". "):
        clock = run_on(clock, sentence, heading=False, exact=True)
        interval = interval_of(sentence.split(",")[0], clock)
        found.append(interval.edtf if interval else None)
        clock = run_on(clock, sentence, heading=False, exact=False)
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("On 4 May 2013, rebels took Qarna. The next day, they entered Tell", ["2013-05-04", "2013-05-05"]),
        ("On 4 May 2013, A fell. Two days later, B fell. A day later, C", ["2013-05-04", "2013-05-06", "2013-05-07"]),
        ("On 4 May 2013, A fell. The same day, B. Three days earlier, C", ["2013-05-04", "2013-05-04", "2013-05-01"]),
        ("Until 4 May 2013, A was besieged. Four days later, B fell", ["[..2013-05-04]/2013-05-04", "2013-05-08"]),
        ("On 4 May 2013, A fell. On 9 August of the same year, B fell", ["2013-05-04", "2013-08-09"]),
        ("In May 2013, A. In January of the next year, B. In July of that year, C", ["2013-05", "2014-01", "2014-07"]),
        ("In May 2013, A fell. The following month, B fell", ["2013-05", None]),
        ("On 4 May 2013, A fell. The following month, B fell. The same year, C", ["2013-05-04", "2013-06", "2013"]),
        ("From 4 May 2013, A was besieged. A month later, A fell", ["2013-05-04/..", "[2013-05-19..2013-06-18]"]),
        ("On 4 May 2013, A fell. In December, B fell", ["2013-05-04", "2013-12"]),  # not the report's year
        ("On 4 May 2013, A fell. On 9 June, B fell. In July, C fell", ["2013-05-04", "2013-06-09", "2013-07"]),
    ],
)  # fmt: skip
def test_a_tale_of_earlier_years_goes_on_from_the_year_that_it_names(text: str, wanted: list[str | None]) -> None:
    assert dates(text, TALE) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("On 4 May 2013, A fell. On Monday, B fell. The next day, C fell", ["2013-05-04", "2023-03-06", "2023-03-07"]),
        ("On 4 May 2013, A fell. On 2 March, B fell. In July, C fell", ["2013-05-04", "2023-03-02", "2022-07"]),
        ("Since 4 May 2013, A is besieged. In June, B fell", ["2013-05-04/..", "2022-06"]),
        ("On 4 May 2013, A fell. In March, B fell", ["2013-05-04", "2023-03"]),
    ],
)  # fmt: skip
def test_news_with_an_old_date_in_it_stays_news(text: str, wanted: list[str | None]) -> None:
    assert dates(text, TALE) == wanted


def test_the_hours_of_a_list_are_of_the_day_of_their_item() -> None:
    text = "• On Monday they took Qarna. At noon they left.\n• At dawn they took Tell.\n– At dusk they left."
    clock = run_on(clock_for("", None, TALE), "On Monday they took Qarna.", heading=False, exact=False)
    assert at_item(clock, text, text.index("At noon")) == clock
    assert time_of_day("at noon", clock) == on(date(2023, 3, 6))
    assert at_item(clock, text, text.index("– At dusk")).apart
    clock = at_item(clock, text, text.index("At dawn"))
    assert time_of_day("at dawn", clock) == on(TALE)
    assert interval_of("the next day", clock) == on(date(2023, 3, 7))


def test_the_tale_does_not_arrive_at_what_is_planned() -> None:
    clock = clock_for("", None, date(2016, 4, 20))
    assert run_on(clock, "They will attack Qarna on 14 May.", heading=False, exact=True) == clock
    assert run_on(clock, "On 3 April they said they would attack.", heading=False, exact=True).running == date(
        2016, 4, 3
    )


def after(*sentences: str) -> Clock:
    """The clock in the midst of the last of some sentences of a report of August 2016."""
    clock = clock_for(" ".join(sentences), None, date(2016, 8, 10))
    for number, sentence in enumerate(sentences):
        clock = run_on(clock, sentence, heading=False, exact=True)
        if number < len(sentences) - 1:
            clock = run_on(clock, sentence, heading=False, exact=False)
    return clock


def test_hours_after_an_earlier_year_are_not_todays() -> None:
    assert time_of_day("at night", after("In May 2015 they seized Qarna.", "The garrison left at night.")) is None
    told = time_of_day("at dawn", after("On 20 May 2015 they seized Qarna.", "The garrison left at dawn."))
    assert told == on(date(2015, 5, 20))


def test_hours_are_todays_again_two_sentences_on() -> None:
    clock = after("In May 2015 they seized Qarna.", "The garrison left.", "The army attacked at dawn.")
    assert time_of_day("at dawn", clock) == on(date(2016, 8, 10))


def test_hours_beside_an_earlier_year_are_todays() -> None:
    clock = after("The army, which had lost Qarna in May 2015, attacked it at dawn.")
    assert time_of_day("at dawn", clock) == on(date(2016, 8, 10))


@pytest.mark.parametrize("published", [date(2017, 2, 6), None])
def test_a_logs_hours_are_of_its_headings_day(published: date | None) -> None:
    lines = ["Daily log, 5 February 2017", "At 08:00 shells hit Qarna.", "A man hurt there on 12 January has died."]
    text = "\n".join([*lines, "At 09:30 mortars hit Merzan.", "At noon it was quiet."])
    clock = clock_for(text, None, published)
    for number, line in enumerate(lines):
        clock = run_on(at_item(clock, text, text.index(line)), line, heading=number == 0, exact=True)
    assert clock.today == date(2017, 1, 12)
    assert at_item(clock, text, text.index("At 09:30")).today == date(2017, 2, 5)
    assert at_item(clock, text, text.index("At noon")).today == date(2017, 1, 12)
