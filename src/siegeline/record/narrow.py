"""Narrow: the claims that a question needs, as people left them, without loading the others.

A judgement may give a claim another kind, place or road, or carry over to another claim of its report. So the reports
that people judged claims of are loaded whole, and what is not asked for is left out after the judgements.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import func, or_, select

from siegeline.claims.claim import Claim
from siegeline.claims.claimjson import claims_from_texts
from siegeline.record.asof import claims_asked
from siegeline.record.judged import judged
from siegeline.record.judgement import Judgement
from siegeline.record.record import Record
from siegeline.record.tables import claims


def claims_on(
    record: Record,
    *,
    known: date | None = None,
    stated_by: date | None = None,
    place: Collection[str] | None = None,
    route: Collection[str] | None = None,
    kind: Collection[str] | None = None,
    judgements: bool = True,
) -> list[Claim]:
    """The claims of some kinds at some places or on some roads, after the judgements (unless not asked for).

    They are those that ``judged(record.claims(…), record.judgements(…))`` gives, less the others, in the same order.
    ``known`` and ``stated_by`` as for :meth:`Record.claims`; None for the rest: any.
    """
    found = record.claims(known=known, stated_by=stated_by, place=place, route=route, kind=kind)
    standing = [one for one in record.judgements(known=known) if one.standing] if judgements else []
    if not standing:
        return found
    there = {claim.id for claim in found}
    found += [one for one in _of_judged(record, standing, known, stated_by) if one.id not in there]
    found = in_order(found)

    def asked(claim: Claim) -> bool:
        at = claim.place is not None and place is not None and claim.place.id in place
        on = claim.route is not None and route is not None and claim.route.id in route
        return (kind is None or claim.kind in kind) and (at or on or (place is None and route is None))

    return [claim for claim in judged(found, standing) if asked(claim)]


def _of_judged(
    record: Record, standing: Sequence[Judgement], known: date | None, stated_by: date | None
) -> list[Claim]:
    """All claims of the reports that judgements on claims are about."""
    reports = {subject.report for one in standing for subject in one.subjects}
    return record.claims(known=known, stated_by=stated_by, report=reports) if reports else []


def told_of(record: Record, what: str, *, kind: Collection[str]) -> dict[str, int]:
    """The places (``what`` is place) or roads (route) that claims of some kinds tell of, with how many do.

    Claims of all readings are counted, in force or not: an index answers it.

    Raises:
        RecordError: the database fails.
    """
    column = claims.c[what]
    asked = select(column, func.count()).where(column.is_not(None), claims.c.kind.in_(sorted(kind))).group_by(column)
    with record._store.reading() as connection:
        return {one: int(count) for one, count in connection.execute(asked)}


def telling(
    record: Record, *, known: date | None = None, stated_by: date | None = None, kind: Collection[str] | None = None
) -> Iterator[str]:
    """The reports (SHA-256) of which a claim of some kinds is in force, a report as often as there are such claims.

    They come as they are found, so that who needs only to know whether there are any need not wait for all.

    Raises:
        RecordError: the database fails.
    """
    asked = claims_asked(
        known=known, stated_by=stated_by, place=None, route=None, kind=kind, report=None, first=None, last=None
    )
    with record._store.reading() as connection:
        yield from connection.scalars(asked.with_only_columns(claims.c.report).order_by(None))


def measuring(
    record: Record, what: str, *, first: date, last: date, known: date | None = None, stated_by: date | None = None
) -> list[Claim]:
    """The claims that tell a quantity of ``what`` (width, killed, …), as they were read, in the record's order.

    ``first``: neither its end nor the day on which it was stated is earlier, or its end is open; ``last``: it had not
    certainly begun later. ``known`` and ``stated_by`` as for :meth:`Record.claims`.

    Raises:
        RecordError: the database fails.
    """
    asked = claims_asked(
        known=known, stated_by=stated_by, place=None, route=None, kind=None, report=None, first=None, last=last
    )
    ends = claims.c.valid_start_latest, claims.c.valid_end_latest, claims.c.stated
    asked = asked.where(or_(claims.c.valid_end_latest.is_(None), *(end >= first for end in ends)))
    asked = asked.where(claims.c.json.contains(f'"what":"{what}"'))  # as canonical JSON writes it
    with record._store.reading() as connection:
        return claims_from_texts(connection.scalars(asked))


def in_order(found: Iterable[Claim]) -> list[Claim]:
    """Claims in the record's order: by day stated, report, place in it and id."""
    return sorted(found, key=order)


def order(claim: Claim) -> tuple[bool, date, str, int, str]:
    """Where a claim stands in the record's order."""
    return claim.stated is None, claim.stated or date.min, claim.report, claim.start, claim.id
