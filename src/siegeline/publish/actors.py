"""Actors: who stands in the two actor columns of a file shaped like ACLED's, by its codebook's rules.

ACLED Codebook (2024), Actors: civilians are "Civilians (Country)"; an armed party that nobody names is an "Unidentified
Armed Group (Country)", by its code a political militia. A name that a release does not tell is neither: its cell is
empty.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from siegeline.claims.claim import ActorRef, Claim
from siegeline.publish.entry import Entry
from siegeline.publish.shapes import shapes

Told = Literal["named", "unnamed", "withheld"]
_WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class Actor:
    """A cell's ``name``, its ``inter`` (ACLED's kind of actor; both empty where nothing may be said), and what the
    report has there: it names somebody, it names nobody, or it names somebody whom the release does not tell.
    """

    name: str
    inter: str
    told: Told


def is_named(one: ActorRef | None) -> bool:
    """Whether a report names a party, known or not: "unknown gunmen" and "they" are nobody's name."""
    if one is None or one.id or one.side:
        return one is not None
    words = shapes()["unidentified"]["words"]
    return any(word.lower() not in words for word in _WORD.findall(one.text))


def actors(claim: Claim, row: Entry, withheld: Collection[str], *, country: str, battle: bool) -> tuple[Actor, Actor]:
    """``actor1`` and ``actor2`` of a claim as a release tells it.

    ``withheld`` holds "agent" or "target" where the release does not tell it; ``battle``: of an event type that has two
    armed parties.
    """
    inter, rules = shapes()["inter"], shapes()["unidentified"]
    armed = claim.kind in rules["kinds"]
    nobody = Actor(f"Unidentified Armed Group ({country})", rules["inter"], "unnamed")

    def told(part: str, one: ActorRef | None) -> Told:
        return "withheld" if part in withheld else "named" if is_named(one) else "unnamed"

    first, second = told("agent", claim.agent), told("target", claim.target)
    one = Actor(row.side_name or "", inter.get(row.side or "", ""), first)
    other = Actor(row.other_side_name or "", inter.get(row.other_side or "", ""), second)
    if first == "unnamed":
        one = nobody if armed else Actor("", "", "unnamed")
    if claim.kind == "civilians_harmed" and not other.inter:
        other = Actor(f"Civilians ({country})", "Civilians", second)
    elif second == "unnamed":
        other = nobody if armed and (battle or claim.target is not None) else Actor("", "", "unnamed")
    return one, other
