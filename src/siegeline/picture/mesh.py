"""Mesh: how strongly places hang together, as a sparse matrix over the ways between them.

A way conducts the better the shorter it is and, where there are no roads, the wider the ground that it stands for (the
cotangent weights of linear finite elements on the Delaunay triangulation: Pinkall and Polthier, Experimental
Mathematics 2, 1993). A mean of both is used: each alone was worse on data (docs/picture_control.md). A way across
a river conducts less.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from siegeline.picture.ground import Floats, Ground, Indices, Line, Mask

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_SHORTEST = 0.1  # of the typical way: places nearer together than that conduct no better
_EVEN = 0.5  # about the median of cotangent weights, so that both kinds of weight weigh the same


@dataclass(frozen=True, eq=False, kw_only=True)
class Mesh:
    """``stiffness`` is the ways' graph Laplacian, without unit; ``area`` the km² that each place stands for."""

    stiffness: "csr_array"
    area: Floats


def mesh(ground: Ground, *, rivers: Sequence[Line] = (), across: float = 1.0, triangles: float = 0.5) -> Mesh:
    """The mesh of a ground. ``rivers`` are (lon, lat) lines; ways across them conduct ``across`` as much as others.

    ``triangles`` is the share of the cotangent weight in a way's, the rest is by its length.
    """
    from scipy.sparse import csr_array

    count = len(ground)
    km = ground.km
    typical = float(np.median(km[km > 0])) if (km > 0).any() else 1.0
    weight = _EVEN * typical / np.maximum(km, _SHORTEST * typical)
    cotangent, area = _elements(ground)
    weight = np.where(np.isnan(cotangent), weight, (1 - triangles) * weight + triangles * np.maximum(cotangent, 0))
    if rivers and across != 1.0:
        weight = weight * np.where(crossing(ground, rivers), across, 1.0)
    start, end = ground.ends
    joined = csr_array((np.tile(weight, 2), (start, end)), shape=(count, count))
    degree = np.bincount(start, np.tile(weight, 2), minlength=count)
    stiffness = csr_array((degree, (np.arange(count), np.arange(count))), shape=(count, count)) - joined
    return Mesh(stiffness=stiffness.tocsr(), area=np.maximum(area, (_SHORTEST * typical) ** 2))


def crossing(ground: Ground, rivers: Sequence[Line]) -> Mask:
    """The ways that lead across one of the rivers, given as (lon, lat) lines."""
    import shapely

    lines = shapely.union_all([shapely.LineString(line) for line in rivers if len(line) > 1])
    shapely.prepare(lines)
    points = np.column_stack((ground.lon, ground.lat))
    ways = np.stack((points[ground.one], points[ground.other]), axis=1)
    return np.asarray(shapely.intersects(shapely.linestrings(ways), lines), dtype=np.bool_)


def _elements(ground: Ground) -> tuple[Floats, Floats]:
    """Each way's cotangent weight (not a number where no triangle has it) and each place's area in km²."""
    from scipy.spatial import Delaunay, QhullError

    count, points = len(ground), ground.plane
    weights, area = np.full(len(ground.one), np.nan), np.zeros(count)
    if not len(weights):
        return weights, area
    try:
        corners = Delaunay(points).simplices.astype(np.intp)
    except (QhullError, ValueError):
        return weights, area
    one, other = points[corners[:, 1]] - points[corners[:, 0]], points[corners[:, 2]] - points[corners[:, 0]]
    size = np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]) / 2
    place = _finder(ground)
    sides = [place(corners[:, (at + 1) % 3], corners[:, (at + 2) % 3]) for at in range(3)]
    kept = (size > 1e-6) & np.all([side >= 0 for side in sides], axis=0)
    corners, size = corners[kept], size[kept]
    for at, side in enumerate(sides):
        here, left, right = (points[corners[:, (at + n) % 3]] for n in range(3))
        cotangent = np.einsum("ij,ij->i", left - here, right - here) / (2 * size)
        weights[side[kept]] = np.nan_to_num(weights[side[kept]])
        np.add.at(weights, side[kept], cotangent / 2)
    return weights, area + np.bincount(corners.ravel(), np.repeat(size / 3, 3), minlength=count)


class _finder:
    """Finds the number of the way between two places, -1 where there is none."""

    def __init__(self, ground: Ground) -> None:
        self._count = len(ground)
        key = self._keys(ground.one, ground.other)
        self._order = np.argsort(key, kind="stable")
        self._sorted = key[self._order]

    def _keys(self, one: Indices, other: Indices) -> Indices:
        return np.minimum(one, other) * self._count + np.maximum(one, other)

    def __call__(self, one: Indices, other: Indices) -> Indices:
        """The ways' numbers."""
        key = self._keys(one, other)
        at = np.minimum(np.searchsorted(self._sorted, key), len(self._sorted) - 1)
        return np.where(self._sorted[at] == key, self._order[at], -1)


def waters_of(outline: Any) -> Iterator[Line]:
    """The rivers and shores of an outline (features whose role is river, lake or barrier), as (lon, lat) lines."""
    import shapely

    for feature in outline.get("features", ()):
        if (feature.get("properties") or {}).get("role") in {"river", "lake", "barrier"}:
            form = shapely.geometry.shape(feature["geometry"])
            form = form.boundary if form.geom_type.endswith("Polygon") else form
            for part in getattr(form, "geoms", (form,)):
                yield [(float(lon), float(lat)) for lon, lat in shapely.get_coordinates(part)]
