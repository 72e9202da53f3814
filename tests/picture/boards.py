"""Boards of places with known answers, for the tests of pockets, corridors and fronts."""

import numpy as np

from siegeline.picture.ground import Ground, ground
from siegeline.picture.pockets import CONTESTED, UNKNOWN

A, B = 0, 1
STEP = 0.09  # about ten kilometres of latitude


def board(*rows: str, barriers=(), bridges=(), roads=None) -> tuple[Ground, np.ndarray, dict[str, int]]:
    """A board of places, a letter each: A or a, B or b, ? unknown, x contested, . no place at all.

    A tenth of a step of slant keeps four neighbours from lying on one circle. Returns the ground, who holds each
    place, and the number of the place at "row,column".
    """
    lat, lon, holder, at = [], [], [], {}
    for down, row in enumerate(rows):
        for along, letter in enumerate(row):
            if letter == ".":
                continue
            at[f"{down},{along}"] = len(lat)
            lat.append(40 - STEP * down + 0.01 * along * STEP)
            lon.append(0 + STEP * 1.3 * along + 0.013 * down * STEP)
            holder.append({"a": A, "b": B, "?": UNKNOWN, "x": CONTESTED}[letter.lower()])
    return ground(lat, lon, barriers=barriers, bridges=bridges, roads=roads), np.array(holder), at
