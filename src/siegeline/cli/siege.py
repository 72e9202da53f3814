"""The verbs on who is cut off: sieges, corridors, front, alerts."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import click

from siegeline.cli.ask import shared
from siegeline.cli.columns import ALERT, CORRIDOR, SIEGE, SPAN
from siegeline.cli.options import (
    DAY,
    FORMS,
    asof_options,
    check_order,
    files_argument,
    judgements_option,
    record_option,
    rule_option,
    theatre_option,
)
from siegeline.cli.printing import print_rows
from siegeline.cli.source import source
from siegeline.errors import UsageError

Asked = Callable[..., Any]
_SHOWN: Sequence[str] = (
    "place",
    "besieger",
    "besieged",
    "degree",
    "basis",
    "rule",
    "probability",
    "since",
    "until",
    "for",
    "against",
    "why",
)
_LISTED: Sequence[str] = (
    *("place", "besieger", "besieged", "degree", "basis", "listed", "since", "until", "for", "against"),
)


def range_options(command: Asked) -> Asked:
    """``--on``, or ``--from`` and ``--to``."""
    for option in (
        click.option("--to", "last", type=DAY, help="The last day of a range."),
        click.option("--from", "first", type=DAY, help="The first day of a range, in place of --on."),
        click.option("--on", "on", type=DAY, help="The day asked about."),
    ):
        command = option(command)
    return command


def _asked(on: date | None, first: date | None, last: date | None) -> tuple[date, date] | None:
    """The range asked about; None for one day."""
    check_order(first, last)
    if on is not None and (first or last):
        raise UsageError("--on asks about one day, --from and --to about many; leave one of them out")
    if on is not None:
        return None
    if first is None or last is None:
        raise UsageError("say the day (--on 2016-08-06) or a range of days (--from 2016-07-01 --to 2016-09-30)")
    return first, last


@click.command()
@range_options
@rule_option
@shared
def sieges(
    on: date | None, first: date | None, last: date | None, rule: str, form: str, record: str | None,
    theatre: str | None, known: date | None, stated_by: date | None,
    without_judgements: bool, files: Sequence[str],
) -> None:  # fmt: skip
    """Which places are besieged on a day or in a range of days, and by whom: as reported, and as it follows from who
    holds what.
    """
    from siegeline.picture.chronicle import spans_of
    from siegeline.picture.steps import Days

    span = _asked(on, first, last)
    with source(files, record=record, theatre=theatre, known=known, stated_by=stated_by,
                judgements=not without_judgements) as asked:  # fmt: skip
        rows: list[dict[str, Any]] = []
        shown: Sequence[str] = _SHOWN
        fields: Sequence[str] = SIEGE
        empty = f"no siege is told of on {on}"
        if span is not None:
            rows = [one.as_json() for one in spans_of(asked.series(Days(*span), rule=rule), span[1])]
            shown, fields, empty = _LISTED, SPAN, f"no siege is told of from {span[0]} to {span[1]}"
        elif on is not None:
            rows = [row.as_json() for day in asked.series(Days.of(on), rule=rule) for row in day.sieges]
        print_rows(rows, form, shown, fields=fields, empty=empty if rows else asked.nothing() or empty)


def _ends(width: Mapping[str, float | None] | None) -> str | None:
    """A width in a table: "4.5–12.1", "≤ 1"."""
    if width is None:
        return None
    low, high = width["low"], width["high"]
    if low is None or high is None:
        return f"≤ {high:g}" if low is None else f"≥ {low:g}"
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


def _point(neck: Mapping[str, float] | None) -> str | None:
    return f"{neck['lat']}, {neck['lon']}" if neck else None


@click.command()
@range_options
@shared
def corridors(
    on: date | None, first: date | None, last: date | None, form: str, record: str | None, theatre: str | None,
    known: date | None, stated_by: date | None,
    without_judgements: bool, files: Sequence[str],
) -> None:  # fmt: skip
    """Over which narrow necks places are reached that are nearly cut off: how wide, how long, how many ways."""
    from siegeline.picture.steps import Days

    span = _asked(on, first, last)
    rows: list[dict[str, Any]] = []
    before: list[dict[str, Any]] | None = None
    with source(files, record=record, theatre=theatre, known=known, stated_by=stated_by,
                judgements=not without_judgements, whole=True) as asked:  # fmt: skip
        for day in asked.series(Days(*span) if span else Days.of(*([on] if on else []))):
            now = [row.as_json() for row in asked.corridors(day)]
            if now != before:
                rows += [{"on": day.on.isoformat(), **row} for row in now]
            before = now
        empty = f"no corridor is known of on {on}" if on else "no corridor is known of in these days"
        empty = empty if rows else asked.nothing() or empty
    columns = ("on", *(name for name in CORRIDOR if name not in {"on", "places"}))
    if form == "table":
        rows = [{**row, "width_km": _ends(row["width_km"]), "neck": _point(row["neck"])} for row in rows]
    print_rows(rows, form, columns if span else columns[1:], fields=CORRIDOR, empty=empty)


@click.command()
@click.option("--on", "on", type=DAY, required=True, help="The day asked about.")
@click.option(
    "--as", "form", type=click.Choice((*FORMS, "geojson")), default="geojson", show_default=True, help="Output form."
)
@record_option
@theatre_option
@judgements_option
@asof_options
@files_argument
def front(
    on: date, form: str, record: str | None, theatre: str | None, known: date | None, stated_by: date | None,
    without_judgements: bool, files: Sequence[str],
) -> None:  # fmt: skip
    """Areas and front lines drawn from who holds the places, with the band in which a line may lie."""
    from siegeline.picture.front import Front
    from siegeline.picture.front import front as front_of
    from siegeline.picture.setting import land_of, setting

    with source(files, record=record, theatre=theatre, known=known, stated_by=stated_by,
                judgements=not without_judgements) as asked:  # fmt: skip
        place, rows_held = asked.theatre, asked.holders(on)
        nothing = None if rows_held else asked.nothing()
    here = setting(place, rows_held)
    drawn = Front({}, {}, {}, {})
    if here is not None:
        drawn = front_of(here.ground, here.holder, here.probability, land=land_of(place))
    shapes = drawn.as_geojson(here.sides if here else (), on=on.isoformat())
    if form == "geojson":
        click.echo(json.dumps(shapes, ensure_ascii=False))
        return
    fields = ("what", "side", "sides", "places", "km2", "km")
    rows = [{name: drawn_row.get(name) for name in fields} for drawn_row in drawn.rows(here.sides if here else ())]
    print_rows(rows, form, fields, fields=fields, empty=nothing or f"too little is known of who holds what on {on}")


@click.command()
@click.option(
    "--between", "days", type=DAY, nargs=2, required=True, metavar="DAY DAY", help="The earlier and the later day."
)
@rule_option
@shared
def alerts(
    days: tuple[date, date], rule: str, form: str, record: str | None, theatre: str | None, known: date | None,
    stated_by: date | None,
    without_judgements: bool, files: Sequence[str],
) -> None:  # fmt: skip
    """What newly began, ended, narrowed or was cut between two days."""
    from siegeline.picture.chronicle import alerts_between
    from siegeline.picture.steps import Days

    before, after = days
    if before > after:
        raise UsageError(f"--between {before} {after}: the first day is the later one; exchange them")
    with source(files, record=record, theatre=theatre, known=known, stated_by=stated_by,
                judgements=not without_judgements, whole=True) as asked:  # fmt: skip
        both = [(day, asked.corridors(day)) for day in asked.series(Days.of(before, after), rule=rule)]
        rows = [one.as_json() for one in alerts_between(both[0], both[-1])]
        empty = f"nothing changed from {before} to {after}"
        print_rows(rows, form, ALERT[:3] + ALERT[4:], fields=ALERT, empty=empty if rows else asked.nothing() or empty)
