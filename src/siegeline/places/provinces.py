"""Provinces: in which province (first administrative level) and district (second) a place lies, and their P-codes.

A place that GeoNames knows lies where GeoNames has it. A theatre's own place lies in the province that its entry names,
else in that of what it is a part of, else where its point falls between the province lines of the theatre's outline;
where there are none, in the province in which the towns around it all lie. Where that is not sure – too near to a line
for how exact its point is – nothing is said.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from siegeline.places.atlas import Atlas, atlas
from siegeline.places.place import Place
from siegeline.theatre import Province, Theatre, load_theatre

_PCODE = re.compile(r"\b[A-Z]{2}(?:\d\d){1,4}$")
_KM_A_DEGREE = 111.2
_GAP = 0.06  # degrees: by how much the lines, which were simplified one by one, may miss each other
_MOST = 0.8  # the share of the towns between lines that must be of one province
_NEAREST, _NEAREST_KM = 3, 30.0
_NO_POINT = {"region", "country", "sea", "river", "continent"}  # a point does not say where such a place lies


@dataclass(frozen=True, slots=True)
class Areas:
    """A place's province and district by name, and their P-codes; empty where unknown."""

    admin1: str = ""
    admin2: str = ""
    pcode1: str = ""
    pcode2: str = ""


class Provinces:
    """The provinces of a theatre's countries, by place."""

    def __init__(self, theatre: Theatre, places: Atlas) -> None:
        self._theatre, self._places = theatre, places
        self._known: dict[str, Areas] = {}
        self._province = {f"geonames:{one.geonames}": one for one in theatre.provinces}
        self._named = {one.name: one for one in theatre.provinces}
        self._coded = {one.pcode: one for one in theatre.provinces if one.pcode}

    def of(self, place: str | None) -> Areas:
        """The areas that a place lies in, by its id."""
        if place is None:
            return Areas()
        if place not in self._known:
            self._known[place] = Areas()  # a place that is a part of itself lies nowhere
            self._known[place] = self._of(place)
        return self._known[place]

    def _of(self, one: str) -> Areas:
        place, own = self._places.by_id(one), self._theatre.place.get(one)
        code = _PCODE.search(one)
        if code is not None:
            known = self._coded.get(code[0][:4])
            name = known.name if known else place.admin if place else ""
            return Areas(name, "", code[0][:4], code[0][:6] if len(code[0]) >= 6 else "")
        if own and own.province and (named := self._named.get(own.province)):
            return Areas(named.name, "", named.pcode or "")
        listed = f"geonames:{own.geonames}" if own and own.geonames else one
        if above := {area.kind: area for area in self._above(listed)}:
            return self._areas(above.get("state"), above.get("county"))
        if place is None or place.admin:
            return Areas(place.admin) if place else Areas()
        if place.part_of and place.part_of != one and (around := self.of(place.part_of)).admin1:
            return Areas(around.admin1, "", around.pcode1)
        return Areas() if place.kind in _NO_POINT else self._areas(self.at(place), None)

    def at(self, place: Place) -> Place | None:
        """The province that a point falls in; None where its error reaches into another one, or nothing is known."""
        reach = max(place.radius_km, 0.1)
        if self._between:
            from shapely import STRtree

            shapes = [shape for shape, _ in self._between]
            hit = STRtree(shapes).query(_circle(place, reach), predicate="intersects")
            return self._between[int(hit[0])][1] if len(hit) == 1 else None
        if not self._towns:
            return None
        tree, scale = self._tree
        spot = (place.lon * scale * _KM_A_DEGREE, place.lat * _KM_A_DEGREE)
        near, which = tree.query(spot, k=min(_NEAREST, len(self._towns)))
        rows = {int(row) for km, row in zip(near, which, strict=True) if km <= _NEAREST_KM}
        if len(rows) < _NEAREST:
            return None
        found = {self._towns[row][1].id: self._towns[row][1] for row in rows | set(tree.query_ball_point(spot, reach))}
        return next(iter(found.values())) if len(found) == 1 else None

    def _areas(self, province: Place | None, district: Place | None) -> Areas:
        known: Province | None = self._province.get(province.id) if province else None
        name = known.name if known else province.name if province else ""
        return Areas(name, district.name if district else "", (known.pcode or "") if known else "")

    def _above(self, one: str) -> Iterator[Place]:
        """The world's place of an id, where it is an area, and the areas that it lies in."""
        met: set[str] = set()
        while one not in met and (place := self._places.of_world(one)) is not None:
            met.add(one)
            if place.kind in {"state", "county"}:
                yield place
            if not place.part_of:
                return
            one = place.part_of

    @cached_property
    def _towns(self) -> Sequence[tuple[Place, Place]]:
        """The towns of the theatre's countries, each with its province."""
        found = ((town, list(self._above(town.id))) for town in self._places.towns_of(self._theatre.countries))
        return [(town, above[-1]) for town, above in found if above and above[-1].kind == "state"]

    @cached_property
    def _tree(self) -> tuple[Any, float]:
        """The towns' points in km on a plane, and by what longitude is shortened on it."""
        from scipy.spatial import cKDTree

        scale = math.cos(math.radians(sum(town.lat for town, _ in self._towns) / len(self._towns)))
        points = [(town.lon * scale * _KM_A_DEGREE, town.lat * _KM_A_DEGREE) for town, _ in self._towns]
        return cKDTree(points), scale

    @cached_property
    def _between(self) -> Sequence[tuple[Any, Place]]:
        """What lies between the outline's province lines, each named by the towns in it; empty without lines."""
        from shapely import STRtree, points
        from shapely.geometry import LineString, shape
        from shapely.ops import polygonize, unary_union

        drawn: dict[str, list[Any]] = {"country": [], "province": []}
        for one in self._theatre.outline.get("features", ()):
            if (role := (one.get("properties") or {}).get("role")) in drawn:
                drawn[role].append(shape(one["geometry"]))
        if not all(drawn.values()) or not self._towns:
            return []
        lines = [part for one in drawn["province"] for part in getattr(one, "geoms", [one])]
        longer = [LineString(_longer(list(line.coords))) for line in lines]
        faces = list(polygonize(unary_union([*longer, unary_union(drawn["country"]).boundary])))
        tree = STRtree(points([(town.lon, town.lat) for town, _ in self._towns]))
        found = []
        for face in faces:
            inside = [self._towns[int(row)][1] for row in tree.query(face, predicate="contains")]
            best, count = Counter(one.id for one in inside).most_common(1)[0] if inside else ("", 0)
            if count > 1 and count >= _MOST * len(inside):
                found.append((face, next(one for one in inside if one.id == best)))
            elif inside:  # lines that leave two provinces in one say nothing
                return []
        return found


def _longer(points: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """A line drawn on a little at both ends, so that it meets the next one."""

    def beyond(end: tuple[float, ...], before: tuple[float, ...]) -> tuple[float, float]:
        away = math.hypot(end[0] - before[0], end[1] - before[1]) or 1.0
        return end[0] + (end[0] - before[0]) / away * _GAP, end[1] + (end[1] - before[1]) / away * _GAP

    return [beyond(points[0], points[1]), *points, beyond(points[-1], points[-2])]


def _circle(place: Place, km: float) -> Any:
    from shapely.affinity import scale
    from shapely.geometry import Point

    circle = Point(place.lon, place.lat).buffer(km / _KM_A_DEGREE)
    return scale(circle, xfact=1 / math.cos(math.radians(place.lat)), origin=(place.lon, place.lat))


@lru_cache(maxsize=4)
def provinces(theatre: str) -> Provinces:
    """The provinces of a theatre (a name or a folder).

    Raises:
        TheatreError: there is no such theatre.
    """
    known = load_theatre(theatre)
    return Provinces(known, atlas(known.key))
