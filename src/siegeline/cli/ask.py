"""The verbs that ask: claims, show, routes."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import click

from siegeline.claims.claim import KINDS, Claim, PlaceCandidate
from siegeline.cli.columns import CLAIM, ROUTE, SHOWN
from siegeline.cli.gather import Gathered, gather
from siegeline.cli.oneplace import gather_place, place_named
from siegeline.cli.options import (
    DAY,
    as_form,
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


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options of every verb that asks."""
    for option in (as_form, record_option, theatre_option, judgements_option, asof_options, files_argument):
        command = option(command)
    return command


def place_id(name: str, gathered: Gathered) -> str:
    """The id of the place that a user names.

    Raises:
        UnknownPlaceError: neither the theatre nor any claim knows it; carries near names.
        UsageError: it is a road.
    """
    told = {claim.place.id for claim in gathered.claims if claim.place and claim.place.id}
    return place_named(name, gathered.theatre, lambda ids: told & set(ids))


@click.command()
@click.option("--place", metavar="P", help="Only claims on this place.")
@click.option("--kind", metavar="K", help="Only claims of this kind.")
@click.option("--undecided", is_flag=True, help="Only claims on a name of several places that nothing tells apart.")
@click.option("--on", "on", type=DAY, help="Only claims that may have been so on this day.")
@click.option("--from", "first", type=DAY, help="Only claims that may have been so on or after this day.")
@click.option("--to", "last", type=DAY, help="Only claims that may have been so on or before this day.")
@shared
def claims(
    place: str | None, kind: str | None, undecided: bool, on: date | None, first: date | None, last: date | None,
    form: str, record: str | None, theatre: str | None, known: date | None, stated_by: date | None,
    without_judgements: bool, files: Sequence[str],
) -> None:  # fmt: skip
    """List claims, each with its sentence and source."""
    if on and (first or last):
        raise UsageError("--on names one day; leave out --from and --to")
    first, last = on or first, on or last
    check_order(first, last)
    if kind is not None and kind not in KINDS:
        raise UsageError(f"unknown kind {kind!r}; the kinds are {', '.join(KINDS)}")
    gathered = gather(files, record=record, theatre=theatre, known=known, stated_by=stated_by,
                      judgements=not without_judgements)  # fmt: skip
    wanted = place_id(place, gathered) if place is not None else None
    found = [
        claim
        for claim in gathered.claims
        if (kind is None or claim.kind == kind)
        and (wanted is None or (claim.place is not None and claim.place.id == wanted))
        and (not undecided or (claim.place is not None and claim.place.undecided))
        and _may_be_within(claim, first, last)
    ]
    listed = [claim.as_json() for claim in found]
    if undecided and form == "table":
        _print_undecided(found, gathered.nothing or "no claim's place is undecided")
        return
    print_rows(
        listed, form, ("stated", "kind", "status", "agent", "place", "route", "when", "quote"), fields=CLAIM,
        empty=gathered.nothing or "no claims match",
    )  # fmt: skip


def _print_undecided(found: Sequence[Claim], empty: str) -> None:
    """Claims whose place is undecided, with the places that it may be and how to say which."""
    rows = [
        {
            "claim": claim.id, "stated": claim.stated and claim.stated.isoformat(), "kind": claim.kind,
            "place": claim.place.text, "may_be": "; ".join(_candidate(one) for one in claim.place.candidates),
            "quote": claim.quote,
        }
        for claim in found if claim.place is not None
    ]  # fmt: skip
    print_rows(rows, "table", ("claim", "stated", "kind", "place", "may_be", "quote"), empty=empty)
    if rows:
        click.echo("say which: siegeline judge place CLAIM ID --who NAME --why WORDS", err=True)


def _candidate(one: PlaceCandidate) -> str:
    return f"{one.id} ({one.name}, {one.lat:.2f} {one.lon:.2f}, {one.probability:.2f})"


def _may_be_within(claim: Claim, first: date | None, last: date | None) -> bool:
    interval = claim.when.interval
    begun = interval.first or (interval.start.latest if interval.known else claim.stated)
    ended = None if interval.ongoing else (interval.last or claim.stated)
    return not (last and begun and begun > last) and not (first and ended and ended < first)


@click.command()
@click.option("--on", "on", type=DAY, required=True, help="The day asked about.")
@rule_option
@shared
def routes(
    on: date, rule: str, form: str, record: str | None, theatre: str | None, known: date | None,
    stated_by: date | None, without_judgements: bool, files: Sequence[str],
) -> None:  # fmt: skip
    """Which supply routes are open, under fire or cut on a day."""
    with source(files, record=record, theatre=theatre, known=known, stated_by=stated_by,
                judgements=not without_judgements) as asked:  # fmt: skip
        rows = asked.routes(on, rule=rule)
        empty = f"nothing is told of any route on {on}"
        print_rows(
            (row.as_json() if form != "table" else {**row.as_json(), **settled(row)} for row in rows), form,
            (*ROUTE, "note"), fields=ROUTE, empty=empty if rows else asked.nothing() or empty,
        )  # fmt: skip


