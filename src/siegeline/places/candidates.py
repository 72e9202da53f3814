"""Candidates: the places that a name may mean, each with the reason that makes it one."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from siegeline.places.gazetteer import Gazetteer
from siegeline.places.names import folded
from siegeline.places.place import Place

_HOW = {
    "name": "its name",
    "alias": "another name of it",
    "native": "its name in another script",
    "spelling": "a spelling of {matched!r}",
    "known": "a name that a gazetteer has for it",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    ``how``: ``name``, ``alias``, ``native`` (another script), ``known`` (only an index has the name), ``spelling`` (a
    name that sounds alike). ``matched`` is its own name that was met, ``likeness`` how alike the two are, from 0 to 1.
    ``reasons`` say what speaks for it among places of the same name.
    """

    place: Place
    how: str
    matched: str
    likeness: float
    reasons: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The row that ``siegeline gazetteer find`` prints."""
        one = self.place
        return {
            "name": one.name, "kind": one.kind, "lat": one.lat, "lon": one.lon, "radius_km": one.radius_km,
            "population": one.population, "admin": one.admin or None, "country": one.country or None, "how": self.how,
            "matched": self.matched, "likeness": round(self.likeness, 3),
            "why": "; ".join((_HOW[self.how].format(matched=self.matched), *self.reasons)),
            "id": one.id, "source": one.source,
        }  # fmt: skip


def candidates(name: str, places: Gazetteer) -> list[Candidate]:
    """The places of that name, the theatre's own and the most populous first; then those whose name sounds alike."""
    exact = places.find(name)
    found = []
    for place in exact:
        how, matched = _met(name, place)
        found.append(Candidate(place, how, matched, 1.0, _reasons(place, len(exact))))
    met = {place.id for place in exact}
    for place, likeness in places.like(name):
        if place.id not in met:
            found.append(Candidate(place, "spelling", _nearest(name, place), likeness, _reasons(place, 0)))
    return found


def _met(name: str, place: Place) -> tuple[str, str]:
    want = folded(name)
    for how, names in (("name", (place.name,)), ("alias", place.aliases), ("native", place.native)):
        for one in names:
            if folded(one) == want:
                return how, one
    return "known", name


def _nearest(name: str, place: Place) -> str:
    want = folded(name)
    return max(place.names, key=lambda one: SequenceMatcher(None, want, folded(one)).ratio())


def _reasons(place: Place, same: int) -> tuple[str, ...]:
    reasons = []
    if place.overlay:
        reasons.append("the theatre's own")
    if place.population:
        reasons.append(f"{place.population:,} people")
    if same > 1:
        reasons.append(f"one of {same} of that name")
    return tuple(reasons)
