"""Batches: many reports in one transaction leave the record that one after the other would."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from record_examples import example_claim, example_report

from siegeline.errors import ErasedReportError
from siegeline.record import Addition, Record

NOON = datetime(2016, 8, 10, 12, tzinfo=UTC)
READER = "rules 0.1"


def additions(numbers: Sequence[int]) -> list[Addition]:
    found = []
    for number in numbers:
        report = example_report(number)
        claims = [example_claim(report, 5 * start) for start in range(number % 3)]
        found.append(Addition(report=report, claims=claims, theatre="syria", reader=READER))
    return found


def one_by_one(record: Record, found: Sequence[Addition]) -> list[int]:
    return [
        record.add(one.report, one.claims, theatre=one.theatre, reader=one.reader, origin=one.origin) for one in found
    ]


def test_the_same_record_to_the_byte_as_one_after_the_other(new_url: Callable[[], str], tmp_path: Path) -> None:
    found = additions([1, 2, 3, 4, 5])
    shared = replace(example_report(6), text=example_report(1).text)  # a text that another report has too
    found.append(Addition(report=shared, claims=[], theatre="syria", reader=READER, origin="https://a.example/6"))
    files = []
    for name, add in (("one", one_by_one), ("all", Record.add_many)):
        with Record.open(new_url(), clock=lambda: NOON) as record:
            assert add(record, found) == [1, 2, 0, 1, 2, 0]
            record.verify()
            files.append(tmp_path / f"{name}.bundle")
            record.export(files[-1])
    assert files[0].read_bytes() == files[1].read_bytes()


def test_what_is_there_adds_nothing_and_what_is_told_otherwise_is_a_new_reading(record: Record) -> None:
    one_by_one(record, additions([1, 2]))
    length = record.length()
    assert record.add_many(additions([1, 2])) == [0, 0]
    assert record.length() == length
    first, third = additions([1, 3])
    again = replace(first, report=replace(first.report, source="somebody else"))
    assert record.add_many([again, third, third]) == [1, 0, 0]
    assert [one.source for one in record.custody(first.report.sha256)] == ["a correspondent", "somebody else"]
    assert len(record.reports()) == 3
    record.verify()


def test_an_erased_report_is_told_and_the_others_are_kept(record: Record) -> None:
    first, second = additions([1, 2])
    record.add_many([first])
    record.erase(first.report.sha256, who="Rana", why="asked to")
    gone, kept = record.add_many([first, second])
    assert isinstance(gone, ErasedReportError)
    assert kept == 2
    assert {row.sha256 for row in record.reports()} == {second.report.sha256}
    record.verify()


def test_a_batch_is_kept_as_a_whole_or_not_at_all(record: Record) -> None:
    first, second = additions([1, 2])
    with pytest.raises(ValueError, match="is not one of the report"):
        record.add_many([first, replace(second, claims=first.claims)])
    assert record.reports() == []
    assert record.add_many([]) == []
