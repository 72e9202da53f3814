"""Every test that asks for ``url`` or ``record`` runs on both stores: SQLite, and a PostgreSQL that the tests start.

Making the tables takes longer than most tests do, so they get a record that has them and is empty. The tests of how a
record is made ask for ``bare_url``.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from postgresql import Cluster
from siegeline.record import Record
from siegeline.record.schema import VERSION_TABLE

STORES = ("sqlite", "postgresql")


@pytest.fixture(params=STORES)
def on_store(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def bare_url(on_store: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the URL of a new database with nothing in it in one of the stores."""
    if on_store == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgresql")
        return cluster.new_url
    numbers = count(1)
    return lambda: f"sqlite:///{tmp_path / f'record-{next(numbers)}.db'}"


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A SQLite file that holds an empty record."""
    path = tmp_path_factory.mktemp("empty") / "record.db"
    Record.open(f"sqlite:///{path}").close()
    return path.read_bytes()


@pytest.fixture(scope="session")
def given_back() -> list[str]:
    """The URLs of PostgreSQL's databases that hold a record, emptied after a test."""
    return []


@pytest.fixture
def new_url(
    on_store: str, bare_url: Callable[[], str], empty_file: bytes, given_back: list[str]
) -> Iterator[Callable[[], str]]:
    """Gives the URL of an empty record in one of the stores; for tests that compare several records."""
    used = []

    def new() -> str:
        if on_store == "postgresql" and given_back:
            used.append(given_back.pop())
            return used[-1]
        url = bare_url()
        if on_store == "sqlite":
            Path(url.removeprefix("sqlite:///")).write_bytes(empty_file)
        else:
            Record.open(url).close()
            used.append(url)
        return url

    yield new
    for url in used:
        with suppress(OperationalError):  # somebody still holds it: it is left, and the next test gets another
            _empty(url)
            given_back.append(url)


@pytest.fixture
def again_url(on_store: str, new_url: Callable[[], str]) -> Callable[[], str]:
    """Gives the URL of an empty record, in PostgreSQL the same each time: what it held is gone."""
    if on_store == "sqlite":
        return new_url
    urls: list[str] = []

    def again() -> str:
        if urls:
            _empty(urls[0])
        else:
            urls.append(new_url())
        return urls[0]

    return again


def _empty(url: str) -> None:
    """Take every row out of a record in PostgreSQL, past the triggers that refuse it."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(text("SET LOCAL lock_timeout = '2s'"))
            named = text("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> :n")
            for table in connection.execute(named, {"n": VERSION_TABLE}).scalars().all():
                connection.execute(text(f"DELETE FROM {table}"))  # of few rows: TRUNCATE makes new files
    finally:
        engine.dispose()


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    return new_url()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """For what only a file can be: damaged, in the wrong folder, found by its path."""
    return f"sqlite:///{tmp_path / 'record.db'}"


@pytest.fixture
def record(url: str) -> Iterator[Record]:
    with Record.open(url) as opened:
        yield opened
