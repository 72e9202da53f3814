"""Necks: the corridors of a day as rows – by who holds the places, by the roads, and by widths that reports tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from siegeline.claims.claim import Claim, PlaceRef, Quantity
from siegeline.picture.agreement import Day
from siegeline.picture.blockade import siege_evidence
from siegeline.picture.corridor import Corridor, corridors
from siegeline.picture.evidence import witness
from siegeline.picture.ground import distance_km
from siegeline.picture.parameters import parameters
from siegeline.picture.row import place_json, place_of, route_of
from siegeline.picture.setting import Setting, setting
from siegeline.theatre import Route, Theatre
from siegeline.times import days_after

_KM = {"km": 1.0, "m": 0.001}
RELIEF = frozenset({"linked_up", "siege_lifted"})
_OPEN = {"open", "under-fire", "contested", "restricted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CorridorRow:
    """A corridor on a day. ``low_km`` and ``high_km`` bound its width, None where open or unknown; ``basis`` says by
    what: ``places`` (the flanks' holders), ``roads`` (usable roads to a besieged place) or ``reported`` (somebody tells
    the width, or that a besieged place was reached).
    """

    place: PlaceRef
    side: str | None
    low_km: float | None
    high_km: float | None
    lat: float | None
    lon: float | None
    length_km: float | None
    ways: int | None
    basis: str
    places: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    flanks: tuple[tuple[float, float], ...] = ()  # the two places beside the neck, (lon, lat)

    @property
    def width(self) -> str | None:
        """The width in words: "4.5 to 12.1 km"."""
        if self.low_km is None and self.high_km is None:
            return None
        if self.low_km is None or self.high_km is None:
            return f"up to {self.high_km:g} km" if self.low_km is None else f"{self.low_km:g} km or more"
        return f"{self.low_km:g} km" if self.low_km == self.high_km else f"{self.low_km:g} to {self.high_km:g} km"

    def as_json(self) -> dict[str, Any]:
        """The row that ``siegeline corridors`` prints."""
        known = self.low_km is not None or self.high_km is not None
        return {
            "place": place_json(self.place),
            "side": self.side,
            "width_km": {"low": self.low_km, "high": self.high_km} if known else None,
            "neck": {"lat": self.lat, "lon": self.lon} if self.lat is not None else None,
            "length_km": self.length_km,
            "ways": self.ways,
            "basis": self.basis,
            "places": list(self.places),
            "for": list(self.supporting),
        }


def corridor_rows(claims: Sequence[Claim], theatre: Theatre, day: Day) -> list[CorridorRow]:
    """The corridors of a day, the narrowest first, those of unknown width last."""
    here = setting(theatre, day.control)
    rows = _by_places(here, theatre) if here is not None else []
    rows += _by_roads(day, theatre, {row.place.id for row in rows})
    rows += _by_relief(claims, theatre, day, {row.place.id for row in rows})
    rows = _with_told(rows, _told_widths(claims, theatre, day.on), theatre)
    return sorted(rows, key=lambda row: (row.high_km is None, row.high_km or row.low_km or 0.0, row.place.text))


def _by_places(here: Setting, theatre: Theatre) -> list[CorridorRow]:
    found = corridors(here.ground, here.holder, bases=here.bases, radius_km=here.radius_km)
    return [_row(one, here, theatre) for one in found if one.side in here.bases]


def _row(one: Corridor, here: Setting, theatre: Theatre) -> CorridorRow:
    names = [here.ids[place] for place in one.places if here.ids[place] in here.held]
    names.sort(key=lambda name: -((theatre.place[name].population or 0) if name in theatre.place else 0))
    rows = [here.held[name] for name in (*names, *(here.ids[place] for place in one.flanks)) if name in here.held]
    return CorridorRow(
        place=here.held[names[0]].place,
        side=here.sides[one.side],
        low_km=one.low_km,
        high_km=one.high_km,
        lat=one.lat,
        lon=one.lon,
        length_km=one.length_km,
        ways=one.ways,
        basis="places",
        places=tuple(names),
        supporting=tuple(dict.fromkeys(claim for row in rows for claim in row.supporting)),
        flanks=tuple((round(float(here.ground.lon[at]), 5), round(float(here.ground.lat[at]), 5)) for at in one.flanks),
    )


def _by_roads(day: Day, theatre: Theatre, known: set[str | None]) -> list[CorridorRow]:
    """Besieged places to which roads are left: their length, and how many."""
    found = []
    for row in day.sieges:
        if row.place.id in known or row.degree == "encircled":
            continue
        side = row.besieged.side if row.besieged else None
        usable = [
            (route, told)
            for route in theatre.routes
            if row.place.id in route.serves
            for told in day.routes
            if told.route.id == route.id
            and told.segment is None
            and told.state in _OPEN
            and (told.for_whom is None or side is None or told.for_whom.side == side)
        ]
        roads: Mapping[str, Route] = {route.id: route for route, _ in usable}
        if not roads:
            continue
        lengths = [_km(route) for route in roads.values()]
        found.append(
            CorridorRow(
                place=row.place, side=side, low_km=None, high_km=None, lat=None, lon=None,
                length_km=round(min(lengths), 1), ways=len(roads), basis="roads", places=tuple(roads),
                supporting=tuple(dict.fromkeys(claim for _, told in usable for claim in told.supporting)),
            )
        )  # fmt: skip
    return found


def _by_relief(claims: Sequence[Claim], theatre: Theatre, day: Day, known: set[str | None]) -> list[CorridorRow]:
    """Places that were besieged until lately and are reached over the way that was opened, how wide nobody may know."""
    besieged = {row.place.id for row in day.sieges}
    fresh = parameters().sieges.half_life_days
    places = {place for place, _ in siege_evidence(claims, theatre)}
    opened: dict[str, list[Claim]] = {}
    for claim in claims:
        one = witness(claim, theatre, parameters()) if claim.kind in RELIEF and claim.status == "actual" else None
        name = claim.place.id if claim.place else None
        if one is not None and name in places - known - besieged and name and 0 <= (day.on - one.day).days <= fresh:
            opened.setdefault(name, []).append(claim)
    found = []
    for told in opened.values():
        place = place_of(told[0], theatre)
        if place is None or all(claim.kind == "siege_lifted" and claim.agent is None for claim in told):
            continue  # that a siege was lifted does not say that a way was fought open
        side = next((ref.side for claim in told for ref in (claim.agent, claim.target) if ref and ref.side), None)
        found.append(
            CorridorRow(
                place=place, side=side, low_km=None, high_km=None, lat=None, lon=None,
                length_km=_own_km(place, side, day), ways=1, basis="reported",
                supporting=tuple(dict.fromkeys(claim.id for claim in told)),
            )
        )  # fmt: skip
    return found


def _own_km(place: PlaceRef, side: str | None, day: Day) -> float | None:
    """From a place to the nearest other that its side is known to hold, as the crow flies."""
    own = [
        (row.place.lat, row.place.lon)
        for row in day.control
        if row.holder is not None and row.holder.side == side and row.place.id != place.id and row.place.lat is not None
    ]
    if place.lat is None or not own:
        return None
    lat, lon = np.array(own, dtype=np.float64).T
    here = distance_km(lat, lon, np.full_like(lat, place.lat), np.full_like(lon, place.lon))
    return round(float(here.min()), 1)


def _km(route: Route) -> float:
    lon, lat = np.array(route.path, dtype=np.float64).T
    return float(distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:]).sum())


def _told_widths(claims: Sequence[Claim], theatre: Theatre, on: date) -> list[tuple[Claim, Quantity]]:
    """The widths that reports tell and that are still fresh on a day, the newest first."""
    fresh = parameters().routes.half_life_days
    found = []
    for claim in claims:
        widths = [one for one in claim.quantities if one.what == "width" and one.unit in _KM]
        if not widths or not any(ref is not None and ref.id for ref in (claim.place, claim.route)):
            continue
        one = witness(claim, theatre, parameters())
        if one is not None and one.day <= on <= days_after(one.until, fresh):
            found += [(claim, width) for width in widths]
    return sorted(found, key=lambda told: (told[0].stated or date.min, told[0].id), reverse=True)


def _with_told(
    rows: Sequence[CorridorRow], told: Sequence[tuple[Claim, Quantity]], theatre: Theatre
) -> list[CorridorRow]:
    """The rows with the newest width told of their place; one told of another place or of a road is its own row."""
    result = list(rows)
    for claim, width in told:
        factor = _KM[width.unit or "km"]
        low, high = (None if end is None else round(end * factor, 3) for end in (width.low, width.high))
        place = _where(claim, theatre)
        at = next((n for n, row in enumerate(result) if row.place.id == place.id), None)
        if at is None:
            result.append(_reported(claim, place, low, high, theatre))
        elif result[at].basis != "reported" or result[at].width is None:
            supporting = tuple(dict.fromkeys((*result[at].supporting, claim.id)))
            result[at] = replace(result[at], low_km=low, high_km=high, basis="reported", supporting=supporting)
        elif claim.id not in result[at].supporting:  # an older word: it stands beside the newest
            result[at] = replace(result[at], supporting=(*result[at].supporting, claim.id))
    return result


def _where(claim: Claim, theatre: Theatre) -> PlaceRef:
    """The place that a claim tells a width of, else its road, as a place's reference."""
    place = place_of(claim, theatre)
    if place is not None:
        return place
    route = route_of(claim, theatre)
    return PlaceRef(route.text, route.id, route.name) if route else PlaceRef(claim.quote)


def _reported(claim: Claim, place: PlaceRef, low: float | None, high: float | None, theatre: Theatre) -> CorridorRow:
    route = theatre.route.get(claim.route.id or "") if claim.route else None
    return CorridorRow(
        place=place, side=claim.agent.side if claim.agent else None, low_km=low, high_km=high, lat=None, lon=None,
        length_km=round(_km(route), 1) if route else None, ways=None, basis="reported", supporting=(claim.id,),
    )  # fmt: skip
