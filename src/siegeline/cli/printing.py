"""Printing: rows as a table for eyes, or as JSON lines or CSV for programs."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from siegeline.cli.columns import dotted

Row = Mapping[str, Any]


def print_rows(
    rows: Iterable[Row], form: str, columns: Sequence[str], *, empty: str, fields: Sequence[str] | None = None
) -> None:
    """Print JSON-like rows. ``columns`` names what a table shows; JSON lines and CSV hold everything.

    ``fields`` are the rows' fields; with them, CSV has the same columns whatever the rows hold. ``empty`` is what a
    table says on standard error when there are no rows.
    """
    if form == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    elif form == "csv":
        _print_csv(list(rows), None if fields is None else list(dotted(fields)))
    else:
        listed = list(rows)
        if listed:
            _print_table(listed, columns)
        else:
            click.echo(empty, err=True)


def _print_csv(rows: Sequence[Row], names: Sequence[str] | None) -> None:
    out = io.StringIO()
    flat = [dict(_flat(row)) for row in rows]
    if names is None:
        names = list(dict.fromkeys(name for row in flat for name in row))
    else:  # an object that is null is one empty field: its dotted columns stay empty
        flat = [{name: value for name, value in row.items() if name in names or value is not None} for row in flat]
        names = list(dict.fromkeys([*names, *(name for row in flat for name in row)]))
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat)
    click.echo(out.getvalue(), nl=False)


def _flat(row: Row, prefix: str = "") -> Iterable[tuple[str, Any]]:
    """Nested objects as dotted columns, lists joined by blanks; a text that a spreadsheet would run is quoted."""
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        elif isinstance(value, list):
            parts = [json.dumps(one, ensure_ascii=False) if isinstance(one, Mapping) else str(one) for one in value]
            yield prefix + name, " ".join(parts)
        elif isinstance(value, str) and value[:1] in "=+-@":
            yield prefix + name, f"'{value}"
        else:
            yield prefix + name, value


def _print_table(rows: Sequence[Row], columns: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 150)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(row.get(name))) for name in columns))
    with console.capture() as told:  # rich itself would end the program at a closed pipe
        console.print(table)
    click.echo(told.get(), nl=False)


def shown(value: Any) -> str:
    """A value in a table's cell: an object by its name, bounds by their words."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        if "edtf" in value:
            return value["edtf"] or value["text"] or ""
        if set(value) == {"start", "end"}:
            return _bounds(value["start"], value["end"])
        return str(value.get("name") or value.get("text") or "")
    if isinstance(value, list):
        return str(len(value))
    return safe(str(value))


def safe(text: str) -> str:
    """A report's words without what could steer a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _bounds(start: str | None, end: str | None) -> str:
    if start == end:
        return start or ""
    if start is None:
        return f"by {end}"
    return f"{start} to {end}" if end else f"from {start}"
