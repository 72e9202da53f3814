"""Entry: one row of an export – a siege, a state of a road or place, or a claim – with the same columns for all."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

LAYERS = ("siege", "route", "control", "claim")
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``state`` is a siege's degree, a road's or place's state, or a claim's kind; ``status`` is a claim's.

    ``start`` and ``end`` are the first and last day on which it is so within the days asked about (ISO dates, both
    included; of a claim those of its time, None where unknown); ``since_earliest`` and ``since_latest`` the bounds of
    its beginning. ``side`` holds, besieges, cuts or acts, ``other_side`` is besieged, supplied or acted on.
    ``probability`` is a state's, and a claim's confidence. ``path`` is a road's line as (lon, lat), not a column.
    ``geo_precision`` is ACLED's code, ``where_prec`` UCDP's.
    """

    layer: str
    id: str
    name: str | None = None
    place_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    geo_precision: int | None = None
    where_prec: int | None = None
    start: str | None = None
    end: str | None = None
    since_earliest: str | None = None
    since_latest: str | None = None
    state: str
    status: str | None = None
    side: str | None = None
    side_name: str | None = None
    other_side: str | None = None
    other_side_name: str | None = None
    basis: str | None = None
    probability: float | None = None
    people_low: int | None = None
    people_high: int | None = None
    people_source: str | None = None
    route_id: str | None = None
    route: str | None = None
    source: str | None = None
    leaning: str | None = None
    stated: str | None = None
    quote: str | None = None
    claims_for: str | None = None
    claims_against: str | None = None
    path: tuple[Point, ...] = ()

    def row(self) -> dict[str, Any]:
        """The columns with their values, in order; claims are ids with spaces between."""
        return {name: getattr(self, name) for name in COLUMNS}

    def texts(self) -> Iterator[str]:
        """Every word that it prints."""
        yield from (str(value) for value in self.row().values() if isinstance(value, str))


COLUMNS: tuple[str, ...] = tuple(one.name for one in fields(Entry) if one.name != "path")
TYPES: dict[str, type] = {
    name: int if "int" in str(one.type) else float if "float" in str(one.type) else str
    for one in fields(Entry)
    if (name := one.name) != "path"
}
