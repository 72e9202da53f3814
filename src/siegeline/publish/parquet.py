"""Parquet, and GeoParquet 1.1 with the geometry as WKB in WGS 84; the file's metadata tells how it was made."""

import importlib
import io
import json
from typing import Any

from siegeline.errors import MissingExtraError
from siegeline.publish.entry import TYPES, Entry
from siegeline.publish.extract import Extract

EXTRA = "publish"


def wkb(entry: Entry) -> bytes | None:
    """An entry's geometry as WKB: a road's line, else the point; None where there is none."""
    from shapely import LineString, Point

    if len(entry.path) > 1:
        return bytes(LineString(entry.path).wkb)
    return None if entry.lat is None or entry.lon is None else bytes(Point(entry.lon, entry.lat).wkb)


def parquet_file(told: Extract) -> bytes:
    """Every entry as a row."""
    return _parquet(told, geometry=False)


def geoparquet_file(told: Extract) -> bytes:
    """Every entry as a row with its ``geometry``."""
    return _parquet(told, geometry=True)


def _parquet(told: Extract, *, geometry: bool) -> bytes:
    try:
        arrow: Any = importlib.import_module("pyarrow")
        files: Any = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError("writing Parquet", EXTRA) from error
    kinds = {int: arrow.int64(), float: arrow.float64(), str: arrow.string()}
    schema = [arrow.field(name, kinds[kind]) for name, kind in TYPES.items()]
    rows: list[dict[str, Any]] = [one.row() for one in told.entries]
    meta = {"siegeline": json.dumps(dict(told.made), ensure_ascii=False)}
    if geometry:
        schema.append(arrow.field("geometry", arrow.binary()))
        rows = [{**row, "geometry": wkb(one)} for row, one in zip(rows, told.entries, strict=True)]
        column = {"encoding": "WKB", "geometry_types": ["LineString", "Point"]}
        meta["geo"] = json.dumps({"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}})
    table = arrow.Table.from_pylist(rows, schema=arrow.schema(schema, metadata=meta))
    out = io.BytesIO()
    files.write_table(table, out, compression="zstd")
    return out.getvalue()
