"""What a verb prints of a record, of which it loads only what it needs, is what it prints of all of its claims."""

import sys
from datetime import date
from pathlib import Path

import pytest

from siegeline.picture import sheet
from siegeline.record import Record

from .conftest import Ask

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record of 4,000 invented claims on few places, so that much is told of each."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        from invented import READER, War
    finally:
        sys.path.remove(str(BENCHMARKS))
    path = tmp_path_factory.mktemp("war") / "record.db"
    made = War(first=date(2015, 11, 1), days=400)
    with Record.open(f"sqlite:///{path}") as record:
        for report, claims in made.reports(200):
            record.add(report, claims, theatre="syria", reader=READER, learned=report.published)
    return str(path)


@pytest.fixture(scope="module")
def whole(ask: Ask, record: str, war: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All claims of each record as a file, in the record's order."""
    files, folder = {}, tmp_path_factory.mktemp("whole")
    for url in (record, war):
        files[url] = str(folder / f"{len(files)}.jsonl")
        Path(files[url]).write_text(ask("claims", "--record", url, "--as", "jsonl").stdout, encoding="utf-8")
    return files


@pytest.mark.parametrize(
    "words",
    [
        ("sieges", "--on", "2016-08-08"),
        ("sieges", "--on", "2016-09-20", "--rule", "ocha", "--stated-by", "2016-08-20"),
        ("sieges", "--from", "2016-08-28", "--to", "2016-09-09"),
        ("routes", "--on", "2016-08-08"),
        ("corridors", "--on", "2016-08-08"),
        ("alerts", "--between", "2016-08-01", "2016-08-08"),
        ("control", "--on", "2016-08-08"),
        ("control", "--from", "2016-08-01", "--to", "2016-08-20"),
        ("front", "--on", "2016-08-08"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_record_prints_what_all_of_its_claims_print(
    ask: Ask, whole: dict[str, str], words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "_MANY", 12)
    form = () if words[0] == "front" else ("--as", "jsonl")
    for url, file in whole.items():
        told = ask(*words, *form, file).stdout
        assert ask(*words, *form, "--record", url).stdout == told
        assert ask(*words, *form, "--record", url).stdout == told  # by the sheets that are there now
        assert len(told.splitlines()) >= 1


@pytest.mark.parametrize("verb", ["sieges", "routes", "control"])
def test_a_record_that_tells_nothing_by_then_says_so(ask: Ask, record: str, verb: str) -> None:
    words = (verb, "--on", "2016-08-08", "--record", record)
    assert "nothing was known by 2012-01-01" in ask(*words, "--known", "2012-01-01").output
    assert "nothing had been said by 2012-01-01" in ask(*words, "--stated-by", "2012-01-01").output
    assert " on 2012-01-01" in ask(verb, "--on", "2012-01-01", "--record", record).output
