"""Quotes: where words that somebody claims to have copied stand in a sentence."""

import re

from siegeline.claims.frame import Span


def occurrences(words: str, text: str) -> list[Span]:
    """Where ``words`` stand in ``text`` as whole words: letter for letter, else with any blanks between them.

    Words without a letter or digit are nowhere.
    """
    parts = words.split()
    if not re.search(r"\w", words):
        return []
    before = r"(?<!\w)" if re.match(r"\w", parts[0]) else ""
    after = r"(?!\w)" if re.search(r"\w$", parts[-1]) else ""
    for inside in (re.escape(words.strip()), r"\s+".join(map(re.escape, parts))):
        if found := [Span(*match.span()) for match in re.finditer(before + inside + after, text)]:
            return found
    return []


def nearest(spans: list[Span], to: Span) -> Span:
    """The span with the fewest characters between it and ``to``; the first of several."""
    return min(spans, key=lambda one: gap(one, to))


def gap(one: Span, other: Span) -> int:
    """The characters between two spans; 0 where they touch or overlap."""
    return max(one.start - other.end, other.start - one.end, 0)
