"""Places that no claim tells of: what the places around lend them, and who held what when."""

from dataclasses import replace
from datetime import date

import pytest

from siegeline.picture import control, control_history, neighbours
from siegeline.places.place import Place

DAY = date(2016, 8, 6)
# a row of villages 4 km apart, with a second row beside it
VILLAGES = [
    Place(id=f"v{row}{at}", name=f"Village {row}{at}", kind="village", lat=36.2 + 0.036 * row, lon=37.1 + 0.045 * at)
    for row in range(3)
    for at in range(6)
]


@pytest.fixture
def country(theatre, say):
    """``country("v00", agent="army", on=…)`` claims a village; the theatre knows where it lies."""
    known = {place.id: place for place in VILLAGES}

    def claim(village: str, kind: str = "held", **fields):
        told = say(kind, place=village, **fields)
        at = known[village]
        return replace(told, place=replace(told.place, name=at.name, lat=at.lat, lon=at.lon, radius_km=1.0))

    return claim


def names(rows):
    return {row.place.id: row.holder.side for row in rows}


def around(country, **fields):
    """The middle row's ends and all of the outer rows, told of by two sources."""
    told = ["v00", "v01", "v02", "v20", "v21", "v22", "v10"]
    return [country(village, agent="army", on="2016-08-06", source=source, **fields)
            for village in told for source in ("monitor", "agency")]  # fmt: skip


def test_a_village_among_villages_of_one_side_is_likely_theirs(country, theatre):
    claims = around(country)
    rows = neighbours(claims, theatre, VILLAGES, on=DAY)
    row = next(row for row in rows if row.place.id == "v11")
    assert (row.state, row.holder.side, row.basis) == ("held", "government", "neighbours")
    assert set(row.supporting) <= {claim.id for claim in claims}
    assert row.supporting
    assert row.as_json()["since"] == {"start": None, "end": None}
    assert not {claim.place.id for claim in claims} & set(names(rows))


def test_one_claim_alone_lends_nothing_that_could_be_told(country, theatre):
    assert neighbours([country("v00", agent="army", on="2016-08-06")], theatre, VILLAGES, on=DAY) == []


def test_what_is_lent_fades_with_silence(country, theatre):
    claims = around(country)
    assert "v11" in names(neighbours(claims, theatre, VILLAGES, on=DAY))
    assert neighbours(claims, theatre, VILLAGES, on=date(2017, 8, 6)) == []


def test_nothing_is_lent_before_it_is_told_or_by_predictions(country, theatre):
    assert neighbours(around(country), theatre, VILLAGES, on=date(2016, 8, 1)) == []
    assert neighbours(around(country, status="planned"), theatre, VILLAGES, on=DAY) == []


def test_nothing_is_lent_beyond_reach(country, theatre):
    far = [replace(place, lat=place.lat + 3) for place in VILLAGES]
    assert neighbours(around(country), theatre, far, on=DAY) == []


def test_between_two_sides_nothing_is_asserted(country, theatre):
    west = [country(f"v{row}0", agent="army", on="2016-08-06") for row in range(3)]
    east = [country(f"v{row}2", agent="fatah", on="2016-08-06") for row in range(3)]
    assert not {"v01", "v11", "v21"} & set(names(neighbours([*west, *east], theatre, VILLAGES, on=DAY)))


def test_a_region_and_a_whole_that_has_parts_lend_and_borrow_nothing(country, theatre):
    region = Place(id="r", name="Region", kind="region", lat=36.236, lon=37.145, radius_km=25)
    whole = Place(id="w", name="Whole", kind="town", lat=36.236, lon=37.145)
    part = Place(id="p", name="Part", kind="district", lat=36.236, lon=37.146, part_of="w")
    rows = names(neighbours(around(country), theatre, [*VILLAGES, region, whole, part], on=DAY))
    assert "p" in rows
    assert not {"r", "w"} & set(rows)


def test_history_tells_who_held_it_when(country, theatre):
    first = country("v00", "captured", agent="army", on="2016-06-01")
    then = country("v00", "captured", agent="fatah", on="2016-08-06")
    spans = control_history([first, then], theatre, first=date(2016, 5, 1), last=date(2016, 8, 31))
    assert [(span.holder.side, span.basis) for span in spans] == [("government", "claims"), ("opposition", "claims")]
    assert spans[0].first == date(2016, 6, 1)
    assert spans[0].last < spans[1].first == DAY
    assert spans[1].last == date(2016, 8, 31)
    assert spans[1].supporting == (then.id,)


@pytest.mark.parametrize("several", [False, True])
def test_history_leaves_a_place_that_was_left_to_nobody_named_open(country, theatre, several):
    taken = country("v00", "captured", agent="army", on="2016-06-01")
    left = country("v00", "withdrew", agent="army", on="2016-06-10")
    back = country("v00", "held", agent="army", on="2016-07-20")
    others = [country("v01", agent="fatah", on="2016-05-20")]
    others += [country("v02", agent="is", on="2016-05-20")] if several else []
    asked = {"first": date(2016, 6, 1), "last": date(2016, 8, 1)}

    def days(*told):
        spans = control_history([*told, *others], theatre, **asked)
        return [(one.first, one.last) for one in spans if one.place.id == "v00" and one.holder.side == "government"]

    assert days(taken, left) == [(date(2016, 6, 1), date(2016, 6, 9))]
    assert days(taken, left, back) == [(date(2016, 6, 1), date(2016, 6, 9)), (date(2016, 7, 20), date(2016, 8, 1))]
    on = control([taken, left, *others], theatre, on=date(2016, 6, 15))
    assert [row.state for row in on if row.place.id == "v00"] == ["indeterminate"]
    weak = replace(left, confidence=0.05)
    ((_, last),) = days(taken, weak)
    assert last > date(2016, 6, 20)


def test_history_uses_what_was_told_later(country, theatre):
    held = country("v00", agent="army", on="2016-08-06")
    other = [held, country("v01", agent="fatah", on="2016-08-20")]
    spans = control_history(other, theatre, first=date(2016, 8, 15), last=date(2016, 8, 15))
    assert {span.place.id: span.holder.side for span in spans} == {"v00": "government", "v01": "opposition"}
