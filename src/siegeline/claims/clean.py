"""Clean: the same text, character for character as long, with debris blanked out.

Offsets in the cleaned text are offsets in the original, so a quote taken by them is the original's.
"""

import re
from collections.abc import Container, Iterable
from itertools import pairwise

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u202f\u2007\u2009\u200a\u2002\u2003\u3000\t\x0b\x0c", " "),
        **dict.fromkeys(
            "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff", " "
        ),
        **dict.fromkeys("’‘‛`´ʼʻ", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("–—―−", "–"),
        "\u2028": "\n",
        "\u2029": "\n",
        "\r": "\n",
    }
)
# Tried only where a word begins, and a heading's mark only after a line that is not empty: else the time taken by a
# long run without blanks, or of blank lines, would grow with its square.
_IMAGE = re.compile(
    r"(?<![\w%()@-])"
    r"(?:[\w%()@-]+\.(?:png|jpe?g|gif|webp|svg|mp4)(?:[ \t]*(?:large|medium|small|orig)(?-i:(?![a-z])))?)+",
    re.I,
)
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.me/)[^\s<>\"]+", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_FOOTNOTE = re.compile(r"\[(?:\d{1,3}|note \d+|citation needed|[a-z])\]")
_MARKS = re.compile(r"\[\[|\]\]|\{\{|\}\}|\*{1,3}(?=\s|\w)|(?m:^(?<!\n\n)\s{0,200}(?:#{1,6}|>+|[•●▪*-])\s+)")
_LONG = re.compile(r"[A-Za-z0-9_-]{15,}")
_HYPHENED = re.compile(r"(?:[A-Z]?[a-z]+|[A-Z]{2,}|\d+)(?:[-–](?:[A-Z]?[a-z]+|[A-Z]{2,}|\d+))+")  # Aleppo-Raqqa-Road
_LETTERS = re.compile(r"[^\W\d_]+")
_MEDIA_ID = 15  # length of the names that a large social network gives to pictures


def clean(text: str) -> str:
    """``text`` with its odd blanks, quotes and dashes made plain and its debris turned into spaces; same length."""
    plain = text.replace("\r\n", " \n").translate(_PLAIN)
    for pattern in (_ADDRESS, _IMAGE, _TAG, _FOOTNOTE, _MARKS):
        plain = pattern.sub(_blank, plain)
    return _LONG.sub(_blank_media_id, plain)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _blank_media_id(match: re.Match[str]) -> str:
    word = match.group()
    if not _HYPHENED.fullmatch(word) and _looks_random(word[:_MEDIA_ID]):
        return " " * _MEDIA_ID + word[_MEDIA_ID:]
    return word


def _looks_random(word: str) -> bool:
    """Whether letters, cases and digits change as often as in a random name ("CTdmH_uWUAAoYwO")."""
    classes = ["0" if ch.isdigit() else "_" if ch in "_-" else "A" if ch.isupper() else "a" for ch in word]
    changes = sum(a != b for a, b in pairwise(classes))
    return changes >= 5 and "A" in classes[1:]


def calm(sentence: str) -> str:
    """A sentence that shouts (all capitals) in small letters, of the same length; others unchanged."""
    letters = "".join(filter(str.isalpha, sentence))
    if len(letters) < 20 or sum(map(str.isupper, letters)) < 0.8 * len(letters):
        return sentence
    return sentence[:1] + "".join(ch.lower() if len(ch.lower()) == 1 else ch for ch in sentence[1:])


_DATELINE = re.compile(
    r"^(?:\([^()]{3,60}\)|[A-Z][A-Z' .-]{2,30}(?:,[^–\n]{2,30})?\s–)\s+(?=\S)"
    r"|^[A-Z][A-Z' .]{2,30}\s(?:—|--?)\s+(?=[A-Z“\"\d])"
)


def without_dateline(sentence: str) -> str:
    """A sentence with its dateline ("ALEPPO, 17 July –", "(Agency, 17 July)") blanked out; of the same length."""
    return _DATELINE.sub(_blank, sentence)


def with_capitals(sentence: str, names: Container[str]) -> str:
    """A sentence whose names, left in small letters by a machine, have their capitals back; the same length.

    ``names`` holds single words in small letters.
    """
    if not any(word in names for word in _LETTERS.findall(sentence)):
        return sentence
    return _LETTERS.sub(lambda word: _capital(word.group()) if word.group() in names else word.group(), sentence)


def without_shouted(sentence: str, names: Iterable[tuple[int, int]]) -> str:
    """A sentence whose names in capitals ("clashes near NUBL") are written as names are; the same length.

    ``names`` are the characters at which each name begins and ends.
    """
    for start, end in names:
        if len(name := sentence[start:end].title()) == end - start and sentence[start:end].isupper():
            sentence = sentence[:start] + name + sentence[end:]
    return sentence


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:] if len(word[:1].upper()) == 1 else word
