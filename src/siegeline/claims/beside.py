"""Beside: what speaks for or against a candidate in the other candidates of its sentence."""

import math
import re
from collections.abc import Mapping, Sequence

from siegeline.claims.frame import Frame, Span

Candidate = tuple[Frame, dict[str, float]]

# nothing but "in", "of", "near", "the town of" between two places: one is told as where the other lies
_WITHIN = re.compile(
    r"^\W*(?:(?:in|of|near|at|the|an?|city|town|village|district|area|province|governorate|oblast"
    r"|eastern|western|northern|southern)\W*)*$",
    re.I,
)
_APART = 25  # characters; what lies further apart is no such pair
_NONE = -5.0  # log-odds where there is no such candidate


def beside(candidates: Sequence[Candidate], text: str) -> list[Candidate]:
    """The candidates of a sentence, with figures of what stands beside each added.

    ``twin``: the first guess, in log-odds, of the likeliest other of its kind with another word and place; ``double``:
    of its kind at the same place, or both at none, and ``lesser``: whether that is the likelier of the two; ``part``:
    the chance of a claim of the same word and kind at the place that its own place is told to lie in ("a village in X"
    beside "X"); ``whole``: the reverse. ``has_…`` is 1 where there is one.
    """
    guesses = [_guess(figures) for _, figures in candidates]
    return [(frame, figures | _of(at, candidates, guesses, text)) for at, (frame, figures) in enumerate(candidates)]


def _of(at: int, candidates: Sequence[Candidate], guesses: Sequence[float], text: str) -> dict[str, float]:
    frame = candidates[at][0]
    place = frame.place or frame.route
    told = {"twin": _NONE, "double": _NONE}
    near = {"part": 0.0, "whole": 0.0}
    for other, (one, _) in enumerate(candidates):
        if other == at or one.kind != frame.kind or frame.turns(one):
            continue
        where = one.place or one.route
        if place and where and not place.meets(where):
            if not frame.trigger.meets(one.trigger):
                told["twin"] = max(told["twin"], guesses[other])
            elif _within(place, where, text):
                name = "part" if place < where else "whole"
                near[name] = max(near[name], 1 / (1 + math.exp(-guesses[other])))
        elif (place is None) == (where is None):
            told["double"] = max(told["double"], guesses[other])
    lesser = {"lesser": float(told["double"] > guesses[at])}
    return told | near | lesser | {f"has_{name}": float(odds > _NONE) for name, odds in told.items()}


def _guess(figures: Mapping[str, float]) -> float:
    """A candidate's log-odds before anything beside it is looked at, roughly."""
    if "proposal" in figures:
        return figures["proposal_odds"] + 0.6 * figures.get("seconded_odds", 0.0)
    return figures["unseen_odds"] if "unseen_odds" in figures else 0.4 * figures["alone_odds"] - 1.0


def _within(one: Span, other: Span, text: str) -> bool:
    first, second = sorted((one, other))
    between = text[first.end : second.start]
    return len(between) < _APART and "," not in between and _WITHIN.match(between) is not None
