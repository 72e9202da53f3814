"""``siegeline gazetteer``: the gazetteers that are asked for names, beside the embedded list."""

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from siegeline.cli.gather import DEFAULT_THEATRE
from siegeline.cli.options import as_form, theatre_option
from siegeline.cli.printing import print_rows
from siegeline.errors import InputError, UsageError

if TYPE_CHECKING:
    from siegeline.places.download import Progress as Listener
    from siegeline.places.index import Index

_FOUND = (
    *("name", "kind", "lat", "lon", "radius_km", "population", "admin", "country", "how", "matched", "likeness"),
    *("why", "id", "source"),
)
_SHOWN = ("name", "kind", "lat", "lon", "population", "admin", "why", "id")
_LISTED = ("name", "places", "countries", "source", "licence", "bytes", "file")
_MOST_PROBLEMS = 20


@click.group()
def gazetteer() -> None:
    """Add, fetch and ask the gazetteers that tell places by their names."""


@gazetteer.command()
@click.argument("countries", nargs=-1, required=True, metavar="COUNTRY...")
@click.option("--url", metavar="URL", help="Where to fetch from (else SIEGELINE_GAZETTEER_URL, else GeoNames).")
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True, metavar="SECONDS",
    help="How long to wait for a server that says nothing.",
)  # fmt: skip
def fetch(countries: Sequence[str], url: str | None, timeout: float) -> None:
    """Fetch GeoNames' full gazetteer of countries, named by two letters (SY UA)."""
    from siegeline.places.fetched import fetch_country
    from siegeline.settings import gazetteer_url

    base = gazetteer_url(url)
    for country in countries:
        with _bars() as bars:
            index = fetch_country(country, base, timeout=timeout, progress=bars)
        _say_kept(index)


@gazetteer.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="The name under which it is kept (default: the file's).")
@click.option("--country", "countries", multiple=True, metavar="XX", help="The country that it is of; may be repeated.")
@click.option(
    "--column", "columns", multiple=True, metavar="FIELD=NAME", help="Which column is the name, lat, lon, id …"
)
@click.option("--skip-bad", is_flag=True, help="Add the good rows where some are bad; else nothing is added.")
@click.option("--source", metavar="TEXT", help="Who made it, for the list.")
@click.option("--licence", metavar="TEXT", default="", help="Under which licence, for the list.")
def add(
    file: Path, name: str | None, countries: Sequence[str], columns: Sequence[str], skip_bad: bool, source: str | None,
    licence: str,
) -> None:  # fmt: skip
    """Add the places of a file: GeoJSON, CSV, a table of P-codes, or JSON lines in the form of Who's On First."""
    from siegeline.places.added import countries_of, read_added, settled
    from siegeline.places.shelf import keep_table, table_name

    table = table_name(Path(name) if name else file)
    said = _countries(countries)
    read = read_added(file, table=table, columns=_columns(columns))
    for problem in read.problems[:_MOST_PROBLEMS]:
        click.echo(f"siegeline: {problem}", err=True)
    if (more := len(read.problems) - _MOST_PROBLEMS) > 0:
        click.echo(f"siegeline: … and {_many(more, 'bad row')} more", err=True)
    if read.problems and not skip_bad:
        raise InputError(
            str(file), f"{_many(len(read.problems), 'bad row')}, nothing was added", "mend them, or --skip-bad"
        )
    click.echo(f"{read.form}: {read.columns}")
    found = said or countries_of(read.places)
    index = keep_table(
        table,
        settled(read.places, found),
        source=source or file.name,
        licence=licence,
        countries=found,
        origin=str(file),
    )
    _say_kept(index)


def _columns(given: Sequence[str]) -> dict[str, str]:
    pairs = dict(one.partition("=")[::2] for one in given)
    for what, column in pairs.items():
        if not what or not column:
            raise UsageError(f"--column {what!r} names no column; write FIELD=NAME, as in name=Village")
    return pairs


def _countries(given: Sequence[str]) -> set[str]:
    for one in given:
        if not (len(one) == 2 and one.isascii() and one.isalpha()):
            raise UsageError(f"{one!r} is no country; write the two letters of ISO 3166, such as SY")
    return {one.upper() for one in given}


@gazetteer.command()
@click.argument("name")
@click.option("--country", "countries", multiple=True, metavar="XX", help="Look in this country, not in the theatre's.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@theatre_option
@as_form
def find(name: str, countries: Sequence[str], limit: int, theatre: str | None, form: str) -> None:
    """Show the places that a name may mean, and why each."""
    from siegeline.places.candidates import candidates
    from siegeline.places.gazetteer import country_gazetteer
    from siegeline.places.gazetteer import gazetteer as theatre_gazetteer

    places = (
        country_gazetteer(sorted(_countries(countries))) if countries else theatre_gazetteer(theatre or DEFAULT_THEATRE)
    )
    found = candidates(name, places)
    rows = [one.as_json() for one in found[:limit]]
    near = ", ".join(places.near(name)) if not found else ""
    print_rows(
        rows, form, _SHOWN, fields=_FOUND, empty=f"no place is named {name!r}" + (f"; near: {near}" if near else "")
    )
    if form == "table" and len(found) > limit:
        click.echo(f"{len(found) - limit} more; see --limit", err=True)


@gazetteer.command("list")
@as_form
def listed(form: str) -> None:
    """List the gazetteers that were added or fetched."""
    from siegeline.places.shelf import open_table, shelf_files

    rows = []
    for path in shelf_files():
        try:
            rows.append(_row(open_table(path.stem)))
        except InputError as error:
            click.echo(f"siegeline: {error}", err=True)
    empty = "none was added; the embedded list of cities is used; see 'siegeline gazetteer fetch --help'"
    print_rows(rows, form, _LISTED[:-1], fields=_LISTED, empty=empty)


@gazetteer.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def remove(names: Sequence[str]) -> None:
    """Take away gazetteers by the names that 'list' shows."""
    from siegeline.places.shelf import remove_table

    for name in names:
        remove_table(name)
        click.echo(f"{name}: removed")


def _row(index: "Index") -> dict[str, Any]:
    meta = index.meta
    return {
        "name": meta["title"],
        "places": len(index),
        "countries": ", ".join(meta["countries"]),
        "source": meta["source"],
        "licence": meta["licence"],
        "bytes": index.path.stat().st_size,
        "file": str(index.path),
    }


def _say_kept(index: "Index") -> None:
    countries = ", ".join(index.meta["countries"]) or "no country"
    click.echo(f"{index.meta['title']}: {_many(len(index), 'place')} of {countries}")


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


@contextlib.contextmanager
def _bars() -> "Iterator[Any]":
    """Makers of progress bars on standard error; they stay dark where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as bars:

        def make(label: str) -> "Listener":
            task = bars.add_task(label, total=None)

            def tell(done: int, total: int | None) -> None:
                bars.update(task, completed=done, total=total)

            return tell

        yield make
