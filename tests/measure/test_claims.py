"""Scores on annotated sentences and whole reports, with a reader whose answers are known."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from siegeline.claims.frame import Frame
from siegeline.claims.rules import RulesReader
from siegeline.cli.main import siegeline
from siegeline.errors import InputError
from siegeline.measure import score_claims
from siegeline.measure.claims import rows_of

NOTHING = dict.fromkeys(("agent", "target", "place", "route", "when", "speaker"))
TAKEN = {**NOTHING, "kind": "captured", "status": "actual", "agent": "The army", "place": "Azaz"}
ROWS = [
    {"id": "1", "text": "The army captured Azaz.", "claims": [TAKEN]},
    {"id": "2", "text": "The price of bread has doubled.", "claims": [{**TAKEN, "place": "Anadan"}]},
]


def write(path: Path, rows: Sequence[Any]) -> Path:
    text = "".join(json.dumps(row) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


class Silent:
    """A reader that finds nothing."""

    name = "silent"

    def frames(self, sentences: Sequence[str]) -> list[list[Frame]]:
        return [[] for _ in sentences]


def test_what_is_found_missed_and_false_is_counted(tmp_path: Path) -> None:
    scores = score_claims([write(tmp_path / "set.jsonl", ROWS)], RulesReader())
    whole, *kinds = scores.rows()
    assert (whole["gold"], whole["found"], whole["matched"]) == (2, 1, 1)
    assert (whole["precision"], whole["recall"], whole["f1"]) == (1.0, 0.5, 0.667)
    assert (whole["agent"], whole["status"]) == (1.0, 1.0)
    assert [one["kind"] for one in kinds] == ["captured"]
    assert scores.errors == [(ROWS[1]["text"], "missed", ROWS[1]["claims"][0])]
    assert sum(row["found"] for row in scores.reliability_rows()) == 1


def test_who_finds_nothing_has_no_score_and_no_error(tmp_path: Path) -> None:
    whole = next(score_claims([write(tmp_path / "set.jsonl.gz", ROWS)], Silent()).rows())
    assert (whole["found"], whole["precision"], whole["recall"], whole["f1"]) == (0, 0.0, 0.0, 0.0)


def test_a_report_is_read_whole_with_its_date(tmp_path: Path) -> None:
    text = "The army captured Azaz on 6 August. Rebels left the town the next day."
    sentence = "Rebels left the town the next day."
    left = {
        **NOTHING, "kind": "withdrew", "status": "actual", "agent": "Rebels", "place": "the town",
        "when": "the next day", "start": "2016-08-07", "sentence": sentence,
    }  # fmt: skip
    taken = {**TAKEN, "when": "on 6 August", "start": "2016-08-06", "sentence": "The army captured Azaz on 6 August."}
    row = {"id": "report", "text": text, "published": "2016-08-09", "source": "Monitor", "claims": [taken, left]}
    whole = next(score_claims([write(tmp_path / "set.jsonl", [row])], RulesReader()).rows())
    assert (whole["gold"], whole["matched"]) == (2, 2)
    assert whole["start"] == 1.0


@pytest.mark.parametrize(
    ("content", "told"),
    [("not json\n", "cannot be read as JSON lines"), ("[1]\n", "JSON object"), ('{"text": "x"}\n', "no annotated")],
)
def test_a_file_in_another_format_is_refused(content: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        score_claims([path], Silent())
    with pytest.raises(InputError, match="cannot be read"):
        rows_of(tmp_path / "nowhere.jsonl")


def test_errors_stand_under_their_sentence(tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl", ROWS)
    told = CliRunner().invoke(siegeline, ["evaluate", "claims", str(path), "--reader", "rules", "--errors"])
    assert told.stdout == ("The price of bread has doubled.\n  missed  captured actual: agent The army; place Anadan\n")
    asked = ["evaluate", "claims", str(path), "--reader", "rules", "--errors", "--as", "jsonl"]
    [row] = map(json.loads, CliRunner().invoke(siegeline, asked).stdout.splitlines())
    assert (row["what"], row["place"], row["sentence"]) == ("missed", "Anadan", ROWS[1]["text"])
