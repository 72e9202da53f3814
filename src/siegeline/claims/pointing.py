"""Pointing: the words that point back to what a report has named, and what kind of actor a phrase can be."""

import re
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from siegeline.claims.claim import ActorRef
from siegeline.claims.lexicon import lexicon

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@lru_cache(maxsize=1)
def said() -> Any:
    """The lists of ``reference.yaml``."""
    told = yaml.safe_load((resources.files(__package__) / "reference.yaml").read_text(encoding="utf-8"))
    return {name: frozenset(words) if isinstance(words, list) else words for name, words in told.items()}


def is_pronoun(phrase: str) -> bool:
    """Whether words are a pronoun, or a force with one before it ("their drones")."""
    words = [word.lower() for word in WORD.findall(phrase)]
    if len(words) == 1:
        return words[0] in said()["pronouns"] or words[0] in said()["possessive"]
    return bool(words) and words[0] in said()["possessive"] and phrase[1:] == phrase[1:].lower()


def is_actor(ref: ActorRef) -> bool:
    """Whether words can be who acts: a name, one of a known side, or a word for a force; not civilians."""
    words = {word.lower() for word in WORD.findall(ref.text)}
    words |= {word.rstrip("s") for word in words}
    known = lexicon().words
    if words & known["civilian"] and not words & known["force"]:
        return False
    named = any(word[:1].isupper() for word in WORD.findall(ref.text))
    return named or ref.side is not None or bool(words & known["force"])


def is_many(phrase: str) -> bool:
    """Whether words are of many ("rebels"), so that "it" does not point to them."""
    last = (WORD.findall(phrase) or [""])[-1]
    return last.endswith("s") and last == last.lower() and len(last) > 3


def is_person(phrase: str) -> bool:
    """Whether words are of people who speak or suffer, and do not fight."""
    words = {word.lower() for word in WORD.findall(phrase)}
    return bool(words & said()["persons"] or words & lexicon().words["civilian"])


def has_word(phrase: str, noun: str) -> bool:
    """Whether words have a noun among them, in singular or plural."""
    return any(word.lower().rstrip("s") == noun for word in WORD.findall(phrase))
