"""Relation: how the words of a report stand to the place that they name ("5 km west of", "between A and B")."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from siegeline.places.mention import Mention
from siegeline.places.place import Place

_EARTH_KM = 6371.0
_ARTICLE = (
    r"(?:(?:the|a|besieged|embattled|strategic|nearby|key)\s+)*"
    r"(?:(?:city|town|village|settlement|cities|towns|villages|base|suburb)\s+of\s+)?(?:the\s+)?"
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "a dozen": 12, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "a few": 3, "several": 5,
    "half a": 0.5, "dozens of": 30, "a couple of": 2,
}  # fmt: skip
_WORDS = "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))
_FAR = (
    rf"(?:(?:\b(?P<count>\d+(?:[.,]\d+)?|{_WORDS})(?:\s*(?:-|–|to)\s*(?P<most>\d+))?)[\s\u00a0-]*"
    r"(?P<unit>km|kms|kilomet(?:re|er)s?|miles?|mi|met(?:re|er)s?|m)\b\s*(?:away\s+)?)"
)
_BEARING = r"(?:to\s+the\s+|in\s+the\s+)?(?P<bearing>(?:north|south|east|west)(?:[\s-]?(?:east|west))?)"
_SIDED = rf"{_BEARING}(?:ern(?:most)?|wards?)?"
_EDGE = (
    r"(?:outskirts?|edges?|suburbs?|peripher(?:y|ies)|approach(?:es)?|entrances?|gates|flanks?|perimeter|"
    r"surroundings|environs|belt)"
)
_PART = r"(?:part|parts|half|side|districts?|neighbou?rhoods|quarters?|sectors?|areas?|end|fringe)"
_WIDE = r"(?:countryside|rural\s+areas?|hinterland|fields|villages\s+around)"
_AREA = r"(?:province|governorate|region|oblast|district|county|raion|subdistrict)"
_NEAR = (
    r"(?:near(?:by)?(?:\s+to)?|close\s+to|next\s+to|not\s+far\s+from|outside(?:\s+of)?|around|adjacent\s+to|beside|"
    r"(?:in|within|from)\s+the\s+(?:vicinity|direction|neighbou?rhood|surroundings)\s+of|in\s+the\s+area\s+(?:of|around)|"
    r"area\s+(?:near|around|of)|opposite|at\s+the\s+gates\s+of)"
)


def _before(pattern: str) -> re.Pattern[str]:
    """What stands right before a name."""
    return re.compile(rf"(?:^|(?<=[\s(,–—-])){pattern}\s+{_ARTICLE}$", re.I)


# How the words before a name stand to it, the most telling first.
_LEADS = (
    ("bearing", _before(rf"{_FAR}(?:{_SIDED}\s+)(?:of|from)")),
    ("distance", _before(rf"{_FAR}(?:from|outside(?:\s+of)?|off|short\s+of)")),
    ("edge", _before(rf"(?:{_SIDED}\s+)?{_EDGE}\s+(?:of|to|in)")),
    ("countryside", _before(rf"(?:{_SIDED}\s+)?{_WIDE}\s*(?:of|around|near|outside)?")),
    ("region", _before(rf"(?:{_SIDED}\s+)?{_AREA}\s+of")),
    ("part", _before(rf"{_SIDED}\s+{_PART}\s+of")),
    ("centre", _before(r"(?:(?:the\s+)?(?:cent(?:re|er)|heart|middle)\s+of|downtown|central)")),
    ("bearing", _before(rf"{_SIDED}\s+(?:of|from)")),
    ("near", _before(_NEAR)),
    ("countryside", _before(rf"(?:{_SIDED}\s+)?rural")),
    ("part", _before(rf"{_SIDED}")),
)
# How the words after a name stand to it.
_TAILS = (
    ("countryside", re.compile(rf"^(?:['’]s)?\s+(?:{_SIDED}\s+)?(?:{_WIDE})\b", re.I)),
    ("edge", re.compile(rf"^(?:['’]s)?\s+(?:{_SIDED}\s+)?{_EDGE}\b", re.I)),
    ("region", re.compile(rf"^(?:['’]s)?\s+{_AREA}\b", re.I)),
    ("centre", re.compile(r"^(?:['’]s)?\s+(?:city\s+|town\s+)?cent(?:re|er)\b", re.I)),
    ("part", re.compile(rf"^['’]s\s+{_SIDED}(?:\s+{_PART})?\b", re.I)),
)
# What joins a thing without a name to the place that tells where it is ("a base | in Bakhmut").
_JOINED = re.compile(
    rf"^,?\s*(?:(?:that|which)\s+(?:is|lies|lie)\s+|located\s+|lying\s+|situated\s+)?(?P<lead>(?:in|at)\s+{_ARTICLE}|"
    rf"(?:(?:just|directly|immediately|right|about|some|around|roughly|approximately|only)\s+)*"
    rf"(?:{_FAR}(?:{_SIDED}\s+)?(?:of|from)|{_SIDED}\s+of|(?:on\s+)?(?:the\s+)?(?:{_SIDED}\s+)?{_EDGE}\s+of|{_NEAR})"
    rf"\s+{_ARTICLE})$".replace("?P<count>", "")
    .replace("?P<most>", "")
    .replace("?P<unit>", "")
    .replace("?P<bearing>", ""),
    re.I,
)
_BETWEEN = re.compile(rf"\bbetween\s+{_ARTICLE}$", re.I)
_AND = re.compile(rf"^(?:\s*,)?\s+(?:and|to)\s+{_ARTICLE}$", re.I)
_COMPASS = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270,
            "northwest": 315}  # fmt: skip
_LEAD_LETTERS = 90
_TAIL_LETTERS = 80
_APART_KM = 60.0  # "the outskirts of A and B" are one stretch only where the two lie near each other
_SMALL_PARTS = {"city", "town"}


@dataclass(frozen=True, slots=True)
class Relation:
    """How what is meant stands to the places ``anchors`` (ids).

    ``kind`` is one of near, edge, bearing, distance, between, part, centre, countryside, region, facility. ``bearing``
    is in degrees clockwise from north, ``distance_km`` as the words say it; None where they do not. ``lat``, ``lon``,
    ``radius_km``: where it may lie, worked out from these.
    """

    kind: str
    anchors: tuple[str, ...]
    lat: float
    lon: float
    radius_km: float
    bearing: int | None = None
    distance_km: float | None = None

    @property
    def inside(self) -> bool:
        """Whether what is meant lies within the place that is named."""
        return self.kind in {"part", "centre", "facility"}


Choose = Callable[[tuple[Place, ...]], Place]


def relation_at(
    text: str, start: int, end: int, mentions: Sequence[Mention], choose: Choose
) -> tuple[Relation, Place] | None:
    """How characters ``start`` to ``end`` of a text stand to a place named in them, or right after them.

    None when they are the place itself, or name none. ``choose`` says which candidate of a mention is meant.
    """
    inside = [one for one in mentions if start <= one.start and one.end <= end]
    if inside:
        at = mentions.index(inside[0])
        return _of_name(text, start, at, mentions, choose)
    after = next((at for at, one in enumerate(mentions) if one.start >= end), None)
    if after is None or mentions[after].start - end > _TAIL_LETTERS or text[start:end][:1].isupper():
        return None
    first = mentions[after]
    between = text[end : first.start]
    if _BETWEEN.fullmatch(between.strip(" ,") + " ") or _BETWEEN.search(between):
        return _of_name(text, start, after, mentions, choose) if _only_joins(between) else None
    joined = _JOINED.match(between)
    if joined is None:
        return None
    place = choose(first.candidates)
    if re.match(r"(?:in|at)\b", joined["lead"], re.I):
        settled = place.kind in {"city", "town", "village", "district", "area"}
        named = re.search(r"\b(?:city|town)$", text[start:end], re.I)
        return (_facility(place), place) if settled and not named else None
    return _of_name(text, end, after, mentions, choose)


def _only_joins(between: str) -> bool:
    return len(between.split()) <= 6 and not re.search(r"[.;:!?]", between)


def _of_name(
    text: str, start: int, at: int, mentions: Sequence[Mention], choose: Choose
) -> tuple[Relation, Place] | None:
    """The relation that the words around a mention tell."""
    mention = mentions[at]
    place = choose(mention.candidates)
    lead = _lead(text, mention.start)
    if found := _pair(text, at, mentions, choose):
        return found
    if _AND.match(text[mentions[at - 1].end : mention.start]) if at else None:  # "outskirts of A and | B"
        before = mentions[at - 1]
        told = _told(_lead(text, before.start), _LEADS[2:3])
        if told and before.start >= start - _LEAD_LETTERS and not _BETWEEN.search(_lead(text, before.start)):
            return _placed(*told, place), place
    told = _told(lead, _LEADS) or _told(text[mention.end : mention.end + _TAIL_LETTERS], _TAILS)
    if told is None or (told[0] in {"part", "centre"} and place.kind not in _SMALL_PARTS):
        return None
    if told[0] == "edge" and (other := _joined_to(text, at, mentions, choose)) is not None:
        return _stretch("edge", place, other), place
    return _placed(*told, place), place


def _lead(text: str, start: int) -> str:
    """The words before a character, in its sentence."""
    return re.split(r"[.;:!?]\s|\n\s*\n", text[max(0, start - _LEAD_LETTERS) : start])[-1].replace("\n", " ")


def _told(words: str, forms: Sequence[tuple[str, re.Pattern[str]]]) -> tuple[str, re.Match[str]] | None:
    for kind, pattern in forms:
        if found := pattern.search(words):
            return kind, found
    return None


def _pair(text: str, at: int, mentions: Sequence[Mention], choose: Choose) -> tuple[Relation, Place] | None:
    """ "between A and B", from either of the two."""
    for first in (at, at - 1):
        if first < 0 or first + 1 >= len(mentions):
            continue
        one, other = mentions[first], mentions[first + 1]
        if _BETWEEN.search(_lead(text, one.start)) and _AND.match(text[one.end : other.start]):
            here, there = choose(one.candidates), choose(other.candidates)
            return _stretch("between", here, there), choose(mentions[at].candidates)
    return None


def _joined_to(text: str, at: int, mentions: Sequence[Mention], choose: Choose) -> Place | None:
    """The place that is joined to a mention by "and", where it lies near."""
    if at + 1 >= len(mentions) or not _AND.match(text[mentions[at].end : mentions[at + 1].start]):
        return None
    one, other = choose(mentions[at].candidates), choose(mentions[at + 1].candidates)
    return other if _km(one.lat, one.lon, other.lat, other.lon) <= _APART_KM else None


def _stretch(kind: str, one: Place, other: Place) -> Relation:
    """Somewhere on the way from one place to another."""
    lat, lon = (one.lat + other.lat) / 2, (one.lon + other.lon) / 2
    half = _km(one.lat, one.lon, other.lat, other.lon) / 2
    reach = max(one.radius_km, other.radius_km) if kind == "edge" else 0.0
    return Relation(kind, (one.id, other.id), round(lat, 5), round(lon, 5), round(max(half + reach, 1.0), 1))


def _facility(place: Place) -> Relation:
    return Relation("facility", (place.id,), place.lat, place.lon, place.radius_km + 2)


def relation_in(words: str, place: Place) -> Relation | None:
    """How words right before a place's stand-in ("5 km north of | the city") stand to it; None where they tell none."""
    told = _told(f"{words} ", _LEADS)
    return _placed(*told, place) if told else None


