"""Match: which found claim is which gold claim, after the rules that the gold sets' scores mean.

Two phrases are the same when both are empty or they share a content word. A found claim matches a gold claim when
kind and place agree; a road that is seized may be called captured or cut.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]
FIELDS = ("agent", "target", "speaker", "when")

_EMPTY = frozenset(
    [*("the", "a", "an", "of", "in", "on", "at", "to", "from", "by", "and", "or"),
     *("its", "their", "his", "her", "near", "around", "towards", "toward")]
)  # fmt: skip
_ROADS = {"captured", "route_cut"}


def words_of(field: Any) -> str:
    """The words of a claim's field: a string, or an object's ``text`` or ``name``."""
    if isinstance(field, Mapping):
        return str(field.get("text") or field.get("name") or "")
    return field or ""


def content(text: str) -> set[str]:
    """The content words of a phrase."""
    return {word for word in re.findall(r"[\w'’-]+", text.lower()) if word not in _EMPTY}


def same(one: Any, other: Any) -> bool:
    """Whether two fields are both empty or share a content word."""
    first, second = content(words_of(one)), content(words_of(other))
    return bool(first & second) or not (first or second)


def pairs(gold: Sequence[Json], found: Sequence[Json]) -> list[tuple[int, int]]:
    """Indices of gold and found claims that match, one to one; those with most fields alike are joined first."""
    ranked = []
    for at, wanted in enumerate(gold):
        for where, claim in enumerate(found):
            if _same_kind(wanted, claim) and same(_site(wanted), _site(claim)):
                alike = sum(same(wanted.get(field), claim.get(field)) for field in FIELDS)
                ranked.append((-(alike + (wanted["status"] == claim["status"])), at, where))
    joined: list[tuple[int, int]] = []
    for _, at, where in sorted(ranked):
        if all(at != one and where != other for one, other in joined):
            joined.append((at, where))
    return joined


def _site(claim: Json) -> str:
    return words_of(claim.get("place")) or words_of(claim.get("route"))


def _same_kind(one: Json, other: Json) -> bool:
    if one["kind"] == other["kind"]:
        return True
    on_road = words_of(one.get("route")) or words_of(other.get("route"))
    return one["kind"] in _ROADS and other["kind"] in _ROADS and bool(on_road)
