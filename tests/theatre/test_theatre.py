"""The theatre that ships, and what a broken one is told."""

import csv
import json
import re
from collections import Counter
from datetime import date
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest
from shapely.geometry import Point, Polygon, box, shape

from siegeline.errors import TheatreError
from siegeline.theatre import Theatre, load_theatre, theatre_names

ACTORS = {
    *("syrian-government", "syrian-army", "national-defence-forces", "hezbollah", "iran"),
    *("shiite-militias", "russia", "opposition", "opposition-islamist", "free-syrian-army"),
    *("jaish-al-fatah", "ahrar-al-sham", "jabhat-al-nusra", "islamic-state", "sdf", "ypg", "turkey"),
    *("us-coalition",),
}
PLACES = {
    *("aleppo", "aleppo-east", "aleppo-west", "aleppo-south", "aleppo-north", "ramouseh"),
    *("ramouseh-artillery-base", "castello", "mallah-farms", "handarat", "al-assad-military-academy"),
    *("khan-tuman", "kuweires-airbase", "kuweires-sharqi", "jabbul", "safira", "nasiriyah-aleppo"),
    *("sheikh-ahmad", "khanaser", "ithriya", "deir-hafir", "jirah-airbase", "nubl", "zahraa"),
    *("madaya", "zabadani", "fuah", "kefraya", "darayya", "muadamiyat", "eastern-ghouta", "douma"),
    *("homs-old-city", "yarmouk", "palmyra"),
}
ROUTES = {
    *("castello-road", "ramouseh-road", "khanaser-road", "m5-south", "aleppo-raqqa-highway"),
}

MINIMAL = {
    "theatre.yaml": "{name: T, countries: [SY], first_day: 2011-03-15, sides: [{id: reds, name: R, hue: x}]}",
    "actors.yaml": "- {id: army, name: Army, side: reds}",
    "places.yaml": "- {id: hill, name: Hill, kind: hill, lat: 35, lon: 37, source: test}",
    "routes.yaml": "- {id: road, name: Road, source: test, path: [[37, 35], [37, 36]], serves: [hill]}",
}


@pytest.fixture(scope="module")
def syria() -> Theatre:
    return load_theatre("syria")


def write(folder: Path, **changes: str) -> str:
    for name, text in (MINIMAL | {f"{part}.yaml": text for part, text in changes.items()}).items():
        (folder / name).write_text(text, encoding="utf-8")
    return str(folder)


def test_syria_ships_with_what_the_other_parts_name(syria: Theatre) -> None:
    assert "syria" in theatre_names()
    assert set(syria.side) == {"government", "opposition", "islamic-state", "sdf", "turkey"}
    assert set(syria.actor) >= ACTORS
    assert set(syria.place) >= PLACES
    assert set(syria.route) >= ROUTES


def test_every_place_says_where_it_is_from_and_lies_in_the_country(syria: Theatre) -> None:
    country = next(f for f in syria.outline["features"] if f["properties"]["role"] == "country")
    land = shape(country["geometry"]).buffer(0.02)  # the outline is simplified, crossings stand on the border
    for place in syria.places:
        assert place.source, place.id
        assert place.radius_km > 0, place.id
        assert land.contains(Point(place.lon, place.lat)), place.id
        if place.geonames:
            assert f"GeoNames {place.geonames}" in place.source, place.id


def test_the_two_halves_of_aleppo_touch_and_do_not_overlap(syria: Theatre) -> None:
    east, west = (Polygon(syria.place[one].ring) for one in ("aleppo-east", "aleppo-west"))
    assert east.is_valid
    assert west.is_valid
    assert east.intersection(west).area == 0
    assert east.touches(west)
    for place in syria.places:
        if place.part_of in {"aleppo-east", "aleppo-west"}:
            half = east if place.part_of == "aleppo-east" else west
            assert half.contains(Point(place.lon, place.lat)), place.id


@pytest.mark.parametrize("noun", ["actors", "sources", "places", "routes"])
def test_a_name_means_one_thing(syria: Theatre, noun: str) -> None:
    meant = Counter(
        name.casefold()
        for one in getattr(syria, noun)
        for name in {n.casefold() for n in (one.name, *one.aliases, *getattr(one, "partisan", ()))}
    )
    assert [name for name, count in meant.items() if count > 1] == []


def test_routes_run_on_land_of_the_theatre_and_past_the_places_on_them(syria: Theatre) -> None:
    for route in syria.routes:
        assert len(route.path) > 1, route.id
        for lon, lat in route.path:
            assert box(35.5, 32.2, 42.5, 37.4).contains(Point(lon, lat)), route.id
        for one in route.via:
            place = syria.place[one]
            nearest = min((lon - place.lon) ** 2 + (lat - place.lat) ** 2 for lon, lat in route.path) ** 0.5
            assert nearest < 0.1, (route.id, one)


