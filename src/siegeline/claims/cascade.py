"""Cascade: which sentences of a report are worth parsing and worth the network; most text has no claim.

A sentence is worth it when its words speak for a claim: a logistic model over the beginnings of words, whose weights
(``cascade.json``) are fitted by ``training/cascade.py`` to what the whole reader finds. In a report of several
sentences the others have a say, since news of no war tells nothing that counts. What it costs in claims is measured
in docs/performance.md; ``siegeline read --no-cascade`` reads every sentence.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from siegeline.claims.sentences import Sentence

_WORD = re.compile(r"[a-z]+(?:'s)?")
BEGINNING = 6  # letters of a word that are looked at


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of ``cascade.json``, log-odds that a sentence has a claim.

    ``words`` are by a word's beginning; ``whole`` is the say of the report's mean in each sentence. ``few``: a report
    of fewer sentences is judged sentence by sentence, by ``least_alone`` and not ``least``.
    """

    bias: float
    words: Mapping[str, float]
    whole: float
    least: float
    few: int
    least_alone: float


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that ship with the program."""
    return Weights(**json.loads((resources.files(__package__) / "cascade.json").read_text(encoding="utf-8")))


def beginnings(text: str) -> list[str]:
    """The beginnings of a text's words, in small letters."""
    return [word[:BEGINNING] for word in _WORD.findall(text.lower())]


def worth(text: str, sentences: Sequence[Sentence]) -> list[bool]:
    """For each sentence of a cleaned text, whether it may have a claim."""
    told = weights()
    odds, sizes = [], []
    for one in sentences:
        words = beginnings(text[one.start : one.end])
        odds.append(told.bias + sum(told.words.get(word, 0.0) for word in set(words)))
        sizes.append(len(words) or 1)
    if len(sentences) < told.few:
        return [one >= told.least_alone for one in odds]
    mean = sum(one * size for one, size in zip(odds, sizes, strict=True)) / sum(sizes)
    least = told.least - told.whole * mean
    return [one >= least for one in odds]
