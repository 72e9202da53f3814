"""Ways in: over which roads a place is supplied, and whether its side can use them on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from siegeline.claims.claim import ActorRef
from siegeline.picture.control import CONTESTED, ControlRow
from siegeline.picture.routes import RouteRow
from siegeline.picture.segments import along
from siegeline.theatre import Route, Theatre

# from what shuts a road to what leaves it open
_ORDER = ("cut", "restricted", "contested", "under-fire", "unknown", "open")
_NO_WAY = "no way"  # a passage of which nobody tells, and on which the side holds nothing


@dataclass(frozen=True, slots=True)
class Way:
    """One road into a place, for one side: its state, and the rows that say so."""

    name: str
    state: str
    rows: tuple[RouteRow, ...]

    @property
    def probability(self) -> float:
        """Of the state: that of the row that decides it."""
        return max((row.probability or 0.0 for row in self.rows), default=0.0)


@dataclass(frozen=True, slots=True)
class WaysIn:
    """What the roads into a place come to for the side inside: ``degree`` of its siege, None where there is none.

    ``why`` says in words how each road stands where no siege follows, or how far it is one.
    """

    place: str
    side: str
    degree: str | None
    ways: tuple[Way, ...]

    @property
    def why(self) -> str:
        """The roads and their states: "Castello road cut, nothing told of Ramouseh corridor"."""
        return ", ".join(
            _UNTOLD[way.state].format(way.name)
            if way.state in _UNTOLD
            else f"{way.name} {_WORDS.get(way.state, way.state)}"
            for way in self.ways
        )

    @property
    def deciding(self) -> list[RouteRow]:
        """The rows that decide the degree."""
        return [row for way in self.ways for row in way.rows]

    @property
    def closers(self) -> list[ActorRef]:
        """Who cuts the roads or keeps them under fire, the surest first."""
        rows = sorted(self.deciding, key=lambda row: -(row.probability or 0.0))
        return [row.by for row in rows if row.by is not None and row.by.side != self.side]


_WORDS = {"under-fire": "under fire"}
_UNTOLD = {"unknown": "nothing recent told of {}", _NO_WAY: "{} not known to be a way then"}


def ways_in(
    place: str, side: str, theatre: Theatre, rows: Sequence[RouteRow], held: Mapping[str, ControlRow]
) -> WaysIn | None:
    """How a place of a side can be reached over the theatre's roads; None where no road serves it.

    Silence on a road is neither open nor cut. Silence on a passage is no way, unless the side holds a place on it, or
    one is contested.
    """
    ways = []
    for route in theatre.routes:
        if place not in route.serves:
            continue
        own = [row for row in rows if row.route.id == route.id and _for(row, side)]
        pieces = [row for row in rows if row.route.id == route.id and row.segment and not _at(row, place, theatre)]
        shut = [row for row in pieces if (row in own and row.state == "cut") or _others(row, side)]
        whole = [row for row in own if row.segment is None]
        named = [row for row in whole if row.for_whom is not None] or whole
        state = min((row.state for row in named), key=_ORDER.index, default="unknown")
        deciding = [row for row in named if row.state == state and state != "unknown"]
        if shut and state != "cut":
            state, deciding = "cut", shut
        if state == "unknown" and route.passage and not _footing(route, side, held):
            state = _NO_WAY
        ways.append(Way(route.name, state, tuple(deciding)))
    return WaysIn(place, side, _degree([way.state for way in ways]), tuple(ways)) if ways else None


def _others(row: RouteRow, side: str) -> bool:
    """Whether another side holds a piece of the road whole."""
    return row.state == "open" and row.for_whom is not None and row.for_whom.side != side


def _footing(route: Route, side: str, held: Mapping[str, ControlRow]) -> bool:
    """Whether a side holds, or fights for, a place along a road."""
    told = [held[one] for one in along(route) if one in held]
    return any(row.state == CONTESTED or (row.holder is not None and row.holder.side == side) for row in told)


def _for(row: RouteRow, side: str) -> bool:
    """Whether a row speaks for that side: one that names nobody speaks for all but who does it."""
    if row.for_whom is not None:
        return row.for_whom.side == side
    return row.by is None or row.by.side != side


def _at(row: RouteRow, place: str, theatre: Theatre) -> bool:
    known = theatre.place.get(place)
    return known is not None and row.segment == known.name


def _degree(states: Sequence[str]) -> str | None:
    if "unknown" in states:
        return None
    usable = [state for state in states if state not in {"cut", _NO_WAY}]
    if not usable:
        return "encircled"
    opened = usable.count("open")
    if not opened:
        return "under-fire"
    return "one-way" if opened == 1 and len(states) > 1 else None


def insiders(
    place: str,
    theatre: Theatre,
    held: Mapping[str, ControlRow],
    rows: Iterable[RouteRow],
    told: Iterable[tuple[str | None, str | None]],
) -> list[str]:
    """The sides that may be inside a place: who holds it; else whom reports call besieged there; else, where they say
    only by whom, the one other side for which its roads are told to be open or closed.

    ``told``: besieged and besieger of each reported siege of the place, None where unnamed.
    """
    row = held.get(place)
    if row is not None and row.holder is not None and row.holder.side and row.probability is not None:
        return [row.holder.side]
    told = list(told)
    if named := sorted({side for side, _ in told if side}):
        return named
    besiegers = {side for _, side in told if side}
    serving = {route.id for route in theatre.routes if place in route.serves}
    users = {row.for_whom.side for row in rows if row.route.id in serving and row.segment is None and row.for_whom}
    others = sorted(side for side in users if side and side not in besiegers)
    return others if besiegers and len(others) == 1 else []
