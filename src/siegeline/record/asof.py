"""As-of: the questions put to the tables, with what was known, stated and so on which days."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, or_, select

from siegeline.record.moment import day_of, learned_by
from siegeline.record.tables import claims, readings, reports, statements

SAID = ("file", "source", "leaning", "published", "language", "title", "theatre")


def in_force(known: date | None, *, of: FromClause = readings, reading: str = "id") -> ColumnElement[bool]:
    """Make the condition on ``readings`` that of the report's readings known by then (None: ever) it is the newest.

    ``of`` is another table that has the report, and the reading's id as ``reading``. One index answers it.
    """
    newest = readings.alias("newest")
    asked = select(newest.c.id).where(newest.c.report == of.c.report).order_by(newest.c.rank.desc()).limit(1)
    if known is not None:
        asked = asked.where(learned_by(newest, known))
    return of.c[reading] == asked.correlate(of).scalar_subquery()


def claims_asked(
    *,
    known: date | None,
    stated_by: date | None,
    place: str | Collection[str] | None,
    route: str | Collection[str] | None,
    kind: str | Collection[str] | None,
    report: str | Collection[str] | None,
    first: date | None,
    last: date | None,
) -> Select[tuple[str]]:
    """Ask for the JSON of the claims in force; see ``Record.claims`` for the meaning of each option."""
    asked = select(claims.c.json).where(in_force(known, of=claims, reading="reading"))
    if stated_by:
        # What was learned by a day had been stated by that day, even where nobody dated it.
        learned = select(readings.c.learned).where(readings.c.id == claims.c.reading).scalar_subquery()
        undated = and_(claims.c.stated.is_(None), learned <= day_of(stated_by))
        asked = asked.where(or_(claims.c.stated <= stated_by, undated))
    where = [_among(claims.c[name], ids) for name, ids in (("place", place), ("route", route)) if ids is not None]
    if where:
        asked = asked.where(or_(*where))
    if kind is not None:
        asked = asked.where(_among(claims.c.kind, kind))
    if report is not None:
        asked = asked.where(claims.c.reading.in_(select(readings.c.id).where(_among(readings.c.report, report))))
    if first:
        asked = asked.where(or_(claims.c.valid_end_latest.is_(None), claims.c.valid_end_latest >= first))
    if last:
        begun = claims.c.valid_start_earliest
        asked = asked.where(or_(begun.is_(None), begun <= last))
    stated = claims.c.stated
    return asked.order_by(stated.is_(None), stated, claims.c.report, claims.c.span_start, claims.c.id)


def places_asked(
    *, known: date | None, stated_by: date | None, kind: Collection[str], first: date, last: date
) -> Select[tuple[str]]:
    """Ask for the places of claims of some kinds; see ``Record.places``."""
    asked = claims_asked(
        known=known, stated_by=stated_by, place=None, route=None, kind=kind, report=None, first=None, last=last
    )
    days = [claims.c[f"valid_{end}_{bound}"] for end in ("start", "end") for bound in ("earliest", "latest")]
    lately = or_(*(day >= first for day in (*days, claims.c.stated)))
    asked = asked.where(claims.c.place.is_not(None), lately).order_by(None)
    return asked.with_only_columns(claims.c.place).distinct()


def _among(column: Any, ids: str | Collection[str]) -> ColumnElement[bool]:
    return column.in_([ids] if isinstance(ids, str) else sorted(ids))  # type: ignore[no-any-return]


def said_of(name: str) -> Any:
    """Make the column that says what a reading went by: its statement of custody, else what was first told."""
    return case((readings.c.statement.is_(None), reports.c[name]), else_=statements.c[name]).label(name)


def readings_said() -> Any:
    """Join readings, their reports and the statements that they went by."""
    joined = readings.join(reports, readings.c.report == reports.c.sha256)
    return joined.outerjoin(statements, readings.c.statement == statements.c.id)


def theatres_asked(known: date | None) -> Select[tuple[str]]:
    """Ask for the theatres of the reports known by then."""
    return select(said_of("theatre")).select_from(readings_said()).where(in_force(known)).distinct()


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
