"""How far one claim moves the picture."""

from datetime import date

import pytest

from siegeline.picture.influence import influence
from siegeline.theatre import Theatre

from .conftest import Say


def test_the_only_claim_on_a_place_moves_it_most(say: Say, theatre: Theatre) -> None:
    alone = say("captured", place="base", agent="fatah", on="2016-08-06")
    pair = [say("captured", place="west", agent="army", on="2016-08-06", source=name) for name in ("monitor", "agency")]
    found = influence([alone, *pair], theatre)
    assert found[0].claim == alone
    assert {one.claim.id for one in found} == {alone.id, *(one.id for one in pair)}
    first, second = found[0].moved, found[1].moved
    assert first > second > 0
    assert found[0].without is None
    assert found[0].told is not None
    assert found[0].told.probability == pytest.approx(first)


def test_a_siege_that_one_claim_ends(say: Say, theatre: Theatre) -> None:
    besieged = say("besieged", place="east", agent="army", on="2016-07-17/..", stated="2016-07-17")
    lifted = say("siege_lifted", place="east", on="2016-08-06")
    [one] = [found for found in influence([besieged, lifted], theatre, among=[lifted.id]) if found.what == "siege"]
    assert (one.on, one.told) == (date(2016, 8, 6), None)
    assert one.without is not None


def test_the_day_asked_about_counts(say: Say, theatre: Theatre) -> None:
    claim = say("route_cut", route="castello", on="2016-08-06")
    assert influence([claim], theatre, on=date(2016, 8, 5)) == []
    assert influence([claim], theatre, on=date(2016, 8, 7))[0].what == "route"


def test_a_plan_moves_nothing(say: Say, theatre: Theatre) -> None:
    assert influence([say("captured", place="base", agent="army", on="2016-08-06", status="planned")], theatre) == []
