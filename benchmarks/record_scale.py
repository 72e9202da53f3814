"""Scale: how long the record takes to answer and to take in a report when it holds a million claims.

    python benchmarks/record_scale.py --claims 1000000 --record sqlite:////var/tmp/million.db

Fills the record with reports that ``invented.py`` makes (unless they are there), then times, over several tries: a
report's 20 claims appended; the picture of one place (who holds it, who besieges it), from places much and little told
of, on any day, as known now and as known on another; and the sieges told of in the whole theatre: first without any
sheet, then with them, then when more reports have come in. Prints wall clock and this process's processor time, in
milliseconds: on a machine that does other things, the second tells what the work costs (a PostgreSQL's own share is not
in it). PostgreSQL: name a database, or give ``--store postgresql`` for one of its own.
"""

import argparse
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from invented import CLAIMS_EACH, READER, War
from sqlalchemy import delete, func, select

from siegeline.claims.claim import Claim
from siegeline.picture.besieged import sieges_told
from siegeline.picture.held import holder_told
from siegeline.record import Record
from siegeline.record.moment import written
from siegeline.record.reading import Reading
from siegeline.record.store import Store
from siegeline.record.tables import claims as table
from siegeline.record.tables import sheets

BATCH = 500  # reports a transaction while filling: what is measured goes in one by one


def fill(url: str, war: War, count: int) -> None:
    """Add what is not there yet of ``count`` reports."""
    with Record.open(url) as record:
        there = len(record.reports())
    store = Store(url)
    for start in range(there, count, BATCH):
        with store.writing() as connection:
            for number in range(start, min(start + BATCH, count)):
                report, claims = war.report(number, count)
                day = report.published or war.first
                reading = Reading(report, claims, theatre="syria", reader=READER, learned=day)
                reading.write(connection, at=written(record._clock()))
        print(f"\r{start + BATCH} of {count} reports", end="", file=sys.stderr)
    store.close()


def timed(ask: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of wall clock and of this process's processor time that a call takes."""
    wall, processor = time.perf_counter(), time.process_time()
    ask()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def told(what: str, times: list[tuple[float, float]]) -> None:
    """Print the median and the worst of some tries."""
    walls, processors = zip(*times, strict=True)
    print(
        f"{what}: median {statistics.median(walls):.0f} ms (processor {statistics.median(processors):.0f}), "
        f"worst {max(walls):.0f} ms ({max(processors):.0f}), {len(times)} tries",
        flush=True,
    )


def measure(url: str, war: War, count: int, *, tries: int) -> None:
    """Time each of the questions."""
    chance = random.Random(2)  # noqa: S311
    with Record.open(url) as record:
        new = [war.report(number, count) for number in range(count + 1, count + 1 + tries)]
        told("a report's 20 claims appended", [timed(_adding(record, report, claims)) for report, claims in new])
        places = _most_told(url)
        _without_sheets(url)

        def a_day() -> date:
            return war.first + timedelta(days=chance.randrange(war.days))

        def one_place(place: str, on: date, known: date | None) -> Callable[[], object]:
            return lambda: (
                holder_told(record, war.theatre, place, on=on, known=known),
                sieges_told(record, war.theatre, place=place, on=on, known=known),
            )

        tenth, half = len(places) // 10, len(places) // 2
        more = count + 1 + tries
        for name, begin in (("most", 0), ("much", tenth), ("middling", half)):
            some = places[begin : begin + 10]
            size = statistics.median(record_count for _, record_count in some)
            what = f"one place, those {name} told of ({size:.0f} claims each)"
            told(f"{what}, the first time", [timed(one_place(place, a_day(), None)) for place, _ in some])
            told(what, [timed(one_place(place, a_day(), None)) for place, _ in some for _ in range(5)])
            then = [(place, a_day(), a_day()) for place, _ in some for _ in range(5)]
            told(f"{what}, as known on some day", [timed(one_place(*one)) for one in then])
            for number in range(more, more + 10):
                record.add(*war.report(number, count), theatre="syria", reader=READER)
            more += 10
            again = [timed(one_place(place, a_day(), None)) for place, _ in some]
            told(f"{what}, when ten more reports came in", again)
        days = [a_day() for _ in range(11)]

        def the_theatre(on: date, known: date | None = None) -> Callable[[], object]:
            return lambda: sieges_told(record, war.theatre, on=on, known=known)

        told("the sieges told of in the theatre, the first time", [timed(the_theatre(days[0]))])
        told("the sieges told of in the theatre", [timed(the_theatre(on)) for on in days[1:]])
        told("the sieges told of in the theatre, as known then", [timed(the_theatre(on, on)) for on in days[1:]])


def _most_told(url: str) -> list[tuple[str, int]]:
    """The places that are told of, the most told of first, each with the number of its claims."""
    store, number = Store(url), func.count()
    asked = select(table.c.place, number).where(table.c.place.is_not(None)).group_by(table.c.place)
    with store.reading() as connection:
        found = [(place, count) for place, count in connection.execute(asked.order_by(number.desc()))]
    store.close()
    return found


def _without_sheets(url: str) -> None:
    store = Store(url)
    with store.writing() as connection:
        connection.execute(delete(sheets))
    store.close()


def _adding(record: Record, report: object, claims: list[Claim]) -> Callable[[], int]:
    return lambda: record.add(report, claims, theatre="syria", reader=READER)  # type: ignore[arg-type]


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--record", metavar="URL", help="kept afterwards, and used again when it is full")
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--tries", type=int, default=20)
    chosen = parser.parse_args()
    war, count = War(), chosen.claims // CLAIMS_EACH
    with ExitStack() as stack:
        url = chosen.record
        if url is None and chosen.store == "postgresql":
            from postgresql import cluster

            url = stack.enter_context(cluster({})).new_url()
        elif url is None:
            url = f"sqlite:///{stack.enter_context(tempfile.TemporaryDirectory())}/record.db"
        fill(url, war, count)
        print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {url.split(':')[0]}")
        measure(url, war, count, tries=chosen.tries)


if __name__ == "__main__":
    main()
