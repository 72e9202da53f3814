"""Small reports and claims, written for these tests; run as a program, adds many of them to a record."""

import os
import signal
import sys
from collections.abc import Iterator
from datetime import date
from threading import Timer

from siegeline.claims.claim import ActorRef, Claim, PlaceRef, RouteRef, SpeakerRef, TimeRef
from siegeline.record import Record
from siegeline.reports.report import Report
from siegeline.times import Interval, on

AUG_6, AUG_7, AUG_9 = date(2016, 8, 6), date(2016, 8, 7), date(2016, 8, 9)
TEXT = "On the morning of 6. August islamists captured the artillery base south of Aleppo. "


def example_report(number: int = 1, *, published: date | None = AUG_6, data: bytes | None = None) -> Report:
    text = f"Report {number}. {TEXT * 3}"
    return Report(
        file=f"report-{number}.txt",
        data=text.encode() if data is None else data,
        text=text,
        source="a correspondent",
        leaning="pro-government",
        published=published,
        language="en",
        title=f"Report {number}",
    )


def example_claim(
    report: Report,
    start: int = 0,
    *,
    kind: str = "captured",
    place: str | None = "aleppo",
    when: Interval | None = None,
    reader: str = "rules 0.1",
) -> Claim:
    return Claim(
        kind=kind,
        status="actual",
        agent=ActorRef("islamists", "opposition-islamist", "opposition"),
        target=ActorRef("regime", "syrian-government", "government"),
        place=place and PlaceRef("artillery base", place, "Ramouseh artillery base", 36.15, 37.11, 1.0),
        route=RouteRef("Castello road", "castello-road", "Castello road"),
        when=TimeRef("On the morning of 6. August", when or on(AUG_6)),
        speaker=SpeakerRef("sources close to the regime", None, "government"),
        chain=(SpeakerRef("a correspondent", None, "government"),),
        stated=report.published,
        report=report.sha256,
        file=report.file,
        start=start,
        end=start + 20,
        quote=report.text[start : start + 20],
        trigger=(start, start + 5),
        confidence=0.83,
        reader=reader,
    )


def add_examples(record: Record, numbers: range) -> Iterator[int]:
    """Add each of these reports, and yield how many claims that added."""
    for number in numbers:
        report = example_report(number)
        claims = [example_claim(report, start) for start in range(20)]
        yield record.add(report, claims, theatre="syria", reader="rules 0.1", learned=AUG_6)


def kill_me() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(url: str, first: str, last: str, kill_after: str = "0", seconds: str = "0") -> None:
    """Add many; when asked to, die some seconds after the ``kill_after``-th report that was not there yet."""
    with Record.open(url) as record:
        fresh = 0
        for added in add_examples(record, range(int(first), int(last))):
            fresh += bool(added)
            if added and fresh == int(kill_after):
                Timer(float(seconds), kill_me).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
