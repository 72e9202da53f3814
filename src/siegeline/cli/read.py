"""``siegeline read``: reports to claims, into the record or onto standard output."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from siegeline.cli.columns import CLAIM
from siegeline.cli.gather import AUTO, Readers, progress
from siegeline.cli.options import (
    FORMS,
    learned_day,
    private_option,
    reader_option,
    record_option,
    report_options,
    theatre_option,
)
from siegeline.cli.printing import print_rows
from siegeline.errors import ErasedReportError, InputError, UsageError
from siegeline.settings import record_url
from siegeline.theatre import load_theatre, theatre_names

if TYPE_CHECKING:
    from siegeline.claims.reader import Reader
    from siegeline.record import Record
    from siegeline.reports import Report

CLAIM_COLUMNS = (
    "stated",
    "kind",
    "status",
    "agent",
    "target",
    "place",
    "route",
    "when",
    "speaker",
    "confidence",
)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--as", "form", type=click.Choice(FORMS), default=None, help="Print the claims; no record is touched.")
@click.option(
    "--learned",
    metavar="DATE|published",
    help="The day on which we learned of the reports (default: today); 'published' for an archive read at its time.",
)
@reader_option
@record_option
@theatre_option
@private_option
@report_options
def read(
    paths: Sequence[str],
    form: str | None,
    learned: str | None,
    reader: str | None,
    record: str | None,
    theatre: str | None,
    published: date | None,
    source: str | None,
    leaning: str | None,
    allow_private: bool,
) -> None:
    """Read reports: files, folders, or - for standard input.

    Without --as the claims go into the record; reading the same report twice adds nothing.
    """
    from siegeline.reports import is_archive, read_paths

    if learned is not None:
        learned_day(learned, None)  # a bad date is told before anything is read
        if form is not None:
            raise UsageError("--learned is for the record; leave it out with --as")
    _check_leaning(leaning, theatre_names() if theatre in {None, AUTO} else [str(theatre)])
    problems: list[InputError] = []
    erased: list[str] = []
    found: Iterable[Report] = read_paths(
        paths, source=source, published=published, leaning=leaning, on_problem=problems.append, private=allow_private
    )
    if not any(is_archive(path) for path in paths):  # an archive may be larger than memory
        found = list(found)
    chosen = Readers(theatre, reader)
    if form is not None:
        read_all = chosen.read_all(progress(found, "reading"))
        print_rows(
            (claim.as_json() for _, claims in read_all for claim in claims),
            form,
            CLAIM_COLUMNS,
            empty="no claims found",
            fields=CLAIM,
        )
    else:
        from siegeline.record import Record

        told = added = count = 0
        with Record.open(record_url(record)) as kept:
            chosen = Readers(theatre, reader, record=kept)
            for report in progress(found, "reading"):
                count += 1
                try:
                    counts = keep(kept, report, chosen.of(report), learned)
                except ErasedReportError as error:
                    erased.append(f"{report.file}: {error}")
                    continue
                told, added = told + counts[0], added + counts[1]
        click.echo(f"{_many(count, 'report')}, {_many(told, 'claim')}, {added} new on record")
    for problem in (*problems, *erased):
        click.echo(f"siegeline: {problem}", err=True)
    if problems or erased:
        raise SystemExit(2)


def keep(kept: "Record", report: "Report", reader: "Reader", learned: str | None) -> tuple[int, int]:
    """Read a report into the record where that adds anything: how many claims it has there, how many are new."""
    origin = report.origin or ("standard input" if report.file == "-" else str(Path(report.file).absolute()))
    report = kept.completed(report)
    theatre = reader.theatre.key
    if kept.holds(report, theatre=theatre, reader=reader.name, origin=origin):
        return kept.count(report.sha256), 0
    claims = reader.read(report)
    day = learned_day(learned, report.published)
    added = kept.add(report, claims, theatre=theatre, reader=reader.name, learned=day, origin=origin)
    return len(claims), added


def _check_leaning(leaning: str | None, theatres: Sequence[str]) -> None:
    from siegeline.claims.actors import ActorNames

    loaded = [load_theatre(name) for name in theatres]
    if leaning is not None and all(ActorNames(one).leaning(leaning) is None for one in loaded):
        sides = ", ".join(dict.fromkeys(f"pro-{side}" for one in loaded for side in one.side))
        where = "this theatre" if len(loaded) == 1 else "any theatre"
        raise UsageError(f"{leaning!r} is no leaning in {where}; write independent, {sides}, or anti- one of them")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
