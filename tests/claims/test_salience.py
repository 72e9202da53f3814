"""Salience: which place "the town" or "the city" means, in reports that name several."""

from collections.abc import Callable

import pytest

from siegeline.claims import Claim
from siegeline.claims.claim import PlaceRef
from siegeline.claims.frame import Span
from siegeline.claims.named import Named, names_in
from siegeline.claims.salience import Salience

Read = Callable[..., list[Claim]]


def meant(text: str, asked: str, *, named: tuple[str, ...] = (), parties: tuple[str, ...] = ()) -> str | None:
    """The place that the last word ``asked`` of a text means; ``named`` are those that claims are on."""
    begins = [0, *(at + 2 for at, letter in enumerate(text) if letter == "." and at + 2 < len(text))]
    salience = Salience(text, begins, (), lambda words, _: PlaceRef(words))
    places = list(names_in(text))
    for name in named:
        start = text.index(name)
        places.append(Named(start, start + len(name), name, PlaceRef(name)))
        salience.tell(Span(start, start + len(name)), "captured", "actual")
    found = salience.best(asked, text.rindex(asked), places, parties, kind="shelled")
    return found[0].text if found else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Qarnabouz is under siege. Rebels shelled Merzan on Friday. The town is cut off.", "Qarnabouz"),
        ("Qarnabouz is besieged. The army captured Merzan Square. Rebels shelled the city.", "Qarnabouz"),
        ("The blockade of Qarnabouz goes on. Ten men are held in Merzan. Rebels shelled the town.", "Qarnabouz"),
        ("Merzan fell on Monday. On Tuesday Qarnabouz was besieged. Rebels shelled the town.", "Qarnabouz"),
    ],
)  # fmt: skip
def test_the_town_is_the_one_that_the_report_is_about(text: str, name: str, claims_in: Read) -> None:
    place = claims_in(text)[-1].place
    assert place is not None
    assert (place.name, place.reference and place.reference.text) == (name, name)


def test_a_capital_that_acts_is_no_town(claims_in: Read) -> None:
    text = "Madaya is besieged by Hezbollah. Damascus agreed on Thursday to let aid into the town."
    assert {claim.place.name for claim in claims_in(text) if claim.place} == {"Madaya"}


def test_a_listed_place_brings_its_point(claims_in: Read) -> None:
    first, last = claims_in("Nubl is under siege. Rebels shelled Qarnabouz Square. The town is cut off.")[::2]
    assert first.place is not None
    assert last.place is not None
    assert last.place.id == first.place.id is not None
    assert last.place.lat == first.place.lat


@pytest.mark.parametrize(
    ("text", "asked", "name"),
    [
        ("In Merzan nobody slept. The Qarna suburb was quiet. The town burns.", "town", "Merzan"),
        ("In Merzan nobody slept. The road to Qarna was quiet. The town burns.", "town", "Merzan"),
        ("In Merzan nobody slept. A colonel in Qarna was quiet. The town burns.", "town", "Merzan"),
        ("In Merzan nobody slept. Nobody in Jordan or in October came. The town burns.", "town", "Merzan"),
        ("In Merzan nobody slept. The fall of Qarna – Zarun road was quiet. The town burns.", "town", "Merzan"),
        ("In Merzan the militia fled, and the elders gave the town away.", "town", "Merzan"),
        ("Near Merzan shells fell. Those who fled from Qarna to the town were fed.", "town", "Merzan"),
        ("Shells fell on the river Zarun. The town burns.", "town", None),
        ("Nothing is named. The town burns.", "town", None),
    ],
)
def test_what_a_name_is_said_of_counts(text: str, asked: str, name: str | None) -> None:
    assert meant(text, asked) == name


def test_who_acts_is_no_place() -> None:
    text = "In Merzan nobody slept. A letter from Qarna came. The town burns."
    assert meant(text, "town") == "Merzan"
    text = "A letter came from Qarna. The town burns."
    assert meant(text, "town") == "Qarna"
    assert meant(text, "town", parties=("Qarna",)) is None


def test_a_village_is_the_last_one() -> None:
    text = "Merzan is besieged. Merzan starves, and Merzan waits. Qarna fell on Tuesday, and the village burns."
    assert meant(text, "village", named=("Merzan", "Qarna")) == "Qarna"


def test_a_people_is_no_name(claims_in: Read) -> None:
    text = "Soldiers entered Amerli on Sunday and ended the siege of the Turkmen town. The town had been trapped."
    last = claims_in(text)[-1].place
    assert last is not None
    assert (last.text, last.name) == ("town", "Amerli")


def test_a_lead_makes_sure(claims_in: Read) -> None:
    clear = claims_in("Qarnabouz is under siege. The town was shelled.")[-1].place
    open_ = claims_in("Rebels went from Merzan into Qarnabouz. On Monday the army shelled the town.")[-1].place
    assert clear is not None
    assert open_ is not None
    assert clear.reference is not None
    assert open_.reference is not None
    assert clear.reference.confidence > open_.reference.confidence


def test_the_entire_city_is_no_part_of_one(claims_in: Read) -> None:
    before = "Rebels in eastern Aleppo are besieged. The army shelled eastern Aleppo and took a mill in Aleppo. "
    part, whole = (claims_in(f"{before}The {words} is under siege.")[-1].place for words in ("town", "entire city"))
    assert part is not None
    assert whole is not None
    assert (part.id, whole.id) == ("aleppo-east", "aleppo")
