"""Drawn: what a picture works out from many places at once – sieges, corridors, the front – over days, for the map."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from siegeline.claims.claim import Claim, PlaceRef
from siegeline.picture.agreement import Day, picture_of
from siegeline.picture.brief import Held, rows_over
from siegeline.picture.chronicle import turning_days
from siegeline.picture.control import ControlRow
from siegeline.picture.front import front
from siegeline.picture.necks import CorridorRow, corridor_rows
from siegeline.picture.runs import Json, spans, told_row
from siegeline.picture.setting import land_of, setting
from siegeline.picture.sieges import SiegeRow
from siegeline.theatre import Theatre

_TENTHS = 10  # the front is drawn anew where the probability of a place crosses a tenth, not at each step of fading


def drawn(
    claims: Sequence[Claim], theatre: Theatre, *, first: date, last: date, rule: str = "encirclement"
) -> dict[str, list[Json]]:
    """Spans of days, both ends included: ``sieges`` and ``corridors`` by place, reported and derived; ``fronts``.

    A span of ``fronts`` has the GeoJSON ``features`` of :meth:`siegeline.picture.front.Front.as_geojson`.

    Raises:
        UsageError: no such rule.
    """
    sieges: defaultdict[tuple[str, str | None], _Steps] = defaultdict(_Steps)
    corridors: defaultdict[tuple[str, str | None], _Steps] = defaultdict(_Steps)
    fronts = _Steps()
    draw = Fronts(theatre)
    for day in turning_days(claims, theatre, first=first, last=last):
        picture = picture_of(claims, theatre, on=day, rule=rule)
        _step(sieges, day, {_whose(row): (row.place, told_row(row)) for row in picture.sieges})
        necks = {(one.place.id or one.place.text, one.side): one for one in corridor_rows(claims, theatre, picture)}
        _step(corridors, day, {key: (row.place, corridor_json(row, theatre)) for key, row in necks.items()})
        fronts.rows.append((day, {"features": shapes} if (shapes := draw.of(picture)) else None))
    return {
        "sieges": _by_place(sieges, theatre, last),
        "corridors": _by_place(corridors, theatre, last),
        "fronts": spans(fronts.rows, last),
    }


def sieges_over(
    claims: Sequence[Claim],
    held: Mapping[str, Held],
    theatre: Theatre,
    *,
    first: date,
    last: date,
    rule: str = "encirclement",
    tell: Callable[[int, int], None] | None = None,
) -> list[Json]:
    """The ``sieges`` of :func:`drawn`, where who holds what has been worked out: ``claims`` are those beside it.

    ``tell`` is told, before each day, how many days of how many are done.

    Raises:
        UsageError: no such rule.
    """
    sieges: defaultdict[tuple[str, str | None], _Steps] = defaultdict(_Steps)
    over = rows_over(held)
    coming, rows = next(over, None), list[ControlRow]()
    ends = {day for one in held.values() for run in one.runs for day in (run.first, run.last + timedelta(days=1))}
    told = turning_days(claims, theatre, first=first, last=last)
    days = sorted({*told, *(day for day in ends if first <= day <= last)})
    for number, day in enumerate(days):
        if tell is not None:
            tell(number, len(days))
        while coming is not None and coming[0] <= day:
            rows = list(coming[1])
            coming = next(over, None)
        picture = picture_of(claims, theatre, on=day, rule=rule, controls=rows)
        _step(sieges, day, {_whose(row): (row.place, told_row(row)) for row in picture.sieges})
    return _by_place(sieges, theatre, last)


def _whose(row: SiegeRow) -> tuple[str, str | None]:
    return row.place.id or "", row.besieger.side if row.besieger else None


class Fronts:
    """The front's features of one day after another; days with the same holders share them."""

    def __init__(self, theatre: Theatre) -> None:
        self._land = land_of(theatre)
        self._theatre = theatre
        self._kept: dict[tuple[Any, ...], list[Json]] = {}

    def of(self, day: Day) -> list[Json]:
        """GeoJSON features; none where fewer than two sides are known to hold anything."""
        here = setting(self._theatre, day.control)
        if here is None:
            return []
        sure = (here.probability * _TENTHS).astype(int)
        key = (here.sides, here.ids, here.holder.tobytes(), sure.tobytes())
        if key not in self._kept:
            shapes = front(here.ground, here.holder, here.probability, land=self._land).as_geojson(here.sides)
            self._kept[key] = shapes["features"]
        return self._kept[key]


class _Steps:
    """The rows of one thing from day to day, and its place."""

    def __init__(self) -> None:
        self.rows: list[tuple[date, Json | None]] = []
        self.place: PlaceRef | None = None


def _step(
    steps: defaultdict[tuple[str, str | None], _Steps], day: date, rows: dict[tuple[str, str | None], Any]
) -> None:
    for key in {*steps, *rows}:
        place, told = rows.get(key, (None, None))
        steps[key].place = place or steps[key].place
        steps[key].rows.append((day, told))


def _by_place(steps: dict[tuple[str, str | None], _Steps], theatre: Theatre, last: date) -> list[Json]:
    found: dict[str, Json] = {}
    for (place, _), one in sorted(steps.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        known = theatre.place.get(place)
        ref = one.place or PlaceRef(place, place)
        named = {"id": place, "name": ref.name or ref.text, "lat": ref.lat, "lon": ref.lon}
        place_json = {**named, "radius_km": ref.radius_km, "kind": known.kind if known else None}
        entry = found.setdefault(place, {"place": place_json, "spans": []})
        entry["spans"] += spans(one.rows, last, without="place")
    for entry in found.values():
        entry["spans"].sort(key=lambda span: span["from"])
    return [entry for entry in found.values() if entry["spans"]]


def corridor_json(row: CorridorRow, theatre: Theatre) -> Json:
    """A corridor for the map: its row, its width in words, its sentence, and the points of its flanks (lon, lat)."""
    return {
        **row.as_json(),
        "against": [],
        "width": row.width,
        "flanks": [list(point) for point in row.flanks],
        "sentence": _sentence(row, theatre),
        "doubt": None,
    }


def _sentence(row: CorridorRow, theatre: Theatre) -> str:
    """For example "West Aleppo: reached by Opposition over a corridor 1 to 2 km wide, by 1 way – reported"."""
    side = theatre.side.get(row.side or "")
    by = f" by {side.name}" if side else ""
    what = f"a corridor held{by}," if row.place.id in theatre.route else f"reached{by} over a corridor"
    width = f" {row.width} wide" if row.width else "; nobody says how wide"
    ways = f", by {row.ways} {'way' if row.ways == 1 else 'ways'}" if row.ways else ""
    basis = {"places": "worked out from who holds the places", "roads": "worked out from the roads"}
    return f"{row.place.text}: {what}{width}{ways} – {basis.get(row.basis, 'reported')}"
