"""Clock: what "today", "the same day" and a date without a year mean at a point of a report."""

from dataclasses import dataclass
from datetime import date, timedelta

_AHEAD = timedelta(days=2)  # a date so much after the report's day is last year's


@dataclass(frozen=True, slots=True)
class Clock:
    """The report's day (``published``), and the ``running`` date: the last day that the text itself named.

    In a ``history`` (an article on a past war, or a text with no day of its own) a date without a year is the next
    such day after the running date, or one shortly before it; in news it is the last such day before the report.
    """

    published: date | None = None
    running: date | None = None
    history: bool = False

    def year_of(self, month: int, day: int = 15) -> int | None:
        """The year of a date that names none; None when nothing tells it."""
        if self.history and self.running:
            near = [(self._way(found), year) for year in self._years() if (found := _date(year, month, day))]
            return min(near)[1] if near else None
        anchor = self.published or self.running
        if anchor is None:
            return None
        found = _date(anchor.year, month, day)
        return anchor.year - 1 if found and self.published and found > self.published + _AHEAD else anchor.year

    def _way(self, day: date) -> int:
        """How far a day is from the running date, in days; a step back counts four times, for a tale goes forward."""
        assert self.running is not None
        days = (day - self.running).days
        return days if days >= 0 else -4 * days

    def _years(self) -> tuple[int, ...]:
        assert self.running is not None
        return self.running.year, self.running.year + 1, self.running.year - 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
