"""Sentences: where each begins and ends in a cleaned text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)"
)
_SHORT = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|gen|lt|col|maj|capt|sgt|brig|adm|gov|sen|rep|st|no|nos|vs|etc|approx|ca|cf|al|inc|ltd|dept|"
    r"u\.s|u\.n|u\.k|e\.g|i\.e|a\.m|p\.m|km|hrs|fig)|\b[a-z]|(?:^|\s)\d{1,3})$",
    re.I,
)
_DAY_OF_MONTH = re.compile(r"\b\d{1,2}\.\s*$")
_AFTER_DAY = re.compile(rf"\s*{_MONTH}\b", re.I)
_SHORT_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)$", re.I)
_A_DAY = re.compile(r"\s+\d{1,4}(?:st|nd|rd|th)?\b")
_END = re.compile(r"(?:\.{3}|…|[.!?]+)[\"')\]]*(?=\s|$)|(?<=[a-z])\.(?=[A-Z][a-z])")
_LONGEST = 2000
_LIST_MARK = re.compile(r"\s*(?:\(?\d{1,2}[.)]|[a-z]\))\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters ``start`` to ``end`` of a text; ``heading`` when it stands alone with no full stop."""

    start: int
    end: int
    heading: bool = False


def split(text: str) -> list[Sentence]:
    """The sentences of a cleaned text, in order; blank ones are left out.

    A blank line or a line break ends a sentence, so that a heading never swallows what follows it; a break in the
    middle of hard-wrapped prose does not. "6. August" and "Aug. 6" are dates, not ends.
    """
    found = []
    for start, end in _blocks(text):
        cuts = [start, *_cuts(text, start, end), end]
        for low, high in pairwise(cuts):
            for first, last in _short(text, low, high):
                if sentence := _trim(text, first, last):
                    found.append(sentence)
    return found


def _short(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Pieces that a parser can take: what has no full stop for so long is a list or debris, cut at a blank."""
    while high - low > _LONGEST:
        cut = text.rfind(" ", low + 1, low + _LONGEST)
        cut = cut if cut > 0 else low + _LONGEST
        yield low, cut
        low = cut
    yield low, high


def _blocks(text: str) -> list[tuple[int, int]]:
    """Paragraphs, with hard-wrapped lines joined."""
    blocks: list[tuple[int, int]] = []
    open_prose = False
    for line in re.finditer(r"[^\n]+", text):
        body = line.group().strip()
        if not body:
            open_prose = False
            continue
        wrapped = open_prose and text[blocks[-1][1] : line.start()].count("\n") == 1 and body[0].islower()
        if wrapped:
            blocks[-1] = (blocks[-1][0], line.end())
        else:
            blocks.append((line.start(), line.end()))
        open_prose = len(body) >= 55 and body[-1] not in ".!?:;\"'"
    return blocks


def _cuts(text: str, start: int, end: int) -> list[int]:
    cuts = []
    for match in _END.finditer(text, start, end):
        # what follows is looked at for a month's name, never further
        before, after = (
            text[max(start, match.start() - 12) : match.start()],
            text[match.end() : min(end, match.end() + 40)],
        )
        if match.group().startswith(".") and len(match.group()) == 1:
            if _SHORT.search(before) and (re.search(r"\d$", before) is None or _is_number_stop(before, after)):
                continue
            if _DAY_OF_MONTH.search(before + ".") and _AFTER_DAY.match(after):
                continue
            if _SHORT_MONTH.search(before) and _A_DAY.match(after):
                continue  # "Oct. 27"
        follow = after.lstrip()
        if follow and follow[0] in ",;)":
            continue
        cuts.append(match.end())
    return cuts


def _is_number_stop(before: str, after: str) -> bool:
    """Whether a full stop after a number belongs to it: a list mark ("1. ") or a day ("6. August")."""
    return re.match(r"^\s*\d{1,3}$", before) is not None or _AFTER_DAY.match(after) is not None


def _trim(text: str, low: int, high: int) -> Sentence | None:
    piece = text[low:high]
    if mark := _LIST_MARK.match(piece):
        low += mark.end()
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    if not any(ch.isalpha() for ch in text[low:high]):
        return None
    return Sentence(low, high, heading=text[high - 1] not in ".!?…\"')]:;," and high - low < 120)
