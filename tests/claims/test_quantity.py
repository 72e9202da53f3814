"""Quantities: a sentence in; how much of what, from where to where, and on which claim."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siegeline.claims import KINDS, Claim, claim_from_json
from siegeline.claims.amount import told
from siegeline.claims.quantity import quantities


def found(text: str) -> list[tuple[str, float | None, float | None, str | None]]:
    told_here = [one.quantity for one in quantities(text)]
    return [(one.what, one.low, one.high, one.unit) for one in told_here]


@pytest.mark.parametrize(
    ("text", "what", "low", "high", "unit"),
    [
        # exact, in figures and words
        ("A mortar killed 5 people near the well.", "killed", 5, 5, "people"),
        ("Eleven villagers were wounded.", "wounded", 11, 11, "people"),
        ("Forty-five families fled at night.", "displaced", 45, 45, "families"),
        ("two hundred and fifty people were killed", "killed", 250, 250, "people"),
        ("a hundred soldiers surrendered", "captured", 100, 100, "people"),
        ("Two dozen rebels died.", "killed", 24, 24, "people"),
        ("half a million people are trapped", "trapped", 500_000, 500_000, "people"),
        ("1.2 million people were displaced", "displaced", 1_200_000, 1_200_000, "people"),
        ("1.2m people fled", "displaced", 1_200_000, 1_200_000, "people"),
        ("12,400 residents were evacuated", "displaced", 12_400, 12_400, "people"),
        ("12.000 people fled", "displaced", 12_000, 12_000, "people"),
        ("1.500 people fled", "displaced", 1_500, 1_500, "people"),
        ("1 500 people fled", "displaced", 1_500, 1_500, "people"),
        ("1\u00a0500 people fled", "displaced", 1_500, 1_500, "people"),
        # one bound
        ("More than 30 people were killed.", "killed", 31, None, "people"),
        ("Over a dozen guards were injured.", "wounded", 13, None, "people"),
        ("At least 7 children died.", "killed", 7, None, "people"),
        ("No fewer than 90 homes burned.", "buildings", 90, None, None),
        ("50 or more shells hit the port", "shells", 50, None, None),
        ("100+ fighters were killed", "killed", 100, None, "people"),
        ("Up to 1,500 fighters were evacuated.", "displaced", None, 1_500, "people"),
        ("as many as 60 dead", "killed", None, 60, "people"),
        ("no more than 5 tanks arrived", "tanks", None, 5, None),
        ("fewer than 10 soldiers died", "killed", None, 9, "people"),
        ("It lies within 2 km of the gate.", "distance", None, 2, "km"),
        # about
        ("Some 40 houses were destroyed.", "buildings", 36, 44, None),
        ("around 200 patients wait", "people", 180, 220, "people"),
        ("an estimated 1,000 people fled", "displaced", 900, 1_100, "people"),
        ("100 or so gunmen came", "people", 90, 110, "people"),
        ("nearly 300 militants were killed", "killed", 270, 300, "people"),
        ("almost 50 lorries crossed", "trucks", 45, 50, None),
        ("about 3 people were hurt", "wounded", 3, 3, "people"),
        # two ends
        ("20-30 rockets fell on the camp", "rockets", 20, 30, None),
        ("between 200 and 400 families fled", "displaced", 200, 400, "families"),
        ("from 6 to 8 barrel bombs were dropped", "bombs", 6, 8, None),
        ("two or three tanks burned", "tanks", 2, 3, None),
        ("2–3 million people fled", "displaced", 2_000_000, 3_000_000, "people"),
        ("250,000–300,000 civilians are besieged", "trapped", 250_000, 300_000, "people"),
        # vague
        ("dozens were killed", "killed", 24, 99, "people"),
        ("several villages were taken", "villages", 3, 9, None),
        ("A few hundred men left.", "people", 200, 500, "people"),
        ("hundreds were displaced", "displaced", 200, 999, "people"),
        ("tens of thousands of civilians fled", "displaced", 20_000, 99_999, "people"),
        ("Scores of conscripts deserted.", "people", 40, 99, "people"),
        # lengths and areas
        ("a corridor 900 metres wide", "width", 900, 900, "m"),
        ("a 900-metre-wide corridor", "width", 900, 900, "m"),
        ("The corridor is only 200 to 400 m.", "width", 200, 400, "m"),
        ("the gap narrowed to 300 m", "width", 300, 300, "m"),
        ("between two and three km wide", "width", 2, 3, "km"),
        ("a wedge 12 km deep", "depth", 12, 12, "km"),
        ("a trench with a depth of 3 metres", "depth", 3, 3, "m"),
        ("a 2-km-long strip", "length", 2, 2, "km"),
        ("They advanced about 2.5 km.", "distance", 2.25, 2.75, "km"),
        ("more than 2.5 km from the wall", "distance", 2.5, None, "km"),
        ("a farm 10km north of the town", "distance", 10, 10, "km"),
        ("five miles from the border", "distance", 8.047, 8.047, "km"),
        ("an area of 40 square kilometres", "area", 40, 40, "km2"),
        ("300 hectares were retaken", "area", 3, 3, "km2"),
        # harms, before and after, of one number or two
        ("the death toll rose to 45", "killed", 45, 45, "people"),
        ("the evacuation of 700 fighters", "displaced", 700, 700, "people"),
        ("killed and wounded 40 people", "casualties", 40, 40, "people"),
        ("30 wounded fighters wait for a bus", "wounded", 30, 30, "people"),
        ("They captured 17 rebels.", "captured", 17, 17, "people"),
        ("17 prisoners were shown", "captured", 17, 17, "people"),
        ("30 people, including 12 children, were killed", "killed", 30, 30, "people"),
        ("300 rebels captured the mill", "people", 300, 300, "people"),
        # things
        ("Jets flew two dozen air strikes.", "strikes", 24, 24, None),
        ("a convoy of 31 trucks", "trucks", 31, 31, None),
        ("12 tank shells hit the school", "shells", 12, 12, None),
        ("200 tonnes of flour", "weight", 200, 200, "t"),
        ("four besieged towns", "villages", 4, 4, None),
    ],
)
def test_what_a_phrase_tells(text: str, what: str, low: float | None, high: float | None, unit: str | None) -> None:
    assert found(text) == [(what, low, high, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "On 6 August 2016 the rebels attacked at 14:30.",
        "Brigade 17 left Hill 102 by Highway 4.",
        "T-72 tanks and a 122 mm gun were seen.",
        "A 12-year-old girl sang for 3 hours.",
        "After four more days of fighting it rained.",
        "It cost $10 million, 30% of the sum.",
        "The 1st Division and the 46th Regiment met in 2015.",
        "At 90 km/h they drove on.",
        "One of the villages is empty.",
        "two machine gun nests",
        "They went. 8- Prisoners of war are safe.",
    ],
)
def test_numbers_that_number_nothing(text: str) -> None:
    assert found(text) == []


def test_each_number_has_its_own_harm() -> None:
    text = "The strike killed at least 7 civilians and wounded 20 others; 12 were missing, and dozens more were hurt."
    assert [(what, low) for what, low, *_ in found(text)] == [
        ("killed", 7), ("wounded", 20), ("missing", 12), ("wounded", 24),
    ]  # fmt: skip


def by_kind(claims: list[Claim]) -> dict[str, list[tuple[str, float | None, float | None]]]:
    return {
        claim.kind: [(one.what, one.low, one.high) for one in claim.quantities] for claim in claims if claim.quantities
    }


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        (
            "An air strike on Khan Tuman killed 12 civilians.",
            {"civilians_harmed": [("killed", 12, 12)]},
        ),
        (
            "The rebels shelled Nubl with 40 rockets and captured three villages.",
            {"shelled": [("rockets", 40, 40)], "captured": [("villages", 3, 3)]},
        ),
        ("The rebels opened a corridor 900 metres wide to eastern Aleppo.", {"route_opened": [("width", 900, 900)]}),
        ("The army besieged 3,000 fighters in Daraya.", {"besieged": [("trapped", 3000, 3000)]}),
        ("Doctors vaccinated 3,000 children in besieged Daraya.", {"besieged": [("people", 3000, 3000)]}),
        ("Food for 6,000 people reached besieged Daraya.", {"besieged": [("people", 6000, 6000)]}),
        ("Food reached 6,000 people besieged in Daraya.", {"besieged": [("trapped", 6000, 6000)]}),
        ("The rebels captured Khan Tuman.", {}),
    ],
)
def test_the_claim_whose_clause_says_it_carries_it(
    text: str, told_of: dict[str, list[tuple[str, float, float]]], claims_in: Callable[..., list[Claim]]
) -> None:
    assert by_kind(claims_in(text)) == told_of


def test_offsets_quote_the_report_and_go_through_json(claims_in: Callable[..., list[Claim]]) -> None:
    text = "News.\n\nOn Friday shelling of Nubl killed\u00a0nearly 30 people."
    carrying = [claim for claim in claims_in(text) if claim.quantities]
    assert carrying
    for claim in carrying:
        assert [text[one.start : one.end] for one in claim.quantities] == ["nearly 30 people"]
        assert claim_from_json(claim.as_json()).quantities == claim.quantities


def test_a_claim_from_before_there_were_quantities_has_none(claims_in: Callable[..., list[Claim]]) -> None:
    (claim,) = claims_in("The rebels captured Khan Tuman.")
    row = claim.as_json()
    assert row.pop("quantities") == []
    assert claim_from_json(row).quantities == ()


def test_the_id_does_not_hang_on_the_quantities(claims_in: Callable[..., list[Claim]]) -> None:
    claim = next(one for one in claims_in("Shelling of Nubl killed 30 people.") if one.quantities)
    assert replace(claim, quantities=(), id="").id == claim.id


def test_the_words_are_well_made() -> None:
    words = told()
    assert all(least <= most for least, most in words["vague"].values())
    kinds = [kind for tiers in words["kinds"].values() for tier in tiers for kind in tier]
    assert set(kinds) <= {*KINDS, "any"}


_PIECES = st.sampled_from(
    [*("30", "1,500", "2.5", "1.2 million", "dozens", "several", "a", "half", "hundred", "two", "more than", "up to"),
     *("between", "and", "to", "-", "–", "or more", "km", "metres wide", "people", "killed", "wounded", "children"),
     *("of", "of them", "including", ",", ".", ";", "villages", "shells", "m", "were", "nearly", "9" * 30, "$", "%")]
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=14).map(" ".join)))
def test_any_text_gives_ranges_that_quote_it(text: str) -> None:
    for one in quantities(text):
        quantity = one.quantity
        assert text[quantity.start : quantity.end] == quantity.text != ""
        assert quantity.low is not None or quantity.high is not None
        assert quantity.low is None or quantity.high is None or 0 <= quantity.low <= quantity.high
