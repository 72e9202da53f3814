"""Batch: many reports and what was found in them, added in one transaction with a few statements for all.

One report after the other costs some twenty statements and a write to the disk each. Here, what is not on record yet
goes in together: the same rows, and the same entries of the log in the same order, as one after the other would give.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select

from siegeline.claims.claim import Claim
from siegeline.errors import ErasedReportError
from siegeline.record import chain
from siegeline.record.reading import Reading, new_rows
from siegeline.record.tables import claims, contents, readings, reports, statements, tombstones
from siegeline.reports.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A report and what ``reader`` found in it, as :meth:`siegeline.record.Record.add` takes them."""

    report: Report
    claims: Sequence[Claim]
    theatre: str
    reader: str
    learned: date | None = None
    origin: str | None = None


def write_batch(connection: Connection, found: Sequence[Reading], *, at: str) -> list[int | ErasedReportError]:
    """Add readings, in a writing transaction; for each how many claims were added, or that its report was erased.

    Those of reports that are not on record go in together, and before the others.
    """
    hashes = [one.row["report"] for one in found]
    there = _those(connection, readings.c.id, [one.id for one in found])
    known = _those(connection, reports.c.sha256, hashes) | _those(connection, tombstones.c.report, hashes)
    new: dict[str, Reading] = {}
    for one in found:
        if one.row["report"] not in known:
            new.setdefault(one.row["report"], one)
    _write_new(connection, list(new.values()), at)
    told: list[int | ErasedReportError] = []
    for one in found:
        if new.get(one.row["report"]) is one:
            told.append(len(one.claims))
        elif one.id in there:
            told.append(0)
        else:
            try:
                told.append(one.write(connection, at=at))
            except ErasedReportError as error:
                told.append(error)
    return told


def _those(connection: Connection, column: ColumnElement[Any], values: Iterable[str]) -> set[str]:
    """Which of some values a column holds."""
    return set(connection.scalars(select(column).where(column.in_(list(values)))))


def _write_new(connection: Connection, found: Sequence[Reading], at: str) -> None:
    if not found:
        return
    rows = [new_rows(one, at=at) for one in found]
    kept = {key: row for one in found for key, row in one.contents.items()}
    held = _those(connection, contents.c.sha256, kept)
    numbers = iter(chain.append_all(connection, at=at, told=[entry for one in rows for entry in one.entries]))
    said, read = [], []
    for one in rows:
        next(numbers)  # of the report, whose row does not name it
        said.append({**one.statement, "seq": next(numbers)})
        read.append({**one.reading, "seq": next(numbers)})
    for table, values in (
        (contents, [row for key, row in kept.items() if key not in held]),
        (reports, [one.report for one in found]),
        (statements, said),
        (readings, read),
        (claims, [row for one in found for row in one.claims]),
    ):
        if values:
            connection.execute(insert(table), values)
