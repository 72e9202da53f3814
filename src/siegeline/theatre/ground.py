"""Ground: where a theatre's places and roads lie, against its outline and against each other."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from siegeline.theatre.fault import Fault
from siegeline.theatre.theatre import OverlayPlace, Theatre

_KM_A_DEGREE = 111.2
_NEAR_LAND_KM = 3.0  # outlines are simplified, crossings stand on the border
_NEAR_ROAD_KM = 10.0
_ROAD_ABROAD_KM = 25.0  # a road may run on over the border for a piece


def check_ground(theatre: Theatre) -> Iterator[Fault]:
    """Places and roads outside of the outline, rings that are none, places that their road does not run by."""
    land = yield from _land(theatre)
    for place in theatre.places:
        yield from _place(theatre, place, land)
    for route in theatre.routes:
        yield from _route(theatre, route.id, land)


def _land(theatre: Theatre) -> Any:
    """The country's outline as one shape, None where there is none; yields the faults of the outline."""
    from shapely.errors import ShapelyError
    from shapely.geometry import shape
    from shapely.ops import unary_union

    file = "outline.geojson"
    found: list[Any] = []
    for at, feature in enumerate(theatre.outline.get("features", ())):
        properties = feature.get("properties") or {}
        item = f"feature {at + 1} ({properties.get('name') or properties.get('role') or 'no name'})"
        if not properties.get("source"):
            yield Fault(file, item, "has no source", "add properties.source: from whom, under which licence")
        try:
            form = shape(feature["geometry"])
        except (ShapelyError, KeyError, TypeError, ValueError, AttributeError, IndexError):
            yield Fault(file, item, "has no geometry that can be drawn", "correct its coordinates")
            continue
        if not form.is_valid:
            yield Fault(file, item, "its outline crosses itself", "draw it anew, or mend it in a GIS (buffer by 0)")
        elif properties.get("role") == "country":
            found.append(form)
    if theatre.outline and not found:
        yield Fault(
            file, "file", "no feature has the role 'country'", "give the country's land properties.role: country"
        )
    return unary_union(found) if found else None


def _place(theatre: Theatre, place: OverlayPlace, land: Any) -> Iterator[Fault]:
    from shapely.geometry import Point, Polygon

    file, item = "places.yaml", f"place {place.id}"
    if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        yield Fault(file, item, f"{place.lat:g}, {place.lon:g} is no point on Earth", "correct lat and lon")
        return
    away = _km_to(land, place.lon, place.lat)
    if away > max(_NEAR_LAND_KM, place.radius_km):
        swapped = _km_to(land, place.lat, place.lon) <= _NEAR_LAND_KM
        do = "exchange lat and lon" if swapped else "correct the point, or the outline"
        yield Fault(file, item, f"lies {away:.0f} km outside of the outline", do)
    if place.ring:
        ring = Polygon(place.ring) if len(place.ring) >= 4 else None
        if ring is None or not ring.is_valid:
            yield Fault(
                file, item, "its ring is no outline", "write at least four points in order, the last as the first"
            )
        elif ring.distance(Point(place.lon, place.lat)) * _KM_A_DEGREE > place.radius_km:
            yield Fault(file, item, "its point lies outside of its ring", "correct one of them")
    whole = theatre.place.get(place.part_of or "")
    if whole is not None and place.kind != "region":
        apart = _km(place.lon, place.lat, whole.lon, whole.lat)
        if apart > 3 * (whole.radius_km + place.radius_km):
            do = "correct the point, or part_of"
            yield Fault(file, item, f"lies {apart:.0f} km from {whole.id}, of which it is a part", do)


def _route(theatre: Theatre, one: str, land: Any) -> Iterator[Fault]:
    from shapely.geometry import LineString, Point

    file, item, route = "routes.yaml", f"route {one}", theatre.route[one]
    if len(route.path) < 2:
        return  # told elsewhere
    for lon, lat in route.path:
        if (away := _km_to(land, lon, lat)) > _ROAD_ABROAD_KM:
            do = "write points as [lon, lat]; correct this one"
            yield Fault(file, item, f"the point [{lon:g}, {lat:g}] lies {away:.0f} km outside of the outline", do)
            return
    narrow = math.cos(math.radians(route.path[0][1]))
    line = LineString([(lon * narrow, lat) for lon, lat in route.path])
    along = []
    for name in route.via:
        if (place := theatre.place.get(name)) is None:
            continue  # told elsewhere
        point = Point(place.lon * narrow, place.lat)
        apart = line.distance(point) * _KM_A_DEGREE
        if apart > _NEAR_ROAD_KM + place.radius_km:
            do = "correct the path, or take the place out of via"
            yield Fault(file, item, f"passes {apart:.0f} km from {name}, which it has in via", do)
        else:
            along.append((line.project(point) * _KM_A_DEGREE, place))
    for (at, place), (after, next_place) in pairwise(along):
        if after + place.radius_km + next_place.radius_km + 2 < at and line.coords[0] != line.coords[-1]:
            do = "write via in the order in which the path runs"
            yield Fault(file, item, f"has {next_place.id} after {place.id} in via, which comes first on its path", do)
            return


def _km_to(land: Any, lon: float, lat: float) -> float:
    """How far a point lies outside of the land, in km; 0 where no land is drawn."""
    from shapely.geometry import Point
    from shapely.ops import nearest_points

    if land is None or land.distance(Point(lon, lat)) == 0:
        return 0.0
    shore = nearest_points(land, Point(lon, lat))[0]
    return _km(lon, lat, shore.x, shore.y)


def _km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Distance in km over a plane that touches here: good enough to tell a slip from a place."""
    return _KM_A_DEGREE * math.hypot((other_lon - lon) * math.cos(math.radians(lat)), other_lat - lat)
