"""The actor columns of a file shaped like ACLED's: who is named, who is nobody, whom a release does not tell."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from exports import FIRST, LAST, samples

from siegeline.claims.claim import ActorRef
from siegeline.claims.events import events_in
from siegeline.publish.actors import party_of
from siegeline.publish.compare import compare
from siegeline.publish.extract import Extract, extract
from siegeline.publish.formats import FORMATS
from siegeline.publish.release import load_release
from siegeline.theatre import load_theatre

NOBODY = "Unidentified Armed Group (Syria)"
COLUMNS = ("actor1", "inter1", "siegeline_actor1", "actor2", "inter2", "siegeline_actor2", "interaction")


def told(claims_in: Any, text: str, release: str = "internal") -> Extract:
    claims = claims_in(text, published=date(2016, 7, 7))
    day = date(2016, 9, 9)  # delays are over
    return extract(claims, load_theatre("syria"), load_release(release), first=FIRST, last=LAST, released_on=day)


def rows(extracted: Extract, form: str = "acled") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FORMATS[form].write(extracted).decode())))


def cells(extracted: Extract) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in COLUMNS) for row in rows(extracted)]


@pytest.mark.parametrize("release", ["public", "internal"])
@pytest.mark.parametrize(
    "words",
    ["Saraqib was shelled", "Unknown gunmen shelled Saraqib", "Militants shelled Saraqib"],
)
def test_who_is_not_named_is_an_unidentified_armed_group(claims_in: Any, words: str, release: str) -> None:
    assert cells(told(claims_in, f"{words} on 6 July 2016.", release)) == [
        (NOBODY, "Political Militia", "unnamed", "", "", "unnamed", "Political Militia only")
    ]


def test_a_battle_has_two_armed_parties(claims_in: Any) -> None:
    assert cells(told(claims_in, "The army attacked Saraqib on 6 July 2016.")) == [
        ("army", "State Forces", "named", NOBODY, "Political Militia", "unnamed", "State Forces-Political Militia")
    ]


def test_a_name_that_a_release_does_not_tell_is_not_nobody(claims_in: Any) -> None:
    text = "The Third Battalion shelled Saraqib on 6 July 2016."
    assert cells(told(claims_in, text)) == [("Third Battalion", "", "named", "", "", "unnamed", "")]
    assert cells(told(claims_in, text, "public")) == [("", "", "withheld", "", "", "unnamed", "")]
    assert "Unidentified" not in FORMATS["acled"].write(told(claims_in, text, "public")).decode()


def test_the_column_leads_back_where_the_source_is_not_named(claims_in: Any) -> None:
    """Such a claim has an id that is made of nothing in it."""
    claims = claims_in(
        "The Third Battalion shelled Saraqib on 6 July 2016.", published=date(2016, 7, 7), source="Voice"
    )
    release = load_release("public").model_copy(update={"undisclosed": ("Voice",)})
    hidden = extract(claims, load_theatre("syria"), release, first=FIRST, last=LAST, released_on=date(2016, 9, 9))
    (row,) = rows(hidden)
    assert (row["siegeline_id"], row["actor1"], row["siegeline_actor1"]) == ("undisclosed-1", "", "withheld")


def test_who_brings_aid_or_agrees_is_no_armed_group(claims_in: Any) -> None:
    found = rows(told(claims_in, "Aid was delivered to Madaya on 6 July 2016."))
    assert [(row["siegeline_kind"], row["actor1"], row["siegeline_actor1"]) for row in found] == [
        ("aid_delivered", "", "unnamed")
    ]


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("Saraqib was captured on 6 July 2016.", "Armed clash"),
        ("The rebels captured Saraqib on 6 July 2016.", "Non-state actor overtakes territory"),
        ("The army captured Saraqib on 6 July 2016.", "Government regains territory"),
    ],
)
def test_whose_a_place_is_now_is_said_only_where_the_report_says_it(claims_in: Any, text: str, below: str) -> None:
    assert [row["sub_event_type"] for row in rows(told(claims_in, text))] == [below]


def test_in_the_samples_every_cell_agrees_with_its_companion() -> None:
    for release in ("public", "partner", "internal"):
        found = rows(samples(release))
        assert {row["siegeline_actor1"] for row in found} >= {"named", "unnamed"}
        for row in found:
            assert (row["actor1"] == NOBODY) <= (row["siegeline_actor1"] == "unnamed")
            assert (row["actor2"] == NOBODY) <= (row["siegeline_actor2"] == "unnamed")
            assert (row["actor1"] == "") == (row["siegeline_actor1"] != "named" and row["actor1"] != NOBODY)
        withheld = [row for row in found if "withheld" in (row["siegeline_actor1"], row["siegeline_actor2"])]
        assert bool(withheld) == (release == "public")


def test_a_file_with_nobody_in_it_reads_back_without_a_difference(tmp_path: Any, claims_in: Any) -> None:
    text = (
        "Saraqib was shelled on 6 July 2016. Saraqib was captured on 6 July 2016. Aleppo was attacked on 3 July 2016."
    )
    path = tmp_path / "acled.csv"
    path.write_bytes(FORMATS["acled"].write(told(claims_in, text)))
    found = compare(told(claims_in, text), events_in([str(path)], own=True), "acled")
    assert (found.only_ours, found.only_theirs, len(found.both)) == ((), (), 3)


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("gunmen", "unnamed"), ("two masked men", "unnamed"), ("armed groups", "unnamed"), ("Gunmen of Ahrar", "named"),
        ("Third Battalion", "named"), ("They", "unclear"), ("fighters", "unclear"),
        ("at least 7 civilians", "civilians"),
    ],
)  # fmt: skip
def test_words_that_name_nobody(words: str, party: str) -> None:
    one = ActorRef(words)
    assert party_of(one, one) == party
    assert party_of(one, None) == ("withheld" if party == "named" else party)
    assert party_of(ActorRef(words, "an-id"), None) == "withheld"
    assert party_of(None, None) == "none"


@pytest.mark.parametrize("release", ["public", "internal"])
def test_whom_words_point_to_without_a_name_is_not_said(claims_in: Any, release: str) -> None:
    """They may well be named elsewhere in the report: so they are not nobody."""
    assert cells(told(claims_in, "They shelled Saraqib on 6 July 2016.", release)) == [
        ("", "", "unclear", "", "", "unnamed", "")
    ]


@pytest.mark.parametrize("release", ["public", "internal"])
def test_civilians_are_civilians_of_the_country(claims_in: Any, release: str) -> None:
    text = "Unknown gunmen killed two civilians in Saraqib on 6 July 2016."
    assert cells(told(claims_in, text, release)) == [
        (
            NOBODY,
            "Political Militia",
            "unnamed",
            "Civilians (Syria)",
            "Civilians",
            "unnamed",
            "Political Militia-Civilians",
        )
    ]
