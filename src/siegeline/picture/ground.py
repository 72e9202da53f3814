"""Ground: places and the ways between them, as a graph that is built once and asked for many days.

Where a theatre has roads, its roads are the ways. Without roads, two places are neighbours when an edge of the
Delaunay triangulation of less than 25 km joins them. A river is a barrier: no way leads across it but over a bridge.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from siegeline.errors import UsageError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

REACH_KM = 25.0
_EARTH_KM = 6371.0088
_BRIDGE_KM = 10.0  # how far from a bridge the places that it joins may lie
_BANK = 12  # so many places on each side are looked at

Indices = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Line = Sequence[tuple[float, float]]


@dataclass(frozen=True, eq=False, kw_only=True)
class Ground:
    """Places (degrees WGS 84) and ways: way ``k`` joins places ``one[k]`` and ``other[k]`` over ``km[k]`` km.

    Ways are sorted by ``one``.

    ``rim`` marks the places at the outer edge of what is known: beyond them there may be ways that nobody told of.
    ``shore`` marks those that are not joined to all of their neighbours: at a river, or where only roads lead on.
    """

    lat: Floats
    lon: Floats
    one: Indices
    other: Indices
    km: Floats
    rim: Mask
    shore: Mask

    def __len__(self) -> int:
        return len(self.lat)

    @cached_property
    def plane(self) -> Floats:
        """The places in km east and north, on a plane that is true near the middle of the ground."""
        return plane(self.lat, self.lon, float(self.lat.mean()) if len(self.lat) else 0.0)

    @cached_property
    def ends(self) -> tuple[Indices, Indices]:
        """Every way in both directions: from, to."""
        return np.r_[self.one, self.other], np.r_[self.other, self.one]

    @cached_property
    def degree(self) -> Indices:
        """How many ways end at each place."""
        count = len(self)
        return np.bincount(self.one, minlength=count) + np.bincount(self.other, minlength=count)

    @cached_property
    def neighbours(self) -> "csr_array":
        """The ways as a sparse matrix of km; a way of no length counts as 1 m."""
        from scipy.sparse import csr_array

        start, end = self.ends
        return csr_array((np.tile(np.maximum(self.km, 1e-3), 2), (start, end)), shape=(len(self), len(self)))


def plane(lat: Floats, lon: Floats, middle: float) -> Floats:
    """Points as km east and north on a plane that is true at the latitude ``middle``; shape (n, 2)."""
    km = np.pi * _EARTH_KM / 180
    return np.column_stack((lon * km * np.cos(np.radians(middle)), lat * km))


def distance_km(lat: Floats, lon: Floats, other_lat: Floats, other_lon: Floats) -> Floats:
    """Great-circle distances in km (haversine)."""
    a, b = np.radians(lat), np.radians(other_lat)
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(other_lon - lon) / 2) ** 2
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(half)), dtype=np.float64)


def ground(
    lat: Iterable[float],
    lon: Iterable[float],
    *,
    roads: Sequence[tuple[int, int]] | None = None,
    reach_km: float = REACH_KM,
    barriers: Sequence[Line] = (),
    bridges: Sequence[tuple[float, float]] = (),
) -> Ground:
    """The ground of places at ``lat``, ``lon``.

    ``roads`` are pairs of places that a road joins; None: neighbours nearer than ``reach_km`` are joined. ``barriers``
    are rivers as (lon, lat) lines; each of the ``bridges`` (lon, lat) joins the nearest places of its two banks.

    Raises:
        UsageError: a coordinate is missing, or the numbers of both differ.
    """
    lats, lons = np.asarray(list(lat), dtype=np.float64), np.asarray(list(lon), dtype=np.float64)
    if lats.shape != lons.shape or not (np.isfinite(lats).all() and np.isfinite(lons).all()):
        raise UsageError("every place of a ground needs a latitude and a longitude")
    points = plane(lats, lons, float(lats.mean()) if len(lats) else 0.0)
    near, rim = _neighbours(points)
    pairs = near if roads is None else np.asarray(list(roads), dtype=np.intp).reshape(-1, 2)
    km = distance_km(lats[pairs[:, 0]], lons[pairs[:, 0]], lats[pairs[:, 1]], lons[pairs[:, 1]])
    if roads is None:
        pairs, km = pairs[km < reach_km], km[km < reach_km]
    shore = np.full(len(lats), roads is not None, dtype=np.bool_)
    if barriers:
        before = pairs
        pairs = _bridged(pairs, lats, lons, barriers, bridges, reach_km)
        km = distance_km(lats[pairs[:, 0]], lons[pairs[:, 0]], lats[pairs[:, 1]], lons[pairs[:, 1]])
        parted = set(map(tuple, before.tolist())) ^ set(map(tuple, pairs.tolist()))
        shore[[end for pair in parted for end in pair]] = True
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    one, other = np.ascontiguousarray(pairs[order, 0]), np.ascontiguousarray(pairs[order, 1])
    return Ground(lat=lats, lon=lons, one=one, other=other, km=km[order], rim=rim, shore=shore)


def _neighbours(points: Floats) -> tuple[Indices, Mask]:
    """Pairs of neighbours, and the points on the outer edge."""
    from scipy.spatial import Delaunay, QhullError

    count = len(points)
    rim = np.ones(count, dtype=np.bool_)
    try:
        mesh = Delaunay(points)
    except (QhullError, ValueError):  # fewer than three points, or all in one line: neighbours along the line
        order = np.lexsort((points[:, 1], points[:, 0])) if count else np.zeros(0, dtype=np.intp)
        return np.column_stack((order[:-1], order[1:])).astype(np.intp), rim
    starts, ends = mesh.vertex_neighbor_vertices
    start = np.repeat(np.arange(count), np.diff(starts))
    pairs = np.column_stack((start, ends))[start < ends]
    # points that coincide with another are left out of the triangulation: join each to its twin
    twins = mesh.coplanar[:, [0, 2]] if len(mesh.coplanar) else np.zeros((0, 2), dtype=np.intp)
    rim[:] = False
    rim[np.unique(mesh.convex_hull)] = True
    return np.vstack((pairs, twins)).astype(np.intp), rim


def _bridged(
    pairs: Indices,
    lats: Floats,
    lons: Floats,
    barriers: Sequence[Line],
    bridges: Sequence[tuple[float, float]],
    reach_km: float,
) -> Indices:
    """The pairs that no barrier parts, and those that a bridge joins."""
    import shapely

    lines = shapely.union_all([shapely.LineString(line) for line in barriers if len(line) > 1])
    shapely.prepare(lines)

    def part(one: Indices, other: Indices) -> Mask:
        ways = np.stack((np.column_stack((lons[one], lats[one])), np.column_stack((lons[other], lats[other]))), axis=1)
        return np.asarray(shapely.intersects(shapely.linestrings(ways), lines), dtype=np.bool_)

    kept = pairs[~part(pairs[:, 0], pairs[:, 1])] if len(pairs) else pairs
    added: list[tuple[int, int]] = []
    for lon, lat in bridges:
        away = distance_km(lats, lons, np.full_like(lats, lat), np.full_like(lons, lon))
        close = [int(k) for k in np.argsort(away)[: 2 * _BANK] if away[k] <= max(_BRIDGE_KM, reach_km / 2)]
        joined = [(float(away[k] + away[m]), k, m) for at, k in enumerate(close) for m in close[at + 1 :]]
        for _, k, m in sorted(joined):
            if part(np.array([k]), np.array([m]))[0]:
                added.append((k, m))
                break
    return np.vstack((kept, np.asarray(added, dtype=np.intp).reshape(-1, 2)))


def labels(one: Indices, other: Indices, count: int, *, ordered: bool = False) -> Indices:
    """The number of the connected piece that each of ``count`` nodes belongs to, by the edges between them.

    ``ordered``: the edges are sorted by ``one``, as a ground's ways are.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    if not ordered:
        order = np.argsort(one, kind="stable")
        one, other = one[order], other[order]
    starts = np.zeros(count + 1, dtype=np.int32)
    np.cumsum(np.bincount(one, minlength=count), out=starts[1:])
    joined = csr_array((np.ones(len(one)), other.astype(np.int32), starts), shape=(count, count))
    return np.asarray(connected_components(joined, directed=False)[1], dtype=np.intp)


def rivers_of(outline: Any) -> list[Line]:
    """The lines of an outline's rivers that are barriers (features whose role is ``barrier``), as (lon, lat)."""
    lines: list[Line] = []
    for feature in outline.get("features", ()):
        if (feature.get("properties") or {}).get("role") != "barrier":
            continue
        form = feature["geometry"]
        parts = [form["coordinates"]] if form["type"] == "LineString" else form["coordinates"]
        lines += [[(float(point[0]), float(point[1])) for point in part] for part in parts]
    return lines
