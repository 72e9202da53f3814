"""Toponym: a place's name in a text, which place it means, how surely, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from siegeline.places.atlas import Atlas
from siegeline.places.choice import Field, Group, context, field_of, grouped, weighed
from siegeline.places.distance import distance_km
from siegeline.places.gazetteer import Gazetteer
from siegeline.places.place import Place
from siegeline.places.signs import signs_of, unlikely_words
from siegeline.places.spot import Spot, Word, find_spots, is_caseless, words_of
from siegeline.places.weights import Weights, probability, weights

NAMED = 0.6  # from this probability on, a spot is told of as a place's name
CHOSEN = 0.4  # from this probability on, one place is chosen; under it the name stays undecided
MAYBE = 0.15  # less probable spots are no evidence for the others either
_TOLD = 0.9  # a theatre's own place, by one of its own names
ONE_SPOT_KM = 25.0  # candidates so close to one another are no doubt about where it is
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Meaning:
    """A place that a name may mean, with its probability among the places of that name and what speaks for it."""

    place: Place
    probability: float
    reasons: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The candidate as rows print it."""
        place = self.place
        return {
            "id": place.id, "name": place.name, "kind": place.kind, "lat": place.lat, "lon": place.lon,
            "country": place.country or None, "admin": place.admin or None,
            "probability": round(self.probability, 3), "reasons": list(self.reasons),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Toponym:
    """Characters ``start`` to ``end`` of a text name ``place`` (None: undecided) with this probability.

    ``named`` is the probability that the words name a place at all; ``candidates`` are the likeliest places first.
    """

    start: int
    end: int
    text: str
    place: Place | None
    probability: float
    named: float
    candidates: tuple[Meaning, ...]

    def as_json(self) -> dict[str, Any]:
        """The row that ``siegeline places`` prints, without its file."""
        place = self.place
        return {
            "start": self.start, "end": self.end, "text": self.text,
            "id": place.id if place else None, "name": place.name if place else None,
            "lat": place.lat if place else None, "lon": place.lon if place else None,
            "radius_km": place.radius_km if place else None, "probability": round(self.probability, 3),
            "candidates": [one.as_json() for one in self.candidates],
        }  # fmt: skip


def toponyms(text: str, atlas: Atlas, *, by: Weights | None = None, named: float = NAMED) -> list[Toponym]:
    """The places that a text names, in its order; an undecided one has candidates and no place.

    Spots less probable than ``named`` are left out. ``by`` are other weights than those that ship (for measuring).
    """
    by = by or weights()
    words = words_of(text)
    like = atlas.like if atlas.own else None
    spots = find_spots(text, words, atlas.find, like=like, unlikely=unlikely_words())
    told = own_spots(text, words, atlas.own) if atlas.own else []
    spots = with_own(spots, told)
    weighing = by.caseless if is_caseless(text) else by.names
    sure = [probability(row, weighing) for row in signs_of(text, words, spots, atlas.demonyms)]
    sure = [max(one, _TOLD) if spot in told else one for spot, one in zip(spots, sure, strict=True)]
    kept = [number for number, one in enumerate(sure) if one >= MAYBE]
    spots, sure = [spots[number] for number in kept], [sure[number] for number in kept]
    if not spots:
        return []
    groups = grouped(text, words, spots, sure, atlas)
    all_of = field_of(groups, atlas)
    chosen = weighed(all_of, by.choice)
    beside = context(all_of, chosen)
    found: list[Toponym] = []
    for number, group in enumerate(groups):
        rows = np.flatnonzero(all_of.group_of == number).tolist()
        ranked = sorted(rows, key=lambda row: -chosen[row])
        candidates = tuple(
            Meaning(all_of.places[row], float(chosen[row]), reasons_of(all_of, row, beside[row], group, by.choice))
            for row in ranked[:SHOWN]
        )  # fmt: skip
        here = at_one_spot(all_of, ranked, chosen)
        for one in group.spots:
            if sure[one] >= named:
                found.append(_toponym(spots[one], candidates, here, sure[one]))
    return sorted(found, key=lambda one: one.start)


def own_spots(text: str, words: Sequence[Word], own: Gazetteer) -> list[Spot]:
    """Where a text names a theatre's own places, in whatever letters, or describes one that it speaks of."""
    from siegeline.places.resolve import PlaceResolver

    spots = []
    for mention in PlaceResolver(text, own).mentions:
        inside = [at for at, word in enumerate(words) if word.end > mention.start and word.start < mention.end]
        if mention.candidates[0].overlay and inside:
            spots.append(Spot(mention.start, mention.end, mention.text, inside[0], inside[-1], mention.candidates))
    return spots


def with_own(spots: Sequence[Spot], own: Sequence[Spot]) -> list[Spot]:
    """The spots, and instead of those that they overlap a theatre's own, unless those are the longer."""
    longer = [one for one in spots if any(_overlap(one, other) and one.last - one.first > other.last - other.first
                                          for other in own)]  # fmt: skip
    kept = [one for one in own if not any(_overlap(one, other) for other in longer)]
    rest = [one for one in spots if not any(_overlap(one, other) for other in kept)]
    return sorted([*kept, *rest], key=lambda one: one.start)


def _overlap(one: Spot, other: Spot) -> bool:
    return one.first <= other.last and other.first <= one.last


def _toponym(spot: Spot, candidates: tuple[Meaning, ...], here: float, sure: float) -> Toponym:
    place = candidates[0].place if here >= CHOSEN else None
    return Toponym(spot.start, spot.end, spot.text, place, sure * here, sure, candidates)


def at_one_spot(all_of: Field, ranked: Sequence[int], chosen: Any) -> float:
    """The probability of the likeliest place and of those that lie where it lies (a town and its district)."""
    best = all_of.places[ranked[0]]
    near = (
        row for row in ranked
        if distance_km(best.lat, best.lon, all_of.places[row].lat, all_of.places[row].lon) <= ONE_SPOT_KM
    )  # fmt: skip
    return min(1.0, float(sum(chosen[row] for row in near)))


_SAID: Mapping[str, str] = {
    "in the area after the comma": "lies in the area named after the comma",
    "holds the place before the comma": "holds the place named before the comma",
    "its area named": "its area is named in the text", "share in its state": "others named lie in its province",
    "some in its state": "others named lie in its province", "share in its country": "others named lie in its country",
    "near others": "near others named", "a place near": "near others named",
    "in reach of others": "in reach of others named",
    "holds others": "others named lie in it", "the most people": "the most populous of its name",
    "of the kind asked for": "of the kind that the words ask for", "own name": "its own name, not another",
    "theatre": "in the theatre's countries", "overlay": "a place of the theatre's own", "a country": "a country",
    "a state": "a province or state", "whole country, demonym": "whose people or things are so called",
}  # fmt: skip


def reasons_of(
    all_of: Field, row: int, beside: Mapping[str, float], group: Group, by: Mapping[str, float]
) -> tuple[str, ...]:
    """What speaks most for a candidate, against the mean of those of its name."""
    told = {**all_of.fixed[row], **beside}
    parts = {said: by.get(sign, 0.0) * told.get(sign, 0.0) for sign, said in reversed(list(_SAID.items()))}
    if told["overlay"]:
        del parts[_SAID["theatre"]]  # said by its being the theatre's own
    best = sorted((value, said) for said, value in parts.items() if value > 0.3)
    reasons = [said for _, said in reversed(best)][:3]
    return ("the only place of that name", *reasons) if len(group.candidates) == 1 else tuple(reasons)
