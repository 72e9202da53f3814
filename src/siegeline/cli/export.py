"""``siegeline export``: sieges, roads, control and claims as a file for other programs."""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from siegeline.cli.gather import gather
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

if TYPE_CHECKING:
    from siegeline.publish.extract import Extract
    from siegeline.publish.release import Release

# the keys of publish.formats.FORMATS, which would load what writes them
NAMES = (
    *("geojson", "csv", "hxl", "acled", "ucdp", "parquet", "geoparquet", "kml", "geopackage", "sqlite", "timemap"),
    *("ftm", "eventreport"),
)


def release_options(*, default: str = "public") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--release`` and ``--released-on``: for whom, and on what day, something is published."""
    name = click.option(
        "--release", metavar="NAME", default=default, show_default=True,
        help="For whom: public, partner, internal, or a YAML file built on one of them.",
    )  # fmt: skip
    day = click.option(
        "--released-on", type=DAY, help="The day of publication, from which delays count (default: of the last claim)."
    )
    return lambda command: name(day(command))


def asked_release(name: str, released_on: date | None) -> "Release | None":
    """The release of a page or a desk; None where it is all that there is.

    Raises:
        SiegelineError: no such release, or its file or day cannot be used.
    """
    from siegeline.publish.release import load_release

    check_released_on(released_on)
    return None if name == "internal" else load_release(name)


def check_released_on(day: date | None) -> None:
    """Raise :class:`UsageError` for a day of publication that is still to come."""
    if day and day > date.today():
        raise UsageError(f"--released-on {day} is still to come: delays would be cut short; give today or before")


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(NAMES))
@click.argument("out", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--on", "on", type=DAY, help="One day.")
@click.option("--from", "first", type=DAY, help="First day (default: where the first siege or report begins).")
@click.option("--to", "last", type=DAY, help="Last day (default: that of the last claim told).")
@rule_option
@release_options()
@record_option
@theatre_option
@judgements_option
@asof_options
@files_argument
def export(
    form: str, out: Path, on: date | None, first: date | None, last: date | None, rule: str, release: str,
    released_on: date | None, record: str | None, theatre: str | None, known: date | None, stated_by: date | None,
    without_judgements: bool, files: Sequence[str],
) -> None:  # fmt: skip
    """Write sieges, roads, control and claims as FILE for other programs; docs/formats.md tells of each format.

    FORMAT: geojson, csv, hxl, acled, ucdp, parquet, geoparquet, kml, geopackage, sqlite, timemap, ftm or eventreport.
    What the release withholds is told in counts, here and in the file.
    """
    from siegeline.publish.formats import FORMATS
    from siegeline.publish.written import write_whole

    kind = FORMATS[form]
    if out.suffix.lower() != kind.suffix:
        raise UsageError(
            f"{out}: the name of such a file ends in {kind.suffix}; write {out.stem or 'out'}{kind.suffix}"
        )
    told = extracted(
        on=on, first=first, last=last, rule=rule, release=release, released_on=released_on, record=record,
        theatre=theatre, known=known, stated_by=stated_by, judgements=not without_judgements, files=files, whole=True,
    )  # fmt: skip
    if not (told.claims if kind.events else told.entries):
        raise UsageError(f"the release {release} has nothing to tell of these days; give others, or another release")
    data = kind.write(told)
    write_whole(out, data)
    if kind.events:  # plans and denials are no events, and some forms join claims or want deaths
        events = sum(1 for _ in csv.reader(StringIO(data.decode()))) - 1
        click.echo(f"wrote {out}: {events} events, of {len(told.claims)} claims")
    else:
        click.echo(f"wrote {out}: {counted(told)}")
    for reason, count in told.made["withheld"].items():
        click.echo(f"  withheld by the release {told.made['release']}: {reason}: {count}")


def extracted(
    *, on: date | None, first: date | None, last: date | None, rule: str, release: str, released_on: date | None,
    record: str | None, theatre: str | None, known: date | None, stated_by: date | None, judgements: bool,
    files: Sequence[str], whole: bool = False,
) -> "Extract":  # fmt: skip
    """The extract that the options of a publishing verb ask for; ``whole`` as for :func:`extract`.

    Raises:
        SiegelineError: an option, a file, the record or the release cannot be used.
    """
    from siegeline.publish.extract import extract
    from siegeline.publish.release import load_release

    if on and (first or last):
        raise UsageError("--on names one day; leave out --from and --to")
    check_released_on(released_on)
    first, last = on or first, on or last
    check_order(first, last)
    profile = load_release(release)
    gathered = gather(files, record=record, theatre=theatre, known=known, stated_by=stated_by, judgements=judgements)
    if gathered.nothing or not gathered.claims:
        raise UsageError(f"{gathered.nothing or 'there are no claims'}: nothing to publish")
    return extract(
        gathered.claims, gathered.theatre, profile, first=first, last=last, rule=rule, known=known,
        stated_by=stated_by, released_on=released_on, whole=whole,
    )  # fmt: skip


def counted(told: "Extract") -> str:
    """What an extract holds, in words."""
    rows = told.made["rows"]
    names = {"siege": "sieges", "route": "states of roads", "control": "states of places", "claim": "claims"}
    return ", ".join(f"{rows[layer]} {name}" for layer, name in names.items())
