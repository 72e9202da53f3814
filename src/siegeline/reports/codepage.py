"""The Windows code page of bytes that are no Unicode: western European, Cyrillic or Arabic."""

import re
from itertools import pairwise

WESTERN, CYRILLIC, ARABIC = "cp1252", "cp1251", "cp1256"

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_MOST_RISES = 0.03


def windows_codepage(data: bytes) -> str:
    """Guess the code page from the shape of words, without a word list.

    Read as Cyrillic, western European text has words that mix Latin with other letters ("brisй"); Arabic text
    has small letters followed by capitals inside a word, which Russian or Ukrainian hardly ever has.
    """
    words = _WORD.findall(data[:_SAMPLE].decode(CYRILLIC, "replace"))
    mixed = sum(any(c < "\x80" for c in word) and any(c > "\x7f" for c in word) for word in words)
    other = [word for word in words if len(word) > 1 and min(word) > "\x7f"]
    if mixed >= len(other):
        return WESTERN
    pairs = [pair for word in other for pair in pairwise(word)]
    rises = sum(left.islower() and right.isupper() for left, right in pairs)
    return ARABIC if rises > _MOST_RISES * len(pairs) else CYRILLIC
