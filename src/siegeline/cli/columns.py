"""Columns: the fields of every kind of row in order, so that CSV has the same columns whatever the rows hold."""

from collections.abc import Iterator, Mapping, Sequence

_PLACED = (
    *("text", "id", "name", "lat", "lon", "radius_km", "relation", "anchors", "bearing", "distance_km"),
    *("geo_precision", "where_prec", "probability", "candidates"),
)
# what a claim's actors, place and road point back to
_REFERENCES = tuple(
    f"{role}.reference.{part}"
    for role in ("agent", "target", "place", "route")
    for part in ("text", "start", "end", "confidence")
)
CLAIM = (
    *("id", "kind", "status", "agent", "target", *(f"place.{part}" for part in _PLACED), "route", "when", "speaker"),
    *("chain", "stated", "report", "file", "start", "end", "quote", "trigger", "confidence", "reader", "quantities"),
    *_REFERENCES,
)
CONTROL = ("place", "state", "holder", "probability", "since", "basis", "for", "against")
SIEGE = (
    *("place", "besieger", "besieged", "degree", "basis", "rule", "probability", "since", "until", "ended_by"),
    *("population", "for", "against", "why", "places", "within", "mutual", "tier"),
)
SPAN = (*SIEGE, "listed", "timeline")
CORRIDOR = ("on", "place", "side", "width_km", "neck", "length_km", "ways", "basis", "places", "for")
ALERT = ("what", "change", "name", "id", "side", "before", "after", "for")
ROUTE = ("route", "segment", "state", "for_whom", "by", "probability", "since", "for", "against")
_SHOWN = tuple(name for name in (*SIEGE, *CONTROL) if name not in {"for", "against"})
SHOWN = tuple(dict.fromkeys(("row", *_SHOWN, *ROUTE)))

_ACTOR = ("text", "id", "side")
_BOUNDS = ("start", "end")
_PARTS: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(("agent", "target", "holder", "besieger", "besieged", "for_whom", "by"), _ACTOR),
    **dict.fromkeys(("since", "until", "listed"), _BOUNDS),
    "place": ("text", "id", "name", "lat", "lon", "radius_km"),
    "route": ("text", "id", "name"),
    "when": ("text", "start", "end", "edtf"),
    "speaker": ("text", "id", "leaning"),
    "population": ("low", "high", "source"),
    "width_km": ("low", "high"),
    "neck": ("lat", "lon"),
}


def dotted(fields: Sequence[str]) -> Iterator[str]:
    """The fields, an object's parts as dotted columns (``place.name``)."""
    for name in fields:
        yield from (f"{name}.{part}" for part in _PARTS[name]) if name in _PARTS else (name,)
