"""Sieges over days, what changed between two, and corridors as rows."""

from dataclasses import replace
from datetime import date

import pytest

from siegeline.claims.claim import Quantity
from siegeline.picture import picture_of
from siegeline.picture.chronicle import alerts, siege_spans
from siegeline.picture.necks import corridor_rows
from siegeline.theatre import OverlayPlace, Route

SPRING, AUTUMN = date(2016, 3, 1), date(2016, 11, 30)


def summer(say):
    """A siege that is told three times, broken, and begun again; the other half besieged in between."""
    return [
        say(
            "besieged", place="east", agent="army", on="2016-07-17", quote="The east is surrounded except for one road."
        ),
        say("besieged", place="east", agent="army", target="fatah", stated="2016-07-20"),
        say("besieged", place="east", agent="army", stated="2016-08-01", quote="The east is completely surrounded."),
        say("siege_lifted", place="east", agent="fatah", on="2016-08-06"),
        say("besieged", place="west", agent="fatah", on="2016-08-06"),
        say("siege_lifted", place="west", agent="army", on="2016-09-08"),
        say("besieged", place="east", agent="army", on="2016-09-04"),
    ]


def test_reports_of_one_siege_are_one_span(say, theatre):
    claims = summer(say)
    first, west, again = siege_spans(claims, theatre, first=SPRING, last=AUTUMN)
    assert (first.first, first.last) == (date(2016, 7, 17), date(2016, 8, 5))
    assert (west.first, west.last) == (date(2016, 8, 6), date(2016, 9, 7))
    assert again.first == date(2016, 9, 4)
    told = first.as_json()
    assert told["place"]["id"] == "east"
    assert told["besieged"]["side"] == "opposition"
    assert told["ended_by"] == claims[3].id
    assert set(told["for"]) == {claim.id for claim in claims[:3]}
    assert told["listed"] == {"start": "2016-07-17", "end": "2016-08-05"}
    assert [(one["from"], one["degree"]) for one in told["timeline"]] == [
        ("2016-07-17", "one-way"),
        ("2016-08-01", "encircled"),
    ]


def test_a_span_is_as_sure_as_it_ever_was(say, theatre):
    claims = [say("besieged", place="east", agent="army", on="2016-07-17")]
    (span,) = siege_spans(claims, theatre, first=SPRING, last=AUTUMN)
    days = [row.probability for _, row in span.steps]
    assert span.as_json()["probability"] == days[0] == max(days) > days[-1]


def test_a_range_shows_no_more_than_its_days(say, theatre):
    (span,) = siege_spans(summer(say), theatre, first=date(2016, 7, 25), last=date(2016, 8, 2))
    assert (span.first, span.last) == (date(2016, 7, 25), date(2016, 8, 2))
    assert siege_spans(summer(say), theatre, first=SPRING, last=date(2016, 7, 1)) == []


def told(found):
    return [(one.what, one.change, one.name, one.before, one.after) for one in found]


def test_alerts_tell_what_began_ended_and_tightened(say, theatre):
    claims = summer(say)
    assert told(alerts(claims, theatre, before=date(2016, 7, 1), after=date(2016, 7, 18))) == [
        ("siege", "began", "East Aleppo", None, "one-way"),
    ]
    assert told(alerts(claims, theatre, before=date(2016, 7, 18), after=date(2016, 8, 2))) == [
        ("siege", "tightened", "East Aleppo", "one-way", "encircled"),
    ]
    found = alerts(claims, theatre, before=date(2016, 8, 2), after=date(2016, 8, 7))
    assert told(found)[:2] == [
        ("siege", "ended", "East Aleppo", "encircled", None),
        ("siege", "began", "West Aleppo", None, "encircled"),
    ]
    assert found[0].claims == (claims[3].id,)
    assert alerts(claims, theatre, before=date(2016, 8, 3), after=date(2016, 8, 3)) == []


def test_alerts_tell_of_roads_cut_and_of_places_that_changed_hands(say, theatre):
    claims = [
        say("route_opened", route="castello", agent="army", on="2016-08-01"),
        say("route_cut", route="castello", agent="fatah", target="army", on="2016-08-05"),
        say("held", place="base", agent="army", on="2016-08-01"),
        say("captured", place="base", agent="fatah", on="2016-08-05"),
    ]
    found = alerts(claims, theatre, before=date(2016, 8, 2), after=date(2016, 8, 6))
    assert ("route", "cut", "Castello road", "open", "cut") in told(found)
    assert ("control", "changed hands", "Ramouseh base", "government", "opposition") in told(found)


