"""The verbs that ask: claims, show, control, sieges, routes."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from .conftest import SAMPLES, Ask

SHARED = Path(__file__).parents[3] / "shared" / "reports"
shared_reports = pytest.mark.skipif(not SHARED.is_dir(), reason=f"the two reports are not here ({SHARED})")


def rows(ask: Ask, *words: str) -> list[dict[str, Any]]:
    result = ask(*words, "--as", "jsonl")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def places(found: Sequence[dict[str, Any]]) -> list[str]:
    return [row["place"]["name"] for row in found]


def test_claims_by_kind(ask: Ask, record: str) -> None:
    found = rows(ask, "claims", "--kind", "route_cut", "--record", record)
    assert found
    assert {claim["kind"] for claim in found} == {"route_cut"}


def test_claims_by_place_however_it_is_spelt(ask: Ask, record: str) -> None:
    found = rows(ask, "claims", "--place", "Kuwayris", "--record", record)
    assert found
    assert {claim["place"]["id"] for claim in found} == {"kuweires-airbase"}
    assert found == rows(ask, "claims", "--place", "Kuweires", "--record", record)


def test_claims_by_day(ask: Ask, record: str) -> None:
    everything = rows(ask, "claims", "--record", record)
    autumn = rows(ask, "claims", "--to", "2015-12-31", "--record", record)
    summer = rows(ask, "claims", "--from", "2016-01-01", "--record", record)
    assert {claim["stated"][:4] for claim in autumn if not claim["when"]["text"]} == {"2015"}
    assert all(claim["stated"] < "2016" or claim["when"]["start"] < "2016" for claim in autumn)
    assert "2016" in {claim["stated"][:4] for claim in summer}
    assert {claim["id"] for claim in [*autumn, *summer]} == {claim["id"] for claim in everything}
    assert all(not claim["when"]["end"] or claim["when"]["end"] >= "2016-01-01" for claim in summer)


def test_claims_that_nothing_matches(ask: Ask, record: str) -> None:
    result = ask("claims", "--kind", "chemical_attack", "--record", record)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no claims match\n")
    assert ask("claims", "--kind", "chemical_attack", "--record", record, "--as", "jsonl").stdout == ""


def test_kuweires_is_relieved(ask: Ask, record: str) -> None:
    kuweires = "Kuweires air base"
    before = rows(ask, "sieges", "--on", "2015-11-05", "--record", record)
    assert kuweires in places(before)
    [siege] = [row for row in before if row["place"]["name"] == kuweires]
    assert siege["besieger"]["side"] == "islamic-state"
    assert siege["rule"] == "encirclement"
    assert siege["for"]
    assert kuweires not in places(rows(ask, "sieges", "--on", "2015-11-13", "--record", record))


def test_kuweires_is_besieged_before_the_report_that_says_still(ask: Ask, record: str) -> None:
    assert "Kuweires air base" in places(rows(ask, "sieges", "--on", "2015-11-01", "--record", record))


def test_aleppo_is_not_besieged_in_2015(ask: Ask, record: str) -> None:
    assert "Aleppo" not in places(rows(ask, "sieges", "--on", "2015-11-13", "--record", record))


def test_the_east_is_besieged_and_then_the_west(ask: Ask, record: str) -> None:
    [east] = rows(ask, "sieges", "--on", "2016-08-01", "--record", record)
    assert (east["place"]["name"], east["besieger"]["side"]) == ("East Aleppo", "government")
    assert places(rows(ask, "sieges", "--on", "2016-08-08", "--record", record)) == ["West Aleppo"]
    assert "East Aleppo" in places(rows(ask, "sieges", "--on", "2016-09-06", "--record", record))


def test_a_siege_is_not_known_before_it_was_reported(ask: Ask, record: str) -> None:
    asked = ("sieges", "--on", "2016-08-01", "--record", record)
    assert rows(ask, *asked, "--known", "2016-07-01") == []
    assert places(rows(ask, *asked, "--known", "2016-08-01")) == ["East Aleppo"]
    assert rows(ask, *asked, "--stated-by", "2016-07-01") == []


def test_what_was_learned_today_was_not_known_then(ask: Ask, tmp_path: Path) -> None:
    database = str(tmp_path / "record.db")
    ask("read", SAMPLES, "--record", database)
    asked = ("sieges", "--on", "2016-08-01", "--record", database)
    assert places(rows(ask, *asked)) == ["East Aleppo"]
    assert rows(ask, *asked, "--known", "2016-08-01") == []


def test_show_quotes_the_sentences_for_it(ask: Ask, record: str) -> None:
    asked = ("--on", "2016-08-08", "--record", record)
    told = ask("show", "West Aleppo", *asked).stdout
    assert told.startswith("West Aleppo, 8 August 2016 (rule: encirclement)\n")
    assert "West Aleppo: besieged" in told
    [siege] = rows(ask, "sieges", *asked)
    claims = {claim["id"]: claim for claim in rows(ask, "claims", "--record", record)}
    for one in siege["for"]:
        assert f"“{claims[one]['quote']}”" in told
    assert "Orient weekly review (independent), 2016-08-07" in told


def test_show_tells_of_the_siege_that_is_over_and_who_ended_it(ask: Ask, record: str) -> None:
    asked = ("show", "Kuweires air base", "--on", "2015-11-20", "--record", record)
    past, *others = rows(ask, *asked)
    assert past["row"] == "past-siege"
    assert past["until"]["end"] == "2015-11-11"
    assert past["ended_by"]
    assert "siege" not in {row["row"] for row in others}
    told = ask(*asked).stdout
    assert "Kuweires air base: no longer besieged – it was besieged by Islamic State" in told
    assert told.index("ended  “") < told.index("for  “")
    assert "past-siege" not in {row["row"] for row in rows(ask, *asked[:3], "2015-11-05", *asked[4:])}


def test_show_tells_of_the_way_in(ask: Ask, record: str) -> None:
    told = ask("show", "East Aleppo", "--on", "2016-08-01", "--record", record).stdout
    assert "East Aleppo: besieged by" in told
    assert "Castello road: cut" in told


def test_show_of_a_place_that_nobody_tells_of(ask: Ask, record: str) -> None:
    told = ask("show", "Palmyra", "--on", "2016-08-01", "--record", record)
    assert told.exit_code == 0
    assert "nobody has reported anything on it by this day" in told.stdout


def test_under_fire_is_not_cut(ask: Ask, record: str) -> None:
    states = {
        day: {
            row["state"]
            for row in rows(ask, "routes", "--on", day, "--record", record)
            if row["route"]["id"] == "castello-road"
        }
        for day in ("2016-07-08", "2016-08-01")
    }
    assert "under-fire" in states["2016-07-08"]
    assert "cut" not in states["2016-07-08"]
    assert "cut" in states["2016-08-01"]


def test_control_names_holders(ask: Ask, record: str) -> None:
    found = rows(ask, "control", "--on", "2016-08-08", "--record", record)
    holders = {row["place"]["id"]: row["holder"] and row["holder"]["side"] for row in found if row["state"] == "held"}
    assert holders["layramoun"] == "government"
    assert "aleppo-west" not in holders
    assert {row["state"] for row in found} <= {"held", "contested", "indeterminate"}


VERBS = {
    "control": {"place", "state", "holder", "probability", "since", "basis", "for", "against"},
    "sieges": {
        *("place", "besieger", "besieged", "degree", "basis", "rule", "probability", "since", "until", "ended_by"),
        *("population", "for", "against"),
    },
    "routes": {"route", "segment", "state", "for_whom", "by", "probability", "since", "for", "against"},
}


def test_two_tellings_of_a_loss_give_the_taker(ask: Ask, record: str) -> None:
    for day in ("2016-08-07", "2016-08-10"):
        found = rows(ask, "control", "--on", day, "--record", record)
        [base] = [row for row in found if row["place"]["id"] == "ramouseh-artillery-base"]
        assert (base["state"], base["holder"] and base["holder"]["side"]) == ("held", "opposition")


def test_claims_that_settle_nothing_are_not_counted_for_or_against(ask: Ask, record: str) -> None:
    asked = ("control", "--on", "2016-08-07", "--record", record)
    unsettled = [row for row in rows(ask, *asked) if row["state"] == "indeterminate"]
    assert unsettled
    told = ask(*asked).stdout
    assert "not recent: told on" in told
    place = unsettled[0]["place"]["name"]
    shown = ask("show", place, *asked[1:]).stdout
    assert " for, " not in shown.partition(f"{place}: indeterminate")[2].splitlines()[0]
    assert "   told  “" in shown


def test_a_name_spelt_a_little_otherwise_is_said_to_be_taken_for_another(ask: Ask, record: str) -> None:
    told = ask("show", "Aleppoo", "--on", "2016-08-07", "--record", record)
    assert told.stderr == "taking 'Aleppoo' for Aleppo\n"
    assert told.stdout == ask("show", "Aleppo", "--on", "2016-08-07", "--record", record).stdout


@pytest.mark.parametrize(
    "words", [("claims",), ("sieges", "--on", "2016-08-01"), ("show", "Aleppo", "--on", "2016-08-01")]
)
def test_before_the_first_report_nothing_was_known(words: tuple[str, ...], ask: Ask, record: str) -> None:
    told = ask(*words, "--known", "2010-01-01", "--record", record)
    assert told.exit_code == 0
    assert "nothing was known by 2010-01-01" in told.output


def test_the_rows_of_show_say_what_they_are(ask: Ask, record: str) -> None:
    found = rows(ask, "show", "East Aleppo", "--on", "2016-08-01", "--record", record)
    assert {row["row"] for row in found} >= {"siege", "route"}
    for row in found:
        assert {"siege": "degree", "control": "holder", "route": "for_whom"}[row["row"]] in row


@pytest.mark.parametrize(
    ("verb", "days"),
    [
        (("claims",), (("--to", "2015-11-05"), ("--kind", "chemical_attack"), ())),
        *(((verb,), (("--on", "2015-11-05"), ("--on", "2016-08-07"), ("--on", "2011-01-01"))) for verb in VERBS),
        (("show", "East Aleppo"), (("--on", "2016-08-01"), ("--on", "2011-01-01"))),
    ],
)
def test_csv_has_the_same_columns_whatever_the_rows(
    verb: tuple[str, ...], days: Sequence[tuple[str, ...]], ask: Ask, record: str
) -> None:
    heads = {ask(*verb, *day, "--record", record, "--as", "csv").stdout.splitlines()[0] for day in days}
    assert len(heads) == 1
    fields = {name.partition(".")[0] for name in heads.pop().split(",")}
    for row in rows(ask, *verb, *days[0], "--record", record):
        assert set(row) <= fields


@pytest.mark.parametrize("verb", VERBS)
def test_rows_have_the_fields_and_name_claims_on_record(verb: str, ask: Ask, record: str) -> None:
    known = {claim["id"] for claim in rows(ask, "claims", "--record", record)}
    found = rows(ask, verb, "--on", "2016-08-08", "--record", record)
    assert found
    for row in found:
        assert VERBS[verb] <= set(row)
        if row.get("state") in {"indeterminate", "unknown"}:
            assert row["probability"] is None
        else:
            assert 0.5 <= row["probability"] <= 1
        assert set(row["since"] or {"start", "end"}) == {"start", "end"}
        assert {*row["for"], *row["against"]} <= known
        assert row["for"] or row["against"] or row.get("basis") not in {"claims", "reported"}


@pytest.mark.parametrize("verb", VERBS)
def test_every_form_is_stable_and_tells_the_same(verb: str, ask: Ask, record: str) -> None:
    asked = (verb, "--on", "2016-08-08", "--record", record)
    for form in ("table", "jsonl", "csv"):
        assert ask(*asked, "--as", form).stdout == ask(*asked, "--as", form).stdout
    what = "route" if verb == "routes" else "place"
    listed = [row[f"{what}.id"] for row in csv.DictReader(io.StringIO(ask(*asked, "--as", "csv").stdout))]
    assert listed == [row[what]["id"] for row in rows(ask, *asked)]
    assert len(ask(*asked).stdout.splitlines()) > len(listed)


def test_the_record_and_a_file_of_claims_give_one_answer(ask: Ask, record: str, claims_file: Path) -> None:
    for verb in VERBS:
        asked = (verb, "--on", "2016-08-08")
        assert rows(ask, *asked, str(claims_file)) == rows(ask, *asked, "--record", record)


def test_reports_may_be_asked_without_a_record(ask: Ask, record: str) -> None:
    asked = ("sieges", "--on", "2016-08-08")
    assert rows(ask, *asked, SAMPLES) == rows(ask, *asked, "--record", record)


@pytest.fixture(scope="module")
def two_reports(ask: Ask, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The two reports' claims as a file of JSON lines."""
    path = tmp_path_factory.mktemp("shared") / "claims.jsonl"
    path.write_text(ask("read", str(SHARED), "--as", "jsonl").stdout, encoding="utf-8")
    return str(path)


@shared_reports
def test_kuweires_in_the_two_reports(ask: Ask, two_reports: str) -> None:
    assert "Kuweires air base" in places(rows(ask, "sieges", "--on", "2015-11-01", two_reports))
    assert "Kuweires air base" not in places(rows(ask, "sieges", "--on", "2015-11-11", two_reports))


@shared_reports
def test_aleppo_in_the_two_reports(ask: Ask, two_reports: str) -> None:
    besiegers = {
        row["place"]["name"]: row["besieger"] and row["besieger"]["side"]
        for row in rows(ask, "sieges", "--on", "2016-08-06", two_reports)
    }
    besiegers.pop("Aleppo", None)  # "a mutual siege", where that is read: of the city, by nobody named
    assert besiegers == {"West Aleppo": "opposition", "East Aleppo": "government"}
    west = ask("show", "West Aleppo", "--on", "2016-08-06", two_reports).stdout
    assert "de facto" in west
    assert "draw a de facto siege ring around the west" in west
