"""Times and memory of the gazetteer's index: building, opening in a fresh process, looking up.

Usage: .venv/bin/python benchmarks/gazetteer.py [--places ../shared/places] [--runs 20]

Each opening is one of a process of its own, after the imports: the map of the file and a first look-up; then the whole
gazetteer of the theatre, with its own places and the embedded list. Memory is what the process has more than before it
opened (resident set), first after opening, then after 1,000 look-ups of names spread over the list.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
LISTS = {"syria": "SY", "ukraine": "UA"}

CHILD = """
import json, sys, time
from pathlib import Path
import siegeline.places, resource
from siegeline.places.index import Index
from siegeline.places import gazetteer
from siegeline.theatre import load_theatre

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

path, theatre = Path(sys.argv[1]), sys.argv[2]
load_theatre(theatre)
told = {}
before = resident()
start = time.perf_counter()
index = Index(path)
index.rows_named("An Nasiriyah")
told["open_ms"] = 1000 * (time.perf_counter() - start)
told["open_mb"] = (resident() - before) / 1e6
names = [index.place(row).name for row in range(0, len(index), max(1, len(index) // 1000))]
start = time.perf_counter()
for name in names:
    for row in index.rows_named(name):
        index.place(row)
told["find_us"] = 1e6 * (time.perf_counter() - start) / len(names)
start = time.perf_counter()
for name in names:
    index.rows_like(name)
told["like_us"] = 1e6 * (time.perf_counter() - start) / len(names)
told["found_mb"] = (resident() - before) / 1e6
start = time.perf_counter()
forms = index.forms()
told["forms_ms"] = 1000 * (time.perf_counter() - start)
told["forms"] = len(forms)
start = time.perf_counter()
places = gazetteer(theatre)
places.find("An Nasiriyah")
told["theatre_ms"] = 1000 * (time.perf_counter() - start)
print(json.dumps(told))
"""


def main() -> None:
    """Builds each list once, opens it in fresh processes, and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=Path, default=ROOT.parent / "shared" / "places")
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        from siegeline.places.added import read_added
        from siegeline.places.shelf import keep_table

        for name, country in LISTS.items():
            file = options.places / f"{name}.jsonl.gz"
            started = time.perf_counter()
            places = read_added(file, table=name).places
            read = time.perf_counter() - started
            started = time.perf_counter()
            index = keep_table(name, places, source=file.name, licence="", countries=[country], origin=str(file))
            built = time.perf_counter() - started
            runs = [_child(index.path, name) for _ in range(options.runs)]
            names = sum(1 + len(place.aliases) + len(place.native) for place in places)
            print(f"{name}: {len(places):,} places, {names:,} names, {runs[0]['forms']:,} forms to look for")
            print(f"  file {file.stat().st_size / 1e6:.1f} MB, index {index.path.stat().st_size / 1e6:.1f} MB")
            print(f"  read in {read:.1f} s, built in {built:.1f} s, once")
            for what, unit, label in (
                ("open_ms", "ms", "opened, with a first look-up, in"),
                ("theatre_ms", "ms", "the theatre's whole gazetteer opened in"),
                ("find_us", "µs", "a look-up by name takes"),
                ("like_us", "µs", "a look-up by spelling takes"),
                ("forms_ms", "ms", "all forms read in"),
                ("open_mb", "MB", "memory after opening"),
                ("found_mb", "MB", "memory after 1,000 look-ups"),
            ):
                values = [run[what] for run in runs]
                print(f"  {label} {statistics.median(values):.2f} {unit} (median), at most {max(values):.2f}")


def _child(path: Path, theatre: str) -> dict[str, float]:
    command = [sys.executable, "-c", CHILD, str(path), theatre]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


if __name__ == "__main__":
    main()
