"""siegeline places and evaluate places, from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from siegeline.cli.main import siegeline
from siegeline.places.distance import distance_km

TEXT = "Shells fell on Aleppo and Idlib. They came from Nubl, officials in Moscow said."

pytestmark = pytest.mark.slow  # the embedded world is made once, at first use


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def rows(*words: str) -> list[dict[str, object]]:
    done = CliRunner().invoke(siegeline, ["places", *words, "--as", "jsonl"])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("theatre", [(), ("--theatre", "world"), ("--theatre", "syria")])
def test_a_row_a_toponym(report: Path, theatre: tuple[str, ...]) -> None:
    found = rows(str(report), *theatre)
    assert [row["text"] for row in found][:2] == ["Aleppo", "Idlib"]
    fields = ("file", "start", "end", "text", "id", "name", "lat", "lon", "radius_km", "probability", "candidates")
    for row in found:
        assert tuple(row) == fields
        assert TEXT[int(str(row["start"])) : int(str(row["end"]))] == row["text"]


def test_a_theatre_s_places_come_first_and_the_world_s_are_known_too(report: Path) -> None:
    found = rows(str(report), "--theatre", "syria")
    by_text = {row["text"]: row["id"] for row in found}
    [moscow] = [row for row in found if row["text"] == "Moscow"]
    assert by_text["Aleppo"] == "aleppo"
    assert by_text["Nubl"] == "nubl"
    assert (
        distance_km(float(str(moscow["lat"])), float(str(moscow["lon"])), 55.75, 37.62) < 30
    )  # the city or its province


def test_a_table_says_why(report: Path) -> None:
    done = CliRunner().invoke(siegeline, ["places", str(report)])
    assert "Aleppo" in done.stdout
    assert "why" in done.stdout


def test_nothing_named(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Nobody came to them, and nothing was told of it.", encoding="utf-8")
    assert rows(str(path)) == []
