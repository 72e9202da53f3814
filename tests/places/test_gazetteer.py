"""The gazetteer: a theatre's own places, and the embedded list of its countries."""

import pytest

from siegeline.errors import TheatreError
from siegeline.places import Gazetteer, Place, gazetteer
from siegeline.places import gazetteer as open_gazetteer
from siegeline.places.resolve import distance_km

SYRIA = gazetteer("syria")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Aleppo", "aleppo"),
        ("ALEPPO", "aleppo"),
        ("Halab", "aleppo"),
        ("Kuweires", "kuweires-airbase"),
        ("Kuwayres air base", "kuweires-airbase"),
        ("Al Safira", "safira"),
        ("western half of the city", "aleppo-west"),
        ("An Nasiriyah", "nasiriyah-aleppo"),
    ],
)
def test_a_place_by_any_of_its_names(name: str, place: str) -> None:
    assert SYRIA.find(name)[0].id == place


@pytest.mark.parametrize("name", ["", "Al", "Xyz", "the base", "Paris", "Aleppoans"])
def test_what_is_no_place_of_the_theatre(name: str) -> None:
    assert SYRIA.find(name) == []


@pytest.mark.parametrize(
    ("name", "place"),
    [("Hraitan", "hraytan"), ("Khanasser", "khanaser"), ("Kuweirez", "kuweires-airbase"), ("Handaratt", "handarat")],
)
def test_a_spelling_of_its_own(name: str, place: str) -> None:
    liked = SYRIA.like(name)
    assert liked[0][0].id == place
    assert 0.7 <= liked[0][1] <= 1
    assert [likeness for _, likeness in liked] == sorted((likeness for _, likeness in liked), reverse=True)


def test_near_names_for_somebody_who_mistyped() -> None:
    assert SYRIA.near("Aleppp")[0] == "Aleppo"
    assert SYRIA.near("Kuweirez")[0].startswith("Kuweires")
    assert len(SYRIA.near("Aleppp", 1)) == 1
    assert SYRIA.near("qqqqqq") == []
    assert SYRIA.near("") == []


def test_the_theatre_s_own_places_come_first() -> None:
    plain = Place("a", "Castra", "town", 36.0, 37.0, population=10)
    populous = Place("b", "Castra", "town", 35.0, 37.0, population=5000)
    own = Place("c", "Castra Nova", "base", 34.0, 37.0, aliases=("Castra",), overlay=True)
    assert [place.id for place in Gazetteer([plain, populous, own]).find("castra")] == ["c", "b", "a"]


def test_the_embedded_list_is_scoped_to_the_theatre_s_countries() -> None:
    embedded = [place for place in SYRIA.places.values() if not place.overlay]
    assert len(embedded) > 100
    assert all(32 < place.lat < 38 and 35 < place.lon < 43 for place in embedded)
    assert all(place.source.startswith("GeoNames") for place in embedded)


def test_every_place_says_where_it_comes_from_and_how_far_it_may_be_off() -> None:
    for place in SYRIA.places.values():
        assert place.source, place.id
        assert place.radius_km > 0, place.id


def test_no_place_of_the_embedded_list_is_told_twice() -> None:
    own = {place.source: place for place in SYRIA.places.values() if place.overlay}
    embedded = {place.source for place in SYRIA.places.values() if not place.overlay}
    assert not embedded & {source for source in own if source.startswith("GeoNames")}


def test_a_theatre_that_is_not_there() -> None:
    with pytest.raises(TheatreError, match="atlantis"):
        open_gazetteer("atlantis")


def test_distance_in_km() -> None:
    assert distance_km(36.2, 37.16, 36.2, 37.16) == 0
    assert distance_km(0, 0, 0, 180) == pytest.approx(20015, abs=1)
    assert distance_km(36.2, 37.16, 33.51, 36.29) == pytest.approx(310, abs=5)  # Aleppo to Damascus
