"""Necks: the corridors of a day as rows – by who holds the places, by the roads, and by widths that reports tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from siegeline.claims.claim import Claim, PlaceRef, Quantity
from siegeline.picture.agreement import Day
from siegeline.picture.corridor import Corridor, corridors
from siegeline.picture.evidence import witness
from siegeline.picture.parameters import parameters
from siegeline.picture.row import place_json
from siegeline.picture.segments import along
from siegeline.picture.setting import Setting, setting
from siegeline.theatre import Route, Theatre
from siegeline.times import days_after

_KM = {"km": 1.0, "m": 0.001}
_OPEN = {"open", "under-fire", "contested", "restricted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CorridorRow:
    """A corridor on a day. ``low_km`` and ``high_km`` bound its width, None where open or unknown; ``basis`` says by
    what: ``places`` (the flanks' holders), ``roads`` (one usable road left) or ``reported`` (somebody tells the width).
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


def _km(route: Route) -> float:
    import numpy as np

    from siegeline.picture.ground import distance_km

    lon, lat = np.array(route.path, dtype=np.float64).T
    return float(distance_km(lat[:-1], lon[:-1], lat[1:], lon[1:]).sum())


def _told_widths(claims: Sequence[Claim], theatre: Theatre, on: date) -> list[tuple[Claim, Quantity]]:
    """The widths that reports tell and that are still fresh on a day, the newest first."""
    fresh = parameters().routes.half_life_days
    found = []
    for claim in claims:
        widths = [one for one in claim.quantities if one.what == "width" and one.unit in _KM]
        if not widths or (claim.place is None and claim.route is None):
            continue
        one = witness(claim, theatre, parameters())
        if one is not None and one.day <= on <= days_after(one.until, fresh):
            found += [(claim, width) for width in widths]
    return sorted(found, key=lambda told: (told[0].stated or date.min, told[0].id), reverse=True)


def _with_told(
    rows: Sequence[CorridorRow], told: Sequence[tuple[Claim, Quantity]], theatre: Theatre
) -> list[CorridorRow]:
    """The rows with the widths told of their places or roads; a width told of anything else is a row of its own."""
    from dataclasses import replace

    result = list(rows)
    for claim, width in told:
        factor = _KM[width.unit or "km"]
        low, high = (None if end is None else round(end * factor, 3) for end in (width.low, width.high))
        names = {claim.place.id if claim.place else None} | _served(claim, theatre) - {None}
        at = next((n for n, row in enumerate(result) if row.place.id in names or names & set(row.places)), None)
        if at is None:
            result.append(_reported(claim, low, high, theatre))
        elif claim.id not in result[at].supporting and result[at].basis != "reported":
            supporting = (*result[at].supporting, claim.id)
            result[at] = replace(result[at], low_km=low, high_km=high, basis="reported", supporting=supporting)
    return result


def _served(claim: Claim, theatre: Theatre) -> set[str | None]:
    route = theatre.route.get(claim.route.id or "") if claim.route else None
    return {route.id, *route.serves, *along(route)} if route else set()


def _reported(claim: Claim, low: float | None, high: float | None, theatre: Theatre) -> CorridorRow:
    route = theatre.route.get(claim.route.id or "") if claim.route else None
    place = claim.place
    if place is None:
        text = claim.route.text if claim.route else ""
        served = theatre.place.get(route.serves[0]) if route and route.serves else None
        place = (
            PlaceRef(served.name, served.id, served.name, served.lat, served.lon, served.radius_km)
            if served
            else PlaceRef(text)
        )
    side = claim.agent.side if claim.agent else None
    return CorridorRow(
        place=place, side=side, low_km=low, high_km=high, lat=None, lon=None,
        length_km=round(_km(route), 1) if route else None, ways=None, basis="reported", supporting=(claim.id,),
    )  # fmt: skip
