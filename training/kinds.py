"""How far the joined confidence is off, kind by kind, on annotated texts that the network has not seen.

    python kinds.py data/own_40.jsonl data/own_42.jsonl

For each kind: claims of the texts, candidates with log-odds over -2.5, those of them that are right, as many as their
confidence says, and the shift of the log-odds that would put it right (greatest likelihood, a normal prior of width 1).
Divided by the odds of a proposal (``claims/combined.yaml``) it is what ``labels.json`` wants for ``kind:…``.
"""

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from siegeline.claims.combined import CombinedReader
from siegeline.measure.claims import plain_claim
from siegeline.measure.match import pairs

LEAST, WIDTH = 1 / (1 + math.exp(2.5)), 1.0


def shift(candidates: Sequence[tuple[float, bool]]) -> float:
    """The likeliest shift of the log-odds of candidates, given as log-odds and whether they are right."""
    moved = 0.0
    for _ in range(50):  # Newton's method
        chances = [1 / (1 + math.exp(-odds - moved)) for odds, _ in candidates]
        slope = sum(right - p for (_, right), p in zip(candidates, chances, strict=True)) - moved / WIDTH
        moved += slope / (sum(p * (1 - p) for p in chances) + 1 / WIDTH)
    return moved


def main(paths: Sequence[str]) -> None:
    """Prints the table."""
    rows = [json.loads(line) for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines()]
    gold: Counter[str] = Counter()
    candidates: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    reader = CombinedReader(threshold=LEAST)
    found = reader.frames_of_many([[row["text"]] for row in rows])
    for row, (frames,) in zip(rows, found, strict=True):
        gold.update(claim["kind"] for claim in row["claims"])
        right = {at for _, at in pairs(row["claims"], [plain_claim(frame, row["text"]) for frame in frames])}
        for at, frame in enumerate(frames):
            sure = min(max(frame.confidence, 1e-6), 1 - 1e-6)
            candidates[frame.kind].append((math.log(sure / (1 - sure)), at in right))
    for kind, some in sorted(candidates.items()):
        said = sum(1 / (1 + math.exp(-odds)) for odds, _ in some)
        right = sum(one for _, one in some)
        print(f"{kind:18} of {gold[kind]:4}: {len(some):4} found, {right:4} right, {said:6.1f} said, shift {shift(some):+.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
