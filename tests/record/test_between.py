"""Why a claim counts at one moment and not, or otherwise, at another."""

from dataclasses import replace
from datetime import UTC, date, datetime

from record_examples import AUG_6, AUG_7, AUG_9, example_claim, example_report

from siegeline.record import Record
from siegeline.record.between import reason

WHO = {"who": "A. Reader", "why": "read it"}


def test_a_claim_is_superseded_found_again_or_told_otherwise(record: Record) -> None:
    report = replace(example_report(published=None), source=None)
    old = [example_claim(report, start) for start in (0, 5)]
    record.add(report, old, theatre="syria", reader="rules 0.1", learned=AUG_6)
    better = replace(report, published=AUG_6)
    new = [example_claim(better, start) for start in (5, 9)]
    record.add(better, new, theatre="syria", reader="rules 0.1", learned=AUG_9)
    states = record.state(AUG_6), record.state(AUG_9)
    assert reason(old[0], *states) == "superseded: the report was read again, and no longer gives it"
    assert reason(new[0], *states) == "superseded: the report was read again, and it is told otherwise"
    assert reason(new[1], *states) == "found when the report was read again by rules 0.1"
    assert reason(old[0], record.state(date(2016, 8, 1)), states[0]) == "reported"


def test_a_judgement_and_its_withdrawal_are_told(record: Record) -> None:
    report = example_report()
    [claim] = found = [example_claim(report)]
    record.add(report, found, theatre="syria", reader="rules 0.1", learned=AUG_6)
    bare = record.state(AUG_6)
    judged = record.judge("accept", claims=found, **WHO)
    accepted = record.state(date.max)
    assert reason(claim, bare, accepted) == "accepted by A. Reader: read it"
    record.judge("withdraw", withdraws=judged, who="B", why="in haste")
    assert reason(claim, accepted, record.state(date.max)) == "no longer accepted, withdrawn by B: in haste"


def test_moments_are_days_between_days_and_instants_between_instants(url: str) -> None:
    times = [
        datetime(2016, 8, 7, 9, tzinfo=UTC),
        datetime(2016, 8, 7, 17, tzinfo=UTC),
        datetime(2016, 8, 9, tzinfo=UTC),
    ]
    for number, now in enumerate(times):
        with Record.open(url, clock=lambda now=now: now) as record:
            record.add(example_report(number), [], theatre="syria", reader="rules 0.1")
    with Record.open(url, clock=lambda: times[-1]) as record:
        record.add(example_report(9), [], theatre="syria", reader="rules 0.1", learned=AUG_7)
        assert record.moments(AUG_6, AUG_9) == [AUG_7, AUG_9]
        assert record.moments(AUG_7, AUG_9) == [AUG_9]
        assert record.moments(datetime(2016, 8, 7, 10, tzinfo=UTC), times[-1]) == [times[1], AUG_7, times[-1]]