def settled(row: Any) -> dict[str, Any]:
    """What a table says of a row beside its fields: claims that settle nothing are not counted for or against."""
    from siegeline.picture import unsettled

    note = unsettled(row)
    return {"for": None, "against": None, "note": note} if note else {}


def gather_about(name: str, files: Sequence[str], *, on: date, **asked: Any) -> tuple[Gathered, str]:
    """The claims that tell of a place on a day, and its id: of the record, only those that it takes. ``asked`` is as
    for :func:`gather`.
    """
    if not files:
        return gather_place(name, on=on, **asked)
    gathered = gather(files, **asked, pictures=True)
    return gathered, place_id(name, gathered)


PAST = "past-siege"  # the row of a siege that is over


@click.command()
@click.argument("place")
@click.option("--on", "on", type=DAY, required=True, help="The day asked about.")
@rule_option
@shared
def show(
    place: str, on: date, rule: str, form: str, record: str | None, theatre: str | None, known: date | None,
    stated_by: date | None, without_judgements: bool, files: Sequence[str],
) -> None:  # fmt: skip
    """Show one place on a day: who holds it, is it cut off, by whom, since when, which ways in; says who."""
    from siegeline import picture

    gathered, wanted = gather_about(
        place, files, on=on, record=record, theatre=theatre, known=known, stated_by=stated_by,
        judgements=not without_judgements,
    )  # fmt: skip
    here = {wanted, *(place.id for place in gathered.theatre.places if place.part_of == wanted)}
    serving = {route.id for route in gathered.theatre.routes if wanted in route.serves}
    told, place_theatre = gathered.claims, gathered.theatre
    day = picture.picture_of(told, place_theatre, on=on, rule=rule)
    listed = [row for row in day.sieges if here & {row.place.id, *row.places}]
    over = here - {one for row in listed for one in (row.place.id, *row.places)}
    rows: list[tuple[str, picture.SiegeRow | picture.ControlRow | picture.RouteRow]] = [
        *(("siege", row) for row in listed),
        *((PAST, row) for row in picture.past_sieges(told, place_theatre, on=on, places=over, rule=rule)),
        *(("control", row) for row in day.control if row.place.id == wanted),
        *(("route", row) for row in day.routes if row.route.id in serving),
    ]
    if not any(kind == "control" for kind, _ in rows):
        rows += [("control", row) for row in _lent(wanted, gathered, on)]
    if form != "table":
        print_rows(({"row": kind, **row.as_json()} for kind, row in rows), form, (), fields=SHOWN, empty="")
        return
    click.echo(f"{_name(wanted, gathered)}, {_written(on)} (rule: {rule})")
    if not rows:
        click.echo(f"  {gathered.nothing or 'nobody has reported anything on it by this day'}")
    by_id = {claim.id: claim for claim in gathered.claims}
    for kind, row in rows:
        click.echo("")
        if kind == PAST and isinstance(row, picture.SiegeRow):
            click.echo(picture.past_sentence(row))
            told_by = [("ended", (row.ended_by,) if row.ended_by else ()), ("for", row.supporting)]
        else:
            click.echo(picture.sentence(row))
            labels = ("told", "told") if picture.unsettled(row) else ("for", "against")
            told_by = list(zip(labels, (row.supporting, row.opposing), strict=True))
            if isinstance(row, picture.SiegeRow) and row.why:
                click.echo(f"  {row.why}")
        for label, ids in told_by:
            for one in ids:
                _print_claim(label, by_id[one])


def _lent(wanted: str, gathered: Gathered, on: date) -> list[Any]:
    """What the places around tell of one of which no claim does."""
    from siegeline import picture
    from siegeline.places import gazetteer

    known = gazetteer(gathered.theatre.key).places
    if wanted not in known:
        return []
    around = picture.neighbours(gathered.claims, gathered.theatre, known.values(), on=on)
    return [row for row in around if row.place.id == wanted]


def _name(wanted: str, gathered: Gathered) -> str:
    from siegeline.places import gazetteer

    known = gazetteer(gathered.theatre.key).places.get(wanted)
    return known.name if known else wanted


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _print_claim(label: str, claim: Claim) -> None:
    from siegeline.cli.printing import safe

    who = (
        " ← ".join(f"{one.text} ({one.leaning or 'leaning unknown'})" for one in reversed(claim.chain))
        or "source unknown"
    )
    said = claim.stated.isoformat() if claim.stated else "undated"
    click.echo(f"  {label:>7}  “{safe(claim.quote)}”")
    click.echo(f"           {safe(who)}, {said} · {claim.kind} {claim.status} · {claim.id}")
    if claim.quantities:
        click.echo(f"           {safe('; '.join(f'{one.what}: {one.text}' for one in claim.quantities))}")
