"""Reading: what one reader version found in one report, made ready and then written in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from siegeline.claims.claim import Claim
from siegeline.errors import ErasedReportError
from siegeline.record import chain
from siegeline.record.custody import says_more, statement_row, went_by
from siegeline.record.judgement import Append
from siegeline.record.rank import rank
from siegeline.record.rows import (
    claim_row,
    content_row,
    digest,
    reading_digest,
    reading_id,
    report_row,
    row_digest,
    text_bytes,
)
from siegeline.record.tables import claims, contents, readings, reports, statements, tombstones
from siegeline.reports.report import Report


class Reading:
    """The rows of one reading; making them does the slow work (hashing, packing) before the transaction.

    Raises:
        ValueError: a claim is of another report, or its id is not that of its content.

    """

    def __init__(
        self,
        report: Report,
        found: Sequence[Claim],
        *,
        theatre: str,
        reader: str,
        learned: date,
        origin: str | None = None,
    ) -> None:
        self.report = report_row(report, theatre=theatre)
        sha256: str = self.report["sha256"]
        self.statement = {**statement_row(report, theatre=theatre, origin=origin), "learned": learned}
        self.id = reading_id(sha256, reader, self.statement["id"])
        for claim in found:
            if claim.report != sha256 or replace(claim, id="").id != claim.id:
                raise ValueError(f"the claim {claim.id} is not one of the report {sha256}, or its id is not its own")
        rows = [claim_row(claim, reading=self.id) for claim in found]
        self.claims = list({row["id"]: row for row in reversed(rows)}.values())
        text = content_row(text_bytes(report.text))
        self.contents = {row["sha256"]: row for row in (content_row(report.data), text)}
        self.row: dict[str, Any] = {
            "id": self.id,
            "report": sha256,
            "reader": reader,
            "learned": learned,
            "text": text["sha256"],
            "text_length": len(report.text),
            "statement": self.statement["id"],
        }

    def write(self, connection: Connection, *, at: str) -> int:
        """Add what is not there yet, and the log's entries at the time ``at``; returns the number of claims added.

        Raises:
            ErasedReportError: the report was erased from this record.

        """
        sha256 = self.row["report"]
        check_not_erased(connection, sha256)
        asked = select(readings.c.reader, readings.c.rank).where(readings.c.report == sha256)
        others = connection.execute(asked).all()
        if not others:
            self._write_contents(connection)
            connection.execute(insert(reports), self.report)
            chain.append(connection, at=at, action="report", subject=sha256, payload=digest(self.report))
        self._write_statement(connection, at)
        if others and covered(connection, self.statement, self.row["reader"]):
            return 0
        self._write_contents(connection)
        placed = rank(self.row["reader"], self.id, [(other.reader, other.rank) for other in others])
        row = {**self.row, "rank": placed, "recorded": at}

        def append(action: str, subject: str, payload: str) -> int:
            return chain.append(connection, at=at, action=action, subject=subject, payload=payload)

        reading_written(connection, row, self.claims, append=append)
        return len(self.claims)

    def _write_contents(self, connection: Connection) -> None:
        asked = select(contents.c.sha256).where(contents.c.sha256.in_(self.contents))
        there = set(connection.execute(asked).scalars())
        for sha256, row in self.contents.items():
            if sha256 not in there:
                connection.execute(insert(contents), row)

    def _write_statement(self, connection: Connection, at: str) -> None:
        if stated(connection, self.statement["id"]):
            return
        row = {**self.statement, "recorded": at}
        seq = chain.append(connection, at=at, action="statement", subject=row["id"], payload=row_digest(row))
        connection.execute(insert(statements), {**row, "seq": seq})


@dataclass(frozen=True, slots=True)
class NewRows:
    """The rows of a reading whose report is not on record, but for their numbers in the log, and the log's entries."""

    statement: dict[str, Any]
    reading: dict[str, Any]
    entries: tuple[tuple[str, str, str], ...]


def new_rows(one: Reading, *, at: str) -> NewRows:
    """The rows that a reading adds of a report that is not on record, at the time ``at``.

    The entries (action, subject, payload) are the report's, the statement's and the reading's.
    """
    sha256, statement = one.row["report"], {**one.statement, "recorded": at}
    read = {**one.row, "rank": rank(one.row["reader"], one.id, []), "recorded": at}
    payload = reading_digest(read, {claim["id"]: claim["digest"] for claim in one.claims})
    told = (
        ("report", sha256, digest(one.report)),
        ("statement", statement["id"], row_digest(statement)),
        ("reading", one.id, payload),
    )
    return NewRows(statement, read, told)


def reading_written(
    connection: Connection, row: Mapping[str, Any], found: Sequence[Mapping[str, Any]], *, append: Append
) -> None:
    """Add the row of a reading, its claims' rows, and its entry of the log."""
    payload = reading_digest(row, {claim["id"]: claim["digest"] for claim in found})
    seq = append("reading", row["id"], payload)
    connection.execute(insert(readings), {**row, "seq": seq})
    if found:
        connection.execute(insert(claims), [dict(claim) for claim in found])


def stated(connection: Connection, statement: str) -> bool:
    """Whether that statement of custody is there."""
    return connection.execute(select(statements.c.id).where(statements.c.id == statement)).first() is not None


def covered(connection: Connection, statement: Mapping[str, Any], reader: str) -> bool:
    """Whether this reader version has read the report going by all that the statement says."""
    return any(not says_more(statement, known) for known in went_by(connection, statement["report"], reader))


def check_not_erased(connection: Connection, report: str) -> None:
    """Raise ``ErasedReportError`` for a report that has a tombstone."""
    asked = select(tombstones.c.who, tombstones.c.recorded, tombstones.c.why).where(tombstones.c.report == report)
    if (row := connection.execute(asked).first()) is not None:
        raise ErasedReportError(report, who=row.who, day=row.recorded[:10], why=row.why)