def facility_at(place: Place, radius_km: float) -> Relation:
    """Something without a name of its own that is told of a place."""
    return Relation("facility", (place.id,), place.lat, place.lon, radius_km)


def _placed(kind: str, found: re.Match[str], place: Place) -> Relation:
    """The relation with its point and radius: from the place's point and how far the place reaches."""
    said = found.groupdict()
    bearing = _COMPASS[re.sub(r"[\s-]", "", said["bearing"].lower())] if said.get("bearing") else None
    distance = _distance(said)
    reach = place.radius_km
    if distance is not None:
        move, radius = (distance if bearing is not None else 0.0), max(1.0, 0.2 * distance) + reach / 2
        radius = radius if bearing is not None else distance + reach
    else:
        move, radius = {
            "bearing": (reach + 3, reach + 5),
            "edge": (reach, reach + 2),
            "part": (reach / 2, max(reach * 0.7, 0.5)),
            "centre": (0.0, max(reach / 3, 0.5)),
            "countryside": (reach + 8, reach + 15),
            "region": (0.0, reach + 40),
        }.get(kind, (0.0, reach + 5))
    lat, lon = moved(place.lat, place.lon, bearing, move) if bearing is not None else (place.lat, place.lon)
    return Relation(kind, (place.id,), lat, lon, round(radius, 1), bearing, distance)


def _distance(said: dict[str, str | None]) -> float | None:
    """The distance told, in km; the middle of "5–10 km"."""
    count = (said.get("count") or "").lower()
    if not count or not (unit := (said.get("unit") or "").lower()):
        return None
    number = _NUMBERS.get(count) or float(count.replace(",", "."))
    if most := said.get("most"):
        number = (number + float(most)) / 2
    if unit.startswith("mi"):
        return round(number * 1.609, 2)
    return round(number / 1000, 3) if unit in {"m"} or unit.startswith("met") else float(number)


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point ``km`` away from one in a direction (degrees from north), on a sphere; degrees, five decimals."""
    far, turn, phi = km / _EARTH_KM, math.radians(bearing), math.radians(lat)
    there = math.asin(math.sin(phi) * math.cos(far) + math.cos(phi) * math.sin(far) * math.cos(turn))
    east = math.atan2(math.sin(turn) * math.sin(far) * math.cos(phi), math.cos(far) - math.sin(phi) * math.sin(there))
    return round(math.degrees(there), 5), round(lon + math.degrees(east), 5)


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    north, east = other_lat - lat, (other_lon - lon) * math.cos(math.radians((lat + other_lat) / 2))
    return math.radians(math.hypot(north, east)) * _EARTH_KM
