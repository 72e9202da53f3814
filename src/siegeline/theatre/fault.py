"""Fault: one thing that is wrong in a theatre's folder, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Fault:
    """``what`` is wrong with ``item`` ("actor azov") in ``file`` ("actors.yaml"); ``do`` says how to mend it."""

    file: str
    item: str
    what: str
    do: str

    def __str__(self) -> str:
        """The fault in one line."""
        return " ".join(f"{self.file}: {self.item}: {self.what}; {self.do}".split())


def instead_of(word: str, known: Iterable[str]) -> str:
    """What to write in place of a word that is not known: the known word most like it, else all of a short list."""
    listed = sorted(known)
    if near := get_close_matches(word, listed, n=1, cutoff=0.6):
        return f"write {near[0]!r}, or define it"
    if not listed:
        return "define it"
    return f"write one of {', '.join(listed)}" if len(listed) <= 8 else "define it, or write the id of one that is"
