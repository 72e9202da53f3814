"""Routes: which road of the theatre the words mean."""

from functools import cache

import pytest

from siegeline.claims.routes import RouteNames, RouteResolver
from siegeline.places import PlaceResolver, gazetteer
from siegeline.theatre import load_theatre


@cache
def names() -> RouteNames:
    """As a reader holds them: one for all reports."""
    return RouteNames(load_theatre("syria"))


def routes(text: str = "") -> RouteResolver:
    return RouteResolver(names(), PlaceResolver(text, gazetteer("syria")))


@pytest.mark.parametrize(
    ("phrase", "route"),
    [
        ("Castello road", "castello-road"),
        ("the castello highway", "castello-road"),
        ("Khanaser road", "khanaser-road"),
        ("the road to Khanaser", "khanaser-road"),
        ("Aleppo-Raqqa highway", "aleppo-raqqa-highway"),
        ("Aleppo–Raqqa road", "aleppo-raqqa-highway"),
        ("Ramouseh road", "ramouseh-road"),
        ("the road to Nowhere", None),
        ("roads", None),
        ("Silk Road", None),
    ],
)
def test_a_road_by_its_name_or_the_place_on_it(phrase: str, route: str | None) -> None:
    found = routes(phrase).resolve(phrase, 0)
    assert (found.text, found.id) == (phrase, route)


def test_every_route_of_the_theatre_is_found_by_each_of_its_names() -> None:
    for route in load_theatre("syria").routes:
        for name in (route.name, *route.aliases):
            assert routes(name).resolve(name, 0).id == route.id, name


def test_the_road_and_it_are_the_one_told_of_before() -> None:
    told = routes()
    assert told.resolve("the road", 0).id is None
    told.resolve("Castello road", 10)
    assert told.resolve("the road", 40).id == "castello-road"
    assert told.resolve("it", 60).id == "castello-road"
    assert told.resolve("all the roads", 80).id is None


def test_the_words_after_the_road_may_name_the_place_on_it() -> None:
    text = "The road through Khanaser is closed."
    assert routes(text).resolve("road", 4, " through Khanaser is closed").id == "khanaser-road"


ALEPPO = "In Aleppo the rebels hold the east and the army the west. "


@pytest.mark.parametrize(
    ("before", "phrase", "route"),
    [
        (ALEPPO, "the supply road to the west", "ramouseh-road"),
        (ALEPPO, "the supply road to the western districts", "ramouseh-road"),
        (ALEPPO, "the last remaining road into the east", "castello-road"),
        ("In Homs the army holds the west. ", "the supply road to the west", None),
        ("The town of Madaya is besieged. ", "the only road into the town", "zabadani-madaya-road"),
        ("The town of Daraya is besieged. ", "the only road into the town", None),
        ("", "the road between Aleppo and Khanaser", "khanaser-road"),
        ("", "the Palmyra-Deir Ezzor road", "palmyra-deir-ez-zor-road"),
        ("", "the Palmyra road", "homs-palmyra-road"),
        ("", "the Palmyra-Raqqa road", None),
    ],
)
def test_a_road_by_what_is_said_of_it(before: str, phrase: str, route: str | None) -> None:
    text = f"{before}They lost {phrase} on Monday."
    assert routes(text).resolve(phrase, text.index(phrase)).id == route


@pytest.mark.parametrize(
    ("phrase", "tail"),
    [
        ("the road between Khanaser and Hraytan", ""),
        ("the road between Douma and Jobar", " and marched into Eastern Ghouta"),
        ("the supply line to Quelapo from Khanaser", ""),
        ("the bypass", " and went into Khanaser"),
    ],
)
def test_a_road_between_two_places_is_none_to_one_of_them(phrase: str, tail: str) -> None:
    text = f"They cut {phrase}{tail}."
    assert routes(text).resolve(phrase, text.index(phrase), tail).id is None
