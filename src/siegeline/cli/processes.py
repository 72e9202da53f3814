"""Processes: reports read by several processes that share what is loaded, their claims given in the reports' order."""

import gc
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING

from siegeline.errors import ReadingError
from siegeline.lots import lots

if TYPE_CHECKING:
    from siegeline.claims.claim import Claim
    from siegeline.cli.gather import Readers
    from siegeline.reports import Report

_AHEAD = 2  # lots a process that may wait for it
_CHARACTERS, _REPORTS = 40_000, 128  # of the reports that are handed over and read together, about
_LAST = 4  # parts of such a lot that are handed over at the end, so that the processes end together
_readers: "Readers | None" = None  # what a process reads with: inherited, or made once


def read_together(
    reports: "Iterable[Report]", readers: "Readers", *, jobs: int
) -> "Iterator[tuple[Report, list[Claim]]]":
    """Each report with its claims, in order, read by ``jobs`` processes.

    Where the system can, they are copies of this one made when all is loaded, and share its memory; lists of places
    are opened by memory map in any case. No more than a few chunks of reports are held at a time.

    Raises:
        ReadingError: a process ended before it had read what it was given.
    """
    if jobs <= 1:
        for lot in _lots(reports, most=_REPORTS if readers.together else 1):
            yield from readers.read_lot(lot)
        return
    waiting: deque[tuple[list[Report], Future[list[list[Claim]]]]] = deque()
    with _pool(readers, jobs) as pool:
        try:
            for chunk in _shares(reports, jobs):
                waiting.append((chunk, pool.submit(_read, chunk)))
                if len(waiting) >= _AHEAD * jobs:
                    yield from _done(waiting)
            while waiting:
                yield from _done(waiting)
        except BrokenProcessPool as error:
            raise ReadingError(
                "a reading process was ended from outside, often for want of memory; "
                "read again with fewer --jobs: what is on record already is not read twice"
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _done(waiting: "deque[tuple[list[Report], Future[list[list[Claim]]]]]") -> "Iterator[tuple[Report, list[Claim]]]":
    chunk, future = waiting.popleft()
    yield from zip(chunk, future.result(), strict=True)


def _pool(readers: "Readers", jobs: int) -> ProcessPoolExecutor:
    global _readers  # noqa: PLW0603  (what a forked process inherits)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # its threads do not outlive a fork
    if "fork" not in get_all_start_methods() or sys.platform != "linux":
        return ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (readers,))
    readers.load()
    _readers = readers
    gc.collect()
    gc.freeze()  # the collector is not to write into pages that are shared
    return ProcessPoolExecutor(jobs, get_context("fork"))


def _begin(readers: "Readers") -> None:
    global _readers  # noqa: PLW0603
    _readers = readers


def _shares(reports: "Iterable[Report]", last: int) -> "Iterator[list[Report]]":
    """Reports to be handed over together: many, for that is faster, and of the ``last`` lots fewer at a time."""
    held: deque[list[Report]] = deque()
    try:
        for lot in _lots(reports):
            held.append(lot)
            if len(held) > last:
                yield held.popleft()
    except Exception:
        yield from held
        raise
    yield from _lots((report for lot in held for report in lot), full=_CHARACTERS // _LAST)


def _lots(reports: "Iterable[Report]", *, most: int = _REPORTS, full: int = _CHARACTERS) -> "Iterator[list[Report]]":
    return lots(reports, lambda report: len(report.text), full=full, most=most)


def _read(chunk: "list[Report]") -> "list[list[Claim]]":
    assert _readers is not None
    return [claims for _, claims in _readers.read_lot(chunk)]
