# ruff: noqa: E501 – the grammar reads best one rule a line
"""When: the words for a time in a sentence, and the interval that they mean in a report.

The grammar is small and ours; it never makes a date more precise than its words, and a duration stays one.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from spacy.tokens import Token

from siegeline.claims.clock import Clock
from siegeline.claims.frame import Span
from siegeline.claims.roles import is_time
from siegeline.times import Bounds, Interval, month, on, within, year

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
_M = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_W = "(?:" + "|".join(_WEEKDAYS) + ")"
_PART = r"(?:morning|afternoon|evening|night|dawn|noon|midnight|midday|dusk|sunset|sunrise|day|hours)"
_D = r"\d{1,2}(?:st|nd|rd|th)?"
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_TEENS = {"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_SPELT = rf"(?:{'|'.join(_TEENS)})|(?:{'|'.join(_TENS)})(?:[ -](?:{_ONES}))?"
_NUMBER = rf"(?:\d+|{_SPELT}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|few|many|a couple of|some)"
_UNIT = r"(?:minute|hour|day|night|week|month|year)s?"
_LEAD = (
    r"(?:(?:already|only|just|early|late|later|shortly|at least|about|around|by|on|in|since|from|until|till|before|after|during|"
    r"as of|between|throughout|for|within|late on|early on|beginning|mid|the)[ -]+)*"
)
_DATE = rf"(?:{_D}\.?\s+(?:of\s+)?{_M}(?:,?\s+\d{{4}})?|{_M}\s+{_D}(?!\d)(?:,?\s+\d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}})"
_MONTH_YEAR = rf"(?:(?:early|late|mid|the beginning of|the end of)[ -])?{_M}(?:\s+\d{{4}})?(?!\w)"
_SEASON = r"(?:(?:early|late|mid|the)[ -])*(?:spring|summer|autumn|winter)(?:\s+of)?\s+\d{4}"
_PART_OF_YEAR = r"(?:the\s+)?(?:end|beginning|start|middle)\s+of\s+\d{4}"
_RELATIVE = (
    rf"(?:the day before yesterday|the day after tomorrow|tomorrow(?:\s+{_PART})?|yesterday(?:\s+{_PART})?|today|tonight|this {_PART}|last {_PART}|last {_W}|this week|last week|last month|last year|next week|next month|next year|"
    rf"this month|this year|the (?:same|next|following|previous|other|second|third|fourth|fifth) (?:{_PART}|day|week|month|year)|the day (?:before|after)|"
    rf"{_NUMBER} {_UNIT} (?:ago|earlier|later|before|after)|now|currently|recently|{_W}(?:\s+{_PART})?|(?:the )?past {_NUMBER}? ?{_UNIT}|"
    rf"the (?:last|past|coming|next) (?:{_NUMBER} )?{_UNIT})"
)
_DURATION = rf"(?:(?:more than|over|nearly|almost|less than|at least|about|around|up to)\s+)?{_NUMBER}[ -]{_UNIT}"
_WEEKS_OF = rf"(?:several |many )?{_UNIT[:-2]}s(?= of\b)"
_TO = r"(?:\s*[–-]\s*|\s+(?:to|until|till)\s+)"
_Y = r"(?:19|20)\d{2}(?!\d|\s+[a-z]+s\b)"
_POINT = rf"(?:(?:{_D}\.?\s+(?:of\s+)?)?{_M}(?:\s+{_D}(?!\d))?(?:,?\s+\d{{4}})?)"
_RANGE = rf"(?:{_D}(?:{_TO}|\s+and\s+){_DATE}|{_POINT}{_TO}{_POINT}|(?<=between ){_POINT}\s+and\s+{_POINT}|{_M}\s+{_D}{_TO}{_D}(?!\d)(?:,?\s+\d{{4}})?|(?:(?<=from )|(?<=between )|(?<=in )){_Y}(?:{_TO}|\s+and\s+){_Y})"
EXPRESSION = re.compile(
    rf"\b{_LEAD}(?:{_PART}\s+(?:of\s+|on\s+)?)?(?:the\s+(?:{_PART}|night)\s+(?:of|between)\s+)?"
    rf"(?:{_RANGE}|{_DATE}|{_RELATIVE}|{_SEASON}|{_PART_OF_YEAR}|{_MONTH_YEAR}|(?<=in )\d{{4}}|(?<=since )\d{{4}}|(?<=by )\d{{4}}|(?:(?<=after )|(?<=before )|(?<=until )){_Y}|{_DURATION}|{_WEEKS_OF})",
    re.I,
)


# Without one of these no expression begins: most sentences need no more than this look.
_NEEDED = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|morning|afternoon|evening|night|dawn|noon|mid|dusk|"
    r"day|hour|minute|week|month|year|tomorrow|yesterday|today|tonight|now|currently|recently)",
    re.I,
)


@lru_cache(maxsize=4096)
def expressions(text: str) -> tuple[Span, ...]:
    """Where times are named in a sentence."""
    if not _NEEDED.search(text):
        return ()
    found = []
    for match in EXPRESSION.finditer(text):
        words = match.group().strip().lower()
        if words in {"may", "march", "mar", "sun", "dec", "a day", "one day", "the day", "now"}:
            continue
        if re.fullmatch(r"(?:in |by |on )?(?:may|march)", words) and not match.group().strip().split()[-1][0].isupper():
            continue
        the = len("the ") if words in {"the recently", "the currently", "the now"} else 0
        found.append(Span(match.start() + the, match.start() + len(match.group().rstrip(" .,"))))
    return tuple(found)


def names_day(words: str) -> bool:
    """Whether the words name a day outright ("6 August"), not by another ("the next day")."""
    return re.search(_DATE, words, re.I) is not None


def when_of(trigger: Token, site: Token | None = None) -> Span | None:
    """The time words that belong to a trigger: those of its own clause, else those at the sentence's head.

    Of several in "captured A on 26 July and B on 28 July", a ``site`` has the one that follows it.
    """
    if not (found := [span for span in expressions(trigger.doc.text) if not _describes(span, trigger)]):
        return None
    if site is not None and len(found) > 1 and site.dep_ == "conj" and is_time(site.head):
        return next((span for span in found if span.start > site.idx), None)
    own = {token.i for token in _clause(trigger)}
    for span in found:
        words = trigger.doc.char_span(span.start, span.end, alignment_mode="expand")
        if words is not None and any(token.i in own for token in words):
            return span
    head = found[0]
    if head.start <= 25 or (len(found) == 1 and head.start < trigger.idx):
        return head
    return None


def _describes(span: Span, trigger: Token) -> bool:
    """Whether time words belong to a describing word ("the recently cleared road") and not to the event."""
    words = trigger.doc.char_span(span.start, span.end, alignment_mode="expand")
    return words is not None and (word := words.root).dep_ == "advmod" and word.head.dep_ in {"amod", "acl"} and word.head != trigger


def _clause(trigger: Token) -> list[Token]:
    """The words of the trigger's clause, without the clauses that hang on it."""
    root = trigger
    while root.pos_ not in {"VERB", "AUX"} and root.head != root:
        root = root.head
    found, queue = [root], [root]
    while queue:
        for child in queue.pop().children:
            if (
                child.dep_ in {"conj", "advcl", "ccomp", "relcl", "acl", "xcomp"}
                and child.pos_ in {"VERB", "AUX"}
                and child != trigger
            ):
                continue
            found.append(child)
            queue.append(child)
    return found


