"""Every test that asks for ``url`` or ``record`` runs on both stores: SQLite, and a PostgreSQL that the tests start."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from postgresql import Cluster
from siegeline.record import Record

STORES = ("sqlite", "postgresql")


@pytest.fixture(params=STORES)
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the URL of a new, empty database in one of the stores; for tests that compare several records."""
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgresql")
        return cluster.new_url
    numbers = count(1)
    return lambda: f"sqlite:///{tmp_path / f'record-{next(numbers)}.db'}"


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
