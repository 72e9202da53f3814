"""Names: foldings under which two spellings of one place are equal.

Three strengths: :func:`plain` keeps the length (for finding in a text), :func:`folded` is for exact look-up,
:func:`tolerant` joins the transliterations of Arabic and Slavic names ("Kuweires", "Kuwayris", "Kuwaries").
"""

import re
import unicodedata
from functools import lru_cache

_ARTICLES = r"(?:al|el|ul|as|es|ash|esh|ach|ech|ar|er|an|en|ad|ed|at|et|az|ez|adh|the)"
_ARTICLE = re.compile(rf"\b{_ARTICLES}[ -](?=\w)")
_APOSTROPHES = str.maketrans("", "", "‘’'`´ʼʻʿʾ")
_LONGEST = 60  # characters of a name that is remembered; what is longer is a text
_KEYS = 20_000  # names whose coarse key is remembered: reports tell of the same few again and again


def plain(text: str) -> str:
    """``text`` in small letters without accents, hyphens and apostrophes as blanks; the same length."""
    return text.translate(_PLAIN)


class _Plain(dict[int, str]):
    """What each letter becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in "-'’‘`´ʼʻʿʾ–\n\t\u00a0":
            made = " "
        else:
            base = unicodedata.normalize("NFKD", letter)[:1].casefold()
            made = base if len(base) == 1 else letter
        self[code] = made
        return made


_PLAIN = _Plain()


def folded(name: str) -> str:
    """The form under which names are looked up: plain, without articles, blanks single."""
    return _remembered(name) if len(name) <= _LONGEST else _folded(name)


def _folded(name: str) -> str:
    text = " ".join(plain(name.translate(_APOSTROPHES)).split())
    return _ARTICLE.sub("", text).strip(" .,;:") or text


_remembered = lru_cache(maxsize=_KEYS)(_folded)

_TOLERANT = (
    (re.compile(r"\bwest"), "xst"),  # else the same as "east"
    (re.compile(r"[^a-z ]"), ""),
    (re.compile(r"(?<= )[aeu](sh|th|dh|[dnrstz])(?=\1)"), ""),  # an article grown on: "Deir Ezzor"
    (re.compile(r"\b(?:tel|tell|tall)\b"), "tal"),
    (re.compile(r"\b(?:kafr|kfar|kafar|kefr)\b"), "kafr"),
    (re.compile(r"(?:iyyah|iyya|iyah|iya|iyeh|iye|ieh|iah|eyyah|eyya|eyah|eyeh|eya|ija|ia)\b"), "ia"),
    (re.compile(r"(?:ah|eh)\b"), "a"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"sh|sch|ch|tch"), "s"),
    (re.compile(r"th|dh|zh"), lambda match: {"th": "t", "dh": "d", "zh": "z"}[match.group()]),
    (re.compile(r"ph"), "f"),
    (re.compile(r"[qckjg]"), "k"),
    (re.compile(r"z"), "s"),
    (re.compile(r"(?<=[aou])(?:i?y+|i)(?=[aeou])"), "j"),  # a consonant there: "Daraya" is not "Daraa"
    (re.compile(r"[wv]"), "u"),
    (re.compile(r"[aeiouy]+"), "a"),
    (re.compile(r"([a-z])\1+"), r"\1"),
    (re.compile(r"h\b"), ""),
    (re.compile(r"(?<=[b-z])a(?=[b-z])"), ""),  # short vowels come and go: "Nubl", "Nubul"
    (re.compile(r"([a-z])\1+"), r"\1"),
)


@lru_cache(maxsize=_KEYS)
def tolerant(name: str) -> str:
    """A coarse key: consonants by class; vowels as one letter at a word's ends and gone within; articles gone."""
    text = folded(name)
    for pattern, by in _TOLERANT:
        text = pattern.sub(by, text)
    return re.sub(r"\s+", "", text)
