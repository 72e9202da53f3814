"""Fits how certain each frame of the rules is, on annotated sentences; writes the weights as YAML.

Usage: python training/certainty.py --gold ../shared/gold/claims > src/siegeline/claims/certainty.yaml
"""

import argparse
import json
import sys
from pathlib import Path
from unittest import mock

import numpy as np
from logistic import logistic
from prepare import pointed_rows, train_rows

from siegeline.claims import rules
from siegeline.measure.claims import plain_claim
from siegeline.measure.match import pairs


def main() -> None:
    """Reads the sentences with the rules, labels each frame as right or wrong, and fits a logistic model."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", type=Path, required=True)
    options = parser.parse_args()
    data = Path(__file__).parent / "data"
    ours = [json.loads(line) for file in sorted(data.glob("own_*.jsonl")) for line in file.open(encoding="utf-8")]
    rows = [*train_rows(options.gold), *pointed_rows(options.gold, data), *ours]
    told: list[dict[str, float]] = []
    right: list[float] = []
    with mock.patch.object(rules, "certainty", side_effect=lambda found: _keep(told, found)):
        for row in rows:
            start = len(told)
            found = rules.RulesReader().frames([row["text"]])[0]
            matched = {where for _, where in pairs(row["claims"], [plain_claim(frame, row["text"]) for frame in found])}
            kept = sorted(int(frame.confidence) for frame in found)
            told[start:] = [told[at] for at in kept]
            right += [float(where in matched) for where, _ in sorted(enumerate(found), key=lambda one: one[1].confidence)]
    names = sorted({name for one in told for name in one})
    table = np.array([[one.get(name, 0.0) for name in names] for one in told])
    weights = logistic(table, np.array(right), ridge=3.0)
    sys.stdout.write("# Fitted by training/certainty.py: weights of the log-odds that a frame of the rules is right.\n")
    for name, weight in zip(names, weights, strict=True):
        sys.stdout.write(f"{name}: {weight:.3f}\n")
    sys.stderr.write(f"{len(right)} frames, {sum(right) / len(right):.3f} right\n")


def _keep(told: list[dict[str, float]], found: dict[str, float]) -> float:
    told.append(found)
    return float(len(told) - 1)


if __name__ == "__main__":
    main()
