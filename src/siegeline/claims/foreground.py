"""Foreground: who a sentence is about – none of a clause that only tells when or why ("after the garrison had fled").

A pronoun goes on with the subject of the main clause (Brennan, Friedman and Pollard 1987: what grammar ranks first).
Told from the words alone, so that it serves every reader.
"""

import re
from collections.abc import Sequence

_LINK = re.compile(
    r"(?<!as well )(?<!such )\b(?:after|when|as|because|while|whilst|since|once|although|though|where|whereas|if|"
    r"unless|following|amid|despite|which|whom?|whose)\b(?!\s+(?:of|well|many|much)\b)",
    re.I,
)
_BETWEEN = r"(?:\s+(?:the|an?|its|their|his|all|most|many|some|both|last|of|remaining|local|allied|again|only))*\s*$"
_JOINED = re.compile(rf"\b(?:and|but|then){_BETWEEN}", re.I)
_BY = re.compile(rf"\bby{_BETWEEN}", re.I)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|be|been|being|got|gets?)\b", re.I)
_SUDDENLY = re.compile(r"\b(?:was|were)\s+(?:\w+\s+)?\w+ing\b|\bhad\s+(?:just|barely|hardly|scarcely)\b", re.I)
_ENDS = re.compile(r"[,;:()–—]")


def foremost(sentence: str, actors: Sequence[int], pronoun: int | None) -> list[int]:
    """Which of the ``actors``, named at these characters of a sentence, its main clause is about; all where none is.

    ``pronoun`` is where the word that points to one stands, if in the same sentence: from a clause behind the main one
    it may point to any.
    """
    numbers = list(range(len(actors)))
    if pronoun is not None and _is_behind(sentence, pronoun, actors):
        return numbers
    return [number for number in numbers if not _is_behind(sentence, actors[number], actors)] or numbers


def _is_behind(sentence: str, at: int, others: Sequence[int]) -> bool:
    """Whether who is named at a character stands behind the main clause; ``others`` are where others are named.

    So it does after "after", "when", "which" and the like, and after "by" without "was" ("villages held by the army").
    """
    begin = max((end.end() for end in _ENDS.finditer(sentence, 0, at)), default=0)
    before = sentence[begin:at]
    if _JOINED.search(before):
        return False
    if _BY.search(before) and not _AUXILIARY.search(before):
        return True
    links = list(_LINK.finditer(before))
    if not links:
        return False
    main, link = before[: links[-1].start()], before[links[-1].start() :]
    if link.lower().startswith("when") and _SUDDENLY.search(main):
        return False  # "the army was resting when rebels attacked": what comes after is the news
    directly = re.fullmatch(rf"\w+{_BETWEEN}", link) is not None
    return directly or any(begin <= other < begin + links[-1].start() for other in others)


__all__ = ["foremost"]
