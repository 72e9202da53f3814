"""``siegeline review``: the doubtful and influential first, one by one on a terminal, and pairs that may be one."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from siegeline.errors import UsageError

from .conftest import Ask

BY = ("--who", "A. Reader")


@pytest.fixture
def own(record: str, tmp_path: Path) -> str:
    copy = tmp_path / "record.db"
    shutil.copy(record, copy)
    return str(copy)


def rows(ask: Ask, *words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ask(*words, "--as", "jsonl").stdout.splitlines()]


def test_the_doubtful_and_influential_come_first(ask: Ask, record: str) -> None:
    found = rows(ask, "review", "--record", record, "--limit", "1000")
    assert len(found) > 10
    scores = [row["score"] for row in found]
    assert scores == sorted(scores, reverse=True)
    for row in found:
        assert row["score"] == pytest.approx((1 - row["confidence"]) * row["moved"], abs=0.01)
        assert row["told"] != row["without"]
    assert rows(ask, "review", "--record", record, "--limit", "3") == found[:3]


def test_going_through_them_keeps_each_decision_at_once(ask: Ask, own: str) -> None:
    first, second, third, fourth = rows(ask, "review", "--record", own, "--limit", "4")
    answers = "a\nit says so\ns\nr\nit does not\nq\n"
    told = ask("review", "--judge", *BY, "--record", own, input=answers).stdout
    assert first["quote"] in told
    kept = [(one["action"], one["claims"], one["why"]) for one in rows(ask, "judgements", "--record", own)]
    assert kept == [("accept", [first["claim"]], "it says so"), ("reject", [third["claim"]], "it does not")]
    left = [row["claim"] for row in rows(ask, "review", "--record", own, "--limit", "1000")]
    assert not {first["claim"], third["claim"]} & set(left)
    assert {second["claim"], fourth["claim"]} & set(left)


def test_pairs_that_may_be_one_event(ask: Ask, own: str) -> None:
    found = rows(ask, "review", "--events", "--record", own)
    assert found
    claims = {row["id"]: row for row in rows(ask, "claims", "--record", own)}
    for row in found:
        one, other = claims[row["claim"]], claims[row["other"]]
        assert one["kind"] == other["kind"]
        assert one["report"] != other["report"]
    ask("judge", "same-event", found[0]["claim"], found[0]["other"], *BY, "--why", "one base", "--record", own)
    assert found[0] not in rows(ask, "review", "--events", "--record", own)


def test_a_repost_may_be_of_one_origin(ask: Ask, own: str) -> None:
    [pair] = rows(ask, "review", "--origins", "--record", own)
    assert {Path(pair["file"]).name[:2], Path(pair["other_file"]).name[:2]} == {"10", "11"}
    assert "The army has built a new line" in pair["passage"]
    ask("judge", "same-origin", pair["report"], pair["other"], *BY, "--why", "it says so", "--record", own)
    assert rows(ask, "review", "--origins", "--record", own) == []
    assert ask("review", "--origins", "--record", own).stderr == "no reports share passages\n"


@pytest.mark.parametrize("words", [("--events", "--origins"), ("--judge", "--as", "csv", "--who", "A")])
def test_options_that_do_not_go_together(ask: Ask, record: str, words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="go one at a time"):
        ask("review", *words, "--record", record)
