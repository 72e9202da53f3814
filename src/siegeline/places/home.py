"""Home: which of the names of a report that a theatre knows, or knows the like of, are places of the theatre.

A village of the theatre often has the name of a city elsewhere, or one that is spelt nearly so. What a report names
besides decides: while it is of the theatre, an exact name counts, and one that is spelt alike counts unless a city
abroad has it to the letter. Where it is of another part of the world only the theatre's own towns still do, by their
names. What is doubtful stays a name without a point.
"""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from siegeline.places.abroad import Standing, is_land, standing
from siegeline.places.distance import distance_km
from siegeline.places.gazetteer import Gazetteer, Place
from siegeline.places.mention import COMMON, Mention
from siegeline.places.names import folded, plain
from siegeline.places.signs import word_lists

_REACH_KM = 60.0
_BIGGER = 10  # so many times the people: who names the place without more means the one abroad
_PARTS = frozenset({"district", "facility", "area"})  # what every city has
_TOWNS = frozenset({"city", "town", "village"})
# how like a name a spelling must be: a place of the theatre's own; one of a list; one of a list in a report that names
# nothing of the theatre; one far from all that it names
_ALIKE, _ALIKE_LISTED, _ALIKE_ALONE, _ALIKE_FAR = 0.8, 0.85, 0.9, 0.95
_UNITS = frozenset(("raion", "rayon", "hromada", "okrug", "subdistrict", "nahiya", "nahiyah", "qada", "caza", "rif"))
_FEATURES = frozenset(
    ("mount", "mt", "mountain", "mountains", "jabal", "jebel", "hill", "hills", "height", "heights", "ridge", "peak",
     "river", "lake", "sea", "gulf", "island", "valley", "wadi", "forest", "street", "avenue", "boulevard", "prospekt",
     "square", "lane")
)  # fmt: skip
_RUN_BEFORE = re.compile(r"(?:\b[^\W\d_a-z][\w’'-]* )+$")  # the words with capitals right before a name, and after it
_RUN_AFTER = re.compile(r"(?: [^\W\d_a-z][\w’'-]*)+")


