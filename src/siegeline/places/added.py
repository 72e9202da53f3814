"""Added: the places of a user's file, in whichever of the usual forms it is, with what is wrong in it by line."""

import gzip
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from siegeline.errors import InputError
from siegeline.places.embedded import all_rows
from siegeline.places.geonames import check_zip, read_geonames
from siegeline.places.place import Place, joined
from siegeline.places.table import Columns, Row, guess_columns, place_of

_SAMPLE = 400
_SHARE = 0.1  # a country counts for a file when a tenth of its places lie there
_SAME_SPOT = 0.1  # degrees
_SAVE_AS = "save it as CSV, GeoJSON or JSON lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A file's places; ``problems`` are its bad rows, ``columns`` says which column was taken for what."""

    places: tuple[Place, ...]
    problems: tuple[InputError, ...]
    columns: str
    form: str


def read_added(path: Path, *, table: str, columns: Mapping[str, str] | None = None) -> Added:
    """The places in a file: GeoJSON, a table (CSV, TSV) such as a list of P-codes, or JSON lines; ``.gz`` too.

    A country's zip archive from GeoNames, fetched by hand, is read as it is.

    ``table`` is the name under which they will be kept, the first part of ids where the file has none. ``columns``
    names columns where the guess is wrong: ``{"name": "NAME_1"}``.

    Raises:
        InputError: the file as a whole cannot be read, or lacks names or points.
    """
    if code := _geonames_country(path):
        check_zip(path, f"{code}.txt")
        places = tuple(read_geonames(code, path))
        return Added(places=places, problems=(), columns="its own columns, without other names", form="GeoNames")
    text = _text(path)
    start = text.lstrip()[:1]
    if path.name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson")):
        return _from_rows(path, _json_lines(path, text), table, columns, "JSON lines")
    if start == "{":
        return _from_rows(path, _features(path, text), table, columns, "GeoJSON")
    return _from_rows(path, _table(path, text), table, columns, "table")


