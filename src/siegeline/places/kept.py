"""Kept: an index that takes seconds to make, made at first use and kept in the user's cache folder."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from siegeline.errors import InputError
from siegeline.places.index import Index, opened, write_index
from siegeline.places.place import Place
from siegeline.settings import cache_folder


def kept(
    name: str, places: Callable[[], Iterable[Place]], meta: Mapping[str, Any], *, spellings: bool = True
) -> Index:
    """The index of this file name in the cache folder; made of ``places`` where it is missing or broken.

    ``name`` tells all that the places depend on. A cache that cannot be kept costs time, nothing else.
    """
    path = cache_folder() / name
    if path.is_file():
        try:
            return opened(path)
        except InputError:
            pass  # a broken cache is made anew
    try:
        return write_index(path, places(), meta, spellings=spellings)
    except InputError:
        folder = tempfile.mkdtemp(prefix="siegeline-")
        try:
            return write_index(Path(folder) / name, places(), meta, spellings=spellings)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
