"""The joined readers, on sentences of our own."""

from collections.abc import Sequence

import pytest

from siegeline.claims.frame import Frame

pytest.importorskip("onnxruntime")


def frames(sentence: str) -> dict[str, Frame]:
    from siegeline.claims.combined import CombinedReader

    return {frame.kind: frame for frame in CombinedReader().frames([sentence])[0]}


def test_who_holds_a_road_that_is_closed_has_closed_it() -> None:
    sentence = "The Salma road is held by government forces along its whole length and is closed to all traffic."
    agent = frames(sentence)["route_cut"].agent
    assert agent is not None
    assert sentence[agent.start : agent.end] == "government forces"


def test_who_holds_another_road_has_not() -> None:
    sentence = "The Salma road is held by government forces, and the Idlib highway is closed."
    assert frames(sentence)["route_cut"].agent is None


def test_who_breaks_a_siege_has_not_laid_it() -> None:
    sentence = "Government troops lifted the 18-month siege of El Obeid."
    found = frames(sentence)
    assert found["siege_lifted"].agent is not None
    assert "besieged" not in found or found["besieged"].agent is None


def test_a_place_that_is_not_named_stays_so() -> None:
    sentence = "Insurgents shelled the airport while the army took Handarat."
    place = frames(sentence)["shelled"].place
    assert place is not None
    assert sentence[place.start : place.end] == "airport"


@pytest.mark.parametrize("place", ["fort", "tunnel", "steelworks"])
def test_what_can_be_held_is_a_place_without_a_name(place: str) -> None:
    assert "captured" in frames(f"Government forces recaptured the {place}.")


@pytest.mark.parametrize(
    "sentence",
    ["Russian jets bombed ISIL.", "The army attacked rebels.", "A powerful offensive of the Caliphate was reflected."],
)
def test_a_party_alone_is_no_place(sentence: str) -> None:
    (frame,) = frames(sentence).values()
    assert frame.place is None


def test_a_party_in_which_something_happens_is_a_place() -> None:
    assert {frame.place is None for frame in frames("Ukraine shelled a village in the DPR.").values()} == {False}


def test_the_whole_of_a_place_is_said_with_it() -> None:
    sentence = "The entire city is under siege."
    (frame,) = frames(sentence).values()
    assert frame.place is not None
    assert sentence[frame.place.start : frame.place.end] == "entire city"


def test_not_only_denies_nothing() -> None:
    sentence = "Not only is Rastan under siege by the army, but the rebels have also closed the road to Homs."
    assert frames(sentence)["besieged"].status == "actual"


def test_what_has_not_come_has_not() -> None:
    assert frames("Aid has not reached Mekelle since June.")["aid_delivered"].status == "denied"


def test_the_end_of_a_very_long_sentence_is_read_by_the_rules() -> None:
    from siegeline.claims.combined import CombinedReader, joining

    schools = "the school of the first quarter and the school of the second, " * 30
    sentence = f"The ministry lists {schools}and the army captured Khan Shaykhun."
    found = CombinedReader(threshold=joining().grounded).frames([sentence])[0]
    assert [(frame.kind, frame.place and sentence[frame.place.start : frame.place.end]) for frame in found] == [
        ("captured", "Khan Shaykhun")
    ]


def test_the_rules_are_asked_only_where_there_is_a_doubt() -> None:
    from siegeline.claims.combined import CombinedReader
    from siegeline.claims.rules import RulesReader

    asked: list[str] = []

    class Listening(RulesReader):
        def frames(self, sentences: Sequence[str]) -> list[list[Frame]]:
            asked.extend(sentences)
            return super().frames(sentences)

    sure, nothing = "The army captured Khan Shaykhun on Monday.", "The ministry published a list of schools."
    denied = "The army has not captured Khan Shaykhun."
    found = CombinedReader(rules=Listening()).frames([sure, nothing, denied])
    assert asked == [denied]
    assert [[frame.kind for frame in frames] for frames in found] == [["captured"], [], ["captured"]]


def test_a_sentence_without_words_tells_nothing() -> None:
    from siegeline.claims.combined import CombinedReader

    assert CombinedReader().frames(["", "\u200b"]) == [[], []]


@pytest.mark.parametrize(
    "sentence",
    [
        "The army captured Qarna in May but the rebels retook it in June.",
        "Qarna was captured by the rebels and then recaptured by the army.",
    ],
)
def test_a_place_that_changes_hands_twice_is_captured_twice(sentence: str) -> None:
    from siegeline.claims.combined import CombinedReader

    told = [frame for frame in CombinedReader().frames([sentence])[0] if frame.kind == "captured"]
    assert {sentence[one.agent.start : one.agent.end] for one in told if one.agent} == {"army", "rebels"}
    assert {sentence[one.place.start : one.place.end] for one in told if one.place} == {"Qarna"}


def test_where_those_who_withdraw_go_is_not_what_they_leave() -> None:
    assert frames("The rebels pulled back to Qarna.")["withdrew"].place is None
    sentence = "The army withdrew from Merzan to Qarna."
    place = frames(sentence)["withdrew"].place
    assert place is not None
    assert sentence[place.start : place.end] == "Merzan"


def test_an_attack_that_no_one_claims_took_place() -> None:
    assert frames("No one has claimed the attack on Qarna.")["attacked"].status == "actual"
    assert frames("No group claimed responsibility for the shelling of Qarna.")["shelled"].status == "actual"
    assert frames("The army denied the shelling of Qarna.")["shelled"].status == "denied"


def test_no_aid_is_not_aid_that_is_not_blocked() -> None:
    told = frames("No aid has entered Zabadani for five months.")
    assert "aid_blocked" not in told
    assert told["aid_delivered"].status == "denied"


@pytest.mark.parametrize(("verb", "whose"), [("reinforced", "hezbollah"), ("has surrounded", None)])
def test_one_reinforces_his_own_and_besieges_others(verb: str, whose: str | None) -> None:
    from siegeline.cli.gather import make_reader
    from siegeline.reports import Report

    text = f"Hezbollah {verb} the fighters in Zabadani."
    target = make_reader("syria").read(Report(file="-", data=text.encode(), text=text))[0].target
    assert target is not None
    assert target.id == whose
