"""Corridors: the narrowest necks of a side's ground, over which a place is reached that is nearly cut off.

A neck is a line from one place of the other side to another, with none between, that parts a piece of ground from its
supply. Its width is known only so far as places are: at most the distance of the two flanks, at least that between
the side's own places in it. This serves access: it tells how people are reached, and over how many ways.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from siegeline.picture.ground import Floats, Ground, Indices, Mask, labels
from siegeline.picture.oneway import drawn_together
from siegeline.picture.pockets import CONTESTED, UNKNOWN, Holder

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
        sources = [one for one in (bases or {}).get(side, ()) if holder[one] == side]
        taken = np.zeros(len(ground), dtype=np.bool_)
        for corridor in sorted(
            _necks(ground, holder, side, sources, open_ways, radius, widest_km, least),
            key=lambda one: (one.high_km, -len(one.places)),
        ):
            if not taken[list(corridor.places)].any():
                taken[list(corridor.places)] = True
                found.append(corridor)
    return sorted(found, key=lambda one: (one.high_km, one.side, one.places))


def _necks(
    ground: Ground,
    holder: Holder,
    side: int,
    sources: Sequence[int],
    open_ways: Mask,
    radius: Floats,
    widest_km: float,
    least: int,
) -> Iterator[Corridor]:
    import shapely

    walked = (holder == side) | (holder == UNKNOWN)
    inner = np.flatnonzero(open_ways & walked[ground.one] & walked[ground.other])
    chords = _chords(ground, holder, side, widest_km)
    if not len(chords) or not len(inner):
        return
    one, other = ground.one[inner], ground.other[inner]
    supplied = _supplied(ground, holder, side, sources, one, other)
    steps = 2 + int(widest_km / 2 / max(float(np.median(ground.km[inner])), 1.0))  # deeper than any neck is wide
    node, count = drawn_together(ground, walked, one, other, supplied, sources, steps=steps)
    a, b = node[one], node[other]
    plane = ground.plane
    ways = np.asarray(shapely.linestrings(np.stack((plane[one], plane[other]), axis=1)))
    lines = np.asarray(shapely.linestrings(np.stack((plane[chords[:, 0]], plane[chords[:, 1]]), axis=1)))
    which, crossed = shapely.STRtree(ways).query(lines, predicate="intersects")
    apart = a != b
    for chord in np.unique(which):
        cut = crossed[which == chord]
        left = apart.copy()
        left[cut] = False
        piece = labels(a[left], b[left], count)
        beyond = piece[node] != piece[0]
        part = np.flatnonzero(beyond & supplied)
        if len(part) < least:
            continue
        ends = chords[chord]
        corridor = _corridor(ground, holder, side, part, ends, inner[cut], node == 0, inner, radius)
        if corridor is not None:
            yield corridor


def _supplied(ground: Ground, holder: Holder, side: int, sources: Sequence[int], one: Indices, other: Indices) -> Mask:
    """The side's places that its supply reaches."""
    label = labels(one, other, len(ground), ordered=True)
    mine = holder == side
    kept = np.unique(label[list(sources)]) if sources else np.array([np.bincount(label[mine]).argmax()])
    return np.asarray(mine & np.isin(label, kept), dtype=np.bool_)


def _chords(ground: Ground, holder: Holder, side: int, widest_km: float) -> Indices:
    """Pairs of hostile places near the front with no other in the circle between them (Gabriel and Sokal, 1969)."""
    from scipy.spatial import cKDTree

    hostile = (holder != side) & (holder >= 0)
    edge = hostile[ground.one] != hostile[ground.other]
    front = np.zeros(len(ground), dtype=np.bool_)
    front[ground.one[edge]] = True
    front[ground.other[edge]] = True
    places = np.flatnonzero(front & hostile)
    if len(places) < 2:
        return np.zeros((0, 2), dtype=np.intp)
    tree = cKDTree(ground.plane[places])
    pairs = tree.query_pairs(widest_km, output_type="ndarray")
    points = ground.plane[places]
    middle = (points[pairs[:, 0]] + points[pairs[:, 1]]) / 2
    half = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T) / 2
    near, _ = tree.query(middle)
    return np.asarray(places[pairs[near >= half - 1e-9]], dtype=np.intp)


