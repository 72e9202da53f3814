"""Reported and derived sieges side by side, by the roads and by the ground."""

from dataclasses import replace
from datetime import date

import pytest

from siegeline.errors import UsageError
from siegeline.picture import picture_of, routes_and_segments, sieges
from siegeline.theatre import OverlayPlace, Route

DAY = date(2016, 8, 6)


def place(id, lat, lon, **more):
    return OverlayPlace(id=id, name=id.title(), kind="town", lat=lat, lon=lon, source="test", **more)


@pytest.fixture
def roads(theatre):
    """A town with two roads: one through the mill, one over the bridge and past the farm."""
    town = place("town", 36.0, 37.0, population=9_000)
    mill, bridge, farm = place("mill", 36.1, 37.0), place("bridge", 35.9, 37.0), place("farm", 35.8, 37.0)
    path = ((37.0, 36.0), (37.0, 36.2))
    north = Route(id="north", name="North road", source="test", path=path, serves=("town",), via=("mill",))
    south = Route(id="south", name="South road", source="test", path=path, serves=("town",), via=("farm", "bridge"))
    return replace(theatre, places=(*theatre.places, town, mill, bridge, farm), routes=(*theatre.routes, north, south))


def shut(say, *names, target="fatah"):
    return [say("route_cut", route=name, agent="army", target=target, on="2016-08-05/..") for name in names]


def test_all_roads_cut_is_a_siege_that_nobody_reports(say, roads):
    held = say("held", place="town", agent="fatah", on="2016-08-01")
    cut = shut(say, "north", "south")
    (row,) = sieges([held, *cut], roads, on=DAY)
    assert (row.place.id, row.besieger.id, row.besieged.side) == ("town", "army", "opposition")
    assert (row.degree, row.basis, row.rule) == ("encircled", "derived", "encirclement")
    assert set(row.supporting) == {claim.id for claim in cut}
    assert row.since.latest == date(2016, 8, 5)
    assert row.why == "derived, not reported: North road cut, South road cut"
    assert row.population.low == 9_000
    assert 0 < row.probability < 0.78


def test_one_road_left_and_roads_under_fire(say, roads):
    held = say("held", place="town", agent="fatah", on="2016-08-01")
    north = shut(say, "north")
    opened = say("route_opened", route="south", agent="fatah", on="2016-08-05")
    fired = say("route_under_fire", route="south", agent="army", target="fatah", on="2016-08-05")
    (row,) = sieges([held, *north, opened], roads, on=DAY)
    assert row.degree == "one-way"
    (row,) = sieges([held, *north, fired], roads, on=DAY)
    assert row.degree == "under-fire"


def test_silence_on_a_road_closes_nothing(say, roads):
    held = say("held", place="town", agent="fatah", on="2016-08-01")
    assert sieges([held, *shut(say, "north")], roads, on=DAY) == []


def test_where_both_agree_and_where_they_do_not(say, roads):
    held = say("held", place="town", agent="fatah", on="2016-08-01")
    ring = say("besieged", place="town", agent="army", on="2016-08-05", quote="The town is surrounded.")
    (row,) = sieges([held, ring, *shut(say, "north", "south")], roads, on=DAY)
    assert (row.basis, row.why, row.besieged.side) == ("both", None, "opposition")
    (row,) = sieges([held, ring, *shut(say, "north")], roads, on=DAY)
    assert (row.basis, row.why) == (
        "reported",
        "reported, not derived: North road cut, nothing recent told of South road",
    )
    fired = say("route_under_fire", route="south", agent="army", target="fatah", on="2016-08-05")
    (row,) = sieges([held, ring, fired, *shut(say, "north")], roads, on=DAY)
    assert row.basis == "both"
    assert row.why == ("reported encircled, derived reachable only under fire: North road cut, South road under fire")
    (row,) = sieges([ring], roads, on=DAY)
    assert row.why == "reported, not derived: who holds it is not known"


def test_a_place_on_the_road_that_the_other_side_holds_cuts_it(say, roads):
    held = say("held", place="town", agent="fatah", on="2016-08-01")
    mill = say("captured", place="mill", agent="army", on="2016-08-05")
    farm = say("captured", place="farm", agent="army", on="2016-08-04")
    (row,) = sieges([held, mill, farm], roads, on=DAY)
    assert (row.degree, row.basis, row.since.latest) == ("encircled", "derived", date(2016, 8, 5))
    assert {mill.id, farm.id} <= set(row.supporting)


def test_segments_of_a_road(say, roads):
    claims = [
        say("captured", place="farm", agent="army", on="2016-08-05"),
        say("held", place="bridge", agent="fatah", on="2016-08-05"),
    ]
    rows = routes_and_segments(claims, roads, on=DAY)
    assert [(row.segment, row.for_whom.side, row.state, row.by and row.by.id) for row in rows] == [
        ("Farm–Bridge", "government", "cut", "fatah"),
        ("Farm–Bridge", "opposition", "cut", "army"),
    ]
    both = [*claims[1:], say("held", place="farm", agent="fatah", on="2016-08-05")]
    (row,) = routes_and_segments(both, roads, on=DAY)
    assert (row.state, row.for_whom.side, row.by) == ("open", "opposition", None)
    assert routes_and_segments(both[:1], roads, on=DAY) == []  # of the farm nothing is known: silence is not open


