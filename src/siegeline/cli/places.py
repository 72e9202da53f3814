"""``siegeline places``: the places that reports name, which ones they mean, and why."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from siegeline.cli.gather import progress
from siegeline.cli.options import as_form
from siegeline.cli.printing import print_rows
from siegeline.errors import InputError

COLUMNS = ("file", "start", "text", "place", "lat", "lon", "radius_km", "probability", "why")
FIELDS = ("file", "start", "end", "text", "id", "name", "lat", "lon", "radius_km", "probability", "candidates")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--theatre", metavar="NAME", default=None, help="Theatre whose places come first (default: the whole world)."
)
@as_form
def places(paths: Sequence[str], theatre: str | None, form: str) -> None:
    """List the places that reports name: files, folders, or - for standard input.

    A name that may mean several places, none of them much more than the others, is listed as undecided: it has
    candidates and no point.
    """
    from siegeline.places import atlas
    from siegeline.reports import read_paths

    where = atlas(theatre)
    problems: list[InputError] = []
    found = list(read_paths(paths, on_problem=problems.append))
    rows = (row for report in progress(found, "reading") for row in _rows(report.file, report.text, where))
    columns = COLUMNS if len(found) > 1 else COLUMNS[1:]
    print_rows(rows if form != "table" else map(_for_eyes, rows), form, columns, empty="no places found", fields=FIELDS)
    for problem in problems:
        click.echo(f"siegeline: {problem}", err=True)
    if problems:
        raise SystemExit(2)


def _rows(file: str, text: str, where: Any) -> Iterator[dict[str, Any]]:
    from siegeline.places import toponyms

    for one in toponyms(text, where):
        yield {"file": file, **one.as_json()}


def _for_eyes(row: dict[str, Any]) -> dict[str, Any]:
    """A row with the place in words, and why it or what else it may be."""
    candidates: list[dict[str, Any]] = row["candidates"]
    if row["id"] is None:
        others = "; ".join(f"{_told(one)} {one['probability']:.2f}" for one in candidates[:3])
        return {**row, "place": "undecided", "why": others}
    return {**row, "place": _told(candidates[0]), "why": "; ".join(candidates[0]["reasons"])}


def _told(one: dict[str, Any]) -> str:
    return ", ".join(part for part in (one["name"], one["admin"], one["country"]) if part)
