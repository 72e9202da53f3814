"""Feeds (RSS and Atom), by feedparser: each entry a document."""

import json
import time
from datetime import date
from io import BytesIO
from typing import Any

from siegeline.reports.formats.day import day_in
from siegeline.reports.formats.document import Document, NotReadError
from siegeline.reports.formats.html import headed


def documents(data: bytes, *, address: str | None = None) -> list[Document]:
    """Read a feed; an entry without text or headline is passed by. ``part`` is the entry's own name.

    The source is the feed's title, the day that of the entry's publication as its writer had it.

    Raises:
        NotReadError: it is no feed, or has nothing in it.

    """
    import feedparser

    told: Any = feedparser.parse(BytesIO(data), response_headers={"content-location": address} if address else None)
    if not told.version:
        raise NotReadError("is no RSS or Atom feed", "check the address")
    source = _line(told.feed.get("title"))
    found = [one for entry in told.entries if (one := _entry(entry, source, feedparser.__version__)) is not None]
    if not found:
        raise NotReadError("is a feed without an entry that has text", "check the address, or look again later")
    return found


def _entry(entry: Any, source: str | None, version: str) -> Document | None:
    contents = [one.value for one in entry.get("content", ()) if one.get("value")]
    title = _line(_plain(entry.get("title", "")))
    text = _plain(max([*contents, entry.get("summary", "")], key=len)) or title
    if not text:
        return None
    names = ("id", "link", "title", "published", "author", "summary")
    own = {name: entry.get(name) for name in names if entry.get(name)} | ({"content": contents} if contents else {})
    return Document(
        text=headed(title, text),
        data=json.dumps(own, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace"),
        extractor=f"feedparser {version}",
        title=title,
        source=_line(entry.get("source", {}).get("title")) or source,
        author=_line(entry.get("author")),
        published=_day(entry),
        address=entry.get("link"),
        part=entry.get("id") or entry.get("link") or title,
    )


def _plain(markup: str) -> str:
    """The text of an entry's markup, a line a block."""
    from lxml import html

    if not markup.strip():
        return ""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    tree: Any = html.fromstring(f"<div>{markup}</div>")
    for node in tree.iter("br", "p", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "tr"):
        node.tail = "\n" + (node.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def _day(entry: Any) -> date | None:
    text = entry.get("published") or ""
    if text and (day := day_in(text)) is not None:
        return day
    parsed: time.struct_time | None = entry.get("published_parsed")
    return date(*parsed[:3]) if parsed else None


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None
