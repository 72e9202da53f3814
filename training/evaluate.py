"""Prints score.py's figures of the shipped reader on any annotated file.

python evaluate.py --gold /work/shared/gold/claims FILE.jsonl... [--models DIR] [--threshold 0.4]
"""

import argparse
import json
import time
from pathlib import Path

from heldout import as_claim, matcher
from prepare import read_rows, split_report

from siegeline.claims.learned import MODELS, LearnedReader


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--gold", type=Path, required=True, help="folder with score.py")
    parser.add_argument("--models", type=Path, default=MODELS)
    parser.add_argument("--threshold", type=float)
    args = parser.parse_args()
    score = matcher(args.gold)
    reader = LearnedReader(models=args.models, threshold=args.threshold)
    reader.frames(["Loads the model."])
    for path in args.files:
        rows = read_rows(path)
        if rows and rows[0]["claims"] and "sentence" in rows[0]["claims"][0]:
            rows = [sentence for row in rows for sentence in split_report(row)]
        began = time.process_time()
        found = reader.frames([r["text"] for r in rows])
        taken = time.process_time() - began
        pairs = [(r["claims"], [as_claim(f, r["text"]) for f in frames]) for r, frames in zip(rows, found, strict=True)]
        print(
            f"{path.name}: {len(rows)} texts, {len(rows) / taken:.0f} a second of one core,",
            json.dumps(score.score(pairs)),
        )


if __name__ == "__main__":
    main()
