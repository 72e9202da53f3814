"""Narrow: the claims that a question needs, as people left them, without loading the others.

A judgement may give a claim another kind, place or road, or carry over to another claim of its report. So the reports
that people judged claims of are loaded whole, and what is not asked for is left out after the judgements.
"""

from collections.abc import Collection, Sequence
from datetime import date

from siegeline.claims.claim import Claim
from siegeline.record.judged import judged
from siegeline.record.judgement import Judgement
from siegeline.record.record import Record


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
    found.sort(key=_order)

    def asked(claim: Claim) -> bool:
        at = claim.place is not None and place is not None and claim.place.id in place
        on = claim.route is not None and route is not None and claim.route.id in route
        return (kind is None or claim.kind in kind) and (at or on or (place is None and route is None))

    return [claim for claim in judged(found, standing) if asked(claim)]


def places_on(
    record: Record,
    *,
    kind: Collection[str],
    first: date,
    last: date,
    known: date | None = None,
    stated_by: date | None = None,
    judgements: bool = True,
) -> set[str]:
    """The places that :meth:`Record.places` gives, and every one that a judged report tells of, as people left it."""
    found = record.places(kind=kind, first=first, last=last, known=known, stated_by=stated_by)
    standing = [one for one in record.judgements(known=known) if one.standing] if judgements else []
    left = judged(_of_judged(record, standing, known, stated_by), standing)
    return found | {claim.place.id for claim in left if claim.place and claim.place.id}


def _of_judged(
    record: Record, standing: Sequence[Judgement], known: date | None, stated_by: date | None
) -> list[Claim]:
    """All claims of the reports that judgements on claims are about."""
    reports = {subject.report for one in standing for subject in one.subjects}
    return record.claims(known=known, stated_by=stated_by, report=reports) if reports else []


def _order(claim: Claim) -> tuple[bool, date, str, int, str]:
    return claim.stated is None, claim.stated or date.min, claim.report, claim.start, claim.id
