"""Scale: how long the record takes to answer and to take in a report when it holds a million claims.

    python benchmarks/record_scale.py --claims 1000000 --record sqlite:////var/tmp/million.db

Fills the record with reports that ``invented.py`` makes (unless they are there), then times, over several tries: a
report's 20 claims appended; the picture of one place, from places much and little told of, on any day; and the sieges
told of in the whole theatre. Prints wall clock and processor time, in milliseconds: on a machine that does other
things, the second tells what the work costs. PostgreSQL: name a database, or give ``--store postgresql`` for one of
its own.
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
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from invented import CLAIMS_EACH, READER, War
from sqlalchemy import func, select

from siegeline.claims.claim import Claim
from siegeline.picture import control
from siegeline.picture.besieged import sieges_told
from siegeline.picture.parameters import parameters
from siegeline.picture.sieges import sieges
from siegeline.record import Record, claims_on
from siegeline.record.moment import written
from siegeline.record.reading import Reading
from siegeline.record.store import Store
from siegeline.record.tables import claims as table

BATCH = 500  # reports a transaction while filling: what is measured goes in one by one
SIEGE_KINDS = tuple(parameters().sieges.kinds)
PLACE_KINDS = (*parameters().control.kinds, *SIEGE_KINDS)  # no picture of a place reads others


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
    """Time each of the three questions."""
    chance = random.Random(2)  # noqa: S311
    with Record.open(url) as record:
        new = [war.report(number, count) for number in range(count + 1, count + 1 + tries)]
        told("a report's 20 claims appended", [timed(_adding(record, report, claims)) for report, claims in new])
        store = Store(url)
        counted = select(table.c.place).where(table.c.place.is_not(None)).group_by(table.c.place)
        with store.reading() as connection:
            places = connection.execute(counted.order_by(func.count().desc())).scalars().all()
        store.close()
        tenth, half = len(places) // 10, len(places) // 2
        for name, some in (
            ("most", places[:10]),
            ("much", places[tenth : tenth + 10]),
            ("middling", places[half:][:10]),
        ):
            times, sizes = [], []
            for place in some:
                on = war.first + timedelta(days=chance.randrange(war.days))

                def one_place(place: str | None = place, on: object = on) -> list[Claim]:
                    claims = claims_on(record, place=[place or ""], kind=PLACE_KINDS)
                    control(claims, war.theatre, on=on)  # type: ignore[arg-type]
                    sieges(claims, war.theatre, on=on)  # type: ignore[arg-type]
                    return claims

                times.append(timed(one_place))
                sizes.append(len(record.claims(place=place)))
            told(f"one place, those {name} told of ({statistics.median(sizes):.0f} claims each)", times)
        days = [war.first + timedelta(days=chance.randrange(war.days)) for _ in range(5)]

        found = [timed(lambda on=on: sieges_told(record, war.theatre, on=on)) for on in days]  # type: ignore[misc]
        told("the sieges told of in the theatre", found)


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
