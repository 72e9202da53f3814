"""Fits how the network's proposals and the rules' frames are joined; prints the odds for combined.yaml.

Usage: python training/join.py --gold ../shared/gold/claims --models run/models --left titles.txt

``--models`` is a folder that export.py wrote, of a network that has not seen the documents of the titles in ``--left``
(``train.py --without``). The odds are fitted on the gold folder's sentences and our annotations of the articles (each
counts half), from those documents. Prints precision, recall and F1 over thresholds on the former, cross-validated by title.
"""

import argparse
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from logistic import logistic
from prepare import pointed_rows, train_rows

from siegeline.claims.combined import CombinedReader, joining
from siegeline.claims.frame import Frame
from siegeline.claims.learned import LearnedReader
from siegeline.measure.claims import plain_claim
from siegeline.measure.match import pairs, same, words_of

FOLDS, OURS = 5, 0.5
Candidate = tuple[Frame, dict[str, float]]


def main() -> None:
    """Fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--left", type=Path, required=True, help="titles, one a line")
    options = parser.parse_args()
    titles = set(options.left.read_text(encoding="utf-8").splitlines())
    rows, ours = (
        [row for row in some if (row.get("title") or row["id"]) in titles]
        for some in (train_rows(options.gold), pointed_rows(options.gold, options.data))
    )
    reader = CombinedReader(LearnedReader(models=options.models, threshold=joining().proposed))
    every = [*rows, *ours]
    told = reader.candidates([row["text"] for row in every])
    right = [labels(row, found) for row, found in zip(every, told, strict=True)]
    fold = [int(hashlib.md5((row.get("title") or row["id"]).encode()).hexdigest(), 16) % FOLDS for row in every]
    names = sorted({name for found in told for _, figures in found for name in figures})
    counts = [1.0] * len(rows) + [OURS] * len(ours)

    def fitted(held: int | None) -> dict[str, float]:
        return fit(told, right, names, counts, [at for at in range(len(every)) if fold[at] != held])

    print(len(rows), "sentences of the gold folder,", len(ours), "of the articles")
    weights = {held: fitted(held) for held in range(FOLDS)}
    for threshold in np.arange(0.3, 0.62, 0.02):
        given = [chosen(told[at], weights[fold[at]], threshold, row["text"]) for at, row in enumerate(rows)]
        gold, found = sum(len(row["claims"]) for row in rows), sum(map(len, given))
        matched = sum(len(pairs(row["claims"], one)) for row, one in zip(rows, given, strict=True))
        print(
            f"{threshold:.2f}: precision {matched / found:.3f} recall {matched / gold:.3f} F1 {2 * matched / (found + gold):.3f}"
        )
    for name, weight in fitted(None).items():
        print(f"  {name}: {weight:.3f}")


def labels(row: Mapping[str, Any], found: Sequence[Candidate]) -> list[float]:
    """Which candidates match a claim of the gold set; of several for one claim, the surest."""
    order = sorted(range(len(found)), key=lambda at: -found[at][0].confidence)
    matched = {order[where] for _, where in pairs(row["claims"], [plain_claim(found[at][0], row["text"]) for at in order])}
    return [float(at in matched) for at in range(len(found))]


def fit(
    told: Sequence[Sequence[Candidate]],
    right: Sequence[Sequence[float]],
    names: Sequence[str],
    counts: Sequence[float],
    rows: Sequence[int],
) -> dict[str, float]:
    """Weights by name; ``counts`` says how much each sentence counts."""
    table = np.array([[figures.get(name, 0.0) for name in names] for at in rows for _, figures in told[at]])
    answers = np.array([one for at in rows for one in right[at]])
    much = np.array([counts[at] for at in rows for _ in right[at]])
    return dict(zip(names, logistic(table, answers, ridge=1.0, counts=much).tolist(), strict=True))


def chosen(
    found: Sequence[Candidate], weights: Mapping[str, float], threshold: float, text: str
) -> list[dict[str, Any]]:
    """The claims given at a threshold, as the combined reader gives them."""
    kept: list[dict[str, Any]] = []
    scored = [(sum(weights[name] * value for name, value in figures.items()), frame) for frame, figures in found]
    for odds, frame in sorted(scored, key=lambda one: -one[0]):
        claim = dict(plain_claim(frame, text))
        doubled = any(one["kind"] == claim["kind"] and same(site(one), site(claim)) for one in kept)
        if 1 / (1 + np.exp(-odds)) >= threshold and not doubled:
            kept.append(claim)
    return kept


def site(claim: Mapping[str, Any]) -> str:
    """The place of a claim, else its road."""
    return words_of(claim.get("place")) or words_of(claim.get("route"))


if __name__ == "__main__":
    main()
