"""``siegeline record``: verify, custody, erase."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from siegeline.cli.main import siegeline
from siegeline.errors import RecordError

from .conftest import SAMPLES, Ask


@pytest.fixture
def own(record: str, tmp_path: Path) -> str:
    copy = tmp_path / "record.db"
    shutil.copy(record, copy)
    return str(copy)


def test_verify_says_what_holds(ask: Ask, record: str) -> None:
    told = ask("record", "verify", "--record", record).stdout
    assert told.startswith("the record holds: 12 reports, ")
    assert told.endswith("every row is as it was written\n")


def test_custody_tells_where_each_report_came_from(ask: Ask, record: str) -> None:
    rows = [
        json.loads(line) for line in ask("record", "custody", "--as", "jsonl", "--record", record).stdout.splitlines()
    ]
    assert len(rows) == 12
    first = min(rows, key=lambda row: row["file"])
    assert first["origin"] == str(Path(SAMPLES, "01_kuweires_2015-11-02.txt"))
    assert (first["how"], first["source"], first["learned"]) == ("file", "Levant Field Notes", "2015-11-02")
    one = ask("record", "custody", first["report"][:12], "--as", "jsonl", "--record", record).stdout
    assert [json.loads(line) for line in one.splitlines()] == [first]


@pytest.mark.slow
def test_an_erased_report_is_in_no_answer_and_no_page(ask: Ask, own: str, tmp_path: Path) -> None:
    name = f"{SAMPLES}/09_artillery_base_2016-08-07.txt"
    words = "The besiegers have become the besieged"
    page = ("page", str(tmp_path / "page.html"), "--record", own)
    ask(*page)
    assert words in (tmp_path / "page.html").read_text("utf-8")
    told = ask("record", "erase", name, "--reason", "a person at risk", "--who", "A. Reader", "--record", own)
    assert told.stdout.startswith("erased ")
    ask(*page)
    assert words not in (tmp_path / "page.html").read_text("utf-8")
    assert words.encode() not in Path(own).read_bytes()
    assert "09_artillery" not in ask("claims", "--as", "jsonl", "--known", "2016-08-07", "--record", own).stdout
    assert "1 erased" in ask("record", "verify", "--record", own).stdout
    again = CliRunner().invoke(siegeline, ["read", SAMPLES, "--record", own], catch_exceptions=False)
    assert again.exit_code == 2
    assert "was erased from the record on" in again.stderr
    assert "09_artillery" not in ask("claims", "--as", "jsonl", "--record", own).stdout


def test_what_is_not_there_cannot_be_erased(ask: Ask, own: str) -> None:
    with pytest.raises(RecordError, match=r"no report on record is named 'x\.txt'"):
        ask("record", "erase", "x.txt", "--reason", "r", "--who", "A", "--record", own)


def test_export_and_import(ask: Ask, own: str, tmp_path: Path) -> None:
    other, file = str(tmp_path / "other.db"), str(tmp_path / "record.zip")
    assert ask("record", "export", file, "--record", own).stdout == f"wrote {file}\n"
    told = ask("record", "import", file, "--record", other).stdout
    assert told.startswith("the record was empty and is now the same as the one exported: 12 reports, 12 readings, ")
    assert (
        ask("claims", "--as", "jsonl", "--record", other).stdout
        == ask("claims", "--as", "jsonl", "--record", own).stdout
    )
    assert ask("record", "import", file, "--record", other).stdout.startswith("nothing in it is new here")


def test_a_bad_file_leaves_no_empty_record_behind(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("a note")
    with pytest.raises(RecordError, match="is broken or was changed"):
        ask("record", "import", str(tmp_path / "a.zip"), "--record", str(tmp_path / "new.db"))
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]
