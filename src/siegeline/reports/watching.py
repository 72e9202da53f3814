"""Watching feeds: what is new in them, asked for politely.

A feed is asked only for what has changed since (``ETag``, ``Last-Modified``). One that fails is left alone for twice as
long each time, or for as long as its server says. What was taken once is not given again.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from siegeline.errors import InputError
from siegeline.reports.address import NotServedError, fetched, is_address
from siegeline.reports.content import content
from siegeline.reports.decoding import decoded
from siegeline.reports.formats.apart import PARSERS
from siegeline.reports.formats.document import Document
from siegeline.reports.refusal import shown

MINUTES = 60
FEWEST_MINUTES = 5
LONGEST_PAUSE = 24 * 3600
_FIRST_PAUSE = 300
_REMEMBERED = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed to watch, and what is known of its source; asked every so many minutes."""

    url: str
    source: str | None = None
    leaning: str | None = None
    minutes: int = MINUTES


@dataclass(slots=True)
class Seen:
    """What is remembered of a feed: its version, what was taken, failures in a row, and when to ask next (seconds)."""

    etag: str | None = None
    modified: str | None = None
    taken: list[str] = field(default_factory=list)
    failures: int = 0
    next: float = 0.0


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
    known = {"url", "source", "leaning", "minutes"}
    if not isinstance(row, dict) or not is_address(str(row.get("url", ""))):
        raise InputError(where, f"feed {number} has no url", "write url: https://…")
    if odd := sorted(str(name) for name in row if name not in known):
        raise InputError(where, f"feed {number} has the unknown field {odd[0]!r}", f"use {', '.join(sorted(known))}")
    minutes = row.get("minutes", MINUTES)
    if not isinstance(minutes, int) or minutes < FEWEST_MINUTES:
        raise InputError(where, f"feed {number} asks too often", f"write minutes: {FEWEST_MINUTES} or more")
    words = {name: str(row[name]) for name in ("source", "leaning") if row.get(name)}
    return Feed(url=row["url"], minutes=minutes, **words)


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
