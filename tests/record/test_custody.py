"""Where reports came from, and what happens when the same bytes come again and are told of otherwise."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from record_examples import AUG_6, AUG_9, example_claim, example_report

from siegeline.claims.claim import Claim
from siegeline.record import Record
from siegeline.reports.report import Report

READER = "rules 0.1"


def told(report: Report) -> list[Claim]:
    return [example_claim(report, start) for start in (0, 7)]


def add(record: Record, report: Report, **options: object) -> int:
    return record.add(report, told(report), theatre="syria", reader=READER, **options)  # type: ignore[arg-type]


def test_how_when_and_from_where_a_report_came(url: str) -> None:
    report = example_report()
    with Record.open(url, clock=lambda: datetime(2016, 8, 7, 14, 30, tzinfo=UTC)) as record:
        add(record, report, origin="/archive/report-1.txt")
        add(record, report, origin="https://example.org/1.txt", learned=AUG_9)
        first, second = record.custody(report.sha256)
        record.verify()
    assert (first.origin, first.how) == ("/archive/report-1.txt", "file")
    assert (first.learned, first.recorded) == (date(2016, 8, 7), "2016-08-07T14:30:00.000000+00:00")
    assert first.tool.startswith("siegeline ")
    assert (second.origin, second.how, second.learned) == ("https://example.org/1.txt", "url", AUG_9)


def test_better_metadata_make_claims_that_supersede_and_the_old_ones_stay_as_of(record: Record) -> None:
    bare = replace(example_report(published=None), source=None, leaning=None)
    better = replace(bare, source="a correspondent", leaning="independent", published=AUG_6)
    assert add(record, bare, learned=AUG_6) == 2
    assert add(record, better, learned=AUG_9) == 2
    assert record.claims(known=AUG_6) == told(bare)
    assert record.claims() == told(better)
    assert {claim.stated for claim in record.claims()} == {AUG_6}
    assert [row.source for row in record.reports(known=AUG_6)] == [None]
    [row] = record.reports()
    assert (row.source, row.published, row.learned) == ("a correspondent", AUG_6, AUG_6)
    assert len(record.custody(bare.sha256)) == 2
    record.verify()


def test_a_correction_supersedes(record: Record) -> None:
    wrong, right = example_report(published=AUG_9), example_report(published=AUG_6)
    add(record, wrong)
    add(record, right)
    add(record, wrong)  # the same input again is nothing new
    assert {claim.stated for claim in record.claims()} == {AUG_6}


def test_less_said_of_a_report_changes_nothing_and_adds_no_claims(record: Record) -> None:
    report = example_report()
    add(record, report)
    assert add(record, replace(report, source=None, leaning=None, published=None)) == 0
    assert record.claims() == told(report)
    assert record.completed(replace(report, source=None, published=None)) == report


def test_the_same_inputs_in_any_order_end_the_same(again_url) -> None:
    bare = replace(example_report(published=None), source=None, leaning=None)
    inputs = [bare, replace(bare, source="a correspondent", published=AUG_6), example_report(2), bare]
    seen = []
    for order in itertools.islice(itertools.permutations(inputs), 0, None, 3):
        with Record.open(again_url()) as record:
            for report in (*order, *order):
                add(record, report)
            seen.append((record.claims(), [replace(row, learned=AUG_6) for row in record.reports()]))
            record.verify()
    assert all(one == seen[0] for one in seen)


def test_an_instant_tells_hours_of_one_day_apart(url: str) -> None:
    now = [datetime(2016, 8, 7, hour, tzinfo=UTC) for hour in (23, 17, 9)]
    with Record.open(url, clock=lambda: now[-1]) as record:
        for number in (1, 2, 3):
            # the third is of an archive brought in later, of an earlier day
            add(record, example_report(number), learned=date(2016, 8, 5) if number == 3 else None)
            now = now[:-1] or now
        known = {
            told_at: len(record.reports(known=told_at))
            for told_at in (
                date(2016, 8, 4),
                datetime(2016, 8, 5, 12, tzinfo=UTC),
                date(2016, 8, 5),
                datetime(2016, 8, 7, 8, tzinfo=UTC),
                datetime(2016, 8, 7, 9, tzinfo=UTC),
                datetime(2016, 8, 7, 16, 59, tzinfo=UTC),
                datetime(2016, 8, 7, 17, 1, tzinfo=UTC),
                date(2016, 8, 7),
            )
        }
    assert list(known.values()) == [0, 0, 1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize("field", ["source", "leaning", "published"])
def test_each_thing_said_counts(record: Record, field: str) -> None:
    report = example_report()
    add(record, replace(report, **{field: None}))
    assert add(record, report) == 2
