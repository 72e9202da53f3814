"""Setting: all places of a theatre that are known, and who holds them on a day, as numbers for graphs and geometry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from siegeline.claims.claim import PlaceRef
from siegeline.picture.control import CONTESTED as FOUGHT
from siegeline.picture.control import ControlRow
from siegeline.picture.ground import Floats, Ground, ground, rivers_of
from siegeline.picture.pockets import CONTESTED, UNKNOWN, Holder
from siegeline.theatre import Theatre

_BRIDGES = {"bridge", "dam"}
_NO_PLACES = {"region"}


@dataclass(frozen=True, eq=False, kw_only=True)
class Setting:
    """Places by number: ``ids``, their ``ground``, who holds each (``holder``: a number of ``sides``) and how sure that
    is (``probability``, 0 where nobody knows). ``held`` are the rows by id; ``bases`` are given by side's number.
    """

    ground: Ground
    ids: tuple[str, ...]
    sides: tuple[str, ...]
    holder: Holder
    probability: Floats
    radius_km: Floats
    bases: Mapping[int, Sequence[int]]
    held: Mapping[str, ControlRow]


def setting(theatre: Theatre, controls: Sequence[ControlRow]) -> Setting | None:
    """The setting of a day; None where fewer than two sides are known to hold anything.

    A side's bases of which nobody tells are taken to be its own: otherwise nothing would ever be supplied.
    """
    held = {row.place.id: row for row in controls if row.place.id}
    sides = tuple(
        sorted({row.holder.side for row in held.values() if row.holder and row.holder.side and row.probability})
    )
    if len(sides) < 2:
        return None
    places = tuple(sorted((row.place for row in held.values()), key=lambda place: place.id or ""))
    here, ids, radius = known_ground(theatre, places)
    number = {side: n for n, side in enumerate(sides)}
    at = {one: n for n, one in enumerate(ids)}
    holder = np.full(len(ids), UNKNOWN, dtype=np.int64)
    probability = np.zeros(len(ids))
    for one, row in held.items():
        if one in at and row.probability is not None:
            side = row.holder.side if row.holder is not None and row.state != FOUGHT else None
            holder[at[one]] = CONTESTED if side is None else number[side]
            probability[at[one]] = row.probability
    bases = {
        number[side.id]: [at[one] for one in side.bases if one in at] for side in theatre.sides if side.id in number
    }
    for side_number, own in bases.items():
        for place in own:
            if holder[place] == UNKNOWN:
                holder[place] = side_number
    return Setting(
        ground=here, ids=ids, sides=sides, holder=holder, probability=probability, radius_km=radius, held=held,
        bases={n: own for n, own in bases.items() if own},
    )  # fmt: skip


def land_of(theatre: Theatre) -> Any:
    """The country's land as a shape in degrees, None where the theatre's outline has none."""
    import shapely

    forms = [
        shapely.geometry.shape(one["geometry"])
        for one in theatre.outline.get("features", ())
        if (one.get("properties") or {}).get("role") == "country"
    ]
    return shapely.union_all(forms) if forms else None


def known_ground(theatre: Theatre, told: Iterable[PlaceRef] = ()) -> tuple[Ground, tuple[str, ...], Floats]:
    """The theatre's places, the gazetteer's, and those that claims tell of."""
    points = {
        place.id: (place.lat, place.lon, place.radius_km) for place in theatre.places if place.kind not in _NO_PLACES
    }
    if theatre.key:
        from siegeline.places import gazetteer

        for one in gazetteer(theatre.key).places.values():
            if one.kind not in _NO_PLACES and one.lat is not None and one.lon is not None:
                points.setdefault(one.id, (one.lat, one.lon, one.radius_km or 0.0))
    for place in told:
        if place.id and place.lat is not None and place.lon is not None:
            points.setdefault(place.id, (place.lat, place.lon, place.radius_km or 0.0))
    return _ground_of(theatre.key, tuple((one, *point) for one, point in sorted(points.items())))


@lru_cache(maxsize=8)
def _ground_of(key: str, points: tuple[tuple[str, float, float, float], ...]) -> tuple[Ground, tuple[str, ...], Floats]:
    from siegeline.theatre import load_theatre

    theatre = load_theatre(key) if key else None
    barriers = rivers_of(theatre.outline) if theatre else []
    bridges = [(one.lon, one.lat) for one in theatre.places if one.kind in _BRIDGES] if theatre else []
    ids, lats, lons, radii = zip(*points, strict=True)
    return ground(lats, lons, barriers=barriers, bridges=bridges), ids, np.array(radii, dtype=np.float64)
