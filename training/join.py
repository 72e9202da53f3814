"""Fits how the network's proposals and the rules' frames are joined; prints the odds for combined.yaml.

Usage: python training/join.py --gold ../shared/gold/claims --oof run/oof.jsonl

``oof.jsonl`` holds, for annotated sentences, the claims that a network proposes which has not seen them
(heldout.py writes it). Prints precision, recall and F1 over thresholds, cross-validated by document title.
"""

import argparse
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from logistic import logistic
from prepare import pointed_rows, train_rows

from siegeline.claims.rules import RulesReader
from siegeline.measure.claims import _plain
from siegeline.measure.match import pairs, same, words_of

NAMES = ("proposal", "proposal_odds", "seconded", "seconded_odds", "seconded_unplaced", "alone", "alone_odds", "alone_elsewhere")
FOLDS = 5
DATA = Path(__file__).parent / "data"
Claim = Mapping[str, Any]


def site(claim: Claim) -> str:
    """The place of a claim, else its road."""
    return words_of(claim.get("place")) or words_of(claim.get("route"))


def logit(chance: float) -> float:
    """Log-odds, kept off the ends."""
    sure = min(max(chance, 0.01), 0.99)
    return float(np.log(sure / (1 - sure)))


def candidates(proposed: Sequence[Claim], ruled: Sequence[Claim]) -> list[tuple[Claim, list[float]]]:
    """Every claim that either reader gives, with the features of :data:`NAMES`."""
    told: list[tuple[Claim, list[float]]] = []
    for claim in proposed:
        agreeing = [one["confidence"] for one in ruled if one["kind"] == claim["kind"] and same(site(one), site(claim))]
        placed = bool(agreeing) and bool(site(claim))
        odds = logit(max(agreeing)) if placed else 0.0
        told.append((claim, [1, logit(claim["confidence"]), placed, odds, bool(agreeing) and not placed, 0, 0, 0]))
    for claim in ruled:
        if not any(one["kind"] == claim["kind"] and same(site(one), site(claim)) for one in proposed):
            elsewhere = any(one["kind"] == claim["kind"] for one in proposed)
            told.append((claim, [0, 0, 0, 0, 0, 1, logit(claim["confidence"]), elsewhere]))
    return told


def main() -> None:
    """Fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--oof", type=Path, required=True)
    options = parser.parse_args()
    proposed = {row["id"]: row["claims"] for row in map(json.loads, options.oof.read_text("utf-8").splitlines())}
    rows = [row for row in (*train_rows(options.gold), *pointed_rows(options.gold, DATA)) if row["id"] in proposed]
    told, right, fold = [], [], []
    for row, frames in zip(rows, RulesReader().frames([row["text"] for row in rows]), strict=True):
        found = candidates(proposed[row["id"]], [_plain(frame, row["text"]) for frame in frames])
        found.sort(key=lambda one: -one[0]["confidence"])
        matched = {where for _, where in pairs(row["claims"], [claim for claim, _ in found])}
        told.append(found)
        right.append([float(at in matched) for at in range(len(found))])
        title = row.get("title") or row["id"]
        fold.append(int(hashlib.md5(title.encode()).hexdigest(), 16) % FOLDS)
    weights = {held: _fit_on(told, right, [at for at in range(len(told)) if fold[at] != held]) for held in range(FOLDS)}
    for threshold in (0.3, 0.34, 0.38, 0.42, 0.46, 0.5, 0.55):
        given = [_given(told[at], weights[fold[at]], threshold) for at in range(len(told))]
        gold = sum(len(row["claims"]) for row in rows)
        matched = sum(len(pairs(row["claims"], one)) for row, one in zip(rows, given, strict=True))
        precision, recall = matched / sum(map(len, given)), matched / gold
        print(f"{threshold:.2f}: precision {precision:.3f} recall {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}")
    for name, weight in zip(NAMES, _fit_on(told, right, range(len(told))), strict=True):
        print(f"{name}: {weight:.3f}")


def _fit_on(told: Any, right: Any, rows: Any) -> np.ndarray:
    table = np.array([features for at in rows for _, features in told[at]], dtype=float)
    return logistic(table, np.array([one for at in rows for one in right[at]]), ridge=0.5)


def _given(found: Sequence[tuple[Claim, list[float]]], weights: np.ndarray, threshold: float) -> list[Claim]:
    kept: list[Claim] = []
    for odds, claim in sorted(((float(np.dot(features, weights)), claim) for claim, features in found), key=lambda one: -one[0]):
        doubled = any(one["kind"] == claim["kind"] and same(site(one), site(claim)) for one in kept)
        if 1 / (1 + np.exp(-odds)) >= threshold and not doubled:
            kept.append(claim)
    return kept


if __name__ == "__main__":
    main()
