"""Clock: what "today", "the same day" and a date without a year mean at a point of a report."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

AHEAD = timedelta(days=2)  # a date so much after the report's day is last year's: reports are dated a day early
_NEWS = timedelta(days=400)  # news does not run on from dates further back
_JUST = timedelta(days=14)  # a plan's day that is over for so long was not put off for a year
_TELLS = 2  # sentences, its own and the next, that are of the earlier time which a sentence begins with
_LONG_AGO, _AGO = 90, 31  # days back from which a date without a year may be of a year that the text named before


@dataclass(frozen=True, slots=True)
class Clock:
    """The report's day (``published``), and the ``running`` date: the last day that the text itself named.

    In a ``history`` (an article on a past war, or a text with no day of its own) a date without a year is the next
    such day after the running date, or one shortly before it; in news it is the last such day before the report.
    ``far`` is the running date of news that tells of earlier years: "the next day" counts from it, "on Friday" does
    not. ``told`` is the first day of the last date that came with its year, where that is as far back. A plan's times
    lie ``after`` a day; ``near`` is asked for where it may be either side of the report's day. ``apart`` is set in an
    item of a list, whose hours are not those of the day that another item named. For as many sentences as ``gone``
    says the text is still at what it told of earlier years: "in May 2015 they took it; the garrison left at night".
    ``page`` is the day that a heading named last, whose hours begin the lines of a log.
    """

    published: date | None = None
    running: date | None = None
    history: bool = False
    far: date | None = None
    told: date | None = None
    after: date | None = None
    near: bool = False
    apart: bool = False
    gone: int = 0
    page: date | None = None

    @property
    def base(self) -> date | None:
        """The day that "the next day" counts from, or None before any is told and where the report has none."""
        return self.far or self.running or self.published

    @property
    def today(self) -> date | None:
        """The day whose hours are meant by "at dawn"; None before any is told and where the report has none."""
        if self.gone:
            return self.far if self.far == self.told else None
        return (self.running if not self.apart else None) or self.published

    @property
    def named(self) -> date | None:
        """The day by which "the same year" is known; None before the text names any."""
        return self.told or self.far or self.running

    def at(self, day: date) -> "Clock":
        """The clock when the text has arrived at a day."""
        if self.history or self.published is None or self.published - _NEWS <= day:
            return replace(self, running=day, far=None, told=None, apart=False, gone=0)
        return replace(self, far=day, told=day, apart=False, gone=_TELLS)

    def in_year(self, day: date, *, first: bool = False) -> "Clock":
        """The clock when the text has named a month or year that begins on this day; ``first`` in its sentence."""
        if self.published is None or self.published - _NEWS <= day:
            return self
        return replace(self, told=day, gone=_TELLS if first else self.gone)

    def year_of(self, month: int, day: int = 15) -> int | None:
        """The year of a date that names none; None when nothing tells it."""
        if self.history and self.running:
            near = [(self._way(found), year) for year in self._years() if (found := _date(year, month, day))]
            return min(near)[1] if near else None
        if self.after:
            return _next(self.after - _JUST, month, day)
        anchor = self.published or self.running
        if anchor is None:
            return None
        found = _date(anchor.year, month, day)
        last = anchor.year - 1 if found and self.published and found > self.published + AHEAD else anchor.year
        return self._otherwise(last, month, day)

    def _otherwise(self, last: int, month: int, day: int) -> int:
        """The year of such a day near the one that the text told of, or near the report's, if not its last one."""
        found = _date(last, month, day)
        if found is None or self.published is None or (back := (self.published - found).days) <= 0:
            return last
        coming = _date(last + 1, month, day)
        if self.near and coming and (coming - self.published).days < back:
            return last + 1
        if self.told and (year := _next(self.told.replace(day=1), month, day)):
            since = (date(year, month, day) - self.told).days
            earlier = back > _AGO and last < self.published.year
            return year if earlier or (back > _LONG_AGO and 2 * since < back) else last
        return last

    def _way(self, day: date) -> int:
        """How far a day is from the running date, in days; a step back counts four times, for a tale goes forward."""
        assert self.running is not None
        days = (day - self.running).days
        return days if days >= 0 else -4 * days

    def _years(self) -> tuple[int, ...]:
        assert self.running is not None
        return self.running.year, self.running.year + 1, self.running.year - 1


def _next(since: date, month: int, day: int) -> int | None:
    """The year of the first such day that is not before another."""
    years = (since.year, since.year + 1)
    return next((year for year in years if (found := _date(year, month, day)) and found >= since), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
