"""The one time type: an interval of days whose two ends each have an earliest and a latest bound.

Text form is EDTF (ISO 8601-2:2019): ``2016-08-06``, ``2016-08``, ``2016-08-06/..`` (still so),
``2016-08-06/2016-08-06`` (over on that day), ``[2016-08-03..2016-08-06]/2016-08-09`` (began on one of these days),
``XXXX-08-06`` (no year known).
A bound that nobody knows is ``None``; an interval is never made more precise than its source.
"""

import calendar
import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from siegeline.errors import UsageError


@dataclass(frozen=True, slots=True)
class Bounds:
    """One end of an interval: it lies between ``earliest`` and ``latest`` (both inclusive, None: unknown)."""

    earliest: date | None = None
    latest: date | None = None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise UsageError(f"a time cannot lie between {self.earliest} and {self.latest}: the first is later")

    @property
    def known(self) -> bool:
        """Whether at least one bound is known."""
        return self.earliest is not None or self.latest is not None


@dataclass(frozen=True, slots=True)
class Interval:
    """When something was so: from ``start`` to ``end``; ``ongoing`` means that no end was told.

    ``pattern`` keeps a date whose year nobody gave (``XXXX-08-06``); its bounds are then unknown. ``over`` says that
    what began on a day also ended on it ("open from 9:00 to 12:00"): the day of a state's beginning alone does not.
    """

    start: Bounds = field(default_factory=Bounds)
    end: Bounds = field(default_factory=Bounds)
    ongoing: bool = False
    pattern: str | None = None
    over: bool = False

    @property
    def known(self) -> bool:
        """Whether any bound of the interval is known."""
        return self.start.known or self.end.known

    @property
    def first(self) -> date | None:
        """The outermost early bound."""
        return self.start.earliest

    @property
    def last(self) -> date | None:
        """The outermost late bound; None while it goes on."""
        return None if self.ongoing else self.end.latest

    @property
    def ended(self) -> bool:
        """Whether an end was told: a day after that of the beginning, or the same day."""
        return self.over or (self.end.known and self.end != self.start)

    @property
    def edtf(self) -> str | None:
        """EDTF text; None when nothing is known."""
        if self.pattern:
            return self.pattern
        if not self.known:
            return None
        if not self.ongoing and not self.over and self.start == self.end:
            return _edtf_bounds(self.start)
        return f"{_edtf_bounds(self.start)}/{'..' if self.ongoing else _edtf_bounds(self.end)}"

    def lasting(self) -> "Interval":
        """The same beginning, with no end told."""
        return replace(self, end=Bounds(), ongoing=True)


def on(day: date) -> Interval:
    """The interval of one day."""
    bounds = Bounds(day, day)
    return Interval(bounds, bounds)


def within(earliest: date | None, latest: date | None) -> Interval:
    """Something that happened on one unknown day between two days."""
    bounds = Bounds(earliest, latest)
    return Interval(bounds, bounds)


def month(year: int, number: int) -> Interval:
    """Some day of a month."""
    return within(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def year(number: int) -> Interval:
    """Some day of a year."""
    return within(date(number, 1, 1), date(number, 12, 31))


def _edtf_bounds(bounds: Bounds) -> str:
    low, high = bounds.earliest, bounds.latest
    if low is None and high is None:
        return ""
    if low == high and low:
        return low.isoformat()
    if low and high and low.day == 1 and low.year == high.year:
        if low.month == 1 and (high.month, high.day) == (12, 31):
            return f"{low.year:04d}"
        if low.month == high.month and high == date(low.year, low.month, calendar.monthrange(low.year, low.month)[1]):
            return f"{low.year:04d}-{low.month:02d}"
    return f"[{low.isoformat() if low else ''}..{high.isoformat() if high else ''}]"


_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
_ONE_OF = re.compile(r"\[([\d-]*)\.\.([\d-]*)\]$")


@lru_cache(maxsize=10_000)
def parse_edtf(text: str) -> Interval:
    """The interval that an EDTF text means (the forms of this module's docstring).

    Raises:
        UsageError: the text is none of these forms, or names a day that does not exist.
    """
    if re.match(r"XXXX-\d{2}(-\d{2})?$", text):
        return Interval(pattern=text)
    head, slash, tail = text.partition("/")
    start = _parse_bounds(head, text)
    if not slash:
        return Interval(start, start)
    if tail == "..":
        return Interval(start, Bounds(), ongoing=True)
    end = _parse_bounds(tail, text)
    return Interval(start, end, over=start.known and start == end)


def _parse_bounds(text: str, whole: str) -> Bounds:
    if not text:
        return Bounds()
    if one := _ONE_OF.match(text):
        low, high = one.groups()
        return Bounds(parse_day(low) if low else None, parse_day(high) if high else None)
    if not (match := _DAY.match(text)):
        raise UsageError(f"{whole!r} is not a date in EDTF; write 2016-08-06, 2016-08 or 2016-08-06/..")
    y, m, d = match.groups()
    if d:
        return on(parse_day(text)).start
    try:
        return (month(int(y), int(m)) if m else year(int(y))).start
    except ValueError:
        raise UsageError(f"{whole!r} names a month that does not exist") from None


def parse_day(text: str) -> date:
    """A day given by a user as ``YYYY-MM-DD``.

    Raises:
        UsageError: the text is not such a date.
    """
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a date; write it as year-month-day, for example 2016-08-06") from None


def days_before(day: date, count: int) -> date:
    """The day ``count`` days earlier; the first day of the calendar when that lies before it."""
    return day - timedelta(days=min(count, day.toordinal() - 1))


def days_after(day: date, count: int) -> date:
    """The day ``count`` days later; the last day of the calendar when that lies after it."""
    return day + timedelta(days=min(count, date.max.toordinal() - day.toordinal()))
