"""``siegeline reports``: what is known of reports before they are read, and where each of it is from."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from siegeline.cli.options import as_form, private_option, report_options
from siegeline.cli.printing import print_rows
from siegeline.errors import InputError

if TYPE_CHECKING:
    from siegeline.reports import Report

COLUMNS = ("file", "title", "published", "published_from", "source", "source_from", "made", "characters")
FIELDS = (
    *("file", "title", "title_from", "published", "published_from", "source", "source_from", "leaning"),
    *("leaning_from", "language", "language_from", "author", "made", "origin", "extractor", "characters", "sha256"),
)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@as_form
@private_option
@report_options
def reports(
    paths: Sequence[str],
    form: str,
    published: date | None,
    source: str | None,
    leaning: str | None,
    allow_private: bool,
) -> None:
    """List reports with their title, day and source, and where each is from. Nothing is read for claims.

    Look here before you read documents into the record: a wrong day of publication makes wrong days of events.
    """
    from siegeline.reports import read_paths

    problems: list[InputError] = []
    found = read_paths(
        paths, source=source, published=published, leaning=leaning, on_problem=problems.append, private=allow_private
    )
    print_rows((_row(report) for report in found), form, COLUMNS, empty="no reports found", fields=FIELDS)
    for problem in problems:
        click.echo(f"siegeline: {problem}", err=True)
    if problems:
        raise SystemExit(2)


def _row(report: "Report") -> dict[str, Any]:
    told = {f"{name}_from": report.told.get(name) for name in ("title", "published", "source", "leaning", "language")}
    row = {
        **{name: getattr(report, name) for name in FIELDS if hasattr(report, name)},
        **told,
        "published": report.published and report.published.isoformat(),
        "made": report.made and report.made.isoformat(),
        "characters": len(report.text),
    }
    return {name: row[name] for name in FIELDS}
