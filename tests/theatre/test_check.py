"""What a theatre's check tells: every fault at once, each in one line that says what to do."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from siegeline.errors import TheatreError
from siegeline.theatre import check_theatre, theatre_names

SQUARE = [[36, 34], [39, 34], [39, 37], [36, 37], [36, 34]]
WELL: dict[str, Any] = {
    "theatre.yaml": {
        "id": "t",
        "name": "T",
        "countries": ["SY"],
        "first_day": date(2011, 3, 15),
        "last_day": date(2024, 12, 8),
        "sides": [{"id": "reds", "name": "Reds", "hue": "#d55e00"}, {"id": "blues", "name": "Blues", "hue": "#0072b2"}],
    },
    "actors.yaml": [
        {"id": "army", "name": "Army", "side": "reds", "aliases": ["the troops"]},
        {
            "id": "guards",
            "name": "Guards",
            "parent": "army",
            "sides": [
                {"side": "reds", "end": date(2014, 1, 1)},
                {"side": "blues", "start": date(2014, 1, 2)},
            ],
        },
    ],
    "sources.yaml": [{"id": "paper", "name": "Paper", "leaning": "reds", "grade": "C", "reason": "Close to the Reds"}],
    "places.yaml": [
        {"id": "city", "name": "City", "kind": "city", "lat": 35, "lon": 37, "source": "test", "radius_km": 3},
        {"id": "hill", "name": "Hill", "kind": "hill", "lat": 35.1, "lon": 37, "source": "test", "part_of": "city"},
        {"id": "ford", "name": "Ford", "kind": "crossing", "lat": 35.5, "lon": 37, "source": "test"},
    ],
    "routes.yaml": [
        {
            "id": "road",
            "name": "Road",
            "source": "test",
            "path": [[37, 35], [37, 35.6]],
            "serves": ["city"],
            "via": ["city", "ford"],
        }
    ],
    "outline.geojson": {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"role": "country", "name": "T", "source": "drawn for the test"},
                "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
            }
        ],
    },
}


def write(folder: Path, file: str = "", change: object = None) -> str:
    """A folder that is well but for one file."""
    for name, held in WELL.items():
        text = json.dumps(held) if name.endswith("json") else yaml.safe_dump(held)
        (folder / name).write_text(text, encoding="utf-8")
    if file:
        (folder / file).write_text(change if isinstance(change, str) else json.dumps(change), encoding="utf-8")
    return str(folder)


def told(folder: str) -> list[str]:
    return [str(fault) for fault in check_theatre(folder)]


@pytest.mark.parametrize("name", theatre_names())
def test_what_ships_has_no_fault(name: str) -> None:
    assert told(name) == []


def test_a_theatre_that_is_well_has_no_fault(tmp_path: Path) -> None:
    assert told(write(tmp_path)) == []


ARMY = {"id": "army", "name": "Army", "side": "reds"}
BLUE = {"id": "b", "name": "B", "side": "blues"}
CITY = WELL["places.yaml"][0]
ROAD = WELL["routes.yaml"][0]
FORD = WELL["places.yaml"][2]
FAULTS = [
    ("theatre.yaml", "name: T", "theatre.yaml: countries: missing; write ISO codes"),
    ("theatre.yaml", "name: T", "theatre.yaml: sides: missing; write at least one"),
    ("theatre.yaml", "nmae: T", "theatre.yaml: theatre: unknown key 'nmae'; write 'name'"),
    (
        "theatre.yaml",
        "{name: T, countries: [SY], first_day: 2012-01-01, last_day: 2011-01-01}",
        "theatre.yaml: last_day: 2011-01-01 lies before first_day 2012-01-01; exchange them",
    ),
    ("theatre.yaml", "{name: T, countries: [syria]}", "countries: 'syria' is no ISO code"),
    (
        "theatre.yaml",
        "{name: T, sides: [{id: reds, name: R, hue: x, bases: [citty]}]}",
        "theatre.yaml: side reds: bases names no place 'citty'; write 'city'",
    ),
    (
        "theatre.yaml",
        "{name: T, sides: [{id: reds, name: R, hue: x, borders: [Iraq]}]}",
        "theatre.yaml: side reds: borders names no neighbour 'Iraq' of the outline; define it",
    ),
    ("actors.yaml", [ARMY], "theatre.yaml: side blues: nobody fights for it; add an actor of that side"),
    ("actors.yaml", "- {id: army", "actors.yaml: file: not readable as YAML"),
    ("actors.yaml", [{**ARMY, "sied": "x"}], "actors.yaml: actor army: unknown key 'sied'; write 'side'"),
    ("actors.yaml", [{"id": "army"}], "actors.yaml: actor army: name is missing; add 'name: …'"),
    ("actors.yaml", [{**ARMY, "side": "redd"}], "actor army: side 'redd' is not defined; write 'reds'"),
    ("actors.yaml", [{**ARMY, "parent": "arms"}, BLUE], "actor army: parent 'arms' is not defined; write 'army'"),
    (
        "actors.yaml",
        [{**ARMY, "parent": "b"}, {**BLUE, "parent": "army"}],
        "actor army: is its own parent, over 1 others; correct parent",
    ),
    ("actors.yaml", [ARMY, {**ARMY, "name": "Other"}], "actors.yaml: actor army: stands 2 times; keep one"),
    (
        "actors.yaml",
        [ARMY, {**BLUE, "aliases": ["army"]}],
        "actor b: name 'army' is army's too; take it from one of them",
    ),
    (
        "actors.yaml",
        [ARMY, {**BLUE, "shared": ["the troops"]}],
        "actor b: shared name 'the troops' is no other actor's; make it one of its aliases",
    ),
    (
        "actors.yaml",
        "- {id: a, name: A, sides: [{side: reds, start: 2014-01-01}, {side: blues, start: 2013-01-01}]}",
        "actor a: its side blues from 2013-01-01 begins before the last one ended; write the sides in order",
    ),
    (
        "actors.yaml",
        "- {id: a, name: A, sides: [{side: reds, start: 2014-01-01, end: 2013-01-01}]}",
        "its side reds ends on 2013-01-01, before 2014-01-01; exchange them",
    ),
    ("sources.yaml", [{"id": "p", "name": "P", "leaning": "reds"}], "source p: has no reason; say in a line why"),
    (
        "sources.yaml",
        [{"id": "p", "name": "P", "leaning": "grue", "reason": "r"}],
        "source p: leaning 'grue' is no side; write one of blues, independent, reds",
    ),
    ("sources.yaml", [{"id": "p", "name": "P", "leaning": "reds", "grade": "G", "reason": "r"}], "grade 'G' is none"),
    ("places.yaml", [CITY, {**FORD, "lat": 40}], "place ford: lies 334 km outside of the outline; correct the point"),
    ("places.yaml", [CITY, {**FORD, "lat": 37, "lon": 35.5}], "outside of the outline; exchange lat and lon"),
    ("places.yaml", [CITY, {**FORD, "part_of": "citty"}], "place ford: part_of 'citty' is not defined; write 'city'"),
    ("places.yaml", [CITY, {**FORD, "part_of": "city"}], "lies 56 km from city, of which it is a part"),
    ("places.yaml", [CITY, {**FORD, "kind": "bridges"}], "place ford: kind 'bridges' is not known; write 'bridge'"),
    ("places.yaml", [CITY, {**FORD, "population": 7}], "place ford: its population has no source"),
    ("places.yaml", [CITY, {**FORD, "source": ""}], "place ford: has no source; say where its point is from"),
    ("places.yaml", [CITY, {**FORD, "name": "CITY"}], "place ford: name 'city' is city's too"),
    ("places.yaml", [{**CITY, "ring": [[37, 35], [38, 35]]}, FORD], "place city: its ring is no outline"),
    ("routes.yaml", [{**ROAD, "via": ["frod"]}], "route road: via names no place 'frod'; write 'ford'"),
    ("routes.yaml", [{**ROAD, "via": ["ford", "city"]}], "route road: has city after ford in via"),
    ("routes.yaml", [{**ROAD, "path": [[37, 35], [37.5, 35]]}], "passes 56 km from ford, which it has in via"),
    ("routes.yaml", [{**ROAD, "path": [[37, 35]]}], "route road: path has fewer than two points"),
    ("routes.yaml", [{**ROAD, "path": [[35, 37], [35.6, 37]]}], "outside of the outline; write points as [lon, lat]"),
    ("outline.geojson", {"type": "Feature"}, "outline.geojson: file: is no GeoJSON FeatureCollection"),
    (
        "outline.geojson",
        {"features": [{"properties": {"role": "country"}, "geometry": {"type": "Polygon", "coordinates": [[[0]]]}}]},
        "outline.geojson: feature 1 (country): has no geometry that can be drawn",
    ),
    ("outline.geojson", {"features": []}, "outline.geojson: file: no feature has the role 'country'"),
]


@pytest.mark.parametrize(("file", "change", "line"), FAULTS, ids=[line[:60] for _, _, line in FAULTS])
def test_a_fault_is_told_in_one_line(tmp_path: Path, file: str, change: object, line: str) -> None:
    lines = told(write(tmp_path, file, change))
    assert any(line in one for one in lines), lines
    assert all("\n" not in one for one in lines)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    rows = [{"id": "x", "name": "X", "side": "none", "parent": "nobody"}, {"id": "y"}, {"id": "army", "name": "A"}]
    assert len([one for one in told(write(tmp_path, "actors.yaml", rows)) if one.startswith("actors.yaml")]) >= 3


def test_two_actors_may_bear_a_name_one_after_the_other(tmp_path: Path) -> None:
    rows = """
- {id: a, name: A, aliases: [National Army], sides: [{side: reds, end: 2016-12-31}]}
- {id: b, name: B, aliases: [national army], sides: [{side: blues, start: 2017-01-01}]}
"""
    assert told(write(tmp_path, "actors.yaml", rows)) == []


def test_a_folder_without_a_theatre_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TheatreError, match="no theatre"):
        check_theatre(str(tmp_path))
