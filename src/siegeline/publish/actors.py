"""Actors: who stands in the two actor columns of a file shaped like ACLED's, by its codebook's rules.

ACLED Codebook (2024), Actors: civilians are "Civilians (Country)"; an armed party that nobody names is an "Unidentified
Armed Group (Country)", by its code a political militia. A name that a release does not tell is neither: its cell is
empty.
"""

import re
from dataclasses import dataclass
from typing import Literal

from siegeline.claims.claim import ActorRef, Claim
from siegeline.publish.entry import Entry
from siegeline.publish.shapes import shapes

# what a report has for a party, and what a release tells of it
Party = Literal["named", "withheld", "unnamed", "unclear", "civilians", "none"]
_WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class Actor:
    """A cell's ``name`` and its ``inter``, ACLED's kind of actor, both empty where nothing may be said. ``told``: the
    report names somebody (named), or somebody whom the release does not tell (withheld); it names nobody (unnamed), or
    points to somebody whom the program does not make out (unclear).
    """

    name: str
    inter: str
    told: str


def party_of(one: ActorRef | None, shown: ActorRef | None) -> Party:
    """What a report has for a party, of which a release shows ``shown``; words are looked up in ``shapes.yaml``."""
    if one is None:
        return "none"
    words = {word.lower() for word in _WORD.findall(one.text) if not word.isdecimal()}
    rules = shapes()["unidentified"]
    if one.id or one.side or words - {*rules["words"], *rules["sure"], *rules["civilians"]}:
        return "named" if shown else "withheld"
    if words & set(rules["civilians"]):
        return "civilians"
    return "unnamed" if words & set(rules["sure"]) else "unclear"


def actors(
    claim: Claim, row: Entry, parties: tuple[Party, Party], *, country: str, battle: bool
) -> tuple[Actor, Actor]:
    """``actor1`` and ``actor2`` of a claim as a release tells it.

    ``parties`` are those of its report; ``battle``: of an event type that has two armed parties.
    """
    inter = shapes()["inter"]
    armed = claim.kind in shapes()["unidentified"]["kinds"]
    nobody = Actor(f"Unidentified Armed Group ({country})", shapes()["unidentified"]["inter"], "unnamed")
    civilians = Actor(f"Civilians ({country})", "Civilians", _told(parties[1]))

    def actor(party: Party, name: str | None, side: str | None, *, unnamed: bool) -> Actor:
        if unnamed:
            return nobody
        known = party == "named"
        return Actor(name or "" if known else "", inter.get(side or "", "") if known else "", _told(party))

    first: Party = "unclear" if parties[0] == "civilians" else parties[0]
    second = parties[1]
    one = actor(first, row.side_name, row.side, unnamed=armed and first in {"unnamed", "none"})
    if second == "civilians" or (claim.kind == "civilians_harmed" and row.other_side not in inter):
        return one, civilians
    unnamed = armed and (second == "unnamed" or (battle and second == "none"))
    return one, actor(second, row.other_side_name, row.other_side, unnamed=unnamed)


def _told(party: Party) -> str:
    return "unnamed" if party in {"none", "civilians"} else party
