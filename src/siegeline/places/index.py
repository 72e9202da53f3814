"""Index: many places in one file that is opened by memory map; only what is asked for is read.

The file holds a header (JSON) and numpy arrays one after the other: the places' points and populations, their texts
as UTF-8 with offsets, and three sorted lists of keys with the rows that each stands for: folded names (exact look-up),
tolerant keys (spellings) and ids. A look-up is a binary search in the map. The keys depend on :mod:`names`; an index
made with other foldings says so (``stale``) and is made again from its own rows.
"""

import contextlib
import hashlib
import json
import mmap
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from siegeline.errors import InputError
from siegeline.places import names
from siegeline.places.names import folded, plain, tolerant
from siegeline.places.place import Place, is_latin

_MAGIC = b"siegeline places 1\n"
_ALIGN = 16
_SHORTEST_KEY = 2
_SHORTEST_FORM = 4
_DEGREE = 100_000  # points are kept to 0.00001 degrees, about a metre
_BETWEEN, _WITHIN = "\x1e", "\x1f"
_CONTROLS = dict.fromkeys([*range(32), 127], " ")
_REMAKE = "add the file again, or 'siegeline gazetteer fetch' it"


@lru_cache(maxsize=1)
def foldings() -> str:
    """A digest of how names are folded now: an index of another digest has other keys."""
    return hashlib.sha256(Path(str(names.__file__)).read_bytes() + Path(__file__).read_bytes()).hexdigest()[:16]


class _Keys:
    """Sorted byte strings, each with the rows that it stands for."""

    def __init__(self, text: memoryview, *parts: NDArray[Any]) -> None:
        self._text = text
        # single numbers come faster out of a memoryview than out of an array; nothing is copied
        self._at, self._first, self._rows = (part.astype("=u4", copy=False).data for part in parts)

    def rows(self, key: str) -> list[int]:
        """The rows of a key, none when it is not there."""
        want, low, high = key.encode("utf-8", "replace"), 0, len(self._at) - 1
        while low < high:
            middle = (low + high) // 2
            if bytes(self._text[self._at[middle] : self._at[middle + 1]]) < want:
                low = middle + 1
            else:
                high = middle
        if low >= len(self._at) - 1 or bytes(self._text[self._at[low] : self._at[low + 1]]) != want:
            return []
        return self._rows[self._first[low] : self._first[low + 1]].tolist()


