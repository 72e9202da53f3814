"""Fits the calibration of held-out models to the shipped one, without labels.

A model trained longer and on everything is surer of itself than the held-out models that its confidence was fitted
on. On texts that nobody annotated, it should still give as many claims at each confidence as they do. Two of these
counts (above 0.35 and 0.7) fix a scale and a shift of the logistic's figures.

    python temper.py --gold DIR --texts wiki_conflict.jsonl.gz --base DIR --reference fold_0.pt --weights reader.pt \
        --labels labels.json
"""

import argparse
import json
import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from heldout import reader_of
from pointed import split
from prepare import read_rows

from siegeline.claims.candidate import settled
from siegeline.claims.learned import LearnedReader


def logits(reader: LearnedReader, texts: Sequence[str], weights: Mapping[str, float]) -> list[float]:
    """Logits of the confidence of every claim, largest first."""
    found = [
        frame.confidence
        for scored, text in zip(reader.scored(texts), texts, strict=True)
        for frame in settled(scored, text, weights, 0.02)
    ]
    return sorted((math.log(p / (1 - p)) for p in found if p < 1), reverse=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, required=True, help="its texts are left out")
    parser.add_argument("--texts", type=Path, required=True, help="articles with title and text, JSON lines")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--reference", type=Path, required=True, help="weights of a held-out model")
    parser.add_argument("--weights", type=Path, required=True, help="weights that ship")
    parser.add_argument("--labels", type=Path, required=True, help="labels.json, changed in place")
    parser.add_argument("--sentences", type=int, default=800)
    args = parser.parse_args()
    torch.set_num_threads(2)
    labels = json.loads(args.labels.read_text(encoding="utf-8"))
    known = {row["text"] for path in args.gold.glob("*.jsonl") for row in read_rows(path)}
    texts = [s for row in read_rows(args.texts) for s in split(row["text"])]
    texts = [s for s in texts if 8 <= len(s.split()) <= 45 and s not in known]
    texts = random.Random(0).sample(texts, args.sentences)
    weights = labels["calibration"]
    reference = logits(reader_of(args.reference, args.base, labels), texts, weights)
    shipped = logits(reader_of(args.weights, args.base, labels), texts, weights)
    marks = [math.log(p / (1 - p)) for p in (0.35, 0.7)]
    counts = [sum(z > mark for z in reference) for mark in marks]
    low, high = (shipped[min(n, len(shipped) - 1)] for n in counts)
    scale = (marks[1] - marks[0]) / (high - low)
    shift = marks[0] - scale * low
    print(f"{counts} claims in {len(texts)} sentences; scale {scale:.3f}, shift {shift:.3f}")
    changed = {name: round(scale * w + (shift if name == "bias" else 0.0), 4) for name, w in weights.items()}
    args.labels.write_text(json.dumps({**labels, "calibration": changed}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
