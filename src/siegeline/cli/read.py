"""``siegeline read``: reports to claims, into the record or onto standard output."""

from collections.abc import Iterable, Iterator, Sequence
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
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--as", "form", type=click.Choice(FORMS), default=None, help="Print the claims; no record is touched.")
@click.option(
    "--learned",
    metavar="DATE|published",
    help="The day on which we learned of the reports (default: today); 'published' for an archive read at its time.",
)
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="How many processes read.")
@click.option(
    "--cascade/--no-cascade",
    default=True,
    help="Look only at sentences whose words may tell a claim, or at each (several times slower on other news).",
)
@click.option("--engine", type=click.Choice(("local", "spark")), default="local", show_default=True, help="What reads.")
@click.option(
    "--input", "inputs", multiple=True, metavar="PATH", help="With spark: Parquet or WARC, any address it knows."
)
@click.option("--output", metavar="FOLDER", help="With spark: where what was read is written, as Parquet.")
@click.option("--master", metavar="URL", help="With spark: its master (default: spark-submit's, else --jobs here).")
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
    jobs: int,
    cascade: bool,
    engine: str,
    inputs: Sequence[str],
    output: str | None,
    master: str | None,
) -> None:
    """Read reports: files, folders, or - for standard input.

    Without --as the claims go into the record; reading the same report twice adds nothing. With --engine spark many
    machines read --input into --output, which 'siegeline record import' takes in.
    """
    if engine == "spark":
        if form is not None or learned is not None or record is not None:
            raise UsageError("spark writes --output; leave out --as, --learned and --record, and import it afterwards")
        if output is None or not (*inputs, *paths):
            raise UsageError("name what spark is to read and where to write: --input PATH --output FOLDER")
        _on_spark((*inputs, *paths), output, theatre, reader, cascade, jobs, master, source, leaning, published)
        return
    if inputs or output or master:
        raise UsageError("--input, --output and --master are for --engine spark")
    if not paths:
        raise UsageError("name the reports to read: files, folders, addresses, or - for standard input")
    from siegeline.cli.slips import slips
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
    if form is not None:
        read_all = Readers(theatre, reader, cascade=cascade).read_all(progress(found, "reading"), jobs=jobs)
        print_rows(
            (claim.as_json() for _, claims in read_all for claim in claims),
            form,
            CLAIM_COLUMNS,
            empty="no claims found",
            fields=CLAIM,
        )
    else:
        from siegeline.record import Record

        with Record.open(record_url(record)) as kept:
            into = Keeping(kept, Readers(theatre, reader, record=kept, cascade=cascade), learned)
            into.keep(progress(found, "reading"), jobs=jobs)
        erased = into.erased
        click.echo(f"{_many(into.count, 'report')}, {_many(into.told, 'claim')}, {into.added} new on record")
    for problem in (*problems, *erased):
        click.echo(f"siegeline: {problem}", err=True)
    for slip in slips(found, paths, theatre=None if theatre == AUTO else theatre):
        click.echo(f"siegeline: {slip}", err=True)
    if problems or erased:
        raise SystemExit(2)


def _on_spark(
    inputs: Sequence[str],
    output: str,
    theatre: str | None,
    reader: str | None,
    cascade: bool,
    jobs: int,
    master: str | None,
    source: str | None,
    leaning: str | None,
    published: date | None,
) -> None:
    from siegeline.cli.spark import Asked, read_on_spark
    from siegeline.reports.known import Known

    _check_leaning(leaning, theatre_names() if theatre in {None, AUTO} else [str(theatre)])
    known = Known(source=source, leaning=leaning, published=published)
    done = read_on_spark(inputs, output, Asked(theatre, reader, cascade, known), master=master, jobs=jobs)
    click.echo(f"{_many(done.reports, 'report')}, {_many(done.claims, 'claim')} in {output}")
    for problem in done.problems:
        click.echo(f"siegeline: {problem}", err=True)
    if done.problems:
        raise SystemExit(2)


class Keeping:
    """Reports read into a record where that adds anything.

    ``count`` reports were met, which tell ``told`` claims, ``added`` of them new; ``erased`` says which are not taken.
    """

    def __init__(self, kept: "Record", readers: Readers, learned: str | None) -> None:
        self._kept, self._readers, self._learned = kept, readers, learned
        self.count = self.told = self.added = 0
        self.erased: list[str] = []

    def keep(self, reports: "Iterable[Report]", *, jobs: int = 1) -> None:
        """Read them, with ``jobs`` processes, and write them, in order, with this one."""
        for report, claims in self._readers.read_all(self._new(reports), jobs=jobs):
            reader, day = self._readers.of(report), learned_day(self._learned, report.published)
            try:
                self.added += self._kept.add(
                    report,
                    claims,
                    theatre=reader.theatre.key,
                    reader=reader.name,
                    learned=day,
                    origin=_origin(report),
                )
            except ErasedReportError as error:
                self.erased.append(f"{report.file}: {error}")
                continue
            self.told += len(claims)

    def _new(self, reports: "Iterable[Report]") -> "Iterator[Report]":
        """Those that the record does not hold, as this reader would read them."""
        for report in reports:
            self.count += 1
            whole, reader = self._kept.completed(report), self._readers.of(report)
            try:
                held = self._kept.holds(whole, theatre=reader.theatre.key, reader=reader.name, origin=_origin(report))
            except ErasedReportError as error:
                self.erased.append(f"{report.file}: {error}")
                continue
            if held:
                self.told += self._kept.count(report.sha256)
            else:
                yield whole


def _origin(report: "Report") -> str:
    """Where a report came from, as its custody says."""
    return report.origin or ("standard input" if report.file == "-" else str(Path(report.file).absolute()))


def _check_leaning(leaning: str | None, theatres: Sequence[str]) -> None:
    from siegeline.claims.actors import ActorNames

    loaded = [load_theatre(name) for name in theatres]
    if leaning is not None and all(ActorNames(one).leaning(leaning) is None for one in loaded):
        sides = ", ".join(dict.fromkeys(f"pro-{side}" for one in loaded for side in one.side))
        where = "this theatre" if len(loaded) == 1 else "any theatre"
        raise UsageError(f"{leaning!r} is no leaning in {where}; write independent, {sides}, or anti- one of them")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
