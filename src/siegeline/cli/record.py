"""``siegeline record``: what is done with the record as a whole – verify, custody, erase, export, import."""

from dataclasses import asdict
from datetime import date
from itertools import chain
from pathlib import Path

import click

from siegeline.cli.judge import open_record, report_named
from siegeline.cli.options import DAY, as_form, record_option
from siegeline.cli.printing import print_rows
from siegeline.errors import RecordError
from siegeline.settings import record_url, who_judges

CUSTODY = (
    *("id", "report", "file", "origin", "how", "tool", "source", "leaning", "published", "language", "title"),
    *("theatre", "learned", "recorded"),
)


@click.group()
def record() -> None:
    """Look after the record: check it, see where reports came from, erase one, export and import it."""


@record.command()
@record_option
def verify(record: str | None) -> None:
    """Check every row and every byte against the hash chain."""
    with open_record(record) as kept:
        kept.verify()
        claims, reports, gone = len(kept.claims()), len(kept.reports()), len(kept.tombstones())
    erased = f", {gone} erased" if gone else ""
    click.echo(f"the record holds: {reports} reports, {claims} claims in force{erased}; every row is as it was written")


@record.command()
@click.argument("report", required=False)
@as_form
@record_option
def custody(report: str | None, form: str, record: str | None) -> None:
    """List how, when and from where a report came, each time; without REPORT, all of them."""
    with open_record(record) as kept:
        wanted = [report_named(kept, report)] if report else [row.sha256 for row in kept.reports()]
        found = [one for sha256 in wanted for one in kept.custody(sha256)]
    rows = [
        {**asdict(one), "published": one.published and one.published.isoformat(), "learned": one.learned.isoformat()}
        for one in found
    ]
    print_rows(
        ({name: row[name] for name in CUSTODY} for row in rows), form,
        ("file", "source", "leaning", "published", "origin", "how", "learned", "recorded", "tool"),
        empty="no statement of custody is on record", fields=CUSTODY,
    )  # fmt: skip


@record.command()
@click.argument("report")
@click.option("--reason", metavar="WORDS", required=True, help="Why; it is kept, so name nobody in it.")
@click.option("--who", metavar="NAME", help="Who decides this (else SIEGELINE_WHO).")
@record_option
def erase(report: str, reason: str, who: str | None, record: str | None) -> None:
    """Take a report's bytes and words out of the record for good; its hash and a tombstone stay."""
    person = who_judges(who)
    with open_record(record) as kept:
        buried = [one.report for one in kept.tombstones() if len(report) >= 6 and one.report.startswith(report.lower())]
        sha256 = buried[0] if buried else report_named(kept, report)
        names = {row.sha256: row.file for row in kept.reports()}
        try:
            gone = kept.erase(sha256, who=person, why=reason)
        except RecordError as error:
            if sha256 not in {one.report for one in kept.tombstones()}:
                raise
            raise RecordError(f"{error}, naming it {sha256[:12]}") from error
    if gone is None:
        click.echo(f"{sha256} was erased before; the free space was cleaned again")
        return
    click.echo(f"erased {sha256}: {gone.claims} claims, {gone.judgements} judgements")
    for one in gone.kin:
        click.echo(f"siegeline: {names[one]} ({one[:12]}) holds sentences of it, and stays", err=True)


@record.command()
@click.argument("file", type=click.Path(path_type=Path))
@record_option
def export(file: Path, record: str | None) -> None:
    """Write the whole record into one portable file."""
    with open_record(record) as kept:
        kept.export(file)
    click.echo(f"wrote {file}")


_HOW = {
    "whole": "the record was empty and is now the same as the one exported",
    "forward": "this record was the beginning of the one exported, and is now the same",
    "nothing": "nothing in it is new here",
    "merged": "merged; what is new here is known from this day on",
}


@record.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--learned", type=DAY, help="The day from which a merge is known here (default: today).")
@click.option("--with-erasures", is_flag=True, help="Erase here, too, what was erased there.")
@record_option
def take(file: Path, learned: date | None, with_erasures: bool, record: str | None) -> None:
    """Bring in an exported record: all that is not here yet, or nothing where the file does not hold.

    A folder of Parquet, as 'siegeline read --engine spark' writes it, is taken in report by report.
    """
    from siegeline.record import Record
    from siegeline.record.merging import opened_bundle

    if file.is_dir():
        _take_parcels(file, learned, record)
        return
    if not (url := record_url(record)).startswith("sqlite:///") or not Path(url.removeprefix("sqlite:///")).exists():
        with opened_bundle(file):  # a bad file leaves no empty record behind
            pass
    with Record.open(url) as kept:
        taken = kept.take(file, learned=learned, erasures=with_erasures)
    click.echo(
        f"{_HOW[taken.how]}: {taken.reports} reports, {taken.readings} readings, {taken.claims} claims, "
        f"{taken.judgements} judgements"
    )
    for one in taken.erased:
        click.echo(f"erased here, as it was there: {one}")
    for one in taken.refused:
        click.echo(f"siegeline: {one} was erased here, and is not taken", err=True)
    for one in taken.erased_there:
        click.echo(
            f"siegeline: {one} was erased there and is still here; 'siegeline record erase' takes it away", err=True
        )


def _take_parcels(folder: Path, learned: date | None, record: str | None) -> None:
    """Each report with its claims; what could not be read there is told, and nothing else is left out."""
    from siegeline.errors import ErasedReportError
    from siegeline.record import Record
    from siegeline.record.parcel import parcels

    found = parcels(folder)
    first = next(found)  # a bad folder leaves no empty record behind
    count = added = 0
    left: list[str] = []
    with Record.open(record_url(record)) as kept:
        for one in chain([first], found):
            if one.report is None:
                left.append(f"{one.file}: {one.error}")
                continue
            origin = one.report.origin or one.file
            try:
                added += kept.add(
                    one.report, one.claims, theatre=one.theatre, reader=one.reader, learned=learned, origin=origin
                )
            except ErasedReportError as error:
                left.append(f"{one.file}: {error}")
                continue
            count += 1
    click.echo(f"{count} reports, {added} claims new on record")
    for line in left:
        click.echo(f"siegeline: {line}", err=True)
    if left:
        raise SystemExit(2)
