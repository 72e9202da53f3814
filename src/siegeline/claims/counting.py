"""Counting: numbers in figures and in words, before a unit of time."""

import re

_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_TEENS = {"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_SPELT = rf"(?:{'|'.join(_TEENS)})|(?:{'|'.join(_TENS)})(?:[ -](?:{_ONES}))?"
_FIGURES = r"\d{1,3}(?:[,.\s'’]\d{3})+(?!\d)|\d+"  # "1,368", "1 368": thousands set apart
_LARGE = rf"(?:an?|{_ONES})[ -](?:hundred|thousand)(?!\w)"
NUMBER = rf"(?:{_FIGURES}|{_LARGE}|{_SPELT}|an?|{_ONES}|ten|eleven|twelve|several|a few|few|many|a couple of|some)"
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
_LARGER = {"hundred": 100, "thousand": 1000}
_VAGUE = {
    "several": (3, 9),
    "a few": (2, 5),
    "few": (2, 5),
    "many": (4, 30),
    "a couple of": (2, 3),
    "some": (2, 9),
    "": (2, 9),
}


def count_of(words: str) -> tuple[int, int]:
    """The least and the most that words for a number mean ("a few" is 2 to 5)."""
    words = words.strip()
    if re.fullmatch(_FIGURES, words):
        number = int(re.sub(r"\D", "", words)[:9])
        return number, number
    if re.fullmatch(_LARGE, words):
        few, large = re.split("[ -]", words)
        return _COUNTS[few] * _LARGER[large], _COUNTS[few] * _LARGER[large]
    tens, _, ones = words.replace("-", " ").partition(" ")
    if words in _COUNTS or words in _TEENS or tens in _TENS:
        number = (_COUNTS | _TEENS).get(words) or _TENS[tens] + _COUNTS.get(ones, 0)
        return number, number
    return _VAGUE.get(words, (1, 9))


__all__ = ["NUMBER", "count_of"]
