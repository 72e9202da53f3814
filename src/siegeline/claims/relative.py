# ruff: noqa: E501 – the grammar reads best one rule a line
"""Relative: times told by another – "the next day", "two weeks ago", "for two years" – counted from a report's clock."""

import re
from datetime import date, timedelta

from siegeline.claims.clock import Clock
from siegeline.claims.counting import NUMBER, count_of
from siegeline.times import Bounds, Interval, days_after, days_before, month, on, within, year

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {"minute": 0, "hour": 0, "day": 1, "night": 1, "week": 7, "month": 30, "year": 365}
_HOURS = 48  # from so many on, hours are counted as days


def relative(text: str, clock: Clock) -> Interval | None:
    """The interval of words that tell a time by another ("two days later", "last week"); None for other words."""
    today, base = clock.published, clock.base
    if re.search(r"\b(?:same|that) (?:day|night|evening|morning|afternoon)", text):
        return on(base) if base else None
    if "day before yesterday" in text or "day after tomorrow" in text:
        return on(today + timedelta(days=2 if "after" in text else -2)) if today else None
    if re.search(r"(?:next|following) (?:day|morning|night)|\bday (?:after|later)\b", text):
        return on(days_after(base, 1)) if base else None
    if re.search(r"previous (?:day|night)|\bday (?:before|earlier)\b", text):
        return on(days_before(base, 1)) if base else None
    if match := re.search(
        rf"(?:({NUMBER})[ -])?(minute|hour|day|night|week|month|year)(s?) (ago|earlier|before|later|after)\b", text
    ):
        since = today if match[4] == "ago" else base
        return _apart(match[1] or ("" if match[3] else "a"), match[2], match[4], since) if since else None
    if match := re.search(r"\b(same|that|next|following|previous) (week|month|year)\b", text):
        told = _beside(match[1], match[2], clock)
        if told or match[1] not in {"next", "previous"}:
            return told
    if today is None:
        return None
    if "tomorrow" in text:
        return on(today + timedelta(days=1))
    if match := re.search(r"\b(last|this|next) (month|year)\b", text):
        return _calendar(match[1], match[2], today, ahead=clock.after is not None)
    if clock.after and (match := re.search(r"\bend of (?:the|this) (week|month|year)\b", text)):
        return within(clock.after, _end_of(match[1], clock.after))
    if "yesterday" in text:
        return on(today - timedelta(days=1))
    if re.search(r"last night|night", text) and re.search(r"last", text):
        return within(today - timedelta(days=1), today)
    if re.search(r"today|tonight|this (?:morning|afternoon|evening|night|day|dawn|noon)|now\b|currently", text):
        return on(today)
    if "last week" in text:
        return within(today - timedelta(days=13), today - timedelta(days=1))
    if "this week" in text and clock.after:
        return within(today, today + timedelta(days=6))
    if "this week" in text or "recently" in text:
        return within(today - timedelta(days=14 if "recently" in text else 6), today)
    if "next week" in text and clock.after:
        monday = today + timedelta(days=7 - today.weekday())
        return within(monday, monday + timedelta(days=6))
    if match := re.search(r"(?:coming|next) ", text):
        return within(today, today + timedelta(days=14))
    if match := re.search("|".join(WEEKDAYS), text):
        return on(_weekday(WEEKDAYS.index(match.group()), text, clock, today))
    if match := re.search(rf"(?:past|last) (?:({NUMBER}) )?(day|night|week|month|year)s?", text):
        days = count_of(match[1] or "one")[1] * _DAYS[match[2]]
        bounds = Bounds(days_before(today, days), today)
        return Interval(bounds, bounds)
    return None


def _apart(count: str, unit: str, which: str, since: date) -> Interval:
    """ "two weeks later", "several days ago": so far from a day, half a unit more or less."""
    low, high = _days(count, unit)
    slack = _DAYS[unit] // 2 if unit != "day" else 0
    if which in {"later", "after"}:
        return within(days_after(since, low - slack), days_after(since, high + slack))
    return within(days_before(since, high + slack), days_before(since, max(low - slack, 0)))