def test_the_outline_names_its_source(syria: Theatre) -> None:
    for feature in syria.outline["features"]:
        assert "public domain" in feature["properties"]["source"]
        assert shape(feature["geometry"]).is_valid


def test_hues_stay_apart_in_grey_print(syria: Theatre) -> None:
    def luma(hue: str) -> float:
        red, green, blue = (int(hue[i : i + 2], 16) for i in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    greys = sorted(luma(side.hue) for side in syria.sides)
    assert min(b - a for a, b in pairwise(greys)) > 25


def test_who_fights_for_whom_changes(syria: Theatre) -> None:
    sultan_murad, yarmouk = syria.actor["sultan-murad-division"], syria.actor["yarmouk-martyrs-brigade"]
    assert sultan_murad.side_on(date(2016, 8, 23)) == "opposition"
    assert sultan_murad.side_on(date(2016, 8, 24)) == "turkey"
    assert yarmouk.side_on(date(2013, 1, 1)) == "opposition"
    assert yarmouk.side_on(date(2016, 1, 1)) == "islamic-state"
    assert yarmouk.side_on(None) == "opposition"
    assert syria.actor["syrian-army"].side_on(None) == "government"
    assert syria.actor["russia"].side_on(date(2014, 1, 1)) is None
    assert syria.actor["israel"].side_on(date(2016, 8, 6)) is None


def test_the_samples_are_by_sources_that_the_theatre_knows(syria: Theatre) -> None:
    folder = resources.files("siegeline") / "samples"
    leanings = {source.name: source.leaning for source in syria.sources}
    rows = list(csv.DictReader((folder / "reports.csv").read_text(encoding="utf-8").splitlines()))
    assert {row["file"] for row in rows} == {
        one.name for one in folder.iterdir() if one.name.endswith(".txt")
    }
    for row in rows:
        assert row["leaning"] in {leanings[row["source"]], f"pro-{leanings[row['source']]}"}, row


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"actors": "- {id: army, name: Army, sied: reds}"}, "actors → 0 → sied"),
        ({"actors": "- {id: army, name: Army, side: blues}"}, "side of actor army 'blues' is not defined"),
        ({"actors": "- {id: a, name: A}\n- {id: a, name: B}"}, "actor 'a' stands twice"),
        (
            {"places": "- {id: hill, name: Hill, kind: hill, lat: north, lon: 37, source: test}"},
            "places → 0 → lat",
        ),
        (
            {"places": "- {id: hut, name: Hut, kind: area, lat: 35, lon: 37, source: test}"},
            "place of route road 'hill'",
        ),
        ({"sources": "- {id: paper, name: Paper, leaning: martian}"}, "leaning of source paper 'martian'"),
        ({"routes": "- {id: road, name: Road, path: [[37, 35]]}"}, "routes → 0 → source"),
        ({"actors": "- {id: army"}, "actors.yaml: not readable as YAML"),
    ],
)
def test_a_broken_theatre_is_told_which_entry(tmp_path: Path, changes: dict[str, str], told: str) -> None:
    with pytest.raises(TheatreError, match=re.escape(told)):
        load_theatre(write(tmp_path, **changes))


def test_a_theatre_needs_no_more_than_a_folder(tmp_path: Path) -> None:
    theatre = load_theatre(write(tmp_path))
    assert theatre.id == tmp_path.name
    assert theatre.route["road"].path == ((37, 35), (37, 36))
    assert theatre.outline == {}


def test_a_theatre_may_have_an_outline(tmp_path: Path) -> None:
    (tmp_path / "outline.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": []}))
    assert load_theatre(write(tmp_path)).outline["features"] == []


def test_a_theatres_key_loads_it_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, syria: Theatre
) -> None:
    here, elsewhere = tmp_path / "here", tmp_path / "elsewhere"
    (here / "mine").mkdir(parents=True)
    elsewhere.mkdir()
    write(here / "mine")
    monkeypatch.chdir(here)
    theatre = load_theatre("mine")
    assert theatre.key == str(here / "mine")
    monkeypatch.chdir(elsewhere)
    assert load_theatre(theatre.key) == theatre
    assert syria.key == "syria"


def test_an_unknown_theatre_is_told_which_there_are() -> None:
    with pytest.raises(TheatreError, match=r"no theatre 'atlantis'; there are .*syria"):
        load_theatre("atlantis")
