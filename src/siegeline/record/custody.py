"""Custody: how, when, from where and with which tool the bytes of a report came, and what was then said of them.

Each telling is a row of its own. A later one that says more, or otherwise, makes a new reading that supersedes; one
that says no more than is known only tells that the bytes came again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from siegeline import __version__
from siegeline.record.asof import SAID, in_force, readings_said, said_of
from siegeline.record.rows import digest, storable
from siegeline.record.tables import readings
from siegeline.reports.report import Report

TOOL = f"siegeline {__version__}"
# What a reader goes by. The language and the title are taken from the text where nobody tells them.
GOES_BY = ("source", "leaning", "published", "theatre")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of custody. ``origin`` is a path, a URL, or what else the bytes came through; ``how`` is
    ``file``, ``pipe`` or ``url``; ``tool`` this program and what took the text out of the bytes, with versions;
    ``learned`` the day on which we had them, ``recorded`` the time of writing it down.
    """

    id: str
    report: str
    file: str
    origin: str
    how: str
    tool: str
    source: str | None
    leaning: str | None
    published: date | None
    language: str | None
    title: str | None
    theatre: str
    learned: date
    recorded: str


def statement_row(report: Report, *, theatre: str, origin: str | None) -> dict[str, Any]:
    """Make the row of ``statements``, all but when it was learned and recorded; the id is of what is said.

    The same said of the same bytes from the same origin is the same statement, whenever and by which version.
    """
    came = storable(origin or report.file)
    words = {name: getattr(report, name) for name in ("file", "source", "leaning", "language", "title")}
    said = {name: value if value is None else storable(value) for name, value in words.items()}
    row = {"report": report.sha256, "published": report.published, "theatre": theatre, **said, "origin": came}
    identity = {name: value for name, value in row.items() if name != "file"}
    tool = f"{TOOL}, {report.extractor}" if report.extractor else TOOL
    return {**row, "id": digest(identity)[:16], "how": _how(came), "tool": tool}


def _how(origin: str) -> str:
    if origin in {"-", "standard input"}:
        return "pipe"
    return "url" if "://" in origin else "file"


def says_more(new: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    """Whether a statement says anything that a reader goes by, and that is not known."""
    return any(new[name] is not None and new[name] != known[name] for name in GOES_BY)


def went_by(connection: Connection, report: str, reader: str) -> list[Mapping[str, Any]]:
    """List what each of a reader's readings of a report went by."""
    asked = select(readings.c.id, *(said_of(name) for name in SAID)).select_from(readings_said())
    asked = asked.where(readings.c.report == report, readings.c.reader == reader)
    return [dict(row) for row in connection.execute(asked).mappings()]


def completed(connection: Connection, report: Report) -> Report:
    """Fill what nobody tells of a report now with what the reading in force went by."""
    asked = select(*(said_of(name) for name in SAID)).select_from(readings_said())
    row: Row[Any] | None = connection.execute(asked.where(readings.c.report == report.sha256, in_force(None))).first()
    if row is None:
        return report
    names = ("source", "leaning", "published", "language")
    known = {name: row._mapping[name] for name in names if getattr(report, name) is None}
    return replace(report, **known)
