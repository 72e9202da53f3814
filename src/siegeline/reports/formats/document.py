"""Document: the text in some bytes, and what they say of themselves."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


class NotReadError(Exception):
    """The bytes cannot be read as this format: what is wrong with them, and what to do."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what, advice)
        self.what, self.advice = what, advice


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document taken out of bytes. ``text`` is what claims' offsets count in, made by ``extractor``.

    ``published`` is the day of publication that the document names; ``made`` the day on which its file was made or
    fetched, which says nothing of publication. ``address`` is where on the web it stood. ``part`` names it within its
    file ("line 7"), and ``data`` holds its own bytes, where the file holds several.
    """

    text: str
    extractor: str
    title: str | None = None
    source: str | None = None
    author: str | None = None
    leaning: str | None = None
    language: str | None = None
    published: date | None = None
    made: date | None = None
    address: str | None = None
    part: str | None = None
    data: bytes | None = None

    def as_json(self) -> dict[str, Any]:
        """Make it JSON-like."""
        row = {name: value for name, value in asdict(self).items() if value is not None}
        for name in ("published", "made"):
            if name in row:
                row[name] = row[name].isoformat()
        if "data" in row:
            row["data"] = row["data"].decode("utf-8")
        return row


def document_from_json(row: Mapping[str, Any]) -> Document:
    """Read what :meth:`Document.as_json` made."""
    days = {name: date.fromisoformat(row[name]) for name in ("published", "made") if name in row}
    data = {"data": row["data"].encode()} if "data" in row else {}
    return Document(**{**row, **days, **data})
