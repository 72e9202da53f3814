import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from record_examples import AUG_6, AUG_7, AUG_9, example_claim, example_report

import siegeline.record
from siegeline.claims.claim import TimeRef
from siegeline.errors import RecordError
from siegeline.record import Record, ReportRow
from siegeline.times import Interval, on, parse_edtf, within

OLD, NEW = "rules 0.1", "rules 0.2"


def test_exports_are_on_purpose() -> None:
    told = ["Addition", "Judgement", "Record", "ReportRow", "Statement", "claims_on", "judged"]
    assert siegeline.record.__all__ == told


def test_what_was_added_is_read_back(record: Record) -> None:
    report = example_report()
    claims = [example_claim(report), example_claim(report, 5, kind="route_cut", place=None)]
    assert record.add(report, claims, theatre="syria", reader=OLD) == 2
    assert record.claims() == claims
    assert record.has(report.sha256, OLD)
    assert not record.has(report.sha256, NEW)
    assert record.text(report.sha256) == report.text
    assert record.data(report.sha256) == report.data
    assert record.theatre() == "syria"
    record.verify()


def test_a_report_row_tells_its_origin_and_when_it_was_learned(record: Record) -> None:
    report = example_report()
    record.add(report, [], theatre="syria", reader=OLD)
    assert record.reports() == [
        ReportRow(
            sha256=report.sha256,
            file="report-1.txt",
            source="a correspondent",
            leaning="pro-government",
            published=AUG_6,
            language="en",
            title="Report 1",
            theatre="syria",
            learned=datetime.now(UTC).date(),
        )
    ]


@pytest.mark.parametrize(
    "edtf",
    ["2016-08-06", "2016-08", "2016-08-06/..", "2016-08-06/", "[2016-08-03..]/2016-08-09", "XXXX-08-06"],
)
def test_every_form_of_time_comes_back(record: Record, edtf: str) -> None:
    report = example_report()
    claim = example_claim(report, when=parse_edtf(edtf))
    record.add(report, [claim], theatre="syria", reader=OLD)
    assert record.claims() == [claim]
    record.verify()


def test_bytes_are_kept_beside_a_text_that_is_not_in_them(record: Record) -> None:
    report = example_report(data=b"%PDF-1.4 \x00\xff not text")
    record.add(report, [], theatre="syria", reader=OLD)
    assert record.data(report.sha256) == b"%PDF-1.4 \x00\xff not text"
    assert record.text(report.sha256) == report.text
    record.verify()


def test_odd_names_are_kept_without_breaking_the_chain(record: Record) -> None:
    report = replace(example_report(), file="caf\udce9'; DROP TABLE claims;--\0.txt", title="حلب 🟥")
    record.add(report, [replace(example_claim(report), file=report.file)], theatre="syria", reader=OLD)
    assert record.reports()[0].file == "caf\ufffd'; DROP TABLE claims;--\ufffd.txt"
    assert record.reports()[0].title == "حلب 🟥"
    record.verify()


def test_the_same_input_in_any_order_gives_the_same_claims(again_url: Callable[[], str]) -> None:
    first, second = example_report(1), example_report(2)
    readings = [
        (report, [example_claim(report, start, reader=reader) for start in range(count)], reader)
        for report, count, reader in [(first, 3, OLD), (first, 2, NEW), (second, 2, OLD), (first, 3, OLD)]
    ]
    seen = []
    for order in itertools.permutations(readings):
        with Record.open(again_url()) as record:
            added = [
                record.add(report, claims, theatre="syria", reader=reader, learned=AUG_6)
                for report, claims, reader in order
            ]
            assert sum(added) == 7
            seen.append(record.claims())
    assert all(claims == seen[0] for claims in seen)
    assert [claim.reader for claim in seen[0] if claim.report == first.sha256] == [NEW, NEW]


def test_a_newer_reader_supersedes_and_the_older_claims_stay_readable_as_of(record: Record) -> None:
    report = example_report()
    old, new = example_claim(report, 0, reader=OLD), example_claim(report, 9, reader=NEW)
    record.add(report, [old], theatre="syria", reader=OLD, learned=AUG_6)
    record.add(report, [new], theatre="syria", reader=NEW, learned=AUG_9)
    assert record.claims(known=date(2016, 8, 5)) == []
    assert record.claims(known=AUG_6) == [old]
    assert record.claims(known=date(2016, 8, 8)) == [old]
    assert record.claims(known=AUG_9) == [new]
    assert record.claims() == [new]
    record.verify()


def test_a_newer_reader_that_finds_nothing_supersedes_too(record: Record) -> None:
    report = example_report()
    record.add(report, [example_claim(report)], theatre="syria", reader=OLD)
    assert record.add(report, [], theatre="syria", reader=NEW) == 0
    assert record.has(report.sha256, NEW)
    assert record.claims() == []


