"""Spelling: how alike two ways of writing one name are, where Arabic and Slavic letters were put into Latin ones.

An edit distance in which what transliterations exchange costs little: vowels for one another, a vowel more or less,
q for k or g, d for dh or z, a doubled letter nothing. The weights are judgement; tests/places/test_misspelt.py holds
what they come to.
"""

from functools import lru_cache

from siegeline.places.names import folded

_VOWELS = frozenset("aeiouyw")
_PAIRS = {"sh": "$", "ch": "$", "kh": "x", "gh": "g", "dh": "d", "th": "t", "zh": "z", "ph": "f", "dj": "j", "ck": "k"}
_CLASSES = ("kqcg", "jg", "szx", "dtz", "dz", "hx", "vfb", "$s", "$j", "kx", "pb", "vwu")
_NEAR = {(one, other) for letters in _CLASSES for one in letters for other in letters}
_VOWEL_FOR_VOWEL, _VOWEL_MORE, _END_H, _IN_CLASS, _OTHER = 0.25, 0.4, 0.1, 0.35, 1.0
_SAME_VOWEL = {(a, b) for letters in ("uow", "iy", "ei", "ae") for a in letters for b in letters}


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1; articles, doubled letters and blanks do not count."""
    return _likeness(*sorted((_letters(one), _letters(other))))


@lru_cache(maxsize=100_000)
def _letters(name: str) -> str:
    """One letter a sound, each once where it is doubled."""
    text, made = "".join(letter for letter in folded(name) if letter.isalnum()), ""
    while text:
        pair = _PAIRS.get(text[:2])
        letter, text = (pair, text[2:]) if pair else (text[0], text[1:])
        if made[-1:] != letter:
            made += letter
    return made


@lru_cache(maxsize=100_000)
def _likeness(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    row = [0.0]
    for letter in other:
        row.append(row[-1] + _gap(letter))
    for at, letter in enumerate(one):
        above, row = row, [row[0] + _gap(letter)]
        for to, against in enumerate(other):
            row.append(
                min(
                    above[to] + _change(letter, against),
                    above[to + 1] + (_END_H if letter == "h" and at == len(one) - 1 else _gap(letter)),
                    row[to] + (_END_H if against == "h" and to == len(other) - 1 else _gap(against)),
                )
            )
    return max(0.0, 1.0 - row[-1] / (0.6 * max(3, min(len(one), len(other)))))


def _gap(letter: str) -> float:
    return _VOWEL_MORE if letter in _VOWELS else _OTHER


def _change(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one in _VOWELS and other in _VOWELS:
        return _VOWEL_FOR_VOWEL / 2 if (one, other) in _SAME_VOWEL else _VOWEL_FOR_VOWEL
    return _IN_CLASS if (one, other) in _NEAR else _OTHER
