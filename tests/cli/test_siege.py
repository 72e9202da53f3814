"""The verbs on who is cut off, as they are typed, on the sample reports."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from siegeline.errors import UsageError

from .conftest import Ask


def rows(ask: Ask, *words: str) -> list[dict[str, Any]]:
    result = ask(*words, "--as", "jsonl")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def besieged(ask: Ask, claims_file: Any, day: date) -> dict[str, str]:
    found = rows(ask, "sieges", "--on", day.isoformat(), str(claims_file))
    return {row["place"]["id"]: row["degree"] for row in found if row["basis"] != "derived"}


def test_aleppo_in_the_summer_of_2016(ask: Ask, claims_file: Any) -> None:
    """East besieged from the cutting of the Castello road, relieved, the west cut off meanwhile, the east again."""
    found = rows(ask, "sieges", "--from", "2016-06-25", "--to", "2016-09-20", str(claims_file))
    east = [row for row in found if row["place"]["id"] == "aleppo-east"]
    west = [row for row in found if row["place"]["id"] == "aleppo-west"]
    assert [row["besieger"]["side"] for row in east + west] == ["government", "government", "opposition"]
    first, again = east
    assert "2016-07-15" <= first["listed"]["start"] <= "2016-07-19"
    assert "2016-08-05" <= first["listed"]["end"] <= "2016-08-08"
    assert first["ended_by"]
    assert first["besieged"]["side"] == "opposition"
    assert "2016-09-03" <= again["listed"]["start"] <= "2016-09-09"
    assert again["since"]["start"] >= "2016-09-03"
    assert again["listed"]["end"] == "2016-09-20"
    assert again["besieged"]["side"] == "opposition"
    # by then nobody has told of the Castello road for a month: what was cut and not opened since stays cut
    assert again["timeline"][-1]["basis"] == "both"
    assert first["timeline"][0] == {"from": "2016-07-17", "degree": "encircled", "basis": "both"}
    (cut_off,) = west
    assert cut_off["listed"] == {"start": "2016-08-06", "end": "2016-09-08"}
    assert {step["degree"] for step in cut_off["timeline"]} == {"under-fire"}
    assert all(row["for"] for row in found)


def test_the_road_that_closes_the_ring_has_its_claims(ask: Ask, claims_file: Any) -> None:
    found = rows(ask, "routes", "--on", "2016-09-20", str(claims_file))
    castello = [row for row in found if row["route"]["id"] == "castello-road" and row["for_whom"]]
    [road] = [row for row in castello if row["for_whom"]["side"] == "opposition"]
    assert (road["state"], road["by"]["side"]) == ("cut", "government")
    assert road["since"]["end"] == "2016-07-17"
    assert len(road["for"]) >= 3


def test_a_range_agrees_with_its_days(ask: Ask, claims_file: Any) -> None:
    found = rows(ask, "sieges", "--from", "2016-07-10", "--to", "2016-09-12", str(claims_file))
    for days in range(0, 64, 9):
        day = date(2016, 7, 10) + timedelta(days=days)
        listed = {
            row["place"]["id"] for row in found if row["listed"]["start"] <= day.isoformat() <= row["listed"]["end"]
        }
        assert set(besieged(ask, claims_file, day)) == listed, day


def test_where_reports_and_the_map_disagree_the_row_says_why(ask: Ask, claims_file: Any) -> None:
    (west,) = rows(ask, "sieges", "--on", "2016-08-08", str(claims_file))
    assert west["basis"] == "both"
    assert west["why"].startswith("reported reachable only under fire, derived ")
    assert "Ramouseh road" in west["why"]


@pytest.mark.parametrize(("rule", "tiers"), [("ocha", {None}), ("pax", {"watchlist"}), ("encirclement", {None})])
def test_every_row_names_its_rule(ask: Ask, claims_file: Any, rule: str, tiers: set[str | None]) -> None:
    found = rows(ask, "sieges", "--on", "2016-09-08", "--rule", rule, str(claims_file))
    assert {row["rule"] for row in found} == {rule}
    assert {row["tier"] for row in found} == tiers


def test_segments_among_the_routes(ask: Ask, claims_file: Any) -> None:
    found = rows(ask, "routes", "--on", "2016-09-10", str(claims_file))
    corridor = [row for row in found if row["route"]["id"] == "ramouseh-corridor" and row["segment"]]
    assert {(row["for_whom"]["side"], row["state"]) for row in corridor} >= {("government", "open")}


def test_the_corridor_into_the_east(ask: Ask, claims_file: Any) -> None:
    found = {row["place"]["id"]: row for row in rows(ask, "corridors", "--on", "2016-08-08", str(claims_file))}
    east = found["aleppo-east"]
    assert east["side"] == "opposition"
    assert east["width_km"]["high"] <= 2
    assert east["for"]
    told = ask("corridors", "--on", "2016-08-08", str(claims_file)).stdout
    assert "East Aleppo" in told


def test_alerts_of_the_relief(ask: Ask, claims_file: Any) -> None:
    found = rows(ask, "alerts", "--between", "2016-08-01", "2016-08-08", str(claims_file))
    told = {(row["what"], row["change"], row["id"]) for row in found}
    assert told >= {("siege", "ended", "aleppo-east"), ("siege", "began", "aleppo-west")}
    assert all(row["for"] for row in found if row["what"] == "siege")
    head = ask("alerts", "--between", "2016-08-01", "2016-08-08", str(claims_file), "--as", "csv").stdout.split("\n")[0]
    assert head == "what,change,name,id,side,before,after,for"


def test_the_front_as_geojson(ask: Ask, claims_file: Any) -> None:
    told = json.loads(ask("front", "--on", "2016-08-08", str(claims_file)).stdout)
    assert told["type"] == "FeatureCollection"
    assert {one["properties"]["what"] for one in told["features"]} >= {"area"}
    assert all(one["properties"]["on"] == "2016-08-08" for one in told["features"])
    empty = json.loads(ask("front", "--on", "2012-01-01", str(claims_file)).stdout)
    assert empty == {"type": "FeatureCollection", "features": []}
    assert "area" in ask("front", "--on", "2016-08-08", "--as", "table", str(claims_file)).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sieges",), "say the day"),
        (("sieges", "--from", "2016-08-01"), "say the day"),
        (("corridors", "--on", "2016-08-01", "--from", "2016-07-01"), "leave one of them out"),
        (("sieges", "--from", "2016-08-02", "--to", "2016-08-01"), "exchange them"),
        (("alerts", "--between", "2016-08-02", "2016-08-01"), "exchange them"),
        (("sieges", "--on", "2016-08-01", "--rule", "none"), "encirclement, ocha, pax"),
    ],
)
def test_what_makes_no_sense_is_told(ask: Ask, claims_file: Any, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        ask(*words, str(claims_file))
