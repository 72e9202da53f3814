"""What is worked out over days – sieges, corridors, the front – is on each day what the verbs print for it."""

from datetime import date, timedelta

import pytest

from siegeline.picture import picture_of
from siegeline.picture.drawn import corridor_json, drawn
from siegeline.picture.necks import corridor_rows
from siegeline.picture.runs import told_row
from siegeline.theatre import load_theatre

FIRST, LAST = date(2016, 7, 10), date(2016, 9, 20)


@pytest.fixture(scope="module")
def syria():
    return load_theatre("syria")


@pytest.fixture(scope="module")
def told(claims_in):
    texts = {
        date(2016, 7, 17): "The army captured the Castello road. East Aleppo is besieged by the army.",
        date(2016, 8, 6): "The rebels captured Ramouseh and the artillery base. The corridor is 1 km wide."
        " Western Aleppo is besieged de facto by the rebels.",
        date(2016, 8, 9): "The rebels opened a corridor to East Aleppo, which is 1 to 2 km wide.",
        date(2016, 9, 4): "The army recaptured the artillery base and Ramouseh.",
    }
    return [claim for day, text in texts.items() for claim in claims_in(text, published=day, source="Ours")]


@pytest.mark.parametrize("rule", ["encirclement", "ocha"])
def test_every_day_has_the_sieges_and_corridors_of_that_day(told, syria, rule):
    found = drawn(told, syria, first=FIRST, last=LAST, rule=rule)
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=n)
        picture = picture_of(told, syria, on=day, rule=rule)
        necks = [corridor_json(row, syria) for row in corridor_rows(told, syria, picture)]
        for part, rows in (("sieges", [told_row(row) for row in picture.sieges]), ("corridors", necks)):
            shown = [
                {key: value for key, value in span.items() if key not in {"from", "to"}}
                for entry in found[part]
                for span in entry["spans"]
                if span["from"] <= day.isoformat() <= span["to"]
            ]
            wanted = [{key: value for key, value in row.items() if key != "place"} for row in rows]
            assert sorted(map(str, shown)) == sorted(map(str, wanted)), (part, day)
    assert rule != "encirclement" or (found["sieges"] and found["corridors"])


def test_a_front_between_two_sides_is_drawn_with_its_band(say_places, syria):
    claims = say_places
    found = drawn(claims, syria, first=date(2016, 8, 1), last=date(2016, 8, 3))
    shapes = found["fronts"][-1]["features"]
    assert {one["properties"]["what"] for one in shapes} >= {"area", "front", "band"}
    assert all("not surveyed" in one["properties"]["label"] for one in shapes)


@pytest.fixture
def say_places(claims_in):
    rebels = "Idlib, Saraqeb, Ariha, Binnish, Maarrat al-Numan and Khan Shaykhun"
    army = "Hama, Aleppo, Abu al-Duhur, Suqaylabiyah, Morek and Salamiyah"
    text = " ".join(
        [f"The rebels hold {name}." for name in rebels.replace(" and", ",").split(", ")]
        + [f"The army holds {name}." for name in army.replace(" and", ",").split(", ")]
    )
    return claims_in(text, published=date(2016, 8, 1), source="Ours")
