"""Gazetteer: the places of a theatre's countries – its own, those that the user added, and the embedded list."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from siegeline.places.abroad import Abroad, cities
from siegeline.places.embedded import embedded
from siegeline.places.index import Index, forms_of
from siegeline.places.names import folded, tolerant
from siegeline.places.place import Place, is_latin, joined
from siegeline.places.shelf import open_shelf, shelf_state
from siegeline.places.spelling import likeness
from siegeline.theatre import OverlayPlace, load_theatre

__all__ = ["Gazetteer", "Layer", "Place", "country_gazetteer", "gazetteer"]

_SAME_SPOT = 0.02  # degrees, some 2 km: two sources' places of one name there are one place
_LIKE_ENOUGH = 0.6
_REMEMBERED = 20_000  # spellings of which the like places are remembered


class Layer:
    """An index as far as a theatre's countries go: rows of other countries are left out."""

    def __init__(self, index: Index, countries: Collection[str] = ()) -> None:
        self.index = index
        self._within: NDArray[np.bool_] | None = None
        if countries and (set(index.meta.get("countries", ())) - set(countries)):
            codes = [b"", *(code.encode("ascii", "ignore") for code in countries)]
            self._within = np.isin(index.country, codes)

    def holds(self, row: int) -> bool:
        """Whether a row's country counts."""
        return self._within is None or bool(self._within[row])

    def named(self, name: str) -> list[int]:
        """Rows of exactly this name once folded."""
        return [row for row in self.index.rows_named(name) if self.holds(row)]

    def like(self, name: str) -> list[int]:
        """Rows of a name with the same tolerant key."""
        return [row for row in self.index.rows_like(name) if self.holds(row)]

    def row(self, one: str) -> int | None:
        """The row of an id."""
        row = self.index.row(one)
        return row if row is not None and self.holds(row) else None

    def ids(self) -> list[str]:
        """The ids of all rows that count."""
        found = self.index.ids()
        return found if self._within is None else [one for one in found if self.row(one) is not None]


class Places(Mapping[str, Place]):
    """Places by id: own ones, then those of the layers; a place that several layers know is joined into one."""

    def __init__(self, own: Mapping[str, Place], layers: Sequence[Layer], hidden: Collection[str]) -> None:
        self._own, self._layers, self._hidden = own, layers, frozenset(hidden)
        self._met: dict[str, Place] = dict(own)

    def __getitem__(self, one: str) -> Place:
        if one not in self._met:
            parts = [layer.index.place(row) for layer in self._layers if (row := layer.row(one)) is not None]
            if not parts or one in self._hidden:
                raise KeyError(one)
            self._met[one] = joined(parts)
        return self._met[one]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        listed = (one for layer in self._layers for one in layer.ids() if one not in self._hidden)
        return tuple(dict.fromkeys([*self._own, *listed]))


