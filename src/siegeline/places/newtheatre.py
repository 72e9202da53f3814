"""New theatre: a theatre's folder, made from the gazetteer of its countries, for somebody to fill."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from siegeline.errors import InputError, UsageError
from siegeline.places.gazetteer import country_gazetteer
from siegeline.places.names import folded
from siegeline.places.place import Place
from siegeline.theatre import theatre_names

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_MARGIN_DEGREES = 0.15
_OUTLINE_RATIO = 0.12  # of shapely's concave hull: 0 hugs the points, 1 is the convex hull


def start_theatre(
    name: str, countries: Sequence[str], into: Path, *, first_day: date | None = None, towns: int = 60
) -> Path:
    """A folder ``name`` in ``into`` with the ``towns`` most populous places, an outline, and files to fill.

    What it holds can be used at once: two sides and two actors of the plainest names stand in for the real ones. The
    outline is a hull around the gazetteer's places, some 15 km wider than they reach.

    Raises:
        UsageError: the name or a country's code cannot be used, or the gazetteer has no place there.
        InputError: the folder is there already, or cannot be written.
    """
    codes = [_code(one) for one in countries]
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for a theatre; write small letters, digits and hyphens, such as 'sudan'")
    if name in theatre_names():
        raise UsageError(f"a theatre {name!r} ships with the program; choose another name")
    folder = into / name
    if folder.exists():
        raise InputError(str(folder), "is there already", "choose another name, or take it away")
    listed = list(country_gazetteer(codes).places.values())
    if not listed:
        raise UsageError(f"the gazetteer has no place in {', '.join(codes)}; write ISO codes such as SD, or fetch it")
    largest = _largest(listed, towns)
    blanks = {
        "NAME": name, "TITLE": name.replace("-", " ").capitalize(), "COUNTRIES": ", ".join(map(_yaml_code, codes)),
        "FIRST_DAY": (first_day or date(2000, 1, 1)).isoformat(), "TOWN": largest[0].name,
    }  # fmt: skip
    files = {f"{part}.yaml": _template(part, blanks) for part in ("theatre", "actors", "sources", "places", "routes")}
    files["places.yaml"] += "".join(map(_entry, largest))
    files["outline.geojson"] = json.dumps(_outline(name, listed), ensure_ascii=False)
    try:
        folder.mkdir(parents=True)
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(str(folder), f"cannot be written ({error.strerror})", "name another folder") from error
    return folder


def _code(country: str) -> str:
    code = country.strip().upper()
    if len(code) != 2 or not code.isalpha():
        raise UsageError(f"{country!r} is no country; write its ISO code of two letters, such as SD")
    return code


def _yaml_code(code: str) -> str:
    return f'"{code}"' if code in {"NO", "ON"} else code  # YAML takes a bare NO for "false"


def _largest(listed: Sequence[Place], towns: int) -> list[Place]:
    """The most populous places whose names differ: an overlay's name means one place."""
    kept: dict[str, Place] = {}
    for place in sorted(listed, key=lambda one: -(one.population or 0)):
        if len(kept) < max(towns, 1):
            kept.setdefault(folded(place.name), place)
    return list(kept.values())


def _template(part: str, blanks: Mapping[str, str]) -> str:
    text = (resources.files("siegeline") / "theatres" / "_start" / f"{part}.yaml").read_text(encoding="utf-8")
    for blank, by in blanks.items():
        text = text.replace(f"{{{blank}}}", by)
    return text


def _entry(place: Place) -> str:
    """A place of the gazetteer as an entry of ``places.yaml``."""
    people = place.population or 0
    kind = place.kind if place.kind != "town" else "city" if people >= 100_000 else "town"
    number = place.id.removeprefix("geonames:")
    rows: dict[str, Any] = {
        "name": place.name, "kind": kind, "lat": round(place.lat, 5), "lon": round(place.lon, 5),
        "radius_km": 5 if kind == "city" else 2, "source": place.source or place.id,
    }  # fmt: skip
    if number.isdigit():
        rows["geonames"] = int(number)
    slug = re.sub(r"[^a-z0-9]+", "-", folded(place.name)).strip("-")
    one = slug if slug and not slug.isdigit() else f"place-{number}"
    return (
        "\n  ".join(
            [f"- id: {json.dumps(one)}", *(f"{key}: {json.dumps(by, ensure_ascii=False)}" for key, by in rows.items())]
        )
        + "\n"
    )


def _outline(name: str, listed: Sequence[Place]) -> dict[str, Any]:
    """A hull around the places, one ring: a first sheet to draw on, no border."""
    from shapely import concave_hull
    from shapely.geometry import MultiPoint, mapping

    points = MultiPoint([(place.lon, place.lat) for place in listed])
    hull = concave_hull(points, ratio=_OUTLINE_RATIO).buffer(_MARGIN_DEGREES).simplify(0.02)
    ring = mapping(hull if hull.geom_type == "Polygon" else hull.convex_hull)["coordinates"][0]
    source = (
        "hull around the gazetteer's places (GeoNames, CC BY 4.0), approximate, 20 km; no border: "
        "put a country outline here, such as Natural Earth's (public domain)"
    )
    feature = {
        "type": "Feature",
        "properties": {"role": "country", "name": name, "source": source},
        "geometry": {"type": "Polygon", "coordinates": [[[round(lon, 3), round(lat, 3)] for lon, lat in ring]]},
    }
    return {"type": "FeatureCollection", "features": [feature]}
