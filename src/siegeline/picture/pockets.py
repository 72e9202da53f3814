"""Pockets: the places of a side from which no way leads to that side's supply, on one day.

The input is who holds each place; where that comes from (claims, or a status matrix) is not asked. A way is usable for
a side when it holds both ends. Ground that nobody is known to hold is given the benefit of the doubt: a pocket is
closed only when no way leads out over it either. Contested ground and ways under fire can be used only under fire.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from siegeline.picture.ground import Ground, Indices, Mask, labels
from siegeline.picture.oneway import one_way_parts

UNKNOWN = -1
CONTESTED = -2
DEGREES = ("encircled", "under-fire", "one-way")

Holder = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pocket:
    """Places of ``side`` that are cut off, or nearly so.

    ``ring`` are the neighbouring places that other sides hold, and ``besieger`` the side that holds most of them.
    ``gate`` are the places through which all ways lead, where one way is left. ``within`` and ``mutual`` are positions
    in the day's list: of the pocket that lies around it (its besieger is besieged in turn), and of those that it
    besieges while they besiege it.
    """

    side: int
    places: tuple[int, ...]
    degree: str
    besieger: int
    ring: tuple[int, ...]
    gate: tuple[int, ...] = ()
    within: int | None = None
    mutual: tuple[int, ...] = ()


def pockets(
    ground: Ground,
    holder: Holder,
    *,
    bases: Mapping[int, Sequence[int]] | None = None,
    exits: Mapping[int, Mask] | None = None,
    closed: Mask | None = None,
    fired: Mask | None = None,
    one_way: bool = True,
    least: int = 2,
) -> list[Pocket]:
    """The pockets of a day, by side, the largest first.

    ``holder``: a side's number for each place, else ``UNKNOWN`` or ``CONTESTED``. ``bases``: places that supply a
    side; a side that holds none of its own, or has none listed, is supplied from its largest connected area. ``exits``:
    places over which a side is supplied from outside (a friendly border), if it holds them. ``closed`` and ``fired``:
    ways that nobody can use, or only under fire. ``least``: places that a part with one way left must have.

    A piece that no other side's place borders, such as an island in a lake, is cut off by nobody and not listed.
    """
    holder = np.asarray(holder)
    open_ways = np.ones(len(ground.one), dtype=np.bool_) if closed is None else ~closed
    clean = open_ways if fired is None else open_ways & ~fired
    areas = Areas(ground, holder, clean)
    found: list[Pocket] = []
    for side in sorted({int(one) for one in np.unique(holder)} - {UNKNOWN, CONTESTED}):
        sources = _sources(holder, side, (bases or {}).get(side, ()), (exits or {}).get(side))
        supplied = areas.supplied(side, sources)
        clear = areas.reached(side, supplied, open_ways=clean, over={side, UNKNOWN})
        hard = areas.reached(side, supplied, open_ways=open_ways, over={side, UNKNOWN, CONTESTED})
        mine = holder == side
        found += _cut_off(ground, holder, side, mine & ~hard, open_ways, "encircled")
        found += _cut_off(ground, holder, side, mine & hard & ~clear, clean, "under-fire")
        if one_way:
            for part, gate in one_way_parts(
                ground,
                mine & clear,
                clean,
                roots=areas.mask(supplied),
                sources=sources,
                soft=holder == UNKNOWN,
                least=least,
            ):
                pocket = _pocket(ground, holder, side, part, "one-way", gate)
                if pocket is not None and 2 * len(pocket.ring) > _around(ground, part):
                    found.append(pocket)
    found.sort(key=lambda one: (one.side, DEGREES.index(one.degree), -len(one.places), one.places))
    return _nested(found)


def _sources(holder: Holder, side: int, bases: Sequence[int], exits: Mask | None) -> list[int]:
    """The places from which a side is supplied: its bases and exits that it holds."""
    own = [one for one in bases if holder[one] == side]
    return own if exits is None else own + np.flatnonzero(exits & (holder == side)).tolist()


class Areas:
    """The connected areas of a day: places of one holder that clean ways join."""

    def __init__(self, ground: Ground, holder: Holder, clean: Mask) -> None:
        self._ground = ground
        same = clean & (holder[ground.one] == holder[ground.other])
        self.label = labels(ground.one[same], ground.other[same], len(ground), ordered=True)
        self._apart = np.flatnonzero(self.label[ground.one] != self.label[ground.other])
        self._count = int(self.label.max()) + 1 if len(ground) else 0
        self.size = np.bincount(self.label, minlength=self._count)
        self.holder = np.empty(self._count, dtype=np.int64)
        self.holder[self.label] = holder

    def supplied(self, side: int, sources: Sequence[int]) -> Indices:
        """The areas from which a side is supplied: those of the places ``sources``, else its largest."""
        if sources:
            return np.unique(self.label[list(sources)])
        own = np.flatnonzero(self.holder == side)
        return own[[int(self.size[own].argmax())]]

    def reached(self, side: int, supplied: Indices, *, open_ways: Mask, over: set[int]) -> Mask:
        """The places that can be reached from the supplied areas over ground of those holders."""
        ground = self._ground
        passable = np.isin(self.holder, list(over))
        used = self._apart[open_ways[self._apart]]
        one, other = self.label[ground.one[used]], self.label[ground.other[used]]
        both = passable[one] & passable[other]
        areas = labels(one[both], other[both], self._count)
        reached = passable & np.isin(areas, np.unique(areas[supplied]))
        return np.asarray(reached[self.label], dtype=np.bool_)

    def mask(self, areas: Indices) -> Mask:
        """The places of some areas."""
        chosen = np.zeros(self._count, dtype=np.bool_)
        chosen[areas] = True
        return chosen[self.label]


def _cut_off(ground: Ground, holder: Holder, side: int, cut: Mask, usable: Mask, degree: str) -> Iterable[Pocket]:
    """The connected pieces of what is cut off; ground that nobody is known to hold joins two pieces."""
    if not cut.any():
        return
    soft = cut | (holder == UNKNOWN)
    joined = usable & soft[ground.one] & soft[ground.other]
    places = np.flatnonzero(soft)
    position = np.empty(len(ground), dtype=np.intp)
    position[places] = np.arange(len(places))
    piece = labels(position[ground.one[joined]], position[ground.other[joined]], len(places))
    inside = places[cut[places]]
    pieces = piece[position[inside]]
    order = np.argsort(pieces, kind="stable")
    for part in np.split(inside[order], np.flatnonzero(np.diff(pieces[order])) + 1):
        if (pocket := _pocket(ground, holder, side, part, degree, ())) is not None:
            yield pocket


def _pocket(
    ground: Ground, holder: Holder, side: int, part: Indices, degree: str, gate: Sequence[int]
) -> Pocket | None:
    ring = _outside(ground, part)
    hostile = ring[(holder[ring] >= 0) & (holder[ring] != side)]
    if not len(hostile):
        return None
    held = np.bincount(holder[hostile])
    return Pocket(
        side=side,
        places=tuple(int(one) for one in np.sort(part)),
        degree=degree,
        besieger=int(held.argmax()),
        ring=tuple(int(one) for one in hostile),
        gate=tuple(gate),
    )


def _outside(ground: Ground, part: Indices) -> Indices:
    """The neighbours of some places that are not among them, whatever lies between."""
    rows = ground.neighbours
    near = np.concatenate([rows.indices[rows.indptr[one] : rows.indptr[one + 1]] for one in part])
    return np.setdiff1d(near, part)


def _around(ground: Ground, part: Indices) -> int:
    return len(_outside(ground, part))


def _nested(found: list[Pocket]) -> list[Pocket]:
    """Tell of each pocket in which other it lies, and which besiege each other."""
    from dataclasses import replace

    home = {place: at for at, one in enumerate(found) if one.degree != "one-way" for place in one.places}
    around: list[set[int]] = [{home[place] for place in one.ring if place in home} for one in found]
    told = []
    for at, one in enumerate(found):
        others = [other for other in sorted(around[at]) if found[other].side == one.besieger]
        whole = [other for other in others if set(one.ring) <= set(found[other].places)]
        told.append(
            replace(
                one,
                within=whole[0] if whole else None,
                mutual=tuple(other for other in others if at in around[other] and found[other].besieger == one.side),
            )
        )
    return told
