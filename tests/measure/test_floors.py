"""Scores under which a change may not fall."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from siegeline.cli.main import siegeline
from siegeline.errors import UsageError
from siegeline.measure import Floor, check_floors, digest_of
from siegeline.measure.floors import floors


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "set.jsonl"
    row = {"text": "The army captured Azaz.", "claims": []}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def floor(path: Path, at_least: float, reader: str = "rules") -> Floor:
    return Floor("set", digest_of(path), reader, "f1", at_least)


def test_a_figure_under_its_floor_is_told(made: Path) -> None:
    told = check_floors(made, "rules", {"f1": 0.41}, [floor(made, 0.42)])
    assert told == ["set.jsonl: f1 of rules is 0.410, under its floor 0.420"]
    assert check_floors(made, "rules", {"f1": 0.42}, [floor(made, 0.42)]) == []


def test_another_reader_has_floors_of_its_own(made: Path) -> None:
    assert check_floors(made, "learned", {"f1": 0.1}, [floor(made, 0.42)]) == []


def test_a_set_with_another_digest_is_not_compared(made: Path) -> None:
    pinned = [floor(made, 0.42)]
    made.write_text(made.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert check_floors(made, "rules", {"f1": 0.1}, pinned) == []


def test_the_command_refuses_a_figure_under_its_floor(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("siegeline.measure.floors.floors", lambda: [floor(made, 0.42)])
    words = ["evaluate", "claims", str(made), "--reader", "rules"]
    refused = CliRunner().invoke(siegeline, words)
    assert isinstance(refused.exception, UsageError)
    assert "under its floor 0.420" in str(refused.exception)


def test_the_floors_that_ship_can_be_read() -> None:
    for one in floors():
        assert len(one.sha256) == 64
        assert 0 < one.at_least < 1
        assert set(asdict(one)) == {"name", "sha256", "reader", "measure", "at_least", "lowered"}
