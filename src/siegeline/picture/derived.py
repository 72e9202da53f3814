"""Derived sieges: places that nobody can reach, by the roads and the ground that their side can use – whatever reports
call them.

Where roads of the theatre serve a place, they are the ways in. For all other ground the ways lead from each place to
its neighbours, as :mod:`siegeline.picture.ground` has them; ground that nobody is known to hold closes no ring.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from siegeline.claims.claim import ActorRef, PlaceRef
from siegeline.picture.control import CONTESTED as FOUGHT
from siegeline.picture.control import ControlRow
from siegeline.picture.ground import Ground, ground, rivers_of
from siegeline.picture.pockets import CONTESTED, UNKNOWN, Pocket, pockets
from siegeline.picture.routes import RouteRow
from siegeline.picture.waysin import WaysIn, insiders, ways_in
from siegeline.theatre import Theatre
from siegeline.times import Bounds

_BRIDGES = {"bridge", "dam"}
_NO_PLACES = {"region"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A siege that follows from who holds what, on one day. ``places`` are ids, the main one first.

    ``degree`` is None where the ways in are known in part and no siege follows; ``why`` says how they stand. ``within``
    is the main place of the pocket that lies around it.
    """

    places: tuple[str, ...]
    side: str
    besieger: ActorRef | None
    degree: str | None
    probability: float
    since: Bounds
    why: str
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    within: str | None = None


def derive(
    theatre: Theatre,
    controls: Sequence[ControlRow],
    routes: Sequence[RouteRow],
    told: Mapping[str, Sequence[tuple[str | None, str | None]]],
) -> list[Derived]:
    """The sieges of a day that follow from its rows of control and of routes (segments among them).

    ``told``: by place id, besieged and besieger of each siege that reports tell of there (None: unnamed).
    """
    held = {row.place.id: row for row in controls if row.place.id}
    found: list[Derived] = []
    for place in dict.fromkeys(one for route in theatre.routes for one in route.serves):
        for side in insiders(place, theatre, held, routes, told.get(place, ())):
            if (ways := ways_in(place, side, theatre, routes)) is not None and ways.deciding:
                found.append(_by_roads(ways, held.get(place), theatre))
    served = {one.places[0] for one in found}
    return found + [one for one in _by_ground(theatre, held) if one.places[0] not in served]


def _by_roads(ways: WaysIn, row: ControlRow | None, theatre: Theatre) -> Derived:
    probability = row.probability if row is not None and row.probability else 1.0
    for way in ways.ways:
        probability *= way.probability or 1.0
    rows = ways.deciding
    return Derived(
        places=(ways.place,),
        side=ways.side,
        besieger=_closer(ways.closers, theatre),
        degree=ways.degree,
        probability=min(0.99, round(probability, 2)),
        since=_last(row.since for row in rows if row.state != "open"),
        why=ways.why,
        supporting=_ids(row.supporting for row in rows),
        opposing=_ids(row.opposing for row in rows),
    )


def _closer(named: Sequence[ActorRef], theatre: Theatre) -> ActorRef | None:
    sides = {one.side for one in named}
    if len(sides) != 1:
        return None
    if len({one.id for one in named}) == 1:
        return named[0]
    side = theatre.side.get(named[0].side or "")
    return ActorRef(side.name, None, side.id) if side else named[0]


