"""The page as one file: template, styles, modules, MapLibre and the situation's JSON, under a strict policy.

Nothing in the file asks for anything outside it. Scripts and styles run by their hash alone, so that a
report's text cannot become code whatever it holds; the modules put it into the document as text only.
"""

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from siegeline.errors import SiegelineError, UsageError
from siegeline.publish.library import maplibre_script, maplibre_style
from siegeline.publish.modules import join_modules
from siegeline.publish.written import write_whole

PARTS = ("theatre", "made", "days", "start_on", "outline", "places", "routes", "reports", "claims")
PICTURE = ("control", "routes_state", "sieges")

_SLOT = re.compile(r"\{\{(\w+)\}\}")
_STYLES = ("frame.css", "map.css", "panel.css", "timeline.css")


def write_page(out: Path, page: Mapping[str, Any]) -> None:
    """Write the situation as one HTML file, at once or not at all.

    Args:
        out: the file; one that is there is replaced.
        page: ``theatre, made, days, start_on, outline, places, routes, reports, claims, control,
            routes_state, sieges`` as JSON-able values; ``page/types.js`` describes each. Optional:
            ``attribution``.

    Raises:
        UsageError: a part of ``page`` is missing, or the file cannot be written there.
        SiegelineError: the installed MapLibre lacks its files.

    """
    if missing := [part for part in (*PARTS, *PICTURE) if part not in page]:
        raise UsageError(f"a page needs {', '.join(missing)} too")
    write_whole(out, render_page(page).encode("utf-8", "xmlcharrefreplace"))


def render_page(page: Mapping[str, Any]) -> str:
    """Make the page's HTML text; see :func:`write_page`."""
    folder = resources.files("siegeline.publish") / "page"
    scripts = (entry for entry in folder.iterdir() if entry.name.endswith(".js"))
    modules = {entry.name: entry.read_text(encoding="utf-8") for entry in scripts}
    own = "".join((folder / name).read_text(encoding="utf-8") for name in _STYLES)
    style = _inline(maplibre_style() + own, "style")
    library = _inline(maplibre_script(), "script")
    script = _inline(join_modules(modules, "main.js"), "script")
    slots = {
        "policy": _policy(scripts=(library, script), styles=(style,)),
        "title": html.escape(f"{page['theatre']['name']} – Siegeline"),
        "style": style,
        "library": library,
        "script": script,
        "page": embed_json(page),
    }
    template = (folder / "page.html").read_text(encoding="utf-8")
    return _SLOT.sub(lambda slot: slots[slot[1]], template)


def embed_json(value: Any) -> str:
    """JSON that may stand inside a ``<script>`` element: no ``<``, ``>``, ``&`` and nothing outside ASCII."""
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _inline(text: str, element: str) -> str:
    if f"</{element}" in text.lower() or "<!--" in text:
        raise SiegelineError(f"a {element} for the page holds text that would end it too early")
    return text


def _policy(*, scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "img-src data: blob:",
            "worker-src blob:",
            "child-src blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
