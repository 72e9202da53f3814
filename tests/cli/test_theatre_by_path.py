"""A theatre of one's own, named by its folder: for every verb, from any folder, and kept in the record."""

import shutil
from importlib import resources
from pathlib import Path

import pytest

from .conftest import Ask

REPORT = "On 6 August 2016 the army captured Atlantis. Rebels besiege Atlantis.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a theatre ``mine``, which knows one village more, and a report on that village."""
    shutil.copytree(Path(str(resources.files("siegeline") / "theatres" / "syria")), tmp_path / "mine")
    with (tmp_path / "mine" / "places.yaml").open("a", encoding="utf-8") as places:
        places.write("\n- {id: atlantis, name: Atlantis, kind: village, lat: 36.2, lon: 37.1, source: test}\n")
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_record_keeps_where_the_theatre_lies(
    here: Path, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = str(here / "record.db")
    read = ask("read", "report.txt", "--theatre", "mine", "--published", "2016-08-07", "--record", database)
    assert read.exit_code == 0, read.output
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    day = ("--on", "2016-08-07", "--record", database)
    listed = ("claims", "--place", "Atlantis", "--record", database)
    for words in (listed, ("show", "Atlantis", *day), ("control", *day), ("sieges", *day)):
        assert "Atlantis" in ask(*words).stdout, words
    assert ask("routes", *day).exit_code == 0
    assert ask("page", "out.html", "--record", database).stdout == "wrote out.html\n"
    assert "Atlantis" in (elsewhere / "out.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["mine", "./mine", "{here}/mine"])
def test_files_are_asked_with_it_too(name: str, here: Path, ask: Ask) -> None:
    told = ask("show", "Atlantis", "--on", "2016-08-07", "--theatre", name.format(here=here), "report.txt")
    assert told.stdout.startswith("Atlantis, 7 August 2016")
    read = ask("read", "report.txt", "--theatre", name.format(here=here), "--as", "jsonl")
    assert '"id": "atlantis"' in read.stdout


def test_without_it_nobody_knows_the_village(here: Path, ask: Ask) -> None:
    from siegeline.errors import UnknownPlaceError

    with pytest.raises(UnknownPlaceError):
        ask("show", "Atlantis", "--on", "2016-08-07", "report.txt")
