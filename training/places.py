"""Fit what places' signs and context weigh, on news texts with toponyms marked; held-out scores by document.

Usage: nice .venv/bin/python training/places.py [--gold ../shared/gold/geoparsing] [--write] [FILE...]

Two models, both linear: whether a name is a place's (logistic, from siegeline.places.signs) and which place of that
name it is (softmax over the candidates, from siegeline.places.choice). A second set of name weights is fitted on the
same texts in small letters. The scores printed are of texts that the weights were not fitted on: five parts by
document, and each file by weights fitted on the others. With --write, weights fitted on all texts go to
src/siegeline/places/weights.json. Needs numpy and scipy only.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from siegeline.measure.claims import rows_with
from siegeline.measure.places import PlaceScores
from siegeline.places.atlas import Atlas, atlas
from siegeline.places.choice import Field, context, field_of, grouped, shares, weighed
from siegeline.places.distance import distance_km
from siegeline.places.signs import signs_of, unlikely_words
from siegeline.places.spot import Spot, find_spots, words_of
from siegeline.places.toponym import MAYBE, toponyms
from siegeline.places.weights import Weights, probability

ROOT = Path(__file__).parents[1]
FOLDS = 5
SMALL = 3  # every third text is also fitted on, and measured, in small letters
NEAR_KM = 161.0
NAMES_L2, CHOICE_L2 = 30.0, 3.0
# before anything is fitted: the more people the better, and what stands after a comma counts
FIRST = {"people": 0.6, "in the area after the comma": 5.0, "holds the place before the comma": 4.0, "a country": 1.0,
         "own name": 1.0}  # fmt: skip
Json = dict[str, Any]


@dataclass(slots=True)
class Text:
    """One text with its marks, its spots and their signs."""

    file: str
    row: Json
    text: str
    spots: list[Spot]
    signs: list[dict[str, float]]
    marks: NDArray[np.int8]  # 1 a place with a point, 0 none, -1 a place without a point: left out


def main() -> int:
    """Reads, fits, prints the scores, writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold" / "geoparsing")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only-fit", action="store_true", help="no held-out scores")
    options = parser.parse_args()
    files = options.files or sorted(options.gold.glob("*.jsonl.gz"))
    where = atlas()
    texts = [
        prepared(path.name, row, where) for path in files for row in rows_with(path, "toponyms", "marks no places")
    ]
    small = [prepared(one.file, one.row, where, small=True) for one in texts[::SMALL]]
    if options.write:
        fitted = fit(texts, small, where)
        rounded = {name: {sign: round(value, 3) for sign, value in sorted(part.items()) if abs(value) >= 0.0005}
                   for name, part in (("names", fitted.names), ("caseless", fitted.caseless), ("choice", fitted.choice))}  # fmt: skip
        target = ROOT / "src" / "siegeline" / "places" / "weights.json"
        target.write_text(json.dumps(rounded, indent=1) + "\n", "utf-8")
    if not options.only_fit:
        held_out(texts, small, where)
    return 0


def prepared(file: str, row: Json, where: Atlas, *, small: bool = False) -> Text:
    """A text's spots and signs."""
    text = row["text"].lower() if small and len(row["text"].lower()) == len(row["text"]) else row["text"]
    words = words_of(text)
    spots = find_spots(text, words, where.find, unlikely=unlikely_words())
    return Text(file, row, text, spots, signs_of(text, words, spots, where.demonyms),
                np.array([mark_of(row, spot) for spot in spots], dtype=np.int8))  # fmt: skip


def mark_of(row: Json, spot: Spot) -> int:
    """Whether a spot overlaps a marked place (1), one without a point (-1), or none (0)."""
    met = [one for one in row["toponyms"] if one["start"] < spot.end and spot.start < one["end"]]
    if not met:
        return 0
    return 1 if any(one["lat"] is not None for one in met) else -1


def held_out(texts: Sequence[Text], small: Sequence[Text], where: Atlas) -> None:
    """Prints scores of texts that the weights were not fitted on."""
    part = dict(
        zip((one.row["id"] for one in texts), np.random.default_rng(0).permutation(len(texts)) % FOLDS, strict=True)
    )
    scores: dict[str, PlaceScores] = {}
    for number in range(FOLDS):
        by = fit(*([one for one in many if part[one.row["id"]] != number] for many in (texts, small)), where)
        for how, many in (("", texts), (", small letters", small)):
            for one in many:
                if part[one.row["id"]] == number:
                    score = scores.setdefault(one.file + how, PlaceScores())
                    score.add(one.row["toponyms"], toponyms(one.text, where, by=by))
    told(f"{FOLDS} parts by document", scores)
    for file in sorted({one.file for one in texts}):
        rest = [[one for one in many if one.file != file] for many in (texts, small)]
        if rest[0]:
            by, score = fit(*rest, where), PlaceScores()
            for one in texts:
                if one.file == file:
                    score.add(one.row["toponyms"], toponyms(one.text, where, by=by))
            told("fitted on the other file", {file: score})


