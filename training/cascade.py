"""Fits ``cascade.json``: which words speak for a claim, so that the other sentences need no parse and no network.

    python training/cascade.py --gold /work/shared/gold

The whole reader, without the cascade, reads every text that there is: our own, and those of ``--gold`` but for the file
that is kept for measuring. A logistic model learns in which sentences it found a claim. News of no war (LGL, GeoVirus)
counts as having none: what the reader finds there is nearly all wrong. Words are only taken from our own texts.
Thresholds are set on documents that a fold has not seen, so that at most 0.4 % of the claims of conflict texts are lost.
"""

import argparse
import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from siegeline.claims.cascade import beginnings
from siegeline.claims.clean import clean
from siegeline.claims.conflict import conflict_of
from siegeline.claims.sentences import split
from siegeline.cli.gather import make_reader
from siegeline.reports import Report

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "siegeline" / "claims" / "cascade.json"
FOLDS, LEAST_OFTEN, RIDGE, FEW, WHOLE = 4, 3, 2.0, 4, 3.0
LOST, LOST_ALONE = 0.004, 0.002
OTHER = {"lgl", "geovirus"}
ROWS = {"event_location_silver": 1500, "lgl": 300, "geovirus": 60}  # of the large sets, so many
WORDS = 600  # of each article of wiki_conflict


def texts(gold: Path | None) -> Iterator[tuple[str, str]]:
    """Every text with the name of its set."""
    for path in sorted((HERE / "data").glob("*.jsonl")):
        if not path.name.startswith("wiki"):
            for line in path.read_text(encoding="utf-8").splitlines():
                yield "own", json.loads(line)["text"]
    if gold is None:
        return
    for path in sorted(gold.glob("claims/train_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield "train", json.loads(line)["text"]
    for name in (
        "case2021_dev",
        "re3d",
        "event_location_silver",
        "geoparsing/lgl",
        "geoparsing/geovirus",
        "wiki_conflict",
    ):
        with gzip.open(gold / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            short = name.rpartition("/")[2]
            for number, line in enumerate(file):
                if number < ROWS.get(short, 10**9):
                    yield (
                        short,
                        " ".join(
                            json.loads(line)["text"].split(" ")[:WORDS]
                            if short == "wiki_conflict"
                            else [json.loads(line)["text"]]
                        ),
                    )


def read(gold: Path | None, kept: Path) -> list[tuple[str, str, list[int]]]:
    """Set, text and where each claim's sentence begins; kept in a file, since it takes a quarter of an hour."""
    if kept.exists():
        return [tuple(json.loads(line)) for line in kept.read_text(encoding="utf-8").splitlines()]
    rows, readers = [], {}
    for name, text in texts(gold):
        theatre = conflict_of(text, otherwise="syria")
        reader = readers.setdefault(theatre, make_reader(theatre, "combined", cascade=False))
        report = Report(
            file="-",
            data=text.encode(),
            text=text,
            source=None,
            leaning=None,
            published=None,
            language="en",
            title=None,
        )
        rows.append((name, text, [claim.start for claim in reader.read(report)]))
    kept.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return rows


def fitted(matrix: csr_matrix, answers: np.ndarray) -> np.ndarray:
    """Bias and weights; a sentence with a claim weighs three times one without."""
    importance = 1 + 2 * answers

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        odds = matrix @ values[1:] + values[0]
        slope = importance * (1 / (1 + np.exp(-np.clip(odds, -30, 30))) - answers)
        missed = float((importance * (np.logaddexp(0, odds) - answers * odds)).sum())
        down = np.concatenate([[slope.sum()], matrix.T @ slope + RIDGE * values[1:]])
        return missed + RIDGE * float(values[1:] @ values[1:]) / 2, down

    return minimize(loss, np.zeros(matrix.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x


def threshold(scores: np.ndarray, claims: np.ndarray, lost: float) -> float:
    """The score under which that share of the claims lies."""
    order = np.argsort(scores)
    share = np.cumsum(claims[order]) / claims.sum()
    return float(scores[order][np.searchsorted(share, lost, side="right")])


def main() -> None:
    """Reads, fits, writes, tells."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path)
    parser.add_argument(
        "--read", type=Path, default=Path("/tmp/siegeline-cascade.jsonl"), help="where readings are kept"
    )
    chosen = parser.parse_args()
    rows = read(chosen.gold, chosen.read)
    ours = Counter(word for name, text, _ in rows if name == "own" for word in set(beginnings(text)))
    vocabulary = {
        word: at for at, word in enumerate(sorted(word for word, count in ours.items() if count >= LEAST_OFTEN))
    }
    sets, documents, claims, sizes, columns, ends = [], [], [], [], [], [0]
    for number, (name, text, starts) in enumerate(rows):
        cleaned, told = clean(text), Counter(starts)
        for one in split(cleaned):
            words = beginnings(cleaned[one.start : one.end])
            columns += [vocabulary[word] for word in sorted(set(words)) if word in vocabulary]
            ends.append(len(columns))
            sets.append(name)
            documents.append(number)
            claims.append(told[one.start])
            sizes.append(len(words) or 1)
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(sets), len(vocabulary)))
    source, document, size = np.array(sets), np.array(documents), np.array(sizes)
    count = np.array(claims) * ~np.isin(source, list(OTHER))
    answers = (count > 0).astype(float)
    dice = random.Random(1)
    fold = np.array([dice.randrange(FOLDS) for _ in range(len(rows))])[document]
    odds = np.zeros(len(sets))
    for number in range(FOLDS):
        values = fitted(matrix[fold != number], answers[fold != number])
        odds[fold == number] = matrix[fold == number] @ values[1:] + values[0]
    many = np.bincount(document, minlength=len(rows))[document]
    mean = (np.bincount(document, odds * size, len(rows)) / np.maximum(np.bincount(document, size, len(rows)), 1))[
        document
    ]
    scores, alone = odds + WHOLE * mean, many < FEW
    least = threshold(scores[~alone], count[~alone], LOST)
    least_alone = threshold(odds[alone], count[alone], LOST_ALONE)
    kept = np.where(alone, odds >= least_alone, scores >= least)
    for name in sorted(set(sets)):
        here = source == name
        told = np.array(claims)[here]
        print(
            f"{name}: {size[here & kept].sum() / size[here].sum():.3f} of the words, {told[kept[here]].sum()} of {told.sum()} claims"
        )
    values = fitted(matrix, answers)
    words = {word: round(float(values[at + 1]), 2) for word, at in vocabulary.items() if abs(values[at + 1]) >= 0.02}
    told = {
        "bias": round(float(values[0]), 3),
        "whole": WHOLE,
        "least": round(least, 3),
        "few": FEW,
        "least_alone": round(least_alone, 3),
    }
    OUT.write_text(json.dumps({**told, "words": words}, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(
        f"{len(words)} words, {OUT.stat().st_size} bytes; conflict texts: {count[kept].sum() / count.sum():.4f} of {count.sum()} claims"
    )


if __name__ == "__main__":
    sys.exit(main())