def _geonames_country(path: Path) -> str | None:
    """The country of a zip archive that GeoNames gives out: it holds ``XX.txt``."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return None
    return next((match[1] for name in names if (match := re.fullmatch(r"([A-Z]{2})\.txt", name))), None)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
    except (OSError, EOFError, gzip.BadGzipFile) as error:
        what = getattr(error, "strerror", None) or "is cut short or no gzip file"
        raise InputError(str(path), str(what), "check the path, or fetch it again") from error
    if data[:4] == b"PK\x03\x04":
        kind = "a workbook" if _is_workbook(data) else "a zip archive"
        raise InputError(str(path), f"is {kind}", _SAVE_AS if kind == "a workbook" else "unpack it")
    try:
        return data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{path}:{line}", "is not in UTF-8", _SAVE_AS + " in UTF-8") from error


def _is_workbook(data: bytes) -> bool:
    try:
        return any(name.startswith("xl/") for name in zipfile.ZipFile(io.BytesIO(data)).namelist())
    except zipfile.BadZipFile:
        return False


def _json_lines(path: Path, text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                values = json.loads(line)
            except ValueError as error:
                yield Row(f"{path}:{number}", {}, problem=f"is no JSON ({error})")
                continue
            if isinstance(values, dict):
                yield _feature(f"{path}:{number}", values) if "geometry" in values else Row(f"{path}:{number}", values)
            else:
                yield Row(f"{path}:{number}", {}, problem="is no JSON object")


def _features(path: Path, text: str) -> Iterator[Row]:
    try:
        whole = json.loads(text)
    except ValueError as error:
        raise InputError(str(path), f"is no JSON ({error})", "check that it was saved whole") from error
    features = whole.get("features") if whole.get("type") == "FeatureCollection" else [whole]
    if not isinstance(features, list) or (features and not isinstance(features[0], dict)):
        raise InputError(str(path), "is no GeoJSON: it has no list of features", _SAVE_AS)
    crs = str((whole.get("crs") or {}).get("properties", {}).get("name", "CRS84"))
    if not crs.endswith(("CRS84", "4326")):
        raise InputError(str(path), f"is in {crs}", "save it in longitude and latitude (EPSG:4326)")
    for number, feature in enumerate(features, 1):
        yield _feature(f"{path}: feature {number}", feature)


def _feature(where: str, feature: Any) -> Row:
    from shapely import from_geojson, get_coordinates
    from shapely.errors import GEOSException

    if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
        return Row(where, {}, problem="is no GeoJSON feature")
    values = dict(feature.get("properties") or {})
    if "id" in feature and not isinstance(feature["id"], dict | list):
        values.setdefault("id", feature["id"])
    try:
        shape = from_geojson(json.dumps(feature.get("geometry")))
        if shape is None or shape.is_empty:
            return Row(where, values, problem="has no geometry")
        point = shape.representative_point()
    except (GEOSException, TypeError) as error:
        return Row(where, values, problem=f"has a geometry that cannot be read ({error})")
    east, north = np.ptp(get_coordinates(shape), axis=0)
    reach = max(north, east * np.cos(np.radians(point.y))) / 2 * 111.2
    return Row(where, values, point=(point.y, point.x), reach_km=float(reach) if reach > 0 else None)


def _table(path: Path, text: str) -> Iterator[Row]:
    import csv

    first = text.split("\n", 1)[0]
    between = max("\t;,|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    try:
        heads = [head.strip() for head in next(reader, [])]
        if len(heads) < 2:
            raise InputError(str(path), "has no row of column names", _SAVE_AS)
        for cells in reader:
            where = f"{path}:{reader.line_num}"
            if not any(cell.strip() for cell in cells) or (cells[0].startswith("#") and "#" not in heads[0]):
                continue  # a row of HXL tags stands under the names in tables from HDX
            if len(cells) != len(heads):
                yield Row(where, {}, problem=f"has {len(cells)} columns, not {len(heads)}")
            else:
                yield Row(where, dict(zip(heads, cells, strict=True)))
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}", f"is no row of a table ({error})", "mend it") from error


def _from_rows(path: Path, rows: Iterable[Row], table: str, named: Mapping[str, str] | None, form: str) -> Added:
    listed = list(rows)
    heads = dict.fromkeys(head for row in listed for head in row.values)
    points = any(row.point for row in listed)
    columns: Columns = guess_columns(path, list(heads), named or {}, points=points)
    admins = {
        str(row.values["wof_id"]): str(row.values.get("name"))
        for row in listed
        if "wof_id" in row.values and row.values.get("type") in {"region", "county"}
    }
    places: dict[str, Place] = {}
    first: dict[str, str] = {}
    problems = []
    for row in listed:
        try:
            place = place_of(row, columns, table, admins)
            if place is not None and place.id in places:
                place = _met_again(places[place.id], place, row, columns, first[place.id])
        except InputError as error:
            problems.append(error)
            continue
        if place is not None:
            places[place.id] = place
            first.setdefault(place.id, row.where)
    return Added(places=tuple(places.values()), problems=tuple(problems), columns=columns.told(), form=form)


def _met_again(known: Place, place: Place, row: Row, columns: Columns, where: str) -> Place:
    """One place of two rows of an id: joined where they lie together, else the second under its own id.

    Who's On First gives the GeoNames id of one settlement to several records, some of them far away by mistake.
    """
    if known == place:
        return known
    if "wof_id" in row.values:
        together = abs(known.lat - place.lat) < _SAME_SPOT and abs(known.lon - place.lon) < _SAME_SPOT
        return joined((known, place)) if together else replace(place, id=f"wof:{row.values['wof_id']}")
    raise InputError(row.where, f"has the id {place.id!r} of {where}", "give each its own")


def settled(places: Iterable[Place], countries: Collection[str]) -> list[Place]:
    """The places with their country where the file does not say it but all lie in one."""
    if len(countries) != 1:
        return list(places)
    [country] = countries
    return [place if place.country else replace(place, country=country) for place in places]


def countries_of(places: Iterable[Place]) -> set[str]:
    """The countries that a file's places lie in: as it says, else that of the nearest city of the embedded list."""
    listed = list(places)
    if said := {place.country for place in listed if place.country}:
        return said
    cities = list(all_rows().values())
    lats = np.radians([city["latitude"] for city in cities])
    lons = np.radians([city["longitude"] for city in cities])
    step = max(1, len(listed) // _SAMPLE)
    found: Counter[str] = Counter()
    for place in listed[::step]:
        lat, lon = np.radians(place.lat), np.radians(place.lon)
        # half the chord's square: enough to tell the nearest
        apart = np.sin((lats - lat) / 2) ** 2 + np.cos(lats) * np.cos(lat) * np.sin((lons - lon) / 2) ** 2
        found[cities[int(np.argmin(apart))]["countrycode"]] += 1
    return {country for country, count in found.items() if count >= _SHARE * found.total()}
