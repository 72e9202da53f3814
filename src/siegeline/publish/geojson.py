"""GeoJSON (RFC 7946) and timemap's JSON: entries as features and events with their first and last day."""

import json
from typing import Any

from siegeline.publish.entry import Entry
from siegeline.publish.extract import Extract


def _dumped(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode("utf-8", "replace")


def geometry(entry: Entry) -> dict[str, Any] | None:
    """A road's line, else the point; None where there is none."""
    if len(entry.path) > 1:
        return {"type": "LineString", "coordinates": [list(point) for point in entry.path]}
    if entry.lat is None or entry.lon is None:
        return None
    return {"type": "Point", "coordinates": [entry.lon, entry.lat]}


def geojson_file(told: Extract) -> bytes:
    """A collection of features with ``start`` and ``end``; its member ``made`` tells how it was made."""
    features = [
        {"type": "Feature", "id": one.id, "geometry": geometry(one), "properties": one.row()} for one in told.entries
    ]
    return _dumped({"type": "FeatureCollection", "made": dict(told.made), "features": features})


def timemap_file(told: Extract) -> bytes:
    """Events, sources and associations as forensic-architecture's timemap reads them; what has no day is left out."""
    dated = [one for one in told.entries if (one.start or one.stated) and one.lat is not None]
    sources = sorted({one.source for one in dated if one.source})
    return _dumped(
        {
            "made": dict(told.made),
            "events": [
                {
                    "id": one.id, "title": one.name or one.state, "description": described(one),
                    "date": one.start or one.stated, "time": "", "end_date": one.end or "", "location": one.name or "",
                    "latitude": str(one.lat), "longitude": str(one.lon), "type": one.layer,
                    "associations": [one.layer, f"{one.layer}: {one.state}"],
                    "sources": [one.source] if one.source else [],
                }
                for one in dated
            ],
            "sources": {name: {"id": name, "title": name, "type": "report"} for name in sources},
            "associations": [
                {"id": name, "title": name, "mode": "FILTER", "filter_paths": [name]}
                for name in sorted({part for one in dated for part in (one.layer, f"{one.layer}: {one.state}")})
            ],
        }
    )  # fmt: skip


def described(entry: Entry) -> str:
    """One line on an entry, made of its fields."""
    by = f" by {entry.side_name}" if entry.side_name else ""
    chance = f" (probability {entry.probability})" if entry.probability is not None else ""
    return f"{entry.name or entry.route or 'a place not told'}: {entry.state}{by}{chance}"
