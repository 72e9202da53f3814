"""CSV of an export: one row an entry, UTF-8, and how it was made in the last column of each row."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from siegeline.places.provinces import Areas
from siegeline.publish.entry import COLUMNS
from siegeline.publish.extract import Extract

MADE = "made"


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, above: Sequence[str] = ()) -> bytes:
    """A CSV with these columns, empty where a row has nothing; ``above`` is a row between the header and the rows."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    if above:
        writer.writerow(above)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    """A cell; text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def csv_file(told: Extract) -> bytes:
    """Every entry as a row."""
    return csv_bytes((*COLUMNS, MADE), ({**one.row(), MADE: told.line} for one in told.entries))


# HXL 1.1 tags; https://hxlstandard.org/standard/1-1final/dictionary/
TAGS: Mapping[str, str] = {
    "layer": "#meta+layer", "id": "#meta+id", "name": "#loc+name", "place_id": "#loc+code", "lat": "#geo+lat",
    "lon": "#geo+lon", "radius_km": "#geo+radius_km", "geo_precision": "#geo+precision+acled",
    "where_prec": "#geo+precision+ucdp", "start": "#date+start", "end": "#date+end",
    "since_earliest": "#date+since+earliest", "since_latest": "#date+since+latest", "state": "#status+code",
    "status": "#status+claim", "side": "#org+side+code", "side_name": "#org+side+name",
    "other_side": "#org+other+code", "other_side_name": "#org+other+name", "basis": "#meta+basis",
    "probability": "#indicator+probability", "people_low": "#population+min", "people_high": "#population+max",
    "people_source": "#meta+source+population", "route_id": "#loc+route+code", "route": "#loc+route+name",
    "source": "#meta+source+name", "leaning": "#meta+source+leaning", "stated": "#date+reported",
    "quote": "#description+quote", "claims_for": "#meta+claims+for", "claims_against": "#meta+claims+against",
    "adm1_name": "#adm1+name", "adm1_pcode": "#adm1+code", "adm2_name": "#adm2+name", "adm2_pcode": "#adm2+code",
    MADE: "#meta+made",
}  # fmt: skip


def hxl_file(told: Extract) -> bytes:
    """Every entry as a row under a row of HXL tags; province and district of its place, with P-codes where known."""
    rows = ({**one.row(), **_areas(told.areas(one.place_id)), MADE: told.line} for one in told.entries)
    return csv_bytes(tuple(TAGS), rows, above=list(TAGS.values()))


def _areas(one: Areas) -> dict[str, str]:
    return {"adm1_name": one.admin1, "adm1_pcode": one.pcode1, "adm2_name": one.admin2, "adm2_pcode": one.pcode2}
