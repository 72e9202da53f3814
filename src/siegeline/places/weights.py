"""Weights: what the signs and the context of places weigh, as fitted by training/places.py (``weights.json``)."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by sign: ``names`` (is it a place?), ``caseless`` (without capitals), ``choice`` (which place?)."""

    names: Mapping[str, float]
    caseless: Mapping[str, float]
    choice: Mapping[str, float]


# Of a theatre's own places and of people's choices nothing can be fitted on news: these are judgement, added to what
# was fitted.
BY_HAND = {"theatre": 3.0, "overlay": 0.5, "a district of the theatre": -2.0, "chosen by a person": 4.0}


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that ship with the program."""
    read = json.loads((resources.files("siegeline.places") / "weights.json").read_text("utf-8"))
    return Weights(read["names"], read["caseless"], {**read["choice"], **BY_HAND})


def probability(row: Mapping[str, float], weighing: Mapping[str, float]) -> float:
    """The logistic function of the weighed signs."""
    total = weighing["constant"] + sum(weighing.get(sign, 0.0) * value for sign, value in row.items() if value)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
