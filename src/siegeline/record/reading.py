"""Reading: what one reader version found in one report, made ready and then written in one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from siegeline.claims.claim import Claim
from siegeline.record import chain
from siegeline.record.rank import rank
from siegeline.record.rows import (
    claim_row,
    content_row,
    digest,
    reading_digest,
    reading_id,
    report_row,
    text_bytes,
)
from siegeline.record.tables import claims, contents, readings, reports
from siegeline.reports.report import Report


class Reading:
    """The rows of one reading; making them does the slow work (hashing, packing) before the transaction.

    Raises:
        ValueError: a claim is of another report, or its id is not that of its content.

    """

    def __init__(
        self, report: Report, found: Sequence[Claim], *, theatre: str, reader: str, learned: date | None
    ) -> None:
        self.report = report_row(report, theatre=theatre)
        sha256: str = self.report["sha256"]
        self.id = reading_id(sha256, reader)
        for claim in found:
            if claim.report != sha256 or replace(claim, id="").id != claim.id:
                raise ValueError(
                    f"the claim {claim.id} is not one of the report {sha256}, or its id is not its own"
                )
        rows = [claim_row(claim, reading=self.id) for claim in found]
        self.claims = list({row["id"]: row for row in reversed(rows)}.values())
        text = content_row(text_bytes(report.text))
        self.contents = {row["sha256"]: row for row in (content_row(report.data), text)}
        self.row: dict[str, Any] = {
            "id": self.id,
            "report": sha256,
            "reader": reader,
            "learned": learned or datetime.now(UTC).date(),
            "text": text["sha256"],
            "text_length": len(report.text),
        }

    def write(self, connection: Connection) -> int:
        """Add what is not there yet, and the log's entries; returns the number of claims added."""
        sha256 = self.row["report"]
        asked = select(readings.c.id, readings.c.reader, readings.c.rank).where(readings.c.report == sha256)
        others = connection.execute(asked).all()
        if any(other.id == self.id for other in others):
            return 0
        at = chain.now()
        self._write_contents(connection)
        if not others:
            connection.execute(insert(reports), self.report)
            payload = digest(self.report)
            chain.append(connection, at=at, action="report", subject=sha256, payload=payload)
        placed = rank(self.row["reader"], self.id, [(other.reader, other.rank) for other in others])
        row = {**self.row, "rank": placed, "recorded": at}
        payload = reading_digest(row, {claim["id"]: claim["digest"] for claim in self.claims})
        seq = chain.append(connection, at=at, action="reading", subject=self.id, payload=payload)
        connection.execute(insert(readings), {**row, "seq": seq})
        if self.claims:
            connection.execute(insert(claims), self.claims)
        return len(self.claims)

    def _write_contents(self, connection: Connection) -> None:
        asked = select(contents.c.sha256).where(contents.c.sha256.in_(self.contents))
        there = set(connection.execute(asked).scalars())
        for sha256, row in self.contents.items():
            if sha256 not in there:
                connection.execute(insert(contents), row)
