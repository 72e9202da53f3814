"""The log: an append-only chain in which each entry's hash covers the entry before it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, insert, select

from siegeline.errors import RecordError
from siegeline.record.rows import digest
from siegeline.record.tables import log

START = "0" * 64


def append(connection: Connection, *, at: str, action: str, subject: str, payload: str) -> int:
    """Add an entry and return its number; call it inside a writing transaction only."""
    return append_all(connection, at=at, told=[(action, subject, payload)])[0]


def append_all(connection: Connection, *, at: str, told: Sequence[tuple[str, str, str]]) -> list[int]:
    """Add entries – action, subject, payload – in that order, and return their numbers, as :func:`append`."""
    last = connection.execute(select(log.c.seq, log.c.hash).order_by(log.c.seq.desc()).limit(1)).first()
    before, previous = (int(last.seq), last.hash) if last else (0, START)
    numbers = [before + count for count in range(1, len(told) + 1)]
    rows = []
    for seq, (action, subject, payload) in zip(numbers, told, strict=True):
        entry = {
            "seq": seq,
            "at": at,
            "action": action,
            "subject": subject,
            "payload": payload,
            "previous": previous,
        }
        previous = digest(entry)
        rows.append({**entry, "hash": previous})
    if rows:
        connection.execute(insert(log), rows)
    return numbers


def entries(connection: Connection) -> Iterator[tuple[int, str, str, str]]:
    """Walk the entries in order, as number, action, subject and payload, each checked against the one before.

    Raises:
        RecordError: an entry was changed, or one is missing.

    """
    expected, previous = 1, START
    for row in connection.execute(select(log).order_by(log.c.seq)).mappings():
        if row["seq"] != expected:
            raise RecordError(f"the log was cut: entry {expected} is missing")
        entry = {name: value for name, value in row.items() if name != "hash"}
        if row["previous"] != previous or row["hash"] != digest(entry):
            raise RecordError(f"the log was changed at entry {expected} ({row['action']} of {row['at']})")
        yield row["seq"], row["action"], row["subject"], row["payload"]
        expected, previous = expected + 1, row["hash"]
