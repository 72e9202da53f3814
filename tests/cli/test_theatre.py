"""``siegeline theatre``: what there is, what is wrong with one, and a start for another."""

import json
from pathlib import Path

import pytest

from siegeline.errors import TheatreError

from .conftest import Ask


def test_the_theatres_are_listed_with_what_they_hold(ask: Ask) -> None:
    rows = {row["id"]: row for row in map(json.loads, ask("theatre", "list", "--as", "jsonl").stdout.splitlines())}
    assert {"syria", "ukraine"} <= set(rows)
    assert (rows["syria"]["first_day"], rows["syria"]["last_day"]) == ("2011-03-15", "2024-12-08")
    for row in rows.values():
        assert row["sources"] >= 60
        assert row["places"] >= 120


@pytest.mark.parametrize("name", ["syria", "ukraine"])
def test_a_theatre_that_ships_is_well(ask: Ask, name: str) -> None:
    result = ask("theatre", "check", name)
    assert result.exit_code == 0
    assert "no fault in" in result.stdout


def test_a_start_is_well_and_can_be_read_with(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = ask("theatre", "new", "sudan", "--countries", "SD", "--from", "2023-04-15", "--towns", "25")
    assert made.exit_code == 0, made.output
    assert ask("theatre", "check", "sudan").exit_code == 0
    (tmp_path / "report.txt").write_text("The rebels besieged Omdurman on 20 June 2023.\n", encoding="utf-8")
    told = ask("read", "report.txt", "--theatre", "sudan", "--as", "jsonl", "--published", "2023-06-21").stdout
    claim = json.loads(told.splitlines()[0])
    assert (claim["kind"], claim["agent"]["side"], claim["place"]["id"]) == ("besieged", "opposition", "omdurman")


def test_faults_are_told_a_line_each_and_end_in_two(ask: Ask, tmp_path: Path) -> None:
    ask("theatre", "new", "mine", "--countries", "SD", "--into", str(tmp_path), "--towns", "3")
    (tmp_path / "mine/actors.yaml").write_text("- {id: a, name: A, side: b}\n- {id: c}\n", encoding="utf-8")
    result = ask("theatre", "check", str(tmp_path / "mine"))
    assert result.exit_code == 2
    lines = result.stdout.splitlines()
    assert "actors.yaml: actor a: side 'b' is not defined; write one of government, opposition" in lines
    assert "actors.yaml: actor c: name is missing; add 'name: …'" in lines
    row = json.loads(ask("theatre", "check", str(tmp_path / "mine"), "--as", "jsonl").stdout.splitlines()[0])
    assert list(row) == ["file", "item", "what", "do"]


def test_no_theatre_of_that_name(ask: Ask) -> None:
    with pytest.raises(TheatreError, match="no theatre 'atlantis'"):
        ask("theatre", "check", "atlantis")


SYRIAN = "Rebels besieged Kefraya on 1 May 2015. Rebels hold Khan Tuman.\n"
UKRAINIAN = "Russian troops surrounded Mariupol on 1 March 2022. Russian forces hold Volnovakha.\n"


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder with a report on each of two conflicts."""
    (tmp_path / "syrian.txt").write_text(SYRIAN, encoding="utf-8")
    (tmp_path / "ukrainian.txt").write_text(UKRAINIAN, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("words", [(), ("--theatre", "auto")])
def test_each_report_is_read_with_its_own_theatre(ask: Ask, mixed: Path, words: tuple[str, ...]) -> None:
    rows = [json.loads(row) for row in ask("read", str(mixed), "--as", "jsonl", *words).stdout.splitlines()]
    places = {row["place"]["id"] for row in rows if row["place"]}
    sides = {row["agent"]["side"] for row in rows if row["agent"]}
    assert {"khan-tuman", "kefraya", "mariupol", "volnovakha"} <= places
    assert sides == {"opposition", "russia"}


def test_a_question_is_of_one_theatre(ask: Ask, mixed: Path) -> None:
    database = str(mixed / "record.db")
    ask("read", str(mixed), "--record", database)
    for name, place in (("syria", "Kefraya"), ("ukraine", "Mariupol")):
        on = "2022-03-05" if name == "ukraine" else "2015-05-02"
        result = ask("sieges", "--on", on, "--record", database, "--theatre", name, "--as", "jsonl")
        assert [json.loads(row)["place"]["name"] for row in result.stdout.splitlines()] == [place]
        assert "left out 1 report of" in result.stderr


def test_the_setting_says_which_theatre_where_no_word_does(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain.txt").write_text("The separatists shelled the town on 1 March 2022.\n", encoding="utf-8")
    monkeypatch.setenv("SIEGELINE_THEATRE", "ukraine")
    row = json.loads(
        ask("read", str(tmp_path / "plain.txt"), "--as", "jsonl", "--published", "2022-03-02").stdout.splitlines()[0]
    )
    assert row["agent"]["side"] == "russia"
