"""Table: which column of a user's file means what, guessed by the usual names, and a row made a place by it."""

import hashlib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from siegeline.errors import InputError, UsageError
from siegeline.places.kinds import RADIUS_KM, kind_of_word
from siegeline.places.names import folded
from siegeline.places.place import Place, is_latin

_USUAL: Mapping[str, Sequence[str]] = {
    "name": (
        *("name", "nameen", "nameeng", "englishname", "placename", "asciiname", "toponym", "locality", "localityname"),
        *("settlement", "settlementname", "featurename", "village", "villagename", "town", "city", "label", "title"),
        "place",
    ),
    "lat": ("lat", "latitude", "latdd", "latitudey", "y", "ycoord", "pointy", "centerlat", "centroidlat", "latwgs84"),
    "lon": (
        *("lon", "lng", "long", "longitude", "londd", "longitudex", "x", "xcoord", "pointx", "centerlon"),
        *("centroidlon", "lonwgs84"),
    ),
    "id": ("pcode", "placecode", "geonameid", "wofid", "uid", "id", "osmid", "fid", "code"),
    "population": ("population", "pop", "poptotal", "totalpopulation", "totalpop"),
    "kind": ("kind", "type", "featurecode", "fcode", "placetype", "featuretype", "fclass", "class", "place"),
    "country": ("countrycode", "iso2", "isocc", "cc", "countryiso", "country", "adm0pcode", "admin0pcode"),
    "admin": ("admin1", "admin1name", "province", "governorate", "oblast", "state", "region", "district"),
    "aliases": ("aliases", "alias", "alternatenames", "altname", "altnames", "namealt", "othernames", "names"),
    "geonames": ("gn", "geonamesid", "geonames"),
    "radius": ("radiuskm",),
}  # fmt: skip
_NAME_IN = re.compile(r"(?:name|label)(ar|uk|ru|fr|tr|ku|fa|he|local|native|arabic|ukrainian|russian)|arabic(?:name)?")
_LEVEL_NAME = re.compile(r"(?:admin|adm)(\d)(?:name)?(en|alt1en|alt2en|ar|uk|ua|ru|fr|tr|ref)?")
_LEVEL_CODE = re.compile(r"(?:admin|adm)(\d)pcode")
_LEVEL_KINDS = {1: "region", 2: "region", 3: "district"}
FIELDS = tuple(_USUAL)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file before it is a place: where it stands, its values, its point as (lat, lon) where it has one."""

    where: str
    values: Mapping[str, Any]
    point: tuple[float, float] | None = None
    reach_km: float | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds which field; ``natives`` hold names in other languages, ``levels`` a list of P-codes.

    ``levels`` maps an administrative level to its columns: the name, the P-code, and names in other languages.
    """

    fields: Mapping[str, str]
    natives: tuple[str, ...] = ()
    levels: Mapping[int, tuple[str | None, str | None, tuple[str, ...]]] = field(default_factory=dict)
    points: bool = False

    def told(self) -> str:
        """What was taken for what, for a message."""
        parts = [f"{name} from {column!r}" for name, column in self.fields.items()]
        if self.levels:
            told = (column for name, code, _ in self.levels.values() for column in (name, code) if column)
            parts.append(f"P-codes from {', '.join(repr(column) for column in told)}")
        if self.natives:
            parts.append(f"names in other languages from {', '.join(repr(column) for column in self.natives)}")
        if self.points:
            parts.append("points from the geometry")
        return "; ".join(parts)


