"""Atlas: where names are looked up for whole texts – a theatre's places first, then the embedded world."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

import numpy as np

from siegeline.places.gazetteer import Gazetteer, gazetteer
from siegeline.places.index import Index
from siegeline.places.place import Place
from siegeline.places.world import demonyms, world

WORLD = "world"
_MOST_ROWS = 400  # of one name: "San José" has some 300
_ALIKE, _AS_ALIKE = 0.7, 0.03  # how like a name a spelling must be, and how near to the best another one is
_SHORTEST_SPELLING = 5  # letters: of a shorter name every spelling is another name


class Atlas:
    """Places by name and by id: those of ``own`` (a theatre's) first, then those of the world.

    ``countries`` are the ISO codes that the theatre is about; ``others`` the world's places, None for none of them.
    """

    def __init__(
        self, own: Gazetteer | None = None, countries: Sequence[str] = (), others: Index | None = None
    ) -> None:
        self.own, self.countries = own, frozenset(countries)
        self.demonyms = frozenset(demonyms())
        self._world = others
        self._met: dict[int, Place] = {}
        self._named: dict[str, tuple[Place, ...]] = {}
        self._above: dict[str, tuple[str, ...]] = {}

    def find(self, name: str) -> Sequence[Place]:
        """Places of a name once folded; a theatre's own place stands for the world's at the same spot."""
        if name not in self._named:
            if len(self._named) > 200_000:
                self._named.clear()
            mine = tuple(self.own.find(name)) if self.own else ()
            rows = self._world.rows_named(name)[:_MOST_ROWS] if self._world else ()
            others = (self._row(self._world, row) for row in rows if self._world)
            ids = {place.id for place in mine}
            near = [(place.lat, place.lon) for place in mine]
            kept = tuple(
                place for place in others
                if place.id not in ids and not (place.kind == "town" and _beside(place, near))
            )  # fmt: skip
            self._named[name] = (*mine, *kept)
        return self._named[name]

    def above(self, place: Place) -> tuple[str, ...]:
        """The ids of the areas that a place lies in, the smallest first, its country last."""
        if place.id not in self._above:
            found: list[str] = []
            one: Place | None = place
            while one is not None and one.part_of and one.part_of not in found:
                found.append(one.part_of)
                one = self.by_id(one.part_of)
            code = place.country or (next(iter(self.countries)) if place.overlay and len(self.countries) == 1 else "")
            if code and place.kind != "country" and f"country:{code}" not in found:
                found.append(f"country:{code}")
            self._above[place.id] = tuple(found)
        return self._above[place.id]

    def by_id(self, one: str) -> Place | None:
        """A place by its id; None when there is none."""
        if self.own and (mine := self.own.places.get(one)):
            return mine
        return self.of_world(one)

    def of_world(self, one: str) -> Place | None:
        """The world's own place of an id, whatever the theatre has of it; None when there is none."""
        row = self._world.row(one) if self._world else None
        return self._row(self._world, row) if self._world and row is not None else None

    def towns_of(self, countries: Collection[str]) -> Iterator[Place]:
        """The world's towns in countries (ISO codes)."""
        if self._world:
            codes = [code.encode("ascii", "ignore") for code in countries]
            for row in np.flatnonzero(np.isin(self._world.country, codes)):
                if (place := self._row(self._world, int(row))).kind == "town":
                    yield place

    def like(self, name: str) -> Sequence[Place]:
        """A theatre's places of which this may be a spelling, those that are about equally like it."""
        if self.own is None or len(name) < _SHORTEST_SPELLING:
            return ()
        liked = [(place, alike) for place, alike in self.own.like(name) if alike >= _ALIKE]
        return [place for place, alike in liked if alike >= liked[0][1] - _AS_ALIKE]

    def _row(self, index: Index, row: int) -> Place:
        if row not in self._met:
            self._met[row] = index.place(row)
        return self._met[row]


def _beside(place: Place, points: Sequence[tuple[float, float]]) -> bool:
    return any(abs(place.lat - lat) < 0.05 and abs(place.lon - lon) < 0.05 for lat, lon in points)


@lru_cache(maxsize=4)
def atlas(theatre: str | None = None) -> Atlas:
    """The atlas of a theatre (a name or a folder), or of the world (None or "world").

    Raises:
        TheatreError: there is no such theatre.
    """
    if theatre is None or theatre == WORLD:
        return Atlas(others=world())
    from siegeline.theatre import load_theatre

    return Atlas(gazetteer(theatre), load_theatre(theatre).countries, world())
