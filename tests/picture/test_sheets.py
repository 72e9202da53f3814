"""Pictures out of sheets: those of all claims, whatever came in, was judged or erased, however they are asked for."""

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from siegeline.claims.claim import ActorRef, Claim, PlaceRef, Quantity, RouteRef, SpeakerRef, TimeRef
from siegeline.picture import control, picture_of, routes_and_segments, sheet
from siegeline.picture.besieged import sieges_told
from siegeline.picture.chronicle import turning_days
from siegeline.picture.held import holder_told
from siegeline.picture.necks import corridor_rows
from siegeline.picture.parameters import parameters
from siegeline.picture.question import Question
from siegeline.picture.series import necks_told, routes_told, series_of, series_told
from siegeline.picture.sieges import sieges
from siegeline.picture.steps import Days
from siegeline.record import Record, judged
from siegeline.record.tables import sheets
from siegeline.reports.report import Report
from siegeline.theatre import load_theatre
from siegeline.times import Bounds, Interval, on

START = date(2015, 1, 1)
PLACES = ("aleppo", "madaya")
KINDS = ("captured", "held", "withdrew", "contested", "clash", "attacked", "handed_over", "besieged", "besieged",
         "siege_lifted", "linked_up", "shelled", "route_cut", "route_cut", "route_opened", "route_under_fire",
         "aid_delivered", "aid_blocked")  # fmt: skip
