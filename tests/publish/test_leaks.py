"""No withheld word, coordinate, id or date stands anywhere in what a release writes, whatever the format."""

import io
import json
import re
import sqlite3
import zipfile
from datetime import date
from functools import lru_cache

import pytest
from exports import FIRST, LAST

from leaking import claims, leaks, reports, strict
from siegeline.claims.claim import Claim
from siegeline.publish.compare import compare
from siegeline.publish.extract import Extract, extract
from siegeline.publish.formats import FORMATS
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
}


@lru_cache(maxsize=4)
def told(base: str) -> Extract:
    return extract(claims(), load_theatre("syria"), strict(base), first=FIRST, last=date(2016, 8, 1))


@lru_cache(maxsize=40)
def letters(form: str, base: str) -> str:
    """All that stands in a file, packed columns too."""
    content = WRITERS[form](told(base))
    shown = content.decode("utf-8", "replace") + content.decode("utf-16-le", "replace")
    if form.endswith("parquet"):
        parquet = pytest.importorskip("pyarrow.parquet")
        table = parquet.read_table(io.BytesIO(content))
        shown += str(table.drop_columns([n for n in table.column_names if n == "geometry"]).to_pylist())
        shown += str(table.schema.metadata)
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
        texts = [re.sub(r"<[^>]*>", "", part) for part in parts if part.startswith("<?xml")]
        shown += " ".join(part for part in parts if "<w:latentStyles" not in part) + " ".join(texts)
    if form in {"sqlite", "geopackage"}:
        base_file = sqlite3.connect(":memory:")
        base_file.deserialize(content)
        names = [row[0] for row in base_file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        shown += str([base_file.execute(f'SELECT * FROM "{name}"').fetchall() for name in names if "rtree" not in name])
        base_file.close()
    return shown


@pytest.mark.parametrize("base", ["public", "partner"])
@pytest.mark.parametrize("form", WRITERS)
class TestLeaks:
    @pytest.fixture(autouse=True)
    def _installed(self, form: str) -> None:
        if form == "geopackage":
            pytest.importorskip("pyogrio")
        if form.endswith("parquet"):
            pytest.importorskip("pyarrow")

    def test_nothing_withheld_is_in_it(self, form: str, base: str) -> None:
        assert leaks(letters(form, base)) == []

    def test_what_may_be_told_is_there(self, form: str, base: str) -> None:
        if form not in {"ucdp", "eventreport"}:  # nobody was killed in these reports; a siege is no event
            assert [word for word in ("Madaya", "undisclosed source") if word not in letters(form, base)] == []


@lru_cache(maxsize=4)
def page(base: str) -> str:
    """The page's own JSON as one text, and the bytes of its file."""
    syria = load_theatre("syria")
    kept = released(claims(), syria, strict(base))
    facts = {report.sha256: report for report in reports()}
    told = released_page(
        kept, syria, facts, first=FIRST, last=date(2016, 8, 1), start_on=date(2016, 8, 1), rule="encirclement",
        known=None, changes=True,
    )  # fmt: skip
    return json.dumps(told, ensure_ascii=False) + "\0" + render_page(told)


@pytest.mark.parametrize("base", ["public", "partner"])
def test_nothing_withheld_is_in_a_page(base: str) -> None:
    empty = render_page({key: {} for key in (*PARTS, *PICTURE)} | {"theatre": {"name": ""}})
    own = leaks(empty)  # what the page's own code says, such as the word for a status
    assert set(own) <= {"planned"}
    assert [one for one in leaks(page(base)) if one not in own] == []
    assert leaks(page(base).partition("\0")[0]) == []
    assert [word for word in ("Madaya", "undisclosed source", "withheld") if word not in page(base)] == []


@pytest.mark.parametrize("base", ["public", "partner"])
def test_nothing_withheld_is_in_a_comparison(base: str) -> None:
    found = compare(told(base), [], "acled")
    shown = json.dumps([*found.rows(), *found.counts("place"), *found.counts("day")], ensure_ascii=False)
    assert "Madaya" in shown
    assert leaks(shown) == []


def test_a_page_of_another_release_would_be_found_out() -> None:
    """The test can fail: what internal tells is what the others may not."""
    syria = load_theatre("syria")
    kept = released(claims(), syria, load_release("internal"))
    told = released_page(
        kept, syria, {report.sha256: report for report in reports()}, first=FIRST, last=LAST, start_on=LAST,
        rule="encirclement", known=None,
    )  # fmt: skip
    assert len(leaks(json.dumps(told))) > 10
    assert {one["text"] for one in told["reports"].values()} == {report.text for report in reports()}


@pytest.mark.parametrize("base", ["public", "partner"])
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
