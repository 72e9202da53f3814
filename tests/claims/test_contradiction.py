"""What one sentence tells and somebody else denies in the next: a claim of its own, with a quote of its own."""

from collections.abc import Callable
from datetime import date

import pytest

from siegeline.claims.claim import Claim

Read = Callable[..., list[Claim]]
DAY = date(2016, 8, 7)
TOLD = "A rebel spokesman said that rebels had captured Khan Tuman."


def denials(claims: list[Claim]) -> list[Claim]:
    return [one for one in claims if one.status == "denied"]


def test_a_denial_is_a_claim_of_its_own(claims_in: Read) -> None:
    text = f"{TOLD} The government in Damascus denied this."
    told, denied = claims_in(text, published=DAY, source="Citadel Dispatch")
    assert (denied.kind, denied.status) == ("captured", "denied")
    assert denied.quote == "The government in Damascus denied this."
    assert text[slice(*denied.trigger)] == "denied" if denied.trigger else False
    assert denied.speaker is not None
    assert denied.speaker.leaning == "government"
    assert [one.text for one in denied.chain] == ["Citadel Dispatch", denied.speaker.text]
    assert denied.confidence < told.confidence
    assert denied.when.interval == told.when.interval
    assert denied.id != told.id


def test_its_place_and_party_point_back(claims_in: Read) -> None:
    told, denied = claims_in(f"{TOLD} The army rejected the claim.", published=DAY)
    assert told.place
    assert denied.place
    assert denied.agent
    assert (denied.place.id, denied.place.text) == (told.place.id, "claim")
    assert denied.place.reference is not None
    assert denied.place.reference.text == "Khan Tuman"
    assert TOLD[denied.place.reference.start : denied.place.reference.end] == "Khan Tuman"
    assert denied.agent.side == "opposition"


def test_two_deny_one_after_the_other(claims_in: Read) -> None:
    text = f"{TOLD} The army denied this. The government in Damascus called the report a lie."
    assert [one.kind for one in denials(claims_in(text, published=DAY))] == ["captured", "captured"]


@pytest.mark.parametrize("following", [
    "He denied this.",
    "The rebel spokesman denied this.",
    "The army did not deny this.",
    "The army denied that it had left the town.",
    "The price of bread has doubled. The army denied this.",
])  # fmt: skip
def test_no_denial_of_what_stands_before(following: str, claims_in: Read) -> None:
    kinds = [one.kind for one in denials(claims_in(f"{TOLD} {following}", published=DAY))]
    assert "captured" not in kinds


def test_a_plan_is_not_denied_and_what_is_said_in_passing_neither(claims_in: Read) -> None:
    assert denials(claims_in("The army will capture Khan Tuman. The rebels rejected this.", published=DAY)) == []
    text = "Rebels broke the siege of Nubl after capturing Khan Tuman, SOHR said. The army denied this."
    assert [one.kind for one in denials(claims_in(text, published=DAY))] == ["siege_lifted"]
