"""Besieged: the sieges of a day that reports tell of, straight out of a record, however much else is on it."""

from datetime import date

from siegeline.picture.belief import Pace
from siegeline.picture.parameters import parameters
from siegeline.picture.sieges import SiegeRow, sieges
from siegeline.record import Record, claims_on, places_on
from siegeline.theatre import Theatre
from siegeline.times import days_before


def places_of_sieges(
    record: Record,
    *,
    on: date,
    known: date | None = None,
    stated_by: date | None = None,
    judgements: bool = True,
) -> set[str]:
    """The places that may be besieged on a day: where a siege is told of lately enough not to have faded to nothing."""
    pace = Pace.of(parameters().sieges, parameters())
    return places_on(
        record,
        kind=tuple(parameters().sieges.kinds),
        first=days_before(on, pace.gone),
        last=on,
        known=known,
        stated_by=stated_by,
        judgements=judgements,
    )


def sieges_told(
    record: Record,
    theatre: Theatre,
    *,
    on: date,
    rule: str = "encirclement",
    known: date | None = None,
    stated_by: date | None = None,
    judgements: bool = True,
) -> list[SiegeRow]:
    """What :func:`siegeline.picture.sieges.sieges` gives for all of the record's claims; only those needed are loaded.

    Raises:
        UsageError: no such rule.
        RecordError: the database fails.
    """
    places = places_of_sieges(record, on=on, known=known, stated_by=stated_by, judgements=judgements)
    kinds = tuple(parameters().sieges.kinds)
    claims = claims_on(record, known=known, stated_by=stated_by, place=places, kind=kinds, judgements=judgements)
    return sieges(claims, theatre, on=on, rule=rule)
