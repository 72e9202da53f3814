"""One place: the claims of a record that the picture of one place needs, found without loading the others."""

from collections.abc import Callable, Collection
from datetime import date
from typing import TYPE_CHECKING

import click

from siegeline.claims.claim import Claim
from siegeline.cli.gather import Gathered, gather, of_others, theatre_of
from siegeline.errors import UnknownPlaceError, UsageError
from siegeline.settings import record_url
from siegeline.theatre import Theatre

if TYPE_CHECKING:
    from siegeline.picture import ControlRow


def place_named(name: str, theatre: Theatre, told: Callable[[Collection[str]], Collection[str]]) -> str:
    """The id of the place that a user names; ``told`` gives those of some places that claims tell of.

    Raises:
        UnknownPlaceError: neither the theatre nor any claim knows it; carries near names.
        UsageError: it is a road.
    """
    from siegeline.places import gazetteer
    from siegeline.places.names import folded

    places = gazetteer(theatre.key)
    if name in places.places:
        return name
    roads = {folded(one): road for road in theatre.routes for one in (road.id, road.name, *road.aliases)}
    if (road := roads.get(folded(name))) and not places.find(name):
        raise UsageError(f"{road.name} is a road, not a place; see its row in 'siegeline routes --on DATE'")
    if found := places.find(name):
        known = told([place.id for place in found]) if len(found) > 1 else ()
        return next((place.id for place in found if place.id in known), found[0].id)
    liked = places.like(name)
    if liked and liked[0][1] >= 0.85 and (len(liked) == 1 or liked[1][1] < liked[0][1]):
        click.echo(f"taking {name!r} for {liked[0][0].name}", err=True)
        return liked[0][0].id
    raise UnknownPlaceError(name, places.near(name))


def held_place(
    name: str,
    *,
    on: date,
    record: str | None,
    theatre: str | None,
    known: date | None = None,
    stated_by: date | None = None,
    judgements: bool = True,
) -> "tuple[ControlRow | None, str]":
    """Who holds a place of the record on a day by what is told of it, quickly, and its id.

    None for the row: nothing is told of it, or the record has reports of several theatres, which must be told apart.

    Raises:
        SiegelineError: the record or the theatre cannot be used, or there is no such place; says why.
    """
    from siegeline.picture.held import holder_told
    from siegeline.record import Record

    with Record.open(record_url(record), create=False) as kept:
        chosen = theatre_of(kept, theatre)
        wanted = place_named(name, chosen, lambda ids: {one for one in ids if kept.claims(place=one)})
        row = None
        if kept.theatres(known=known) == {chosen.key}:
            row = holder_told(kept, chosen, wanted, on=on, known=known, stated_by=stated_by, judgements=judgements)
        return row, wanted


def gather_place(
    name: str,
    *,
    on: date,
    record: str | None,
    theatre: str | None,
    known: date | None = None,
    stated_by: date | None = None,
    judgements: bool = True,
) -> tuple[Gathered, str]:
    """The claims of the record that decide the rows of a place on a day, and its id; all where it cannot be told which.

    Raises:
        SiegelineError: the record or the theatre cannot be used, or there is no such place; says why.
    """
    from siegeline.picture.enough import enough
    from siegeline.picture.parameters import picture_kinds
    from siegeline.record import Record, claims_on

    kinds = picture_kinds()
    with Record.open(record_url(record), create=False) as kept:
        chosen, theatres = theatre_of(kept, theatre), kept.theatres(known=known)
        rows = kept.reports(known=known) if len(theatres) > 1 else []
        others = of_others({row.sha256: row.theatre for row in rows}, chosen.key)

        def load(places: Collection[str], routes: Collection[str] = ()) -> list[Claim]:
            found = claims_on(
                kept, known=known, stated_by=stated_by, place=places, route=routes, kind=kinds, judgements=judgements
            )
            return [one for one in found if one.report not in others]

        wanted = place_named(
            name, chosen, lambda ids: {one.place.id for one in load(ids) if one.place and one.place.id}
        )
        if found := enough(wanted, chosen, load, on=on):
            return Gathered(found, chosen, {}), wanted
    everything = gather(
        (), record=record, theatre=theatre, known=known, stated_by=stated_by, judgements=judgements, pictures=True
    )
    return everything, wanted
