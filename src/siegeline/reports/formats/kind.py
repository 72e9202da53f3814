"""Which format bytes are in: by their beginning, else by the name's suffix."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

from siegeline.reports.decoding import looks_like_html, text_of

# by name alone: their bytes are text like any other
_BY_NAME = {
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".eml": "mail",
    ".mht": "mail",
    ".mhtml": "mail",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
}
# each in one way only (?>…), since hostile text could else be tried in thousands
_BEFORE = r"(?>(?><!--.*?-->|<\?.*?\?>|<!DOCTYPE\s[^\[>]*+(?:\[.*?\]\s*)?>)\s*)*+"
_FEED = re.compile(rf"\s*{_BEFORE}<(?:rss|feed|rdf:RDF)\b", re.I | re.S)
_SAMPLE = 4096


def kind_of(name: str, data: bytes) -> str:
    """Tell the format: a parser's name, ``warc``, ``wacz``, ``csv``, ``jsonl``, or ``text`` for anything else."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if data.startswith(b"WARC/"):
        return "warc"
    named = _BY_NAME.get(Path(name).suffix.lower())
    if named:
        return named
    start = text_of(data[:_SAMPLE]) or ""
    if _FEED.match(start):
        return "feed"
    return "html" if looks_like_html(start) else "text"


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return "docx"  # its reader says what is wrong with it
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "wacz" if any(name.startswith("archive/") and ".warc" in name for name in names) else "docx"