def _days(count: str, unit: str) -> tuple[int, int]:
    """The least and the most days of "three weeks"; hours fill days."""
    low, high = count_of(count)
    return (low // 24, high // 24) if unit == "hour" else (low * _DAYS[unit], high * _DAYS[unit])


def _beside(which: str, unit: str, clock: Clock) -> Interval | None:
    """ "the same year", "the following month": of the day, month or year that the text told of; None before any."""
    told = clock.named if unit == "year" else clock.far or clock.running
    if told is None or (which == "next" and clock.after):
        return None
    step = {"next": 1, "following": 1, "previous": -1}.get(which, 0)
    if unit == "year":
        return year(told.year + step)
    if unit == "month":
        return _month_beside(told, step)
    middle = days_after(told, 7 * step) if step > 0 else days_before(told, -7 * step)
    return within(days_before(middle, 3), days_after(middle, 3))


def _end_of(unit: str, day: date) -> date | None:
    if unit == "week":
        return day + timedelta(days=6 - day.weekday())
    return (year(day.year) if unit == "year" else _month_beside(day, 0)).last


def _month_beside(day: date, step: int) -> Interval:
    months = 12 * day.year + day.month - 1 + step
    return month(months // 12, months % 12 + 1)


def _weekday(number: int, text: str, clock: Clock, today: date) -> date:
    """The last such day; of a plan the next, or the nearer of the two."""
    back = (today.weekday() - number) % 7
    if "last" not in text and clock.after:
        return clock.after + timedelta(days=(number - clock.after.weekday()) % 7)
    if "last" not in text and clock.near and back > 3:
        return today + timedelta(days=-back % 7)
    return today - timedelta(days=back)


def _calendar(which: str, unit: str, today: date, *, ahead: bool) -> Interval:
    """ "last month", "this year": of the calendar; what has not come yet of this one is left out, or what is over."""
    step = {"last": -1, "this": 0, "next": 1}[which]
    whole = year(today.year + step) if unit == "year" else _month_beside(today, step)
    if which != "this":
        return whole
    return within(today, whole.last) if ahead else within(whole.first, today)


def lasting(text: str, clock: Clock) -> Interval | None:
    """A duration up to the report's day: "more than 2 years" began at least two years before it.

    Of a plan it lies ahead: "within two weeks", or with "in" before it about its end.
    """
    today = clock.published
    ahead = clock.after or (today if clock.near else None)
    match = re.search(
        rf"(?:(more than|over|at least|nearly|almost|less than|about|around|up to)\s+)?({NUMBER})[ -](hour|day|night|week|month|year)s?",
        text,
    )
    if today is None or (match and match[3] == "hour" and count_of(match[2])[0] < _HOURS):
        return None
    if not match:
        plural = re.search(r"(day|week|month|year)s$", text)
        if not plural:
            return None
        days = _DAYS[plural[1]]
        if ahead:
            return within(ahead, ahead + timedelta(days=9 * days))
        return Interval(
            within(today - timedelta(days=9 * days), today - timedelta(days=2 * days)).start,
            Bounds(today - timedelta(days=2), today),
        )
    low, high = _days(match[2], match[3])
    slack = max(_DAYS[match[3]] // 3, 1)
    if ahead:
        first = days_after(ahead, max(low - slack, 0)) if text.startswith("in ") else ahead
        return within(first, days_after(ahead, high + slack * text.startswith("in ")))
    if match[1] in {"more than", "over", "at least"}:
        begin = Bounds(None, days_before(today, low))
    elif match[1] in {"nearly", "almost", "less than", "up to"}:
        begin = Bounds(days_before(today, high), today)
    else:
        begin = Bounds(days_before(today, high + slack), days_before(today, max(low - slack, 0)))
    return Interval(begin, Bounds(begin.latest, today))


__all__ = ["WEEKDAYS", "lasting", "relative"]
