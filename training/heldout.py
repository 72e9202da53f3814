"""Held-out predictions of the fold models, the confidence fitted on them, and the threshold.

    python heldout.py --gold DIR --base DIR --models RUN --folds 4 --out oof.jsonl --labels labels.json
    python heldout.py --gold DIR --base DIR --models RUN --left titles.txt --out oof.jsonl --labels labels.json

Every text is read by a model that never saw its document: one of ``--folds``, or ``reader.pt`` which was trained
``--without`` the titles in the file ``--left``. Of those documents, only what the gold folder annotated is read. The confidence is a logistic
regression on those predictions (a claim is right when ``score.py`` matches it); the threshold is the one with
the best F1 among those with precision of at least 0.80. Nothing here looks at dev.jsonl.
"""

import argparse
import importlib.util
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from batch import tokenizer
from model import Reader, network_of
from prepare import KINDS, ROLES, STATUSES, Example, folds, load, pointed_rows, train_rows

from siegeline.claims.candidate import Scored, settled
from siegeline.claims.frame import Frame
from siegeline.claims.graphs import Ints
from siegeline.claims.learned import LearnedReader
from siegeline.claims.tagged import Floats

LABELS: dict[str, Any] = {
    "version": "learned 0.5",
    "kinds": KINDS,
    "statuses": STATUSES,
    "roles": ROLES,
    "candidate": 0.1,
    "tagged": {  # a word's probability, and the surest word's; a second pass for what the first left
        "agent": [[0.3, 0.4]],
        "target": [[0.25, 0.4]],
        "place": [[0.3, 0.45], [0.15, 0.15]],
        "route": [[0.3, 0.4]],
        "when": [[0.3, 0.45]],
        "speaker": [[0.4, 0.45]],
    },
    "status_bias": [0.0] * len(STATUSES),
    "calibration": {"bias": 0.0, "trigger": 1.0},
    "threshold": 0.4,
}


class TorchNetwork:
    """The reader as torch runs it, in the shape that ``LearnedReader`` takes."""

    def __init__(self, model: Reader) -> None:
        self.model = model.eval()

    @torch.no_grad()
    def find(self, pieces: Ints) -> tuple[Floats, Floats]:
        """As ``Network.find``."""
        given = torch.from_numpy(pieces)
        states, bias = self.model.lower_states(given, torch.ones_like(given))
        return states.numpy(), self.model.find(states, bias).numpy()

    @torch.no_grad()
    def read(self, states: Floats, trigger: Floats, kind: Ints) -> tuple[Floats, Floats, Floats]:
        """As ``Network.read``."""
        none = torch.zeros(1)
        told = self.model.read(torch.from_numpy(states), none, torch.from_numpy(trigger), torch.from_numpy(kind))
        return told[0].numpy(), told[1].numpy(), told[2].numpy()


def reader_of(weights: Path, base: Path, labels: Mapping[str, Any] = LABELS) -> LearnedReader:
    """A reader that runs torch weights."""
    model = network_of(torch.load(weights, weights_only=True))
    return LearnedReader(network=TorchNetwork(model), cutter=tokenizer(base), labels=labels)


def as_claim(frame: Frame, text: str) -> dict[str, Any]:
    """A frame as a row of the gold sets, with its confidence."""
    claim: dict[str, Any] = {
        "kind": frame.kind,
        "status": frame.status,
        "confidence": round(frame.confidence, 4),
    }
    for role in ("trigger", *ROLES):
        span = getattr(frame, role)
        claim[role] = text[span.start : span.end] if span else None
    return claim


def matcher(gold: Path) -> Any:
    """The module score.py of the gold sets."""
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fitted(figures: Sequence[Mapping[str, float]], right: Sequence[bool], *, ridge: float = 1.0) -> dict[str, float]:
    """Weights of a logistic regression (Newton's method); the ridge is four times as strong on the kinds."""
    names = sorted({name for f in figures for name in f})
    x = np.array([[f.get(name, 0.0) for name in names] for f in figures])
    y = np.array(right, dtype=float)
    penalty = np.array([0.01 if n == "bias" else 4 * ridge if n.startswith("kind:") else ridge for n in names])
    weights = np.zeros(len(names))
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (y - p) - penalty * weights
        weights += np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(penalty), slope)
    return {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}


