import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from record_examples import example_report
from sqlalchemy import create_engine, text

from siegeline.errors import RecordError
from siegeline.record import Record
from siegeline.record.schema import HEAD, MIGRATIONS, VERSION_TABLE
from siegeline.record.store import Store
from siegeline.record.tables import metadata


@pytest.fixture
def new_url(bare_url: Callable[[], str]) -> Callable[[], str]:
    """The tables are what is tested here: nothing made them before."""
    return bare_url


def test_head_is_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_the_tables_are_those_that_the_migrations_make(record: Record, url: str) -> None:
    store = Store(url)
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []
    store.close()


def test_opening_a_current_record_does_not_import_alembic(record: Record, url: str) -> None:
    code = (
        "import sys; from siegeline.record import Record; "
        "Record.open(sys.argv[1]).close(); print('alembic' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"


def test_a_record_of_a_newer_version_is_refused_and_left_alone(record: Record, url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as database:
        database.execute(text("UPDATE record_version SET version_num = '0999'"))
    for create in (True, False):
        with pytest.raises(RecordError, match=r"newer version of siegeline \(schema 0999.*update siegeline"):
            Record.open(url, create=create)
    with engine.begin() as database:
        assert database.execute(text("SELECT version_num FROM record_version")).all() == [("0999",)]
    engine.dispose()


def test_a_record_that_is_not_there_is_not_made_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    empty = f"{path}: the record is empty; fill it with: siegeline read PATH"
    with pytest.raises(RecordError) as raised:
        Record.open(f"sqlite:///{path}", create=False)
    assert str(raised.value) == empty
    assert not path.exists()
    Record.open(f"sqlite:///{path}").close()
    with pytest.raises(RecordError) as raised:
        Record.open(f"sqlite:///{path}", create=False)
    assert str(raised.value) == empty
    with Record.open(f"sqlite:///{path}") as record:
        record.add(example_report(), [], theatre="syria", reader="rules 0.1")
    Record.open(f"sqlite:///{path}", create=False).close()


def test_somebody_elses_database_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")
        database.commit()
    before = path.read_bytes()
    with pytest.raises(RecordError, match="not a siegeline record"):
        Record.open(f"sqlite:///{path}")
    assert path.read_bytes() == before
