"""``siegeline reports``: what is known of reports, and where it is from, before anything is read."""

import csv
import io
import json
from pathlib import Path

from .conftest import Ask

FILES = Path(__file__).parents[1] / "data" / "formats"


def test_where_day_and_source_are_from(ask: Ask) -> None:
    told = ask("reports", str(FILES / "page.html"), "--source", "Citadel", "--as", "jsonl").stdout
    row = json.loads(told)
    assert (row["source"], row["source_from"]) == ("Citadel", "option")
    assert (row["published"], row["published_from"]) == ("2016-07-18", "document")
    assert (row["leaning"], row["leaning_from"]) == (None, None)


def test_all_forms_list_every_report(ask: Ask) -> None:
    paths = [str(FILES / name) for name in ("page.html", "table.csv", "article.docx")]
    rows = list(csv.DictReader(io.StringIO(ask("reports", *paths, "--as", "csv").stdout)))
    assert [row["source"] for row in rows] == ["Orient Weekly", "Orient Weekly", "Banner", ""]
    assert len(ask("reports", *paths, "--as", "jsonl").stdout.splitlines()) == 4
    assert "Orient Weekly" in ask("reports", *paths).stdout


def test_a_broken_one_is_told_and_the_others_are_listed(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "b.txt").write_text("Aleppo is besieged.")
    result = ask("reports", str(tmp_path), "--as", "jsonl")
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 1
    assert "a.docx: is a DOCX, ODT, XLSX or other ZIP that is cut off or broken" in result.stderr


def test_claims_quote_the_text_that_was_taken_out_and_custody_names_what_took_it(ask: Ask, tmp_path: Path) -> None:
    from siegeline.record import Record

    record = str(tmp_path / "record.db")
    page = FILES / "page.html"
    assert ask("read", str(page), "--record", record).exit_code == 0
    with Record.open(f"sqlite:///{record}") as kept:
        (row,) = kept.reports()
        text = kept.text(row.sha256)
        claims = kept.claims()
        (statement,) = kept.custody(row.sha256)
        assert kept.data(row.sha256) == page.read_bytes()
    assert claims
    assert all(text[claim.start : claim.end] == claim.quote for claim in claims)
    assert ", trafilatura " in statement.tool