@lru_cache(maxsize=4096)
def interval_of(words: str, clock: Clock) -> Interval | None:
    """The interval that time words mean; None when the grammar does not know them.

    A day or month without a year takes the last such day not after the report's; with no report date it stays
    without a year.
    """
    text = re.sub(r"\s+", " ", words.lower()).strip()
    since = bool(re.search(r"\b(?:since|from)\b", text))
    until = bool(re.search(r"\b(?:until|till|by|before|as of)\b", text))
    if ranged := _range(text, clock):
        return ranged if not ranged.pattern else None
    found = _seasonal(text) or _dated(text, clock) or _relative(text, clock) or _lasting(text, clock)
    if found is None:
        return None
    if re.search(rf"\bafter (?:the )?(?:{_POINT}|\d{{4}})", text):
        return None if found.pattern else within(found.end.latest, None)
    if found.pattern:
        return found if not text.startswith(("before", "until", "till")) else None
    if since and not found.ongoing:
        return Interval(found.start, Bounds(), ongoing=True)
    if (
        until
        and found.start == found.end
        and found.start.earliest
        and text.startswith(("by", "until", "till", "before"))
    ):
        if text.startswith(("until", "till")):
            return Interval(Bounds(None, found.end.latest), found.end)
        return within(None, found.start.latest)
    return found


def _range(text: str, clock: Clock) -> Interval | None:
    """ "between 4 and 6 August", "from July to December"; a pattern when no year is known."""
    if match := re.search(
        rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:{_TO}|\s+and\s+)(\d{{1,2}})\w*\.?\s+(?:of\s+)?({_M})(?:,?\s+(\d{{4}}))?",
        text,
    ):
        low, high = f"{match[1]} {match[3]}", f"{match[2]} {match[3]} {match[4] or ''}"
    elif match := re.search(rf"({_M})\s+(\d{{1,2}})(?:st|nd|rd|th)?{_TO}(\d{{1,2}})(?!\d)\w*(?:,?\s+(\d{{4}}))?", text):
        low, high = f"{match[2]} {match[1]}", f"{match[3]} {match[1]} {match[4] or ''}"
    elif match := (
        re.search(rf"({_Y})(?:{_TO}|\s+and\s+)({_Y})", text)
        or re.search(rf"({_POINT}){_TO}({_POINT})", text)
        or re.search(rf"between ({_POINT})\s+and\s+({_POINT})", text)
    ):
        low, high = match[1], match[2]
    else:
        return None
    last = _dated(high.strip(), clock)
    if last is None or last.pattern or last.last is None:
        return last
    given = [last.last.year, last.last.year - 1] if not re.search(r"\d{4}", low) else [None]
    for number in given:
        first = _dated(f"{low} {number}" if number else low, clock)
        if first is not None and first.first is not None and first.first <= last.last:
            return Interval(first.start, last.end)
    return last


