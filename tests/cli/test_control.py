"""``siegeline control``: a day, or a history."""

import json

import pytest

from siegeline.errors import UsageError

from .conftest import Ask


def test_a_days_rows_say_their_basis(ask: Ask, record: str) -> None:
    result = ask("control", "--on", "2016-09-09", "--record", record, "--as", "jsonl")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert {row["basis"] for row in rows} <= {"claims", "neighbours"}
    only = ask("control", "--on", "2016-09-09", "--no-neighbours", "--record", record, "--as", "jsonl")
    alone = [json.loads(line) for line in only.stdout.splitlines()]
    assert alone == [row for row in rows if row["basis"] == "claims"]
    assert alone


def test_a_history_says_from_when_to_when(ask: Ask, record: str) -> None:
    words = ("--from", "2016-07-01", "--to", "2016-10-01", "--record", record)
    rows = [json.loads(line) for line in ask("control", *words, "--as", "jsonl").stdout.splitlines()]
    base = [row for row in rows if row["place"]["id"] == "ramouseh-artillery-base"]
    assert [row["holder"]["side"] for row in base] == ["opposition", "government"]
    assert base[0]["from"] == "2016-08-06"
    assert base[0]["to"] < base[1]["from"] == "2016-09-04"


@pytest.mark.parametrize("words", [(), ("--on", "2016-08-06", "--from", "2016-08-01"), ("--from", "2016-08-01")])
def test_a_day_or_a_range_is_asked_for(ask: Ask, record: str, words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="give either --on DATE, or both"):
        ask("control", *words, "--record", record)


@pytest.mark.parametrize("known", [(), ("--known", "2016-08-09")])
def test_one_places_row_is_that_of_the_list_each_time_it_is_asked_for(
    ask: Ask, record: str, known: tuple[str, ...]
) -> None:
    words = ("--on", "2016-09-09", "--record", record, *known, "--as", "jsonl")
    listed = [json.loads(line) for line in ask("control", *words).stdout.splitlines()]
    told = [row for row in listed if row["basis"] == "claims"]
    assert told
    for row in [*told, told[0]]:
        alone = ask("control", *words, "--place", row["place"]["id"]).stdout.splitlines()
        assert [json.loads(line) for line in alone] == [row]
