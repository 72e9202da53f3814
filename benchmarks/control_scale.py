"""How the cost of control grows with places and days, on places and claims drawn at random.

Usage: OMP_NUM_THREADS=2 .venv/bin/python benchmarks/control_scale.py [--most-places 34000] [--most-days 1500]

Places lie about 4 km apart, as settlements do. The ground is held by two sides along a line that swings slowly; each
day one place in 333 is told of, one reading in ten falsely. Printed: processor seconds for making the mesh, for all
days (what is known on each), for one more day, for the smoothed history, and the most memory that was ever held.
"""

import argparse
import resource
import sys
import time

import numpy as np

from siegeline.picture.course import Readings
from siegeline.picture.ground import ground
from siegeline.picture.inference import Inference

EACH_DAY = 0.003
FALSE = 0.1


def drawn(places: int, days: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, Readings]:
    """Latitudes, longitudes and readings."""
    chance = np.random.default_rng(seed)
    side = np.sqrt(places) * 4 / 111.2
    lat, lon = 48 + side * chance.random(places), 35 + side * 1.5 * chance.random(places)
    each = max(1, round(EACH_DAY * places))
    day = np.repeat(np.arange(days), each)
    place = chance.integers(0, places, len(day))
    line = 35 + side * 0.75 * (1 + 0.3 * np.sin(day / 200 + lat[place] * 2))
    held = (lon[place] > line).astype(np.intp)
    told = np.where(chance.random(len(day)) < FALSE, 1 - held, held)
    right = np.full(len(day), 0.9, dtype=np.float32)
    change = np.zeros(len(day), dtype=np.bool_)
    late = np.zeros(len(day), dtype=np.intp)
    readings = Readings(places=places, sides=2, day=day, place=place, side=told, right=right, change=change, late=late)
    return lat, lon, readings


def measure(places: int, days: int, *, history: bool) -> dict[str, float]:
    """Seconds of processor time and GB of memory."""
    lat, lon, readings = drawn(places, days + 1)
    clock = time.process_time
    start = clock()
    inference = Inference.over(ground(lat, lon))
    made = clock()
    pictures = inference.filtered(readings, days + 1)
    for _ in range(days):
        next(pictures)
    run = clock()
    next(pictures)
    more = clock()
    for _ in inference.smoothed(readings, days) if history else ():
        pass
    end = clock()
    return {
        "places": places,
        "days": days,
        "mesh_s": made - start,
        "days_s": run - made,
        "ms_a_day": 1000 * (run - made) / days,
        "one_more_day_s": more - run,
        "history_s": end - more,
        "memory_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }


def main() -> int:
    """Prints a row a size, as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most-places", type=int, default=34_000)
    parser.add_argument("--most-days", type=int, default=1500)
    parser.add_argument("--history", action="store_true", help="time the smoothed history too")
    options = parser.parse_args()
    head: list[str] = []
    sizes = [(options.most_places // part, options.most_days // 5) for part in (8, 4, 2, 1)]
    sizes += [(options.most_places, options.most_days // 2), (options.most_places, options.most_days)]
    for places, days in sizes:
        row = measure(places, days, history=options.history)
        if not head:
            head = list(row)
            print("| " + " | ".join(head) + " |\n|" + " --- |" * len(head))
        cells = (f"{value:.3g}" if value < 1000 else f"{value:,.0f}" for value in row.values())
        print("| " + " | ".join(cells) + " |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
