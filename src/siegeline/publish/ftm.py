"""FollowTheMoney statements: every entry as an ``Event`` with the parties and the place that it names, one fact a row.

Source: https://followthemoney.tech/docs/statements/ – a statement's id is the SHA-1 of what it says.
"""

import csv
import hashlib
import io
from collections.abc import Iterator
from typing import Any

from siegeline.publish.entry import Entry
from siegeline.publish.extract import Extract
from siegeline.publish.geojson import described

DATASET = "siegeline"
COLUMNS = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang"),
    *("original_value", "external", "first_seen", "last_seen", "id"),
)
_NO_DAY = ""
# the model's types of the properties that are used
TYPES = {
    "name": "name", "startDate": "date", "endDate": "date", "country": "country", "location": "address",
    "summary": "text", "publisher": "string", "recordId": "string", "keywords": "string", "involved": "entity",
    "addressEntity": "entity", "full": "address", "latitude": "number", "longitude": "number",
}  # fmt: skip
Fact = tuple[str, str, str, str]  # entity, schema, property, value


def ftm_file(told: Extract) -> bytes:
    """Statements as CSV; ``origin`` tells how they were made, ``first_seen`` when it was said."""
    out = io.StringIO()
    writer = csv.writer(out, dialect=csv.unix_dialect)
    writer.writerow(COLUMNS)
    written: set[str] = set()
    for entry in told.entries:
        for entity, schema, prop, value in _facts(entry, told):
            key = hashlib.sha1(f"{DATASET}.{entity}.{prop}.{value}".encode("utf-8", "replace")).hexdigest()  # noqa: S324
            if key not in written:
                written.add(key)
                seen = entry.stated or _NO_DAY
                row = (
                    entity,
                    entity,
                    prop,
                    TYPES[prop],
                    schema,
                    value,
                    DATASET,
                    told.line,
                    "",
                    "",
                    "f",
                    seen,
                    seen,
                    key,
                )
                writer.writerow(row)
    return out.getvalue().encode("utf-8", "replace")


def _facts(entry: Entry, told: Extract) -> Iterator[Fact]:
    event = _id("event", entry.id)
    countries = [code.lower() for code in told.theatre.countries]
    what = f"{entry.layer}: {entry.state.replace('_', ' ')}"
    named = entry.name or entry.route
    told_of: list[tuple[str, Any]] = [
        ("name", f"{named}, {what}" if named else what),
        ("startDate", entry.start or entry.stated), ("endDate", entry.end), ("location", named),
        ("summary", entry.quote or described(entry)), ("publisher", entry.source), ("recordId", entry.id),
        *(("country", code) for code in countries),
        *(("keywords", word) for word in (entry.layer, entry.state, entry.status, entry.basis)),
    ]  # fmt: skip
    parties = [(side or name, name) for side, name in _parties(entry) if name]
    told_of += [("involved", _id("party", side)) for side, _ in parties]
    if entry.lat is not None and named:
        place = _id("place", entry.place_id or f"{entry.lat},{entry.lon}")
        told_of.append(("addressEntity", place))
        for prop, value in (("full", named), ("latitude", entry.lat), ("longitude", entry.lon)):
            yield place, "Address", prop, str(value)
        yield from ((place, "Address", "country", code) for code in countries)
    for side, name in parties:
        yield _id("party", side), "Organization", "name", name
    yield from ((event, "Event", prop, str(value)) for prop, value in told_of if value)


def _parties(entry: Entry) -> Iterator[tuple[str | None, str | None]]:
    """Who does it and whom it is done to: as a party of its name, whatever side it is on."""
    yield entry.side_name, entry.side_name
    yield entry.other_side_name, entry.other_side_name


def _id(kind: str, one: str) -> str:
    return f"{DATASET}-{kind}-{hashlib.sha256(one.encode('utf-8', 'replace')).hexdigest()[:16]}"
