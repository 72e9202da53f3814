"""``siegeline page``: the map, the days and the sentences as one HTML file."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from siegeline.cli.export import asked_release, release_options
from siegeline.cli.gather import gather, last_day
from siegeline.cli.options import (
    DAY,
    asof_options,
    check_order,
    files_argument,
    judgements_option,
    record_option,
    rule_option,
    theatre_option,
)
from siegeline.errors import UsageError


@click.command()
@click.argument("out", metavar="OUT.html", type=click.Path(path_type=Path))
@click.option("--from", "first", type=DAY, help="First day of the page (default: a week before the first report).")
@click.option("--to", "last", type=DAY, help="Last day of the page (default: that of the last claim).")
@click.option("--on", "start_on", type=DAY, help="The day that the page opens at.")
@rule_option
@release_options(default="internal")
@record_option
@theatre_option
@judgements_option
@asof_options
@files_argument
def page(
    out: Path, first: date | None, last: date | None, start_on: date | None, rule: str, release: str,
    released_on: date | None, record: str | None,
    theatre: str | None, known: date | None, stated_by: date | None, without_judgements: bool, files: Sequence[str],
) -> None:  # fmt: skip
    """Write one HTML file: map, day slider and list; it works from a disk with no network.

    The release internal holds all sentences and the reports' full texts.
    """
    from siegeline.cli.pagefile import write, write_released

    check_order(first, last)
    profile = asked_release(release, released_on)
    if out.suffix.lower() not in {".html", ".htm"}:
        raise UsageError(f"{out}: a page's name ends in .html; write 'siegeline page {out.stem or 'out'}.html'")
    gathered = gather(files, record=record, theatre=theatre, known=known, stated_by=stated_by, texts=True,
                      judgements=not without_judgements)  # fmt: skip
    if gathered.nothing:
        raise UsageError(f"{gathered.nothing}: a page would be empty; give a later day")
    end = last or last_day(gathered.claims)
    check_order(first, end)
    shown = {"first": first, "start_on": start_on, "rule": rule, "known": known}
    if profile is None:
        write(out, gathered, last=end, **shown)  # type: ignore[arg-type]
        click.echo(f"wrote {out}")
        return
    withheld = write_released(out, gathered, profile, released_on, last=last, **shown)  # type: ignore[arg-type]
    click.echo(f"wrote {out}, as much as the release {release} tells")
    for reason, count in withheld.items():
        click.echo(f"  withheld by the release {release}: {reason}: {count}")
