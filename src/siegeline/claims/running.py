"""Running date: the day at which a text has arrived, from its title, headings and the dates that it names."""

import re
from dataclasses import replace
from datetime import date, timedelta

from siegeline.claims.clock import Clock
from siegeline.claims.when import expressions, interval_of, names_day

_YEAR = re.compile(r"\b(1[89]\d{2}|20\d{2})\b")
_FULL = re.compile(r"\b(?:\d{1,2}\s+\w+,?|\w+\s+\d{1,2},|\w+)\s+(1[89]\d{2}|20\d{2})\b")
_BEGINS = 12  # characters before the time with which a sentence begins: "In the summer of 2012"
_PAST = timedelta(days=200)
_OTHER_YEAR = re.compile(r"\b(?:same|that|next|following|previous) year\b", re.I)
_ITEM = re.compile(r"\s*[•●▪■◦‣*–—-]\s")  # how an item of a list begins its line
_LOGGED = re.compile(r"\s*(?:[•●▪■◦‣*–—-]\s*)?(?:at\s+|from\s+)?\d{1,2}[:.]\d{2}\b(?!\.\d)", re.I)
_COMING = re.compile(
    r"\b(?:will|won't|shall|would|going to|due|expected|scheduled|planned|plan(?:s|ning)?|intend(?:s|ed|ing)?|"
    r"hop(?:e|es|ed|ing)|aim(?:s|ed|ing)?) \w"
)


def clock_for(text: str, title: str | None, published: date | None) -> Clock:
    """The clock at the beginning of a text: a history's begins in the first year that its title or text names."""
    years = [int(year) for year in _FULL.findall(text) if published is None or int(year) <= published.year]
    in_title = [int(year) for year in _YEAR.findall(title or "")]
    old = [year for year in years if published is None or date(year, 12, 31) < published - _PAST]
    titled = bool(in_title) and (published is None or in_title[0] < published.year)
    history = published is None or titled or (len(old) >= 3 and len(old) > len(years) / 2)
    begin = (in_title or years)[:1] if history else []
    return Clock(published, date(begin[0], 7, 1) if begin else None, history)


def at_item(clock: Clock, text: str, start: int) -> Clock:
    """The clock at the sentence that begins at ``start`` of a report.

    In news, a list's item begins its own hours; a log's line that begins with an hour is of the day of its heading.
    """
    if clock.page and _LOGGED.match(text, text.rfind("\n", 0, start) + 1):
        return clock.at(clock.page)
    begins = _ITEM.match(text[text.rfind("\n", 0, start) + 1 : start + 2])
    first = begins is not None and begins.end() + text.rfind("\n", 0, start) + 1 in {start, start + 2}
    return replace(clock, apart=True) if first and not clock.history else clock


def run_on(clock: Clock, text: str, *, heading: bool, exact: bool) -> Clock:
    """The clock after a sentence or heading.

    It runs to the first day that the words name outright (``exact``), or else by another day ("the next day"); in a
    history a heading's year or month counts too. It never runs past the report's day, nor to what is planned.
    """
    if clock.history and heading and exact and (year := _YEAR.search(text)):
        found = interval_of(text, clock)
        day = found.first if found and found.first else date(int(year.group()), 7, 1)
        return replace(clock, running=day, page=day if found and found.first == found.last else clock.page)
    if not exact:
        clock = replace(clock, gone=max(clock.gone - 1, 0))
    coming = match.end() if (match := _COMING.search(text)) else len(text)
    clock = _in_years(clock, text[:coming], exact=exact)
    for span in expressions(text):
        words = text[span.start : span.end]
        outright = names_day(words) and not _OTHER_YEAR.search(words)
        if outright != exact or (span.start >= coming and not _YEAR.search(words)):
            continue
        if (arrived := _day_of(words, clock)) and (clock.published is None or arrived <= clock.published):
            return replace(clock.at(arrived), page=arrived if heading else clock.page)
    return clock


def _in_years(clock: Clock, text: str, *, exact: bool) -> Clock:
    """The clock after the months and years that a text names with their year, or (not ``exact``) by another year."""
    for span in expressions(text):
        words = text[span.start : span.end]
        if not names_day(words) and (_YEAR if exact else _OTHER_YEAR).search(words):
            found = interval_of(words, clock)
            if found and found.first and not found.ongoing:
                clock = clock.in_year(found.first, first=span.start < _BEGINS)
    return clock


def _day_of(words: str, clock: Clock) -> date | None:
    """The one day that words mean; of "until 5 May" its end, of "from 5 May" its beginning."""
    found = interval_of(words, clock)
    if found and found.ongoing and words.lower().startswith("from "):
        return found.first if found.first == found.start.latest else None
    if found is None or found.last is None:
        return None
    until = found.first is None and found.end.earliest == found.last
    return found.last if until or found.first == found.last else None
