"""Conflict: which of the theatres that ship a report, or a claim, is of."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import ahocorasick

from siegeline.claims.claim import Claim
from siegeline.places.names import folded
from siegeline.theatre import load_theatre, theatre_names

_SHORTEST = 4


def conflict_of(text: str, *, otherwise: str) -> str:
    """The theatre most of whose places, roads and actors a text names; ``otherwise`` when none has more than another.

    Only names that a theatre does not share with another count, and each entry once; actors alone ("NATO") choose none.
    """
    low = f" {folded(text)} "
    met: set[tuple[str, str]] = set()
    for last, (name, theatre, entry) in _automaton().iter(low):
        before, after = low[last - len(name)], low[last + 1 : last + 3]
        if not before.isalnum() and (not after[:1].isalnum() or (after[:1] == "s" and not after[1:].isalnum())):
            met.add((theatre, entry))
    there = {theatre for theatre, entry in met if not entry.startswith("actor ")}
    return _most(Counter(theatre for theatre, _ in met if theatre in there), otherwise)


def conflict_of_claims(claims: Iterable[Claim], *, otherwise: str) -> str:
    """The theatre that knows most of the places and roads of claims; ``otherwise`` when none has more than another."""
    told = Counter(
        ref.id for claim in claims for ref in (claim.place, claim.route, claim.agent, claim.target) if ref and ref.id
    )
    counts = Counter[str]()
    for name in theatre_names():
        theatre = load_theatre(name)
        known = {*theatre.place, *theatre.route, *theatre.actor}
        counts[name] = sum(count for one, count in told.items() if one in known)
    return _most(counts, otherwise)


def _most(counts: Counter[str], otherwise: str) -> str:
    best = counts.most_common(2)
    if not best or not best[0][1] or (len(best) > 1 and best[0][1] == best[1][1]):
        return otherwise
    return best[0][0]


@lru_cache(maxsize=1)
def _automaton() -> ahocorasick.Automaton:
    bearers: dict[str, set[tuple[str, str]]] = {}
    for name in theatre_names():
        theatre = load_theatre(name)
        for noun, rows in (("place", theatre.places), ("route", theatre.routes), ("actor", theatre.actors)):
            for row in rows:
                for written in _named(row.name, row.aliases):
                    bearers.setdefault(written, set()).add((name, f"{noun} {row.id}"))
    automaton = ahocorasick.Automaton()
    for written, entries in bearers.items():
        if len({theatre for theatre, _ in entries}) == 1:
            automaton.add_word(written, (written, *min(entries)))
    automaton.make_automaton()
    return automaton


def _named(name: str, aliases: Sequence[str]) -> Iterable[str]:
    """Names proper, folded: a description ("eastern districts") fits any conflict."""
    for one in (name, *aliases):
        if one[:1].isupper() and len(low := folded(one)) >= _SHORTEST:
            yield low
