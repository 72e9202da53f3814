"""Candidate: a word that may carry a claim of a kind, and the frames that the network makes of it.

The first graph's log-odds choose the words; the second graph's tags give each of them its places, parties and time.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from siegeline.claims.frame import Frame, Span
from siegeline.claims.tagged import BEGIN, INSIDE, OUTSIDE, Floats, Piece, Words, best, from_after, tagged

LARGE = 4.0  # a logit that says no


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may carry a claim of a kind; ``row`` is the sentence's row in its batch."""

    row: int
    word: int
    kind: int
    score: float
    rival: float
    again: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A frame before its confidence is known, and the figures that the confidence is computed from."""

    frame: Frame
    figures: Mapping[str, float]


def candidates_in(logits: Floats, row: int, least: float) -> Iterator[Candidate]:
    """The words of a sentence that carry a claim with a chance of at least ``least``; ``logits`` are (words, kinds)."""
    cut = math.log(least / (1 - least))
    for word, kind in zip(*(some.tolist() for some in (logits > cut).nonzero()), strict=True):
        yield candidate_at(logits, row, word, kind)


def candidate_at(logits: Floats, row: int, word: int, kind: int) -> Candidate:
    """One word of a sentence with one kind."""
    kinds: list[float] = logits[word].tolist()
    words: list[float] = logits[:, kind].tolist()
    score = kinds.pop(kind)
    del words[word]
    return Candidate(row, word, kind, score, max(kinds), max([-LARGE, *words]))


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    result: Floats = raised / raised.sum(-1, keepdims=True)
    return result


def role_tags(logits: Floats, words: Words, labels: Mapping[str, Any]) -> Floats:
    """Probabilities (words, roles, 3) of being outside, at the beginning and inside of a role."""
    return _softmax(logits[words.first].reshape(len(words.first), len(labels["roles"]), 3))


def scored_frames(
    labels: Mapping[str, Any],
    c: Candidate,
    words: Words,
    text: str,
    tags: Floats,
    status: Floats,
    real: float,
) -> Iterator[Scored]:
    """Frames of one candidate: one a place, or one a route, or one without."""
    told = _told(labels, tags, words, text)
    routes = told["route"]
    agent, target, when, speaker = (best(told[role]) for role in ("agent", "target", "when", "speaker"))
    where: list[tuple[Piece | None, Piece | None]] = [(p, best(routes)) for p in told["place"]]
    where = [*where, *((None, r) for r in routes if not where), (None, None)]
    shared = {"bias": 1.0, "trigger": c.score, "real": real, f"kind:{labels['kinds'][c.kind]}": 1.0}
    shared |= {"agent": agent.surest if agent else 0.0, "target": target.surest if target else 0.0}
    shared |= {"rival": max(c.rival, -LARGE), "again": max(c.again, -LARGE), "actual": float(_softmax(status)[0])}
    frame = Frame(
        kind=labels["kinds"][c.kind],
        status=labels["statuses"][int((status + labels["status_bias"]).argmax())],
        trigger=Span(*words.chars[c.word]),
        agent=agent.span if agent else None,
        target=target.span if target else None,
        when=from_after(when.span, text) if when else None,
        speaker=speaker.span if speaker else None,
    )
    for place, route in where:
        at = place or route
        if at:
            figures = {"place": logit(at.mean), "place_surest": logit(at.surest)}
            if beside := [p.mean for p in (told["place"] or routes) if p is not at]:
                figures |= {"listed": 1.0, "beside": logit(max(beside))}
            yield Scored(
                frame.at(place.span if place else None, route.span if route else None),
                shared | figures,
            )
        else:
            sites = [labels["roles"].index(role) for role in ("place", "route")]
            somewhere = float((tags[:, sites, BEGIN] + tags[:, sites, INSIDE]).max())
            yield Scored(frame, shared | {"nowhere": 1.0, "somewhere": logit(somewhere), "nowhere_trigger": c.score})


def _told(labels: Mapping[str, Any], tags: Floats, words: Words, text: str) -> dict[str, list[Piece]]:
    """What fills each role."""
    surest = (1.0 - tags[:, :, OUTSIDE]).max(0).tolist()
    told: dict[str, list[Piece]] = {}
    for n, role in enumerate(labels["roles"]):
        least = labels["tagged"][role]
        filled = any(surest[n] >= peak for _, peak in least)  # most words fill most roles of most triggers not at all
        told[role] = tagged(tags[:, n], words, text, least, several=role in ("place", "route")) if filled else []
    return told


def logit(p: float) -> float:
    """The log-odds of a chance, cut off at 0.01 and 0.99."""
    p = min(max(p, 0.01), 0.99)
    return math.log(p / (1 - p))


def settled(scored: Sequence[Scored], text: str, weights: Mapping[str, float], least: float) -> list[Frame]:
    """Frames with their confidence, in the text's order: the surest of each kind and place, and captures by turns."""
    kept: dict[tuple[str, str], list[Frame]] = {}
    sure = [
        1.0 / (1.0 + math.exp(-sum(weights.get(name, 0.0) * figure for name, figure in one.figures.items())))
        for one in scored
    ]
    placed: dict[tuple[str, Span], bool] = {}
    for at in sorted(range(len(scored)), key=lambda at: -sure[at]):
        if sure[at] < least:
            break
        frame = scored[at].frame
        key = frame.place or frame.route
        if placed.setdefault((frame.kind, frame.trigger), key is not None) != (key is not None):
            continue
        key = key or frame.agent
        name = (frame.kind, text[key.start : key.end].lower() if key else "")
        alike = kept.setdefault(name, [])
        if all(frame.turns(one) for one in alike):
            alike.append(frame.surely(sure[at]))
    found = (frame for alike in kept.values() for frame in alike)
    return sorted(found, key=lambda f: (f.trigger, f.kind, f.place or f.route or f.trigger))
