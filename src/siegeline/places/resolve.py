"""Resolve: which place a phrase of a report means, by name, by part ("west of the city") or by what went before."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from siegeline.places.chosen import Choice, chosen
from siegeline.places.decision import Decision
from siegeline.places.distance import distance_km
from siegeline.places.gazetteer import Gazetteer, Place
from siegeline.places.home import Home
from siegeline.places.mention import Mention, find_places
from siegeline.places.names import folded, plain
from siegeline.places.neighbour import beside, is_far, last_before, nearest, neighbour
from siegeline.places.relation import Relation, facility_at, relation_at, relation_in
from siegeline.places.spelling import likeness

_BARE = re.compile(r"\b(?:north|south)?-?(?:east|west|north|south)\s+of\b", re.I)
# what a word right before "east of X" names lies east of X
_NOUN_BEFORE = re.compile(
    r"(?:\b(?:air)?(?:base|port|field|strip|village|town|hamlet|hill|height|mountain|farm|camp|prison|plant|factory|dam|bridge|"
    r"crossing|checkpoint|junction|position|front|college|academy|hospital|school|station|depot|pocket|road)s?|"
    r"\b(?!The\b|In\b|To\b|From\b)[A-Z][\w'’-]+),?\s+$"
)
_BEARING = re.compile(r"\b(north|south|east|west)(?:ern|ward)?(?:[- ]?(east|west)(?:ern)?)?\b", re.I)
# "the base east", where the text goes on "of Aleppo": words cut off too early
_CUT_OFF = re.compile(r".*\b(?:(?:north|south)?-?(?:east|west)|north|south)", re.I)
_GOES_ON = re.compile(r" of(?: the)?(?: [A-Z][\w'’-]*)+")
_LEADING = re.compile(
    r"^(?:the|a|an|this|that|its|their|entire|whole|rest of|most of|all of|former|vast|strategic|key|important|"
    r"besieged|devastated|surrounded|embattled|near|nearby|city of|town of|village of)\s+",
    re.I,
)
_CITY_WORDS = {"city", "town", "village", "metropolis", "grobstadt"}
_KIND_WORDS = {
    "base": {"base", "airbase"},
    "airbase": {"airbase"},
    "airport": {"airbase"},
    "airfield": {"airbase"},
    "complex": {"base", "facility"},
    "academy": {"base", "facility"},
    "college": {"base", "facility"},
    "city": {"city"},
    "town": {"town", "city"},
    "village": {"village", "town"},
    "district": {"district", "area"},
    "neighbourhood": {"district"},
    "neighborhood": {"district"},
    "quarter": {"district"},
    "camp": {"district", "facility", "base", "village", "town"},
    "crossing": {"crossing"},
    "dam": {"dam"},
    "bridge": {"bridge"},
    "farms": {"area", "facility", "village"},
    "garrison": {"airbase", "base"},
    **{word: {"facility"} for word in ("plant", "factory", "steelworks", "works", "refinery", "mine", "prison")},
    "suburb": {"town", "district"},
    "enclave": {"area", "town"},
}
_ANY = {"it", "there", "place", "area", "site", "them", "positions", "position", "which"}
_STAND_IN = re.compile(
    r"(?:the )?(?:(?P<words>.+ of) (?:the )?(?:city|town|village)|(?:city|town)(?:'s)? cent(?:re|er))", re.I
)
_REACH_KM = 60.0
_PROVINCE = re.compile(r"\b(?:province|governorate)\b", re.I)
_PROVINCE_KM = 40.0


@dataclass(frozen=True, slots=True)
class Resolved:
    """The place that a phrase means; ``how`` says by what (name, part, spelling, earlier, anchor); ``sure`` 0–1.

    ``beside``: the words mean somewhere at or near the place ("outskirts of", "west of"), not the place itself.
    ``choice`` is what else may be meant, where several places bear the name; undecided, there is no place and no point.
    """

    place: Place | None
    how: str
    sure: float
    beside: bool = False
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    relation: Relation | None = None
    choice: Choice | None = None


class PlaceResolver:
    """Resolves the phrases of one report, in the order in which they stand in it.

    ``decisions`` are people's choices of what a name means in this theatre; of two on one name the later counts.
    """

    def __init__(self, text: str, places: Gazetteer, decisions: Iterable[Decision] = ()) -> None:
        self._places, self._text = places, text
        self._decisions = {one.key: one for one in decisions if one.place in places.places}
        found = self._found_in(text)
        self._home = Home(text, found, places, kept=self._decisions)
        found = self._home.of(text, found)
        self._named = [one.candidates[0] for one in found if one.capitals]
        self.mentions = [one for one in found if one.capitals or self._in_reach(one.candidates[0])]
        self._chosen = chosen(text, self.mentions, places, self._decisions)
        self._spoken = {_ids(one.candidates) for one in self.mentions if folded(one.text) in self._decisions}
        open_ = [one for one in map(self._choice, (one.candidates for one in self.mentions)) if one]
        settled = {one.place.id for one in open_ if one.decided}
        self._doubts = {one.place.id: one for one in open_ if not one.decided and one.place.id not in settled}
        self._settled = {one.place.id: one for one in open_ if one.decided and len(one.meanings) > 1}
        self._cities = [
            self._choose(one.candidates) for one in self.mentions if one.candidates[0].kind in {"city", "town"}
        ]
        self._memory: list[Place] = []

    @property
    def elsewhere(self) -> bool:
        """Whether the report is of another part of the world than the theatre."""
        return self._home.elsewhere

    def _in_reach(self, place: Place) -> bool:
        """Whether the report names a place nearby: only then does a description ("western districts") mean this one."""
        return any(_near(place, one) for one in self._named)

    def _is_here(self, place: Place, start: int) -> bool:
        """Whether a description ("the citadel") may mean this place: the one named last before it lies nearby."""
        named = [self._choose(one.candidates) for one in self.mentions if one.capitals and one.start < start]
        if not named:
            return self._in_reach(place)
        return _near(place, named[-1])

    def _found_in(self, text: str) -> list[Mention]:
        """The places named in a text; a name may also mean what a person said that it means."""
        found = find_places(text, self._places)
        return [replace(one, candidates=self._with_decided(one.text, one.candidates)) for one in found]

    def _named_in(self, words: str) -> list[Mention]:
        """The theatre's places named in some words of the report."""
        return self._home.of(words, self._found_in(words))

    def _inside(self, phrase: str) -> list[Mention]:
        """The theatre's places named in a phrase; beside another city's name no description: "the citadel of Hama"."""
        found = self._named_in(phrase)
        names = [self._choose(one.candidates) for one in found if one.capitals]
        return [one for one in found if one.capitals or all(_near(one.candidates[0], name) for name in names)]

    def _with_decided(self, name: str, candidates: tuple[Place, ...]) -> tuple[Place, ...]:
        told = self._decisions.get(folded(name))
        if told is None or any(one.id == told.place for one in candidates):
            return candidates
        return (*candidates, self._places.places[told.place])

    def before(self, offset: int) -> list[Place]:
        """Places named before an offset, the latest last."""
        named = [self._choose(one.candidates) for one in self.mentions if one.end <= offset]
        return named + [place for place in self._memory if place not in named]

    def peek(self, phrase: str, start: int) -> str | None:
        """The id of the place named in ``phrase``, without taking it for told."""
        found = self._by_part(phrase, start) or self._by_name(phrase, start)
        if found is not None and found.place is not None:
            return found.place.id
        named = self._named_in(phrase)
        return self._choose(named[0].candidates).id if named else None

    def resolve(self, phrase: str, start: int) -> Resolved:
        """The place that ``phrase``, at character ``start`` of the report, means."""
        if _CUT_OFF.fullmatch(phrase) and (more := _GOES_ON.match(self._text, start + len(phrase))):
            phrase += more.group()
        whole = (one.text for one in self.mentions if one.start == start and one.capitals and _is_name(phrase))
        phrase = max((phrase, *whole), key=len)  # "Chasiv" of "Chasiv Yar"
        told = self._by_relation(phrase, start)
        measured = told is not None and told.relation is not None and told.relation.distance_km is not None
        found = told if measured else self._by_part(phrase, start) or told  # "5 km west of" is no western part
        found = found or self._by_neighbour(phrase, start)
        found = found or self._by_name(phrase, start) or self._by_spelling(phrase, start)
        if found is None and self._home.lacks(phrase):
            return Resolved(None, "unknown", 0.1)
        found = self._weighed(found or self._by_earlier(phrase, start) or self._anchored(phrase, start))
        if found.place is not None and (not self._memory or self._memory[-1] != found.place):
            self._memory.append(found.place)
        return found

    def _weighed(self, found: Resolved) -> Resolved:
        """With the choice that was made; where it is undecided, or that of what it is anchored to, without a point."""
        relation = found.relation
        meant = (found.place.id,) if found.place is not None else ()
        about = (*meant, *(relation.anchors if relation else ()))
        doubt = next((self._doubts[one] for one in about if one in self._doubts), None)
        if doubt is None:
            return replace(found, choice=self._settled.get(meant[0])) if meant else found
        open_ = replace(relation, anchors=()) if relation else None
        return replace(found, place=None, lat=None, lon=None, radius_km=None, relation=open_, choice=doubt)

    def _by_relation(self, phrase: str, start: int) -> Resolved | None:
        """ "5 km west of Nubl", "between Nubl and Zahraa", "a base in Nubl": beside, or in, what is named."""
        found = relation_at(self._text, start, start + len(phrase), self.mentions, self._choose)
        if found is None and (stand_in := _STAND_IN.fullmatch(phrase)) and (place := self._city_meant(start)):
            told = relation_in(stand_in["words"] or "centre of", place)
            found = (told, place) if told else None
        if found is None:
            return None
        relation, place = found
        meant = None if relation.kind == "facility" else place
        return Resolved(meant, "relation", 0.6, True, relation.lat, relation.lon, relation.radius_km, relation)

    def _by_name(self, phrase: str, start: int) -> Resolved | None:
        whole = phrase
        while True:
            if found := self._with_decided(whole, self._home.find(whole)):
                best = self._choose(found)
                if best.overlay and whole == whole.lower() and not self._is_here(best, start):
                    return None
                if best.overlay or whole[:1].isupper() or (whole == phrase.lower() and len(found) == 1):
                    return Resolved(best, "name", 0.95 if len(found) == 1 else 0.75)
            shorter = _LEADING.sub("", whole)
            if shorter == whole:
                break
            whole = shorter
        inside = self._inside(phrase)
        if not inside:
            return None
        # "the base east of Aleppo": what stands first is meant, the city only tells where it lies
        mention = next((one for one in inside if one.candidates[0].kind not in {"city", "town"}), inside[0])
        place = self._choose(mention.candidates)
        if not any(one.capitals for one in inside) and not self._is_here(place, start):
            return None
        if any(one.start > mention.start for one in inside):  # what follows is of the other name
            phrase = phrase[: phrase.find(mention.text) + len(mention.text)]
        rest = folded(phrase).replace(folded(mention.text), " ").split()
        bearing = _BEARING.search(phrase.replace(mention.text, " ")) or re.search(
            r"outskirt|countryside|outside|near|suburb|around|km\b|kilomet", phrase
        )
        if place.kind in {"city", "town"} and _PROVINCE.search(phrase):
            return Resolved(place, "name", 0.4, True, place.lat, place.lon, place.radius_km + _PROVINCE_KM)
        if bearing:
            return Resolved(place, "name", 0.6, True, place.lat, place.lon, place.radius_km + 5)
        unlike = _asked_kind(rest) and place.kind not in _asked_kind(rest) and place.kind in {"city"}
        if unlike:
            relation = facility_at(place, place.radius_km + 2)
            return Resolved(None, "anchor", 0.5, True, place.lat, place.lon, relation.radius_km, relation)
        return Resolved(place, "name", 0.9 if len(mention.candidates) == 1 else 0.7)

    def _by_neighbour(self, phrase: str, start: int) -> Resolved | None:
        """Where a name lies that the report tells by a place far from those that the lists have of it; else None."""
        if not _is_name(phrase) or folded(phrase) in self._decisions:
            return None
        known = self._home.find(phrase)
        by = neighbour(self._text, start + len(phrase), self.mentions, self._choose) if known else None
        if by is None or not is_far(self._choose(known), by[1]):
            return None
        if near := nearest(known, by[1]):
            return Resolved(near, "name", 0.75)
        relation = beside(*by)
        return Resolved(None, "relation", 0.4, True, relation.lat, relation.lon, relation.radius_km, relation)

    def _by_sentence(self, phrase: str, start: int) -> Place | None:
        """The place that the sentence names with an unknown name: "Qarna, near Idlib", else the last one before it."""
        if not _is_name(phrase):
            return None
        by = neighbour(self._text, start + len(phrase), self.mentions, self._choose)
        return by[1] if by else last_before(self._text, start, self.mentions, self._choose)

    def _by_part(self, phrase: str, start: int) -> Resolved | None:
        """ "west of the city", "eastern Aleppo": the theatre's part of the city that is named or meant."""
        low = plain(phrase)
        bearing = _BEARING.search(low)
        if not bearing or re.search(
            r"\b(?:km|kilomet|countryside|outskirt|front|bank|border|province|governorate)", low
        ):
            return None
        bare = _BARE.search(phrase)
        if bare and _NOUN_BEFORE.search(self._text[max(0, start - 40) : start] + phrase[: bare.start()]):
            return None  # "the air base, east of Aleppo": beyond the city; "in the east of Aleppo" is a part
        named = [one for one in self._inside(phrase) if one.capitals or self._is_here(one.candidates[0], start)]
        if named and named[0].end <= bearing.start() and named[0].candidates[0].kind not in {"city", "town"}:
            return None  # "the base east of Aleppo" is no part of the city
        city = next((self._choose(one.candidates) for one in named if one.candidates[0].kind == "city"), None)
        if city is None:
            if named and named[0].candidates[0].part_of and _says_bearing(named[0].candidates[0], bearing.group(1)):
                return Resolved(named[0].candidates[0], "name", 0.9)
            if named or not self._speaks_of_city(low):
                return None
            city = self._city_meant(start)
        if city is None:
            return None
        for part in self._places.places.values():
            if (
                part.part_of == city.id
                and part.kind == "area"
                and _says_bearing(part, bearing.group(1))
                and not bearing.group(2)
            ):
                return Resolved(part, "part", 0.85)
        return None

    def _speaks_of_city(self, low: str) -> bool:
        words = set(low.split())
        if words & (_CITY_WORDS | {"neighbourhoods", "neighborhoods", "districts", "quarters", "part", "half"}):
            return True
        return (
            re.fullmatch(
                r"(?:besieged |devastated |rebel held |government held )?(?:north|south|east|west)(?:ern)?",
                low.strip(),
            )
            is not None
        )

    def _city_meant(self, start: int) -> Place | None:
        named = [self._choose(one.candidates) for one in self.mentions if one.start < start]
        cities = [place for place in named if place.kind in {"city", "town"}]
        parts = [
            self._places.places[place.part_of]
            for place in named
            if place.part_of and place.part_of in self._places.places
        ]
        pool = cities + [place for place in parts if place.kind == "city"] or list(self._cities)
        return max(pool, key=pool.count) if pool else None

    def _by_spelling(self, phrase: str, start: int) -> Resolved | None:
        words = [word for word in re.findall(r"[\w'’-]+", phrase) if _is_name(word) or phrase.islower()]
        for size in range(len(words), 0, -1):
            for at in range(len(words) - size + 1):
                name = " ".join(words[at : at + size])
                rest = words[:at] + words[at + size :]
                liked = self._home.spelt(name, rest, phrase) if len(name) >= 5 else []
                if not liked or not (_is_name(name) or liked[0][1] > 0.85):
                    continue
                place, alike = liked[0]
                if place.kind == "crossing" and "crossing" not in phrase.lower():
                    continue  # "Zamalka" is no misspelt "Semalka crossing"
                described = place.overlay and max(place.names, key=lambda one: likeness(name, one)).islower()
                if not described or self._is_here(place, start):
                    return Resolved(place, "spelling", 0.6 * alike)
        return None

    def _by_earlier(self, phrase: str, start: int) -> Resolved | None:
        """ "the base", "the city", "it": the latest place named before that can be so called."""
        words = plain(phrase).split()
        if not words or any(word[:1].isupper() for word in phrase.split()[1:]):
            return None
        earlier = self.before(start)
        if words[-1] == "city":
            city = self._city_meant(start)
            return Resolved(city, "earlier", 0.7) if city else None
        kinds = _asked_kind(words)
        for place in reversed(earlier):
            if words[-1] in folded(place.name).split() and len(words[-1]) > 2:
                return Resolved(place, "earlier", 0.7)
        for place in reversed(earlier):
            if kinds and place.kind in kinds:
                return Resolved(place, "earlier", 0.65)
            if not kinds and set(words) <= _ANY and place.kind not in {"region"}:
                return Resolved(place, "earlier", 0.5)
        return None

    def _anchored(self, phrase: str, start: int) -> Resolved:
        city = self._by_sentence(phrase, start) or self._city_meant(start)
        if city is not None:
            relation = facility_at(city, max(15.0, city.radius_km * 2))
            return Resolved(None, "anchor", 0.3, True, city.lat, city.lon, relation.radius_km, relation)
        return Resolved(None, "unknown", 0.1)

    def _choose(self, candidates: tuple[Place, ...]) -> Place:
        """Of places of one name the theatre's own, else the one that what else the report names speaks for."""
        choice = self._choice(candidates)
        return choice.place if choice else candidates[0]

    def _choice(self, candidates: tuple[Place, ...]) -> Choice | None:
        """What was weighed between them; None where there was nothing to weigh."""
        own = len(candidates) == 1 or (candidates[0].overlay and not candidates[1].overlay)
        ids = _ids(candidates)
        return None if own and ids not in self._spoken else self._chosen.get(ids)


def _ids(candidates: Iterable[Place]) -> frozenset[str]:
    return frozenset(one.id for one in candidates)


def _is_name(word: str) -> bool:
    """Whether a word begins with a capital, after an article at most: "al-Shughur"."""
    return word[:1].isupper() or re.match(r"[a-z]{2,3}-[A-Z]", word) is not None


def _asked_kind(words: list[str]) -> set[str]:
    for word in reversed(words):
        if word in _KIND_WORDS:
            return _KIND_WORDS[word]
    return set()


def _near(one: Place, other: Place) -> bool:
    return distance_km(one.lat, one.lon, other.lat, other.lon) <= _REACH_KM


def _says_bearing(place: Place, bearing: str) -> bool:
    return bearing in plain(place.name)
