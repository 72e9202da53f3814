"""UCDP GED: a row as an event. Columns and codes: UCDP GED Codebook 24.1."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from siegeline.claims.events.event import Event
from siegeline.claims.events.table import Row
from siegeline.errors import InputError

COLUMNS = ("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "latitude", "longitude", "best")


def ucdp_events(row: Row, types: Any) -> Iterator[Event]:
    """The one event of a row; what is told of it as a series of days happened on some day of them."""
    first, last, point = row.day("date_start"), row.day("date_end"), row.point()
    if last < first:
        raise row.wrong("date_end lies before date_start", "exchange them")
    number = row.code("type_of_violence", 3)
    if number is None:
        raise row.wrong("type_of_violence is empty", "write 1, 2 or 3")
    low, best, high = (row.number(name) for name in ("low", "best", "high"))
    exact = row.code("where_prec", 7)
    known = types[number]
    yield Event(
        dataset="ucdp", id=row.text("id") or "", file=row.file, where=row.where, type=known["type"], kind=known["kind"],
        agent=row.text("side_a"), target=row.text("side_b"), first=first, last=last,
        place=row.text("where_coordinates"), lat=point[0] if point else None, lon=point[1] if point else None,
        precision=None if exact is None else 1 if exact == 1 else 2 if exact == 2 else 3, ucdp_precision=exact,
        killed=(low if low is not None else best, high if high is not None else best), counted="best",
        source=row.text("source_office") or row.text("source_original") or row.text("source_article"),
        said=_said(row, last), country=row.text("country"), noted="source_headline", typed="type_of_violence",
        dated="date_start", cells=row.cells,
    )  # fmt: skip


def _said(row: Row, last: date) -> date | None:
    """The first day of ``source_date`` that does not lie before the event; a list has one for each source."""
    for part in (row.text("source_date") or "").replace(",", ";").split(";"):
        if part.strip():
            try:
                day = Row({"source_date": part.strip()}, file=row.file, where=row.where).day("source_date")
            except InputError:
                continue
            if day >= last:
                return day
    return None
