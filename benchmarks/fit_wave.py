"""Fits the wave's numbers (``wave_…`` in parameters.yaml) to one part of a matrix of statuses, and measures the rest.

    python benchmarks/fit_wave.py STATUS.npz PLACES.csv.gz [--until 2022-08-01]

The part before ``--until`` is played as ``evaluate control --lag`` plays it, with another seed: changes told late, one
claim in ten false. Each row is a place and a day with news of a change around it; asked is whether the place is the
taker's already. Then the days from ``--until`` on are measured with the numbers that the program has. Needs
scikit-learn.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from siegeline.measure.lag import LagScores
from siegeline.measure.statuses import Statuses, read_statuses
from siegeline.picture.course import forward

SEED = 11
AGES = 5
QUIET = 0.15  # so many of the rows on which nothing changed are looked at


def part(statuses: Statuses, first: date, last: date) -> Statuses:
    """The days of a set from ``first`` to before ``last``."""
    rows = [row for row, day in enumerate(statuses.days) if first <= day < last]
    return replace(statuses, days=tuple(statuses.days[row] for row in rows), status=statuses.status[rows])


def rows_of(scores: LagScores, *, near: bool) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The features of each day's rows, and whether the place had changed hands."""
    inference = scores.scores.inference
    wave = replace(inference.wave, by_age=(0.0,) * AGES)
    readings = scores._readings(*scores._changes(), near=near)
    rows = {int(day): row for row, day in enumerate(scores.days)}
    before = None
    for day, own in enumerate(forward(readings, int(scores.days[-1]) + 1, inference.panel.times)):
        before = inference.inferred(own, before)
        news = wave.news(readings, day) if day in rows else None
        if news is None:
            continue
        shares = before.shares.astype(np.float64)
        holder, at = shares.argmax(axis=1), np.arange(len(shares))
        told = np.flatnonzero(news[:, at, 1 - holder].sum(axis=0) > 0)
        side = holder[told]
        doubt = np.abs(np.log(shares[told, 0] / shares[told, 1]))
        loud = np.log1p(np.column_stack((news[:, told, 1 - side].T, news.sum(axis=0)[told, side])) / wave.whisper)
        yield np.column_stack((loud, doubt)), scores.truth[rows[day]][told] != side


def fitted(scores: LagScores) -> dict[str, object]:
    """The numbers as they stand in parameters.yaml."""
    found = [one for near in (False, True) for one in rows_of(scores, near=near)]
    features, changed = (np.concatenate([one[at] for one in found]) for at in (0, 1))
    kept = changed | (np.random.default_rng(0).random(len(changed)) < QUIET)
    scale = features[kept].std(axis=0)
    model = LogisticRegression(C=100, max_iter=1000)
    model.fit(features[kept] / scale, changed[kept], sample_weight=np.where(changed[kept], 1, 1 / QUIET))
    weight = model.coef_[0] / scale
    return {
        "wave_by_age": weight[:AGES].round(2).tolist(),
        "wave_against": round(float(weight[AGES]), 2),
        "wave_doubt": round(float(weight[AGES + 1]), 2),
        "wave_start": round(float(model.intercept_[0]), 2),
        "rows": len(changed),
        "changed": round(float(changed.mean()), 4),
    }


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("status", type=Path)
    parser.add_argument("places", type=Path)
    parser.add_argument("--until", type=date.fromisoformat, default=date(2022, 8, 1))
    chosen = parser.parse_args()
    statuses = read_statuses(chosen.status, chosen.places)
    print(json.dumps(fitted(LagScores(part(statuses, date.min, chosen.until), seed=SEED))), flush=True)
    for row in LagScores(part(statuses, chosen.until, date.max)).rows():
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
