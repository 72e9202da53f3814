"""Corridors: the narrowest necks of a side's ground, over which a place is reached that is nearly cut off.

A neck is a line from one place of the other side to another, with none between, that parts a piece of ground from its
supply. Its width is known only so far as places are: at most the distance of the two flanks, at least that between
the side's own places in it. This serves access: it tells how people are reached, and over how many ways.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from siegeline.picture.ground import Floats, Ground, Indices, Mask, labels
from siegeline.picture.oneway import drawn_together
from siegeline.picture.pockets import CONTESTED, UNKNOWN, Holder
from siegeline.picture.supply import Supply

if TYPE_CHECKING:
    from scipy.sparse import csr_array

WIDEST_KM = 25.0
_DEEPER = 0.75  # what lies beyond a neck reaches so much deeper than the neck is wide; half a circle: 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Corridor:
    """A neck of ``side``'s ground, and the ``places`` beyond it.

    ``low_km`` and ``high_km`` bound its width; ``lat``, ``lon`` is its middle and ``flanks`` the two places beside it.
    ``length_km`` is the way through it between hostile ground on both sides. ``ways`` counts the ways out that share no
    place (Menger): two mean that the loss of any one place cuts nobody off.
    """

    side: int
    places: tuple[int, ...]
    lat: float
    lon: float
    low_km: float
    high_km: float
    flanks: tuple[int, int]
    length_km: float
    ways: int


def corridors(
    ground: Ground,
    holder: Holder,
    *,
    bases: Mapping[int, Sequence[int]] | None = None,
    usable: Mask | None = None,
    radius_km: Floats | None = None,
    widest_km: float = WIDEST_KM,
    least: int = 2,
) -> list[Corridor]:
    """The necks of a day that are no wider than ``widest_km``, the narrowest first; of necks one behind the other on
    the way to the same places, the narrowest.

    ``holder`` and ``bases`` as for :func:`siegeline.picture.pockets.pockets`. ``usable``: ways that can be used.
    ``radius_km``: how far each place may lie from its point. ``least``: places that a part beyond must have.
    """
    open_ways = np.ones(len(ground.one), dtype=np.bool_) if usable is None else usable
    radius = np.zeros(len(ground)) if radius_km is None else radius_km
    found: list[Corridor] = []
    for side in sorted({int(one) for one in np.unique(holder)} - {UNKNOWN, CONTESTED}):
        here = _Side(ground, holder, side, open_ways)
        sources = [one for one in (bases or {}).get(side, ()) if holder[one] == side]
        taken = np.zeros(len(ground), dtype=np.bool_)
        necks = here.necks(sources, radius, widest_km, least)
        for neck in sorted(necks, key=lambda one: (one.high_km, -len(one.part))):
            if not taken[neck.part].any():
                taken[neck.part] = True
                found.append(here.corridor(neck))
    return sorted(found, key=lambda one: (one.high_km, one.side, one.places))


class _Neck(NamedTuple):
    """The places ``part`` that the line between two hostile places, ``ends``, parts from what supplies: ``root``."""

    part: Indices
    ends: Indices
    root: Mask
    low_km: float
    high_km: float


class _Side:
    """A side's ground on a day, and the ways over it."""

    def __init__(self, ground: Ground, holder: Holder, side: int, usable: Mask) -> None:
        self.ground = ground
        self.side = side
        self.mine = holder == side
        self.hostile = (holder != side) & (holder >= 0)
        self.walked = self.mine | (holder == UNKNOWN)
        inner = usable & self.walked[ground.one] & self.walked[ground.other]
        self.one, self.other, self.km = ground.one[inner], ground.other[inner], ground.km[inner]

    def necks(self, sources: Sequence[int], radius: Floats, widest_km: float, least: int) -> Iterator[_Neck]:
        """All necks, also those one behind the other; ``sources`` supply."""
        ground = self.ground
        chords = self._chords(widest_km)
        if not len(chords) or not len(self.one):
            return
        supplied = self._supplied(sources)
        steps = 2 + int(widest_km / 2 / max(float(np.median(self.km)), 1.0))  # deeper than any neck is wide
        node, count = drawn_together(ground, self.walked, self.one, self.other, supplied, sources, steps=steps)
        supply = Supply(node[self.one], node[self.other], count)
        order = np.argsort(node, kind="stable")
        first = np.searchsorted(node[order], np.arange(count + 1))
        for ends, cut in self._crossed(chords):
            if not (behind := supply.behind(cut.tolist())):
                continue
            places = np.concatenate([order[first[one] : first[one + 1]] for one in behind])
            part = np.sort(places[supplied[places]])
            if len(part) >= least and (neck := self._neck(part, ends, cut, node == 0, radius)) is not None:
                yield neck

    def _crossed(self, chords: Indices) -> Iterator[tuple[Indices, Indices]]:
        """Each chord that crosses ways, and the ways' numbers."""
        import shapely

        plane = self.ground.plane
        ways = np.asarray(shapely.linestrings(np.stack((plane[self.one], plane[self.other]), axis=1)))
        lines = np.asarray(shapely.linestrings(np.stack((plane[chords[:, 0]], plane[chords[:, 1]]), axis=1)))
        which, crossed = shapely.STRtree(ways).query(lines, predicate="intersects")
        order = np.argsort(which, kind="stable")
        numbers, begin = np.unique(which[order], return_index=True)
        for number, cut in zip(numbers, np.split(crossed[order], begin)[1:], strict=True):
            yield chords[number], cut

    def _supplied(self, sources: Sequence[int]) -> Mask:
        """The side's places that its supply reaches."""
        label = labels(self.one, self.other, len(self.ground), ordered=True)
        kept = np.unique(label[list(sources)]) if sources else np.array([np.bincount(label[self.mine]).argmax()])
        return np.asarray(self.mine & np.isin(label, kept), dtype=np.bool_)

    def _chords(self, widest_km: float) -> Indices:
        """Pairs of hostile places near the front with no other in the circle between them (Gabriel and Sokal, 1969)."""
        from scipy.spatial import cKDTree

        ground = self.ground
        edge = self.hostile[ground.one] != self.hostile[ground.other]
        front = np.zeros(len(ground), dtype=np.bool_)
        front[ground.one[edge]] = True
        front[ground.other[edge]] = True
        places = np.flatnonzero(front & self.hostile)
        if len(places) < 2:
            return np.zeros((0, 2), dtype=np.intp)
        tree = cKDTree(ground.plane[places])
        pairs = tree.query_pairs(widest_km, output_type="ndarray")
        points = ground.plane[places]
        middle = (points[pairs[:, 0]] + points[pairs[:, 1]]) / 2
        half = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T) / 2
        near, _ = tree.query(middle)
        return np.asarray(places[pairs[near >= half - 1e-9]], dtype=np.intp)

    def _neck(self, part: Indices, ends: Indices, cut: Indices, root: Mask, radius: Floats) -> _Neck | None:
        """The neck over the ways ``cut``; None where it is a bend of the front."""
        plane = self.ground.plane
        start, end = plane[ends[0]], plane[ends[1]]
        across = float(np.hypot(*(end - start)))
        if float(np.hypot(*(plane[part] - (start + end) / 2).T).max()) < _DEEPER * across:
            return None
        direction = (end - start) / max(across, 1e-9)
        through = np.unique(np.r_[self.one[cut], self.other[cut]])
        within = np.isin(through, part)
        spread = min(
            _spread(plane[through[bank]], start, direction, across) for bank in (within, ~within) if bank.any()
        )
        blur = float(radius[through].max()) if len(through) else 0.0
        low, high = max(0.0, spread - 2 * blur), across + float(radius[ends].sum())
        return _Neck(part, ends, root, round(low, 1), round(high, 1))

    def corridor(self, neck: _Neck) -> Corridor:
        """A neck with what takes longer to find: its length, and the ways over it."""
        ground, ends = self.ground, neck.ends
        return Corridor(
            side=self.side,
            places=tuple(int(one) for one in neck.part),
            lat=round(float(ground.lat[ends].mean()), 4),
            lon=round(float(ground.lon[ends].mean()), 4),
            low_km=neck.low_km,
            high_km=neck.high_km,
            flanks=(int(ends[0]), int(ends[1])),
            length_km=round(self._length(neck), 1),
            ways=self._ways(neck),
        )

    @cached_property
    def _graph(self) -> "csr_array":
        """The ways as a matrix of km."""
        from scipy.sparse import csr_array

        count, km = len(self.ground), np.maximum(self.km, 1e-3)
        start, end = np.r_[self.one, self.other], np.r_[self.other, self.one]
        return csr_array((np.r_[km, km], (start, end)), shape=(count, count))

    def _length(self, neck: _Neck) -> float:
        """How far the shortest way out runs between hostile places no farther off than the neck is wide."""
        from scipy.sparse.csgraph import dijkstra

        plane, part = self.ground.plane, neck.part
        width = float(np.hypot(*(plane[neck.ends[1]] - plane[neck.ends[0]])))
        heart = part[np.hypot(*(plane[part] - plane[part].mean(axis=0)).T).argmin()]
        reach, before = dijkstra(self._graph, indices=int(heart), return_predecessors=True)
        out = np.flatnonzero(neck.root & np.isfinite(reach))
        if not len(out):
            return 0.0
        path = [int(out[reach[out].argmin()])]
        while path[-1] != heart:
            path.append(int(before[path[-1]]))
        hostile = plane[self.hostile]
        return float(
            sum(
                reach[there] - reach[here]
                for here, there in zip(path[1:], path, strict=False)
                if _between(plane[here], plane[there], hostile, width)
            )
        )

    def _ways(self, neck: _Neck) -> int:
        """The ways from a part to the root that share no place: a flow through places that each let one pass."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import maximum_flow

        part, root = neck.part, neck.root
        kept = ~(root[self.one] & root[self.other])
        one, other = self.one[kept], self.other[kept]
        names, where = np.unique(np.r_[one, other, part], return_inverse=True)
        count = len(names)
        first, second = where[: len(one)], where[len(one) : 2 * len(one)]
        inside, home = where[2 * len(one) :], np.flatnonzero(root[names])
        source, sink = 2 * count, 2 * count + 1
        start = np.r_[np.arange(count), first + count, second + count, np.full(len(inside), source), home]
        end = np.r_[np.arange(count) + count, second, first, inside, np.full(len(home), sink)]
        most = np.ones(len(start), dtype=np.int32)
        most[len(start) - len(home) :] = len(part)  # what supplies takes all that comes
        flow = csr_array((most, (start, end)), shape=(2 * count + 2, 2 * count + 2))
        return int(maximum_flow(flow, source, sink).flow_value)


def _spread(points: Floats, start: Floats, direction: Floats, across: float) -> float:
    """How far points lie apart along the line across a neck."""
    along = np.clip((points - start) @ direction, 0, across)
    return float(along.max() - along.min())


def _between(here: Floats, there: Floats, hostile: Floats, width: float) -> bool:
    """Whether a step has hostile places to its left and to its right, no farther off than the neck is wide."""
    step = (there - here) / max(float(np.hypot(*(there - here))), 1e-9)
    off = hostile - (here + there) / 2
    beside = np.abs(off @ step) <= width / 2
    aside = off @ np.array([-step[1], step[0]])
    near = beside & (np.abs(aside) <= width)
    return bool((near & (aside > 0)).any() and (near & (aside < 0)).any())
