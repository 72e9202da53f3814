"""What the tests of several floors share: one reader and one PostgreSQL a session, reports written in the test."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from postgresql import Cluster, NoPostgreSQLError, cluster
from siegeline.claims.claim import Claim
from siegeline.claims.reader import Reader
from siegeline.claims.rules import RulesReader
from siegeline.reports.report import Report

# one thread, as the command sets it: two would wait for each other, and more for the other test processes
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# the tests know no gazetteer or route that the user has added
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="siegeline-tests-")


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader("syria", RulesReader())


@pytest.fixture(scope="session")
def claims_in(reader: Reader) -> Callable[..., list[Claim]]:
    """The claims of a text, as of a report with this day, source and leaning; the id of each is its own."""

    def read(
        text: str, *, published: date | None = None, source: str | None = None, leaning: str | None = None
    ) -> list[Claim]:
        data = text.encode("utf-8", "surrogatepass")
        claims = reader.read(
            Report(file="report.txt", data=data, text=text, published=published, source=source, leaning=leaning)
        )
        assert all(claim.id == replace(claim, id="").id for claim in claims)
        return claims

    return read


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL server of our own, started when the first test asks for it."""
    try:
        with cluster() as started:
            yield started
    except NoPostgreSQLError as error:
        pytest.skip(str(error))


CHROMIUM_ARGUMENTS = (
    *("--no-sandbox", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    *("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"),
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One real browser for all tests: playwright drives no second one in the same process."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the Python package playwright")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.skip("no Chromium on this machine: install one, or name it in CHROMIUM")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()
