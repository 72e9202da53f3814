"""ACLED: a row of its export as an event. Columns and codes: ACLED Codebook (2024)."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from siegeline.claims.events.event import Event
from siegeline.claims.events.table import Row

COLUMNS = ("event_id_cnty", "event_date", "event_type", "sub_event_type", "location", "latitude", "longitude")
OURS = "siegeline_made"
_STATE = {"State Forces", "State forces", "1"}


@dataclass(frozen=True, slots=True)
class _Parties:
    agent: str | None
    target: str | None


def acled_events(row: Row, types: Any) -> Iterator[Event]:
    """The one event of a row."""
    day, point = row.day("event_date"), row.point()
    first, last = _days(day, row.code("time_precision", 3))
    told = f"{row.text('event_type') or ''}: {row.text('sub_event_type') or ''}"
    known = types.get(told, {})
    parties = _parties(row, known.get("by"))
    killed = row.number("fatalities")
    yield Event(
        dataset="acled", id=row.text("event_id_cnty") or "", file=row.file, where=row.where, type=told,
        kind=known.get("kind"), agent=parties.agent, target=parties.target, first=first, last=last,
        place=row.text("location"), lat=point[0] if point else None, lon=point[1] if point else None,
        precision=row.code("geo_precision", 3),
        killed=(killed or None, None), counted="fatalities", source=row.text("source"),
        country=row.text("country"), noted="notes", typed="sub_event_type", dated="event_date", cells=row.cells,
    )  # fmt: skip


def _days(day: date, precision: int | None) -> tuple[date, date]:
    """Between which days: 2 is a week with the day in its middle, 3 the month."""
    if precision == 2:
        return day - timedelta(days=3), day + timedelta(days=3)
    if precision == 3:
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day, day


def _parties(row: Row, by: str | None) -> _Parties:
    one, other = row.text("actor1"), row.text("actor2")
    state = next((name for name, code in ((one, "inter1"), (other, "inter2")) if row.text(code) in _STATE), None)
    if by and state:
        doer = state if by == "state" else next((name for name in (one, other) if name != state), None)
        return _Parties(doer, other if doer == one else one)
    return _Parties(one, other)
