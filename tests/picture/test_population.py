"""How many people a besieged place holds: the range that the sources span."""

from dataclasses import replace
from datetime import date

import pytest

from siegeline.claims.claim import Quantity
from siegeline.picture import sieges
from siegeline.picture.population import population_of, population_of_all
from siegeline.places.embedded import embedded

DAY = date(2016, 8, 6)
IDLIB = 169389  # a city in GeoNames' list of Syria


@pytest.fixture
def besieged(say):
    """``besieged(40_000, "40,000 civilians")``: a claim that so many are besieged in East Aleppo."""

    def make(number, words, **more):
        one = say("besieged", place="east", agent="army", target="fatah", on="2016-08-06", **more)
        return replace(one, quantities=(Quantity("people", number, number, "people", words, 0, len(words)),))

    return make


def registered(theatre):
    return int(embedded("SY").population[embedded("SY").row(f"geonames:{IDLIB}")])


def with_geonames(theatre, population):
    """The theatre with East Aleppo as a place of GeoNames' list."""
    east = replace(theatre.place["east"], geonames=IDLIB, population=population)
    return replace(theatre, places=(east, *(one for one in theatre.places if one.id != "east")))


def test_claims_with_other_figures_span_a_range_and_each_has_its_source(besieged, theatre):
    told = [besieged(40_000, "40,000 civilians"), besieged(300_000, "300,000 people", source="agency")]
    (row,) = sieges(told, theatre, on=DAY)
    assert row.as_json()["population"] == {
        "low": 40_000,
        "high": 300_000,
        "source": (
            "40,000: told with the siege on 2016-08-06; 250,000: test; 300,000: told with the siege on 2016-08-06"
        ),
    }


@pytest.mark.parametrize("words", ["40,000 fighters", "40,000 families", "40,000 soldiers"])
def test_fighters_and_families_are_no_population(besieged, theatre, words):
    (row,) = sieges([besieged(40_000, words)], theatre, on=DAY)
    assert (row.population.low, row.population.high, row.population.source) == (250_000, 250_000, "test")


def test_no_source_is_named_in_a_figure(besieged, theatre):
    (row,) = sieges([besieged(40_000, "40,000 people", source="rebel-radio")], theatre, on=DAY)
    assert "adio" not in row.population.source


def test_an_open_figure_counts_by_the_end_that_is_told(besieged, theatre):
    one = besieged(40_000, "more than 40,000 people")
    one = replace(one, quantities=(replace(one.quantities[0], high=None),))
    (row,) = sieges([one], theatre, on=DAY)
    assert (row.population.low, row.population.high) == (40_000, 250_000)


def test_geonames_is_the_other_end_of_a_single_figure_and_says_so(theatre):
    people = registered(theatre)
    found = population_of("east", with_geonames(theatre, 5_000))
    assert (found.low, found.high) == (5_000, people)
    assert found.source == (
        f"5,000: test; {people:,}: GeoNames {IDLIB} (of the whole place, undated, not counted in the siege)"
    )


def test_geonames_alone_where_nobody_tells_and_silent_where_two_do(besieged, theatre):
    known = with_geonames(theatre, None)
    alone = population_of("east", known)
    assert alone.low == alone.high == registered(theatre)
    assert alone.source.startswith("GeoNames")
    two = population_of("east", known, [besieged(40_000, "40,000 people"), besieged(50_000, "50,000 people")])
    assert (two.low, two.high) == (40_000, 50_000)
    assert "GeoNames" not in two.source


def test_places_together_say_of_how_many_the_figure_is(theatre):
    assert population_of_all(["east", "west"], theatre).source == "test; of 1 of 2 places"
    assert population_of_all(["west"], theatre) is None
