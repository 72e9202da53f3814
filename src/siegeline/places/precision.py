"""Precision: how exactly an event is placed, in the codes of two public data sets of conflict.

ACLED, ``geo_precision`` (Codebook, "Geo-precision"): 1 the town or a spot in it; 2 near a town, or a small part of a
region; 3 a larger region. UCDP GED, ``where_prec`` (Codebook, "where_prec"): 1 the exact place; 2 within some 25 km of
a known point; 3 a district (ADM2); 4 a province (ADM1); 5 a line or an area without borders; 6 the country; 7 the sea
or the air of nobody. 7 is never given: no place of ours lies there.
"""

import re
from dataclasses import dataclass

from siegeline.places.place import Place
from siegeline.places.relation import Relation

_NEAR_KM = 25.0  # UCDP's limit between a point's surroundings and an area
_PROVINCE = re.compile(r"\b(?:province|governorate|oblast|region)\b", re.I)
_DISTRICT = re.compile(r"\b(?:district|county|raion|subdistrict)\b", re.I)
_COUNTRY_CODES = {"PCLI", "PCLD", "PCLF", "PCLS"}
_ITSELF = {"part", "centre"}


@dataclass(frozen=True, slots=True)
class Precision:
    """``acled``: geo_precision, 1 to 3; ``ucdp``: where_prec, 1 to 6. Smaller is more exact."""

    acled: int
    ucdp: int


def precision_of(
    place: Place | None, relation: Relation | None, radius_km: float | None, words: str = ""
) -> Precision | None:
    """How exactly a place is known that was told with this relation; None when nobody knows where it is.

    ``words`` are the report's: "province" and "district" tell a region's rank where the gazetteer does not.
    """
    if relation is None and place is None:
        return None
    reach = radius_km if radius_km is not None else place.radius_km if place else _NEAR_KM
    if relation is not None and relation.kind not in _ITSELF:
        if relation.kind == "region":
            return Precision(3, 3 if _DISTRICT.search(words) else 4)
        if reach <= _NEAR_KM and (relation.distance_km or 0) <= _NEAR_KM:
            return Precision(2, 2)
        return Precision(3, 5)
    return _of_place(place, reach) if place else Precision(2, 2)


def _of_place(place: Place, reach: float) -> Precision:
    if place.feature in _COUNTRY_CODES:
        return Precision(3, 6)
    if place.feature in {"ADM1", "ADM1H"}:
        return Precision(3, 4)
    if place.feature in {"ADM2", "ADM2H"}:
        return Precision(3, 3)
    if place.kind == "region":
        ranked = 4 if _PROVINCE.search(place.name) else 3 if _DISTRICT.search(place.name) else 5
        return Precision(3 if reach > _NEAR_KM or ranked < 5 else 2, ranked)
    if place.kind == "area" and place.part_of is None:
        return Precision(2, 2) if reach <= _NEAR_KM else Precision(3, 5)
    return Precision(1, 1)
