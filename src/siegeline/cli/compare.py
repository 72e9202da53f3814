"""``siegeline compare``: our claims beside ACLED's, UCDP GED's or VIINA's events, and what each side lacks."""

from collections.abc import Sequence
from datetime import date
from itertools import chain

import click

from siegeline.cli.export import extracted, release_options
from siegeline.cli.options import (
    DAY,
    as_form,
    asof_options,
    files_argument,
    judgements_option,
    record_option,
    theatre_option,
)
from siegeline.cli.printing import print_rows
from siegeline.errors import InputError

COLUMNS = ("only_in", "place", "first", "last", "type", "who", "killed", "source", "id", "where", "words")
_BY = ("type", "place", "day", "month")


@click.command()
@click.option(
    "--with", "others", metavar="FILE", multiple=True, required=True,
    help="A CSV of ACLED, UCDP GED or VIINA; twice for VIINA's events and labels.",
)  # fmt: skip
@click.option("--by", type=click.Choice(_BY), help="Count by type, place, day or month instead of listing.")
@click.option("--from", "first", type=DAY, help="First day (default: that of our first claim).")
@click.option("--to", "last", type=DAY, help="Last day (default: that of our last claim told).")
@release_options()
@as_form
@record_option
@theatre_option
@judgements_option
@asof_options
@files_argument
def compare(
    others: Sequence[str], by: str | None, first: date | None, last: date | None, release: str,
    released_on: date | None, form: str, record: str | None, theatre: str | None, known: date | None,
    stated_by: date | None, without_judgements: bool, files: Sequence[str],
) -> None:  # fmt: skip
    """Tell what our claims have that another data set's events lack, and the other way round, by place, day and type.

    Ours are told as the release tells them, so that an exported file compared with its own record shows no difference.
    """
    from siegeline.claims.events import DATASETS, events_in
    from siegeline.publish.compare import compare as compared

    problems: list[InputError] = []
    events = events_in(others, on_problem=problems.append, own=True)
    begun = next(events, None)  # a bad file is told before anything is worked out
    told = extracted(
        on=None, first=first, last=last, rule="encirclement", release=release, released_on=released_on, record=record,
        theatre=theatre, known=known, stated_by=stated_by, judgements=not without_judgements, files=files,
    )  # fmt: skip
    dataset = begun.dataset if begun else next(iter(DATASETS))
    found = compared(told, chain([begun] if begun else [], events), dataset)
    title = DATASETS[dataset].title
    heads = [
        f"{told.made['from']} to {told.made['to']}, release {told.made['release']}, types of {title}: "
        f"{len(found.both)} of ours and {len(found.matched)} of theirs tell the same; "
        f"{len(found.only_ours)} only in ours, {len(found.only_theirs)} only in {', '.join(others)}"
    ]
    if found.apart:
        heads.append(f"{found.apart} more of ours are of no type that {title} has")
    heads += [f"withheld from ours: {reason}: {count}" for reason, count in told.made["withheld"].items()]
    for line in heads:
        click.echo(line, err=form != "table")
    if by:
        names = (by, "ours_told_by_both", "theirs_told_by_both", "only_ours", "only_theirs")
        print_rows(found.counts(by), form, names, empty="", fields=names)
    elif rows := list(found.rows()):
        print_rows(rows, form, COLUMNS[:-2], empty="", fields=COLUMNS)
    elif form != "table":
        print_rows([], form, COLUMNS, empty="", fields=COLUMNS)
    else:
        click.echo("no difference")
    for problem in problems:
        click.echo(f"siegeline: {problem}", err=True)
    if problems:
        raise SystemExit(2)
