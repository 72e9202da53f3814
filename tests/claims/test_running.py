"""The running date: an article's dates without a year take the year that the article has reached."""

from datetime import date

import pytest

from siegeline.claims.clock import Clock
from siegeline.claims.running import clock_for, run_on
from siegeline.claims.when import interval_of

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
