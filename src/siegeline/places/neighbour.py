"""Neighbour: the place by which a report tells where a name lies ("Dibrova, near Kreminna"), and what that rules out.

Villages of one name lie all over a country, and a list may hold only those that are not meant.
"""

import re
from collections.abc import Iterable, Sequence

from siegeline.places.distance import distance_km
from siegeline.places.mention import Mention
from siegeline.places.place import Place
from siegeline.places.relation import Choose, Relation, facility_at, relation_in

_FAR_KM = 60.0
_TAIL = 45  # characters behind a name in which its neighbour begins
_BY = re.compile(
    r",?\s+(?:which (?:is|lies) |situated |located |some |about )?(?P<how>near|close to|outside|not far from|in"
    r"|(?:\d+ ?(?:km|kilomet(?:re|er)s?|miles?) )?(?:to the )?"
    r"(?:north|south|east|west)(?:[ -]?(?:east|west))?(?:ern)? of)"
    r"\s+(?:the\s+)?(?:(?:\w+\s+)?(?:city|town|village)\s+of\s+)?"
)
_STOP = re.compile(r"[.!?]\s|\n")


def neighbour(text: str, end: int, mentions: Sequence[Mention], choose: Choose) -> tuple[str, Place] | None:
    """The place that the words right behind character ``end`` name, and how they lead to it ("6 km west of")."""
    for one in mentions:
        if end <= one.start <= end + _TAIL and one.capitals and (found := _BY.fullmatch(text, end, one.start)):
            return found["how"], choose(one.candidates)
    return None


def last_before(text: str, start: int, mentions: Sequence[Mention], choose: Choose) -> Place | None:
    """The place that a sentence named last before character ``start``."""
    last = next((one for one in reversed(mentions) if one.capitals and one.end <= start), None)
    return choose(last.candidates) if last and not _STOP.search(text, last.end, start) else None


def is_far(one: Place, other: Place) -> bool:
    """Whether two places lie further apart than a report would tell of one by the other."""
    reach = _FAR_KM + one.radius_km + other.radius_km
    return distance_km(one.lat, one.lon, other.lat, other.lon) > reach


def nearest(candidates: Iterable[Place], to: Place) -> Place | None:
    """The nearest of the places that are not far; None where all are."""
    near = [one for one in candidates if not is_far(one, to)]
    return min(near, key=lambda one: distance_km(one.lat, one.lon, to.lat, to.lon), default=None)


def beside(how: str, place: Place) -> Relation:
    """Where a name lies that is told of a place."""
    return relation_in(how, place) or facility_at(place, place.radius_km + 15.0)
