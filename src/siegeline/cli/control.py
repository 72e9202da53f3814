"""``siegeline control``: who holds which place, on a day or over a range of days."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from siegeline.cli.ask import gather_about, settled, shared
from siegeline.cli.columns import CONTROL
from siegeline.cli.oneplace import held_place, place_named
from siegeline.cli.options import DAY, check_order, rule_option
from siegeline.cli.printing import print_rows
from siegeline.cli.source import OfClaims, Source, source
from siegeline.errors import UsageError

if TYPE_CHECKING:
    from siegeline.picture import ControlRow

HISTORY = ("place", "state", "holder", "probability", "from", "to", "basis", "for", "against")


@click.command()
@click.option("--on", "on", type=DAY, help="The day asked about, from what was told by then.")
@click.option("--from", "first", type=DAY, help="With --to: history, from what was told before and since.")
@click.option("--to", "last", type=DAY, help="The last day of the history.")
@click.option("--place", metavar="P", help="Only this place.")
@rule_option
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
    from siegeline.picture.history import history_of
    from siegeline.picture.neighbours import lent_rows
    from siegeline.places import gazetteer

    if (on is None) == (first is None) or (first is None) != (last is None):
        raise UsageError("give either --on DATE, or both --from DATE and --to DATE")
    check_order(first, last)
    asked: dict[str, Any] = {"record": record, "theatre": theatre, "known": known, "stated_by": stated_by}
    asked["judgements"] = not without_judgements
    wanted: str | None = None
    chosen: AbstractContextManager[Source]
    if place is not None and on is not None:
        if not files:
            row, place = held_place(place, on=on, **asked)
            if row is not None:
                _print([row], form, "")
                return
        gathered, wanted = gather_about(place, files, on=on, **asked)
        chosen = nullcontext(OfClaims(gathered))
    else:
        chosen = source(files, **asked)
    with chosen as told:
        if place is not None and wanted is None:
            wanted = place_named(place, told.theatre, told.tells_of)
        around = gazetteer(told.theatre.key).places.values() if neighbours else ()
        if first is not None and last is not None:
            spans = history_of(told.surroundings(around), first=first, last=last)
            listed = [span.as_json() for span in spans if wanted in {None, span.place.id}]
            empty = f"nothing is known of who held what from {first} to {last}"
            empty = empty if listed else told.nothing() or empty
            print_rows(listed, form, HISTORY, fields=HISTORY, empty=empty)
        elif on is not None:
            rows = [row for row in told.holders(on) if wanted in {None, row.place.id}]
            if around and (wanted is None or not rows):
                rows += lent_rows(told.surroundings(around), on=on)
                rows = [row for row in rows if wanted in {None, row.place.id}]
            empty = f"nothing is told of who holds what on {on}"
            _print(rows, form, empty if rows else told.nothing() or empty)


def _print(rows: "Sequence[ControlRow]", form: str, empty: str) -> None:
    print_rows(
        ({**row.as_json(), **(settled(row) if form == "table" else {})} for row in rows), form, (*CONTROL, "note"),
        fields=CONTROL, empty=empty,
    )  # fmt: skip
