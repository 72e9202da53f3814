"""Readings from claims: how likely a claim of some weight is right, and a record's claims as arrays."""

from typing import TypeVar

from siegeline.picture.ground import Floats
from siegeline.picture.parameters import parameters

Weight = TypeVar("Weight", float, Floats)


def right(weight: Weight) -> Weight:
    """The probability that a claim of this weight is right: its share against silence, and half of what is left.

    A weight of 0.72 (an independent source of grade B, read with confidence 0.8) gives 0.89.
    """
    silence = parameters().weight.silence
    share = weight / (weight + silence)
    return share + (1 - share) / 2
