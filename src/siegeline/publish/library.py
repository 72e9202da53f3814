"""MapLibre GL's files, read from the installed ``maplibre`` wheel: no third-party code lies in our tree."""

import importlib.util
import re
from functools import lru_cache
from pathlib import Path

from siegeline.errors import SiegelineError


def maplibre_script() -> str:
    """MapLibre GL JS (its worker starts from a blob, which works from a disk) with its licence line."""
    return re.sub(r"\n//# sourceMappingURL=.*", "", _read("maplibre-gl.js"))


def maplibre_style() -> str:
    """MapLibre GL's style sheet; its pictures are ``data:`` addresses."""
    return _read("maplibre-gl.css")


@lru_cache(maxsize=2)
def _read(name: str) -> str:
    # found by its spec, not imported: the wheel's Python side takes seconds to import and is not used
    spec = importlib.util.find_spec("maplibre")
    for folder in (spec and spec.submodule_search_locations) or ():
        if (path := Path(folder) / "srcjs" / name).is_file():
            return path.read_text(encoding="utf-8")
    advice = "pip install --force-reinstall maplibre"
    raise SiegelineError(f"the page needs {name} of the Python package maplibre; {advice}")
