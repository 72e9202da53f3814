# ruff: noqa: E501 – the grammar reads best one rule a line
"""When: the words for a time in a sentence, and the interval that they mean in a report.

The grammar is small and ours; it never makes a date more precise than its words, and a duration stays one.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from spacy.tokens import Token

from siegeline.claims.clock import Clock
from siegeline.claims.counting import NUMBER
from siegeline.claims.frame import Span
from siegeline.claims.parsed import text_of
from siegeline.claims.relative import WEEKDAYS, lasting, relative
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
_W = "(?:" + "|".join(WEEKDAYS) + ")"
_PART = r"(?:morning|afternoon|evening|night|dawn|noon|midnight|midday|dusk|sunset|sunrise|day|hours)"
_D = r"\d{1,2}(?:st|nd|rd|th)?"
_UNIT = r"(?:minute|hour|day|night|week|month|year)s?"
_LEAD = (
    r"(?:(?:already|only|just|early|late|later|shortly|at least|about|around|by|on|in|since|from|until|till|before|after|during|"
    r"as of|between|throughout|for|within|late on|early on|beginning|mid|the)[ -]+)*"
)
_DATE = rf"(?:{_D}\.?\s+(?:of\s+)?{_M}(?:,?\s+\d{{4}})?|{_M}\s+{_D}(?!\d)(?:,?\s+\d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}})"
_THAT_YEAR = r"(?:,?(?:\s+(?:of|in))?\s+(?:(?:the\s+)?(same|following|next|previous|last)|(this|that)(?:\s+same)?)\s+year\b)"
_OF_YEAR = rf"{_THAT_YEAR.replace('(same', '(?:same').replace('(this', '(?:this')}?"
_MONTH_YEAR = rf"(?:(?:early|late|mid|the beginning of|the end of)[ -])?{_M}(?:\s+\d{{4}})?(?!\w)"
_SEASON = r"(?:(?:early|late|mid|the)[ -])*(?:spring|summer|autumn|winter)(?:\s+of)?\s+\d{4}"
_PART_OF_YEAR = r"(?:the\s+)?(?:end|beginning|start|middle)\s+of\s+\d{4}"
_RELATIVE = (
    rf"(?:the day before yesterday|the day after tomorrow|tomorrow(?:\s+{_PART})?|yesterday(?:\s+{_PART})?|today|tonight|this {_PART}|last {_PART}|last {_W}|this week|last week|last month|last year|next week|next month|next year|"
    rf"this month|this year|the (?:same|next|following|previous|other|second|third|fourth|fifth) (?:{_PART}|day|week|month|year)|the day (?:before|after)|"
    rf"{NUMBER} {_UNIT} (?:ago|earlier|later|before|after)|now|currently|recently|{_W}(?:\s+{_PART})?|(?:the )?past {NUMBER}? ?{_UNIT}|"
    rf"the (?:last|past|coming|next) (?:{NUMBER} )?{_UNIT})"
)
_DURATION = rf"(?:(?:more than|over|nearly|almost|less than|at least|about|around|up to)\s+)?{NUMBER}[ -]{_UNIT}"
_WEEKS_OF = rf"(?:several |many )?{_UNIT[:-2]}s(?= of\b)"
_TO = r"(?:\s*[–-]\s*|\s+(?:to|until|till)\s+)"
_Y = r"(?:19|20)\d{2}(?!\d|\s+[a-z]+s\b)"
_POINT = rf"(?:(?:{_D}\.?\s+(?:of\s+)?)?{_M}(?:\s+{_D}(?!\d))?(?:,?\s+\d{{4}})?)"
_RANGE = rf"(?:{_D}(?:{_TO}|\s+and\s+){_DATE}|{_POINT}{_TO}{_POINT}|(?<=between ){_POINT}\s+and\s+{_POINT}|{_M}\s+{_D}{_TO}{_D}(?!\d)(?:,?\s+\d{{4}})?|(?:(?<=from )|(?<=between )|(?<=in )){_Y}(?:{_TO}|\s+and\s+){_Y})"
_DAY_ALONE = r"(?<=on the )\d{1,2}(?:st|nd|rd|th)(?=\s*(?:[,.;:)]|(?:and|but|or|as|when|after|before)\b|$))"  # of the month that the text told of
EXPRESSION = re.compile(
    rf"\b{_LEAD}(?:{_PART}\s+(?:of\s+|on\s+)?)?(?:the\s+(?:{_PART}|night)\s+(?:of|between)\s+)?"
    rf"(?:{_RANGE}|{_DATE}{_OF_YEAR}|{_RELATIVE}|{_SEASON}|{_PART_OF_YEAR}|{_MONTH_YEAR}{_OF_YEAR}|(?<=in )\d{{4}}|(?<=since )\d{{4}}|(?<=by )\d{{4}}|(?:(?<=after )|(?<=before )|(?<=until )){_Y}|{_DURATION}|{_WEEKS_OF}|{_DAY_ALONE})",
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


def names_year(words: str) -> bool:
    """Whether the words name a year outright, or by another ("November of the same year")."""
    return re.search(rf"\b(?:1[89]|20)\d\d\b|{_M}{_THAT_YEAR}", words, re.I) is not None


def when_of(trigger: Token, site: Token | None = None) -> Span | None:
    """The time words that belong to a trigger: those of its own clause, else those at the sentence's head.

    Of several in "captured A on 26 July and B on 28 July", a ``site`` has the one that follows it.
    """
    if not (found := [span for span in expressions(text_of(trigger.doc)) if not _describes(span, trigger)]):
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
    text = _with_year(re.sub(r"\s+", " ", words.lower()).strip(), clock)
    since = bool(re.search(r"\b(?:since|from)\b", text))
    until = bool(re.search(r"\b(?:until|till|by|before|as of)\b", text))
    if ranged := _range(text, clock):
        return ranged if not ranged.pattern else None
    found = _seasonal(text) or _dated(text, clock) or relative(text, clock) or lasting(text, clock)
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
        last = found.start.earliest - timedelta(days=1) if text.startswith("before") and found.start.earliest != found.start.latest else found.start.latest
        return within(clock.after if clock.after and last and clock.after <= last else None, last)
    return found


def _with_year(text: str, clock: Clock) -> str:
    """ "in August of that year" with the year in figures, where the text or the report's day tells it."""
    if not (match := re.search(rf"(?<!\w){_M}(?:\s+{_D})?({_THAT_YEAR})", text)):
        return text
    told, which = match[2] or match[3], clock.named
    if told in {"this", "last"} or (told == "next" and clock.after):
        which = clock.published
    if which is None:
        return text
    step = {"next": 1, "following": 1, "previous": -1, "last": -1}.get(told, 0)
    return f"{text[: match.start(1)]} {which.year + step}{text[match.end(1) :]}"


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
    which = int(given) if given else clock.year_of(number, 28 if clock.after else 1)
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
