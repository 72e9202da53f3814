"""Shelf: the gazetteers that a user has added or fetched, each an index in the user's data folder."""

import re
from collections.abc import Iterable
from pathlib import Path

from siegeline.errors import InputError, UsageError
from siegeline.places.index import Index, opened, write_index
from siegeline.places.place import Place
from siegeline.settings import user_folder

_ENDING = ".places"


def shelf_folder() -> Path:
    """Where added gazetteers are kept (not created here)."""
    return user_folder() / "gazetteer"


def shelf_files() -> tuple[Path, ...]:
    """The files of the added gazetteers, by name."""
    try:
        return tuple(sorted(path for path in shelf_folder().iterdir() if path.suffix == _ENDING))
    except OSError:
        return ()


def shelf_state() -> tuple[tuple[str, int, int], ...]:
    """What changes when a gazetteer is added, replaced or removed."""
    return tuple((str(path), (told := path.stat()).st_mtime_ns, told.st_size) for path in shelf_files())


def table_name(path: Path) -> str:
    """The name under which a file is added: the file's, without endings, in small letters."""
    stem = path.name.lower()
    for ending in (".gz", ".zip", ".jsonl", ".ndjson", ".geojson", ".json", ".csv", ".tsv", ".txt"):
        stem = stem.removesuffix(ending)
    return re.sub(r"[^\w-]+", "-", stem).strip("-") or "places"


def open_table(name: str) -> Index:
    """An added gazetteer by its name.

    Raises:
        UsageError: there is none of that name.
        InputError: its file is broken.
    """
    path = shelf_folder() / f"{name}{_ENDING}"
    if path not in shelf_files():
        there = ", ".join(one.stem for one in shelf_files()) or "none"
        raise UsageError(f"no gazetteer {name!r} was added; there are: {there}; see 'siegeline gazetteer list'")
    return opened(path)


def open_shelf() -> list[Index]:
    """All added gazetteers, by name.

    Raises:
        InputError: one of the files is broken.
    """
    return [opened(path) for path in shelf_files()]


def keep_table(
    name: str, places: Iterable[Place], *, source: str, licence: str, countries: Iterable[str], origin: str
) -> Index:
    """Put places on the shelf under a name; what stood there before is replaced in one step.

    Raises:
        InputError: the folder cannot be written, or there is not one place.
    """
    listed = list(places)
    if not listed:
        raise InputError(origin, "holds no places", "name another file")
    meta = {"title": name, "source": source, "licence": licence, "countries": sorted(countries), "origin": origin}
    return write_index(shelf_folder() / f"{name}{_ENDING}", listed, meta)


def remove_table(name: str) -> Path:
    """Take a gazetteer from the shelf, a broken one too, and return the path that it had.

    Raises:
        UsageError: there is none of that name.
        InputError: the file cannot be removed.
    """
    path = shelf_folder() / f"{name}{_ENDING}"
    if path not in shelf_files():
        open_table(name)
    try:
        path.unlink()
    except OSError as error:
        raise InputError(str(path), f"cannot be removed ({error.strerror})", "mend its rights") from error
    return path
