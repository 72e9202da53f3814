"""Influence: how far one claim moves the picture – what a place's, siege's or road's row would be without it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from siegeline.claims.claim import Claim
from siegeline.picture.blockade import siege_evidence
from siegeline.picture.control import ControlRow, control_days, control_evidence
from siegeline.picture.evidence import place_in_time
from siegeline.picture.parameters import check_rule, parameters
from siegeline.picture.routes import RouteRow, route_days, route_evidence
from siegeline.picture.sieges import SiegeRow, siege_days
from siegeline.theatre import Theatre

Row = SiegeRow | ControlRow | RouteRow
Key = tuple[str, str, str | None]

_LEAST = 0.01  # less moves nothing that anybody would see

@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """The row that a claim moves most, on the day ``on``: as it is (``told``) and as it would be ``without`` it.

    ``moved`` is by how much the probability of either row's state changes, 0 to 1; ``what`` is ``siege``, ``control``
    or ``route``. What is worked out from the ground around a place is left aside.
    """

    claim: Claim
    moved: float
    what: str
    on: date
    told: Row | None
    without: Row | None


def influence(
    claims: Sequence[Claim],
    theatre: Theatre,
    *,
    on: date | None = None,
    rule: str = "encirclement",
    among: Iterable[str] | None = None,
) -> list[Influence]:
    """How far each claim moves any row on a day (None: the day from which that claim counts); the furthest first.

    ``among`` are the ids of the claims asked about (None: all). Each is left out in turn, with the others on its place
    and road as they are. Claims that move nothing are not listed.

    Raises:
        UsageError: no such rule.
    """
    check_rule(rule)
    wanted = None if among is None else set(among)
    near: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for where in _where(claim):
            near[where].append(claim)
    found = []
    for claim in claims:
        if wanted is not None and claim.id not in wanted:
            continue
        placing = place_in_time(claim, parameters().lasting)
        day = on or (placing and placing.day)
        if day is None or claim.status not in parameters().weight.status:
            continue
        moves = [move for where in _where(claim) for move in _moves(claim, near[where], theatre, day, rule)]
        best = max(moves, key=lambda one: one.moved, default=None)
        if best is not None and best.moved >= _LEAST:
            found.append(best)
    return sorted(found, key=lambda one: (-one.moved, one.claim.id))


def _where(claim: Claim) -> set[str]:
    return {ref.id for ref in (claim.place, claim.route) if ref is not None and ref.id}


def _moves(claim: Claim, near: Sequence[Claim], theatre: Theatre, on: date, rule: str) -> Iterator[Influence]:
    told = _rows(near, theatre, on, rule)
    without = _rows([one for one in near if one.id != claim.id], theatre, on, rule)
    for key in {**told, **without}:
        rows = told.get(key), without.get(key)
        yield Influence(claim=claim, moved=_moved(*rows), what=key[0], on=on, told=rows[0], without=rows[1])


def _rows(claims: Sequence[Claim], theatre: Theatre, on: date, rule: str) -> dict[Key, Row]:
    """The rows on a day that these claims alone give."""
    rows: dict[Key, Row] = {}
    for (place, side), evidence in siege_evidence(claims, theatre).items():
        for day, siege in siege_days((place, side), evidence, theatre, first=on, last=on, rule=rule):
            if siege is not None and day == on:
                rows["siege", place, side] = siege
    for (route, side), evidence in route_evidence(claims, theatre).items():
        for _, row in route_days((route, side), evidence, theatre, days=[on]):
            rows["route", route, side] = row
    for place, evidence in control_evidence(claims, theatre).items():
        for _, held in control_days(evidence, theatre, days=[on]):
            rows["control", place, None] = held
    return rows


def _moved(told: Row | None, without: Row | None) -> float:
    """The larger change in the probability of the state that either row asserts."""
    chances = [{_state(row): row.probability or 0.0} if row else {} for row in (told, without)]
    states = {*chances[0], *chances[1]}
    return max((abs(chances[0].get(one, 0.0) - chances[1].get(one, 0.0)) for one in states), default=0.0)


def _state(row: Row) -> tuple[str, str | None]:
    match row:
        case SiegeRow():
            return "besieged", row.besieger.side if row.besieger else None
        case ControlRow():
            return row.state, row.holder.side if row.holder else None
        case RouteRow():
            return row.state, row.by.side if row.by else None
