import multiprocessing
import os
import signal
from collections.abc import Iterator

import pytest

from siegeline.cli.gather import Readers
from siegeline.cli.processes import read_together
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
    alone = list(read_together(reports(100), readers, jobs=1))
    assert len(alone) == len(PLACES)
    assert all(claims for _, claims in alone)
    assert list(read_together(reports(100), readers, jobs=2)) == alone


@pytest.mark.slow
def test_a_process_that_is_killed_is_told_in_one_line() -> None:
    def deadly() -> Iterator[Report]:
        for number, report in enumerate(reports(100)):
            if number == 3:
                os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)
            yield report

    with pytest.raises(ReadingError, match="fewer --jobs"):
        list(read_together(deadly(), Readers("syria", "rules"), jobs=2))
