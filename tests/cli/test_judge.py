"""``siegeline judge`` and ``siegeline judgements``, and pictures that go by them."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from siegeline.errors import RecordError, UsageError

from .conftest import Ask

BY = ("--who", "A. Reader", "--why", "read the sentence")


@pytest.fixture
def own(record: str, tmp_path: Path) -> str:
    """A copy of the samples' record, to be judged in."""
    copy = tmp_path / "record.db"
    shutil.copy(record, copy)
    return str(copy)


def rows(ask: Ask, *words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ask(*words, "--as", "jsonl").stdout.splitlines()]


def test_a_rejected_claim_is_in_no_picture_unless_asked_and_can_come_back(ask: Ask, own: str) -> None:
    asked = ("sieges", "--on", "2016-08-08", "--record", own)
    before = rows(ask, *asked)
    for one in before[0]["for"]:
        ask("judge", "reject", one, *BY, "--record", own)
    assert rows(ask, *asked) == before[1:]
    assert rows(ask, *asked, "--without-judgements") == before
    for one in rows(ask, "judgements", "--record", own):
        assert (one["who"], one["why"], one["action"]) == ("A. Reader", "read the sentence", "reject")
        ask("judge", "withdraw", one["id"], *BY, "--record", own)
    assert rows(ask, *asked) == before
    assert [one["action"] for one in rows(ask, "judgements", "--record", own)] == ["withdraw"] * len(before[0]["for"])
    assert len(rows(ask, "judgements", "--all", "--record", own)) == 2 * len(before[0]["for"])


def test_a_corrected_claim(ask: Ask, own: str) -> None:
    claim = rows(ask, "claims", "--kind", "besieged", "--record", own)[0]["id"]
    ask("judge", "correct", claim, "--kind", "siege_lifted", "--agent", "army", "--target", "nobody", "--when",
        "2015-11-10", "--place", "Kuwayris", *BY, "--record", own)  # fmt: skip
    [found] = [row for row in rows(ask, "claims", "--record", own) if row["id"] == claim]
    assert (found["kind"], found["target"], found["when"]["edtf"]) == ("siege_lifted", None, "2015-11-10")
    assert (found["agent"]["side"], found["place"]["id"]) == ("government", "kuweires-airbase")


def test_a_place_of_those_that_bear_the_name(ask: Ask, own: str) -> None:
    claim = next(row for row in rows(ask, "claims", "--record", own) if row["place"] and row["place"]["id"])
    ask("judge", "place", claim["id"], "Layramoun", *BY, "--record", own)
    [found] = [row for row in rows(ask, "claims", "--record", own) if row["id"] == claim["id"]]
    assert (found["place"]["id"], found["place"]["text"]) == ("layramoun", claim["place"]["text"])


def test_who_may_come_from_the_environment(ask: Ask, own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = rows(ask, "claims", "--record", own)[0]["id"]
    monkeypatch.delenv("SIEGELINE_WHO", raising=False)
    with pytest.raises(UsageError, match="give --who NAME or set SIEGELINE_WHO"):
        ask("judge", "accept", claim, "--why", "x", "--record", own)
    monkeypatch.setenv("SIEGELINE_WHO", "B. Second")
    ask("judge", "accept", claim[:10], "--why", "x", "--record", own)
    assert [one["who"] for one in rows(ask, "judgements", "--record", own)] == ["B. Second"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("accept", "0000ffff"), "no claim in force has the id '0000ffff'"),
        (("same-origin", "nowhere.txt", "elsewhere.txt"), "no report on record is named 'nowhere.txt'"),
        (("withdraw", "0000ffff"), "no judgement has the id '0000ffff'"),
    ],
)
def test_what_is_not_there(ask: Ask, own: str, words: tuple[str, ...], told: str) -> None:
    with pytest.raises(RecordError, match=told):
        ask("judge", *words, *BY, "--record", own)


def test_two_reports_of_one_origin_count_once(ask: Ask, own: str) -> None:
    asked = ("sieges", "--on", "2016-08-01", "--record", own)
    [before] = rows(ask, *asked)
    claims = {row["id"]: row for row in rows(ask, "claims", "--record", own)}
    reports = list(dict.fromkeys(claims[one]["report"] for one in before["for"]))
    assert len(reports) > 1
    for other in reports[1:]:
        ask("judge", "same-origin", reports[0], other, *BY, "--record", own)
    [after] = rows(ask, *asked)
    assert after["probability"] < before["probability"]
    assert after["for"] == before["for"]


def test_a_record_of_two_wars_knows_the_places_of_each(ask: Ask, tmp_path: Path) -> None:
    record = str(tmp_path / "two.db")
    told = {"ukraine": "Russian troops besieged Siversk.", "syria": "Rebels captured Khan Tuman."}
    for theatre, text in told.items():
        (tmp_path / f"{theatre}.txt").write_text(text)
        ask("read", str(tmp_path / f"{theatre}.txt"), "--theatre", theatre, "--record", record,
            "--published", "2022-06-01", "--reader", "rules")  # fmt: skip
    claims = {row["place"]["id"]: row["id"] for row in rows(ask, "claims", "--record", record, "--theatre", "ukraine")}
    ((old, claim),) = claims.items()
    ask("judge", "correct", claim, "--place", "Lysychansk", *BY, "--record", record)
    ask("judge", "place", claim, "Lyman", *BY, "--record", record)
    (now,) = rows(ask, "claims", "--record", record, "--theatre", "ukraine")
    assert (old, now["place"]["name"]) == ("siversk", "Lyman")
    asked = ("review", "--record", record, "--limit", "9")
    files = {name: {row["file"][-11:] for row in rows(ask, *asked, *more)} for name, more in (
        ("all", ()), ("syria", ("--theatre", "syria")))}  # fmt: skip
    assert files == {"all": {str(tmp_path / "syria.txt")[-11:]}, "syria": {str(tmp_path / "syria.txt")[-11:]}}
    ask("judge", "withdraw", rows(ask, "judgements", "--record", record)[0]["id"], *BY, "--record", record)
    ask("judge", "withdraw", rows(ask, "judgements", "--record", record)[0]["id"], *BY, "--record", record)
    left = [row["file"] for row in rows(ask, *asked)]
    assert sorted(one[-11:] for one in left) == sorted(str(tmp_path / f"{name}.txt")[-11:] for name in told)
    ((only,),) = [[row["file"] for row in rows(ask, *asked, "--theatre", "ukraine")]]
    assert only.endswith("ukraine.txt")
