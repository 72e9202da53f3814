"""Many: the contents of a large record in columns – places, and who holds them – with the claims asked for as needed.

A desk over a small record sends every claim with its sentence. Over a large one it sends what the map draws; the
sentences of a place come when somebody chooses it, and the front and corridors of a day when somebody asks for them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from siegeline.claims.claim import Claim
from siegeline.picture.brief import Held, rows_on
from siegeline.picture.parameters import parameters
from siegeline.picture.row import place_of
from siegeline.theatre import Theatre

LARGE = 5_000  # claims, from which on a record is large
_STATES = ("held", "contested", "indeterminate")
_AID = frozenset({"aid_blocked", "aid_delivered"})


def beside_control(claims: Sequence[Claim]) -> list[Claim]:
    """The claims on sieges, roads, aid and widths: those that a day's picture needs beside who holds what."""
    kinds = {*parameters().sieges.kinds, *_AID}
    return [one for one in claims if one.kind in kinds or one.route is not None or one.quantities]


def told_places(claims: Iterable[Claim], theatre: Theatre) -> dict[str, Held]:
    """The places that any claim may tell the holder of, without a day on which anybody holds them."""
    kinds = parameters().control.kinds
    found: dict[str, Held] = {}
    for one in claims:
        key = one.place.id if one.place and one.kind in kinds and one.route is None else None
        if key and key not in found and (place := place_of(one, theatre)) is not None:
            found[key] = Held(place, (), ())
    return found


def many_contents(
    claims: Sequence[Claim], held: Mapping[str, Held], beside: Mapping[str, Any], theatre: Theatre
) -> dict[str, Any]:
    """What the map's modules unpack: ``beside`` (the contents made from what is told beside control), with columns.

    ``columns.places`` has a column a field. ``columns.runs`` has, in the order of places, ``count`` a place, and a
    column a field a run: ``from`` and ``to`` in days since ``days[0]``, ``state``, ``holder`` and ``doubt`` as numbers
    into ``states``, ``holders`` and ``doubts`` (-1: none), ``for`` and ``against`` in claims. ``news`` is how many
    claims were told of each day.
    """
    first = date.fromisoformat(beside["days"][0])
    places = {one.place.id or "": one.place for one in held.values()}
    known_places = [theatre.place.get(key) for key in places]
    runs = [run for one in held.values() for run in one.runs]
    holders = list(dict.fromkeys(run.holder for run in runs if run.holder is not None))
    doubts = list(dict.fromkeys(run.doubt for run in runs if run.doubt is not None))
    sides = list(dict.fromkeys(side for run in runs for side in run.sides))
    at_holder = {one: number for number, one in enumerate(holders)}
    at_doubt = {one: number for number, one in enumerate(doubts)}
    at_side = {one: number for number, one in enumerate(sides)}
    made = beside["made"] | {"claims": len(claims), "reports": len({one.report for one in claims})}
    days = Counter(told_day(claim) for claim in claims)
    return {
        **beside, "made": made, "claims": {}, "control": [], "large": True,
        "news": sorted((day.isoformat(), count) for day, count in days.items() if day is not None),
        "columns": {
            "states": _STATES, "doubts": doubts, "sides": sides,
            "holders": [{"text": one.text, "id": one.id, "side": one.side} for one in holders],
            "places": {
                "id": list(places),
                "name": [one.name or one.text for one in places.values()],
                "lat": [one.lat for one in places.values()],
                "lon": [one.lon for one in places.values()],
                "radius_km": [one.radius_km for one in places.values()],
                "kind": [one.kind if one else "town" for one in known_places],
                "ring": {one.id: [list(point) for point in one.ring] for one in known_places if one and one.ring},
                "part_of": {one.id: one.part_of for one in known_places if one and one.part_of},
            },
            "runs": {
                "count": [len(one.runs) for one in held.values()],
                "from": [(run.first - first).days for run in runs],
                "to": [(run.last - first).days for run in runs],
                "state": [_STATES.index(run.state) for run in runs],
                "holder": [-1 if run.holder is None else at_holder[run.holder] for run in runs],
                "doubt": [-1 if run.doubt is None else at_doubt[run.doubt] for run in runs],
                "for": [run.supporting for run in runs],
                "against": [run.opposing for run in runs],
                "a": [at_side[run.sides[0]] if run.sides else -1 for run in runs],
                "b": [at_side[run.sides[1]] if len(run.sides) > 1 else -1 for run in runs],
            },
        },
    }  # fmt: skip


def drawn_on(
    claims: Sequence[Claim], held: Mapping[str, Held], theatre: Theatre, *, on: date, rule: str
) -> dict[str, Any]:
    """The derived sieges, the corridors and the front of one day of a large record; seconds, where sides are mixed."""
    from siegeline.picture import picture_of
    from siegeline.picture.drawn import Fronts, corridor_json
    from siegeline.picture.necks import corridor_rows
    from siegeline.picture.runs import told_row

    picture = picture_of(claims, theatre, on=on, rule=rule, controls=rows_on(held, on))
    return {
        "sieges": [told_row(row) for row in picture.sieges],
        "corridors": [corridor_json(row, theatre) for row in corridor_rows(claims, theatre, picture)],
        "features": Fronts(theatre).of(picture),
    }


def derived_on(
    claims: Sequence[Claim], held: Mapping[str, Held], theatre: Theatre, *, on: date, rule: str
) -> list[dict[str, Any]]:
    """The sieges of one day of a large record that nobody reports; about a second, where sides are mixed."""
    from siegeline.picture import picture_of
    from siegeline.picture.runs import told_row

    picture = picture_of(claims, theatre, on=on, rule=rule, controls=rows_on(held, on))
    return [told_row(row) for row in picture.sieges if row.basis == "derived"]


def told_day(claim: Claim) -> date | None:
    """The day that a claim belongs to, as the page's modules count it: when it was so, else when it was said."""
    interval = claim.when.interval
    return interval.start.earliest or interval.end.latest or claim.stated