def told(how: str, scores: Mapping[str, PlaceScores]) -> None:
    """Prints scores, a line each."""
    for name, score in sorted(scores.items()):
        sys.stdout.write(f"{how}: {name}: {json.dumps(score.row(name))}\n")
    sys.stdout.flush()


def fit(texts: Sequence[Text], small: Sequence[Text], where: Atlas) -> Weights:
    """Weights fitted on texts and on the same in small letters."""
    names = fit_names(texts)
    return Weights(names, fit_names(small), fit_choice(texts, names, where))


def fit_names(texts: Sequence[Text]) -> dict[str, float]:
    """A logistic fit of the marks on the signs."""
    rows = [row for one in texts for row in one.signs]
    marks = np.concatenate([one.marks for one in texts])
    names = sorted({sign for row in rows for sign in row})
    matrix, scale = scaled(rows, names)
    kept = marks >= 0
    matrix, want = hstack([matrix[kept], np.ones((kept.sum(), 1))]).tocsr(), marks[kept].astype(float)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ weights
        penal = NAMES_L2 * np.append(weights[:-1], 0.0)
        value = np.logaddexp(0, scores).sum() - want @ scores + 0.5 * penal @ weights
        return float(value), matrix.T @ (1 / (1 + np.exp(-scores)) - want) + penal

    found = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {**dict(zip(names, (found[:-1] / scale).tolist(), strict=True)), "constant": float(found[-1])}


def scaled(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> tuple[Any, NDArray[np.float64]]:
    """Rows as a sparse matrix whose columns have about the same spread, and that spread."""
    column = {name: number for number, name in enumerate(names)}
    told = [(number, column[name], value) for number, row in enumerate(rows) for name, value in row.items() if value]
    at, to, values = (np.array(part) for part in zip(*told, strict=True))
    shape = (len(rows), len(names))
    mean, square = (np.bincount(to, many, shape[1]) / shape[0] for many in (values, values**2))
    scale = np.sqrt(np.maximum(square - mean**2, 0.0)) + 0.02
    return csr_matrix((values / scale[to], (at, to)), shape), scale


def fit_choice(texts: Sequence[Text], names: Mapping[str, float], where: Atlas, times: int = 3) -> dict[str, float]:
    """A softmax fit of the right candidate, a few times over, since the context depends on the weights."""
    fields = [made for one in texts if (made := with_gold(one, names, where))]
    weights = dict(FIRST)
    for _ in range(times):
        rows: list[dict[str, float]] = []
        group: list[int] = []
        right: list[float] = []
        for all_of, gold in fields:
            beside = context(all_of, weighed(all_of, weights))
            for number, wanted in gold.items():
                rows += [{**all_of.fixed[row], **beside[row]} for row in np.flatnonzero(all_of.group_of == number)]
                group += [len(rows)] * len(wanted)
                right += [float(is_right) for is_right in wanted]
        numbers = np.unique(group, return_inverse=True)[1]
        weights = softmax_fit(rows, numbers, np.array(right))
    return weights


def softmax_fit(
    rows: Sequence[Mapping[str, float]], group: NDArray[np.intp], right: NDArray[np.float64]
) -> dict[str, float]:
    """Weights under which the right rows of each group have the most probability."""
    names = sorted({sign for row in rows for sign in row} - {"theatre", "overlay"})
    matrix, scale = scaled([{sign: row[sign] for sign in row if sign in set(names)} for row in rows], names)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        share = shares(np.asarray(matrix @ weights), group)
        mass = np.bincount(group, share * right)
        value = -np.log(mass + 1e-12).sum() + 0.5 * CHOICE_L2 * weights @ weights
        return float(value), -(matrix.T @ (share * right / mass[group] - share)) + CHOICE_L2 * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return dict(zip(names, (found / scale).tolist(), strict=True))


def with_gold(one: Text, names: Mapping[str, float], where: Atlas) -> tuple[Field, dict[int, list[bool]]] | None:
    """A text's candidates, and for the groups that are marked which of theirs are within 161 km of the mark."""
    sure = [probability(row, names) for row in one.signs]
    kept = [number for number, value in enumerate(sure) if value >= MAYBE]
    spots = [one.spots[number] for number in kept]
    if not spots:
        return None
    groups = grouped(one.text, words_of(one.text), spots, [sure[number] for number in kept], where)
    gold: dict[int, list[bool]] = {}
    for number, group in enumerate(groups):
        points = [(mark["lat"], mark["lon"]) for at in group.spots for mark in one.row["toponyms"]
                  if mark["lat"] is not None and mark["start"] < spots[at].end and spots[at].start < mark["end"]]  # fmt: skip
        if points:
            point = max(points, key=points.count)
            near = [distance_km(*point, place.lat, place.lon) <= NEAR_KM for place in group.candidates]
            if any(near) and not all(near):
                gold[number] = near
    return field_of(groups, where), gold


if __name__ == "__main__":
    sys.exit(main())
