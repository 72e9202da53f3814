import multiprocessing
import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from siegeline.claims.reader import Reader
from siegeline.claims.rules import RulesReader
from siegeline.cli.gather import Readers
from siegeline.cli.processes import _shares, read_together
from siegeline.errors import ReadingError
from siegeline.reports import Report

PLACES = ("Khan Tuman", "Nubl", "Daraya", "Kafraya", "Tel Rifaat", "Hayan")


def reports(each: int = 1) -> Iterator[Report]:
    for place in PLACES:
        text = f"Rebels captured {place} from the army on 3 May 2016. " * each
        yield Report(file=f"{place}.txt", data=text.encode(), text=text)


@pytest.mark.slow
def test_two_processes_give_what_one_gives_in_the_same_order() -> None:
    readers = Readers("syria", "rules")
    alone = list(read_together(reports(1000), readers, jobs=1))
    assert len(alone) == len(PLACES)
    assert all(claims for _, claims in alone)
    assert list(read_together(reports(1000), readers, jobs=2)) == alone


@pytest.mark.slow
def test_a_process_that_is_killed_is_told_in_one_line() -> None:
    def deadly() -> Iterator[Report]:
        for number, report in enumerate(reports(1000)):
            if number == 4:  # the second lot is being read
                os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)
            yield report

    with pytest.raises(ReadingError, match="fewer --jobs"):
        list(read_together(deadly(), Readers("syria", "rules"), jobs=2))


def test_reports_before_one_that_fails_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, *_ = reports()
    readers = Readers("syria", "rules")
    begun = Reader._begun

    def failing(reader: Reader, report: Report) -> Any:
        if report is second:
            raise ReadingError("the second is broken")
        return begun(reader, report)

    monkeypatch.setattr(Reader, "_begun", failing)
    given = read_together([first, second], readers, jobs=1)
    assert next(given)[0] is first
    with pytest.raises(ReadingError, match="second is broken"):
        next(given)


def test_the_last_reports_are_handed_over_in_smaller_parts() -> None:
    many = [report for _ in range(200) for report in reports(20)]
    shares = list(_shares(many, 2))
    assert [report for share in shares for report in share] == many
    sizes = [sum(len(report.text) for report in share) for share in shares]
    assert sizes[0] > 3 * max(sizes[-6:])


def test_reports_before_one_that_cannot_be_had_are_handed_over() -> None:
    def broken() -> Iterator[Report]:
        yield from reports(1000)
        raise ReadingError("the disk is gone")

    given: list[Report] = []
    with pytest.raises(ReadingError, match="disk is gone"):
        given.extend(report for share in _shares(broken(), 2) for report in share)
    assert given == list(reports(1000))


def test_a_report_whose_answers_come_from_far_is_given_before_the_next_is_asked_about() -> None:
    asked: list[str] = []

    def told() -> Iterator[Report]:
        for report in reports():
            asked.append(report.file)
            yield report

    readers = Readers("syria", "endpoint")
    readers._of = lambda theatre: Reader(theatre, RulesReader())  # type: ignore[method-assign]
    assert next(read_together(told(), readers, jobs=1))[0].file == asked[-1]
    assert len(asked) == 1
