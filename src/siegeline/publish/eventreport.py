"""Event reports: one row for each event and each report of it, for R's ``eventreport`` and others that aggregate.

Source: van Baalen & Höglund, ``eventreport`` 0.1 (CRAN), whose example data name the columns ``id``, ``event_id``,
``country``, ``date_start``, ``city``, ``location``, ``actor1``, ``deaths_best``, ``injuries_best`` and ``source``.
Claims are of one event when they are of one kind, at one place, by one side, and their days – a week at most – overlap;
one whose day is not told counts for the day that the file gives it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from siegeline.claims.claim import LASTING, Claim
from siegeline.publish.csvfile import csv_bytes
from siegeline.publish.entry import Entry
from siegeline.publish.extract import Extract, claim_entry
from siegeline.publish.shaped import country_of, events_of

COLUMNS = (
    *("id", "event_id", "country", "date_start", "date_end", "date_precision", "city", "location", "geo_precision"),
    *("latitude", "longitude", "event_type", "actor1", "actor2", "deaths_best", "deaths_low", "deaths_high"),
    *("injuries_best", "source", "source_leaning", "report_date", "siegeline_made"),
)
MISSING = "NA"  # as R reads it
_LONGEST = 7  # days
_CITIES = {"city", "town", "village"}


@dataclass(slots=True)
class _Event:
    first: date
    last: date
    claims: list[tuple[Claim, Entry]] = field(default_factory=list)


def eventreport_file(told: Extract) -> bytes:
    """Claims of what happened as event reports; states that go on (held, besieged, a road's) are no events."""
    country = country_of(told.theatre).name
    rows = ({**row, "country": country, "siegeline_made": told.line} for row in _rows(told))
    return csv_bytes(
        COLUMNS, ({name: MISSING if row.get(name) is None else row[name] for name in COLUMNS} for row in rows)
    )


def _rows(told: Extract) -> Iterator[dict[str, Any]]:
    for number, event in enumerate(_events(told), 1):
        reports: dict[Any, list[tuple[Claim, Entry]]] = defaultdict(list)
        for claim, row in sorted(event.claims, key=lambda one: (one[1].stated or "", one[1].source or "", one[0].id)):
            reports[row.source, row.stated, claim.report].append((claim, row))
        for found in reports.values():
            yield _row(f"event-{number}", found, told)


def _row(event: str, found: list[tuple[Claim, Entry]], told: Extract) -> dict[str, Any]:
    """What one report tells of an event: its first claim, with the first numbers that any of them tells."""
    claim, row = found[0]
    start = claim.when.interval.start
    span = (start.latest - start.earliest).days if start.earliest and start.latest else None
    deaths, injured = (
        next(filter(None, (_told(one, what) for one, _ in found)), (None, None)) for what in ("killed", "wounded")
    )
    place = told.theatre.place.get(row.place_id or "")
    is_city = place.kind in _CITIES if place else row.place_id is not None and row.geo_precision == 1
    first = start.earliest or start.latest or claim.stated
    return {
        "id": claim.id, "event_id": event, "date_start": first and first.isoformat(),
        "date_end": (start.latest or first) and (start.latest or first).isoformat(),  # type: ignore[union-attr]
        "date_precision": 3 if span is None or span > _LONGEST else 1 if span == 0 else 2,
        "city": row.name if is_city else None, "location": row.name or row.route,
        "geo_precision": row.geo_precision, "latitude": row.lat, "longitude": row.lon, "event_type": row.state,
        "actor1": row.side_name, "actor2": row.other_side_name,
        "deaths_best": deaths[0] if deaths[0] is not None else deaths[1], "deaths_low": deaths[0],
        "deaths_high": deaths[1], "injuries_best": injured[0] if injured[0] is not None else injured[1],
        "source": row.source, "source_leaning": row.leaning, "report_date": row.stated,
    }  # fmt: skip


def _told(claim: Claim, what: str) -> tuple[int | None, int | None] | None:
    found = next((one for one in claim.quantities if one.what == what), None)
    if found is None:
        return None
    return (None if found.low is None else int(found.low)), (None if found.high is None else int(found.high))


def _events(told: Extract) -> list[_Event]:
    """Events in the order of their first days."""
    alike: defaultdict[Any, list[_Event]] = defaultdict(list)
    found = []
    for claim, day, span, _ in events_of(told):
        if claim.kind in LASTING:
            continue
        row = claim_entry(claim, told.theatre)
        start = claim.when.interval.start
        found.append((start.earliest or day, start.latest or day, span, claim, row))
    for first, last, span, claim, row in sorted(found, key=lambda one: (one[0], one[1], one[3].id)):
        where = row.place_id or row.route_id or row.name or row.route
        events = alike[row.state, where, row.side, row.lat]
        near = next((one for one in events if first <= one.last and last >= one.first), None)
        short = span <= _LONGEST and where is not None
        if near is None or not short or (max(near.last, last) - min(near.first, first)).days > _LONGEST:
            near = _Event(first, last)
            alike[row.state, where, row.side, row.lat].append(near)
        near.first, near.last = min(near.first, first), max(near.last, last)
        near.claims.append((claim, row))
    return sorted(
        (one for events in alike.values() for one in events), key=lambda one: (one.first, one.claims[0][0].id)
    )
