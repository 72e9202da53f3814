"""Releases: the three that ship, files of one's own, and what they do to a claim."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from exports import strict

from siegeline.errors import InputError, UsageError
from siegeline.publish.release import load_release
from siegeline.publish.released import released
from siegeline.theatre import load_theatre

SYRIA = load_theatre("syria")


def test_a_file_is_built_on_a_release(tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text("base: public\ndelay_days: {routes: 30}\nplaces: [douma]\n")
    release = load_release(str(own))
    assert (release.name, release.base, release.places) == ("mine", "public", ("douma",))
    assert release.delay_days == {"routes": 30, "force": 14, "aid": 14}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("delay_days: {}", "does not say on what release it is built"),
        ("base: public\nstatuses: [actual, planned]", "plans and predictions are never public"),
        ("base: public\ndelay: 3", "delay"),
        ("base: [", "cannot be read"),
    ],
)
def test_a_bad_file_is_one_line(tmp_path: Path, text: str, told: str) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text(text)
    with pytest.raises(InputError, match=told) as error:
        load_release(str(own))
    assert "\n" not in str(error.value)


def test_an_unknown_release_is_named() -> None:
    with pytest.raises(UsageError, match="unknown release 'press'"):
        load_release("press")


def test_a_road_is_told_when_its_delay_is_over(claims_in: Any) -> None:
    claims = claims_in("The army cut the Castello road on 7 July 2016.", published=date(2016, 7, 8))
    assert [claim.kind for claim in claims] == ["route_cut"]
    for day, count in ((date(2016, 7, 14), 0), (date(2016, 7, 15), 1)):
        assert len(released(claims, SYRIA, load_release("public"), on=day).claims) == count


def test_aid_is_told_for_the_area_with_the_codes_raised(claims_in: Any) -> None:
    claims = claims_in("An aid convoy reached Douma on 10 June 2016.", published=date(2016, 6, 11))
    told = released(claims, SYRIA, load_release("public"), on=date(2016, 8, 1))
    (claim,) = told.told.values()
    assert claim.place is not None
    assert (claim.place.id, claim.place.geo_precision, claim.place.where_prec) == ("eastern-ghouta", 3, 3)
    assert claim.quote == ""
    assert told.withheld["places made coarser"] == 1


def test_a_sentence_that_also_tells_a_plan_is_not_quoted(claims_in: Any) -> None:
    text = "The army captured Khan Tuman on 1 July 2016 and will attack Anadan."
    claims = claims_in(text, published=date(2016, 7, 2))
    assert {claim.status for claim in claims} == {"actual", "planned"}
    told = released(claims, SYRIA, load_release("partner"), on=date(2016, 8, 1))
    assert [claim.quote for claim in told.told.values()] == [""]


def test_a_source_that_is_not_named_still_counts(claims_in: Any) -> None:
    claims = claims_in("Madaya is besieged.", published=date(2016, 7, 2), source="Our Man", leaning="independent")
    told = released(claims, SYRIA, strict("partner", undisclosed=("Our Man",)), on=date(2016, 8, 1))
    (claim,) = told.told.values()
    assert (claim.id, [one.text for one in claim.chain]) == ("undisclosed-1", ["undisclosed source"])
    assert told.claims == tuple(claims)
