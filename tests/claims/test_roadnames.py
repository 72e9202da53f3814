"""Road names: a theatre's own roads and imported ones, by name, description and the places on them."""

from datetime import date

import pytest

from siegeline.claims.roadnames import RouteNames, described_form
from siegeline.claims.routes import RouteResolver
from siegeline.places import Gazetteer, Place, PlaceResolver
from siegeline.theatre import OverlayPlace, Passed, Route, Theatre


def place(one: str, lon: float, kind: str = "town", **more: str) -> OverlayPlace:
    return OverlayPlace(id=one.lower(), name=one, kind=kind, lat=36.0, lon=lon, source="ours", **more)


def own(one: str, name: str, serves: tuple[str, ...], via: tuple[str, ...] = (), *described: str) -> Route:
    return Route(id=one, name=name, source="ours", path=(), serves=serves, via=via, described=described)


def imported(one: str, name: str, *places: str) -> Route:
    chain = tuple(Passed(place=name.lower(), name=name, km=float(km)) for km, name in enumerate(places))
    return Route(id=one, name=name, source="OpenStreetMap", path=(), chain=chain)


PLACES = (
    place("Castra", 37.0, "city"),
    place("Upper Castra", 37.01, "area", part_of="castra"),
    place("Turris", 37.2),
    place("Pontes", 37.4),
    place("Montes", 38.0),
    place("Fontes", 38.2),
    place("Rivus", 38.4, "village"),
    place("Silva", 38.6),
)
THEATRE = Theatre(
    id="x", name="X", countries=(), first_day=date(2011, 1, 1), places=PLACES,
    routes=(
        own("north", "Northern road", ("turris",), ("pontes",), "last way into the town"),
        own("west", "Western road", ("castra",), ("montes",), "supply routes to the eastern districts"),
        own("gap", "Gap", ("upper castra",), ("fontes",)),
        imported("osm-1", "Airport Road", "Turris", "Pontes"),
        imported("osm-2", "Airport Road", "Montes", "Fontes"),
        imported("osm-3", "M99", "Fontes", "Rivus", "Silva"),
        imported("osm-4", "Main Road", "Rivus"),
    ),
)  # fmt: skip
NAMES = RouteNames(THEATRE)
GAZETTEER = Gazetteer(
    Place(one.id, one.name, one.kind, one.lat, one.lon, part_of=one.part_of, overlay=True) for one in PLACES
)


def meant(text: str, phrase: str) -> str | None:
    resolver = RouteResolver(NAMES, PlaceResolver(text, GAZETTEER))
    return resolver.resolve(phrase, text.index(phrase)).id


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("last remaining supply route into the western districts", "only supply road to west"),
        ("only supply road to the west", "only supply road to west"),
        ("supply lines out of the east", "supply road from east"),
        ("sole way in", "only road in"),
        ("narrow corridor", "narrow corridor"),
    ],
)
def test_descriptions_that_mean_alike_are_the_same(words: str, form: str) -> None:
    assert described_form(words) == form


@pytest.mark.parametrize(
    ("text", "phrase", "route"),
    [
        ("In Turris they took Airport Road.", "Airport Road", "osm-1"),
        ("In Montes they took Airport Road.", "Airport Road", "osm-2"),
        ("In Silva they took Airport Road.", "Airport Road", None),
        ("They took the M99 highway.", "M99 highway", "osm-3"),
        ("In Rivus they took the main road.", "main road", None),
    ],
)
def test_imported_roads_by_name_only_in_a_report_on_their_area(text: str, phrase: str, route: str | None) -> None:
    assert meant(text, phrase) == route


@pytest.mark.parametrize(
    ("text", "phrase", "route"),
    [
        ("The road between Rivus and Silva is cut.", "The road between Rivus and Silva", "osm-3"),
        ("The Silva–Fontes highway is cut.", "Silva–Fontes highway", "osm-3"),
        ("The road from Silva to Rivus is cut.", "road from Silva to Rivus", "osm-3"),
        ("The road between Turris and Pontes is cut.", "The road between Turris and Pontes", "north"),
        ("The Turris-Silva road is cut.", "Turris-Silva road", None),
        ("The road to Silva is cut.", "road to Silva", "osm-3"),
    ],
)
def test_a_road_by_the_places_on_it(text: str, phrase: str, route: str | None) -> None:
    assert meant(text, phrase) == route


@pytest.mark.parametrize(
    ("tail", "route"),
    [
        (" between Rivus and Silva", "osm-3"),
        (" that links Rivus with Silva on Monday", "osm-3"),
        (" leading from Silva to Rivus, and Turris", "osm-3"),
        (" between Turris and Silva", None),
    ],
)
def test_the_two_places_may_stand_after_the_road(tail: str, route: str | None) -> None:
    text = f"They cut the road{tail}."
    resolver = RouteResolver(NAMES, PlaceResolver(text, GAZETTEER))
    assert resolver.resolve("the road", 9, tail).id == route


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("Turris is besieged. The army holds the last road into the town.", "north"),
        ("Turris is besieged. The army holds the only road to the town.", "north"),
        ("Pontes is besieged. The army holds the only road out of the town.", None),
        ("Castra is besieged. The army holds the only road into the city.", None),
        ("Castra is besieged, Montes quiet. The army holds the only road into the city.", "west"),
        ("Castra is besieged. The army took the Gap and the only road into the city.", None),
        ("Nobody is besieged. The army holds the only road into the city.", None),
    ],
)
def test_a_road_by_whom_it_supplies_or_none(text: str, route: str | None) -> None:
    phrase = next(one for one in ("the last road", "the only road") if one in text)
    assert meant(text, text[text.index(phrase) :].rstrip(".")) == route


def test_a_description_needs_a_report_on_its_area() -> None:
    assert meant("In Castra they cut the supply road to the east.", "the supply road to the east") == "west"
    assert meant("In Silva they cut the supply road to the east.", "the supply road to the east") is None