def _dated(text: str, clock: Clock) -> Interval | None:
    if match := re.search(r"(\d{4})-(\d{2})-(\d{2})", text):
        return _exact(int(match[1]), int(match[2]), int(match[3]))
    if match := re.search(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        return _exact(int(match[3]), int(match[2]), int(match[1]))
    if match := re.search(rf"(\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?({_M})(?:,?\s+(\d{{4}}))?", text):
        return _day(int(match[1]), MONTHS[match[2].strip(".")], match[3], clock)
    if match := re.search(rf"({_M})\s+(\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(\d{{4}}))?", text):
        return _day(int(match[2]), MONTHS[match[1].strip(".")], match[3], clock)
    if match := re.search(rf"({_M})(?:\s+(\d{{4}}))?", text):
        return _month(MONTHS[match[1].strip(".")], match[2], text, clock)
    if match := re.search(r"\b((?:19|20)\d{2})\b", text):
        return year(int(match[1]))
    return None


_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_THIRDS = {"end": (10, 12), "beginning": (1, 3), "start": (1, 3), "middle": (5, 8)}


def _seasonal(text: str) -> Interval | None:
    """ "the spring of 2014", "the end of 2012": some day of those months (northern hemisphere)."""
    if not (match := re.search(rf"\b({'|'.join((*_SEASONS, *_THIRDS))})(?:\s+of)?\s+(\d{{4}})", text)):
        return None
    low, high = (_SEASONS | _THIRDS)[match[1]]
    number = int(match[2])
    return within(month(number, low).first, month(number + (high < low), high).last)


def _exact(y: int, m: int, d: int) -> Interval | None:
    try:
        return on(date(y, m, d))
    except ValueError:
        return None


def _day(day: int, number: int, given: str | None, clock: Clock) -> Interval | None:
    if given:
        return _exact(int(given), number, day)
    which = clock.year_of(number, day)
    if which:
        return _exact(which, number, day)
    return Interval(pattern=f"XXXX-{number:02d}-{day:02d}") if _exact(2000, number, day) else None


def _month(number: int, given: str | None, text: str, clock: Clock) -> Interval | None:
    which = int(given) if given else clock.year_of(number, 1)
    if which is None:
        return Interval(pattern=f"XXXX-{number:02d}")
    whole = month(which, number)
    if re.search(r"\bearly|beginning", text):
        return within(whole.first, date(which, number, 10))
    if re.search(r"\bmid", text):
        return within(date(which, number, 10), date(which, number, 20))
    if re.search(r"\blate|end of", text):
        return within(date(which, number, 20), whole.last)
    return whole


_COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_VAGUE = {
    "several": (3, 9),
    "a few": (2, 5),
    "few": (2, 5),
    "many": (4, 30),
    "a couple of": (2, 3),
    "some": (2, 9),
    "": (2, 9),
}
_DAYS = {"minute": 0, "hour": 0, "day": 1, "night": 1, "week": 7, "month": 30, "year": 365}


def _count(words: str) -> tuple[int, int]:
    words = words.strip()
    if words.isdigit():
        return int(words), int(words)
    tens, _, ones = words.replace("-", " ").partition(" ")
    if words in _COUNTS or words in _TEENS or tens in _TENS:
        number = (_COUNTS | _TEENS).get(words) or _TENS[tens] + _COUNTS.get(ones, 0)
        return number, number
    return _VAGUE.get(words, (1, 9))


def _relative(text: str, clock: Clock) -> Interval | None:
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
        rf"({_NUMBER}) (minute|hour|day|night|week|month|year)s? (ago|earlier|before|later|after)", text
    ):
        base = today if match[3] == "ago" else running
        if base is None:
            return None
        low, high = (count * _DAYS[match[2]] for count in _count(match[1]))
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
    if match := re.search("|".join(_WEEKDAYS), text):
        back = (today.weekday() - _WEEKDAYS.index(match.group())) % 7
        return on(today - timedelta(days=back))
    if match := re.search(rf"(?:past|last) (?:({_NUMBER}) )?(day|night|week|month|year)s?", text):
        days = _count(match[1] or "one")[1] * _DAYS[match[2]]
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


def _lasting(text: str, clock: Clock) -> Interval | None:
    """A duration up to the report's day: "more than 2 years" began at least two years before it."""
    today = clock.published
    match = re.search(
        rf"(?:(more than|over|at least|nearly|almost|less than|about|around|up to)\s+)?({_NUMBER})[ -](day|night|week|month|year)s?",
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
    low, high = (count * _DAYS[match[3]] for count in _count(match[2]))
    if match[1] in {"more than", "over", "at least"}:
        begin = Bounds(None, today - timedelta(days=low))
    elif match[1] in {"nearly", "almost", "less than", "up to"}:
        begin = Bounds(today - timedelta(days=high), today)
    else:
        slack = max(_DAYS[match[3]] // 3, 1)
        begin = Bounds(today - timedelta(days=high + slack), today - timedelta(days=max(low - slack, 0)))
    return Interval(begin, Bounds(begin.latest, today))
