"""GeoNames: a country's places and their other names, from the files of https://download.geonames.org/export/dump/.

The columns are those of its readme: 19 in a country's file, 10 in that of alternate names, between tabs, no header.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from siegeline.errors import InputError
from siegeline.places.kinds import RADIUS_KM, kind_of_feature
from siegeline.places.place import Place, is_latin

LICENCE = "CC BY 4.0"
_COLUMNS, _NAME_COLUMNS = 19, 10
_NO_NAMES = frozenset({"link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "phon", "piny"})
_AGAIN = "fetch it again"


def check_zip(path: Path, member: str) -> None:
    """Read a zip archive through and compare its checksums.

    Raises:
        InputError: it is broken, or has no file of that name.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            broken = archive.testzip()
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise InputError(str(path), f"is no whole zip archive ({error})", _AGAIN) from error
    except Exception as error:  # zlib.error is no OSError
        raise InputError(str(path), f"is damaged ({error})", _AGAIN) from error
    if broken:
        raise InputError(str(path), f"is damaged: {broken} has a wrong checksum", _AGAIN)
    if member not in names:
        raise InputError(str(path), f"holds no {member}", "check the address that it was fetched from")


def read_geonames(country: str, places: Path, names: Path | None = None) -> Iterator[Place]:
    """The places of a country's file that reports may name, with the names of the file of alternate names.

    Raises:
        InputError: a row has another shape; says which.
    """
    member = f"{country}.txt"
    others = _alternate_names(names, member) if names else {}
    rows = list(_rows(places, member, _COLUMNS))
    provinces = {row[10]: row[1] for _, row in rows if row[7] == "ADM1"}
    for where, row in rows:
        place = _place(where, row, others.get(row[0], ()), provinces)
        if place is not None:
            yield place


def _rows(path: Path, member: str, columns: int) -> Iterator[tuple[str, list[str]]]:
    with zipfile.ZipFile(path) as archive, archive.open(member) as file:
        for number, line in enumerate(io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="\n"), 1):
            where = f"{path.name}: {member}:{number}"
            row = line.rstrip("\r\n").split("\t")
            if row == [""]:
                continue
            if len(row) != columns:
                raise InputError(where, f"has {len(row)} columns, not {columns}", "check where it was fetched from")
            yield where, row


def _alternate_names(path: Path, member: str) -> dict[str, list[str]]:
    found: defaultdict[str, list[tuple[bool, str]]] = defaultdict(list)
    for _, row in _rows(path, member, _NAME_COLUMNS):
        if row[2] not in _NO_NAMES and row[3]:
            found[row[1]].append((row[4] != "1", row[3]))
    return {one: [name for _, name in sorted(names, key=lambda named: named[0])] for one, names in found.items()}


def _place(where: str, row: list[str], others: "list[str] | tuple[()]", provinces: dict[str, str]) -> Place | None:
    one, name, ascii_name, more, lat, lon, feature_class, code, country = row[:9]
    try:
        point = float(lat), float(lon)
        people = int(row[14] or 0)
    except ValueError as error:
        raise InputError(where, f"has a number that is none ({error})", _AGAIN) from error
    if not (one.isdigit() and name and abs(point[0]) <= 90 and abs(point[1]) <= 180):
        raise InputError(where, "has no id, no name or no point", _AGAIN)
    kind = kind_of_feature(feature_class, code, people)
    if kind is None:
        return None
    spellings = [each for each in dict.fromkeys((ascii_name, *others, *more.split(","))) if each and each != name]
    return Place(
        f"geonames:{one}", name, kind, *point, RADIUS_KM.get(kind, 1.0),
        tuple(each for each in spellings if len(each) >= 3 and is_latin(each)), people or None, None,
        f"GeoNames {one}", False, country[:2].upper(), "" if code == "ADM1" else provinces.get(row[10], ""), code,
        tuple(each for each in spellings if not is_latin(each)),
    )  # fmt: skip
