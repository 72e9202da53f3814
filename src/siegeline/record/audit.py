"""Audit: whether every row still says what the log says was written."""

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, Table, select

from siegeline.claims.claimjson import claim_from_text
from siegeline.errors import RecordError, UsageError
from siegeline.record.chain import entries
from siegeline.record.rows import digest, reading_digest, reading_id, row_digest, tombstone_digest, unpacked
from siegeline.record.tables import claims, contents, erased, judgements, readings, reports, statements, tombstones


def audit(connection: Connection) -> None:
    """Recompute every hash: contents, claims' ids and columns, reports, statements, readings, judgements, the chain.

    Of what was erased, the log's entries and the tombstones are left, and are checked; its rows must be gone.

    Raises:
        RecordError: names the first row found changed, missing, or added behind the log's back.

    """
    digests = _claim_digests(connection)
    found = {
        "report": {row["sha256"]: digest(dict(row)) for row in connection.execute(select(reports)).mappings()},
        "statement": _digests(connection, statements),
        "reading": {
            row["id"]: _checked_reading(row, digests.pop(row["id"], {}))
            for row in connection.execute(select(readings)).mappings()
        },
        "judgement": _digests(connection, judgements),
        "erase": _tombstones(connection),
    }
    _check_statements(connection, found["statement"])
    numbers = _numbers(connection)
    gone = {(row.action, row.subject) for row in connection.execute(select(erased.c.action, erased.c.subject))}
    if digests:
        raise RecordError(f"claims of the reading {min(digests)} are there, but the reading is missing")
    for seq, action, subject, payload in entries(connection):
        if action == "import":
            continue  # tells where the next entries came from; no row goes with it
        if action not in found:
            raise RecordError(f"the log's entry {seq} tells of an unknown action {action!r}")
        told = found[action].pop(subject, None)
        if told is None and (action, subject) in gone:
            gone.discard((action, subject))
            continue
        if told is None:
            raise RecordError(f"the {action} {subject} is missing, though the log tells of it in entry {seq}")
        if told != payload or numbers.get((action, subject), seq) != seq:
            raise RecordError(f"the {action} {subject} was changed since entry {seq} of the log")
    for action, left in found.items():
        if left:
            raise RecordError(f"the {action} {min(left)} is there, but the log does not tell of it")
    if gone:
        action, subject = min(gone)
        raise RecordError(f"the {action} {subject} was erased, but is there, or the log does not tell of it")
    _check_contents(connection)


def _numbers(connection: Connection) -> dict[tuple[str, str], int]:
    """The entries of the log that rows say they are from."""
    keyed = {
        "statement": statements.c.id,
        "reading": readings.c.id,
        "judgement": judgements.c.id,
        "erase": tombstones.c.report,
    }
    return {
        (action, row[0]): row[1]
        for action, key in keyed.items()
        for row in connection.execute(select(key, key.table.c.seq))
    }


def _digests(connection: Connection, table: Table) -> dict[str, str]:
    return {row["id"]: row_digest(dict(row)) for row in connection.execute(select(table)).mappings()}


def _tombstones(connection: Connection) -> dict[str, str]:
    subjects: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for gone in connection.execute(select(erased)):
        subjects[gone.seq].append((gone.action, gone.subject))
    found = {}
    for row in connection.execute(select(tombstones)).mappings():
        found[row["report"]] = tombstone_digest(dict(row), subjects.pop(row["seq"], []))
    if subjects:
        raise RecordError(f"rows are told to be erased in entry {min(subjects)} of the log, which has no tombstone")
    return found


def _check_statements(connection: Connection, known: Container[str]) -> None:
    """A reading's statement has no foreign key: the column is younger than the table."""
    asked = select(readings.c.id, readings.c.statement).where(readings.c.statement.is_not(None))
    for row in connection.execute(asked):
        if row.statement not in known:
            raise RecordError(f"the statement {row.statement} is missing, which the reading {row.id} went by")


def _claim_digests(connection: Connection) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with connection.execute(select(claims), execution_options={"yield_per": 1000}) as streamed:
        for row in streamed.mappings():
            if not _claim_holds(row):
                raise RecordError(f"the claim {row['id']} of the report {row['report']} was changed")
            found[row["reading"]][row["id"]] = row["digest"]
    return found


def _claim_holds(row: RowMapping) -> bool:
    if row["digest"] != digest({name: value for name, value in row.items() if name != "digest"}):
        return False
    try:
        claim = claim_from_text(row["json"])
    except (ValueError, UsageError):
        return False
    return bool(replace(claim, id="").id == claim.id == row["id"])


def _checked_reading(row: RowMapping, claim_digests: dict[str, str]) -> str:
    if row["id"] != reading_id(row["report"], row["reader"], row["statement"]):
        raise RecordError(f"the reading {row['id']} of the report {row['report']} was changed")
    return reading_digest(dict(row), claim_digests)


def _check_contents(connection: Connection) -> None:
    wanted = set(_column(connection.execute(select(reports.c.sha256))))
    wanted |= set(_column(connection.execute(select(readings.c.text))))
    with connection.execute(select(contents), execution_options={"yield_per": 20}) as streamed:
        for row in streamed:
            if row.sha256 not in wanted:
                raise RecordError(f"the bytes {row.sha256} are there, but no report's")
            try:
                intact = hashlib.sha256(unpacked(row.packing, row.packed)).hexdigest() == row.sha256
            except zlib.error:
                intact = False
            if not intact:
                raise RecordError(f"the bytes {row.sha256} were changed")
            wanted.discard(row.sha256)
    if wanted:
        raise RecordError(f"the bytes {min(wanted)} are missing")


def _column(rows: Iterable[tuple[str]]) -> list[str]:
    return [value for (value,) in rows]
