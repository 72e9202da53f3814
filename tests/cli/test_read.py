"""``siegeline read``: reports into the record, or claims onto standard output."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from .conftest import SAMPLES, Ask

FIELDS = {
    "id": str, "kind": str, "status": str, "agent": dict, "target": dict, "place": dict, "route": dict, "when": dict,
    "speaker": dict, "stated": str, "report": str, "file": str, "start": int, "end": int, "quote": str,
    "confidence": float, "reader": str,
}  # fmt: skip
PARTS = {
    "agent": {"text", "id", "side"},
    "target": {"text", "id", "side"},
    "place": {"text", "id", "name", "lat", "lon", "radius_km"},
    "route": {"text", "id", "name"},
    "when": {"text", "start", "end", "edtf"},
    "speaker": {"text", "id", "leaning"},
}
REPORT = "The army cut the Castello road on 17 July. Rebels left Hraytan.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_reading_again_adds_nothing(ask: Ask, report: Path, tmp_path: Path) -> None:
    database = str(tmp_path / "record.db")
    once = ask("read", str(report), "--record", database)
    again = ask("read", str(report), "--record", database)
    assert once.stdout == "1 report, 2 claims, 2 new on record\n"
    assert again.stdout == "1 report, 2 claims, 0 new on record\n"
    assert len(ask("claims", "--record", database, "--as", "jsonl").stdout.splitlines()) == 2


def test_a_copy_of_a_report_adds_nothing(ask: Ask, report: Path, tmp_path: Path) -> None:
    database = str(tmp_path / "record.db")
    ask("read", str(report), "--record", database)
    copy = tmp_path / "copy.txt"
    copy.write_bytes(report.read_bytes())
    assert ask("read", str(copy), "--record", database).stdout == "1 report, 2 claims, 0 new on record\n"


def test_as_jsonl_touches_no_record(ask: Ask, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIEGELINE_RECORD", str(tmp_path / "record.db"))
    for form in ("jsonl", "csv", "table"):
        assert ask("read", str(report), "--as", form).exit_code == 0
    assert not (tmp_path / "record.db").exists()


def test_each_line_has_the_fields_and_quotes_its_file(claims_file: Path) -> None:
    lines = claims_file.read_text(encoding="utf-8").splitlines()
    assert len(lines) > 50
    for line in lines:
        claim = json.loads(line)
        assert set(FIELDS) <= set(claim)
        for name, kind in FIELDS.items():
            assert claim[name] is None or isinstance(claim[name], kind), name
        for name, parts in PARTS.items():
            assert claim[name] is None or parts <= set(claim[name])
        text = Path(claim["file"]).read_text(encoding="utf-8")
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        assert re.fullmatch("[0-9a-f]{64}", claim["report"])
        assert 0 < claim["confidence"] <= 1
        assert claim["stated"] is not None


def test_reading_is_the_same_each_time(ask: Ask, claims_file: Path) -> None:
    assert ask("read", SAMPLES, "--as", "jsonl").stdout == claims_file.read_text(encoding="utf-8")


def test_csv_has_a_row_for_each_claim_and_runs_nothing_in_a_spreadsheet(ask: Ask, claims_file: Path) -> None:
    told = ask("read", SAMPLES, "--as", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(told)))
    claims = [json.loads(line) for line in claims_file.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == [claim["id"] for claim in claims]
    assert [row["when.edtf"] for row in rows] == [claim["when"]["edtf"] or "" for claim in claims]
    assert not any(value[:1] in tuple("=+-@") for row in rows for value in row.values() if value)


def test_options_say_what_the_file_does_not(ask: Ask, report: Path) -> None:
    told = ask("read", str(report), "--published", "2016-07-18", "--source", "SANA", "--leaning", "pro-government",
               "--as", "jsonl").stdout  # fmt: skip
    claim = json.loads(told.splitlines()[0])
    assert claim["stated"] == "2016-07-18"
    assert claim["when"]["start"] == "2016-07-17"
    assert claim["chain"] == [{"text": "SANA", "id": "sana", "leaning": "government"}]


def test_without_a_day_of_publication_the_year_stays_unknown(ask: Ask, report: Path) -> None:
    claim = json.loads(ask("read", str(report), "--as", "jsonl").stdout.splitlines()[0])
    assert claim["when"]["edtf"] == "XXXX-07-17"
    assert (claim["when"]["start"], claim["when"]["end"], claim["stated"]) == (None, None, None)


def test_standard_input_is_a_report(ask: Ask) -> None:
    told = ask("read", "-", "--as", "jsonl", input=REPORT).stdout
    assert [json.loads(line)["kind"] for line in told.splitlines()] == ["route_cut", "withdrew"]


def test_a_report_without_claims_is_no_error(ask: Ask) -> None:
    result = ask("read", "-", "--as", "jsonl", input="The price of bread has doubled.")
    assert (result.exit_code, result.stdout) == (0, "")


def test_one_bad_file_of_a_folder_does_not_stop_the_others(ask: Ask, report: Path) -> None:
    (report.parent / "empty.txt").touch()
    result = ask("read", str(report.parent), "--as", "jsonl", "--published", "2016-08-07")
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr.count("\n") == 1
    assert "empty.txt: is empty" in result.stderr
