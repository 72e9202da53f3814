"""No withheld word, coordinate, id or date stands anywhere in what a release writes, whatever the format."""

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

import pytest
from exports import FIRST, LAST

from leaking import BASES, SECRETS, claims, floats_in, leaks, reports, strict
from siegeline import __version__
from siegeline.claims.claim import Claim
from siegeline.publish.compare import compare
from siegeline.publish.extract import Extract, extract
from siegeline.publish.formats import FORMATS
from siegeline.publish.mappicture import entries_on, map_picture
from siegeline.publish.onefile import PARTS, PICTURE, render_page
from siegeline.publish.release import load_release
from siegeline.publish.released import released
from siegeline.publish.releasedpage import released_page
from siegeline.publish.sitrep import sitrep_html, sitrep_markdown
from siegeline.publish.sitrepdocx import sitrep_docx
from siegeline.theatre import load_theatre

WRITERS = {name: one.write for name, one in FORMATS.items()} | {
    "markdown": sitrep_markdown,
    "html": sitrep_html,
    "docx": sitrep_docx,
    "map": map_picture,
}


KNOWN = date(2016, 8, 5)


@lru_cache(maxsize=4)
def told(base: str) -> Extract:
    return extract(claims(), load_theatre("syria"), strict(base), first=FIRST, last=date(2016, 8, 1), known=KNOWN)


@lru_cache(maxsize=60)
def letters(form: str, base: str) -> str:
    """All that stands in a file: its bytes as text, packed columns and parts, and numbers in its binary geometries."""
    content = WRITERS[form](told(base))
    shown = content.decode("utf-8", "replace") + content.decode("utf-16-le", "replace")
    if form.endswith("parquet"):
        parquet = pytest.importorskip("pyarrow.parquet")
        table = parquet.read_table(io.BytesIO(content))
        shown += _rows(table.to_pylist())
        shown += str(table.schema.metadata)
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
        texts = [re.sub(r"<[^>]*>", "", part) for part in parts if part.startswith("<?xml")]
        shown += " ".join(part for part in parts if "<w:latentStyles" not in part) + " ".join(texts)
    if form in {"sqlite", "geopackage"}:
        base_file = sqlite3.connect(":memory:")
        base_file.row_factory = sqlite3.Row
        base_file.deserialize(content)
        tables = base_file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        for name in [row["name"] for row in tables if not row["sql"].startswith("CREATE VIRTUAL")]:
            shown += _rows(dict(row) for row in base_file.execute(f'SELECT * FROM "{name}"'))
        base_file.close()
    return shown


def _rows(rows: Iterable[dict[str, Any]]) -> str:
    """Rows as text; bytes in them – geometries, and the boxes around them – as the numbers that they may hold."""
    return " ".join(
        " ".join(floats_in(cell) if isinstance(cell, bytes) else str(cell) for cell in row.values()) for row in rows
    )


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("form", WRITERS)
class TestLeaks:
    @pytest.fixture(autouse=True)
    def _installed(self, form: str) -> None:
        if form == "geopackage":
            pytest.importorskip("pyogrio")
        if form.endswith("parquet"):
            pytest.importorskip("pyarrow")

    def test_nothing_withheld_is_in_it(self, form: str, base: str) -> None:
        assert leaks(letters(form, base), base) == []

    def test_what_may_be_told_is_there(self, form: str, base: str) -> None:
        if form == "map":
            assert "Madaya" in {one.name for one in entries_on(told(base))}
        elif form not in {"ucdp", "eventreport"}:  # nobody was killed in these reports; a siege is no event
            assert [word for word in ("Madaya", "undisclosed source") if word not in letters(form, base)] == []


@pytest.mark.parametrize("form", [form for form in WRITERS if form != "ucdp"])  # a table without rows says nothing
def test_every_file_says_how_it_was_made(form: str) -> None:
    """Program and version, theatre, rule, as-known date, release, sources, and what was withheld."""
    shown = letters(form, "public")
    words = (
        f"siegeline {__version__}",
        "Syria",
        "encirclement",
        "2016-08-05",
        "public",
        "Bulletin",
        "sources not named",
    )
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize("form", [form for form in WRITERS if form not in {"ucdp", "map"}])
def test_what_public_withholds_is_found_where_internal_tells_it(form: str) -> None:
    """The test can fail: in each form it finds the words, days and points that stand there."""
    found = leaks(letters(form, "internal"), "public")
    assert {"Palmyra", "Anadan", "Ramouseh"} & set(found)
    if form not in {"docx", "html", "markdown"}:  # no point stands in a situation report
        assert {"the point of palmyra"} & set(found)


