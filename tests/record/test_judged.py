"""Judgements: kept with who, when and why, carried over to newer readings, taken back by later rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from record_examples import AUG_6, AUG_9, example_claim, example_report

from siegeline.claims.claim import Claim, TimeRef
from siegeline.errors import UsageError
from siegeline.record import Record, judged
from siegeline.times import Interval, on

WHO = {"who": "A. Reader", "why": "the sentence says so"}


@pytest.fixture
def claims(record: Record) -> list[Claim]:
    report = example_report()
    found = [example_claim(report, start, kind=kind) for start, kind in ((0, "captured"), (40, "besieged"))]
    record.add(report, found, theatre="syria", reader="rules 0.1", learned=AUG_6)
    return found


def now(record: Record, **asked: date) -> list[Claim]:
    return judged(record.claims(**asked), record.judgements(**asked))


def test_a_rejected_claim_is_gone_and_comes_back_when_that_is_withdrawn(record: Record, claims: list[Claim]) -> None:
    rejected = record.judge("reject", claims=claims[:1], **WHO)
    assert now(record) == claims[1:]
    withdrawal = record.judge("withdraw", withdraws=rejected, **WHO)
    assert now(record) == claims
    record.judge("withdraw", withdraws=withdrawal, **WHO)
    assert now(record) == claims[1:]
    assert [one.standing for one in record.judgements()] == [True, False, True]
    assert record.claims() == claims  # nothing is taken from the record
    record.verify()


def test_the_later_of_two_judgements_counts(record: Record, claims: list[Claim]) -> None:
    record.judge("reject", claims=claims[:1], **WHO)
    record.judge("accept", claims=claims[:1], who="B. Second", why="it does say so")
    assert [(claim.id, claim.confidence) for claim in now(record)] == [(claims[0].id, 1.0), (claims[1].id, 0.83)]


def test_a_correction_changes_what_it_names_and_nothing_else(record: Record, claims: list[Claim]) -> None:
    value = {
        "kind": "siege_lifted",
        "target": None,
        "place": {"id": "madaya", "name": "Madaya", "lat": 33.69, "lon": 36.1, "radius_km": 1.0},
        "when": "2016-08-05",
    }
    record.judge("correct", claims=claims[1:], value=value, **WHO)
    mended = now(record)[1]
    assert (mended.id, mended.kind, mended.target, mended.confidence) == (claims[1].id, "siege_lifted", None, 1.0)
    assert mended.place is not None
    assert (mended.place.id, mended.place.text) == ("madaya", "artillery base")
    assert mended.when.interval == on(date(2016, 8, 5))
    assert (mended.quote, mended.agent, mended.chain) == (claims[1].quote, claims[1].agent, claims[1].chain)


def test_the_same_judgement_twice_is_one(record: Record, claims: list[Claim]) -> None:
    first = record.judge("accept", claims=claims[:1], **WHO)
    assert record.judge("accept", claims=claims[:1], **WHO) == first
    record.judge("withdraw", withdraws=first, **WHO)
    assert record.judge("accept", claims=claims[:1], **WHO) != first
    assert len(record.judgements()) == 3


def test_a_judgement_is_known_from_its_day_on(url: str) -> None:
    times = iter([datetime(2016, 8, 6, tzinfo=UTC)] * 2 + [datetime(2016, 8, 9, 12, tzinfo=UTC)] * 2)
    report = example_report()
    with Record.open(url, clock=lambda: next(times)) as record:
        record.add(report, [example_claim(report)], theatre="syria", reader="rules 0.1")
        record.judge("reject", claims=record.claims(), **WHO)
        assert len(now(record, known=date(2016, 8, 8))) == 1
        assert len(now(record, known=datetime(2016, 8, 9, 11, tzinfo=UTC))) == 1
        assert now(record, known=AUG_9) == []


@pytest.mark.parametrize(
    ("start", "change", "carried"),
    [
        (5, {}, True),
        (25, {}, False),  # another sentence
        (5, {"kind": "held"}, False),
        (5, {"place": "madaya"}, False),
    ],
)
def test_a_judgement_is_carried_over_to_what_a_newer_reader_finds(
    record: Record, start: int, change: dict[str, str], carried: bool
) -> None:
    report = example_report()
    old, new = example_claim(report, 0), example_claim(report, start, reader="rules 0.2", **change)
    record.add(report, [old], theatre="syria", reader="rules 0.1")
    record.judge("reject", claims=[old], **WHO)
    record.add(report, [new], theatre="syria", reader="rules 0.2")
    assert now(record) == ([] if carried else [new])


def test_a_correction_finds_the_claim_that_a_newer_reader_gets_right(record: Record) -> None:
    report = example_report()
    old, new = example_claim(report, 0, kind="held"), example_claim(report, 3, kind="captured", reader="rules 0.2")
    record.add(report, [old], theatre="syria", reader="rules 0.1")
    record.judge("correct", claims=[old], value={"kind": "captured"}, **WHO)
    record.add(report, [new], theatre="syria", reader="rules 0.2")
    assert [(claim.kind, claim.confidence) for claim in now(record)] == [("captured", 1.0)]


def test_claims_of_one_event_fill_each_others_gaps(record: Record) -> None:
    reports = [example_report(number) for number in (1, 2)]
    whole = example_claim(reports[0])
    bare = replace(example_claim(reports[1]), agent=None, place=None, when=TimeRef(None, Interval()), id="")
    for report, claim in zip(reports, (whole, bare), strict=True):
        record.add(report, [claim], theatre="syria", reader="rules 0.1")
    record.judge("same-event", claims=[bare, whole], **WHO)
    [filled] = [claim for claim in now(record) if claim.id == bare.id]
    assert (filled.agent, filled.place, filled.when.interval) == (whole.agent, whole.place, whole.when.interval)
    assert [claim for claim in now(record) if claim.id == whole.id] == [whole]


def test_reports_of_one_origin_have_one_voice(record: Record) -> None:
    reports = [example_report(number) for number in range(4)]
    for report in reports:
        record.add(report, [example_claim(report)], theatre="syria", reader="rules 0.1")
    shas = [report.sha256 for report in reports]
    for pair in (shas[:2], [shas[2], shas[1]]):
        record.judge("same-origin", reports=pair, **WHO)
    origins = {claim.report: claim.origin for claim in now(record)}
    assert len({origins[sha] for sha in shas[:3]}) == 1
    assert origins[shas[3]] not in {origins[sha] for sha in shas[:3]}
    assert [claim.as_json() for claim in now(record)] == [claim.as_json() for claim in record.claims()]


@pytest.mark.parametrize(
    ("action", "options", "told"),
    [
        ("accept", {"who": " "}, "nobody is named"),
        ("accept", {"why": ""}, "needs a reason"),
        ("guess", {}, "is no judgement"),
        ("same-event", {}, "same-event is a judgement on other claims"),
        ("same-origin", {"reports": ["a"]}, "a judgement on two reports"),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused(
    record: Record, claims: list[Claim], action: str, options: dict[str, object], told: str
) -> None:
    judge: Callable[..., str] = record.judge
    with pytest.raises(UsageError, match=told):
        judge(action, **{"claims": claims[:1], **WHO, **options})
    assert record.judgements() == []
