"""References: what "the town", "it" and "they" point back to inside a report."""

import re
from collections.abc import Callable, Sequence

import pytest

from siegeline.claims import Claim, claim_from_json
from siegeline.claims.frame import Frame, Span
from siegeline.claims.reader import Reader
from siegeline.reports import Report

Read = Callable[..., list[Claim]]


def last_place(claims: list[Claim]) -> tuple[str | None, str | None, float]:
    place = claims[-1].place
    assert place is not None
    return place.id, place.name, place.reference.confidence if place.reference else 0.0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rebels captured Qarnabouz. The army shelled the village on Monday.", "Qarnabouz"),
        ("Rebels captured the village of Qarna and shelled Nubl. The army recaptured the village.", "village of Qarna"),
        ("Rebels captured the Merzan air base. On Monday the army recaptured the base.", "Merzan air base"),
        ("The rebels captured Mount Qarna. The army shelled the mountain.", "Mount Qarna"),
    ],
)  # fmt: skip
def test_a_place_that_no_list_knows_is_pointed_back_to(text: str, name: str, claims_in: Read) -> None:
    one, found, sure = last_place(claims_in(text))
    assert (one, found) == (None, name)
    assert 0 < sure < 1


def test_a_base_is_no_town(claims_in: Read) -> None:
    text = "Rebels captured the Merzan air base. The army shelled the town."
    assert last_place(claims_in(text))[1] != "Merzan air base"


class Taking:
    """A reader that finds what is captured, pronouns too."""

    name = "taking"

    def frames(self, sentences: Sequence[str]) -> list[list[Frame]]:
        found = [re.search(r"(captured) (.+?)(?: on Monday)?\.$", text) for text in sentences]
        return [
            [Frame(kind="captured", status="actual", trigger=Span(*one.span(1)), place=Span(*one.span(2)))]
            if one
            else []
            for one in found
        ]


@pytest.mark.parametrize(("named", "known"), [("Khan Tuman", True), ("Qarnabouz", False)])
def test_what_is_known_of_a_place_is_known_of_what_points_back(named: str, known: bool) -> None:
    text = f"Rebels captured {named}. The army captured it on Monday."
    report = Report(file="r.txt", data=text.encode(), text=text)
    first, second = (claim.place for claim in Reader("syria", Taking()).read(report))
    assert first is not None
    assert second is not None
    assert (first.id is not None) is known
    assert (second.id, second.lat, second.text) == (first.id, first.lat, "it")
    assert second.reference is not None
    assert text[second.reference.start : second.reference.end] == named


def test_a_name_in_two_spellings_gets_the_one_used_most(claims_in: Read) -> None:
    text = "Shells fell on Qarnabuz, people in Qarnabuz say. On Monday rebels captured Qarnabouz."
    one, name, sure = last_place(claims_in(text))
    assert (one, name, sure) == (None, "Qarnabuz", 0.8)


@pytest.mark.parametrize(
    ("text", "who", "side"),
    [
        ("Rebels captured Khan Tuman after the army had fled. They then captured Nubl.", "Rebels", "opposition"),
        ("The army captured Khan Tuman when rebels left. They then shelled Nubl.", "army", "government"),
        ("The army lost Khan Tuman to rebels. They then shelled Nubl.", "army", "government"),
        (
            "Rebels captured Khan Tuman while the army shelled Nubl. They then shelled Nubl.",
            "Rebels",
            "opposition",
        ),
        ("After the army had fled, rebels captured Khan Tuman. They then shelled Nubl.", "rebels", "opposition"),
        ("Rebels withdrew from Khan Tuman when the army shelled Nubl. They then shelled Nubl.", "Rebels", "opposition"),
        ("The army captured Khan Tuman and rebels withdrew from Nubl. They then captured Nubl.", "army", "government"),
        ("The Zarun Brigade captured Khan Tuman. They also captured Nubl.", "Zarun Brigade", None),
        ("Rebels captured Khan Tuman. On Monday they shelled Nubl.", "Rebels", "opposition"),
        ("ISIS captured Khan Tuman. Its fighters shelled Nubl on Monday.", "ISIS", "islamic-state"),
        ("The Zarun Brigade captured Khan Tuman. The brigade also shelled Nubl.", "Zarun Brigade", None),
        ("Rebels captured Khan Tuman. Officials said that they also captured Nubl.", "Rebels", "opposition"),
        ("ISIS has answered. On 23 October its fighters cut the Khanaser road.", "ISIS", "islamic-state"),
    ],
)
def test_who_acted_last_goes_on(text: str, who: str, side: str | None, claims_in: Read) -> None:
    agent = claims_in(text)[-1].agent
    assert agent is not None
    assert agent.reference is not None
    assert (agent.reference.text, agent.side) == (who, side)
    assert text[agent.reference.start : agent.reference.end] == who


def test_civilians_are_not_who_fights(claims_in: Read) -> None:
    agent = claims_in("Rebels shelled Nubl and killed two villagers. They also captured Khan Tuman.")[-1].agent
    assert agent is not None
    assert agent.side == "opposition"


def test_a_road_is_the_one_told_of(claims_in: Read) -> None:
    route = claims_in("The army cut the Qarna road on Friday. Rebels reopened the road on Monday.")[-1].route
    assert route is not None
    assert (route.name, route.id) == ("Qarna road", None)


def test_nothing_named_before_is_nothing_pointed_back_to(claims_in: Read) -> None:
    (claim,) = claims_in("They captured the town.")
    assert [ref and ref.reference for ref in (claim.agent, claim.place)] == [None, None]


def test_a_reference_goes_through_json(claims_in: Read) -> None:
    claim = claims_in("Rebels captured Qarnabouz. On Monday they shelled the village.")[-1]
    again = claim_from_json(claim.as_json())
    assert (again.agent, again.place) == (claim.agent, claim.place)
    assert again.agent is not None
    assert again.agent.reference is not None


def test_a_claim_from_before_there_were_references_has_none(claims_in: Read) -> None:
    row = claims_in("Rebels captured Khan Tuman.")[0].as_json()
    del row["agent"]["reference"], row["place"]["reference"]
    again = claim_from_json(row)
    assert again.agent is not None
    assert again.agent.reference is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Hezbollah encircled the rebels in Zabadani. They will withdraw to Idlib.", "opposition"),
        ("The army surrounded 400 rebels in Daraya. They left the town at night.", "opposition"),
        ("The army drove the rebels out of Morek. They retreated to Khan Shaykhun.", "opposition"),
        ("The army surrounded Daraya. They shelled it on Monday.", "syrian-army"),
        ("The rebels attacked Morek. The army repelled them.", "opposition"),
    ],
)
def test_they_who_leave_are_those_who_were_shut_in(text: str, who: str, claims_in: Read) -> None:
    agent = claims_in(text)[-1].agent
    assert agent is not None
    assert agent.id == who


@pytest.mark.parametrize(
    "text",
    [
        "The rebels besiege 500 soldiers in Wadi al-Deif.",
        "Hezbollah has surrounded the fighters in Zabadani.",
        "Fighters were encircled by the army in Daraya.",
    ],
)
def test_nobody_besieges_himself(text: str, claims_in: Read) -> None:
    claim = claims_in(text)[0]
    assert claim.agent is not None
    assert claim.target is not None
    assert claim.agent.id is not None
    assert claim.target.id is None
