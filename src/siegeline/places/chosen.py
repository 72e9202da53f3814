"""Chosen: which place each name of a report means, of those that a theatre has of that name, or none."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from siegeline.places.atlas import Atlas
from siegeline.places.choice import context, field_of, grouped, weighed
from siegeline.places.decision import Decision
from siegeline.places.distance import distance_km
from siegeline.places.gazetteer import Gazetteer
from siegeline.places.mention import Mention
from siegeline.places.names import folded
from siegeline.places.place import Place
from siegeline.places.spot import Spot, words_of
from siegeline.places.toponym import CHOSEN, ONE_SPOT_KM, SHOWN, Meaning, at_one_spot, reasons_of
from siegeline.places.weights import weights

_NAMED = 0.9  # names found in a theatre's gazetteer are taken for places
_AHEAD = 1.5  # a claim's place is this much likelier than any that lies elsewhere
_AREAS = frozenset({"region", "district", "area", "state", "county", "country"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest places of a name first; ``probability`` is that of the first and of those at the same spot.

    ``decided``: it is likely enough (the threshold of :func:`siegeline.places.toponyms`) and well ahead of every place
    elsewhere; of two villages that nothing tells apart, neither is.
    """

    meanings: tuple[Meaning, ...]
    probability: float
    decided: bool

    @property
    def place(self) -> Place:
        """The likeliest, decided or not."""
        return self.meanings[0].place


def chosen(
    text: str,
    mentions: Sequence[Mention],
    places: Gazetteer,
    decisions: Mapping[str, Decision] = MappingProxyType({}),
) -> Mapping[frozenset[str], Choice]:
    """What each name means, by the ids of the candidates that it was chosen from.

    The same weighing as of :func:`siegeline.places.toponyms`, over a theatre's places alone. ``decisions`` are what
    people said before, by the folded name: they speak for a place, and another place in the report may outweigh them.
    """
    if not any(len(mention.candidates) > 1 for mention in mentions):
        return {}
    words = words_of(text)
    starts, ends = [word.start for word in words], [word.end for word in words]
    spots = []
    for mention in mentions:
        first, after = bisect_right(ends, mention.start), bisect_left(starts, mention.end)
        if first < after:
            spots.append(Spot(mention.start, mention.end, mention.text, first, after - 1, mention.candidates))
    if not any(len(spot.candidates) > 1 for spot in spots):
        return {}
    where = Atlas(places, sorted({place.country for spot in spots for place in spot.candidates if place.country}))
    groups = grouped(text, words, spots, [_NAMED] * len(spots), where)
    all_of = field_of(groups, where)
    told = [decisions.get(folded(spots[group.spots[0]].text)) for group in groups]
    said: dict[int, str] = {}
    for row, number in enumerate(all_of.group_of.tolist()):
        one = told[number]
        if one is not None and one.place == all_of.places[row].id:
            all_of.fixed[row]["chosen by a person"] = 1.0
            said[row] = one.reason
    weighing = weights().choice
    share = weighed(all_of, weighing)
    beside = context(all_of, share)
    found: dict[frozenset[str], Choice] = {}
    for number, group in enumerate(groups):
        rows = np.flatnonzero(all_of.group_of == number).tolist()
        ranked = sorted(rows, key=lambda row: -share[row])
        meanings = []
        for row in ranked[:SHOWN]:
            reasons = reasons_of(all_of, row, beside[row], group, weighing)
            reasons = (said[row], *reasons) if row in said else reasons
            meanings.append(Meaning(all_of.places[row], float(share[row]), reasons))
        here = at_one_spot(all_of, ranked, share)
        rival = max(
            (float(share[row]) for row in ranked if _elsewhere(all_of.places[row], meanings[0].place)), default=0.0
        )
        decided = here >= CHOSEN and here >= _AHEAD * rival
        found[frozenset(place.id for place in group.candidates)] = Choice(tuple(meanings), here, decided)
    return found


def _elsewhere(place: Place, best: Place) -> bool:
    """Whether it is a doubt about where: a village's own district is none."""
    if (place.kind in _AREAS) != (best.kind in _AREAS):
        return False
    return distance_km(place.lat, place.lon, best.lat, best.lon) > ONE_SPOT_KM
