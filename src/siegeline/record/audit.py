"""Audit: whether every row still says what the log says was written."""

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from json import JSONDecodeError, loads

from sqlalchemy import Connection, RowMapping, select

from siegeline.claims.claim import claim_from_json
from siegeline.errors import RecordError, UsageError
from siegeline.record.chain import entries
from siegeline.record.rows import digest, reading_digest, reading_id, unpacked
from siegeline.record.tables import claims, contents, readings, reports


def audit(connection: Connection) -> None:
    """Recompute every hash: contents, claims' ids and columns, reports, readings, the chain.

    Raises:
        RecordError: names the first row found changed, missing, or added behind the log's back.

    """
    digests = _claim_digests(connection)
    found = {
        "report": {
            row["sha256"]: digest(dict(row)) for row in connection.execute(select(reports)).mappings()
        },
        "reading": {
            row["id"]: _checked_reading(row, digests.pop(row["id"], {}))
            for row in connection.execute(select(readings)).mappings()
        },
    }
    numbers = {row.id: row.seq for row in connection.execute(select(readings.c.id, readings.c.seq))}
    if digests:
        raise RecordError(f"claims of the reading {min(digests)} are there, but the reading is missing")
    for seq, action, subject, payload in entries(connection):
        if action not in found:
            raise RecordError(f"the log's entry {seq} tells of an unknown action {action!r}")
        if (told := found[action].pop(subject, None)) is None:
            raise RecordError(f"the {action} {subject} is missing, though the log tells of it in entry {seq}")
        if told != payload or (action == "reading" and numbers[subject] != seq):
            raise RecordError(f"the {action} {subject} was changed since entry {seq} of the log")
    for action, left in found.items():
        if left:
            raise RecordError(f"the {action} {min(left)} is there, but the log does not tell of it")
    _check_contents(connection)


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
        claim = claim_from_json(loads(row["json"]))
    except (JSONDecodeError, KeyError, TypeError, ValueError, UsageError):
        return False
    return bool(replace(claim, id="").id == claim.id == row["id"])


def _checked_reading(row: RowMapping, claim_digests: dict[str, str]) -> str:
    if row["id"] != reading_id(row["report"], row["reader"]):
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