def test_reports_are_known_from_the_day_they_were_learned(record: Record) -> None:
    early, late = example_report(1), example_report(2, published=None)
    record.add(late, [], theatre="syria", reader=OLD, learned=AUG_9)
    record.add(early, [], theatre="syria", reader=OLD, learned=AUG_6)
    record.add(early, [], theatre="syria", reader=NEW, learned=AUG_9)
    assert [(row.title, row.learned) for row in record.reports()] == [
        ("Report 1", AUG_6),
        ("Report 2", AUG_9),
    ]
    assert [row.title for row in record.reports(known=AUG_7)] == ["Report 1"]
    assert record.reports(known=date(2016, 1, 1)) == []


def test_stated_by_leaves_out_what_was_said_later(record: Record) -> None:
    said, later, undated = (example_report(n, published=day) for n, day in enumerate([AUG_6, AUG_9, None]))
    for report, learned in [(said, AUG_9), (later, AUG_9), (undated, AUG_7)]:
        record.add(report, [example_claim(report)], theatre="syria", reader=OLD, learned=learned)
    told = {day: {claim.file for claim in record.claims(stated_by=day)} for day in (AUG_6, AUG_7, AUG_9)}
    # An undated report that we had on the 7th had been said by the 7th.
    assert told == {
        AUG_6: {"report-0.txt"},
        AUG_7: {"report-0.txt", "report-2.txt"},
        AUG_9: {"report-0.txt", "report-1.txt", "report-2.txt"},
    }


def test_place_and_kind_filter(record: Record) -> None:
    report = example_report()
    claims = [
        example_claim(report, 0, kind="captured", place="aleppo"),
        example_claim(report, 1, kind="besieged", place="aleppo"),
        example_claim(report, 2, kind="besieged", place="madaya"),
        example_claim(report, 3, kind="besieged", place=None),
    ]
    record.add(report, claims, theatre="syria", reader=OLD)
    assert record.claims(place="aleppo") == claims[:2]
    assert record.claims(kind="besieged") == claims[1:]
    assert record.claims(kind=("captured", "besieged")) == claims
    assert record.claims(kind=()) == []
    assert record.claims(place="aleppo", kind="besieged") == claims[1:2]
    assert record.claims(place="") == []


def test_valid_days_leave_out_only_what_was_certainly_not_so(record: Record) -> None:
    report = example_report()
    times = {
        "day": on(AUG_6),
        "lasting": on(AUG_6).lasting(),
        "some day": within(AUG_6, AUG_9),
        "unknown": Interval(),
    }
    claims = [
        replace(example_claim(report, start), when=TimeRef(words, interval), id="")
        for start, (words, interval) in enumerate(times.items())
    ]
    record.add(report, claims, theatre="syria", reader=OLD)

    def words(**days: date) -> list[str | None]:
        return [claim.when.text for claim in record.claims(**days)]

    assert words(first=AUG_6, last=AUG_6) == ["day", "lasting", "some day", "unknown"]
    assert words(first=AUG_7) == ["lasting", "some day", "unknown"]
    assert words(first=date(2016, 8, 10)) == ["lasting", "unknown"]
    assert words(last=date(2016, 8, 5)) == ["unknown"]


def test_claims_come_by_day_stated_then_report_then_place_in_it(record: Record) -> None:
    reports = [
        example_report(1, published=AUG_9),
        example_report(2),
        example_report(3),
        example_report(4, published=None),
    ]
    for report in reports:
        claims = [example_claim(report, start) for start in (30, 2, 11)]
        record.add(report, claims, theatre="syria", reader=OLD)
    found = record.claims()
    order = [(claim.stated or date.max, claim.report, claim.start, claim.id) for claim in found]
    assert len(found) == 12
    assert order == sorted(order)


def test_the_theatre_is_that_of_the_last_report(record: Record) -> None:
    assert record.theatre() is None
    record.add(example_report(1), [], theatre="sudan", reader=OLD)
    record.add(example_report(2), [], theatre="syria", reader=OLD)
    assert record.theatre() == "syria"


def test_a_doubled_claim_counts_once(record: Record) -> None:
    report = example_report()
    assert record.add(report, [example_claim(report)] * 2, theatre="syria", reader=OLD) == 1


def test_a_claim_that_is_not_the_reports_own_adds_nothing(record: Record) -> None:
    report, other = example_report(1), example_report(2)
    for wrong in (example_claim(other), replace(example_claim(report), kind="held")):
        with pytest.raises(ValueError, match="not one of the report"):
            record.add(report, [example_claim(report), wrong], theatre="syria", reader=OLD)
    assert record.reports() == []


def test_all_or_nothing_when_a_row_is_refused(record: Record) -> None:
    report = example_report()
    claims = [example_claim(report), replace(example_claim(report, 7), start=None, id="")]
    with pytest.raises(RecordError, match=r"(?i)not.null"):
        record.add(report, claims, theatre="syria", reader=OLD)
    assert record.reports() == []
    record.verify()


@pytest.mark.parametrize("ask", [Record.text, Record.data])
def test_asking_for_an_unknown_report(record: Record, ask) -> None:
    with pytest.raises(RecordError, match="no report 1234 is on record"):
        ask(record, "1234")
