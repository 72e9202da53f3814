"""Areas, lines and bands drawn from places."""

import json

import numpy as np
import pytest
import shapely

from siegeline.picture.front import front
from siegeline.picture.ground import ground
from siegeline.picture.pockets import CONTESTED

from .boards import STEP, A, B, board

HALVES = ("AAAAAA", "AAAAAA", "BBBBBB", "BBBBBB")


def drawn(*rows, probability=None, **options):
    ground, holder, at = board(*rows)
    sure = None if probability is None else np.full(len(ground), probability)
    return front(ground, holder, sure, **options), ground, holder, at


def km2(form) -> float:
    return form.area * 111.2**2 * np.cos(np.radians(40))


def test_each_side_has_its_ground_and_they_do_not_overlap():
    told, ground, holder, _ = drawn(*HALVES)
    assert set(told.areas) == {A, B}
    assert km2(shapely.intersection(told.areas[A], told.areas[B])) < 0.01
    for side in (A, B):
        points = shapely.points(ground.lon[holder == side], ground.lat[holder == side])
        assert shapely.intersects(told.areas[side], points).all()


def test_the_line_runs_between_the_rows_and_the_band_from_row_to_row():
    told, *_ = drawn(*HALVES)
    line, band = told.lines[A, B], told.bands[A, B]
    lats = shapely.get_coordinates(line)[:, 1]
    assert lats == pytest.approx(40 - 1.5 * STEP, abs=0.1 * STEP)
    low, high = band.bounds[1], band.bounds[3]
    assert (low, high) == pytest.approx((40 - 2 * STEP, 40 - STEP), abs=0.1 * STEP)
    assert shapely.covers(band.buffer(0.002), line)


def test_doubt_widens_the_band():
    sure, doubtful = (drawn(*HALVES, probability=p)[0].bands[A, B] for p in (1.0, 0.6))
    assert doubtful.area > 1.2 * sure.area


def test_areas_end_where_places_end():
    told, *_ = drawn("AA", "AA", "BB", "BB", reach_km=5)
    lon = STEP * 1.3
    assert not told.areas[A].intersects(shapely.Point(-0.1, 40))
    assert km2(told.areas[A]) < 4 * np.pi * 5**2
    assert told.areas[A].bounds[2] < 1.013 * lon + 5 / 85


def test_what_nobody_is_known_to_hold_is_nobodys():
    told, ground, _, at = drawn("AAAAAA", "??????", "BBBBBB")
    middle = shapely.Point(ground.lon[at["1,3"]], ground.lat[at["1,3"]])
    assert not any(area.intersects(middle) for area in told.areas.values())
    assert told.lines == {}


def test_contested_ground_is_an_area_of_its_own():
    told, *_ = drawn("AAAAAA", "AAxxAA", "BBBBBB")
    assert set(told.areas) == {A, B, CONTESTED}


def test_no_area_leaves_the_land():
    land = shapely.box(0.0, 39.0, 0.3, 41.0)
    told, *_ = drawn(*HALVES, land=land)
    assert all(land.buffer(1e-9).covers(area) for area in told.areas.values())


def test_geojson_says_that_it_is_derived():
    told, *_ = drawn(*HALVES)
    shapes = json.loads(json.dumps(told.as_geojson(("a", "b"), on="2016-08-06")))
    kinds = [one["properties"]["what"] for one in shapes["features"]]
    assert kinds == ["area", "area", "band", "front"]
    assert {one["properties"]["label"] for one in shapes["features"]} == {"derived from places, not surveyed"}
    assert {one["properties"]["on"] for one in shapes["features"]} == {"2016-08-06"}
    assert shapes["features"][0]["properties"]["places"] == 12
    assert shapes["features"][3]["properties"]["sides"] == ["a", "b"]


def test_areas_are_the_cells_of_a_side_within_reach_and_never_more():
    dice = np.random.default_rng(5)
    lat, lon = dice.uniform(34, 35.2, 200), dice.uniform(37, 39, 200)
    lat[:20], lon[:20] = lat[20:40], lon[20:40]  # some lie on the points of others
    here, holder = ground(lat, lon), dice.integers(0, 2, 200)
    reach, scale = 6.0, np.array([111.195 * np.cos(np.radians(lat.mean())), 111.195])
    points = np.column_stack((lon, lat)) * scale
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points)))
    discs = shapely.buffer(shapely.points(points), reach, quad_segs=6)
    told = front(here, holder, reach_km=reach)
    for side in (A, B):
        own = [
            shapely.intersection(disc, cells[shapely.intersects(cells, point)][0])
            for disc, point in zip(discs[holder == side], shapely.points(points[holder == side]), strict=True)
        ]
        plain = shapely.union_all(own)
        area = shapely.transform(told.areas[side], lambda xy: xy * scale)
        assert shapely.difference(area, plain).area < 1e-3 * plain.area
        away = 0.2 * float(np.median(here.km))
        rounded = plain.buffer(-away).buffer(away)
        assert area.area == pytest.approx(rounded.area, rel=0.01)
        assert shapely.symmetric_difference(area, rounded).area < 0.02 * plain.area


def test_the_same_places_are_held_by_others_on_another_day():
    here, holder, _ = board(*HALVES)
    one, other = front(here, holder), front(here, 1 - holder)
    assert one.areas[A].equals(other.areas[B])
    assert one.areas[B].equals(other.areas[A])


@pytest.mark.parametrize("rows", [("A",), ("AB",), ("A.B",)])
def test_few_places(rows):
    assert A in drawn(*rows)[0].areas