def _corridor(
    ground: Ground,
    holder: Holder,
    side: int,
    part: Indices,
    ends: Indices,
    cut: Indices,
    root: Mask,
    inner: Indices,
    radius: Floats,
) -> Corridor | None:
    plane = ground.plane
    start, end = plane[ends[0]], plane[ends[1]]
    across = float(np.hypot(*(end - start)))
    direction = (end - start) / max(across, 1e-9)
    through = np.unique(np.r_[ground.one[cut], ground.other[cut]])
    away = float(np.hypot(*(plane[part] - (start + end) / 2).T).max())
    if away < _DEEPER * across:
        return None  # a bend of the front, not a neck
    middle_lat, middle_lon = ground.lat[ends].mean(), ground.lon[ends].mean()
    within = np.isin(through, part)
    spread = min(_spread(plane[through[bank]], start, direction, across) for bank in (within, ~within) if bank.any())
    blur = float(radius[through].max()) if len(through) else 0.0
    return Corridor(
        side=side,
        places=tuple(int(one) for one in part),
        lat=round(float(middle_lat), 4),
        lon=round(float(middle_lon), 4),
        low_km=round(max(0.0, spread - 2 * blur), 1),
        high_km=round(across + float(radius[ends].sum()), 1),
        flanks=(int(ends[0]), int(ends[1])),
        length_km=round(_length(ground, holder, side, part, root, inner, across), 1),
        ways=_ways(ground, part, root, inner),
    )


def _spread(points: Floats, start: Floats, direction: Floats, across: float) -> float:
    """How far points lie apart along the line across a neck."""
    along = np.clip((points - start) @ direction, 0, across)
    return float(along.max() - along.min())


def _length(
    ground: Ground, holder: Holder, side: int, part: Indices, root: Mask, inner: Indices, width: float
) -> float:
    """How far the shortest way out runs between hostile places no farther off than the neck is wide."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    one, other, km = ground.one[inner], ground.other[inner], np.maximum(ground.km[inner], 1e-3)
    graph = csr_array((np.r_[km, km], (np.r_[one, other], np.r_[other, one])), shape=(len(ground), len(ground)))
    heart = part[np.hypot(*(ground.plane[part] - ground.plane[part].mean(axis=0)).T).argmin()]
    reach, before = dijkstra(graph, indices=int(heart), return_predecessors=True)
    out = np.flatnonzero(root & np.isfinite(reach))
    if not len(out):
        return 0.0
    path = [int(out[reach[out].argmin()])]
    while path[-1] != heart:
        path.append(int(before[path[-1]]))
    hostile = ground.plane[(holder >= 0) & (holder != side)]
    return float(
        sum(
            reach[there] - reach[here]
            for here, there in zip(path[1:], path, strict=False)
            if _between(ground.plane[here], ground.plane[there], hostile, width)
        )
    )


def _between(here: Floats, there: Floats, hostile: Floats, width: float) -> bool:
    """Whether a step has hostile places to its left and to its right, no farther off than the neck is wide."""
    step = (there - here) / max(float(np.hypot(*(there - here))), 1e-9)
    off = hostile - (here + there) / 2
    beside = np.abs(off @ step) <= width / 2
    aside = off @ np.array([-step[1], step[0]])
    near = beside & (np.abs(aside) <= width)
    return bool((near & (aside > 0)).any() and (near & (aside < 0)).any())


def _ways(ground: Ground, part: Indices, root: Mask, inner: Indices) -> int:
    """The ways from a part to the root that share no place: a flow through places that each let one pass."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    one, other = ground.one[inner], ground.other[inner]
    kept = ~(root[one] & root[other])
    one, other = one[kept], other[kept]
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
