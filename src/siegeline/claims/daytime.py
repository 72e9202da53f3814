"""Time of day: "at dawn", "02:40", "overnight", "within a week" – a day by the report's clock, not by the calendar.

"From 9:00 to 12:00" is some hours of a day, "only at night" no day at all.
"""

import re
from datetime import timedelta

from siegeline.claims.clock import Clock
from siegeline.claims.frame import Span
from siegeline.claims.relative import WEEKDAYS
from siegeline.claims.when import MONTHS
from siegeline.times import Interval, on, within

_NIGHT = re.compile(r"\b(?:overnight|nights?\b(?!fall))")
_HOUR = re.compile(
    r"\b(?:\d{1,2}[:.]\d{2}\b|dawn|daybreak|sunrise|morning|noon|midday|afternoon|dusk|sunset|nightfall|evening|midnight|"
    r"(?:a\.?m|p\.?m)\b|o'?clock|prayer|all day|hours?\b)"
)
_HOURS_BACK = re.compile(r"\b(?:past|last|previous)\s+(\d{1,3})\s+hours\b")
_WITHIN = re.compile(r"\bwithin\s+(?:a |an |the |one )?(?:next |coming )?(\w+)?\s*(hour|day|week|fortnight|month)s?\b")
_OTHER_DAY = re.compile(rf"\b(?:yesterday|tomorrow|{'|'.join(WEEKDAYS)})\b")  # told by a day that nobody knows
_LONG = {"hour": 0, "day": 1, "week": 7, "fortnight": 14, "month": 30}
_FEW = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "few": 7, "several": 9}

_CLOCK = r"(?:\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?|hrs|h\b)?|noon|midday|midnight|dawn|dusk|sunset|sunrise|nightfall)"
_HOURS = re.compile(
    rf"\b(?:(?:from|between)\s+{_CLOCK}\s*(?:to|till|until|and|[–-])\s*{_CLOCK}(?![\w.]*\d|\s+(?:{'|'.join(MONTHS)})\b)|"
    r"\d{1,2}[:.]\d{2}\s*(?:to|till|until|[–-])\s*\d{1,2}[:.]\d{2}|"
    r"for\s+(?:only\s+|just\s+|about\s+|some\s+|at least\s+)?(?:[\w-]+\s+){0,2}(?:hours?|minutes)\b)",
    re.I,
)
_STILL = re.compile(r"\b(?:has|have|is|are|still|now)\s+(?:\w+\s+){0,3}$", re.I)
_OF_THE_VERB = re.compile(r"\s(?:[^\W\d]+\s+){0,3}")  # between "closed" and "for six hours": "to all traffic"
_HABIT = re.compile(
    r"(?:every|each|most)\s+(?:night|day|morning|evening)|nightly|daily|(?:at |by )?nights|by night", re.I
)
_AT = r"(?:(?:at|by|in|during|under)(?:\s+the|\s+cover\s+of)*\s+)?"
_PART = re.compile(rf"{_AT}(?:nights?|dark(?:ness)?|day(?:light)?|mornings?|evenings?)", re.I)
_ONLY = re.compile(rf"\b(?:only|mostly|mainly|usually|always)\s+{_AT}$", re.I)


def for_hours(verb: Span, when: Span, sentence: str) -> bool:
    """Whether what a verb tells was so for some hours of a day: they stand beside the day or the verb.

    "Open from 9:00 to 12:00 on Thursday", "on Monday it was closed to all traffic for six hours".
    """
    hours = [one for one in _HOURS.finditer(sentence) if not _STILL.search(sentence[: one.start()])]
    return any(
        (one.start() <= when.end + len(", ") and when.start - len(" on ") <= one.end())
        or _OF_THE_VERB.fullmatch(sentence, verb.end, one.start())
        for one in hours
    )


def is_habit(words: str, before: str) -> bool:
    """Whether time words, with what stands before them, tell no day but a habit: "every night", "only | at night"."""
    return bool(_HABIT.fullmatch(words) or (_PART.fullmatch(words) and _ONLY.search(before)))


def time_of_day(words: str, clock: Clock) -> Interval | None:
    """The day or days that words for an hour, a night or a span ahead mean; None when they are no such words.

    They count from the running date, the day that the text (in a list: its item) told of last, or the report's day.
    """
    text = words.lower()
    today, told = clock.published, clock.today
    if told is None or (today is None and _OTHER_DAY.search(text)):
        return None
    if today and "tomorrow" in text:
        return on(today + timedelta(days=2 if "after tomorrow" in text else 1))
    if today and (back := _HOURS_BACK.search(text)):
        return within(today - timedelta(days=-(-int(back[1]) // 24)), today)
    if today and (ahead := _WITHIN.search(text)):
        count = int(ahead[1]) if (ahead[1] or "").isdigit() else _FEW.get(ahead[1] or "", 1)
        days = _LONG[ahead[2]] * count if ahead[1] or ahead[2] != "day" else 7
        return within(today, today + timedelta(days=days))
    if _NIGHT.search(text):
        return within(told - timedelta(days=1), told)
    return on(told) if _HOUR.search(text) else None
