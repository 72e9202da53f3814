"""What the tests of several floors share: one reader a session, and reports written in the test itself."""

from collections.abc import Callable
from datetime import date

import pytest

from siegeline.claims.claim import Claim
from siegeline.claims.reader import Reader
from siegeline.claims.rules import RulesReader
from siegeline.reports.report import Report


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader("syria", RulesReader())


@pytest.fixture(scope="session")
def claims_in(reader: Reader) -> Callable[..., list[Claim]]:
    """The claims of a text, as of a report with this day, source and leaning."""

    def read(
        text: str, *, published: date | None = None, source: str | None = None, leaning: str | None = None
    ) -> list[Claim]:
        data = text.encode("utf-8", "surrogatepass")
        return reader.read(
            Report(file="report.txt", data=data, text=text, published=published, source=source, leaning=leaning)
        )

    return read
