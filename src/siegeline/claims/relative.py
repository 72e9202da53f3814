# ruff: noqa: E501 – the grammar reads best one rule a line
"""Relative: times told by another – "the next day", "two weeks ago", "for two years" – counted from a report's clock."""

import re
from datetime import date, timedelta

from siegeline.claims.clock import Clock
from siegeline.claims.counting import NUMBER, count_of
from siegeline.times import Bounds, Interval, month, on, within, year

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {"minute": 0, "hour": 0, "day": 1, "night": 1, "week": 7, "month": 30, "year": 365}


def relative(text: str, clock: Clock) -> Interval | None:
    """The interval of words that tell a time by another ("two days later", "last week"); None for other words."""
    today, running = clock.published, clock.running or clock.published
    if "same day" in text or "same night" in text or "same evening" in text:
        return on(running) if running else None
    if "day before yesterday" in text or "day after tomorrow" in text:
        return on(today + timedelta(days=2 if "after" in text else -2)) if today else None
    if re.search(r"(?:next|following) (?:day|morning|night)|day after|day later", text):
        return on(running + timedelta(days=1)) if running else None
    if re.search(r"previous (?:day|night)|the day before|day earlier", text):
        return on(running - timedelta(days=1)) if running else None
    if match := re.search(
        rf"({NUMBER}) (minute|hour|day|night|week|month|year)s? (ago|earlier|before|later|after)", text
    ):
        base = today if match[3] == "ago" else running
        if base is None:
            return None
        low, high = (count * _DAYS[match[2]] for count in count_of(match[1]))
        slack = _DAYS[match[2]] // 2 if match[2] != "day" else 0
        if match[3] in {"later", "after"}:
            return within(base + timedelta(days=low - slack), base + timedelta(days=high + slack))
        return within(
            base - timedelta(days=min(high + slack, 9000)),
            base - timedelta(days=min(max(low - slack, 0), 9000)),
        )
    if today is None:
        return None
    if "tomorrow" in text:
        return on(today + timedelta(days=1))
    if match := re.search(r"\b(last|this|next) (month|year)\b", text):
        return _calendar(match[1], match[2], today)
    if "yesterday" in text:
        return on(today - timedelta(days=1))
    if re.search(r"last night|night", text) and re.search(r"last", text):
        return within(today - timedelta(days=1), today)
    if re.search(r"today|tonight|this (?:morning|afternoon|evening|night|day|dawn|noon)|now\b|currently", text):
        return on(today)
    if "last week" in text:
        return within(today - timedelta(days=13), today - timedelta(days=1))
    if "this week" in text or "recently" in text:
        return within(today - timedelta(days=14 if "recently" in text else 6), today)
    if match := re.search(r"(?:coming|next) ", text):
        return within(today, today + timedelta(days=14))
    if match := re.search("|".join(WEEKDAYS), text):
        back = (today.weekday() - WEEKDAYS.index(match.group())) % 7
        return on(today - timedelta(days=back))
    if match := re.search(rf"(?:past|last) (?:({NUMBER}) )?(day|night|week|month|year)s?", text):
        days = count_of(match[1] or "one")[1] * _DAYS[match[2]]
        return Interval(Bounds(today - timedelta(days=days), today), Bounds(today - timedelta(days=days), today))
    return None


def _calendar(which: str, unit: str, today: date) -> Interval:
    """ "last month", "this year": of the calendar; what has not come yet of this one is left out."""
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "year":
        whole = year(today.year + step)
    else:
        months = 12 * today.year + today.month - 1 + step
        whole = month(months // 12, months % 12 + 1)
    return within(whole.first, today) if which == "this" else whole


def lasting(text: str, clock: Clock) -> Interval | None:
    """A duration up to the report's day: "more than 2 years" began at least two years before it."""
    today = clock.published
    match = re.search(
        rf"(?:(more than|over|at least|nearly|almost|less than|about|around|up to)\s+)?({NUMBER})[ -](day|night|week|month|year)s?",
        text,
    )
    if today is None:
        return None
    if not match:
        plural = re.search(r"(day|week|month|year)s$", text)
        if not plural:
            return None
        days = _DAYS[plural[1]]
        return Interval(
            within(today - timedelta(days=9 * days), today - timedelta(days=2 * days)).start,
            Bounds(today - timedelta(days=2), today),
        )
    low, high = (count * _DAYS[match[3]] for count in count_of(match[2]))
    if match[1] in {"more than", "over", "at least"}:
        begin = Bounds(None, today - timedelta(days=low))
    elif match[1] in {"nearly", "almost", "less than", "up to"}:
        begin = Bounds(today - timedelta(days=high), today)
    else:
        slack = max(_DAYS[match[3]] // 3, 1)
        begin = Bounds(today - timedelta(days=high + slack), today - timedelta(days=max(low - slack, 0)))
    return Interval(begin, Bounds(begin.latest, today))


__all__ = ["WEEKDAYS", "lasting", "relative"]
