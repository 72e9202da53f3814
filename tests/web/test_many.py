"""A large record's contents: a day first, then all days; in columns that tell the same."""

from datetime import date
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="needs the extra web")

from fastapi.testclient import TestClient

from siegeline.record import Record
from siegeline.settings import record_url
from siegeline.theatre import load_theatre
from siegeline.web import create_app

DAY = "2016-08-07"


@pytest.fixture
def client(sample_record, monkeypatch):
    monkeypatch.setattr("siegeline.web.desk.LARGE", 1)
    with Record.open(record_url(str(sample_record))) as kept:
        yield TestClient(create_app(kept, load_theatre("syria")), base_url="http://127.0.0.1")


def _on(page: dict[str, Any], day: int) -> dict[str, tuple[Any, ...]]:
    """What the columns tell of a day, by place."""
    columns, found, at = page["columns"], {}, 0
    runs = columns["runs"]
    for place, count in zip(columns["places"]["id"], runs["count"], strict=True):
        for one in range(at, at + count):
            if runs["from"][one] <= day <= runs["to"][one]:
                holder = columns["holders"][runs["holder"][one]] if runs["holder"][one] >= 0 else None
                doubt = columns["doubts"][runs["doubt"][one]] if runs["doubt"][one] >= 0 else None
                state = columns["states"][runs["state"][one]]
                found[place] = (state, holder, doubt, runs["for"][one], runs["against"][one])
        at += count
    return found


def test_a_day_can_be_had_before_all_days_and_tells_the_same(client) -> None:
    soon = client.get("/desk/contents", params={"soon": DAY}).json()
    assert soon["only"] == DAY
    whole = client.get("/desk/contents").json()
    assert "only" not in whole
    assert "only" not in client.get("/desk/contents", params={"soon": DAY}).json()
    first, day = whole["days"][0], DAY
    number = (date.fromisoformat(day) - date.fromisoformat(first)).days
    assert _on(soon, number) == _on(whole, number) != {}
    assert set(whole["columns"]["places"]["id"]) <= set(soon["columns"]["places"]["id"])
    assert {key: soon[key] for key in ("days", "sieges", "routes_state", "news", "made")} == {
        key: whole[key] for key in ("days", "sieges", "routes_state", "news", "made")
    }


def test_without_a_day_it_is_the_last(client) -> None:
    soon = client.get("/desk/contents", params={"soon": "last"}).json()
    assert soon["only"] == soon["days"][1]
    assert client.get("/desk/contents", params={"soon": "nonsense"}).status_code == 400


def test_the_events_of_days_come_by_day(client) -> None:
    last = client.get("/desk/contents").json()["days"][1]
    assert client.get("/desk/events").json() == client.get("/desk/events", params={"first": last, "last": last}).json()
    found = client.get("/desk/events", params={"first": "2016-08-01", "last": "2016-08-09"}).json()
    assert {"captured", "attacked"} & {one["kind"] for one in found.values()}
    assert not {"held", "besieged"} & {one["kind"] for one in found.values()}


def test_the_sieges_that_nobody_reports_are_those_of_the_whole_day(client) -> None:
    for day in ("2016-07-18", DAY, "2016-09-09"):
        drawn = client.get("/desk/drawn", params={"on": day}).json()["sieges"]
        alone = client.get("/desk/derived", params={"on": day}).json()
        assert alone == [one for one in drawn if one["basis"] == "derived"]
    assert client.get("/desk/derived", params={"on": "nonsense"}).status_code == 400


def test_it_tells_how_far_it_is(client) -> None:
    assert client.get("/desk/progress").json() is None
    desk = client.app.state.desk
    desk._tell(500, 33_000)
    assert client.get("/desk/progress").json() == [500, 33_000]
