"""Chain: the places that a road runs by, in order."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from siegeline.places.names import folded
from siegeline.places.place import Place
from siegeline.theatre import Passed

_KM_A_DEGREE = 111.2
_PASSED = frozenset({"city", "town", "village", "district", "base", "airbase", "crossing", "bridge", "dam"})
_SAME_KM = 3.0


class Ground:
    """Places ready to be asked which of them lie along a line."""

    def __init__(self, places: Iterable[Place]) -> None:
        from shapely import STRtree, points

        self._places = [place for place in places if place.kind in _PASSED]
        lats = [place.lat for place in self._places]
        narrow = float(np.cos(np.radians(np.mean(lats)))) if lats else 1.0
        self._scale = np.array([_KM_A_DEGREE * narrow, _KM_A_DEGREE])
        coords = np.array([(place.lon, place.lat) for place in self._places]).reshape(-1, 2) * self._scale
        self._points: Any = points(coords)
        self._tree = STRtree(self._points)
        self._reach = max((place.radius_km for place in self._places), default=0.0)

    def along(self, path: Sequence[tuple[float, float]], *, near_km: float = 2.0) -> tuple[Passed, ...]:
        """The places within ``near_km`` of a path of (lon, lat) pairs, or within their own radius, in its order.

        Of two places of one name that lie together, the theatre's own, else the one nearer to the road, is taken.
        """
        from shapely import LineString

        line = LineString(np.array(path) * self._scale)
        met = []
        for number in self._tree.query(line, predicate="dwithin", distance=max(near_km, self._reach)):
            place, apart = self._places[number], float(line.distance(self._points[number]))
            if apart <= max(near_km, place.radius_km):
                met.append((float(line.project(self._points[number])), apart, place))
        met.sort(key=lambda one: (not one[2].overlay, one[1]))
        kept: list[tuple[float, Place]] = []
        for km, _, place in met:
            names = {folded(name) for name in place.names}
            if not any(abs(km - at) < _SAME_KM and folded(other.name) in names for at, other in kept):
                kept.append((km, place))
        kept.sort(key=lambda one: (one[0], one[1].id))
        return tuple(Passed(place=place.id, name=place.name, km=round(km, 1)) for km, place in kept)
