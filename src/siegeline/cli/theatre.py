"""``siegeline theatre``: the theatres that there are, the faults of one, and a start for another."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from siegeline.cli.options import DAY, FORMS, as_form
from siegeline.cli.printing import print_rows
from siegeline.theatre import check_theatre, load_theatre, theatre_names

_LISTED = ("id", "name", "first_day", "last_day", "sides", "actors", "sources", "places", "routes")
_FAULT = ("file", "item", "what", "do")


@click.group()
def theatre() -> None:
    """List, check and begin theatres: conflicts as folders of data."""


@theatre.command(name="list")
@as_form
def list_theatres(form: str) -> None:
    """List the theatres that ship with the program."""
    rows = []
    for name in theatre_names():
        one = load_theatre(name)
        counts = {part: len(getattr(one, part)) for part in ("sides", "actors", "sources", "places", "routes")}
        days = {"first_day": str(one.first_day), "last_day": str(one.last_day) if one.last_day else None}
        rows.append({"id": name, "name": one.name, "countries": list(one.countries), **days, **counts})
    print_rows(rows, form, _LISTED, empty="no theatre ships with this program")


@theatre.command()
@click.argument("name", metavar="NAME|PATH")
@click.option("--as", "form", type=click.Choice(FORMS), default=None, help="Output form; without it, a line a fault.")
def check(name: str, form: str | None) -> None:
    """Check a theatre: each fault in one line, with file, entry and what to do. Exit code 2 when there is one."""
    faults = check_theatre(name)
    if form is not None:
        print_rows(
            ({key: getattr(fault, key) for key in _FAULT} for fault in faults),
            form, _FAULT, empty="no fault", fields=_FAULT,
        )  # fmt: skip
    elif faults:
        for fault in faults:
            click.echo(str(fault))
    else:
        one = load_theatre(name)
        counts = (
            f"{len(one.actors)} actors, {len(one.sources)} sources, {len(one.places)} places, {len(one.routes)} routes"
        )
        click.echo(f"{one.id}: no fault in {counts}")
    if faults:
        raise SystemExit(2)


@theatre.command()
@click.argument("name")
@click.option(
    "--countries", required=True, metavar="XX[,YY]", help="ISO codes of the countries whose places count (SD)."
)
@click.option(
    "--into", type=click.Path(path_type=Path), default=Path(), help="Where to make the folder (default: here)."
)
@click.option("--from", "first", type=DAY, default=None, help="The conflict's first day.")
@click.option("--towns", type=click.IntRange(min=1), default=60, show_default=True, help="How many towns to write out.")
def new(name: str, countries: str, into: Path, first: date | None, towns: int) -> None:
    """Begin a theatre: a folder NAME with the largest towns, an outline and files to fill."""
    from siegeline.places.newtheatre import start_theatre

    codes: Sequence[str] = [one for one in countries.split(",") if one.strip()]
    folder = start_theatre(name, codes, into, first_day=first, towns=towns)
    faults = check_theatre(str(folder))
    for fault in faults:
        click.echo(str(fault))
    click.echo(f"{folder}: {len(load_theatre(str(folder)).places)} places; now name its sides, actors and sources")
    click.echo(f"then: siegeline theatre check {folder}")
