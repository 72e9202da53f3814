"""Fits how certain each frame of the rules is, on annotated sentences; writes the weights as YAML.

Usage: python training/certainty.py --gold ../shared/gold/claims > src/siegeline/claims/certainty.yaml
"""

import argparse
import json
import sys
from pathlib import Path
from unittest import mock

import numpy as np

from siegeline.claims import rules
from siegeline.measure.claims import _plain
from siegeline.measure.match import pairs


def main() -> None:
    """Reads the sentences with the rules, labels each frame as right or wrong, and fits a logistic model."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", type=Path, required=True)
    options = parser.parse_args()
    files = [options.gold / f"train_{number}.jsonl" for number in range(1, 7)]
    files += sorted((Path(__file__).parent / "data").glob("own_*.jsonl"))
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    told: list[dict[str, float]] = []
    right: list[float] = []
    with mock.patch.object(rules, "certainty", side_effect=lambda found: _keep(told, found)):
        for row in rows:
            start = len(told)
            found = rules.RulesReader().frames([row["text"]])[0]
            matched = {where for _, where in pairs(row["claims"], [_plain(frame, row["text"]) for frame in found])}
            kept = sorted(int(frame.confidence) for frame in found)
            told[start:] = [told[at] for at in kept]
            right += [float(where in matched) for where, _ in sorted(enumerate(found), key=lambda one: one[1].confidence)]
    names = sorted({name for one in told for name in one})
    table = np.array([[one.get(name, 0.0) for name in names] for one in told])
    weights = _fit(table, np.array(right))
    sys.stdout.write("# Fitted by training/certainty.py: weights of the log-odds that a frame of the rules is right.\n")
    for name, weight in zip(names, weights, strict=True):
        sys.stdout.write(f"{name}: {weight:.3f}\n")
    sys.stderr.write(f"{len(right)} frames, {sum(right) / len(right):.3f} right\n")


def _keep(told: list[dict[str, float]], found: dict[str, float]) -> float:
    told.append(found)
    return float(len(told) - 1)


def _fit(table: np.ndarray, right: np.ndarray, penalty: float = 3.0) -> np.ndarray:
    """Ridge-penalised logistic regression by Newton's method."""
    weights = np.zeros(table.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chance - right) + penalty * weights
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + penalty * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights


if __name__ == "__main__":
    main()