def _by_ground(theatre: Theatre, held: Mapping[str, ControlRow]) -> list[Derived]:
    """Pockets among the places whose holder is known."""
    points = _points(theatre, tuple(sorted((row.place for row in held.values()), key=lambda place: place.id or "")))
    sides = sorted({row.holder.side for row in held.values() if row.holder and row.holder.side and row.probability})
    if len(sides) < 2:
        return []
    here, ids = points
    number = {side: n for n, side in enumerate(sides)}
    at = {one: n for n, one in enumerate(ids)}
    holder = np.full(len(ids), UNKNOWN, dtype=np.int64)
    for one, row in held.items():
        if one in at and row.probability is not None:
            fought = row.state == FOUGHT or row.holder is None
            holder[at[one]] = CONTESTED if fought else number[(row.holder.side if row.holder else None) or sides[0]]
    bases = {
        number[side.id]: [at[one] for one in side.bases if one in at] for side in theatre.sides if side.id in number
    }
    # a side none of whose bases is known to be in its hands may still have them: they are given to it
    for side_number, places in bases.items():
        for place in places:
            if holder[place] == UNKNOWN:
                holder[place] = side_number
    supplied = {n: places for n, places in bases.items() if places}
    found = pockets(here, holder, bases=supplied, one_way=False)  # that one way is left, roads tell, and corridors
    rows = [_row(one, ids, sides, held, theatre) for one in found]
    inside = [
        replace(row, within=rows[one.within].places[0]) if one.within is not None else row
        for one, row in zip(found, rows, strict=True)
    ]
    return [row for one, row in zip(found, inside, strict=True) if one.side in supplied]


def _row(
    pocket: Pocket, ids: Sequence[str], sides: Sequence[str], held: Mapping[str, ControlRow], theatre: Theatre
) -> Derived:
    inside = [held[ids[one]] for one in pocket.places if ids[one] in held]
    ring = [held[ids[one]] for one in pocket.ring if ids[one] in held]
    rows = [*inside, *ring]
    side = theatre.side.get(sides[pocket.besieger])
    named = [row.holder for row in ring if row.holder is not None and row.holder.side == sides[pocket.besieger]]
    known = sorted(
        pocket.places,
        key=lambda one: -((theatre.place[ids[one]].population or 0) if ids[one] in theatre.place else 0),
    )
    return Derived(
        places=tuple(ids[one] for one in known),
        side=sides[pocket.side],
        besieger=_closer(named, theatre) or (ActorRef(side.name, None, side.id) if side else None),
        degree=pocket.degree,
        probability=round(min((row.probability or 0.5 for row in rows), default=0.5), 2),
        since=_last(row.since for row in rows),
        why=f"{len(pocket.places)} of its places lie inside of {len(pocket.ring)} held by others",
        supporting=_ids(row.supporting for row in rows),
        opposing=_ids(row.opposing for row in rows),
    )


@lru_cache(maxsize=8)
def _ground_of(key: str, points: tuple[tuple[str, float, float], ...]) -> tuple[Ground, tuple[str, ...]]:
    from siegeline.theatre import load_theatre

    theatre = load_theatre(key) if key else None
    barriers = rivers_of(theatre.outline) if theatre else []
    bridges = [(one.lon, one.lat) for one in theatre.places if one.kind in _BRIDGES] if theatre else []
    ids, lats, lons = zip(*points, strict=True)
    return ground(lats, lons, barriers=barriers, bridges=bridges), ids


def _points(theatre: Theatre, told: Iterable[PlaceRef]) -> tuple[Ground, tuple[str, ...]]:
    """All places that are known: the theatre's, the gazetteer's, and those that claims tell of."""
    points = {place.id: (place.lat, place.lon) for place in theatre.places if place.kind not in _NO_PLACES}
    if theatre.key:
        from siegeline.places import gazetteer

        for one in gazetteer(theatre.key).places.values():
            if one.kind not in _NO_PLACES and one.lat is not None and one.lon is not None:
                points.setdefault(one.id, (one.lat, one.lon))
    for place in told:
        if place.id and place.lat is not None and place.lon is not None:
            points.setdefault(place.id, (place.lat, place.lon))
    return _ground_of(theatre.key, tuple((one, lat, lon) for one, (lat, lon) in sorted(points.items())))


def _last(begun: Iterable[Bounds]) -> Bounds:
    """The latest of some beginnings: what closes a ring is its last piece."""
    known = [since for since in begun if since.known]
    return max(
        known, key=lambda since: (since.latest or since.earliest, since.earliest or since.latest), default=Bounds()
    )


def _ids(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for group in groups for one in group))