def fit(
    scored: Mapping[str, Sequence[Scored]], texts: Mapping[str, str], gold: Mapping[str, Any], score: Any
) -> tuple[dict[str, float], float, dict[str, Any]]:
    """Calibration, threshold and figures over held-out candidates."""
    start = {"bias": 0.0, "trigger": 1.0, "real": 0.5, "place": 0.3, "somewhere": -0.3}
    figures: list[Mapping[str, float]] = []
    right: list[bool] = []
    for i, candidates in scored.items():
        ranked = sorted(candidates, key=lambda s: -sum(start.get(n, 0.0) * v for n, v in s.figures.items()))
        free = list(gold[i])
        for one in ranked:
            claim = as_claim(one.frame, texts[i])
            match = next(
                (g for g in free if score.kin(g, claim) and score.same(score.place(g), score.place(claim))),
                None,
            )
            if match is not None:
                free.remove(match)
            figures.append(one.figures)
            right.append(match is not None)
    weights = fitted(figures, right)
    best: tuple[float, float, dict[str, Any]] = (-1.0, 0.5, {})
    for threshold in np.arange(0.2, 0.8, 0.02):
        rows = [
            (gold[i], [as_claim(f, texts[i]) for f in settled(c, texts[i], weights, float(threshold))])
            for i, c in scored.items()
        ]
        result = score.score(rows)
        if round(threshold * 50) % 4 == 0:
            print(f"{threshold:.2f}", {k: result[k] for k in ("precision", "recall", "f1")})
        value = result["f1"] - 2 * max(0.0, 0.80 - result["precision"])
        if value > best[0]:
            best = (value, float(threshold), result)
    return weights, round(best[1], 2), best[2]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True, help="folder with fold_N.pt")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--left", type=Path, help="read the documents of these titles, one a line, with reader.pt instead")
    parser.add_argument("--out", type=Path, help="held-out claims, JSON lines")
    parser.add_argument("--labels", type=Path, help="labels.json to write")
    args = parser.parse_args()
    torch.set_num_threads(2)
    score = matcher(args.gold)
    held, _ = load(args.gold, args.data)
    gold = {row["id"]: row["claims"] for row in (*train_rows(args.gold), *pointed_rows(args.gold, args.data))}
    scored: dict[str, list[Scored]] = {}
    if args.left:
        titles = set(args.left.read_text(encoding="utf-8").splitlines())
        held = [one for one in held if one.document in titles and not one.ours]
        scored = _predicted(reader_of(args.models / "reader.pt", args.base), held)
    texts: dict[str, str] = {e.id: e.text for e in held}
    for number, part in enumerate([] if args.left else folds(held, args.folds)):
        if (weights := args.models / f"fold_{number}.pt").exists():
            scored |= _predicted(reader_of(weights, args.base), part)
    calibration, threshold, figures = fit(scored, texts, gold, score)
    kinds = figures.pop("kinds")
    print(len(scored), "texts, threshold", threshold, json.dumps(figures))
    print("kinds (matched, gold, found):", json.dumps(kinds))
    labels = {**LABELS, "calibration": calibration, "threshold": threshold}
    if args.labels:
        args.labels.write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    if args.out:
        with args.out.open("w", encoding="utf-8") as lines:
            for i, candidates in scored.items():
                claims = [as_claim(f, texts[i]) for f in settled(candidates, texts[i], calibration, 0.05)]
                lines.write(json.dumps({"id": i, "claims": claims}, ensure_ascii=False) + "\n")


def _predicted(reader: LearnedReader, part: Sequence[Example]) -> dict[str, list[Scored]]:
    return dict(zip([e.id for e in part], reader.scored([e.text for e in part]), strict=True))


if __name__ == "__main__":
    main()
