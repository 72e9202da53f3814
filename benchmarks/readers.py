"""Readers: four processes read the record and one writes, for a minute; no error, and no reader sees half a report.

    python benchmarks/readers.py --store postgresql --seconds 60

Each reader asks again and again for all claims, all reports, and those known on a day, and counts: every report that it
sees must have all of its claims, and what it saw before must still be there. A second or two is part of the tests.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from invented import CLAIMS_EACH, READER, War

from siegeline.record import Record

READERS = 4
REPORTS = 2000  # at most: readers list all of them


def write(url: str, seconds: float, ready: Barrier) -> None:
    """Add reports for so long, once all are ready."""
    war = War()
    ready.wait()
    until = time.time() + seconds
    with Record.open(url) as record:
        for report, claims in war.reports(REPORTS):
            record.add(report, claims, theatre="syria", reader=READER, learned=report.published)
            if time.time() > until:
                return


def look(url: str, seconds: float, ready: Barrier, looks: "multiprocessing.Queue[int | str]") -> None:
    """Ask for so long; put the number of looks, or what was wrong, into the queue."""
    seen, asked, day = 0, 0, War().first + timedelta(days=30)
    ready.wait()
    until = time.time() + seconds
    try:
        with Record.open(url) as record:
            while time.time() < until:
                counted = Counter(claim.report for claim in record.claims())
                told = Counter(claim.report for claim in record.claims(known=day))
                halves = [count for count in [*counted.values(), *told.values()] if count != CLAIMS_EACH]
                if halves or len(counted) < seen or len(record.reports()) < len(counted):
                    looks.put(f"a reader saw {halves[:3]} claims of a report, {len(counted)} reports after {seen}")
                    return
                seen, asked = len(counted), asked + 1
        looks.put(asked)
    except Exception as error:
        looks.put(f"{type(error).__name__}: {error}")


def together(url: str, seconds: float) -> str:
    """Run them all; what came of it.

    Raises:
        SystemExit: a reader or the writer failed.
    """
    Record.open(url).close()
    context = multiprocessing.get_context("spawn")
    looks: multiprocessing.Queue[int | str] = context.Queue()
    ready = context.Barrier(READERS + 1)
    writer = context.Process(target=write, args=(url, seconds, ready))
    readers = [context.Process(target=look, args=(url, seconds, ready, looks)) for _ in range(READERS)]
    for process in (writer, *readers):
        process.start()
    results = [looks.get() for _ in readers]
    for process in (writer, *readers):
        process.join()
    if wrong := [result for result in results if isinstance(result, str)]:
        raise SystemExit(wrong[0])
    with Record.open(url) as record:
        record.verify()
        written = len(record.reports())
    if writer.exitcode or not written:
        raise SystemExit(f"the writer ended with {writer.exitcode} after {written} reports")
    return (
        f"{written} reports written, {results} looks by {READERS} readers in {seconds:.0f} s: no error, no half report"
    )


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seconds", type=float, default=60)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        url = f"sqlite:///{folder}/record.db"
        if chosen.store == "postgresql":
            from postgresql import cluster

            url = stack.enter_context(cluster({})).new_url()
        print(f"{chosen.store}:", together(url, chosen.seconds))


if __name__ == "__main__":
    main()