def test_what_nobody_speaks_of_any_more_is_no_alert(say, theatre):
    claims = [say("route_cut", route="castello", agent="fatah", target="army", on="2016-08-05")]
    assert told(alerts(claims, theatre, before=date(2016, 8, 6), after=date(2016, 11, 6))) == []


def width(low, high, unit="km"):
    return (Quantity(what="width", low=low, high=high, unit=unit, text="width", start=0, end=5),)


def rows(claims, theatre, on):
    return corridor_rows(claims, theatre, picture_of(claims, theatre, on=on))


def test_a_relieved_place_is_reached_over_a_corridor_of_the_width_told(say, theatre):
    ring = say("besieged", place="east", agent="army", on="2016-07-27")
    met = say("linked_up", place="east", agent="fatah", on="2016-08-06")
    (row,) = rows([ring, met], theatre, date(2016, 8, 7))
    assert (row.place.id, row.side, row.ways, row.width, row.supporting) == ("east", "opposition", 1, None, (met.id,))
    wide = replace(met, quantities=width(900, 1500, "m"))
    (row,) = rows([ring, wide], theatre, date(2016, 8, 7))
    assert (row.low_km, row.high_km, row.width) == (0.9, 1.5, "0.9 to 1.5 km")
    assert rows([ring, wide], theatre, date(2016, 8, 5)) == []
    assert rows([ring, wide], theatre, date(2017, 8, 5)) == []


def test_a_corridor_that_narrows_is_an_alert(say, theatre):
    wide = replace(say("route_opened", place="east", agent="fatah", on="2016-08-06"), quantities=width(3, 3))
    thin = replace(say("route_opened", place="east", agent="fatah", on="2016-08-09"), quantities=width(None, 1))
    found = alerts([wide, thin], theatre, before=date(2016, 8, 7), after=date(2016, 8, 10))
    assert told(found) == [("corridor", "narrowed", "East Aleppo", "3 km", "up to 1 km")]


def place(id, lat, lon):
    return OverlayPlace(id=id, name=id.title(), kind="town", lat=lat, lon=lon, source="test")


@pytest.fixture
def finger(theatre):
    """A finger of the opposition's ground, five towns long, with the government's towns on both of its sides."""
    own = [place(f"o{n}", 36.0 + 0.09 * n, 37.0 + 0.001 * n) for n in range(5)]
    own += [place("o5", 36.45, 37.05), place("base", 36.46, 36.92)]
    left = [place(f"l{n}", 36.0 + 0.09 * n, 36.92) for n in range(4)]
    right = [place(f"r{n}", 36.0 + 0.09 * n, 37.08) for n in range(4)]
    below = [place("b0", 35.92, 36.96), place("b1", 35.92, 37.04)]
    sides = [replace(side, bases=("base",) if side.id == "opposition" else ()) for side in theatre.sides]
    return replace(theatre, sides=tuple(sides), routes=(), places=(*own, *left, *right, *below))


def test_a_neck_between_places(say, finger):
    claims = [
        say("held", place=one.id, agent="fatah" if one.id[0] == "o" or one.id == "base" else "army", on="2016-08-05")
        for one in finger.places
    ]
    (row,) = rows(claims, finger, date(2016, 8, 6))
    assert (row.side, row.basis, row.ways) == ("opposition", "places", 1)
    assert 13 < row.high_km < 18.5  # between the towns on both sides, each of them known to a kilometre
    assert row.low_km == 0.0
    assert row.length_km > 15
    assert "o0" in row.places
    assert row.as_json()["width_km"] == {"low": 0.0, "high": row.high_km}


def test_roads_left_into_a_besieged_place(say, theatre):
    road = Route(id="mill", name="Mill road", source="test", path=((37.1, 36.2), (37.1, 36.3)), serves=("east",))
    other = Route(id="farm", name="Farm road", source="test", path=((37.1, 36.2), (37.1, 36.3)), serves=("east",))
    there = replace(theatre, routes=(road, other))
    claims = [
        say(
            "besieged",
            place="east",
            agent="army",
            target="fatah",
            on="2016-08-05",
            quote="The east is cut off by fire.",
        ),
        say("route_under_fire", route="mill", agent="army", target="fatah", on="2016-08-05"),
        say("route_cut", route="farm", agent="army", target="fatah", on="2016-08-05"),
    ]
    (row,) = rows(claims, there, date(2016, 8, 6))
    assert (row.place.id, row.basis, row.ways, row.places) == ("east", "roads", 1, ("mill",))
    assert row.length_km == pytest.approx(11.1, abs=0.1)
