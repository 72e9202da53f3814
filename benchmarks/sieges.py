"""What a day of sieges, corridors and front costs, on places and holders of our own making, by number of places.

    python benchmarks/sieges.py [--places 2000 8000 34000]

Wall-clock and processor time in milliseconds, the median of several runs; the graph is built once.
"""

import argparse
import json
import time
from collections.abc import Callable
from statistics import median

import numpy as np

from siegeline.picture.corridor import corridors
from siegeline.picture.front import front
from siegeline.picture.ground import ground
from siegeline.picture.pockets import CONTESTED, pockets

RUNS = 9


def country(count: int, seed: int = 7) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places over a country of constant density, who holds them: a winding front, contested ground, forty pockets."""
    random = np.random.default_rng(seed)
    size = 8.0 * np.sqrt(count / 34_000)
    lat, lon = 46 + size * random.random(count), 30 + 1.6 * size * random.random(count)
    line = 30 + 0.8 * size + 0.4 * np.sin(6 * lat) + 0.15 * np.sin(23 * lat)
    holder = (lon > line).astype(np.int64)
    holder[np.abs(lon - line) < 0.02] = CONTESTED
    for _ in range(40):
        at = random.integers(count)
        near = np.hypot(lat - lat[at], (lon - lon[at]) * 0.66) < 0.08
        holder[near] = 1 - max(holder[at], 0)
    return lat, lon, holder


def clocked(work: Callable[[], object], runs: int) -> dict[str, float]:
    """The median of some runs after one to warm up."""
    work()
    walls, cpus = [], []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return {"wall_ms": round(1000 * median(walls), 1), "cpu_ms": round(1000 * median(cpus), 1)}


def main() -> None:
    """Print a row for each number of places and kind of work."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, nargs="+", default=[2_000, 8_000, 34_000])
    for count in parser.parse_args().places:
        lat, lon, holder = country(count)
        here = ground(lat, lon)
        rows = {
            "graph, once": (lambda: ground(lat, lon), 3),  # noqa: B023
            "sieges of one day": (lambda: pockets(here, holder), RUNS),  # noqa: B023
            "the same, without one-way": (lambda: pockets(here, holder, one_way=False), RUNS),  # noqa: B023
            "corridors of one day": (lambda: corridors(here, holder), 3),  # noqa: B023
            "front of one day": (lambda: front(here, holder), 1),  # noqa: B023
        }
        for what, (work, runs) in rows.items():
            print(json.dumps({"places": count, "ways": len(here.one), "what": what, **clocked(work, runs)}))


if __name__ == "__main__":
    main()