def guess_columns(path: Path, heads: Sequence[str], named: Mapping[str, str], *, points: bool) -> Columns:
    """The columns of a file by their usual names; ``named`` goes before; ``points``: rows bring their own point.

    Raises:
        InputError: there is none for the name, or none for the point.
        UsageError: a column that is named is not there.
    """
    plain = {re.sub(r"[^a-z0-9]", "", head.lower()): head for head in reversed(heads)}
    for what, column in named.items():
        if what not in _USUAL:
            raise UsageError(f"no field {what!r}; there are {', '.join(_USUAL)}")
        if column not in heads:
            raise UsageError(f"{path} has no column {column!r}; it has {', '.join(map(repr, heads))}")
    levels = _levels(plain) if "name" not in named else {}
    taken = {column for name, code, rest in levels.values() for column in (name, code, *rest) if column}
    fields = dict(named)
    for what, usual in _USUAL.items():
        if what in fields or (levels and what in {"name", "id", "admin"}) or (points and what in {"lat", "lon"}):
            continue
        free = (plain[one] for one in usual if one in plain)
        spoken = set(fields.values()) | (taken if what != "country" else set())
        if chosen := next((one for one in free if one not in spoken), None):
            fields[what] = chosen
    has = f"it has {', '.join(map(repr, heads))}; say which with --column"
    if "name" not in fields and not levels:
        raise InputError(str(path), f"has no column of names that can be told; {has}", "as in --column name=COLUMN")
    if not points and not {"lat", "lon"} <= set(fields):
        raise InputError(str(path), f"has no columns of points that can be told; {has}", "as in --column lat=COLUMN")
    natives = tuple(head for one, head in plain.items() if _NAME_IN.fullmatch(one) and head not in fields.values())
    return Columns(fields, natives, levels, points)


def _levels(plain: Mapping[str, str]) -> dict[int, tuple[str | None, str | None, tuple[str, ...]]]:
    codes = {int(match[1]): head for one, head in plain.items() if (match := _LEVEL_CODE.fullmatch(one))}
    found: dict[int, tuple[str | None, str | None, tuple[str, ...]]] = {}
    for level, code in sorted(codes.items(), reverse=True):
        if level == 0:
            continue
        names = {
            match[2] or "": head
            for one, head in plain.items()
            if (match := _LEVEL_NAME.fullmatch(one)) and int(match[1]) == level
        }
        main = names.get("en") or names.get("") or next(iter(names.values()), None)
        found[level] = (main, code, tuple(head for head in names.values() if head != main))
    return found


def place_of(row: Row, columns: Columns, table: str, admins: Mapping[str, str]) -> Place | None:
    """A row as a place; None for one that is no place of its own (a whole country). ``admins`` name WOF's ids.

    Raises:
        InputError: it has no name, no point, or a point or number that makes no sense.
    """
    if row.problem:
        raise InputError(row.where, row.problem, "mend or remove it")
    get = _cells(row, columns)
    name, others, code, admin, kind = get["name"], list[str](), get["id"], get["admin"], get["kind"]
    if columns.levels:
        name, others, code, admin, level = _of_levels(row, columns)
        kind = kind or _LEVEL_KINDS.get(level, "")
    if not name:
        raise InputError(row.where, "has no name", "give it one or remove it")
    if kind.lower() == "country":
        return None
    lat, lon = row.point or (
        _degrees(row, "lat", get["lat"], 90.0),
        _degrees(row, "lon", get["lon"], 180.0),
    )
    if not (abs(lat) <= 90 and abs(lon) <= 180) or (lat, lon) == (0, 0):
        raise InputError(row.where, f"has the point {lat:g}, {lon:g}", "mend it: latitude, longitude in degrees")
    people = _people(row, get["population"])
    chosen = kind_of_word(kind, people)
    others += [*_names(row, columns), *(_text(row.values.get(one)) for one in columns.natives)]
    if not is_latin(name):  # shown and looked for by a name in Latin letters, where there is one
        name = next((one for one in others if one and is_latin(one)), name)
        others.append(get["name"])
    spellings = [one for one in dict.fromkeys(others) if one and one != name]
    return Place(
        _id(get["geonames"], code, table, (name, lat, lon), wof="wof_id" in row.values),
        name, chosen, lat, lon, _radius(row, get["radius"]) or row.reach_km or RADIUS_KM.get(chosen, 1.0),
        tuple(one for one in spellings if is_latin(one) and folded(one)), people, None,
        f"{table}: {row.where.rpartition('/')[2]}", False, _country(get["country"]),
        admin or _wof_admin(row, admins), kind, tuple(one for one in spellings if not is_latin(one) and folded(one)),
    )  # fmt: skip


