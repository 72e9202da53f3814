"""The parsers' own process: what takes too long ends it, and the next document is read all the same."""

import os
import signal
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pdf_files import pdf_of
from siegeline.errors import InputError
from siegeline.reports.formats.apart import Parsers
from siegeline.reports.formats.worker import answer

PAGE = b"<html><body><p>The army cut the Castello road on 17 July.</p></body></html>"
FILES = Path(__file__).parents[2] / "data" / "formats"


@pytest.fixture
def parsers() -> Iterator[Parsers]:
    hasty = Parsers(seconds=1)
    yield hasty
    hasty.close()


@pytest.mark.slow
def test_a_document_that_takes_too_long_is_refused_and_the_next_is_read(parsers: Parsers) -> None:
    slow = pdf_of(zlib.compress(b"q Q " * 200_000), pages=20_000)
    with pytest.raises(InputError, match=r"^a\.pdf: is a PDF that takes more than 1 seconds to read; save"):
        parsers.documents("pdf", slow, where="a.pdf")
    (found,) = parsers.documents("docx", (FILES / "article.docx").read_bytes(), where="article.docx")
    assert found.text.startswith("Army cuts")


def test_a_process_that_died_is_replaced(parsers: Parsers) -> None:
    (first,) = parsers.documents("html", PAGE, where="a.html")
    assert parsers._process is not None
    os.kill(parsers._process.pid, signal.SIGKILL)
    parsers._process.wait()
    (second,) = parsers.documents("html", PAGE, where="a.html")
    assert first == second


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    assert answer("pdf", b"%PDF-", {}) == {"missing": "pypdf"}
