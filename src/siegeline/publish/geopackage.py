"""GeoPackage: a layer for each kind of entry, written by GDAL, and a table that tells how it was made."""

import importlib
import json
import tempfile
from pathlib import Path
from typing import Any

from siegeline.errors import MissingExtraError
from siegeline.publish.entry import LAYERS, TYPES, Entry
from siegeline.publish.extract import Extract
from siegeline.publish.parquet import EXTRA, wkb

_DAY = "2000-01-01T00:00:00.000Z"  # for the file's own time of change: the same record gives the same bytes


def geopackage_file(told: Extract) -> bytes:
    """Layers ``siege``, ``route``, ``control`` and ``claim``; the table ``made`` has keys and values."""
    try:
        pyogrio: Any = importlib.import_module("pyogrio")
        raw: Any = importlib.import_module("pyogrio.raw")
    except ImportError as error:
        raise MissingExtraError("writing a GeoPackage", EXTRA) from error
    with tempfile.TemporaryDirectory(prefix="siegeline-") as folder:
        path = Path(folder) / "export.gpkg"
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _DAY})
        try:
            layers = [layer for layer in LAYERS if told.of(layer)]
            for number, layer in enumerate(layers):
                _layer(raw, path, layer, told.of(layer), append=number > 0)
            _made(raw, path, told, append=bool(layers))
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
        return path.read_bytes()


def _layer(raw: Any, path: Path, layer: str, entries: list[Entry], *, append: bool) -> None:
    import numpy as np

    columns, masks = [], []
    for name, kind in TYPES.items():
        values = [one.row()[name] for one in entries]
        gone = np.array([value is None for value in values])
        filled = [("" if kind is str else 0) if value is None else value for value in values]
        columns.append(np.array(filled, dtype=object if kind is str else np.int64 if kind is int else np.float64))
        masks.append(gone)
    lines = layer == "route" and all(len(one.path) > 1 for one in entries)
    raw.write(
        str(path), np.array([wkb(one) for one in entries], dtype=object), columns, np.array(list(TYPES)),
        field_mask=masks, layer=layer, driver="GPKG", crs="EPSG:4326", append=append,
        geometry_type="LineString" if lines else "Unknown" if layer == "route" else "Point",
    )  # fmt: skip


def _made(raw: Any, path: Path, told: Extract, *, append: bool) -> None:
    import numpy as np

    keys = np.array(list(told.made), dtype=object)
    values = np.array([json.dumps(value, ensure_ascii=False) for value in told.made.values()], dtype=object)
    raw.write(
        str(path), None, [keys, values], np.array(["key", "value"]), field_mask=None, layer="made", driver="GPKG",
        geometry_type=None, append=append,
    )  # fmt: skip
