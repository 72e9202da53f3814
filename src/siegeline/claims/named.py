"""Named: what a report names, where, and of which sort its words say that it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from siegeline.claims.claim import ActorRef, PlaceRef, RouteRef
from siegeline.claims.pointing import said

NAME = r"[A-ZÀ-Ž][\w'’-]*(?:[ -](?:al|el|as|ad|ar|at|az|de|of the|bin|abu)?[ -]?[A-ZÀ-Ž][\w'’-]*){0,2}"
Ref = TypeVar("Ref", PlaceRef, RouteRef, ActorRef)


@dataclass(frozen=True, slots=True)
class Named(Generic[Ref]):
    """What is named at characters ``start`` to ``end``: its words and what they are resolved to.

    ``sort`` is what a place is said to be, ``leads`` whether an actor acts or speaks, ``told`` whether a claim
    is on it.
    """

    start: int
    end: int
    text: str
    ref: Ref
    sort: str | None = None
    leads: bool = True
    told: bool = True


def sort_of(text: str, start: int, end: int) -> str | None:
    """What a place is said to be: by a word in its name, or by one right before or after it."""
    for piece in (text[start:end], _before(text, start), _after(text, end)):
        if sort := _sort_in(piece.lower()):
            return sort
    return None


@lru_cache(maxsize=20_000)
def _sort_in(words: str) -> str | None:
    return next((sort for sort, known in _sorts() if known.search(words)), None)


@lru_cache(maxsize=1)
def _sorts() -> list[tuple[str, re.Pattern[str]]]:
    sorts = said()["sorts"].items()
    return [(str(sort), re.compile("|".join(rf"\b{word}\b" for word in known))) for sort, known in sorts]


def _before(text: str, start: int) -> str:
    found = re.search(r"(\w+(?: base)?)(?: of(?: the)?)? $", text[max(0, start - 30) : start])
    return found[1] if found else ""


def _after(text: str, end: int) -> str:
    found = re.match(r" (\w+(?: base)?)\b|, (?:an?|the) (?:[\w-]+ )?(\w+)\b", text[end : end + 40])
    return (found[1] or found[2] or "") if found else ""


def names_in(text: str) -> Iterator[Named[PlaceRef]]:
    """Names that stand where places do, with no claim on them: after "in", "near", "the town of", …"""
    for found in re.finditer(rf"\b(?i:in|at|near|from|to|towards|into|of|around|outside)\s+(?:the\s+)?({NAME})", text):
        start, end = found.span(1)
        sort = sort_of(text, start, end)
        place = PlaceRef(found[1])
        if sort is not None or not re.match(r"of\b", found[0]):
            yield Named(start, end, found[1], place, sort, told=False)
