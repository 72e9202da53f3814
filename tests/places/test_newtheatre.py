"""A new theatre from the gazetteer: its towns lie in its outline, its files are well."""

import json
from pathlib import Path

import pytest
from shapely.geometry import Point, shape

from siegeline.errors import InputError, UsageError
from siegeline.places.newtheatre import start_theatre
from siegeline.theatre import check_theatre, load_theatre


@pytest.mark.parametrize("countries", [["SD"], ["NO"], ["LB", "il"], ["MV"]])
def test_a_start_has_no_fault(tmp_path: Path, countries: list[str]) -> None:
    folder = start_theatre("mine", countries, tmp_path, towns=30)
    assert [str(fault) for fault in check_theatre(str(folder))] == []
    theatre = load_theatre(str(folder))
    assert theatre.countries == tuple(code.upper() for code in countries)
    assert 10 <= len(theatre.places) <= 30
    land = shape(json.loads((folder / "outline.geojson").read_text("utf-8"))["features"][0]["geometry"])
    assert land.is_valid
    assert all(land.contains(Point(place.lon, place.lat)) for place in theatre.places)


@pytest.mark.parametrize(
    ("name", "countries", "told"),
    [
        ("Sudan", ["SD"], "is no name for a theatre"),
        ("syria", ["SY"], "ships with the program"),
        ("mine", ["Sudan"], "'Sudan' is no country"),
        ("mine", ["QQ"], "has no place in QQ"),
    ],
)
def test_what_cannot_be_begun_is_told(tmp_path: Path, name: str, countries: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        start_theatre(name, countries, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with pytest.raises(InputError, match="is there already"):
        start_theatre("mine", ["SD"], tmp_path)
    assert list((tmp_path / "mine").iterdir()) == []
