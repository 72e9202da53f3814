"""Network: roads as routes of a theatre, and the file that keeps them."""

from datetime import date
from pathlib import Path

import pytest

from siegeline.errors import InputError
from siegeline.places.network import path_km, routes_of, write_routes
from siegeline.places.place import Place
from siegeline.places.roads import Road
from siegeline.theatre import OverlayPlace, Passed, Route, Theatre
from siegeline.theatre.routefiles import read_routes

CASTRA = OverlayPlace(id="castra", name="Castra", kind="town", lat=36.0, lon=37.1, source="ours")
OWN = Route(
    id="great-road", name="Great Road", source="ours, schematic", path=((37.05, 36.01), (37.35, 36.01)),
    aliases=("M5 highway",), described=("only road into the town",), serves=("castra",),
)  # fmt: skip
THEATRE = Theatre(id="x", name="X", countries=("XA",), first_day=date(2011, 1, 1), places=(CASTRA,), routes=(OWN,))
PLACES = [
    Place("castra", "Castra", "town", 36.0, 37.1, overlay=True),
    Place("t:1", "Turris", "village", 36.0, 37.3),
    Place("t:2", "Pons", "village", 36.0, 39.1),
]
PATH = ((37.0, 36.0), (37.2, 36.0), (37.4, 36.0))


def road(name: str, path: tuple[tuple[float, float], ...] = PATH, *aliases: str, ref: str = "") -> Road:
    return Road(name, ref, aliases, path, round(path_km(path), 1))


def routes(*roads: Road) -> dict[str, Route]:
    return {route.id: route for route in routes_of(roads, THEATRE, PLACES, source="OpenStreetMap (x)")}


def test_a_road_with_the_places_that_it_runs_by() -> None:
    [route] = routes(road("Long Road", PATH, "Alter Weg")).values()
    assert (route.id, route.name, route.aliases) == ("osm-long-road", "Long Road", ("Alter Weg",))
    assert route.chain == (Passed(place="castra", name="Castra", km=9.0), Passed(place="t:1", name="Turris", km=27.0))
    assert route.via == ("castra",)
    assert (route.path, route.note, route.source) == (PATH, "36 km", "OpenStreetMap (x)")


def test_a_route_of_the_theatre_gets_the_geometry_between_its_ends() -> None:
    found = routes(road("M5", ((36.0, 36.0), *PATH, (38.0, 36.0)), ref="M5"))
    own = found["great-road"]
    assert own.path == ((37.05, 36.0), (37.2, 36.0), (37.35, 36.0))
    assert [passed.name for passed in own.chain] == ["Castra", "Turris"]
    assert own.described == OWN.described
    assert "osm-m5" in found, "the rest of the road is a route too"


def test_a_road_that_is_all_of_a_route_of_the_theatre_is_not_told_twice() -> None:
    assert list(routes(road("Great Road", ((37.03, 36.0), (37.36, 36.0))))) == ["great-road"]


def test_a_road_of_the_same_name_elsewhere_is_another() -> None:
    far = ((39.0, 36.0), (39.4, 36.0))
    [route] = routes(road("Great Road", far, "great road", "Old Road")).values()
    assert (route.id, route.name, route.aliases) == ("osm-great-road-pons", "Great Road (Pons)", ("Old Road",))


def test_roads_of_one_name_are_told_apart() -> None:
    far = ((39.0, 36.0), (39.4, 36.0))
    assert {one: route.name for one, route in routes(road("Via"), road("Via", far)).items()} == {
        "osm-via-castra-turris": "Via (Castra–Turris)",
        "osm-via-pons": "Via (Pons)",
    }


def test_a_name_in_other_letters_has_an_id_all_the_same() -> None:
    assert list(routes(road("طريق"), road("Дорога"))) == ["osm-road", "osm-road-2"]


def test_a_file_comes_back_as_it_was_written(tmp_path: Path) -> None:
    made = list(routes(road("Long Road", PATH, "no", "5: odd #"), road("Great Road"), road("طريق")).values())
    write_routes(tmp_path / "new" / "routes-x.yaml", made, head="ours\nlicence")
    assert (tmp_path / "new" / "routes-x.yaml").read_text("utf-8").startswith("# ours\n# licence\n")
    assert read_routes(tmp_path / "new" / "routes-x.yaml", THEATRE) == made
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["routes-x.yaml"]


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        write_routes(tmp_path / "file" / "routes-x.yaml", [OWN], head="")
