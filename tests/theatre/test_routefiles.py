"""Route files: imported roads beside a theatre's own."""

import shutil
from importlib import resources
from pathlib import Path

import pytest

from siegeline.errors import TheatreError
from siegeline.theatre import load_theatre
from siegeline.theatre.routefiles import route_folder

ROAD = """
- id: osm-m9
  name: M9
  source: ours
  path: [[37.0, 36.0], [37.2, 36.0]]
  chain: [{place: "geonames:1", name: Turris, km: 3.5}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A theatre's folder: Syria under another name."""
    return Path(shutil.copytree(str(resources.files("siegeline") / "theatres" / "syria"), tmp_path / "syria2"))


def test_imported_routes_stand_beside_the_theatre_s_own(folder: Path) -> None:
    before = load_theatre(str(folder))
    (folder / "routes-ours.yaml").write_text(ROAD)
    after = load_theatre(str(folder))
    assert [route.id for route in after.routes] == [*(route.id for route in before.routes), "osm-m9"]
    assert after.route["osm-m9"].chain[0].name == "Turris"
    assert load_theatre(str(folder)) is after
    (folder / "routes-ours.yaml").unlink()
    assert load_theatre(str(folder)).routes == before.routes


def test_an_entry_of_a_known_id_gives_geometry_and_leaves_the_rest(folder: Path) -> None:
    own = load_theatre(str(folder)).route["castello-road"]
    (folder / "routes-ours.yaml").write_text(ROAD.replace("osm-m9", "castello-road"))
    now = load_theatre(str(folder)).route["castello-road"]
    assert now.path == ((37.0, 36.0), (37.2, 36.0))
    assert (now.name, now.aliases, now.described, now.via) == (own.name, own.aliases, own.described, own.via)
    assert now.source == f"{own.source}; ours"


def test_a_theatre_that_ships_has_them_in_the_user_s_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert route_folder("syria") == tmp_path / "siegeline" / "theatres" / "syria"
    route_folder("syria").mkdir(parents=True)
    (route_folder("syria") / "routes-ours.yaml").write_text(ROAD)
    assert "osm-m9" in load_theatre("syria").route
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "other"))
    assert "osm-m9" not in load_theatre("syria").route


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {id: x", "routes-ours.yaml: not readable as YAML"),
        ("- {id: x}", r"routes-ours.yaml: 0 → name: .*required"),
        ("id: x", "routes-ours.yaml: .*list"),
        (ROAD + "  vai: [x]\n", r"routes-ours.yaml: 0 → vai"),
        (ROAD + "  via: [nowhere]\n", "route osm-m9 'nowhere' is not defined; import the roads again"),
        (ROAD.replace(", [37.2, 36.0]", ""), "fewer than two points"),
    ],
)
def test_a_wrong_file_is_told_in_a_line(folder: Path, text: str, told: str) -> None:
    (folder / "routes-ours.yaml").write_text(text)
    with pytest.raises(TheatreError, match=told):
        load_theatre(str(folder))
