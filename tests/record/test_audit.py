import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from record_examples import AUG_6, AUG_9, example_claim, example_report

from siegeline.errors import RecordError
from siegeline.record import Record

TABLES = ("log", "contents", "reports", "readings", "claims")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "record.db"
    with Record.open(f"sqlite:///{file}") as record:
        for number in range(3):
            report = example_report(number, data=b"\xff" * 30 + bytes([number]))
            record.add(report, [example_claim(report, 1)], theatre="syria", reader="rules 0.1", learned=AUG_6)
            claims = [example_claim(report, start, reader="rules 0.2") for start in (1, 2)]
            record.add(report, claims, theatre="syria", reader="rules 0.2", learned=AUG_9)
        record.verify()
    return file


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", ["DELETE FROM {table}", "UPDATE {table} SET {column} = {column}"])
def test_triggers_refuse_changes(path: Path, table: str, change: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        column = database.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchone()[0]
        with pytest.raises(sqlite3.IntegrityError, match=f"append-only: no (UPDATE|DELETE) of {table}"):
            database.execute(change.format(table=table, column=column))


def tamper(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        assert database.execute(statement).rowcount > 0
        database.commit()


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
def test_tampering_shows(path: Path, statement: str, told: str) -> None:
    tamper(path, statement)
    with Record.open(f"sqlite:///{path}") as record, pytest.raises(RecordError, match=told) as raised:
        record.verify()
    assert str(raised.value).startswith(f"{path}: ")
    assert "\n" not in str(raised.value)


def test_a_claim_slipped_in_shows(path: Path, forge: Callable[[], str]) -> None:
    tamper(path, forge())
    with (
        Record.open(f"sqlite:///{path}") as record,
        pytest.raises(RecordError, match=r"the reading .* was changed"),
    ):
        record.verify()


@pytest.fixture
def forge(path: Path) -> Callable[[], str]:
    """Copy a claim that holds in itself into the older reading, with its digest made anew."""
    from siegeline.record.rows import digest

    def made() -> str:
        with closing(sqlite3.connect(path)) as database:
            database.row_factory = sqlite3.Row
            row = dict(database.execute("SELECT * FROM claims WHERE span_start = 2").fetchone())
            old = "SELECT id FROM readings WHERE report = ? AND reader = 'rules 0.1'"
            row["reading"] = database.execute(old, [row["report"]]).fetchone()[0]
        row["digest"] = digest({name: value for name, value in row.items() if name != "digest"})
        values = ", ".join(
            "NULL" if value is None else "'{}'".format(str(value).replace("'", "''"))
            for value in row.values()
        )
        return f"INSERT INTO claims VALUES ({values})"

    return made
