"""Misspelling: Syrian names as reports spell them, by the usual ways of writing Arabic in Latin letters (seeded)."""

import random
import re
from collections.abc import Callable, Sequence

Rule = Callable[[str, random.Random], str]
_ARTICLE = re.compile(r"^(al|el|as|es|ash|esh|ar|er|an|en|ad|ed|at|et|az|ez|adh)[ -]", re.I)


def _swap(pattern: str, *ways: str) -> Rule:
    """Another way of writing what the pattern meets, the first time that it is met."""

    def rule(name: str, dice: random.Random) -> str:
        return re.sub(pattern, lambda _: dice.choice(ways), name, count=1)

    return rule


def _article(name: str, dice: random.Random) -> str:
    rest = _ARTICLE.sub("", name)
    if rest == name:
        return name
    first = rest[:1].lower()
    sun = [f"a{first}-", f"e{first}-", f"A{first} "] if first in "tdrzsn" else []
    return f"{dice.choice(['al-', 'Al ', 'el-', 'El ', '', *sun])}{rest}"


def _double(name: str, dice: random.Random) -> str:
    single = [found.start() for found in re.finditer(r"(?<=[aeiou])[bdlmnrst](?=[aeiou])", name)]
    if not single:
        return name
    at = dice.choice(single)
    return name[:at] + name[at] + name[at:]


def _single(name: str, dice: random.Random) -> str:
    return re.sub(r"([bdlmnrst])\1", r"\1", name, count=1)


def _vowel(name: str, dice: random.Random) -> str:
    inner = [found.start() for found in re.finditer(r"(?<=[b-df-hj-np-tv-z])[aeiou](?=[b-df-hj-np-tv-z])", name)]
    if not inner:
        return name
    at = dice.choice(inner)
    return name[:at] + {"a": "e", "e": "a", "i": "e", "o": "u", "u": "o"}[name[at]] + name[at + 1 :]


RULES: Sequence[Rule] = (
    _article,
    _double,
    _vowel,
    _swap(r"q", "k", "g"),
    _swap(r"k(?!h)", "q", "c"),
    _swap(r"(?<!a)u(?=[^aeiou])", "ou", "oo", "w"),
    _swap(r"aw", "au", "ou", "ow"),
    _swap(r"ay", "ai", "ei", "ey"),
    _single,
    _swap(r"(?:iyy?ah?|iya)\b", "iya", "iyah", "ieh", "iyeh", "iyya", "ia"),
    _swap(r"(?<=[^iy])ah\b", "a", "eh", "e"),
    _swap(r"\b(?:Tall|Tell)\b", "Tel", "Tell", "Tal"),
    _swap(r"\bKafr\b", "Kfar", "Kafar", "Kefr"),
    _swap(r"(?<=\w)[ -](?=\w)", "-", " "),
    _swap(r"j", "dj", "g"),
    _swap(r"sh", "ch"),
    _swap(r"gh", "g"),
    _swap(r"dh", "d", "th"),
    _swap(r"z", "s"),
    _swap(r"['‘’ʼ`]", "", "'"),
    _swap(r"ī|i(?=[^aeiouy])", "ee", "y"),
)


def misspelt(name: str, dice: random.Random) -> str:
    """The name with one to three of the usual changes, never itself where a rule can change it."""
    made = name
    wanted = dice.choice((1, 1, 2, 2, 3))
    for rule in dice.sample(RULES, len(RULES)):
        changed = rule(made, dice)
        if changed != made:
            made, wanted = changed, wanted - 1
        if not wanted:
            break
    return made
