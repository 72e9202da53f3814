"""Runs of days for a map say what the rows of each of their days say."""

from datetime import date, timedelta

from siegeline.picture import control, likelihood
from siegeline.picture.brief import brief_control, rows_on, rows_over

FIRST, LAST = date(2016, 7, 1), date(2017, 3, 1)


def told_of_a_year(say):
    return [
        say("held", place="base", agent="army", on="2016-07-20"),
        say("captured", place="base", agent="fatah", on="2016-08-06"),
        say("contested", place="base", on="2016-08-09"),
        say("captured", place="base", agent="army", on="2016-09-04"),
        say("held", place="east", agent="fatah", on="2016-07-01"),
        say("clash", place="east", agent="army", target="fatah", on="2016-11-20"),
        say("captured", place="west", on="2016-10-10"),
    ]


def looks(row):
    doubt = None if row.probability is None else likelihood(row.probability)
    return row.state, row.holder, doubt, len(row.supporting), len(row.opposing)


def test_every_day_of_a_run_has_the_row_of_that_day(say, theatre):
    claims = told_of_a_year(say)
    held = brief_control(claims, theatre, first=FIRST, last=LAST)
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=n)
        runs = {key: one.on(day) for key, one in held.items()}
        shown = {
            key: (run.state, run.holder, run.doubt, run.supporting, run.opposing) for key, run in runs.items() if run
        }
        rows = control(claims, theatre, on=day)
        assert shown == {row.place.id: looks(row) for row in rows}, day
        told = [(row.place.id, row.state, row.since) for row in rows]
        assert [(row.place.id, row.state, row.since) for row in rows_on(held, day)] == told


def test_the_rows_of_one_day_after_another_are_those_of_each(say, theatre):
    held = brief_control(told_of_a_year(say), theatre, first=FIRST, last=LAST)
    days = 0
    for day, rows in rows_over(held):
        assert sorted(rows, key=lambda row: (row.place.text, row.place.id)) == rows_on(held, day)
        days += 1
    assert days > 5


def test_runs_are_as_long_as_they_can_be_and_follow_one_another(say, theatre):
    for one in brief_control(told_of_a_year(say), theatre, first=FIRST, last=LAST).values():
        for run, after in zip(one.runs, one.runs[1:], strict=False):
            assert run.last + timedelta(days=1) == after.first
            assert (run.state, run.holder, run.doubt, run.supporting, run.opposing, run.sides, run.since) != (
                after.state, after.holder, after.doubt, after.supporting, after.opposing, after.sides, after.since,
            )  # fmt: skip


def test_what_has_not_changed_is_taken_from_before(say, theatre):
    claims = told_of_a_year(say)
    before = brief_control(claims, theatre, first=FIRST, last=LAST)
    more = [*claims, say("captured", place="west", agent="army", on="2016-12-01")]
    after = brief_control(more, theatre, first=FIRST, last=LAST, before=before)
    assert after["base"] is before["base"]
    assert after["west"] != before["west"]
    assert after == brief_control(more, theatre, first=FIRST, last=LAST)
