"""Reports and claims as rows, and back: canonical JSON, digests, packed bytes."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from siegeline.claims.claim import Claim
from siegeline.reports.report import Report

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report on record, without its bytes (``Record.data``) and text (``Record.text``).

    ``learned`` is the first day on which it was known to us.
    """

    sha256: str
    file: str
    source: str | None
    leaning: str | None
    published: date | None
    language: str | None
    title: str | None
    theatre: str
    learned: date


def canonical(value: object) -> str:
    """JSON text that is the same for equal values: sorted keys, no spaces, dates as ISO 8601."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_iso)
    return storable(text)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no canonical form")


def digest(value: object) -> str:
    """SHA-256 of the canonical form, as hexadecimal digits."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def storable(text: str) -> str:
    """Text that every database takes: lone surrogates (odd file names) and NUL become U+FFFD."""
    if "\0" not in text and text.isascii():
        return text
    return text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def report_row(report: Report, *, theatre: str) -> dict[str, Any]:
    """Make the row of ``reports``."""
    words = {name: getattr(report, name) for name in ("file", "source", "leaning", "language", "title")}
    kept = {name: value if value is None else storable(value) for name, value in words.items()}
    return {"sha256": report.sha256, "published": report.published, "theatre": theatre, **kept}


def claim_row(claim: Claim, *, reading: str) -> dict[str, Any]:
    """Make the row of ``claims``: what is searched for as columns, and the whole claim as JSON."""
    interval = claim.when.interval
    row = {
        "reading": reading,
        "id": claim.id,
        "report": claim.report,
        "kind": claim.kind,
        "status": claim.status,
        "place": claim.place and claim.place.id,
        "route": claim.route and claim.route.id,
        "valid_start_earliest": interval.start.earliest,
        "valid_start_latest": interval.start.latest,
        "valid_end_earliest": interval.end.earliest,
        "valid_end_latest": interval.last,
        "stated": claim.stated,
        "span_start": claim.start,
        "json": canonical(claim.as_json()),
    }
    return {**row, "digest": digest(row)}


def reading_id(report: str, reader: str, statement: str | None = None) -> str:
    """Give the content id of one reader version's reading of one report, going by one statement of custody."""
    return digest([report, reader, statement] if statement else [report, reader])[:16]


def reading_digest(reading: Row, claim_digests: Mapping[str, str]) -> str:
    """Hash what the log vouches for: the reading's row and each of its claims (id to digest).

    It is taken over digests, so that erased words leave a chain that still holds. A column that the schema gained
    since, and that is empty, is left out, so that older rows keep their hash.
    """
    row = {
        name: value for name, value in reading.items() if name != "seq" and (name != "statement" or value is not None)
    }
    return digest([row, sorted(claim_digests.items())])


def row_digest(row: Row) -> str:
    """Hash what the log vouches for of a row that holds in itself: all of it but its place in the log."""
    return digest({name: value for name, value in row.items() if name != "seq"})


def tombstone_digest(tombstone: Row, subjects: Iterable[tuple[str, str]]) -> str:
    """Hash what the log vouches for of an erasure: its row, and the (action, subject) of each entry whose row went."""
    return digest([row_digest(tombstone), sorted(subjects)])


def content_row(plain: bytes) -> dict[str, Any]:
    """Make the row of ``contents``; compressed where that is shorter."""
    packed = zlib.compress(plain)
    short = len(packed) < len(plain)
    return {
        "sha256": hashlib.sha256(plain).hexdigest(),
        "packing": "zlib" if short else "plain",
        "packed": packed if short else plain,
    }


def unpacked(packing: str, packed: bytes) -> bytes:
    """Give the plain bytes of a row of ``contents``.

    Raises:
        zlib.error: the packed bytes were damaged.

    """
    return zlib.decompress(packed) if packing == "zlib" else packed


def text_bytes(text: str) -> bytes:
    """Encode a decoded text as kept in ``contents``."""
    return text.encode("utf-8", "surrogatepass")


def bytes_text(plain: bytes) -> str:
    """Decode the text that :func:`text_bytes` kept."""
    return plain.decode("utf-8", "surrogatepass")
