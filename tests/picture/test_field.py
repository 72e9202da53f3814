"""What evidence lends the places around it."""

import numpy as np
import pytest

from siegeline.picture.field import Field
from siegeline.picture.ground import ground
from siegeline.picture.inference import Inference
from siegeline.picture.mesh import Mesh, crossing, mesh, waters_of

from .test_course import readings

SIDE = 12


@pytest.fixture(scope="module")
def lattice() -> tuple[np.ndarray, np.ndarray]:
    """Places some 4 km apart, a little off their rows so that no four lie on a circle."""
    chance = np.random.default_rng(1)
    at = np.arange(SIDE * SIDE)
    lat = 48 + 0.036 * (at // SIDE) + 0.004 * chance.random(len(at))
    return lat, 35 + 0.054 * (at % SIDE) + 0.004 * chance.random(len(at))


def lent(joined: Mesh, at: list[int], said: list[float]) -> np.ndarray:
    column, weight = np.zeros((len(joined.area), 1)), np.zeros(len(joined.area))
    column[at, 0], weight[at] = said, 5.0
    return Field.of_range(joined, 300).mean(column, weight)[:, 0]


def test_the_mean_is_that_of_the_dense_system(lattice):
    joined = mesh(ground(*lattice))
    field = Field.of_range(joined, 300)
    said, weight = np.zeros((SIDE * SIDE, 1)), np.zeros(SIDE * SIDE)
    said[[5, 77, 130], 0], weight[[5, 77, 130]] = (1, -1, 1), 5
    exact = np.linalg.solve(field.precision.toarray() + np.diag(weight), weight * said[:, 0])
    assert np.abs(field.mean(said, weight)[:, 0] - exact).max() < 0.01


def test_the_line_lies_between_the_two_sides(lattice):
    west, east = [row * SIDE + 1 for row in range(SIDE)], [row * SIDE + 10 for row in range(SIDE)]
    mean = lent(mesh(ground(*lattice)), west + east, [1.0] * SIDE + [-1.0] * SIDE).reshape(SIDE, SIDE)
    assert (mean[:, :3] > 0).all()
    assert (mean[:, 9:] < 0).all()
    assert mean[5, 2] > mean[5, 4] > mean[5, 6] > mean[5, 8]


def test_a_river_holds_back_what_is_lent(lattice):
    river = [[(35 + 0.054 * 5.5, 47.9), (35 + 0.054 * 5.5, 48.6)]]
    here = ground(*lattice)
    assert crossing(here, river).any()
    source, beyond = 5 * SIDE + 5, 5 * SIDE + 6
    open_, parted = (lent(mesh(here, rivers=river, across=across), [source], [1.0]) for across in (1.0, 0.05))
    assert parted[beyond] < open_[beyond]
    assert parted[source - 1] - parted[beyond] > open_[source - 1] - open_[beyond]


def test_an_outlines_waters_are_its_rivers_and_its_lakes_shores():
    line, ring = [[0.0, 0.0], [1.0, 1.0]], [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]
    features = [
        {"properties": {"role": "river"}, "geometry": {"type": "LineString", "coordinates": line}},
        {"properties": {"role": "lake"}, "geometry": {"type": "Polygon", "coordinates": [ring]}},
        {"properties": {"role": "country"}, "geometry": {"type": "Polygon", "coordinates": [ring]}},
    ]
    assert [len(one) for one in waters_of({"features": features})] == [2, 4]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_few_places_or_places_in_a_line_are_a_mesh_too(count):
    joined = mesh(ground(np.full(count, 48.0), 35 + 0.05 * np.arange(count)))
    mean = lent(joined, [0], [1.0])
    assert mean[0] > 0.5
    assert (np.diff(mean) < 0).all()


def test_what_is_known_dwindles_away_from_evidence_and_with_silence(lattice):
    inference = Inference.over(ground(*lattice))
    told = readings((0, 5 * SIDE + 5, 1, 0.95, False), places=SIDE * SIDE)
    days = [inferred.known.copy() for inferred in inference.filtered(told, 121)]
    near, far = 5 * SIDE + 6, 11
    assert days[0][5 * SIDE + 5] == 1
    assert 1 > days[0][near] > days[0][far] > 0
    assert days[120][near] < days[0][near] / 2


def test_one_false_reading_among_many_is_outvoted_at_the_places_around_it(lattice):
    inference = Inference.over(ground(*lattice))
    rows = [(0, place, 1, 0.9, False) for place in range(0, SIDE * SIDE, 2) if place != 66]
    [inferred] = inference.filtered(readings(*rows, (0, 66, 0, 0.9, False), places=SIDE * SIDE), 1)
    assert (inferred.shares[[65, 67, 54, 78], 1] > 0.5).all()


def test_three_sides_share_what_there_is(lattice):
    inference = Inference.over(ground(*lattice))
    told = readings((0, 0, 0, 0.9, False), (0, 11, 1, 0.9, False), places=SIDE * SIDE)
    three = type(told)(
        places=told.places, sides=3, day=told.day, place=told.place, side=np.array([0, 2]), right=told.right,
        change=told.change, late=told.late,
    )  # fmt: skip
    [inferred] = inference.filtered(three, 1)
    assert np.allclose(inferred.shares.sum(axis=1), 1, atol=1e-5)
    assert inferred.shares[0].argmax() == 0
    assert inferred.shares[11].argmax() == 2
