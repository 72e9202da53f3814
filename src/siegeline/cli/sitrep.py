"""``siegeline sitrep``: a situation report, each sentence with the claims that it rests on."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from siegeline.cli.export import extracted, release_options
from siegeline.cli.options import (
    DAY,
    asof_options,
    files_argument,
    judgements_option,
    record_option,
    rule_option,
    theatre_option,
)
from siegeline.errors import MissingExtraError, UsageError


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--from", "first", type=DAY, help="First day (default: that of the first claim).")
@click.option("--to", "last", type=DAY, help="Last day (default: that of the last claim told).")
@rule_option
@release_options()
@record_option
@theatre_option
@judgements_option
@asof_options
@files_argument
def sitrep(
    out: Path, first: date | None, last: date | None, rule: str, release: str, released_on: date | None,
    record: str | None, theatre: str | None, known: date | None, stated_by: date | None, without_judgements: bool,
    files: Sequence[str],
) -> None:  # fmt: skip
    """Write a situation report as OUT.md, OUT.html or OUT.docx.

    It tells what changed, sieges with days and people, access, routes and contradictions, with a map; beside OUT.md
    that is OUT.png.
    """
    from siegeline.publish.mappicture import entries_on, map_picture
    from siegeline.publish.sitrep import sitrep_html, sitrep_markdown
    from siegeline.publish.sitrepdocx import sitrep_docx
    from siegeline.publish.written import write_whole

    form = out.suffix.lower()
    if form not in {".md", ".html", ".docx"}:
        raise UsageError(f"{out}: a report's name ends in .md, .html or .docx; write {out.stem or 'out'}.md")
    told = extracted(
        on=None, first=first, last=last, rule=rule, release=release, released_on=released_on, record=record,
        theatre=theatre, known=known, stated_by=stated_by, judgements=not without_judgements, files=files,
    )  # fmt: skip
    picture = None
    if entries_on(told):
        try:
            picture = map_picture(told)
        except MissingExtraError as error:
            click.echo(f"siegeline: the report has no map: {error}", err=True)
    if form == ".md":
        beside = out.with_suffix(".png")
        if picture is not None:
            write_whole(beside, picture)
        write_whole(out, sitrep_markdown(told, picture=beside.name if picture is not None else None))
    else:
        write_whole(out, (sitrep_html if form == ".html" else sitrep_docx)(told, picture=picture))
    click.echo(f"wrote {out}, as much as the release {told.made['release']} tells")