class Index:
    """Places by row number; ``meta`` says what was put in (``title``, ``source``, ``countries``, ``licence``)."""

    def __init__(self, path: Path) -> None:
        """Open an index.

        Raises:
            InputError: it is missing, cut short or no index.
        """
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            size = int(self._map[len(_MAGIC) : len(_MAGIC) + 12].tobytes())
            start = len(_MAGIC) + 12
            header = json.loads(bytes(self._map[start : start + size]))
            if bytes(self._map[: len(_MAGIC)]) != _MAGIC or len(self._map) != header["bytes"]:
                raise ValueError("cut short")
            self._parts: Mapping[str, list[Any]] = header["parts"]
            self.meta: Mapping[str, Any] = header["meta"]
            self._count = int(header["count"])
            self._made_with = str(header["foldings"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            what = getattr(error, "strerror", None) or "is no index of places, or is cut short"
            raise InputError(str(path), str(what), _REMAKE) from error

    def __len__(self) -> int:
        return self._count

    def __reduce__(self) -> tuple[type["Index"], tuple[Path]]:
        return Index, (self.path,)

    @property
    def stale(self) -> bool:
        """Whether names are folded otherwise now than when the index was made."""
        return self._made_with != foldings()

    def _part(self, name: str) -> NDArray[Any]:
        kind, start, count = self._parts[name]
        return np.frombuffer(self._map, dtype=kind, count=count, offset=start)

    def _text(self, name: str) -> memoryview:
        _, start, count = self._parts[name]
        return self._map[start : start + count]

    def _keys(self, name: str) -> _Keys:
        return _Keys(self._text(name), *(self._part(f"{name} {part}") for part in ("at", "first", "rows")))

    @cached_property
    def _by_name(self) -> _Keys:
        return self._keys("folded")

    @cached_property
    def _by_key(self) -> _Keys:
        return self._keys("tolerant")

    @cached_property
    def _by_id(self) -> _Keys:
        return self._keys("id")

    @cached_property
    def _texts(self) -> tuple[memoryview, NDArray[Any]]:
        return self._text("places"), self._part("places at")

    @cached_property
    def lat(self) -> NDArray[np.float64]:
        """Latitudes in degrees, by row."""
        return self._part("lat") / _DEGREE

    @cached_property
    def lon(self) -> NDArray[np.float64]:
        """Longitudes in degrees, by row."""
        return self._part("lon") / _DEGREE

    @cached_property
    def population(self) -> NDArray[np.uint32]:
        """People, 0 where not known, by row."""
        return self._part("population")

    @cached_property
    def country(self) -> NDArray[np.bytes_]:
        """Country codes as two bytes, empty where not known, by row."""
        return self._part("country")

    def place(self, row: int) -> Place:
        """The place in a row."""
        text, at = self._texts
        parts = bytes(text[at[row] : at[row + 1]]).decode("utf-8").split(_BETWEEN)
        one, name, kind, radius, part_of, source, admin, feature, aliases, native = parts
        lat, lon = int(self._part("lat")[row]) / _DEGREE, int(self._part("lon")[row]) / _DEGREE
        return Place(
            one, name, kind, lat, lon, float(radius), _split(aliases), int(self.population[row]) or None,
            part_of or None, source, False, self.country[row].decode("ascii"), admin, feature, _split(native),
        )  # fmt: skip

    def rows_named(self, name: str) -> list[int]:
        """Rows of exactly this name once folded."""
        return self._by_name.rows(folded(name))

    def rows_like(self, name: str) -> list[int]:
        """Rows with a name that has the same tolerant key."""
        return self._by_key.rows(tolerant(name))

    def row(self, one: str) -> int | None:
        """The row of an id."""
        return next(iter(self._by_id.rows(f"{one}\n")), None)

    def ids(self) -> list[str]:
        """Every id, sorted."""
        return bytes(self._text("id")).decode("utf-8").split("\n")[:-1]

    def forms(self) -> list[str]:
        """What to look for in running text: names in Latin letters, folded and plain, of four letters and more."""
        return bytes(self._text("forms")).decode("utf-8").split("\n")[:-1]


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(_WITHIN)) if text else ()


def forms_of(place: Place) -> Iterator[str]:
    """The forms under which a place's names are looked for in running text."""
    for name in place.names:
        for form in (" ".join(plain(name).split()), folded(name)):
            if len(form) >= _SHORTEST_FORM and not form.isdigit():
                yield form


def write_index(
    path: Path, places: Iterable[Place], meta: Mapping[str, Any], *, spellings: bool = True
) -> Index:
    """Write places into an index at ``path``, by way of a file beside it, and open it; of one id the last stays.

    Without ``spellings`` it has exact names only, no tolerant keys and no forms: made in a third of the time.

    Raises:
        InputError: the file cannot be written.
    """
    rows = list({place.id.translate(_CONTROLS): place for place in places}.values())
    by_name: dict[str, dict[int, None]] = {}
    by_key: dict[str, dict[int, None]] = {}
    forms: set[str] = set()
    for number, place in enumerate(rows):
        if spellings:
            forms.update(forms_of(place))
        for name in (*place.names, *place.native):
            if low := folded(name):
                by_name.setdefault(low, {})[number] = None
            if spellings and is_latin(name) and len(key := tolerant(name)) >= _SHORTEST_KEY:
                by_key.setdefault(key, {})[number] = None
    texts = [_row_text(place).encode("utf-8", "replace") for place in rows]
    parts: dict[str, tuple[str, bytes, int]] = {}

    def array(name: str, kind: str, values: Iterable[Any]) -> None:
        made = np.array(list(values), dtype=kind)
        parts[name] = (kind, made.tobytes(), len(made))

    def text(name: str, pieces: list[bytes]) -> None:
        joined = b"".join(pieces)
        parts[name] = ("text", joined, len(joined))
        array(f"{name} at", "<u4", [0, *np.cumsum([len(piece) for piece in pieces], dtype=np.int64).tolist()])

    def keys(name: str, found: Mapping[str, Iterable[int]], end: bytes = b"") -> None:
        ordered = sorted((key.encode("utf-8", "replace"), list(numbers)) for key, numbers in found.items())
        text(name, [key + end for key, _ in ordered])
        array(f"{name} first", "<u4", [0, *np.cumsum([len(numbers) for _, numbers in ordered], dtype=int).tolist()])
        array(f"{name} rows", "<u4", [number for _, numbers in ordered for number in numbers])

    array("lat", "<i4", (round(place.lat * _DEGREE) for place in rows))
    array("lon", "<i4", (round(place.lon * _DEGREE) for place in rows))
    array("population", "<u4", (min(place.population or 0, 2**32 - 1) for place in rows))
    array("country", "S2", (place.country.encode("ascii", "ignore") for place in rows))
    text("places", texts)
    keys("folded", by_name)
    keys("tolerant", by_key)
    keys("id", {place.id.translate(_CONTROLS): [number] for number, place in enumerate(rows)}, end=b"\n")
    text("forms", [f"{form}\n".encode("utf-8", "replace") for form in sorted(forms)])
    del parts["forms at"]
    _write(path, parts, {"count": len(rows), "foldings": foldings(), "meta": dict(meta)})
    return Index(path)


def _row_text(place: Place) -> str:
    fields = (
        place.id, place.name, place.kind, f"{place.radius_km:g}", place.part_of or "", place.source, place.admin,
        place.feature,
    )  # fmt: skip
    lists = (_WITHIN.join(one.translate(_CONTROLS) for one in many) for many in (place.aliases, place.native))
    return _BETWEEN.join([*(field.translate(_CONTROLS) for field in fields), *lists])


def _write(path: Path, parts: Mapping[str, tuple[str, bytes, int]], header: Mapping[str, Any]) -> None:
    def head(start: int, total: int) -> bytes:
        placed, at = {}, start
        for name, (kind, data, count) in parts.items():
            placed[name] = [kind, at, count]
            at += len(data) + -len(data) % _ALIGN
        text = json.dumps({**header, "parts": placed, "bytes": total or at}, ensure_ascii=False).encode()
        return _MAGIC + f"{len(text):012d}".encode() + text

    room = len(head(2**40, 2**40)) + 64  # where the arrays begin: the header with its longest numbers, and some
    room += -room % _ALIGN
    total = room + sum(len(data) + -len(data) % _ALIGN for _, data, _ in parts.values())
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(head(room, total).ljust(room, b" "))
            for _, data, _ in parts.values():
                file.write(data.ljust(len(data) + -len(data) % _ALIGN, b"\0"))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise InputError(str(path), f"cannot be written ({error.strerror})", "make room or mend its rights") from error


def opened(path: Path) -> Index:
    """The index at ``path``, made again from its own rows when names are folded otherwise now.

    Raises:
        InputError: it is missing, cut short, or cannot be written.
    """
    index = Index(path)
    if index.stale:
        index = write_index(path, (index.place(row) for row in range(len(index))), index.meta)
    return index
