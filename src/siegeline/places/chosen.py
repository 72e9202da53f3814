"""Chosen: which place each name of a report means, of those that a theatre has of that name."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

import numpy as np

from siegeline.places.atlas import Atlas
from siegeline.places.choice import field_of, grouped, weighed
from siegeline.places.gazetteer import Gazetteer
from siegeline.places.mention import Mention
from siegeline.places.place import Place
from siegeline.places.spot import Spot, words_of
from siegeline.places.weights import weights

_NAMED = 0.9  # names found in a theatre's gazetteer are taken for places


def chosen(text: str, mentions: Sequence[Mention], places: Gazetteer) -> Mapping[frozenset[str], Place]:
    """The likeliest place, by the ids of the candidates that it was chosen from.

    The same weighing as of :func:`siegeline.places.toponyms`, over a theatre's places alone.
    """
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
    share = weighed(all_of, weights().choice)
    found = {}
    for number, group in enumerate(groups):
        rows = np.flatnonzero(all_of.group_of == number)
        found[frozenset(place.id for place in group.candidates)] = all_of.places[rows[np.argmax(share[rows])]]
    return found
