"""Between: what came into the record, or went, between two moments, and why a claim counts or no longer does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from siegeline.claims.claim import Claim
from siegeline.record.judged import targets
from siegeline.record.judgement import Judgement
from siegeline.record.moment import learned_by
from siegeline.record.tables import judgements, readings, tombstones


def moments(connection: Connection, first: date, last: date) -> list[date]:
    """List the moments after ``first`` and up to ``last`` at which the record learned anything.

    Days where both are days; else the instants at which rows were written, and the ends of days under which older ones
    were brought in.
    """
    by_day = not isinstance(first, datetime) and not isinstance(last, datetime)
    found: set[date] = set()
    for table in (readings, judgements, tombstones):
        asked = select(table.c.learned, table.c.recorded).where(learned_by(table, last), ~learned_by(table, first))
        for row in connection.execute(asked):
            at_once = not by_day and row.recorded[:10] == row.learned.isoformat()
            found.add(datetime.fromisoformat(row.recorded) if at_once else row.learned)
    return sorted(found, key=_sortable)


def _sortable(moment: date) -> str:
    return moment.isoformat() if isinstance(moment, datetime) else f"{moment.isoformat()}T99"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The record as of one moment: claims as read, the reports known, and what people had judged."""

    claims: Sequence[Claim]
    reports: frozenset[str]
    judgements: Sequence[Judgement]


def reason(claim: Claim, before: State, after: State) -> str:
    """Say why a claim that speaks in one of two pictures does not speak so in the other."""
    was, now = _by_id(before.claims).get(claim.id), _by_id(after.claims).get(claim.id)
    if judged := _judged(claim, before, after):
        return judged
    if was is None and now is not None:
        if claim.report not in before.reports:
            return "reported"
        return f"found when the report was read again by {claim.reader}"
    if now is None:
        return "superseded: the report was read again, and no longer gives it"
    if was != now:
        return "superseded: the report was read again, and it is told otherwise"
    return "the same, but counted otherwise because of others"


def _by_id(claims: Sequence[Claim]) -> Mapping[str, Claim]:
    return {claim.id: claim for claim in claims}


_DONE = {"accept": "accepted", "reject": "rejected", "correct": "corrected", "place": "placed"}
_JOINED = {"same-event": "told of the same event as another", "same-origin": "of one origin with others"}


def _judged(claim: Claim, before: State, after: State) -> str | None:
    """The judgement on a claim, or its withdrawal, that came between."""
    old = {one.id for one in before.judgements if one.standing}
    new = {one.id for one in after.judgements if one.standing}
    held = targets([*before.claims, *after.claims], after.judgements)
    withdrawals = {one.withdraws: one for one in after.judgements if one.withdraws and one.standing}
    for one in reversed(after.judgements):
        on_it = claim.id in held[one.id] or (one.action == "same-origin" and claim.report in one.reports)
        if not on_it or (one.id in old) == (one.id in new):
            continue
        done = _DONE.get(one.action) or _JOINED[one.action]
        if one.id in new:
            return f"{done} by {one.who}: {one.why}"
        back = withdrawals.get(one.id)
        return f"no longer {done}" + (f", withdrawn by {back.who}: {back.why}" if back else "")
    return None