def test_a_mutual_siege_names_its_other_half(say, theatre):
    east = say("besieged", place="east", agent="army", target="fatah", on="2016-08-05")
    west = say("besieged", place="west", agent="fatah", target="army", on="2016-08-05")
    rows = sieges([east, west], theatre, on=DAY)
    assert [(row.place.id, row.mutual) for row in rows] == [("east", ("west",)), ("west", ("east",))]


@pytest.fixture
def ring(theatre):
    """A town inside a ring of six, and its side's base beyond; no roads."""
    around = [
        place(f"ring{n}", 36 + lat, 37 + lon)
        for n, (lat, lon) in enumerate([(0.1, 0), (0.05, 0.1), (-0.05, 0.1), (-0.1, 0.01), (-0.05, -0.1), (0.05, -0.1)])
    ]
    base, rear = place("base-a", 36.25, 37.0), place("rear-b", 35.7, 37.0)
    sides = [
        replace(side, bases={"opposition": ("base-a",), "government": ("rear-b",)}.get(side.id, ()))
        for side in theatre.sides
    ]
    return replace(theatre, sides=tuple(sides), routes=(), places=(place("town", 36.0, 37.0), *around, base, rear))


def test_a_ring_of_places_is_a_siege(say, ring):
    claims = [say("held", place="town", agent="fatah", on="2016-08-01")]
    claims += [say("captured", place=f"ring{n}", agent="army", on=f"2016-08-0{n + 1}") for n in range(5)]
    assert sieges(claims, ring, on=DAY) == []  # the last piece of the ring is nobody's that is known
    claims.append(say("captured", place="ring5", agent="army", on="2016-08-06"))
    (row,) = sieges(claims, ring, on=DAY)
    assert (row.place.id, row.degree, row.basis, row.besieger.side) == ("town", "encircled", "derived", "government")
    assert row.since.latest == DAY
    assert len(row.supporting) == 7


def test_a_rule_must_exist(say, theatre):
    with pytest.raises(UsageError, match="encirclement, ocha, pax"):
        picture_of([], theatre, on=DAY, rule="none")


def test_ocha_wants_a_siege_that_lasts_and_no_regular_aid(say, theatre):
    began = say("besieged", place="east", agent="army", on="2016-07-30")
    at_once = sieges([began], theatre, on=DAY, rule="ocha")
    later = sieges([began], theatre, on=date(2016, 8, 31), rule="ocha")
    assert (at_once, [row.rule for row in later]) == ([], ["ocha"])
    blocked = say("aid_blocked", place="east", agent="army", on="2016-08-02")
    assert len(sieges([began, blocked], theatre, on=DAY, rule="ocha")) == 1
    convoys = [say("aid_delivered", place="east", on=f"2016-08-{day}") for day in ("12", "20")]
    assert sieges([began, *convoys], theatre, on=date(2016, 8, 31), rule="ocha") == []
    assert len(sieges([began, *convoys[:1]], theatre, on=date(2016, 8, 31), rule="ocha")) == 1
    one_way = say(
        "besieged", place="west", agent="fatah", on="2016-07-01", quote="The west is surrounded except for one road."
    )
    assert sieges([one_way], theatre, on=DAY, rule="ocha") == []


def test_pax_grades(say, theatre):
    began = say("besieged", place="east", agent="army", on="2016-01-01/..", stated="2016-08-05")
    assert [row.tier for row in sieges([began], theatre, on=DAY, rule="pax")] == ["1-3"]
    blocked = say("aid_blocked", place="east", agent="army", on="2016-07-15")
    assert [row.tier for row in sieges([began, blocked], theatre, on=DAY, rule="pax")] == ["1"]
    convoy = say("aid_delivered", place="east", on="2016-07-10")
    assert [row.tier for row in sieges([began, blocked, convoy], theatre, on=DAY, rule="pax")] == ["2"]
    young = say("besieged", place="west", agent="fatah", on="2016-07-01")
    assert [row.tier for row in sieges([young], theatre, on=DAY, rule="pax")] == ["watchlist"]
    assert [row.tier for row in sieges([young], theatre, on=DAY)] == [None]


def test_a_passage_is_a_way_only_while_its_ground_is_held(say, roads):
    south = replace(roads.route["south"], passage=True)
    theatre = replace(roads, routes=tuple(south if route.id == "south" else route for route in roads.routes))
    held = say("held", place="town", agent="fatah", on="2016-08-01")
    (row,) = sieges([held, *shut(say, "north")], theatre, on=DAY)
    assert (row.degree, row.besieged.side) == ("encircled", "opposition")
    assert row.why == "derived, not reported: North road cut, South road not known to be a way then"
    farm = say("captured", place="farm", agent="fatah", on="2016-08-04")
    assert sieges([held, farm, *shut(say, "north")], theatre, on=DAY) == []  # they may come through: nobody tells
    opened = say("route_opened", route="south", agent="fatah", on="2016-08-05")
    (row,) = sieges([held, opened, *shut(say, "north")], theatre, on=DAY)
    assert row.degree == "one-way"


def test_a_piece_of_the_road_in_other_hands_cuts_it(say, roads):
    ring = say("besieged", place="town", agent="army", target="fatah", on="2016-08-05")
    taken = [say("captured", place=name, agent="army", on="2016-08-05") for name in ("farm", "bridge")]
    (row,) = sieges([ring, *taken], roads, on=DAY)
    assert row.why == "reported, not derived: nothing recent told of North road, South road cut"
