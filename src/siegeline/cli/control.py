"""``siegeline control``: who holds which place, on a day or over a range of days."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from siegeline.cli.ask import gather_about, place_id, settled, shared
from siegeline.cli.columns import CONTROL
from siegeline.cli.gather import gather
from siegeline.cli.oneplace import held_place
from siegeline.cli.options import DAY, check_order
from siegeline.cli.printing import print_rows
from siegeline.errors import UsageError

if TYPE_CHECKING:
    from siegeline.picture import ControlRow

HISTORY = ("place", "state", "holder", "probability", "from", "to", "basis", "for", "against")


@click.command()
@click.option("--on", "on", type=DAY, help="The day asked about, from what was told by then.")
@click.option("--from", "first", type=DAY, help="With --to: history, from what was told before and since.")
@click.option("--to", "last", type=DAY, help="The last day of the history.")
@click.option("--place", metavar="P", help="Only this place.")
@click.option("--rule", default="encirclement", show_default=True, help="The rule that decides what a siege is.")
@click.option(
    "--neighbours/--no-neighbours", default=True, show_default=True,
    help="Places that no claim tells of, too, where those around tell enough.",
)  # fmt: skip
@shared
def control(
    on: date | None, first: date | None, last: date | None, place: str | None, rule: str, neighbours: bool, form: str,
    record: str | None, theatre: str | None, known: date | None, stated_by: date | None, without_judgements: bool,
    files: Sequence[str],
) -> None:  # fmt: skip
    """Who holds which place on a day; with --from and --to, who held it when."""
    from siegeline import picture
    from siegeline.picture.parameters import check_rule
    from siegeline.places import gazetteer

    if (on is None) == (first is None) or (first is None) != (last is None):
        raise UsageError("give either --on DATE, or both --from DATE and --to DATE")
    check_order(first, last)
    check_rule(rule)
    asked: dict[str, Any] = {"record": record, "theatre": theatre, "known": known, "stated_by": stated_by}
    asked["judgements"] = not without_judgements
    wanted: str | None = None
    if place is not None and on is not None and not files:
        row, place = held_place(place, on=on, **asked)
        if row is not None:
            _print([row], form, "")
            return
    if place is not None and on is not None:
        gathered, wanted = gather_about(place, files, on=on, **asked)
    else:
        gathered = gather(files, pictures=True, **asked)
        wanted = place_id(place, gathered) if place is not None else None
    around = gazetteer(gathered.theatre.key).places.values() if neighbours else ()
    if first is not None and last is not None:
        spans = picture.control_history(gathered.claims, gathered.theatre, around, first=first, last=last)
        print_rows(
            (span.as_json() for span in spans if wanted in {None, span.place.id}), form, HISTORY, fields=HISTORY,
            empty=gathered.nothing or f"nothing is known of who held what from {first} to {last}",
        )  # fmt: skip
        return
    if on is None:  # checked above
        return
    rows = picture.control(gathered.claims, gathered.theatre, on=on, rule=rule)
    rows = [row for row in rows if wanted in {None, row.place.id}]
    if around and (wanted is None or not rows):
        rows += picture.neighbours(gathered.claims, gathered.theatre, around, on=on)
        rows = [row for row in rows if wanted in {None, row.place.id}]
    _print(rows, form, gathered.nothing or f"nothing is told of who holds what on {on}")


def _print(rows: "Sequence[ControlRow]", form: str, empty: str) -> None:
    print_rows(
        ({**row.as_json(), **(settled(row) if form == "table" else {})} for row in rows), form, (*CONTROL, "note"),
        fields=CONTROL, empty=empty,
    )  # fmt: skip
