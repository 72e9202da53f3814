"""``siegeline sitrep``: a situation report, each sentence with the claims that it rests on."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from siegeline.cli.export import extracted, release_options
from siegeline.cli.options import DAY, asof_options, files_argument, judgements_option, record_option, theatre_option
from siegeline.errors import UsageError


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--from", "first", type=DAY, help="First day (default: that of the first claim).")
@click.option("--to", "last", type=DAY, help="Last day (default: that of the last claim told).")
@click.option("--rule", default="encirclement", show_default=True, help="The rule that decides what a siege is.")
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
    """Write a situation report as OUT.md or OUT.html.

    It tells what changed, sieges with days and people, access, routes and contradictions.
    """
    from siegeline.publish.sitrep import sitrep_html, sitrep_markdown
    from siegeline.publish.written import write_whole

    write = {".md": sitrep_markdown, ".html": sitrep_html}.get(out.suffix.lower())
    if write is None:
        raise UsageError(f"{out}: a report's name ends in .md or .html; write {out.stem or 'out'}.md")
    told = extracted(
        on=None, first=first, last=last, rule=rule, release=release, released_on=released_on, record=record,
        theatre=theatre, known=known, stated_by=stated_by, judgements=not without_judgements, files=files,
    )  # fmt: skip
    write_whole(out, write(told))
    click.echo(f"wrote {out}, as much as the release {told.made['release']} tells")
