"""Ranks: whose bare "soldiers" are in what somebody says."""

from collections.abc import Callable

import pytest

from siegeline.claims import ActorRef, Claim, SpeakerRef
from siegeline.claims.ranks import own_ranks

Read = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("words", "speaker", "side"),
    [
        ("soldiers", SpeakerRef("the General Staff", None, "ukraine"), "ukraine"),
        ("the troops", SpeakerRef("Russia's defence ministry", None, "russia"), "russia"),
        ("fighters", SpeakerRef("Ahrar al-Sham", None, "opposition"), "opposition"),
    ],
)
def test_a_party_tells_of_its_own(words: str, speaker: SpeakerRef, side: str) -> None:
    assert own_ranks(ActorRef(words), speaker) == ActorRef(words, None, side)


def test_a_ministry_of_no_known_side_keeps_them_from_others() -> None:
    assert own_ranks(ActorRef("soldiers"), SpeakerRef("the defence ministry")) == ActorRef("soldiers")


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("fighters", SpeakerRef("the defence ministry", None, "government")),  # what it calls others
        ("soldiers", SpeakerRef("Ahrar al-Sham", None, "opposition")),
        ("soldiers", SpeakerRef("the Observatory for Human Rights", None, "opposition")),
        ("soldiers", SpeakerRef("residents")),
        ("Ukrainian soldiers", SpeakerRef("the Russian army", None, "russia")),
        ("soldiers", None),
    ],
)
def test_others_are_left_to_what_was_named_before(words: str, speaker: SpeakerRef | None) -> None:
    assert own_ranks(ActorRef(words), speaker) is None


def test_in_a_report_they_are_not_the_enemy_named_before(claims_in: Read) -> None:
    told = claims_in("The rebels attacked Nubl. The Syrian army said troops had retaken Khan Tuman.")
    (taken,) = [claim for claim in told if claim.kind == "captured"]
    assert taken.agent is not None
    assert taken.agent.side == "government"


def test_fighters_are_no_army(claims_in: Read) -> None:
    told = claims_in("The army captured Handarat. The fighters withdrew from Khan Tuman.")
    (left,) = [claim for claim in told if claim.kind == "withdrew"]
    assert left.agent is not None
    assert left.agent.side != "government"
