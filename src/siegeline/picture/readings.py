"""Readings from claims: how likely a claim of some weight is right, and a record's claims as arrays."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

import numpy as np

from siegeline.picture.course import Readings
from siegeline.picture.evidence import Evidence
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


def readings_of(
    evidence: Mapping[str, Sequence[Evidence]], rows: Mapping[str, int], sides: Sequence[str], first: date
) -> Readings:
    """The evidence on places as readings: ``rows`` are the places' numbers, ``first`` is day 0.

    An origin counts once for a state. A taking is a change, and so is a loss to nobody named, right by its share
    against silence alone; news of it without its day is likely to be late, unless another claim tells the day. That
    somebody holds a place is a state, read on its first day and again on the last on which it is asserted. That a side
    does not hold a place, and has not lost it then, is read as the other's where there are but two. Disputes say
    nothing of the places around.
    """
    number = {side: at for at, side in enumerate(sides)}
    read: list[tuple[int, int, int, float, bool, int]] = []
    lasting = parameters().lasting
    for place, told in evidence.items():
        strongest: dict[tuple[str, str, bool], Evidence] = {}
        for one in told:
            key = (one.claim.origin, one.state, one.negated)
            if key not in strongest or one.weight > strongest[key].weight:
                strongest[key] = one
        dated: dict[tuple[str, bool], list[date]] = {}
        for one in told:
            if one.claim.when.interval.known:
                dated.setdefault((one.state, one.negated), []).append(one.day)
        for days in dated.values():
            days.sort()
        for one in strongest.values():
            side = number.get(one.state)
            if tells_of_loss(one) and side is not None:
                side = -1 - side
            elif one.negated and side is not None:
                side = 1 - side if len(sides) == 2 else None
            if side is None or place not in rows or one.weight <= 0:
                continue
            change = one.claim.kind not in lasting and (not one.negated or side < 0)
            late = _late(one, dated.get((one.state, one.negated), ())) if change else 0
            at = {one.day} if change else {one.day, one.until}
            sure = right(one.weight) if side >= 0 else 2 * right(one.weight) - 1
            read += [((when - first).days, rows[place], side, sure, change, late) for when in at]
    read.sort(key=lambda one: one[0])
    columns = list(zip(*read, strict=True)) or [()] * 6
    day, place_, side_, likely, changes, late_ = (np.array(column) for column in columns)
    return Readings(
        places=len(rows),
        sides=len(sides),
        day=day.astype(np.intp),
        place=place_.astype(np.intp),
        side=side_.astype(np.intp),
        right=likely.astype(np.float32),
        change=changes.astype(np.bool_),
        late=late_.astype(np.intp),
    )


def tells_of_loss(one: Evidence) -> bool:
    """Whether it tells that a side lost a place, or left it; that it failed to take it is no loss."""
    return one.negated and one.claim.status == "actual" and one.claim.kind not in parameters().lasting


def _late(news: Evidence, dated: Sequence[date]) -> int:
    """How many days late news of a change comes: by the day that another tells of the same, else as a rule."""
    if news.claim.when.interval.known:
        return 0
    usual = parameters().neighbours.late_days
    before = bisect_right(dated, news.day)
    late = (news.day - dated[before - 1]).days if before else None
    return late if late is not None and late <= 2 * usual else usual
