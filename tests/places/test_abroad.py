"""Abroad: cities, countries and peoples that are none of a theatre's, and reports that are of them."""

import pytest

from siegeline.places import Place, gazetteer
from siegeline.places.abroad import Abroad, Standing, standing
from siegeline.places.index import write_index

CITIES = [
    Place("w:1", "Calderport", "town", -41.0, 174.0, population=300_000, country="NZ", aliases=("Port of Calder",)),
    Place("w:2", "Calderport", "town", 51.0, 0.0, population=9_000, country="GB"),
    Place("w:3", "Tarmeen", "town", 35.5, 36.5, population=50_000, country="SY"),
    Place("w:4", "Lindavik", "town", 60.0, 10.0, population=40_000, country="NO"),
    Place("w:5", "Victory", "town", -20.0, -40.0, population=70_000, country="BR"),
]


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Abroad:
    index = write_index(tmp_path_factory.mktemp("world") / "w.places", CITIES, {"countries": []}, spellings=False)
    return Abroad(index, ["SY"], ["Norwegian", "Oslo", "Norway"])


def told(text: str, abroad: Abroad, sure: frozenset[str] = frozenset()) -> Standing:
    return standing(text, [], sure, abroad)


def test_cities_of_other_countries_are_found_the_biggest_first(abroad: Abroad) -> None:
    assert [place.id for place in abroad.find("calderport")] == ["w:1", "w:2"]
    assert [place.id for place in abroad.find("Port of Calder")] == ["w:1"]
    assert abroad.find("Tarmeen") == ()
    assert abroad.find("C") == ()


def test_a_people_is_elsewhere_unless_it_is_at_home_or_a_party(abroad: Abroad) -> None:
    assert [abroad.is_elsewhere(one) for one in ("Brazilian", "Syrian", "Norwegian", "Tarmeen")] == [
        True, False, False, False,
    ]  # fmt: skip
    assert abroad.is_home("Syrians")
    assert abroad.is_party("oslo")


@pytest.mark.parametrize(
    ("text", "cities", "lands"),
    [
        ("Shells fell on Calderport and on Lindavik's harbour.", {"calderport", "lindavik"}, set()),
        ("Yesterday Brazilian troops reached the Port of Calder.", set(), {"BR"}),
        ("A victory. Victory was near.", set(), set()),  # a word before it is a city
        ("Major Lindavik Hansen spoke.", set(), set()),  # a part of a longer name
        ("The Calderport agreement holds.", {"calderport"}, set()),
        ("the men went to calderport.", set(), set()),
    ],
)
def test_what_a_report_names_elsewhere(text: str, cities: set[str], lands: set[str], abroad: Abroad) -> None:
    found = told(text, abroad)
    assert (set(found.cities), set(found.lands)) == (cities, lands)


def test_a_report_is_elsewhere_when_it_names_a_city_there_and_more_of_there_than_of_home(abroad: Abroad) -> None:
    text = "Brazilian troops left Calderport."
    assert told(text, abroad).elsewhere
    assert not told("Brazilian troops left.", abroad).elsewhere  # no city
    assert not told("Shells fell on Calderport.", abroad).elsewhere  # one name is hearsay
    assert not told(text, abroad, frozenset({"a village"})).elsewhere
    assert not told(f"{text} The Syrian army did not.", abroad).elsewhere


def test_the_cities_that_ship_are_thousands() -> None:
    known = gazetteer("syria").abroad
    assert known is not None
    assert known.find("Reykjavik")[0].country == "IS"
    assert not known.find("Damascus") or all(place.country != "SY" for place in known.find("Damascus"))
