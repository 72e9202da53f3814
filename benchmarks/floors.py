"""Pins the floors of the readers' scores: a little under what is measured now.

Usage: .venv/bin/python benchmarks/floors.py [--gold ../shared/gold] [--lower-floor REASON]

A floor is only ever raised, unless ``--lower-floor`` says why; the reason is kept beside it, and belongs in the commit.
"""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

import yaml

from siegeline.cli.gather import READERS, frame_reader
from siegeline.measure import Floor, digest_of, score_claims
from siegeline.measure.floors import floors

ROOT = Path(__file__).parents[1]
MEASURES = ("precision", "f1", "status", "agent")
SLACK = 0.01  # what may be lost before it is a loss: three claims of the dev set


def main() -> int:
    """Measures, compares and writes; exit code 1 when a floor would have to be lowered without a reason."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold")
    parser.add_argument("--lower-floor", metavar="REASON")
    options = parser.parse_args()
    path = options.gold / "claims" / "dev.jsonl"
    pinned = {(floor.sha256, floor.reader, floor.measure): floor for floor in floors()}
    for name in READERS:
        figures = next(score_claims([path], frame_reader(name)).rows())
        for measure in MEASURES:
            key = (digest_of(path), name, measure)
            floor = Floor(path.name, key[0], name, measure, round(figures[measure] - SLACK, 3))
            before = pinned.get(key)
            if before and floor.at_least < before.at_least:
                if figures[measure] >= before.at_least:
                    continue
                if not options.lower_floor:
                    sys.stderr.write(f"{measure} of {name} fell to {figures[measure]}: give --lower-floor REASON\n")
                    return 1
                floor = Floor(path.name, key[0], name, measure, floor.at_least, options.lower_floor)
            pinned[key] = floor
    rows = [asdict(floor) for floor in pinned.values()]
    target = ROOT / "src" / "siegeline" / "measure" / "floors.yaml"
    target.write_text("# Made by benchmarks/floors.py; see there.\n" + yaml.safe_dump(rows, sort_keys=False), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
