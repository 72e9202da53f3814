from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from record_examples import AUG_6, AUG_9, example_claim, example_report
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from siegeline.errors import RecordError
from siegeline.record import Record
from siegeline.record.rows import digest

TABLES = ("log", "contents", "reports", "readings", "claims")


@pytest.fixture
def filled(url: str) -> str:
    with Record.open(url) as record:
        for number in range(3):
            report = example_report(number, data=b"\xff" * 30 + bytes([number]))
            record.add(report, [example_claim(report, 1)], theatre="syria", reader="rules 0.1", learned=AUG_6)
            claims = [example_claim(report, start, reader="rules 0.2") for start in (1, 2)]
            record.add(report, claims, theatre="syria", reader="rules 0.2", learned=AUG_9)
        record.verify()
    return url


@contextmanager
def behind_its_back(url: str) -> Iterator[Connection]:
    """Connect past the record's own code, as somebody with the database's password could."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", ["DELETE FROM {table}", "UPDATE {table} SET {column} = {column}"])
def test_triggers_refuse_changes(filled: str, table: str, change: str) -> None:
    with behind_its_back(filled) as database:
        column = inspect(database).get_columns(table)[0]["name"]
        with pytest.raises(DBAPIError, match=f"append-only: no (UPDATE|DELETE) of {table}"):
            database.execute(text(change.format(table=table, column=column)))


def tamper(url: str, statement: str) -> None:
    """Run a statement with the triggers and foreign keys out of force."""
    with behind_its_back(url) as database:
        if database.dialect.name == "postgresql":
            database.execute(text("SET LOCAL session_replication_role = replica"))
            statement = statement.replace("x'00'", r"'\x00'")
        else:
            for name in database.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
                database.execute(text(f"DROP TRIGGER {name}"))
        assert database.execute(text(statement)).rowcount > 0


LAST_SEQ = "(SELECT max(seq) FROM log)"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "UPDATE claims SET json = replace(json, '0.83', '0.99') WHERE span_start = 2",
            "the claim .* was changed",
        ),
        ("UPDATE claims SET place = 'madaya' WHERE span_start = 2", "the claim .* was changed"),
        ("UPDATE claims SET valid_end_latest = '2017-01-01'", "the claim .* was changed"),
        ("DELETE FROM claims WHERE span_start = 2", "the reading .* was changed"),
        ("UPDATE readings SET learned = '2016-08-01'", "the reading .* was changed"),
        ("UPDATE readings SET reader = 'rules 9' WHERE reader = 'rules 0.2'", "the reading .* was changed"),
        ("DELETE FROM readings WHERE reader = 'rules 0.1'", "the reading is missing"),
        ("UPDATE readings SET seq = seq + 100", "the reading .* was changed"),
        ("UPDATE reports SET published = NULL", "the report .* was changed"),
        ("UPDATE reports SET theatre = 'sudan'", "the report .* was changed"),
        ("DELETE FROM reports", "the report .* is missing"),
        ("UPDATE contents SET packed = x'00'", "the bytes .* were changed"),
        ("UPDATE contents SET packing = 'plain'", "the bytes .* were changed"),
        ("DELETE FROM contents", "the bytes .* are missing"),
        ("INSERT INTO contents VALUES ('00', 'plain', x'00')", "the bytes 00 are there, but no report's"),
        ("UPDATE log SET at = '2016-08-06T00:00:00+00:00' WHERE seq = 2", "the log was changed at entry 2"),
        ("DELETE FROM log WHERE seq = 4", "the log was cut: entry 4 is missing"),
        (
            f"DELETE FROM log WHERE seq = {LAST_SEQ}",
            "the reading .* is there, but the log does not tell of it",
        ),
        (
            "INSERT INTO log SELECT seq + 100, at, action, subject, payload, previous, hash FROM log",
            "the log was cut",
        ),
    ],
)
def test_tampering_shows(filled: str, statement: str, told: str) -> None:
    tamper(filled, statement)
    with Record.open(filled) as record, pytest.raises(RecordError, match=told) as raised:
        record.verify()
    assert "\n" not in str(raised.value)


def test_the_refusal_names_the_file(sqlite_url: str) -> None:
    with Record.open(sqlite_url) as record:
        record.add(example_report(), [], theatre="syria", reader="rules 0.1")
    tamper(sqlite_url, "UPDATE reports SET theatre = 'sudan'")
    with Record.open(sqlite_url) as record, pytest.raises(RecordError) as raised:
        record.verify()
    assert str(raised.value).startswith(f"{sqlite_url.removeprefix('sqlite:///')}: ")


def test_a_claim_slipped_in_shows(filled: str) -> None:
    tamper(filled, forged(filled))
    with Record.open(filled) as record, pytest.raises(RecordError, match=r"the reading .* was changed"):
        record.verify()


def forged(url: str) -> str:
    """Copy a claim that holds in itself into the older reading, with its digest made anew."""
    with behind_its_back(url) as database:
        row = dict(database.execute(text("SELECT * FROM claims WHERE span_start = 2")).mappings().first() or {})
        old = text("SELECT id FROM readings WHERE report = :report AND reader = 'rules 0.1'")
        row["reading"] = database.execute(old, {"report": row["report"]}).scalar()
    row["digest"] = digest({name: value for name, value in row.items() if name != "digest"})
    values = ("NULL" if value is None else "'{}'".format(str(value).replace("'", "''")) for value in row.values())
    # a colon would be taken for a parameter
    return f"INSERT INTO claims VALUES ({', '.join(values)})".replace(":", r"\:")
