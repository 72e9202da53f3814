"""Rows in plain words."""

from dataclasses import replace
from datetime import date

from siegeline.picture import control, likelihood, routes, sentence, sieges, unsettled
from siegeline.times import Bounds

DAY = date(2016, 8, 6)


def test_a_siege_in_words(say, theatre):
    ring = say(
        "besieged",
        place="west",
        agent="fatah",
        on="[2016-08-04..2016-08-06]/..",
        stated="2016-08-06",
        quote="a de facto ring around the west",
    )
    denied = say("besieged", place="west", agent="fatah", on="2016-08-06", status="denied", confidence=0.2)
    assert sentence(sieges([ring, denied], theatre, on=DAY)[0]) == (
        "West Aleppo: besieged de facto by Jaish al-Fatah since about 6 August 2016 – likely, 1 claim for, 1 against"
    )


def test_a_month_is_told_as_the_month(say, theatre):
    ring = say("besieged", place="west", agent="fatah", on="2014-07/..", stated="2014-08-06")
    assert "Jaish al-Fatah since July 2014 –" in sentence(sieges([ring], theatre, on=date(2014, 8, 6))[0])


def test_a_road_in_words(say, theatre):
    fire = say("route_under_fire", route="castello", agent="fatah", target="army", on="2016-08-06")
    assert sentence(routes([fire], theatre, on=DAY)[0]) == (
        "Castello road: under fire for Syrian army by Jaish al-Fatah since 6 August 2016"
        " – likely, 1 claim for, 0 against"
    )


def test_a_holder_in_words(say, theatre):
    held = say("held", place="base", agent="army", stated="2016-08-06")
    assert sentence(control([held], theatre, on=DAY)[0]) == (
        "Ramouseh base: held by Syrian army since 6 August 2016 or earlier – likely, 1 claim for, 0 against"
    )
    assert sentence(control([held], theatre, on=date(2017, 8, 6))[0]) == (
        "Ramouseh base: indeterminate – 1 claim, not recent: told on 6 August 2016"
    )


def test_claims_that_settle_nothing_are_for_nothing(say, theatre):
    held = [say("held", place="base", agent="army", on=f"2015-11-0{n}") for n in (1, 2)]
    [row] = control(held, theatre, on=DAY)
    assert unsettled(row) == "2 claims, none of them recent: last told on 2 November 2015"
    [row] = control([say("withdrew", place="base", agent="army", on="2016-08-06")], theatre, on=DAY)
    assert unsettled(row) == "1 claim: it was lost, to whom is not told"
    for status in ("failed", "denied"):
        [row] = control([say("captured", status=status, place="base", agent="army", on="2016-08-06")], theatre, on=DAY)
        assert unsettled(row) == "1 claim: who does not hold it is told, not who does"
    [row] = control([say("advanced", place="base", agent="army", on="2016-08-06")], theatre, on=DAY)
    assert unsettled(row) == "1 claim, not enough to tell"
    [row] = routes([say("route_cut", route="castello", on="2016-07-06")], theatre, on=DAY)
    assert sentence(row) == "Castello road: unknown – 1 claim, not recent: told on 6 July 2016"
    [row] = control([say("held", place="base", agent="army", on="2016-08-06")], theatre, on=DAY)
    assert unsettled(row) == ""


def test_words_of_likelihood():
    assert [likelihood(p) for p in (0.97, 0.7, 0.5, 0.3)] == [
        "almost certain",
        "likely",
        "about even",
        "unlikely",
    ]


def test_a_siege_that_nobody_reports_says_so(say, theatre):
    (row,) = sieges([say("besieged", place="east", agent="army", on="2016-08-06")], theatre, on=DAY)
    assert "derived" not in sentence(row)
    assert sentence(replace(row, basis="derived")).startswith(
        "East Aleppo: besieged by Syrian army (derived, not reported) since 6 August 2016"
    )


def test_a_place_of_which_only_those_around_tell_says_so(say, theatre):
    (row,) = control([say("held", place="base", agent="army", stated="2016-08-06")], theatre, on=DAY)
    assert sentence(replace(row, basis="neighbours", since=Bounds())) == (
        "Ramouseh base: held by Syrian army (judging by the places around) – likely, 1 claim for, 0 against"
    )
