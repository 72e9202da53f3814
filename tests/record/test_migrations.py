"""A record made by the first schema, opened by this version: its rows are written here as version 0.1.0 wrote them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from record_examples import AUG_6, AUG_9, example_claim, example_report
from sqlalchemy import Connection, insert

from siegeline.record import Record, chain
from siegeline.record.reading import Reading
from siegeline.record.rows import digest
from siegeline.record.schema import MIGRATIONS
from siegeline.record.store import Store
from siegeline.record.tables import claims, contents, readings, reports

AT = "2026-01-02T03:04:05.000006+00:00"


@pytest.fixture
def new_url(bare_url: Callable[[], str]) -> Callable[[], str]:
    """The tables are what is tested here: nothing made them before."""
    return bare_url


def old_record(url: str) -> None:
    """Make a record at schema 0001 with one report, read by two versions."""
    store = Store(url)
    store.use_wal()
    with store.writing() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for reader, starts, learned in (("rules 0.1", (0,), AUG_6), ("rules 0.2", (0, 7), AUG_9)):
            _add_as_0001(connection, reader, starts, learned)
    store.close()


def _add_as_0001(connection: Connection, reader: str, starts: tuple[int, ...], learned) -> None:
    report = example_report()
    found = [example_claim(report, start, reader=reader) for start in starts]
    made = Reading(report, found, theatre="syria", reader=reader, learned=learned)
    name = digest([report.sha256, reader])[:16]
    if reader == "rules 0.1":
        connection.execute(insert(contents), list(made.contents.values()))
        connection.execute(insert(reports), made.report)
        chain.append(connection, at=AT, action="report", subject=report.sha256, payload=digest(made.report))
    told = []
    for row in made.claims:
        kept = {**{key: value for key, value in row.items() if key != "digest"}, "reading": name}
        told.append({**kept, "digest": digest(kept)})
    rank = f"{1:06d}{'00000000' + reader[-1].zfill(8) + '0' * 16}{name}"
    row = {key: value for key, value in made.row.items() if key != "statement"}
    row |= {"id": name, "rank": rank, "recorded": AT}
    payload = digest([row, sorted((one["id"], one["digest"]) for one in told)])
    seq = chain.append(connection, at=AT, action="reading", subject=name, payload=payload)
    connection.execute(insert(readings), {**row, "seq": seq})
    connection.execute(insert(claims), told)


@pytest.mark.parametrize("create", [True, False])
def test_a_record_of_the_first_schema_is_opened_and_brought_up_to_date(url: str, create: bool) -> None:
    old_record(url)
    report = example_report()
    with Record.open(url, create=create) as record:
        record.verify()
        assert [claim.start for claim in record.claims()] == [0, 7]
        assert [claim.start for claim in record.claims(known=AUG_6)] == [0]
        [row] = record.reports()
        assert (row.source, row.published, row.learned) == ("a correspondent", AUG_6, AUG_6)
        assert record.custody(report.sha256) == []
        again = [example_claim(report, start, reader="rules 0.2") for start in (0, 7)]
        assert record.add(report, again, theatre="syria", reader="rules 0.2") == 0
        assert len(record.custody(report.sha256)) == 1
        third = [example_claim(report, 3, reader="rules 0.3")]
        assert record.add(report, third, theatre="syria", reader="rules 0.3") == 1
        assert record.claims() == third
        record.verify()


def test_the_examples_here_are_rows_of_the_first_schema(new_url: Callable[[], str], tmp_path: Path) -> None:
    store = Store(url := new_url())
    old_record(url)
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM record_version").scalar() == "0001"
        [one, _] = connection.exec_driver_sql("SELECT json FROM claims WHERE span_start = 0").scalars()
    store.close()
    assert json.loads(one)["kind"] == "captured"
