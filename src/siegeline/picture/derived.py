"""Derived sieges: places that nobody can reach, by the roads and the ground that their side can use – whatever reports
call them.

Where roads of the theatre serve a place, they are the ways in. For all other ground the ways lead from each place to
its neighbours, as :mod:`siegeline.picture.ground` has them; ground that nobody is known to hold closes no ring.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from siegeline.claims.claim import ActorRef
from siegeline.picture.control import ControlRow
from siegeline.picture.pockets import Pocket, pockets
from siegeline.picture.routes import RouteRow
from siegeline.picture.setting import Setting, setting
from siegeline.picture.waysin import WaysIn, insiders, ways_in
from siegeline.theatre import Theatre
from siegeline.times import Bounds


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
            if (ways := ways_in(place, side, theatre, routes, held)) is not None and ways.deciding:
                found.append(_by_roads(ways, held.get(place), theatre))
    served = {one.places[0] for one in found}
    return found + [one for one in _by_ground(theatre, controls) if one.places[0] not in served]


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


def _by_ground(theatre: Theatre, controls: Sequence[ControlRow]) -> list[Derived]:
    """Pockets among the places whose holder is known."""
    here = setting(theatre, controls)
    if here is None:
        return []
    # that one way is left, roads tell, and corridors
    found = pockets(here.ground, here.holder, bases=here.bases, one_way=False)
    rows = [_row(one, here, theatre) for one in found]
    return [
        row if one.within is None else replace(row, within=rows[one.within].places[0])
        for one, row in zip(found, rows, strict=True)
        if one.side in here.bases
    ]


def _row(pocket: Pocket, here: Setting, theatre: Theatre) -> Derived:
    ids, sides, held = here.ids, here.sides, here.held
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


def _last(begun: Iterable[Bounds]) -> Bounds:
    """The latest of some beginnings: what closes a ring is its last piece."""
    known = [since for since in begun if since.known]
    return max(
        known, key=lambda since: (since.latest or since.earliest, since.earliest or since.latest), default=Bounds()
    )


def _ids(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for group in groups for one in group))
