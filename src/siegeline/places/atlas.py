"""Atlas: where names are looked up for whole texts – a theatre's places first, then the embedded world."""

from collections.abc import Sequence
from functools import lru_cache

from siegeline.places.gazetteer import Gazetteer, gazetteer
from siegeline.places.place import Place
from siegeline.places.world import demonyms, world

WORLD = "world"
_MOST_ROWS = 400  # of one name: "San José" has some 300


class Atlas:
    """Places by name and by id: those of ``own`` (a theatre's) first, then those of the world.

    ``country`` are the ISO codes that the theatre is about, none for the whole world.
    """

    def __init__(self, own: Gazetteer | None = None, countries: Sequence[str] = ()) -> None:
        self.own, self.countries = own, frozenset(countries)
        self.demonyms = frozenset(demonyms())
        self._world = world()
        self._met: dict[int, Place] = {}
        self._named: dict[str, tuple[Place, ...]] = {}
        self._above: dict[str, tuple[str, ...]] = {}

    def find(self, name: str) -> Sequence[Place]:
        """Places of a name once folded; a theatre's own place stands for the world's at the same spot."""
        if name not in self._named:
            if len(self._named) > 200_000:
                self._named.clear()
            mine = tuple(self.own.find(name)) if self.own else ()
            others = (self._row(row) for row in self._world.rows_named(name)[:_MOST_ROWS])
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
            country = f"country:{place.country}"
            if place.country and place.kind != "country" and country not in found:
                found.append(country)
            self._above[place.id] = tuple(found)
        return self._above[place.id]

    def by_id(self, one: str) -> Place | None:
        """A place by its id; None when there is none."""
        if self.own and (mine := self.own.places.get(one)):
            return mine
        row = self._world.row(one)
        return None if row is None else self._row(row)

    def _row(self, row: int) -> Place:
        if row not in self._met:
            self._met[row] = self._world.place(row)
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
        return Atlas()
    from siegeline.theatre import load_theatre

    return Atlas(gazetteer(theatre), load_theatre(theatre).countries)
