"""Spans of days, and what could not be placed on them."""

import time
from datetime import date, timedelta

from siegeline.picture import control, likelihood, routes, sentence, sieges, timeline, undated, unplaced


def claims_of_a_summer(say):
    return [
        say("held", place="base", agent="army", on="2016-07-20"),
        say("captured", place="base", agent="fatah", on="2016-08-06"),
        say("besieged", place="east", agent="army", on="2016-07-27"),
        say("siege_lifted", place="east", agent="fatah", on="2016-08-06"),
        say("besieged", place="east", agent="army", on="2016-09-08"),
        say("route_opened", route="castello", agent="army", on="2016-07-27"),
        say("route_under_fire", route="castello", agent="fatah", target="army", on="2016-08-06"),
    ]


def in_words(row):
    told = row.as_json()
    doubt = None if told["probability"] is None else likelihood(told["probability"])
    return {**told, "sentence": sentence(row), "doubt": doubt}


def test_a_span_says_its_sentence_and_its_doubt(say, theatre):
    claims = [say("captured", place="base", agent="fatah", on="2016-08-06")]
    told = timeline(claims, theatre, first=date(2016, 8, 1), last=date(2018, 8, 1))
    first, *_, last = told["control"][0]["spans"]
    assert first["doubt"] == "likely"
    assert first["sentence"].startswith("Ramouseh base: held by Jaish al-Fatah since 6 August 2016")
    assert (last["state"], last["doubt"]) == ("indeterminate", None)
    assert last["sentence"].startswith("Ramouseh base: indeterminate")


def test_every_day_of_a_span_has_the_row_of_that_day(say, theatre):
    claims = claims_of_a_summer(say)
    first, last = date(2016, 7, 15), date(2016, 12, 31)
    told = timeline(claims, theatre, first=first, last=last)
    assert told["days"] == ["2016-07-15", "2016-12-31"]
    assert told["control"][0]["place"] == {
        "id": "base",
        "name": "Ramouseh base",
        "lat": 36.2,
        "lon": 37.1,
        "radius_km": 1.0,
        "kind": "district",
    }
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        for part, picture, noun in (
            ("control", control, "place"),
            ("routes", routes, "route"),
            ("sieges", sieges, "place"),
        ):
            spans = [
                {key: value for key, value in span.items() if key not in {"from", "to"}}
                for entry in told[part]
                for span in entry["spans"]
                if span["from"] <= day.isoformat() <= span["to"]
            ]
            rows = [in_words(row) for row in picture(claims, theatre, on=day)]
            assert spans == [{key: value for key, value in row.items() if key != noun} for row in rows], (
                part,
                day,
            )


def test_spans_are_as_long_as_they_can_be(say, theatre):
    told = timeline(claims_of_a_summer(say), theatre, first=date(2016, 7, 15), last=date(2016, 12, 31))
    for part in ("control", "routes", "sieges"):
        for entry in told[part]:
            for one, other in zip(entry["spans"], entry["spans"][1:], strict=False):
                next_day = (date.fromisoformat(one["to"]) + timedelta(days=1)).isoformat()
                same = all(one[key] == other[key] for key in one if key not in {"from", "to"})
                assert not (same and next_day == other["from"])


def test_a_thousand_claims_on_four_hundred_days_take_seconds(say, theatre):
    kinds = [
        ("held", "army"),
        ("captured", "fatah"),
        ("contested", None),
        ("besieged", "army"),
        ("siege_lifted", None),
    ]
    first = date(2016, 1, 1)
    claims = [
        say(kind, place=place, agent=agent, on=(first + timedelta(days=n % 400)).isoformat())
        for n in range(1000)
        for kind, agent in [kinds[n % 5]]
        for place in [("base", "east", "west")[n % 3]]
    ]
    started = time.perf_counter()
    timeline(claims, theatre, first=first, last=first + timedelta(days=399))
    assert time.perf_counter() - started < 10


def test_what_has_no_day_is_told_apart(say, theatre):
    yearless = say("captured", place="base", agent="fatah", on="XXXX-08-06")
    foreseen = say("captured", place="base", agent="fatah", status="planned")
    dated = say("captured", place="base", agent="fatah", on="2016-08-06")
    assert undated([yearless, foreseen, dated]) == [yearless]
    assert control([yearless], theatre, on=date(2016, 8, 6)) == []


def test_what_has_no_place_is_told_apart(say):
    nowhere = say("besieged", on="2016-08-06")
    road = say("route_cut", route="castello", on="2016-08-06")
    other = say("civilians_harmed", on="2016-08-06")
    assert unplaced([nowhere, road, other]) == [nowhere]