def _cells(row: Row, columns: Columns) -> dict[str, str]:
    return {what: _text(row.values.get(columns.fields.get(what, ""))) for what in FIELDS if what != "aliases"}


def _text(value: Any) -> str:
    """A cell as text; empty for what says nothing."""
    text = "" if value is None or isinstance(value, dict | list) else " ".join(str(value).split())
    return "" if text.lower() in {"nan", "null", "none", "n/a", "-"} else text


def _of_levels(row: Row, columns: Columns) -> tuple[str, list[str], str, str, int]:
    """Name, other names, P-code, the names of what it lies in, and level: of the lowest level that is filled."""
    told = {level: _text(row.values.get(name or "")) for level, (name, _, _) in columns.levels.items()}
    level = next((one for one, name in told.items() if name), 0)
    if not level:
        return "", [], "", "", 0
    _, code, rest = columns.levels[level]
    above = ", ".join(name for one, name in told.items() if one < level and name)
    return told[level], [_text(row.values.get(one)) for one in rest], _text(row.values.get(code or "")), above, level


def _names(row: Row, columns: Columns) -> Iterator[str]:
    value = row.values.get(columns.fields.get("aliases", ""))
    if isinstance(value, Mapping):  # by language, as Who's On First has them
        for _, many in sorted(value.items(), key=lambda one: not str(one[0]).startswith("en")):
            yield from (_text(one) for one in (many if isinstance(many, list) else [many]))
    elif isinstance(value, list):
        yield from (_text(one) for one in value)
    elif text := _text(value):
        yield from (one.strip() for one in re.split(r"[;|]" if re.search(r"[;|]", text) else ",", text))


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _degrees(row: Row, what: str, text: str, most: float) -> float:
    number = _number(text)
    if number is None or abs(number) > most:
        told = f"has no {what}" if not text else f"has the {what} {text!r}"
        raise InputError(row.where, told, "write degrees such as 36.2")
    return number


def _people(row: Row, text: str) -> int | None:
    number = _number(re.sub(r"(?<=\d)[ ,'](?=\d{3}\b)", "", text)) if text else 0.0
    if number is None or number < 0:
        raise InputError(row.where, f"has the population {text!r}", "write a number, or leave it empty")
    return int(number) or None


def _radius(row: Row, text: str) -> float | None:
    if not text:
        return None
    number = _number(text)
    if number is None or number <= 0:
        raise InputError(row.where, f"has the radius {text!r}", "write kilometres")
    return number


def _country(text: str) -> str:
    code = text[:2].upper() if re.fullmatch(r"[A-Za-z]{2}\d*", text) else ""
    return code if code.isascii() else ""


def _id(geonames: str, code: str, table: str, told: tuple[str, float, float], *, wof: bool) -> str:
    if geonames and geonames != "0":
        return f"geonames:{geonames.removesuffix('.0')}"
    if code:
        return f"{'wof' if wof else table}:{code}"
    name, lat, lon = told
    return f"{table}:{hashlib.sha256(f'{folded(name)}|{lat:.5f}|{lon:.5f}'.encode()).hexdigest()[:12]}"


def _wof_admin(row: Row, admins: Mapping[str, str]) -> str:
    hierarchy = row.values.get("hier")
    above = hierarchy[0] if isinstance(hierarchy, list) and hierarchy and isinstance(hierarchy[0], dict) else {}
    named = (admins.get(str(above.get(f"{level}_id"))) for level in ("county", "region"))
    return ", ".join(name for name in named if name and name != row.values.get("name"))
