"""A narrow load gives what the full one gives, less what was not asked for: on random claims and on the samples."""

import random
from dataclasses import replace
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from record_examples import AUG_6, example_claim, example_report

from siegeline.claims.claim import Claim
from siegeline.claims.reader import Reader
from siegeline.picture import control, routes
from siegeline.picture.besieged import sieges_told
from siegeline.picture.sieges import sieges
from siegeline.picture.timeline import timeline
from siegeline.record import Record, claims_on, judged
from siegeline.reports import read_paths
from siegeline.theatre import load_theatre
from siegeline.times import on

PLACES = ("aleppo", "madaya", "west-aleppo", None)
KINDS = ("captured", "held", "besieged", "siege_lifted", "route_cut", "clash")
ROADS = ("castello-road", None)
DAYS = [AUG_6 + timedelta(days=days) for days in range(0, 400, 9)]


def random_record(record: Record, chance: random.Random) -> None:
    """Reports of which some are read twice, and judgements of every sort, some taken back."""
    told: list[Claim] = []
    for number in range(40):
        published = chance.choice([*DAYS, None])
        report = example_report(number, published=published)
        for reader in ("rules 0.1", "rules 0.2")[: chance.choice((1, 1, 2))]:
            found = [_random_claim(report, start, reader, chance) for start in range(0, 60, 15)]
            kept = [claim for claim in found if chance.random() < 0.8]
            record.add(report, kept, theatre="syria", reader=reader, learned=chance.choice(DAYS))
            told += kept
    made: list[str] = []
    for number in range(30):
        action = chance.choice(("accept", "reject", "correct", "place", "same-event", "same-origin", "withdraw"))
        subjects = chance.sample(told, {"same-event": 2, "same-origin": 0, "withdraw": 0}.get(action, 1))
        value: dict[str, Any] | None = None
        if action in {"correct", "place"}:
            value = {"place": {"id": chance.choice(PLACES[:3]), "name": "X", "lat": 36.0, "lon": 37.0}}
        if action == "correct":
            value = {**(value or {}), "kind": chance.choice(KINDS)}
        pair = chance.sample(sorted({claim.report for claim in told}), 2) if action == "same-origin" else []
        if action == "withdraw" and not made:
            continue
        back = chance.choice(made) if action == "withdraw" else None
        made.append(
            record.judge(action, claims=subjects, reports=pair, value=value, withdraws=back, who="A.", why=f"{number}")
        )


def _random_claim(report: Any, start: int, reader: str, chance: random.Random) -> Claim:
    day = (report.published or AUG_6) - timedelta(days=chance.randrange(9))
    claim = example_claim(
        report, start, kind=chance.choice(KINDS), place=chance.choice(PLACES), when=on(day), reader=reader
    )
    claim = replace(claim, status=chance.choice(("actual", "actual", "denied", "failed", "planned")), id="")
    return claim if chance.random() < 0.5 else replace(claim, route=None, id="")


def asked_for(claims: list[Claim], places: Any, roads: Any, kinds: Any) -> list[Claim]:
    """What a narrow question leaves of all claims."""
    return [
        claim
        for claim in claims
        if (kinds is None or claim.kind in kinds)
        and (
            (places is None and roads is None)
            or bool(places and claim.place and claim.place.id in places)
            or bool(roads and claim.route and claim.route.id in roads)
        )
    ]


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_narrow_load_is_the_full_one_less_the_rest(record: Record, seed: int) -> None:
    chance = random.Random(seed)
    random_record(record, chance)
    narrowed = 0
    for _ in range(60):
        known, stated_by = (chance.choice([None, *DAYS]) if chance.random() < 0.5 else None for _ in range(2))
        places = chance.choice([None, {"aleppo"}, {"madaya", "west-aleppo"}, {"nowhere"}])
        roads = chance.choice([None, {"castello-road"}])
        kinds = chance.choice([None, {"besieged", "siege_lifted"}, set(KINDS)])
        people = chance.random() < 0.8
        full = record.claims(known=known, stated_by=stated_by)
        if people:
            full = judged(full, record.judgements(known=known))
        some = claims_on(
            record, known=known, stated_by=stated_by, place=places, route=roads, kind=kinds, judgements=people
        )
        assert some == asked_for(full, places, roads, kinds)
        narrowed += len(some) < len(full)
    assert narrowed > 20


def pictures(claims: list[Claim], place: str, day: date) -> list[Any]:
    """The rows on one place."""
    theatre = load_theatre("syria")
    rows = [*sieges(claims, theatre, on=day), *control(claims, theatre, on=day)]
    return [row for row in rows if row.place.id == place]


def check_pictures(record: Record, days: list[date]) -> int:
    """Rows of a narrow load against those of the full one; how many there were."""
    theatre, compared = load_theatre("syria"), 0
    full = judged(record.claims(), record.judgements())
    for place in sorted({claim.place.id for claim in full if claim.place and claim.place.id}):
        narrow = claims_on(record, place={place})
        for day in days:
            rows = pictures(narrow, place, day)
            assert rows == pictures(full, place, day)
            compared += len(rows)
    for road in sorted({claim.route.id for claim in full if claim.route and claim.route.id}):
        narrow = claims_on(record, route={road})
        for day in days:
            assert routes(narrow, theatre, on=day) == [
                row for row in routes(full, theatre, on=day) if row.route.id == road
            ]
    for day in days:
        told = sieges_told(record, theatre, on=day)
        assert told == sieges(full, theatre, on=day)
        compared += len(told)
    return compared


@pytest.mark.parametrize("seed", [3, pytest.param(4, marks=pytest.mark.slow)])
def test_pictures_of_random_claims_are_the_same(record: Record, seed: int) -> None:
    random_record(record, random.Random(seed))
    assert check_pictures(record, DAYS[::6]) > 20


@pytest.fixture(scope="module")
def samples(reader: Reader) -> list[Any]:
    folder = Path(str(resources.files("siegeline") / "samples"))
    return [(report, reader.read(report)) for report in read_paths([str(folder)])]


def test_pictures_of_the_samples_are_the_same(record: Record, samples: list[Any]) -> None:
    for report, claims in samples:
        record.add(report, claims, theatre="syria", reader="rules 0.1", learned=report.published)
    days = [date(2016, 7, 20), AUG_6, date(2016, 9, 10)]
    assert check_pictures(record, days) > 20
    full = record.claims()
    assert timeline(claims_on(record), load_theatre("syria"), first=days[0], last=days[-1]) == timeline(
        full, load_theatre("syria"), first=days[0], last=days[-1]
    )
