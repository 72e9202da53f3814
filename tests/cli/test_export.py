"""``siegeline export`` and ``siegeline sitrep``: files, what was withheld, and what cannot be asked."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from siegeline.errors import UsageError

DAYS = ("--from", "2016-08-01", "--to", "2016-08-10")


def test_a_file_and_what_was_withheld(ask: Any, record: str, tmp_path: Path) -> None:
    out = tmp_path / "day.geojson"
    result = ask("export", "geojson", str(out), "--on", "2016-08-08", "--record", record)
    assert result.output.startswith(f"wrote {out}: 1 sieges")
    assert "withheld by the release public: plans and predictions: " in result.output
    told = json.loads(out.read_text(encoding="utf-8"))
    names = [one["properties"]["name"] for one in told["features"] if one["properties"]["layer"] == "siege"]
    assert names == ["West Aleppo"]
    assert (told["made"]["from"], told["made"]["to"], told["made"]["release"]) == ("2016-08-08", "2016-08-08", "public")


def test_what_was_known_later_is_not_in_it(ask: Any, record: str, tmp_path: Path) -> None:
    out = tmp_path / "known.geojson"
    ask("export", "geojson", str(out), *DAYS, "--known", "2016-08-07", "--record", record, "--release", "internal")
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["made"]["known"] == "2016-08-07"
    assert max(one["properties"]["stated"] or "" for one in told["features"]) == "2016-08-07"


@pytest.mark.slow
def test_two_runs_give_the_same_bytes(claims_file: Path, tmp_path: Path) -> None:
    written = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.csv"
        command = [sys.executable, "-m", "siegeline", "export", "csv", str(out), *DAYS, str(claims_file)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
        written.append(out.read_bytes())
    assert written[0] == written[1]


def test_a_situation_report(ask: Any, record: str, tmp_path: Path) -> None:
    out = tmp_path / "august.md"
    assert "release public" in ask("sitrep", str(out), *DAYS, "--record", record).output
    assert out.read_text(encoding="utf-8").startswith("# Syria: who is cut off, 1 August 2016 to 10 August 2016\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export", "csv", "x.geojson"), "ends in .csv"),
        (("sitrep", "x.pdf"), "ends in .md, .html or .docx"),
        (("export", "csv", "x.csv", "--release", "press"), "unknown release 'press'"),
        (("export", "csv", "x.csv", "--released-on", "2999-01-01"), "still to come"),
        (("export", "csv", "x.csv", "--on", "2016-08-08", "--from", "2016-08-01"), "--on names one day"),
    ],
)
def test_what_cannot_be_asked_is_one_line(ask: Any, claims_file: Path, words: tuple[str, ...], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        ask(*words, str(claims_file))


def test_it_begins_where_the_first_siege_begins_and_not_at_the_first_report(ask: Any, tmp_path: Path) -> None:
    report, out = tmp_path / "report.txt", tmp_path / "out.csv"
    report.write_text("Madaya was besieged by government forces from July 2015 to April 2017.")
    claims = tmp_path / "claims.jsonl"
    told = ask("read", str(report), "--published", "2018-03-12", "--theatre", "syria", "--as", "jsonl").stdout
    claims.write_text(told)
    asked = ("export", "csv", str(out), str(claims), "--release", "internal")

    def sieges(*more: str) -> list[list[str]]:
        ask(*asked, *more)
        rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
        return [[row["start"], row["end"]] for row in rows if row["layer"] == "siege"]

    assert sieges() == [["2015-07-31", "2017-04-29"]]
    assert sieges("--from", "2016-01-01") == [["2016-01-01", "2017-04-29"]]
