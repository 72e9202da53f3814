"""Agreement: reported and derived sieges side by side, and where they disagree, why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from siegeline.claims.claim import ActorRef, Claim, PlaceRef
from siegeline.picture.control import ControlRow, control
from siegeline.picture.derived import Derived, derive
from siegeline.picture.ground import Floats, distance_km
from siegeline.picture.population import population_of_all
from siegeline.picture.routes import RouteRow, routes
from siegeline.picture.rule import Aid, Rule, aid_told, rule_named
from siegeline.picture.segments import segment_rows
from siegeline.picture.sieges import SiegeRow
from siegeline.picture.sieges import sieges as reported_sieges
from siegeline.theatre import Theatre

_DEGREES = {"encircled": "encircled", "under-fire": "reachable only under fire", "one-way": "reachable by one way"}
NEIGHBOURS_KM = 25.0


@dataclass(frozen=True, slots=True)
class Day:
    """All rows of one day: who holds what, the roads and their segments, the sieges."""

    on: date
    control: tuple[ControlRow, ...]
    routes: tuple[RouteRow, ...]
    sieges: tuple[SiegeRow, ...]


def sieges(claims: Sequence[Claim], theatre: Theatre, *, on: date, rule: str = "encirclement") -> list[SiegeRow]:
    """The sieges that last on a day, reported and derived, by place; a place that two sides besiege has two rows.

    Raises:
        UsageError: no such rule.
    """
    return list(picture_of(claims, theatre, on=on, rule=rule).sieges)


def routes_and_segments(
    claims: Sequence[Claim], theatre: Theatre, *, on: date, rule: str = "encirclement"
) -> list[RouteRow]:
    """The state of each route that claims tell of, and of its segments by who holds the places along it.

    Raises:
        UsageError: no such rule.
    """
    rule_named(rule)
    return with_segments(routes(claims, theatre, on=on), control(claims, theatre, on=on), theatre)


def with_segments(told: Sequence[RouteRow], controls: Sequence[ControlRow], theatre: Theatre) -> list[RouteRow]:
    """The rows of whole roads, with those of their segments by who holds the places along them; by road."""
    held = {row.place.id: row for row in controls if row.place.id}
    rows = [*told, *segment_rows(theatre, held, told)]
    return sorted(rows, key=lambda row: (row.route.text, row.segment is not None))


def picture_of(
    claims: Sequence[Claim],
    theatre: Theatre,
    *,
    on: date,
    rule: str = "encirclement",
    controls: Sequence[ControlRow] | None = None,
) -> Day:
    """Everything that is so on a day; ``controls`` are the day's rows where somebody has worked them out already.

    Raises:
        UsageError: no such rule.
    """
    chosen = rule_named(rule)
    return day_of(
        theatre,
        on=on,
        rule=rule,
        controls=control(claims, theatre, on=on) if controls is None else controls,
        told=routes(claims, theatre, on=on),
        reported=reported_sieges(claims, theatre, on=on, rule=rule),
        aid=aid_told(claims, on=on, within_days=chosen.within_days),
    )


def day_of(
    theatre: Theatre,
    *,
    on: date,
    rule: str,
    controls: Sequence[ControlRow],
    told: Sequence[RouteRow],
    reported: Sequence[SiegeRow],
    aid: Mapping[str, Aid],
) -> Day:
    """A day out of its rows: who holds what, the roads and the sieges ``told`` of, and aid by place.

    Raises:
        UsageError: no such rule.
    """
    chosen = rule_named(rule)
    ways = with_segments(told, controls, theatre)
    besieged: dict[str, list[tuple[str | None, str | None]]] = {}
    for row in reported:
        parties = (row.besieged.side if row.besieged else None, row.besieger.side if row.besieger else None)
        besieged.setdefault(row.place.id or "", []).append(parties)
    found = derive(theatre, controls, ways, besieged)
    rows = _mutual(
        [*_side_by_side(reported, found, theatre), *_only_derived(reported, found, controls, theatre, rule)], theatre
    )
    kept = [judged for row in rows if (judged := _judged(row, chosen, aid, on)) is not None]
    kept.sort(key=lambda row: (row.place.text, row.besieger.text if row.besieger else ""))
    return Day(on, tuple(controls), tuple(ways), tuple(kept))


def _judged(row: SiegeRow, rule: Rule, aid: Mapping[str, Aid], on: date) -> SiegeRow | None:
    counts, tier = rule.judged(row.degree, row.since, aid.get(row.place.id or "", Aid()), on=on)
    return replace(row, tier=tier) if counts else None


def _matches(row: SiegeRow, one: Derived) -> bool:
    if row.place.id not in one.places:
        return False
    if row.besieged is not None and row.besieged.side is not None:
        return row.besieged.side == one.side
    return row.besieger is None or row.besieger.side != one.side


def _side_by_side(reported: Sequence[SiegeRow], found: Sequence[Derived], theatre: Theatre) -> list[SiegeRow]:
    rows = []
    for row in reported:
        own = next((one for one in found if _matches(row, one)), None)
        if own is None:
            served = any(row.place.id in route.serves for route in theatre.routes)
            rows.append(replace(row, why="reported, not derived: who holds it is not known") if served else row)
        elif own.degree is None:
            rows.append(replace(row, why=f"reported, not derived: {own.why}"))
        else:
            why = None
            if own.degree != row.degree:
                why = f"reported {_DEGREES[row.degree]}, derived {_DEGREES[own.degree]}: {own.why}"
            rows.append(
                replace(
                    row,
                    basis="both",
                    why=why,
                    besieged=row.besieged or _side(own.side, theatre),
                    besieger=row.besieger or own.besieger,
                    places=own.places if len(own.places) > 1 else (),
                    within=own.within,
                )
            )
    return rows


def _only_derived(
    reported: Sequence[SiegeRow],
    found: Sequence[Derived],
    controls: Sequence[ControlRow],
    theatre: Theatre,
    rule: str,
) -> list[SiegeRow]:
    rows = []
    for one in found:
        if one.degree is None or any(_matches(row, one) for row in reported):
            continue
        place = _place(one.places[0], controls, theatre)
        rows.append(
            SiegeRow(
                place=place,
                besieger=one.besieger,
                besieged=_side(one.side, theatre),
                degree=one.degree,
                basis="derived",
                rule=rule,
                probability=one.probability,
                since=one.since,
                population=population_of_all(one.places, theatre),
                supporting=one.supporting,
                opposing=one.opposing,
                why=f"derived, not reported: {one.why}",
                places=one.places if len(one.places) > 1 else (),
                within=one.within,
            )
        )
    return rows


def _place(place: str, controls: Sequence[ControlRow], theatre: Theatre) -> PlaceRef:
    known = theatre.place.get(place)
    if known is not None:
        return PlaceRef(known.name, known.id, known.name, known.lat, known.lon, known.radius_km)
    return next((row.place for row in controls if row.place.id == place), PlaceRef(place, place))


def _side(side: str, theatre: Theatre) -> ActorRef:
    known = theatre.side.get(side)
    return ActorRef(known.name if known else side, None, side)


def _mutual(rows: Sequence[SiegeRow], theatre: Theatre) -> list[SiegeRow]:
    """Name for each siege those nearby in which the besieged besiege the besieger."""

    def sides(row: SiegeRow) -> tuple[str | None, str | None]:
        return (row.besieger and row.besieger.side) or None, (row.besieged and row.besieged.side) or None

    by_sides: dict[tuple[str | None, str | None], list[SiegeRow]] = {}
    for row in rows:
        if row.place.id and None not in sides(row):
            by_sides.setdefault(sides(row), []).append(row)
    found = []
    for row in rows:
        against = [] if None in sides(row) else by_sides.get(sides(row)[::-1], [])
        near = _near(row, [other for other in against if other is not row], theatre)
        found.append(replace(row, mutual=tuple(other.place.id for other in near if other.place.id)))
    return found


def _near(row: SiegeRow, others: Sequence[SiegeRow], theatre: Theatre) -> list[SiegeRow]:
    """The others that lie in the same larger place, or within the reach of neighbours."""
    import numpy as np

    def whole(row: SiegeRow) -> str | None:
        place = theatre.place.get(row.place.id or "")
        return place.part_of if place is not None else None

    def points(rows: Sequence[SiegeRow]) -> Floats:
        return np.array([(r.place.lat, r.place.lon) for r in rows], dtype=np.float64).reshape(-1, 2)

    if not others:
        return []
    here, there, mine = points([row]), points(others), whole(row)
    close = distance_km(here[:, 0], here[:, 1], there[:, 0], there[:, 1]) <= NEIGHBOURS_KM  # no point: nan, not near
    return [other for other, is_close in zip(others, close, strict=True) if is_close or (mine and mine == whole(other))]
