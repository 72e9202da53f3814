"""As-of: the questions put to the tables, with what was known, stated and so on which days."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select

from siegeline.record.moment import day_of, learned_by
from siegeline.record.tables import claims, readings, reports, statements

SAID = ("file", "source", "leaning", "published", "language", "title", "theatre")


def in_force(known: date | None) -> ColumnElement[bool]:
    """Make the condition on ``readings`` that nothing known by then (None: ever) supersedes it."""
    newer = readings.alias("newer")
    superseded = select(newer.c.id).where(newer.c.report == readings.c.report, newer.c.rank > readings.c.rank)
    if known is None:
        return not_(superseded.exists())
    return and_(learned_by(readings, known), not_(superseded.where(learned_by(newer, known)).exists()))


def claims_asked(
    *,
    known: date | None,
    stated_by: date | None,
    place: str | None,
    kind: str | Collection[str] | None,
    first: date | None,
    last: date | None,
) -> Select[tuple[str]]:
    """Ask for the JSON of the claims in force; see ``Record.claims`` for the meaning of each option."""
    asked = select(claims.c.json).join(readings, claims.c.reading == readings.c.id).where(in_force(known))
    if stated_by:
        # What was learned by a day had been stated by that day, even where nobody dated it.
        undated = and_(claims.c.stated.is_(None), readings.c.learned <= day_of(stated_by))
        asked = asked.where(or_(claims.c.stated <= stated_by, undated))
    if place is not None:
        asked = asked.where(claims.c.place == place)
    if kind is not None:
        asked = asked.where(claims.c.kind.in_([kind] if isinstance(kind, str) else sorted(kind)))
    if first:
        asked = asked.where(or_(claims.c.valid_end_latest.is_(None), claims.c.valid_end_latest >= first))
    if last:
        begun = claims.c.valid_start_earliest
        asked = asked.where(or_(begun.is_(None), begun <= last))
    stated = claims.c.stated
    return asked.order_by(stated.is_(None), stated, claims.c.report, claims.c.span_start, claims.c.id)


def said_of(name: str) -> Any:
    """Make the column that says what a reading went by: its statement of custody, else what was first told."""
    return case((readings.c.statement.is_(None), reports.c[name]), else_=statements.c[name]).label(name)


def readings_said() -> Any:
    """Join readings, their reports and the statements that they went by."""
    joined = readings.join(reports, readings.c.report == reports.c.sha256)
    return joined.outerjoin(statements, readings.c.statement == statements.c.id)


def reports_asked(known: date | None) -> Select[Any]:
    """Ask for the reports known by then as the readings in force went by, and when each was learned first."""
    seen = select(readings.c.report, func.min(readings.c.learned).label("learned")).group_by(readings.c.report)
    if known is not None:
        seen = seen.where(learned_by(readings, known))
    first = seen.subquery()
    said = [said_of(name) for name in SAID]
    day = said[SAID.index("published")]
    asked = select(reports.c.sha256, *said, first.c.learned).select_from(
        readings_said().join(first, first.c.report == reports.c.sha256)
    )
    return asked.where(in_force(known)).order_by(day.is_(None), day, reports.c.sha256)
