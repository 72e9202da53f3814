"""Judgements over HTTP: what is kept, and what is refused."""

import httpx
import pytest

from siegeline.web import People


@pytest.fixture
def desk(serve):
    return serve(People(local="A. Reader"))


def _judge(desk, **body):
    return httpx.post(desk.url + "/desk/judgements", json={"why": "read", **body})


def test_a_rejected_claim_leaves_the_queue_and_the_picture_and_comes_back(desk) -> None:
    queue = httpx.get(desk.url + "/desk/queue").json()
    claim = queue["claims"][0]["id"]
    told = _judge(desk, action="reject", claims=[claim]).json()["id"]
    assert claim not in {one["id"] for one in httpx.get(desk.url + "/desk/queue").json()["claims"]}
    assert claim not in httpx.get(desk.url + "/desk/contents").json()["claims"]
    assert _judge(desk, action="withdraw", withdraws=told).status_code == 201
    assert claim in httpx.get(desk.url + "/desk/contents").json()["claims"]


def test_a_correction_is_by_ids_and_shows(desk) -> None:
    claim = next(one for one in desk.record.claims() if one.kind == "besieged")
    place = httpx.get(desk.url + "/desk/places", params={"q": "Kuweires air base"}).json()[0]["id"]
    value = {"kind": "siege_lifted", "agent": "government", "place": place, "route": None}
    answer = _judge(desk, action="correct", claims=[claim.id], value=value)
    assert answer.status_code == 201
    told = httpx.get(desk.url + "/desk/contents").json()["claims"][claim.id]
    assert (told["kind"], told["agent"]["side"], told["place"]["name"]) == (
        "siege_lifted", "government", "Kuweires air base",
    )  # fmt: skip
    assert told["quote"] == claim.quote


@pytest.mark.parametrize(
    "body",
    [
        {"action": "erase"},
        {"action": "accept", "claims": ["none"]},
        {"action": "accept", "claims": []},
        {"action": "accept", "claims": ["CLAIM"], "why": ""},
        {"action": "correct", "claims": ["CLAIM"], "value": {}},
        {"action": "correct", "claims": ["CLAIM"], "value": {"quote": "other words"}},
        {"action": "correct", "claims": ["CLAIM"], "value": {"kind": "victory"}},
        {"action": "correct", "claims": ["CLAIM"], "value": {"when": "soon"}},
        {"action": "place", "claims": ["CLAIM"], "value": {"place": "nowhere"}},
        {"action": "same-event", "claims": ["CLAIM"]},
        {"action": "same-origin", "reports": ["none", "neither"]},
        {"action": "withdraw", "withdraws": "none"},
        {"action": "accept", "claims": ["CLAIM"], "who": "Somebody Else"},
    ],
)
def test_what_is_no_judgement_is_refused_and_not_kept(desk, body) -> None:
    claim = desk.record.claims()[0].id
    if "claims" in body:
        body = {**body, "claims": [claim if one == "CLAIM" else one for one in body["claims"]]}
    answer = _judge(desk, **body)
    assert answer.status_code in {400, 404}
    assert answer.json()["description"]
    assert desk.record.judgements() == []


def test_nobody_judges_without_a_name(served) -> None:
    claim = served.record.claims()[0].id
    assert _judge(served, action="accept", claims=[claim]).status_code == 403
