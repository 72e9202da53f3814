"""Pins the floors of the readers' scores: a little under what is measured now.

Usage: .venv/bin/python benchmarks/floors.py [--gold ../shared/gold] [--only claims|places] [--lower-floor REASON]

A floor is only ever raised, unless ``--lower-floor`` says why; the reason is kept beside it, and belongs in the commit.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import yaml

from siegeline.cli.gather import READERS, frame_reader
from siegeline.measure import Floor, digest_of, score_claims, score_places
from siegeline.measure.floors import floors

ROOT = Path(__file__).parents[1]
MEASURES = ("precision", "f1", "status", "agent")
PLACE_SETS = ("lgl.jsonl.gz", "geovirus.jsonl.gz")
PLACE_MEASURES = ("found_and_near", "precision", "near_given_found")
SLACK = 0.01  # what may be lost before it is a loss: three claims of the dev set


def main() -> int:
    """Measures, compares and writes; exit code 1 when a floor would have to be lowered without a reason."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold")
    parser.add_argument("--only", choices=("claims", "places"), help="one sort of sets (default: all)")
    parser.add_argument("--lower-floor", metavar="REASON")
    options = parser.parse_args()
    pinned = {(floor.sha256, floor.reader, floor.measure): floor for floor in floors()}
    for path, reader, figures, measures in measured(options.gold, options.only):
        for measure in measures:
            key = (digest_of(path), reader, measure)
            floor = Floor(path.name, key[0], reader, measure, round(figures[measure] - SLACK, 3))
            before = pinned.get(key)
            if before and floor.at_least < before.at_least:
                if figures[measure] >= before.at_least:
                    continue
                if not options.lower_floor:
                    sys.stderr.write(f"{measure} of {reader} fell to {figures[measure]}: give --lower-floor REASON\n")
                    return 1
                floor = Floor(path.name, key[0], reader, measure, floor.at_least, options.lower_floor)
            pinned[key] = floor
    rows = [asdict(floor) for floor in pinned.values()]
    target = ROOT / "src" / "siegeline" / "measure" / "floors.yaml"
    target.write_text("# Made by benchmarks/floors.py; see there.\n" + yaml.safe_dump(rows, sort_keys=False), "utf-8")
    return 0


def measured(gold: Path, only: str | None) -> Iterator[tuple[Path, str, Mapping[str, float], Sequence[str]]]:
    """Each set, what read it, its figures, and those of them that have floors."""
    if only != "places":
        path = gold / "claims" / "dev.jsonl"
        for name in READERS:
            yield path, name, next(score_claims([path], frame_reader(name)).rows()), MEASURES
    if only != "claims":
        for name in PLACE_SETS:
            path = gold / "geoparsing" / name
            yield path, "places", next(score_places([path]))[1].row(name), PLACE_MEASURES


if __name__ == "__main__":
    sys.exit(main())
