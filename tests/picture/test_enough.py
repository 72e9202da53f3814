"""What is loaded for one place gives the rows that all claims give, and less is loaded."""

import random
from dataclasses import replace
from datetime import date

import pytest

from siegeline.claims.claim import PlaceRef
from siegeline.picture import picture_of
from siegeline.picture.agreement import Day
from siegeline.picture.enough import enough
from siegeline.places import gazetteer
from siegeline.theatre import load_theatre

DAYS = (date(2016, 7, 30), date(2016, 9, 1))


@pytest.fixture(scope="module")
def syria():
    return load_theatre("syria")


@pytest.fixture
def war(say, syria):
    """Two sides west and east of a line, some places in the other's ground, sieges, and a road cut."""
    chance = random.Random(4)
    known = [one for one in gazetteer("syria").places.values() if one.kind in {"city", "town", "village", "district"}]
    told = []
    for one in chance.sample(sorted(known, key=lambda place: place.id), 90):
        ref = PlaceRef(one.name, one.id, one.name, one.lat, one.lon, one.radius_km)
        west = (one.lon < 37.4) == (chance.random() < 0.9)
        held = say("held", place=one.id, agent="fatah" if west else "army", on=f"2016-07-{chance.randint(1, 29):02d}")
        told.append(replace(held, place=ref, id=""))
        if chance.random() < 0.15:
            siege = say("besieged", place=one.id, agent="army", target="fatah", on="2016-07-20")
            told.append(replace(siege, place=ref, id=""))
    bases = [base for side in syria.sides for base in side.bases]
    held = [say("held", place=base, agent="army", on="2016-07-01") for base in bases if base == "damascus"]
    roads = [
        say("route_cut", route="castello-road", agent="army", target="fatah", on="2016-07-17"),
        say("besieged", place="aleppo-east", agent="army", on="2016-07-20"),
        say("besieged", place="aleppo-west", agent="fatah", target="army", on="2016-07-21"),
    ]
    return [*told, *held, *roads]


def loader(claims, counted):
    def load(places, routes):
        found = [
            one
            for one in claims
            if (one.place is not None and one.place.id in places) or (one.route is not None and one.route.id in routes)
        ]
        counted.append(len(found))
        return found

    return load


def rows_of(day: Day, place: str, syria) -> list[object]:
    here = {place, *(one.id for one in syria.places if one.part_of == place)}
    serving = {route.id for route in syria.routes if place in route.serves}
    return [
        *(row for row in day.sieges if here & {row.place.id, *row.places}),
        *(row for row in day.control if row.place.id == place),
        *(row for row in day.routes if row.route.id in serving),
    ]


@pytest.mark.parametrize("on", DAYS)
def test_the_rows_of_a_place_are_those_that_all_claims_give(war, syria, on):
    whole = picture_of(war, syria, on=on)
    narrow = besieged = 0
    for place in sorted({one.place.id for one in war if one.place}):
        counted: list[int] = []
        some = enough(place, syria, loader(war, counted), on=on)
        rows = rows_of(whole, place, syria)
        if some is None:
            continue
        assert rows_of(picture_of(some, syria, on=on), place, syria) == rows
        assert len(some) <= sum(counted)
        narrow += len(some) < len(war)
        besieged += any(row in whole.sieges for row in rows)
    assert narrow >= 20
    assert besieged >= 1
    served = {place for route in syria.routes for place in route.serves}
    pockets = [row.place.id for row in whole.sieges if row.basis != "reported" and row.place.id not in served]
    assert pockets
    assert all(enough(place, syria, loader(war, []), on=on) is None for place in pockets)


def test_a_place_that_no_list_has_or_that_others_may_lend_a_holder_takes_all(war, syria):
    assert enough("nowhere", syria, loader(war, []), on=DAYS[0]) is None
    held = next(one.place for one in war if one.kind == "held" and one.place.lat)
    untold = [
        one.id
        for one in gazetteer("syria").places.values()
        if abs(one.lat - held.lat) < 0.1 and abs(one.lon - held.lon) < 0.1
    ]
    told = {one.place.id for one in war if one.place}
    beside = [one for one in untold if one not in told]
    assert all(enough(one, syria, loader(war, []), on=DAYS[0]) is None for one in beside[:3])
