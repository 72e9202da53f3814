"""Statuses: who held each of many places on each of many days, as a matrix, in the form of the shared control sets."""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from siegeline.errors import InputError, UsageError
from siegeline.times import parse_day

NEVER_LOST, REGAINED, OCCUPIED, UNKNOWN = range(4)
_COLUMNS = ("column", "name", "lat", "lon")


@dataclass(frozen=True, eq=False, kw_only=True)
class Statuses:
    """``status[day, place]``: 0 never lost, 1 regained, 2 occupied, 3 unknown or contested; places by column.

    ``population`` is 0 where nobody knows it.
    """

    days: tuple[date, ...]
    status: npt.NDArray[np.uint8]
    ids: tuple[str, ...]
    names: tuple[str, ...]
    lat: npt.NDArray[np.float64]
    lon: npt.NDArray[np.float64]
    population: npt.NDArray[np.int64]


def read_statuses(matrix: Path, places: Path) -> Statuses:
    """Read a status matrix (``.npz`` with ``status`` and ``days``) and its places (CSV, gzip'd or not).

    Raises:
        InputError: a file cannot be read, lacks a part, or the two do not belong together.
    """
    advice = "give STATUS.npz with arrays 'status' (days × places, 0–3) and 'days', and then PLACES.csv.gz"
    try:
        with np.load(matrix, allow_pickle=False) as arrays:
            status, told = np.asarray(arrays["status"]), [str(day)[:10] for day in arrays["days"]]
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise InputError(str(matrix), f"is no matrix of statuses ({error})", advice) from error
    try:
        days = tuple(parse_day(day) for day in told)
    except UsageError as error:
        raise InputError(str(matrix), str(error), advice) from error
    if status.ndim != 2 or len(status) != len(days) or not days or status.min() < 0 or status.max() > UNKNOWN:
        raise InputError(str(matrix), "'status' is not days × places of numbers from 0 to 3", advice)
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise InputError(str(matrix), "its days are not in order", advice)
    rows = list(_rows(places, advice))
    try:
        rows.sort(key=lambda row: int(row["column"]))
        if [int(row["column"]) for row in rows] != list(range(status.shape[1])):
            what = f"its columns are not those of the matrix, which has {status.shape[1]}"
            raise InputError(str(places), what, advice)
        return Statuses(
            days=days,
            status=status.astype(np.uint8),
            ids=tuple(row.get("geonameid") or row["column"] for row in rows),
            names=tuple(row["name"] for row in rows),
            lat=np.array([float(row["lat"]) for row in rows]),
            lon=np.array([float(row["lon"]) for row in rows]),
            population=np.array([int(float(row.get("population") or 0)) for row in rows], dtype=np.int64),
        )
    except (ValueError, TypeError) as error:
        raise InputError(str(places), f"has a row that cannot be read ({error})", advice) from error


def _rows(places: Path, advice: str) -> Iterator[dict[str, str]]:
    try:
        packed = places.suffix == ".gz"
        with gzip.open(places) if packed else places.open("rb") as raw, TextIOWrapper(raw, "utf-8", newline="") as text:
            table = csv.DictReader(text)
            if missing := [name for name in _COLUMNS if name not in (table.fieldnames or ())]:
                raise InputError(str(places), f"has no column {', '.join(missing)}", advice)
            yield from table
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(str(places), f"cannot be read ({error})", advice) from error
