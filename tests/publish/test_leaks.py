"""No withheld word, coordinate, id or date stands anywhere in what a release writes, whatever the format."""

import re
import sqlite3
from collections.abc import Callable
from datetime import date
from functools import lru_cache

import pytest
from exports import FIRST, LAST, strict

from siegeline.claims.claim import Claim
from siegeline.claims.reader import Reader
from siegeline.claims.rules import RulesReader
from siegeline.publish.extract import Extract, extract
from siegeline.publish.formats import FORMATS
from siegeline.publish.release import load_release
from siegeline.publish.sitrep import sitrep_html, sitrep_markdown
from siegeline.reports.report import Report
from siegeline.theatre import load_theatre

WRITERS = {name: one.write for name, one in FORMATS.items()} | {"markdown": sitrep_markdown, "html": sitrep_html}
# what each report holds that must not be told, beside what may be
REPORTS = (
    ("Bulletin", date(2016, 7, 3), "The Castello road has been cut by the army since 2 July 2016. Madaya is besieged."),
    (
        "Bulletin",
        date(2016, 7, 5),
        "Douma is besieged by the army since 4 July 2016. Aleppo was shelled on 5 July 2016.",
    ),
    ("Hidden Voice", date(2016, 7, 12), "Darayya is besieged by the army since 11 July 2016."),
    ("Bulletin", date(2016, 7, 21), "The rebels captured Khan Tuman on 20 July 2016, said Omar Zulqarnain."),
    ("Bulletin", date(2016, 7, 23), "The army will attack Anadan on 29 July 2016."),
    ("Bulletin", date(2016, 8, 1), "The army reinforced Al-Bab on 31 July 2016."),
    ("Bulletin", date(2016, 8, 1), "Raqqa was bombed by the air force on 1 August 2016."),
)
# the words, days and points that each base may not print, for that list of what is withheld
WITHHELD = {"places": ("douma",), "words_withheld": ("Zulqarnain",), "undisclosed": ("Hidden Voice",)}
WORDS = ("Douma", "Duma", "Zulqarnain", "Hidden Voice", "Anadan", "will attack", "Al-Bab", "reinforced", "planned")
DAYS = ("2016-07-04", "2016-07-29", "2016-07-31")
PLACES = ("douma",)


@lru_cache(maxsize=1)
def claims() -> tuple[Claim, ...]:
    reader = Reader("syria", RulesReader())
    found: list[Claim] = []
    for number, (source, day, text) in enumerate(REPORTS):
        report = Report(
            file=f"secret-file-{number}.txt", data=text.encode(), text=text, published=day, source=source, leaning=None
        )
        found += reader.read(report)
    return tuple(found)


@lru_cache(maxsize=4)
def told(base: str) -> Extract:
    return extract(claims(), load_theatre("syria"), strict(base, **WITHHELD), first=FIRST, last=date(2016, 8, 1))


@lru_cache(maxsize=40)
def letters(form: str, base: str) -> str:
    """All that stands in a file, packed columns too."""
    content = WRITERS[form](told(base))
    shown = content.decode("utf-8", "replace") + content.decode("utf-16-le", "replace")
    if form.endswith("parquet"):
        import io

        parquet = pytest.importorskip("pyarrow.parquet")
        table = parquet.read_table(io.BytesIO(content))
        shown += str(table.drop_columns([n for n in table.column_names if n == "geometry"]).to_pylist())
        shown += str(table.schema.metadata)
    if form in {"sqlite", "geopackage"}:
        base_file = sqlite3.connect(":memory:")
        base_file.deserialize(content)
        names = [row[0] for row in base_file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        shown += str([base_file.execute(f'SELECT * FROM "{name}"').fetchall() for name in names if "rtree" not in name])
        base_file.close()
    return shown


def withheld_claims(hidden: Callable[[Claim], bool]) -> list[Claim]:
    found = [claim for claim in claims() if hidden(claim)]
    assert found, "the reports hold what is to be withheld"
    return found


@pytest.mark.parametrize("base", ["public", "partner"])
@pytest.mark.parametrize("form", WRITERS)
class TestLeaks:
    @pytest.fixture(autouse=True)
    def _installed(self, form: str) -> None:
        if form == "geopackage":
            pytest.importorskip("pyogrio")
        if form.endswith("parquet"):
            pytest.importorskip("pyarrow")

    def test_words(self, form: str, base: str) -> None:
        found = [word for word in WORDS if word.lower() in letters(form, base).lower()]
        assert found == []

    def test_days(self, form: str, base: str) -> None:
        assert [day for day in DAYS if day in letters(form, base)] == []

    def test_points(self, form: str, base: str) -> None:
        from siegeline.places.atlas import atlas

        known = atlas("syria")
        for one in PLACES:
            place = known.by_id(one)
            assert place is not None
            for number in (place.lat, place.lon):
                assert f"{number}" not in letters(form, base)

    def test_ids_of_withheld_claims_and_of_reports_of_sources_that_are_not_named(self, form: str, base: str) -> None:
        gone = withheld_claims(lambda claim: claim.status in {"planned", "hypothetical"} or claim.kind == "reinforced")
        gone += withheld_claims(lambda claim: bool(claim.place and claim.place.id in PLACES))
        gone += withheld_claims(lambda claim: bool(claim.source and claim.source.text == "Hidden Voice"))
        shown = letters(form, base)
        assert [claim.id for claim in gone if claim.id in shown] == []
        assert [claim.report for claim in claims() if claim.report in shown] == []
        assert re.search(r"secret-file-\d", shown) is None

    def test_what_may_be_told_is_there(self, form: str, base: str) -> None:
        if form != "ucdp":  # nobody was killed in these reports
            assert [word for word in ("Madaya", "undisclosed source") if word not in letters(form, base)] == []


@pytest.mark.parametrize("base", ["public", "partner"])
def test_what_is_withheld_leaves_no_trace_in_what_is_told(base: str) -> None:
    """The same rows and states come out where the withheld claims were never read."""
    release = strict(base, **WITHHELD)
    kept = [claim for claim in claims() if claim.id in {one.id for one in _kept(base)}]
    assert len(kept) < len(claims())
    again = extract(
        kept, load_theatre("syria"), release, first=FIRST, last=date(2016, 8, 1), released_on=date(2016, 8, 1)
    )
    assert again.entries == told(base).entries


def _kept(base: str) -> tuple[Claim, ...]:
    from siegeline.publish.released import released

    return released(claims(), load_theatre("syria"), strict(base, **WITHHELD)).claims


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
