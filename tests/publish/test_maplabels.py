"""Labels beside their signs: none covers another one, none stands outside of the picture."""

from itertools import combinations

import pytest
from exports import samples

from siegeline.publish.maplabels import Box, Labels
from siegeline.publish.mappicture import entries_on, map_picture


def apart(one: Box, other: Box) -> bool:
    return one[2] <= other[0] or one[0] >= other[2] or one[3] <= other[1] or one[1] >= other[3]


def test_labels_of_signs_that_lie_close_together_stay_apart() -> None:
    labels = Labels(400, 300)
    signs = [(x, y, x + 10.0, y + 10.0) for x in (180.0, 200.0, 220.0) for y in (140.0, 150.0, 160.0)]
    for sign in signs:
        labels.keep_free(sign)
    put = [at for sign in signs if (at := labels.put(sign, (60, 12)))]
    boxes = [(x, y, x + 60, y + 12) for x, y in put]
    assert len(boxes) >= 4
    assert all(apart(one, other) for one, other in combinations(boxes, 2))
    assert all(apart(one, sign) for one in boxes for sign in signs)
    assert all(left >= 0 and top >= 0 and right <= 400 and bottom <= 300 for left, top, right, bottom in boxes)


def test_without_room_a_label_is_left_out_unless_it_must_be_there() -> None:
    labels = Labels(100, 100)
    labels.keep_free((0, 0, 100, 100))
    assert labels.put((40, 40, 60, 60), (30, 10)) is None
    assert labels.put((40, 40, 60, 60), (30, 10), always=True) == (63, 45)


def test_the_besieged_place_stands_in_the_middle_of_the_picture_however_far_roads_lead() -> None:
    """The Khanaser road leads 150 km away from Aleppo."""
    from siegeline.publish.mappicture import HEIGHT, WIDTH, _view

    image = pytest.importorskip("PIL.Image")
    assert image is not None
    assert map_picture(samples("public"))
    shown = entries_on(samples("public"))
    view = _view(shown)
    for one in shown:
        if one.layer != "route":
            x, y = view.at((one.lon or 0.0, one.lat or 0.0))
            assert 0.1 < x / 2 / WIDTH < 0.9
            assert 0.1 < y / 2 / HEIGHT < 0.93
    assert view.scale / 2 / 111.2 * 100 > WIDTH  # a hundred kilometres would not fit
