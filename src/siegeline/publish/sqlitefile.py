"""SQLite for Datasette: a table for each kind of entry, and one that tells how it was made."""

import json
import sqlite3

from siegeline.publish.entry import COLUMNS, LAYERS, TYPES
from siegeline.publish.extract import Extract

_KINDS = {int: "INTEGER", float: "REAL", str: "TEXT"}


def sqlite_file(told: Extract) -> bytes:
    """Tables ``siege``, ``route``, ``control``, ``claim``; coordinates are named as its maps want."""
    names = {"lat": "latitude", "lon": "longitude"}
    columns = ", ".join(f'"{names.get(name, name)}" {_KINDS[TYPES[name]]}' for name in COLUMNS if name != "layer")
    slots = ", ".join("?" for name in COLUMNS if name != "layer")
    base = sqlite3.connect(":memory:")
    try:
        base.execute("CREATE TABLE made (key TEXT PRIMARY KEY, value TEXT)")
        made = [(key, json.dumps(value, ensure_ascii=False)) for key, value in told.made.items()]
        base.executemany("INSERT INTO made VALUES (?, ?)", made)
        for layer in LAYERS:
            base.execute(f"CREATE TABLE {layer} ({columns})")
            rows = [[value for name, value in one.row().items() if name != "layer"] for one in told.of(layer)]
            base.executemany(f"INSERT INTO {layer} VALUES ({slots})", rows)  # noqa: S608 – names of our own
        base.commit()
        return base.serialize()
    finally:
        base.close()
