"""Segments: what the holders of the places along a road say of its pieces.

A segment runs from one place of the road to the next (``via``, or the chain of an imported road). Whoever holds both
ends can use it; for everybody else it is cut. Where one end is contested it is contested. Where nobody is known to hold
an end, nothing is said: silence is not open.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from siegeline.claims.claim import ActorRef, RouteRef
from siegeline.picture.control import CONTESTED, ControlRow
from siegeline.picture.routes import RouteRow
from siegeline.theatre import Route, Theatre
from siegeline.times import Bounds

_HELD = "held"


def along(route: Route) -> tuple[str, ...]:
    """The places that a road runs by, in order."""
    return tuple(one.place for one in route.chain) or route.via


def segment_rows(theatre: Theatre, held: Mapping[str, ControlRow], told: Sequence[RouteRow]) -> list[RouteRow]:
    """The rows of segments, by road and in order, for each side that holds a place on it or is supplied over it, or is
    told to use it.

    ``held``: control rows by place id; ``told``: the rows of whole roads, from claims on them.
    """
    rows: list[RouteRow] = []
    for route in theatre.routes:
        places = along(route)
        if not any(_asserts(held.get(one)) for one in places):
            continue
        users = {row.for_whom.side: row.for_whom for row in told if row.route.id == route.id and row.for_whom}
        for row in (held[one] for one in (*places, *route.serves) if one in held):
            if row.holder is not None and row.holder.side not in users:
                users[row.holder.side] = _side(row.holder.side, theatre)
        pieces = list(pairwise(places)) or [(places[0], places[0])]
        for one, other in pieces:
            for side, whom in sorted(users.items(), key=lambda user: user[0] or ""):
                row_of = _segment(route, one, other, side, whom, theatre, held)
                rows += [row_of] if row_of is not None else []
    return rows


def _asserts(row: ControlRow | None) -> bool:
    return row is not None and row.probability is not None


def _segment(
    route: Route,
    one: str,
    other: str,
    side: str | None,
    whom: ActorRef,
    theatre: Theatre,
    held: Mapping[str, ControlRow],
) -> RouteRow | None:
    ends = [held[end] for end in dict.fromkeys((one, other)) if _asserts(held.get(end))]
    foreign = [row for row in ends if row.state == _HELD and row.holder is not None and row.holder.side != side]
    fought = [row for row in ends if row.state == CONTESTED]
    own = [row for row in ends if row.state == _HELD and row.holder is not None and row.holder.side == side]
    if foreign:
        state, decisive = "cut", [max(foreign, key=_sure)]
    elif fought:
        state, decisive = "contested", [max(fought, key=_sure)]
    elif len(own) == len({one, other}):
        state, decisive = "open", own
    else:
        return None
    probability = 1.0
    for row in decisive:
        probability *= _sure(row)
    return RouteRow(
        route=RouteRef(route.name, route.id, route.name),
        segment=_name(one, theatre) if one == other else f"{_name(one, theatre)}–{_name(other, theatre)}",
        state=state,
        for_whom=whom,
        by=decisive[0].holder if state == "cut" else None,
        probability=round(probability, 2),
        since=max((row.since for row in decisive), key=lambda since: str(since.latest or ""), default=Bounds()),
        supporting=tuple(dict.fromkeys(claim for row in decisive for claim in row.supporting)),
        opposing=tuple(dict.fromkeys(claim for row in decisive for claim in row.opposing)),
    )


def _sure(row: ControlRow) -> float:
    return row.probability or 0.0


def _name(place: str, theatre: Theatre) -> str:
    known = theatre.place.get(place)
    return known.name if known else place


def _side(side: str | None, theatre: Theatre) -> ActorRef:
    known = theatre.side.get(side or "")
    return ActorRef(known.name if known else side or "?", None, side)
