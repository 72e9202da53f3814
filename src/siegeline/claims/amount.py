"""Amount: a number as a report tells it ("more than 30", "dozens", "20-30") as a range with a lowest and a highest.

How words are read, after what they say and no more (:mod:`siegeline.claims.quantity` says of what the numbers are):

- "at least 7" and "7 or more" are 7 with no upper bound; "more than 30" is 31 with no upper bound, and over 30 where
  parts count (2.5 km);
- "up to 1,500", "as many as" and "at most" have no lower bound; "fewer than 10" is at most 9;
- "some", "about" and "around" widen by a tenth either way; "nearly" and "almost" go from nine tenths up to the number;
- vague words ("dozens", "several", "hundreds") are the ranges in ``quantity.yaml``, which are a convention of ours.

An open bound is None.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

# "1,500", "1 500", "12.000" (three noughts are no parts), "2.5"
_DIGITS = r"\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?:\.000)+(?!\d)|\d+(?:\.\d+)?"
_DASH = r"[-\u2013\u2014]"
_ABOUT = 0.1
_MOST = 10**12


@dataclass(frozen=True, slots=True)
class Amount:
    """Characters ``start`` to ``end`` of a text say a number from ``low`` to ``high``; None is an open bound.

    ``whole`` is whether parts of one cannot be meant: 2 may count people, 2.5 cannot. ``above`` and ``below`` mark a
    bound that itself is not reached ("more than", "fewer than").
    """

    start: int
    end: int
    low: float | None
    high: float | None
    above: bool = False
    below: bool = False

    @property
    def whole(self) -> bool:
        """Whether both bounds are whole numbers."""
        return all(bound is None or float(bound).is_integer() for bound in (self.low, self.high))

    def counted(self) -> tuple[int | None, int | None]:
        """The bounds where only whole numbers can be meant: "more than 30" begins at 31."""
        low = None if self.low is None else math.floor(self.low) + 1 if self.above else math.ceil(self.low)
        high = None if self.high is None else math.ceil(self.high) - 1 if self.below else math.floor(self.high)
        if low is not None and high is not None and high < low:
            high = low  # "about 3" is three where parts do not count
        return low, high


@lru_cache(maxsize=1)
def told() -> Any:
    """The words of ``quantity.yaml``."""
    return yaml.safe_load((resources.files(__package__) / "quantity.yaml").read_text(encoding="utf-8"))


def amounts(text: str) -> Iterator[Amount]:
    """The amounts that a text tells, in its order; years, days of the month, ordinals and parts of names are none."""
    for match in _pattern().finditer(text):
        if (amount := _amount(match)) is not None and not _is_part(text, match.start("first"), match.end()):
            yield amount


def _amount(match: re.Match[str]) -> Amount | None:
    first = _range_of(match["first"])
    second = _range_of(match["second"]) if match["second"] else None
    if first is None or (match["second"] and second is None):
        return None
    low, high = first
    start, words = match.start(), " ".join((match["how"] or "").lower().split())
    if second is not None:
        if match["joint"].strip().lower() == "and" and not words.endswith("between"):
            return None
        size = _size_of(match["second"])
        if size and not _size_of(match["first"]) and low < second[0] / size:
            low = low * size  # "2 to 3 million"
        if low > second[1]:
            return None
        high = second[1]
        return Amount(start, match.end(), low, high)
    sense = "least" if (match["more"] or "").strip() else _sense(words)
    if sense == "between":
        start, sense = match.start("first"), None
    match sense:
        case "least":
            return Amount(start, match.end(), low, None)
        case "above":
            return Amount(start, match.end(), low, None, above=first[0] == first[1])
        case "most":
            return Amount(start, match.end(), None, high)
        case "below":
            return Amount(start, match.end(), None, high, below=first[0] == first[1])
        case "about":
            return Amount(start, match.end(), *_widened(low, high))
        case "nearly":
            return Amount(start, match.end(), _rounded(low * (1 - _ABOUT)), high)
        case _:
            if (match["so"] or "").strip():
                return Amount(start, match.end(), *_widened(low, high))
            return Amount(start, match.end(), low, high)


def _widened(low: float, high: float) -> tuple[float, float]:
    return _rounded(low * (1 - _ABOUT)), _rounded(high * (1 + _ABOUT))


def _rounded(value: float) -> float:
    """Without the dust of binary fractions."""
    return float(f"{value:.9g}")


def _sense(words: str) -> str | None:
    if not words:
        return None
    return next((sense for sense, known in told()["how"].items() if words in known), None)


def _size_of(words: str) -> int | None:
    last = re.split(r"[\s\u00a0-]+", words.lower())[-1]
    size = told()["sizes"].get(last)
    return int(size) if size else None


def _range_of(words: str) -> tuple[float, float] | None:
    """The lowest and highest number that words for one number can mean."""
    low = " ".join(words.lower().replace("\u00a0", " ").replace("\u202f", " ").split())
    if low in told()["vague"]:
        least, most = told()["vague"][low]
        return float(least), float(most)
    value = _value(low)
    return None if value is None or value > _MOST else (value, value)


def _value(words: str) -> float | None:
    """ "1,200", "two hundred and fifty", "1.2 million", "half a million" as a number."""
    numbers, sizes = told()["numbers"], told()["sizes"]
    whole, part = 0.0, None
    parts = [one for one in re.split(r"(?<![\d.,])-(?=\w)|\s+(?!\d{3}\b)", words) if one and one != "and"]
    for word in parts:
        if word in sizes:
            size = float(sizes[word])
            if size == 12 or size > 100:
                whole, part = whole + (1.0 if part is None else part) * size, None
            else:
                part = (1.0 if part is None else part) * size
        elif word in {"a", "an"}:
            part = 1.0 if part is None else part
        elif word == "half":
            part = 0.5 if part is None else part + 0.5
        elif word in numbers:
            part = (part or 0.0) + float(numbers[word])
        elif re.fullmatch(r"[\d., ]+", word):
            part = (part or 0.0) + float(re.sub(r"[, ]|(?<=\d)\.(?=000(?:\D|$))", "", word))
        else:
            return None
    return _rounded(whole + (part or 0.0))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = told()

    def any_of(some: Any) -> str:
        longest_first = sorted((str(one) for one in some), key=len, reverse=True)
        return "(?:" + "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in longest_first) + ")"

    number, size = any_of(words["numbers"]), any_of(words["sizes"])
    spelt = rf"(?:(?:an?|half\s+an?)\s+)?{size}(?:(?:\s+and\s+|\s+|-)(?:{number}|{size}))*"
    more = r"(?:\s+and\s+(?=[a-z]+\s+hundred|half\b)|\s+and\s+a\s+|-|\s+)"
    spelt = rf"(?:{number}|{spelt})(?:{more}(?:{number}|{size}|half))*"
    hundreds = rf"(?:{number}|an?)\s+hundred\s+and\s+{number}(?:-{number})?"
    digits = rf"(?:{_DIGITS})(?:[\s-]{size})?"
    one = rf"(?:\b{any_of(words['vague'])}\b|\b{hundreds}\b|\b{digits}(?=\W|$|(?:kms?|m|t)\b)|\b{spelt}\b)"
    how = any_of(how for known in words["how"].values() for how in known)
    joint = rf"\s*{_DASH}\s*|\s+(?:to|and|or)\s+(?:as\s+many\s+as\s+|up\s+to\s+|possibly\s+|even\s+)?"
    return re.compile(
        rf"(?:(?:\b(?P<how>{how})\s+|~\s*)(?:an?\s+estimated\s+)?)?(?P<first>{one})"
        rf"(?:(?P<joint>{joint})(?P<second>{one}))?(?P<more>\+|\s+or\s+more\b)?(?P<so>\s+or\s+so\b)?",
        re.I,
    )


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether the digits are part of something else: "T-72", "1st", "M5", "14:30", "$10", "6 August", "No. 4"."""
    before, after = text[max(0, start - 6) : start], text[end : end + 12]
    if re.search(r"[\w][-/.:,’']?$|[$€£#/]\s?$|\b[Nn]o\.\s?$", before):
        return True
    return re.match(r"(?:[:/]\d|[.,]\d|\s?%|\s?(?:a\.?m|p\.?m)\b|(?:st|nd|rd|th)\b)", after) is not None
