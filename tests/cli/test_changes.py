"""``siegeline changes``: what the picture learned and changed its mind on, and why."""

import json
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from siegeline.cli.gather import make_reader
from siegeline.errors import UsageError
from siegeline.record import Record
from siegeline.reports import read_paths

from .conftest import SAMPLES, Ask

WEST = ("West Aleppo", "--on", "2016-08-06")
BY = ("--who", "A. Reader", "--why", "it is a joke")


def rows(ask: Ask, *words: str) -> list[dict[str, Any]]:
    result = ask("changes", *words, "--as", "jsonl")
    return [json.loads(line) for line in result.stdout.splitlines()]


def sieges(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in found if row["what"] == "siege"]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The samples, recorded in the order of publication, each at six in the evening of its day."""
    path = tmp_path_factory.mktemp("published") / "record.db"
    reader = make_reader("syria")
    reports = sorted(read_paths([SAMPLES]), key=lambda one: (one.published, one.file))
    for report in reports:
        assert report.published
        now = datetime.combine(report.published, time(18), UTC)
        with Record.open(f"sqlite:///{path}", clock=lambda now=now: now) as record:
            record.add(report, reader.read(report), theatre="syria", reader=reader.name)
    return str(path)


@pytest.fixture
def own(published: str, tmp_path: Path) -> str:
    copy = tmp_path / "record.db"
    shutil.copy(published, copy)
    return str(copy)


def test_the_picture_of_west_aleppo_as_later_reports_came_in(ask: Ask, published: str) -> None:
    asked = ("--between", "2016-08-01T20:00", "2016-09-10T00:00", "--steps", "--record", published)
    found = rows(ask, *WEST, *asked)
    first = sieges(found)[0]
    assert (first["to"], first["change"], first["before"]) == ("2016-08-07T18:00:00Z", "learned", None)
    assert first["after"]["besieger"]["side"] == "opposition"
    [why] = [one for one in first["why"] if one["claim"] in first["after"]["for"]]
    assert (why["sign"], why["speaks"], why["reason"]) == ("+", "for", "reported")
    assert why["source"] == "Orient weekly review"
    assert "besieged de facto" in why["quote"]
    last = sieges(found)[-1]
    assert last["to"] == "2016-09-09T18:00:00Z"
    assert (last["change"], last["before"]["until"]) == ("learned its end", None)
    assert last["after"]["until"] is not None
    assert [one["quote"] for one in last["why"] if one["speaks"] == "its end"] == [
        "The siege of the western districts is over."
    ]
    assert "The siege of the western districts is over." in [one["quote"] for one in last["why"]]
    for row in found:
        assert row["from"] < row["to"]
        assert row["why"]
        assert all(row["from"][:10] <= one["stated"] <= row["to"][:10] for one in row["why"])
        for one in row["why"]:
            counted = {"for": row["after"]["for"], "against": row["after"]["against"]}
            assert one["speaks"] in {"beside", "later", "its end"} or one["claim"] in counted[one["speaks"]]
    told = ask("changes", *WEST, *asked).stdout
    assert "The supply road to the west of the city is closed." not in told  # of the day after
    assert "more on it that tell of later days" in told
    assert told.startswith("The picture of West Aleppo on 2016-08-06: as known at 2016-08-01T20:00:00Z, then")
    assert "before  nothing\n    after   West Aleppo: besieged de facto by Opposition forces" in told


def test_nothing_changes_where_nothing_was_learned(ask: Ask, published: str) -> None:
    asked = (*WEST, "--record", published)
    assert rows(ask, *asked, "--between", "2016-08-07T18:00", "2016-08-08T12:00") == []
    assert "nothing in it changed" in ask("changes", *asked, "--between", "2016-08-08", "2016-08-08").stdout


def test_two_ends_alone_give_what_came_of_it(ask: Ask, published: str) -> None:
    asked = (*WEST, "--between", "2016-08-01", "2016-09-09", "--record", published)
    steps, ends = rows(ask, *asked, "--steps"), rows(ask, *asked)
    assert len(sieges(ends)) == 1 < len(sieges(steps))
    assert sieges(ends)[0]["after"] == sieges(steps)[-1]["after"]


def test_a_judgement_is_told_with_who_and_why(ask: Ask, own: str) -> None:
    today = ("--between", "2016-09-10", "2100-01-01")
    [siege] = sieges(rows(ask, *WEST, "--between", "2016-08-01", "2016-08-07", "--record", own))
    claim = siege["after"]["for"][0]
    judged = ask("judge", "reject", claim, *BY, "--record", own).stdout.strip()
    [gone] = sieges(rows(ask, *WEST, *today, "--record", own))
    assert (gone["change"], gone["after"]) == ("no longer says", None)
    [why] = [one for one in gone["why"] if one["claim"] == claim]
    assert (why["sign"], why["reason"]) == ("-", "rejected by A. Reader: it is a joke")
    ask("judge", "withdraw", judged, "--who", "B", "--why", "it is none", "--record", own)
    assert sieges(rows(ask, *WEST, *today, "--record", own)) == []


def test_an_erasure_is_told_without_the_words(ask: Ask, own: str) -> None:
    name = f"{SAMPLES}/09_artillery_base_2016-08-07.txt"
    ask("record", "erase", name, "--reason", "at risk", "--who", "A. Reader", "--record", own)
    found = rows(ask, *WEST, "--between", "2016-08-01", "2100-01-01", "--record", own)
    [erased] = [row for row in found if row["what"] == "erased"]
    assert "by A. Reader: at risk" in erased["is"]
    assert sieges(found) == []


def test_moments_in_the_wrong_order(ask: Ask, published: str) -> None:
    with pytest.raises(UsageError, match="the first is later; exchange them"):
        ask("changes", "--between", "2016-09-01", "2016-08-01", "--record", published)
