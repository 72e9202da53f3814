"""Certainty: how likely a frame of the rules is right, from how it was found.

A logistic model over a few features; its weights, in ``certainty.yaml``, are fitted by ``training/certainty.py``.
"""

import math
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

import yaml


def features(
    *, kind: str, shape: str, status: str, own_place: bool, placed: bool, agent: bool, target: bool, words: int
) -> dict[str, float]:
    """The features of a frame: ``own_place`` when the place hangs on the trigger, ``placed`` when it has any.

    ``target``: whom it is done to is called by a name ("the Kuweires garrison").

    ``words`` counts the sentence's words: long sentences are parsed wrong more often.
    """
    return {
        "bias": 1.0,
        f"kind {kind}": 1.0,
        f"shape {shape}": 1.0,
        "own place": float(own_place),
        "placed": float(placed),
        "agent": float(agent),
        "named target": float(target),
        "not actual": float(status != "actual"),
        "length": math.log(max(words, 4) / 20),
    }


def certainty(told: Mapping[str, float]) -> float:
    """The probability that a frame with these features is right."""
    odds = sum(_weights().get(name, 0.0) * value for name, value in told.items())
    return 1 / (1 + math.exp(-odds))


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    weights: dict[str, float] = yaml.safe_load((resources.files(__package__) / "certainty.yaml").read_text("utf-8"))
    return weights