class Home:
    """What a theatre has of the names of one report; ``kept`` are folded names that a person has decided about."""

    def __init__(self, text: str, mentions: Sequence[Mention], places: Gazetteer, kept: Collection[str] = ()) -> None:
        self._places, self._kept = places, frozenset(kept)
        told = [(one, one.candidates[0]) for one in mentions if one.capitals]
        self._sure = [
            place for one, place in told if place.kind not in _PARTS and not self._has_rival(one.text, place)
        ]  # fmt: skip
        self._sure += [place for one, place in told if place.kind in _PARTS and self._is_part(one, place)]
        self._standing = Standing()
        if places.abroad:
            spans = [(one.start, one.end) for one in mentions if one.candidates[0].overlay]
            self._standing = standing(text, spans, {place.id for place in self._sure}, places.abroad)

    @property
    def elsewhere(self) -> bool:
        """Whether the report is of another part of the world, by the places that it names."""
        return self._standing.elsewhere

    def of(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """Those of the names found in the report, or in words of it, that are of places of the theatre."""
        return [
            one for one in mentions
            if not _runs_on(text, one, mentions) and not self._is_in_city(text, one)
            and (folded(one.text) in self._kept or not self._doubtful(one.text, one.candidates[0]))
        ]  # fmt: skip

    def find(self, name: str) -> tuple[Place, ...]:
        """The theatre's places of exactly this name that the report may mean."""
        found = tuple(self._places.find(name))
        return found if found and (folded(name) in self._kept or not self._doubtful(name, found[0])) else ()

    def spelt(self, name: str, beside: Sequence[str], phrase: str) -> list[tuple[Place, float]]:
        """Places of which a name in a phrase may be a spelling, best first; ``beside`` are its other capital words."""
        rest = {plain(word) for word in beside}
        numbered = any(after[:1].isdigit() for after in phrase.split(f"{name} ")[1:])
        if self._standing.elsewhere or is_land(name) or rest - _ordinary() or numbered:
            return []  # "Suleiman" of "Suleiman Bek", "Russian", "Kilo 16"
        feature = _names_feature(name, phrase)
        liked = [one for one in self._places.like(name) if not (feature and one[0].kind in _TOWNS)]
        if self._places.abroad is None:
            return [one for one in liked if one[1] >= _ALIKE]
        rival = any(self._places.abroad.find(one) for one in (name, " ".join((*beside, name))))
        own = [one for one in liked if one[0].overlay and one[1] >= _ALIKE]
        listed = [one for one in liked if not one[0].overlay and one[1] >= _ALIKE_LISTED]
        near = [one for one in (*own, *listed) if self._in_reach(one[0])]
        enough = _ALIKE_FAR if self._standing.home else _ALIKE_ALONE
        far = [] if rival else [*own, *(one for one in listed if one[1] >= enough)]
        return sorted({*near, *far}, key=lambda one: (-one[1], not one[0].overlay))

    def lacks(self, phrase: str) -> bool:
        """Whether a phrase names a place that is, or may be, none of the theatre's: then nothing around is meant."""
        name = " ".join(re.findall(r"(?:\b[a-z]{2}-)?\b[^\W\d_a-z][\w'’-]*", phrase))
        if not name or self._places.abroad is None or (self._standing.home and not self._standing.elsewhere):
            return False
        return self._standing.elsewhere or bool(self._places.abroad.find(name) or self._places.find(name))

    def _is_in_city(self, text: str, mention: Mention) -> bool:
        """Whether the name stands inside that of a city abroad: "Mare" of "Satu Mare"."""
        before = _RUN_BEFORE.search(text[max(0, mention.start - 40) : mention.start])
        after = _RUN_AFTER.match(text[mention.end : mention.end + 40])
        whole = f"{before.group() if before else ''}{mention.text}{after.group() if after else ''}"
        return whole != mention.text and self._places.abroad is not None and bool(self._places.abroad.find(whole))

    def _doubtful(self, name: str, place: Place) -> bool:
        if self._standing.elsewhere:
            part = not place.overlay or place.kind in _PARTS
            return part and not self._in_reach(place)
        return not self._standing.home and self._has_rival(name, place)

    def _is_part(self, mention: Mention, place: Place) -> bool:
        """Whether a part of a city is named beyond doubt: with the city's name, or in a report that names one there."""
        whole = self._places.places.get(place.part_of or "")
        low = f" {folded(mention.text)} "
        named = whole is not None and any(f" {folded(name)} " in low for name in whole.names)
        return named or self._in_reach(place)

    def _has_rival(self, name: str, place: Place) -> bool:
        """Whether a city abroad of the same name is far bigger than a village that the theatre does not list itself."""
        if place.overlay or self._places.abroad is None:
            return False
        most = max((one.population or 0 for one in self._places.abroad.find(name)), default=0)
        return most > _BIGGER * (place.population or 0)

    def _in_reach(self, place: Place) -> bool:
        return any(
            one.id != place.id and distance_km(place.lat, place.lon, one.lat, one.lon) <= _REACH_KM
            for one in self._sure
        )  # fmt: skip


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    """What may stand beside a name without being a part of it."""
    return COMMON | _FEATURES | _UNITS | word_lists()["kinds"] | word_lists()["bodies"]


def _names_feature(name: str, phrase: str) -> bool:
    """Whether a phrase gives the name to a hill, a street or the like: "Gradina hill", "Mount Igman"."""
    before, _, after = plain(phrase).partition(plain(name))
    return bool({*before.split()[-1:], *after.split()[:1]} & _FEATURES)


def _runs_on(text: str, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a village's name is only a part of a longer one: "Khan" of "Khan Younis", "Kilo" of "Kilo 16"."""
    if mention.candidates[0].overlay or not mention.text[:1].isupper():
        return False
    before = re.search(r"([^\W\d_][\w’'-]*) $", text[max(0, mention.start - 20) : mention.start])
    if before and plain(before.group(1)) in _FEATURES and mention.candidates[0].kind in _TOWNS:
        return before.group(1)[:1].isupper()  # "Mount Sinjar" is no town
    after = re.match(r" ([^\W_][\w’'-]*)", text[mention.end : mention.end + 30])
    if after is None or any(one.start == mention.end + 1 for one in mentions):
        return False
    word = after.group(1)
    return word.isdigit() or (word[:1].isupper() and word.lower() not in _ordinary())
