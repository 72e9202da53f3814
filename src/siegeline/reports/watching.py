"""Watching feeds: what is new in them, asked for politely.

A feed is asked only for what has changed since (``ETag``, ``Last-Modified``). One that fails is left alone for twice as
long each time, or for as long as its server says. What was taken once is not given again.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from siegeline.errors import InputError
from siegeline.reports.address import NotServedError, fetched, is_address
from siegeline.reports.content import content
from siegeline.reports.decoding import decoded
from siegeline.reports.formats.apart import PARSERS
from siegeline.reports.formats.document import Document
from siegeline.reports.opening import documents_in
from siegeline.reports.refusal import shown

MINUTES = 60
FEWEST_MINUTES = 5
LONGEST_PAUSE = 24 * 3600
PAGES = 50  # of one feed in one round
PAUSE = 1.0  # seconds between two of them
TRIES = 3
_FIRST_PAUSE = 300
_REMEMBERED = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed to watch, and what is known of its source; asked every so many minutes.

    ``pages``: the pages that its entries link to are fetched and read in their place.
    """

    url: str
    source: str | None = None
    leaning: str | None = None
    minutes: int = MINUTES
    pages: bool = False


@dataclass(slots=True)
class Seen:
    """What is remembered of a feed: its version, what was taken, failures in a row, and when to ask next (seconds).

    ``waiting`` counts, for entries whose page did not come, how often it was asked for.
    """

    etag: str | None = None
    modified: str | None = None
    taken: list[str] = field(default_factory=list)
    failures: int = 0
    next: float = 0.0
    waiting: dict[str, int] = field(default_factory=dict)


def feeds_in(path: str) -> list[Feed]:
    """Read a list of feeds: YAML with ``feeds``, each with ``url`` and perhaps ``source``, ``leaning``, ``minutes``.

    Raises:
        InputError: it is no such list; says which entry.

    """
    where = shown(path)
    advice = "write feeds: and under it - url: https://…, source: NAME, leaning: independent, minutes: 60"
    try:
        told = yaml.safe_load(decoded(content(path), where=where))
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(where, "is no YAML", advice) from error
    listed = told.get("feeds") if isinstance(told, dict) else None
    if not isinstance(listed, list) or not listed:
        raise InputError(where, "lists no feeds", advice)
    return [_feed(row, where, number) for number, row in enumerate(listed, 1)]


def _feed(row: Any, where: str, number: int) -> Feed:
    known = {"url", "source", "leaning", "minutes", "pages"}
    if not isinstance(row, dict) or not is_address(str(row.get("url", ""))):
        raise InputError(where, f"feed {number} has no url", "write url: https://…")
    if odd := sorted(str(name) for name in row if name not in known):
        raise InputError(where, f"feed {number} has the unknown field {odd[0]!r}", f"use {', '.join(sorted(known))}")
    minutes = row.get("minutes", MINUTES)
    if not isinstance(minutes, int) or minutes < FEWEST_MINUTES:
        raise InputError(where, f"feed {number} asks too often", f"write minutes: {FEWEST_MINUTES} or more")
    pages = row.get("pages", False)
    if not isinstance(pages, bool):
        raise InputError(
            where, f"feed {number} does not say whether to fetch pages", "write pages: true, or leave it out"
        )
    words = {name: str(row[name]) for name in ("source", "leaning") if row.get(name)}
    return Feed(url=row["url"], minutes=minutes, pages=pages, **words)


def new_in(feed: Feed, seen: Seen, *, now: float, private: bool) -> list[tuple[str, Document]]:
    """Ask a feed, and give what was not taken yet, each with the mark to put into ``seen.taken`` once it is kept.

    Raises:
        InputError: it does not answer, or is no feed; ``seen`` then says when to ask next.

    """
    try:
        answer = fetched(feed.url, private=private, etag=seen.etag, modified=seen.modified)
        found = [] if answer.data is None else PARSERS.documents("feed", answer.data, where=shown(feed.url))
    except InputError as error:
        seen.failures += 1
        pause = min(_FIRST_PAUSE * 2 ** (seen.failures - 1), LONGEST_PAUSE)
        asked = error.after if isinstance(error, NotServedError) and error.after is not None else 0
        seen.next = now + min(max(pause, asked), LONGEST_PAUSE)
        raise
    seen.failures, seen.next = 0, now + 60 * feed.minutes
    if answer.data is not None:
        seen.etag, seen.modified = answer.etag, answer.modified
    marked = [(hashlib.sha256(one.data or one.text.encode()).hexdigest(), one) for one in found]
    taken = set(seen.taken)
    return [(mark, one) for mark, one in marked if mark not in taken]


def page_of(
    entry: Document, mark: str, feed: Feed, seen: Seen, *, private: bool, asked: int, told: Callable[[str], None]
) -> Document | None:
    """The page that an entry links to, with what the entry says of itself; the entry where it links to none.

    A page that does not come is asked for again when the feed is, :data:`TRIES` times in all (None: not yet); then the
    entry stands for it. ``asked`` pages were asked for before it in this round: there is a pause between two of them,
    and after :data:`PAGES` the others wait for the next round. ``told`` gets what went wrong.
    """
    if not feed.pages or not entry.address or not is_address(entry.address):
        return entry
    if asked >= PAGES:
        return None
    if asked:
        time.sleep(PAUSE)
    where = shown(entry.address)
    try:
        found = fetched(entry.address, private=private)
        name = urlsplit(found.address).path
        name += ".html" if found.kind in {"text/html", "application/xhtml+xml"} else ""
        options = {"where": where, "address": found.address, "charset": found.charset}
        page = next(documents_in(name, found.data or b"", **options), None)  # type: ignore[arg-type]
        if page is None:
            raise InputError(where, "holds no text", "look at it in a browser")
    except InputError as error:
        seen.waiting[mark] = seen.waiting.get(mark, 0) + 1
        if seen.waiting[mark] < TRIES:
            told(f"{error} (asked for again next time)")
            return None
        told(f"{error} (the feed's own words are taken instead)")
        del seen.waiting[mark]
        return entry
    seen.waiting.pop(mark, None)
    own = {name: getattr(entry, name) or getattr(page, name) for name in ("source", "author", "published")}
    own |= {name: getattr(page, name) or getattr(entry, name) for name in ("title", "language")}
    return replace(page, **own, data=found.data, address=found.address)


class Memory:
    """What is remembered of feeds, in one JSON file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._feeds: dict[str, Seen] = {}
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
            self._feeds = {url: Seen(**row) for url, row in rows.items()}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, TypeError, AttributeError) as error:
            what = "is no memory of feeds, or may not be read"
            raise InputError(shown(str(path)), what, "name another with --state, or delete it") from error

    def of(self, feed: Feed) -> Seen:
        """What is remembered of a feed."""
        return self._feeds.setdefault(feed.url, Seen())

    def save(self) -> None:
        """Write it down in one step."""
        rows = {}
        for url, seen in self._feeds.items():
            seen.taken = seen.taken[-_REMEMBERED:]
            rows[url] = {name: getattr(seen, name) for name in Seen.__slots__}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_name(f"{self._path.name}.part")
        part.write_text(json.dumps(rows), encoding="utf-8")
        os.replace(part, self._path)


def due(feeds: Sequence[Feed], memory: Memory, now: float, *, once: bool) -> Iterator[Feed]:
    """The feeds to ask now; ``once`` asks all but those that failed and wait."""
    for feed in feeds:
        seen = memory.of(feed)
        if seen.next <= now or (once and not seen.failures):
            yield feed
