"""Roads: the named highways of a network, from pieces to routes."""

import json
from pathlib import Path

import pytest

from road_files import straight, write_osm
from siegeline.errors import InputError
from siegeline.places.roads import Piece, Road, gather_roads, read_pieces

A, B, C, D = (37.0, 36.0), (37.2, 36.0), (37.4, 36.1), (37.6, 36.1)
TRUNK = {"highway": "trunk"}


def piece(*points: tuple[float, float], ref: str = "", names: tuple[str, ...] = ()) -> Piece:
    return Piece(ref, names, tuple(points))


def ends(road: Road) -> set[tuple[float, float]]:
    return {road.path[0], road.path[-1]}


def test_the_named_and_numbered_roads_of_a_file(tmp_path: Path) -> None:
    path = write_osm(
        tmp_path / "x.osm.pbf",
        [
            ({**TRUNK, "ref": "M 5", "name": "طريق", "name:en": "Great Road"}, [A, B]),
            ({**TRUNK, "name": "Castra Road"}, [B, C]),
            ({"highway": "footway", "name": "Garden Path"}, [B, C]),
            ({**TRUNK}, [C, D]),
            ({"railway": "rail", "name": "Line"}, [A, D]),
            ({**TRUNK, "ref": "M5;M-7"}, [C, D]),
        ],
    )
    assert read_pieces(path) == [
        Piece("M5", ("Great Road", "طريق"), (A, B)),
        Piece("", ("Castra Road",), (B, C)),
        Piece("M5", (), (C, D)),
        Piece("M7", (), (C, D)),
    ]
    assert [one.names for one in read_pieces(path, kinds=("footway",))] == [("Garden Path",)]


def test_a_road_s_relation_names_its_ways(tmp_path: Path) -> None:
    ways = [(TRUNK, [A, B]), (TRUNK, [B, C])]
    relations = [({"type": "route", "route": "road", "ref": "M5", "name": "Long Way"}, [0]), ({"route": "bus"}, [1])]
    assert read_pieces(write_osm(tmp_path / "x.osm", ways, relations)) == [Piece("M5", ("Long Way",), (A, B))]


def test_geojson_lines(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [A, B]}
    features = [
        {"properties": {"name_en": "Castra Road", "name": "طريق"}, "geometry": line},
        {"properties": {"ref": "M5", "highway": "trunk"},
         "geometry": {"type": "MultiLineString", "coordinates": [[A, B], [[*C, 300], [*D, 310]]]}},
        {"properties": {"name": "Well"}, "geometry": {"type": "Point", "coordinates": A}},
        {"properties": {"name": "Lane", "highway": "footway"}, "geometry": line},
        {"properties": None, "geometry": line},
        {"properties": {"name": "Nowhere"}, "geometry": None},
    ]  # fmt: skip
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert read_pieces(path) == [
        Piece("", ("Castra Road", "طريق"), (A, B)), Piece("M5", (), (A, B)), Piece("M5", (), (C, D)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("x.osm.pbf", b"", "no whole file of OpenStreetMap"),
        ("x.osm.pbf", b"no pbf at all, but long enough to be looked at", "no whole file of OpenStreetMap"),
        ("x.osm", b"<osm><node", "no whole file of OpenStreetMap"),
        ("x.geojson", b"{", "no GeoJSON"),
        ("x.geojson", b'{"features": [{"geometry": {"type": "LineString"}}]}', "feature 1: is no line"),
        (
            "x.geojson",
            b'{"features": [{"properties": {"ref": "M5"},'
            b' "geometry": {"type": "LineString", "coordinates": [[4e6, 3]]}}]}',
            "feature 1: is no line .*degrees",
        ),
        ("x.shp", b"", "no road network by its name"),
        ("gone.osm.pbf", None, "is not there"),
    ],
)
def test_files_that_are_no_network(tmp_path: Path, name: str, data: bytes | None, told: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=told):
        read_pieces(tmp_path / name)


def test_a_file_cut_short_is_told(tmp_path: Path) -> None:
    ways = [(TRUNK | {"name": f"Road {number}"}, straight(A, D, parts=500)) for number in range(50)]
    path = write_osm(tmp_path / "x.osm.pbf", ways)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(InputError, match="no whole file of OpenStreetMap"):
        read_pieces(path)


def test_pieces_in_any_order_and_direction_are_one_road() -> None:
    pieces = [piece(C, B, ref="M5"), piece(A, B, ref="M5", names=("Great Road",)), piece(C, D, ref="M5")]
    [road] = gather_roads(pieces)
    assert (road.name, road.ref, road.aliases) == ("M5", "M5", ("Great Road",))
    assert ends(road) == {A, D}
    assert [point for point in road.path if point in {B, C}] in ([B, C], [C, B])
    assert road.km == pytest.approx(57.2, abs=0.5)


def test_a_road_is_known_by_number_or_name() -> None:
    pieces = [piece(A, B, names=("Castra Road",)), piece(B, C, names=("castra road",)), piece(C, D, ref="5")]
    named, numbered = gather_roads(pieces)
    assert named.name.casefold() == "castra road"
    assert numbered.name == "Road 5"
    assert "5" not in numbered.aliases
    assert "highway 5" in numbered.aliases


def test_a_gap_is_closed_and_a_far_piece_is_another_road() -> None:
    near, far = (37.208, 36.0), (38.5, 36.0)
    roads = gather_roads([piece(A, B, ref="M5"), piece(near, C, ref="M5"), piece(far, (38.7, 36.0), ref="M5")])
    assert [ends(road) for road in roads] == [{A, C}, {far, (38.7, 36.0)}]


def test_of_a_dual_carriageway_one_side_is_taken() -> None:
    north = straight((37.0, 36.0002), (37.2, 36.0002), (37.4, 36.1002))
    south = straight((37.4, 36.1), (37.2, 36.0), (37.0, 36.0))
    [road] = gather_roads([piece(*north, ref="M5"), piece(*south, ref="M5")])
    assert road.km == pytest.approx(39.2, abs=0.5)


def test_of_a_road_whose_sides_part_and_meet_the_way_through_is_taken() -> None:
    one, other = straight(B, (37.3, 36.08), C), straight(C, (37.3, 36.0), B)
    [road] = gather_roads(
        [piece(A, B, ref="M5"), piece(*one, ref="M5"), piece(*other, ref="M5"), piece(C, D, ref="M5")]
    )
    assert ends(road) == {A, D}
    assert road.km < 62


def test_a_spur_is_left_out() -> None:
    [road] = gather_roads([piece(*straight(A, D), ref="M5"), piece(straight(A, D)[5], (37.3, 36.15), ref="M5")])
    assert ends(road) == {A, D}


def test_a_ring_is_a_road_too() -> None:
    ring = [(37.0, 36.0), (37.2, 36.0), (37.2, 36.2), (37.0, 36.2), (37.0, 36.0)]
    [road] = gather_roads([piece(*ring, names=("Ring",))])
    assert road.path[0] == road.path[-1]
    assert road.km == pytest.approx(80, abs=1)


def test_what_is_short_is_left_out() -> None:
    pieces = [piece((37.0, 36.0), (37.01, 36.0), names=("Lane",)), piece((37.0, 36.0), (37.0, 36.0), names=("Dot",))]
    assert gather_roads(pieces) == []
    assert [road.name for road in gather_roads(pieces, least_km=0.1)] == ["Lane"]
    assert gather_roads([]) == []


def test_a_path_keeps_its_bends_and_loses_its_dots() -> None:
    [road] = gather_roads([piece(*straight(A, B, C, D, parts=200), ref="M5")])
    assert len(road.path) == 4
