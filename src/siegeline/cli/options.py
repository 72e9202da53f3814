"""Options and values that several verbs share."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from siegeline.cli.gather import ENDPOINT, READERS
from siegeline.errors import UsageError
from siegeline.times import parse_day

FORMS = ("table", "jsonl", "csv")


class Day(click.ParamType[date]):
    """A day as year-month-day."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a bad one is a :class:`UsageError`."""
        return value if isinstance(value, date) else parse_day(str(value))


class RuleName(click.ParamType[str]):
    """What counts as a siege, by its name."""

    name = "NAME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name; an unknown one is a :class:`UsageError`, told before anything is read."""
        from siegeline.picture.parameters import check_rule

        return check_rule(str(value))


class Moment(click.ParamType[date]):
    """A day, or an instant (a ``datetime`` in UTC)."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day or instant; a bad one is a :class:`UsageError`."""
        from siegeline.record.moment import parse_moment

        return value if isinstance(value, date) else parse_moment(str(value))


DAY = Day()
MOMENT = Moment()
RULE = RuleName()

as_form = click.option(
    "--as", "form", type=click.Choice(FORMS), default="table", show_default=True, help="Output form."
)
record_option = click.option(
    "--record", metavar="URL", help="The record: a file or database URL (else SIEGELINE_RECORD)."
)
theatre_option = click.option(
    "--theatre",
    metavar="NAME",
    default=None,
    help="Theatre (default, or auto: the record's; for reports, each its own by the places that it names).",
)
rule_option = click.option(
    "--rule",
    type=RULE,
    default="encirclement",
    show_default=True,
    help="The rule that decides what a siege is: encirclement, ocha or pax.",
)
reader_option = click.option(
    "--reader",
    type=click.Choice((*READERS, ENDPOINT)),
    default=None,
    help="Which reader (default: the best installed; never the endpoint).",
)
private_option = click.option(
    "--allow-private", is_flag=True, help="Addresses may be on this machine or a private network."
)
files_argument = click.argument("files", nargs=-1, metavar="[FILES]...")


def asof_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--known`` and ``--stated-by``: what the record held, and what had been said, on a day."""
    known = click.option(
        "--known", type=MOMENT, help="As known on this day or instant: only what was recorded by then."
    )
    stated = click.option("--stated-by", type=DAY, help="Only what had been said by this day.")
    return known(stated(command))


judgements_option = click.option(
    "--without-judgements", is_flag=True, help="As the reports were read, whatever people judged of their claims."
)


def person_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--who`` and ``--why``: who decides something, and the reason."""
    who = click.option("--who", metavar="NAME", help="Who decides this (else SIEGELINE_WHO).")
    return who(click.option("--why", metavar="WORDS", required=True, help="The reason; it is kept.")(command))


def report_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What to take for true of reports whose files do not say it."""
    for option in (
        click.option("--published", type=DAY, help="Day of publication; goes before what reports.csv says."),
        click.option("--source", metavar="NAME", help="Source; goes before what reports.csv says."),
        click.option("--leaning", metavar="SIDE", help="Whom the source favours: independent, pro-X, anti-X."),
    ):
        command = option(command)
    return command


def learned_day(text: str | None, published: date | None) -> date | None:
    """The day on which a report was learned of: a date, or ``published`` for its own day of publication."""
    if text is None:
        return None
    if text == "published":
        return published
    return parse_day(text)


def check_order(first: date | None, last: date | None) -> None:
    """Raise :class:`UsageError` when a range of days ends before it begins."""
    if first and last and first > last:
        raise UsageError(f"--from {first} lies after --to {last}; exchange them")
