"""Moment: a day, or an instant in UTC, as of which the record is asked."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, or_

from siegeline.errors import UsageError
from siegeline.times import parse_day

# Tells the time of day; aware. A test, or an archive played back, gives its own.
Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Tell the machine's time, UTC."""
    return datetime.now(UTC)


def written(moment: datetime) -> str:
    """Write an instant as the log does: UTC, to the microsecond, so that texts sort as times do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def parse_moment(text: str) -> date:
    """Read a day (``2016-08-06``: its end is meant) or an instant (``2016-08-06T14:00``, UTC unless it says).

    Raises:
        UsageError: it is neither.

    """
    if "T" not in text and " " not in text.strip():
        return parse_day(text)
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(
            f"{text!r} is neither a day nor an instant; write 2016-08-06 or 2016-08-06T14:00 (UTC)"
        ) from None


def day_of(known: date) -> date:
    """Give the day of a day or an instant."""
    return known.date() if isinstance(known, datetime) else known


def learned_by(table: FromClause, known: date) -> ColumnElement[bool]:
    """Make the condition that a row with ``learned`` and ``recorded`` was known by the end of a day, or by an instant.

    What was brought in later under an earlier day counts from that day's end: nobody noted the hour.
    """
    learned: Any = table.c.learned
    if not isinstance(known, datetime):
        return learned <= known  # type: ignore[no-any-return]
    day, recorded = known.date(), table.c.recorded
    on_the_day = and_(learned == day, recorded <= written(known), recorded >= day.isoformat())
    return or_(learned < day, on_the_day)