def test_every_secret_is_told_by_something() -> None:
    """Each word, day and claim that must not be told is in the reports, so that it could be."""
    texts = " ".join(f"{report.file} {report.source} {report.text}" for report in reports())
    for one in SECRETS:
        assert one.words[0] in texts or any(claim.status == one.words[-1] for claim in claims())
        assert not one.days or any(str(claim.when.interval.edtf)[:10] == one.days[0] for claim in claims())


@lru_cache(maxsize=6)
def page(base: str, *, unread: bool = False) -> dict[str, Any]:
    """The contents of a page; ``unread``: as if what is withheld had never been read."""
    syria = load_theatre("syria")
    day = date(2016, 8, 1)
    found = _kept(base) if unread else claims()
    kept = released(found, syria, strict(base), on=day)
    facts = {report.sha256: report for report in reports()}
    return released_page(
        kept, syria, facts, first=FIRST, last=day, start_on=day, rule="encirclement", known=None, changes=True
    )


@pytest.mark.parametrize("base", BASES)
def test_nothing_withheld_is_in_a_page(base: str) -> None:
    """A day that stands there though nothing withheld was ever read, as where a state fades, tells nothing of it."""
    empty = render_page({key: {} for key in (*PARTS, *PICTURE)} | {"theatre": {"name": ""}})
    own = leaks(empty, base)  # what the page's own code says, such as the word for a status
    assert set(own) <= {"planned"}
    told, unread = page(base), page(base, unread=True)
    days = {one for one in leaks(json.dumps(unread, ensure_ascii=False), base) if re.fullmatch(r"\d{4}-\d\d-\d\d", one)}
    assert set(leaks(json.dumps(told, ensure_ascii=False), base)) - days == set()
    assert set(leaks(render_page(told), base)) - days - set(own) == set()
    assert {name: part for name, part in told.items() if name not in {"made", "claims", "reports"}} == {
        name: part for name, part in unread.items() if name not in {"made", "claims", "reports"}
    }
    shown = json.dumps(told, ensure_ascii=False)
    assert [word for word in ("Madaya", "undisclosed source", "withheld") if word not in shown] == []


@pytest.mark.parametrize("base", BASES)
def test_nothing_withheld_is_in_a_comparison(base: str) -> None:
    found = compare(told(base), [], "acled")
    shown = json.dumps([*found.rows(), *found.counts("place"), *found.counts("day")], ensure_ascii=False)
    assert "Madaya" in shown
    assert leaks(shown, base) == []


def test_a_page_of_another_release_would_be_found_out() -> None:
    """The test can fail: what internal tells is what the others may not."""
    syria = load_theatre("syria")
    kept = released(claims(), syria, load_release("internal"))
    told = released_page(
        kept, syria, {report.sha256: report for report in reports()}, first=FIRST, last=LAST, start_on=LAST,
        rule="encirclement", known=None,
    )  # fmt: skip
    assert len(leaks(json.dumps(told), "public")) > 10
    assert {one["text"] for one in told["reports"].values()} == {report.text for report in reports()}


@pytest.mark.parametrize("base", BASES)
def test_what_is_withheld_leaves_no_trace_in_what_is_told(base: str) -> None:
    """The same rows and states come out where the withheld claims were never read."""
    release = strict(base)
    kept = [claim for claim in claims() if claim.id in {one.id for one in _kept(base)}]
    assert len(kept) < len(claims())
    again = extract(
        kept, load_theatre("syria"), release, first=FIRST, last=date(2016, 8, 1), released_on=date(2016, 8, 1)
    )
    assert again.entries == told(base).entries


def _kept(base: str) -> tuple[Claim, ...]:
    return released(claims(), load_theatre("syria"), strict(base)).claims


def test_internal_tells_all() -> None:
    whole = extract(claims(), load_theatre("syria"), load_release("internal"), first=FIRST, last=LAST)
    assert {one.id for one in whole.of("claim")} == {claim.id for claim in claims()}
    assert whole.made["withheld"] == {}


def test_a_release_says_what_it_withheld_in_counts() -> None:
    counts = told("public").made["withheld"]
    assert counts["plans and predictions"] >= 1
    assert counts["withheld places and people"] >= 1
    assert counts["embargo on force, 14 days"] >= 1
    assert counts["sources not named"] >= 1