# beyond the first two, random records are for the long run
SEEDS = tuple(pytest.param(seed, marks=pytest.mark.slow) if seed > 0 else seed for seed in range(6))
SIDES = (("regime", "syrian-government", "government"), ("rebels", "opposition", "opposition"), ("some", None, None))
PEOPLE = (
    Quantity("people", 4000, 5000, "people", "4,000 to 5,000 civilians", 0, 24),
    Quantity("people", None, 300, "people", "up to 300 people", 0, 16),
    Quantity("killed", 3, 3, "people", "3 people", 0, 8),
)
WHO = {"who": "A. Reader", "why": "seen"}


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks after every few claims, and sheets written anew often, so that little evidence tries them."""
    for module in ("hearings", "besieged"):
        monkeypatch.setattr(f"siegeline.picture.{module}.STEP", 4)
    monkeypatch.setattr(sheet, "_STALE", 9)
    monkeypatch.setattr(sheet, "_MANY", 12)


def a_report(number: int, chance: random.Random, day: date | None) -> Report:
    text = f"Report {number}. " + "They hold it. " * 40
    source = chance.choice(("one", "two", None))
    leaning = chance.choice(("pro-government", "independent", None))
    return Report(
        file=f"{number}.txt", data=text.encode(), text=text, source=source, leaning=leaning, published=day,
        language="en", title=None,
    )  # fmt: skip


def a_claim(report: Report, start: int, chance: random.Random, reader: str) -> Claim:
    day = (report.published or START) - timedelta(days=chance.randrange(20))
    ended = Interval(Bounds(day - timedelta(days=40), day - timedelta(days=30)), Bounds(day - timedelta(days=9), day))
    hours = replace(on(day), over=True)
    when = chance.choice((on(day), on(day), on(day).lasting(), ended, hours, Interval()))
    agent, target = (chance.choice((*SIDES, None)) for _ in range(2))
    leaning = chance.choice(("government", "opposition", None))
    place = chance.choice((*PLACES, PLACES[0], None))
    known = place and PlaceRef(place, place, place.title(), 36.0, 37.0, chance.choice((1.0, 2.0)))
    where = chance.choice((start, start, 0))
    words = chance.choice((
        f"{report.file} {start}", "the same words everywhere", "besieged de facto by fire", "they broke the siege",
        "is surrounded again", "was surrounded again",
    ))  # fmt: skip
    return Claim(
        kind=chance.choice(KINDS), status=chance.choice(("actual",) * 5 + ("denied", "failed", "planned")),
        agent=agent and ActorRef(*agent), target=target and ActorRef(*target), place=known,
        route=_road(chance),
        when=TimeRef(chance.choice((None, "then")), when),
        speaker=chance.choice((None, SpeakerRef("a speaker", None, leaning))), chain=(SpeakerRef("x", None, leaning),),
        stated=report.published, report=report.sha256, file=report.file, start=where, end=where + 20, quote=words,
        quantities=chance.choice(((), (), PEOPLE[:1], PEOPLE)),
        trigger=(start, start + 3), confidence=round(chance.uniform(0.2, 1.0), 3), reader=reader,
    )  # fmt: skip


def _road(chance: random.Random) -> RouteRef | None:
    drawn = chance.random()
    if drawn < 0.7:
        return None
    road = "castello-road" if drawn < 0.9 else chance.choice(("m5", "a-track"))
    return RouteRef("a road", road, chance.choice((None, "A track")) if road == "a-track" else None)


class Growing:
    """A record to which something happens again and again, and what was added to it."""

    def __init__(self, record: Record, chance: random.Random) -> None:
        self.record, self.chance = record, chance
        self.reports: list[Report] = []
        self.count = 0
        self.claims: list[Claim] = []
        self.judgements: list[str] = []

    def happens(self) -> str:
        """One thing happens; which."""
        what = self.chance.choice(("new",) * 5 + ("read again", "judged", "judged", "taken back", "erased"))
        if what == "new" or len(self.reports) < 8:
            day = START + timedelta(days=self.chance.randrange(500)) if self.chance.random() < 0.9 else None
            self.count += 1
            self.reports.append(a_report(self.count, self.chance, day))
            self.read(self.reports[-1], "rules 0.2")
        elif what == "read again":
            self.read(self.chance.choice(self.reports), self.chance.choice(("rules 0.1", "rules 0.3", "rules 0.4")))
        elif what == "judged":
            self.judge()
        elif what == "taken back" and self.judgements:
            back = self.chance.choice(self.judgements)
            self.judgements.append(self.record.judge("withdraw", withdraws=back, **WHO))
        elif what == "erased":
            gone = self.reports.pop(self.chance.randrange(len(self.reports)))
            self.claims = [claim for claim in self.claims if claim.report != gone.sha256]
            self.record.erase(gone.sha256, **WHO)
        return what

    def read(self, report: Report, reader: str) -> None:
        found = [a_claim(report, start, self.chance, reader) for start in range(0, 200, 25)]
        day = report.published or START
        learned = day + timedelta(days=self.chance.choice((0, 0, 2, 90)))
        self.record.add(report, found, theatre="syria", reader=reader, learned=learned)
        self.claims += found

    def judge(self) -> None:
        action = self.chance.choice(("accept", "reject", "correct", "place", "same-event", "same-origin"))
        count = {"same-event": 2, "same-origin": 0}.get(action, 1)
        value: dict[str, Any] | None = None
        if action in {"correct", "place"}:
            value = {"place": {"id": self.chance.choice(PLACES), "name": "X", "lat": 36.0, "lon": 37.0}}
        if action == "correct":
            value = {**(value or {}), "kind": self.chance.choice(KINDS)}
        pair = [one.sha256 for one in self.chance.sample(self.reports, 2)] if action == "same-origin" else []
        subjects = self.chance.sample(self.claims, count)
        self.judgements.append(self.record.judge(action, claims=subjects, reports=pair, value=value, **WHO))


def check(record: Record, chance: random.Random, times: int = 3, theatre: Any = None) -> int:
    """Ask some questions, of sheets and of all claims; how many rows were the same."""
    theatre = theatre or load_theatre("syria")
    compared = 0
    for _ in range(times):
        day = START + timedelta(days=chance.randrange(700))
        asked = {
            "known": chance.choice((None, None, day, START + timedelta(days=chance.randrange(700)))),
            "stated_by": chance.choice((None, None, day)),
        }
        people = chance.random() < 0.7
        full = record.claims(**asked)
        full = judged(full, record.judgements(known=asked["known"])) if people else full
        rule = chance.choice(("encirclement", "ocha"))
        told = sieges_told(record, theatre, on=day, rule=rule, judgements=people, **asked)
        wanted = sieges(full, theatre, on=day, rule=rule)
        assert told == wanted
        held = {row.place.id: row for row in control(full, theatre, on=day)}
        compared += len(told)
        if chance.random() < 0.15:
            asking = Question(record=record, theatre=theatre, judgements=people, **asked)
            compared += check_days(asking, full, day)
        for place in PLACES:
            row = holder_told(record, theatre, place, on=day, judgements=people, **asked)
            assert row == held.get(place)
            besieged = sieges_told(record, theatre, on=day, place=place, judgements=people, **asked)
            assert besieged == [one for one in sieges(full, theatre, on=day) if one.place.id == place]
            compared += (row is not None) + len(besieged)
    return compared


def check_days(question: Question, full: list[Claim], day: date) -> int:
    """The pictures of some days, of sheets and of all claims; how many rows were the same."""
    theatre, rule = question.theatre, "ocha"
    days = Days.of(day, day + timedelta(days=9))
    compared = 0
    for found in series_told(question, days, rule=rule):
        assert found == picture_of(full, theatre, on=found.on, rule=rule)
        assert necks_told(question, found) == corridor_rows(full, theatre, found)
        compared += len(found.control) + len(found.routes) + len(found.sieges)
    assert routes_told(question, on=day) == routes_and_segments(full, theatre, on=day)
    return compared


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_a_range_of_days_is_that_of_all_claims_a_day_at_a_time(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed + 20)
    theatre, compared = load_theatre("syria"), 0
    with Record.open(f"sqlite:///{tmp_path / 'record.db'}") as record:
        growing = Growing(record, chance)
        for _ in range(30):
            growing.happens()
        for _ in range(5):
            first = START + timedelta(days=chance.randrange(500))
            last = first + timedelta(days=chance.choice((0, 8, 40)))
            asked = {"known": chance.choice((None, last)), "stated_by": chance.choice((None, None, last))}
            full = judged(record.claims(**asked), record.judgements(known=asked["known"]))
            told = list(series_told(Question(record=record, theatre=theatre, **asked), Days(first, last)))
            assert [one.on for one in told] == turning_days(full, theatre, first=first, last=last)
            assert told == [picture_of(full, theatre, on=one.on) for one in told]
            assert list(series_of(full, theatre, Days(first, last))) == told
            compared += sum(len(one.control) + len(one.routes) + len(one.sieges) for one in told)
    assert compared > 100


@pytest.mark.parametrize("seed", SEEDS)
def test_they_are_those_of_all_claims_whatever_happens_to_the_record(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with Record.open(f"sqlite:///{tmp_path / 'record.db'}") as record:
        growing, compared = Growing(record, chance), 0
        for _ in range(45):
            growing.happens()
            compared += check(record, chance, times=2)
        assert compared > 100
        record.verify()


@pytest.mark.slow
def test_they_are_those_of_all_claims_on_postgresql(postgresql: Any) -> None:
    chance = random.Random(7)
    with Record.open(postgresql.new_url()) as record:
        growing = Growing(record, chance)
        for _ in range(25):
            growing.happens()
            check(record, chance, times=1)


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Growing]:
    with Record.open(f"sqlite:///{tmp_path / 'record.db'}") as record:
        growing = Growing(record, random.Random(1))
        for number in range(12):
            growing.reports.append(a_report(number, growing.chance, START + timedelta(days=9 * number)))
            growing.read(growing.reports[-1], "rules 0.2")
        yield growing


def kept(record: Record) -> list[tuple[str, str, int]]:
    def asked(connection: Connection) -> list[tuple[str, str, int]]:
        columns = select(sheets.c.name, sheets.c.place, func.length(sheets.c.made))
        return [tuple(row) for row in connection.execute(columns)]

    with record._store.reading() as connection:
        return asked(connection)


def test_a_sheet_is_used_and_its_marks_are(filled: Growing, monkeypatch: pytest.MonkeyPatch) -> None:
    theatre, day = load_theatre("syria"), START + timedelta(days=100)
    asked = [holder_told(filled.record, theatre, "aleppo", on=day), sieges_told(filled.record, theatre, on=day)]
    assert {(name, place) for name, place, _ in kept(filled.record)} >= {("control syria", "aleppo")}
    heard: list[int] = []
    monkeypatch.setattr("siegeline.picture.held._said", lambda *_: pytest.fail("a claim was read anew"))
    monkeypatch.setattr("siegeline.picture.besieged._said", lambda *_: pytest.fail("a claim was read anew"))
    from siegeline.picture.belief import Hearing

    hear = Hearing.hear
    monkeypatch.setattr(Hearing, "hear", lambda self, new: heard.append(len(new)) or hear(self, new))
    assert asked == [holder_told(filled.record, theatre, "aleppo", on=day), sieges_told(filled.record, theatre, on=day)]
    assert sum(heard) < 12


def test_what_is_erased_is_in_no_sheet(filled: Growing) -> None:
    theatre, day = load_theatre("syria"), START + timedelta(days=100)
    holder_told(filled.record, theatre, "aleppo", on=day)
    assert kept(filled.record)
    filled.record.erase(filled.reports[3].sha256, **WHO)
    assert not kept(filled.record)
    check(filled.record, random.Random(2))


def test_verify_throws_sheets_away_so_that_a_changed_one_cannot_stay(filled: Growing) -> None:
    theatre, day = load_theatre("syria"), START + timedelta(days=100)
    before = holder_told(filled.record, theatre, "aleppo", on=day)
    with filled.record._store.writing() as connection:
        rows = connection.execute(select(sheets.c.name, sheets.c.place, sheets.c.made)).all()
        assert rows
        made = sheet._unpacked.decode(rows[0].made)
        made.rows, made.noted = b"", {}
        connection.execute(sheets.update().values(made=sheet.msgspec.msgpack.encode(made)))
    assert holder_told(filled.record, theatre, "aleppo", on=day) != before
    filled.record.verify()
    assert not kept(filled.record)
    assert holder_told(filled.record, theatre, "aleppo", on=day) == before


def test_other_numbers_and_other_actors_make_other_sheets(filled: Growing, monkeypatch: pytest.MonkeyPatch) -> None:
    check(filled.record, random.Random(3))
    theatre = load_theatre("syria")
    sources = tuple(replace(one, grade="E") for one in theatre.sources)
    actors = tuple(replace(one, side="opposition") for one in theatre.actors)
    check(filled.record, random.Random(4), theatre=replace(theatre, sources=sources, actors=actors))
    check(filled.record, random.Random(5))
    numbers = parameters()
    other = replace(numbers, weight=replace(numbers.weight, silence=0.7))
    for name, module in list(sys.modules.items()):
        if name.startswith("siegeline.picture") and getattr(module, "parameters", None) is parameters:
            monkeypatch.setattr(module, "parameters", lambda: other)
    check(filled.record, random.Random(6))


def test_pictures_wait_for_nobody_who_writes(filled: Growing) -> None:
    theatre, day = load_theatre("syria"), START + timedelta(days=100)
    with filled.record._store.writing():
        row = holder_told(filled.record, theatre, "aleppo", on=day)
    assert row is not None
    assert not kept(filled.record)
    assert holder_told(filled.record, theatre, "aleppo", on=day) == row
    assert kept(filled.record)
