"""Runs: rows of single days joined to spans of days on which nothing changes."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from siegeline.picture.control import ControlRow
from siegeline.picture.routes import RouteRow
from siegeline.picture.sentence import likelihood, sentence
from siegeline.picture.sieges import SiegeRow

Json = dict[str, Any]
# a row's JSON from a day on; None: no row
Steps = Sequence[tuple[date, Json | None]]


def told_row(row: ControlRow | RouteRow | SiegeRow) -> Json:
    """A row as JSON, with its ``sentence`` and its ``doubt`` in words (None where it asserts no state)."""
    doubt = likelihood(row.probability) if row.probability is not None else None
    return {**row.as_json(), "sentence": sentence(row), "doubt": doubt}


def spans(steps: Steps, last: date, *, without: str = "") -> list[Json]:
    """Runs of days with the same row, from rows at the days on which they may change."""
    found: list[Json] = []
    current: Json | None = None
    for day, row in steps:
        fields = row and {name: value for name, value in row.items() if name != without}
        if fields == current:
            continue
        if current is not None:
            found[-1]["to"] = (day - timedelta(days=1)).isoformat()
        if fields is not None:
            found.append({"from": day.isoformat(), "to": last.isoformat(), **fields})
        current = fields
    return found