class Gazetteer:
    """Look-up of places by name; a theatre's own places come before those of the indexes.

    ``layers`` are indexes, the best first; ``hidden`` says which ids in them stand for which of ``places``; ``abroad``
    is what is known of other countries, where names may be those of cities there.
    """

    def __init__(
        self,
        places: Iterable[Place] = (),
        layers: Sequence[Layer] = (),
        *,
        hidden: Mapping[str, str] = MappingProxyType({}),
        abroad: Abroad | None = None,
    ) -> None:
        self.abroad = abroad
        self._own = {place.id: place for place in places}
        self._layers, self._hidden = tuple(layers), hidden
        self.places: Mapping[str, Place] = Places(self._own, self._layers, hidden) if layers else self._own
        self._by_name: dict[str, list[Place]] = {}
        self._by_key: dict[str, list[Place]] = {}
        for place in self._own.values():
            for name in {folded(name) for name in (*place.names, *place.native)}:
                self._by_name.setdefault(name, []).append(place)
            for key in {tolerant(name) for name in place.names}:
                if len(key) >= 2:
                    self._by_key.setdefault(key, []).append(place)
        self._found: dict[str, tuple[Place, ...]] = {}
        self._liked: dict[str, tuple[tuple[Place, float], ...]] = {}

    @property
    def own(self) -> Collection[Place]:
        """The places that were given one by one: a theatre's own."""
        return self._own.values()

    def find(self, name: str) -> list[Place]:
        """Places of exactly this name once folded; overlay first, regions last, the most populous before others."""
        low = folded(name)
        if low not in self._found:
            rows = [layer.named(name) for layer in self._layers]
            found = [*self._by_name.get(low, ()), *self._of_layers(rows)]
            if not found or not is_latin(name):  # the theatre gives its own places no names in other scripts
                found = list(dict.fromkeys([*found, *self._own_of_layers(rows)]))
            found.sort(key=lambda one: (not one.overlay, one.kind == "region", -(one.population or 0)))
            self._found[low] = tuple(_without_doubles(found))
        return list(self._found[low])

    def like(self, name: str) -> list[tuple[Place, float]]:
        """Places whose name may be a spelling of this one, with a likeness from 0 to 1, best first."""
        if name not in self._liked:
            if len(self._liked) >= _REMEMBERED:
                self._liked.clear()
            self._liked[name] = tuple(self._spelt_like(name))
        return list(self._liked[name])

    def _spelt_like(self, name: str) -> list[tuple[Place, float]]:
        rows = [layer.like(name) for layer in self._layers]
        found = [*self._by_key.get(tolerant(name), ()), *self._of_layers(rows)] or self._own_of_layers(rows)
        liked = [(place, max(likeness(name, one) for one in place.names)) for place in found]
        return sorted(liked, key=lambda one: (-one[1], not one[0].overlay))

    def near(self, name: str, count: int = 3) -> list[str]:
        """Names like this one, best first: what a user may have meant."""
        matcher: SequenceMatcher[str] = SequenceMatcher(None, b=folded(name))
        scored = []
        for form in {*self._by_name, *(form for layer in self._layers for form in layer.index.forms())}:
            matcher.set_seq1(form)
            if all(ratio() > _LIKE_ENOUGH for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)):
                scored.append((-matcher.ratio(), form))
        best: dict[str, None] = {}
        for _, form in sorted(scored):
            if len(best) < count and (places := self.find(form)):
                best[places[0].name] = None
        return list(best)

    def forms(self) -> set[str]:
        """What to look for in running text: names in Latin letters, folded and plain, of four letters and more."""
        own = {form for place in self._own.values() for form in forms_of(place)}
        return own.union(*(layer.index.forms() for layer in self._layers))

    def _ids(self, rows: Sequence[list[int]]) -> Iterable[str]:
        """The ids of the rows found in each layer."""
        return dict.fromkeys(
            layer.index.place(row).id for layer, found in zip(self._layers, rows, strict=True) for row in found
        )

    def _of_layers(self, rows: Sequence[list[int]]) -> list[Place]:
        """The places of rows, but for those that stand for an own one."""
        return [place for one in self._ids(rows) if one not in self._own and (place := self.places.get(one))]

    def _own_of_layers(self, rows: Sequence[list[int]]) -> list[Place]:
        """The own places that rows stand for: an index may know names of them that the theatre does not."""
        own = dict.fromkeys(self._hidden[one] for one in self._ids(rows) if one in self._hidden)
        return [self._own[one] for one in own if one in self._own]


def _without_doubles(places: Sequence[Place]) -> Iterator[Place]:
    """Places of one name, without those that another source has at the same spot."""
    kept: list[Place] = []
    for place in places:
        whose = place.id.partition(":")[0]
        if place.overlay or not any(
            one.id.partition(":")[0] != whose
            and abs(one.lat - place.lat) < _SAME_SPOT
            and abs(one.lon - place.lon) < _SAME_SPOT
            and not {one.kind, place.kind} & {"region", "district", "area"}
            for one in kept
        ):
            kept.append(place)
            yield place


def gazetteer(theatre_name: str) -> Gazetteer:
    """The gazetteer of a theatre (a name or a folder, as for ``load_theatre``), scoped to its countries.

    Raises:
        TheatreError: there is no such theatre.
        InputError: a gazetteer that was added is broken.
    """
    return _gazetteer(load_theatre(theatre_name).key, shelf_state())


@lru_cache(maxsize=8)
def _gazetteer(key: str, _state: object) -> Gazetteer:
    theatre = load_theatre(key)
    overlay = [_from_overlay(place) for place in theatre.places]
    known = {f"geonames:{place.geonames}": place.id for place in theatre.places if place.geonames}
    parties = [name for actor in theatre.actors for name in (actor.name, *actor.aliases)]
    abroad = Abroad(cities(), theatre.countries, parties)
    return Gazetteer(overlay, layers_of(theatre.countries), hidden=known, abroad=abroad)


def country_gazetteer(countries: Collection[str]) -> Gazetteer:
    """The gazetteer of countries (ISO 3166, two letters) without any theatre's own places.

    Raises:
        InputError: a gazetteer that was added is broken.
    """
    return Gazetteer(layers=layers_of(countries))


def layers_of(countries: Collection[str]) -> list[Layer]:
    """What was added for countries, then the embedded list of each."""
    added = [index for index in open_shelf() if set(countries) & set(index.meta["countries"])]
    return [Layer(index, countries) for index in (*added, *(embedded(country) for country in countries))]


def _from_overlay(place: OverlayPlace) -> Place:
    return Place(
        place.id, place.name, place.kind, place.lat, place.lon, place.radius_km, place.aliases, place.population,
        place.part_of, place.source, overlay=True,
    )  # fmt: skip
