"""The examples that docs/formats.md links to: made here, of one short report, and as they are made now.

To make them anew: ``SIEGELINE_WRITE_EXAMPLES=1 python -m pytest tests/publish/test_examples.py``.
"""

import io
import json
import os
import re
import sqlite3
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from siegeline.claims.reader import Reader
from siegeline.claims.rules import RulesReader
from siegeline.publish.extract import Extract, extract
from siegeline.publish.formats import FORMATS
from siegeline.publish.mappicture import map_picture
from siegeline.publish.release import load_release
from siegeline.publish.sitrep import sitrep_html, sitrep_markdown
from siegeline.publish.sitrepdocx import sitrep_docx
from siegeline.reports.report import Report
from siegeline.theatre import load_theatre

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "docs/examples"
TEXT = (
    "The army has besieged eastern Aleppo since 17 July 2016. The Castello road was cut by the army on 7 July 2016. "
    "At least 7 civilians were killed by shelling in Saraqib on 6 July 2016."
)
BINARY = ("parquet", "geoparquet", "geopackage", "sqlite")


@lru_cache(maxsize=1)
def short() -> Extract:
    report = Report(
        file="short.txt", data=TEXT.encode(), text=TEXT, published=date(2016, 7, 18), source="Orient weekly review",
        leaning="independent",
    )  # fmt: skip
    claims = Reader("syria", RulesReader()).read(report)
    days = {"first": date(2016, 7, 6), "last": date(2016, 7, 18)}
    return extract(claims, load_theatre("syria"), load_release("public"), released_on=date(2016, 8, 1), **days)


def listed(form: str) -> str:
    """What stands in a file that is no text: its tables and columns, and the rows of its sieges."""
    content = FORMATS[form].write(short())
    if form.endswith("parquet"):
        parquet = pytest.importorskip("pyarrow.parquet")
        table = parquet.read_table(io.BytesIO(content))
        columns = [f"{field.name}: {field.type}" for field in table.schema]
        rows = [row for row in table.to_pylist() if row["layer"] == "siege"]
        for row in rows:
            row.update({"geometry": f"WKB, {len(row['geometry'])} bytes"} if "geometry" in row else {})
        return "\n".join([*columns, "", *(json.dumps(row, ensure_ascii=False) for row in rows), ""])
    base = sqlite3.connect(":memory:")
    base.deserialize(content)
    names = ("siege", "route", "control", "claim", "made")
    lines = []
    for name in names:
        if columns := [row[1] for row in base.execute(f'PRAGMA table_info("{name}")')]:
            lines.append(f"{name}: {', '.join(columns)}")
    base.close()
    return "\n".join([*lines, ""])


def made(form: str) -> tuple[str, bytes]:
    """The name of an example and its bytes."""
    if form in BINARY:
        return f"{form}.txt", listed(form).encode()
    return f"{form}{FORMATS[form].suffix}", FORMATS[form].write(short())


def check(name: str, content: bytes) -> None:
    path = EXAMPLES / name
    if os.environ.get("SIEGELINE_WRITE_EXAMPLES"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    assert path.is_file(), "make the examples anew; the head of this file says how"
    assert _fixed(path.read_bytes()) == _fixed(content), "make the examples anew; the head of this file says how"


def _fixed(content: bytes) -> bytes:
    """Without probabilities, which move with every change to how claims are weighed, and what hangs on them."""
    rows = re.sub(rb"0\.\d+", b"0.n", content)
    return re.sub(rb"\b[0-9a-f]{40}\b", b"sha1", rows)


@pytest.mark.parametrize("form", FORMATS)
def test_an_example_of_each_format_out(form: str) -> None:
    if form == "geopackage":
        pytest.importorskip("pyogrio")
    check(*made(form))


def test_an_example_of_the_situation_report() -> None:
    check("sitrep.md", sitrep_markdown(short()))
    assert b"besieged by" in sitrep_html(short())
    assert sitrep_docx(short(), picture=map_picture(short())).startswith(b"PK")


@pytest.mark.parametrize("form", FORMATS)
def test_the_docs_list_each_format_with_its_example(form: str) -> None:
    text = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    suffix = ".txt" if form in BINARY else FORMATS[form].suffix
    assert f"](examples/{form}{suffix})" in text, "a format without a row or example in docs/formats.md"


def test_no_example_is_left_over() -> None:
    wanted = {f"{form}{'.txt' if form in BINARY else one.suffix}" for form, one in FORMATS.items()} | {"sitrep.md"}
    assert {path.name for path in EXAMPLES.iterdir()} == wanted
