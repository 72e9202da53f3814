"""Coarse: a claim's place told less exactly, its codes of precision raised with it."""

from dataclasses import replace

from siegeline.claims.claim import PlaceRef
from siegeline.places.place import Place
from siegeline.publish.release import Level
from siegeline.theatre import Theatre

_AREAS = {"region", "district", "area", "province"}
_SQUARE = 0.25  # degrees: some 25 km
_SQUARE_KM = 20.0


def coarse(place: PlaceRef, level: Level, theatre: Theatre) -> PlaceRef | None:
    """The place at a level; None where its point is not known at all.

    ``place`` takes what is told by its relation to a place ("5 km west of") for that place, geo_precision 2 or worse;
    ``district`` the area that it is a part of (geo_precision 3, where_prec 3), else the middle of a square of a
    quarter of a degree (3, 5).
    """
    from siegeline.places.atlas import atlas

    if level == "exact" or place.lat is None or place.lon is None:
        return place if level == "exact" else None
    known = atlas(theatre.key)
    named = known.by_id(place.id) if place.id else None
    if named is None:
        named = next((one for anchor in place.anchors if (one := known.by_id(anchor))), None)
    if level == "place" and named is not None:
        if place.relation is None:
            return replace(place, text=named.name, name=named.name, probability=None, candidates=())
        reach = max(named.radius_km, place.radius_km or 0.0, place.distance_km or 0.0)
        return _told(named, reach, max(2, place.geo_precision or 2), max(2, place.where_prec or 2))
    if named is not None and named.kind in _AREAS and place.relation is None:
        return _told(named, named.radius_km, 3, max(3, place.where_prec or 3))
    around = (known.by_id(one) for one in known.above(named)) if named is not None else ()
    area = next((one for one in around if one is not None and one.kind in _AREAS), None)
    if area is not None:
        return _told(area, area.radius_km, 3, 3)
    lat, lon = (round((value // _SQUARE + 0.5) * _SQUARE, 3) for value in (place.lat, place.lon))
    text = f"a square around {lat}, {lon}"
    return PlaceRef(text, None, text, lat, lon, _SQUARE_KM, geo_precision=3, where_prec=5)


def _told(place: Place, reach: float, acled: int, ucdp: int) -> PlaceRef:
    return PlaceRef(place.name, place.id, place.name, place.lat, place.lon, reach, geo_precision=acled, where_prec=ucdp)
