"""Sheets: what a picture worked out of the claims on a place, kept beside them to save time. Never the truth.

A sheet is bytes under a name and a place. It goes up to one entry of the log, and tells with what it was made: its
``key``. Whoever asks gets it with the news since or, where it was made with something else, all that there is as news.
Any sheet may be thrown away at any time. What an erasure touches goes with it, ``Record.verify`` throws all away, and
none is exported.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from siegeline.claims.claim import Claim
from siegeline.claims.claimjson import claims_from_texts
from siegeline.errors import RecordError
from siegeline.record.record import Record
from siegeline.record.tables import claims, log, readings, sheets, tombstones

NEVER = 2**62
_DAY = 2 * 86_400_000_000  # a day in half microseconds: its end comes after each of its instants
_AT_ONCE = 500  # values a statement
_MANY = 1000  # readings since, that cost as much to look through as all claims on a place


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A claim as a reading found it, and from which moment (``known``, :func:`moment_number`) that was known."""

    claim: Claim
    reading: str
    learned: date
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is kept of a place (``made``: None where there is nothing of use), and the news since.

    ``kept`` and ``upto`` are the log's entries up to which it and the news go. ``gone`` tells from which moment a newer
    reading of the report was known, by reading; others are in force still.
    """

    made: bytes | None
    kept: int
    upto: int
    news: Sequence[Read] = ()
    gone: Mapping[str, int] = field(default_factory=dict)


def moment_number(moment: date | None) -> int:
    """A day's end, or an instant, as a number that grows with time; None: all that is known.

    What was known by then has no greater :attr:`Read.known`.
    """
    if moment is None:
        return NEVER - 1
    if isinstance(moment, datetime):
        return _instant(moment.date(), moment)
    return moment.toordinal() * _DAY + _DAY - 1


def _instant(day: date, at: datetime) -> int:
    seconds = (at.hour * 60 + at.minute) * 60 + at.second
    return day.toordinal() * _DAY + 2 * (seconds * 1_000_000 + at.microsecond)


def _known(learned: date, recorded: str) -> int:
    """When a reading was known: what was written down on another day counts from the end of the day named."""
    if recorded[:10] != learned.isoformat():
        return moment_number(date(learned.year, learned.month, learned.day))
    return _instant(learned, datetime.fromisoformat(recorded))


def look(
    record: Record, name: str, places: Collection[str], *, key: str, kinds: Collection[str], what: str = "place"
) -> dict[str, Sheet]:
    """The sheets of that name of some places; their news are claims of these kinds, in all readings there are.

    ``what`` is place, or route: then the ids are those of roads.

    Raises:
        RecordError: the database fails.
    """
    found: dict[str, Sheet] = {}
    with record._store.reading() as connection:
        upto = int(connection.execute(select(func.coalesce(func.max(log.c.seq), 0))).scalar_one())
        for some in _batches(sorted(places)):
            asked = select(sheets.c.place, sheets.c.made, sheets.c.seq).where(
                sheets.c.name == name, sheets.c.place.in_(some), sheets.c.key == key
            )
            for row in connection.execute(asked):
                found[row.place] = Sheet(made=row.made, kept=row.seq, upto=upto)
        oldest = min((one.kept for one in found.values()), default=upto)
        if oldest < upto:
            found = _with_news(connection, found, kinds, oldest, what)
        missing = set(places) - set(found)
        if missing:
            found |= _all_of(connection, missing, kinds, upto, what)
    return found


def _all_of(
    connection: Connection, places: Collection[str], kinds: Collection[str], upto: int, what: str
) -> dict[str, Sheet]:
    several = select(readings.c.report).group_by(readings.c.report).having(func.count() > 1)
    gone = _gone(connection, readings.c.report.in_(several))
    told: dict[str, list[Read]] = {place: [] for place in places}
    for some in _batches(sorted(places)):
        for place, one in _read(connection, claims.c[what].in_(some) & claims.c.kind.in_(sorted(kinds)), what):
            told[place].append(one)
    return {place: Sheet(made=None, kept=upto, upto=upto, news=news, gone=gone) for place, news in told.items()}


def _with_news(
    connection: Connection, found: Mapping[str, Sheet], kinds: Collection[str], oldest: int, what: str
) -> dict[str, Sheet]:
    """The sheets with their news; without any, where it is less work to make them anew."""
    asked = select(readings.c.id, readings.c.seq).where(readings.c.seq > oldest)
    numbers = {row.id: row.seq for row in connection.execute(asked.limit(_MANY))}
    if len(numbers) == _MANY:
        return {}
    newer = select(readings.c.report).where(readings.c.seq > oldest)
    gone = _gone(connection, readings.c.report.in_(newer))
    told: dict[str, list[Read]] = {}
    # found by the readings' few claims, not by the many of the places or kinds: no index has these expressions
    there = func.coalesce(claims.c[what], "").in_(sorted(found)) & func.coalesce(claims.c.kind, "").in_(sorted(kinds))
    for some in _batches(numbers):
        for place, one in _read(connection, claims.c.reading.in_(some) & there, what):
            if numbers[one.reading] > found[place].kept:
                told.setdefault(place, []).append(one)
    return {place: replace(one, news=told.get(place, ()), gone=gone) for place, one in found.items()}


def _read(connection: Connection, which: Any, what: str) -> list[tuple[str, Read]]:
    asked = select(claims.c.json, claims.c[what].label("place"), readings.c.id, readings.c.learned, readings.c.recorded)
    asked = asked.select_from(claims.join(readings, claims.c.reading == readings.c.id))
    rows = connection.execute(asked.where(which)).all()
    known: dict[str, int] = {}
    found = []
    for row, claim in zip(rows, claims_from_texts(row.json for row in rows), strict=True):
        if row.id not in known:
            known[row.id] = _known(row.learned, row.recorded)
        found.append((row.place, Read(claim=claim, reading=row.id, learned=row.learned, known=known[row.id])))
    return found


def _gone(connection: Connection, which: Any) -> dict[str, int]:
    """From when on each reading of some reports was superseded: since another of greater rank was known."""
    asked = select(readings.c.id, readings.c.report, readings.c.learned, readings.c.recorded).where(which)
    gone: dict[str, int] = {}
    report, first = None, NEVER
    for row in connection.execute(asked.order_by(readings.c.report, readings.c.rank.desc())):
        if row.report != report:
            report, first = row.report, NEVER
        if first < NEVER:
            gone[row.id] = first
        first = min(first, _known(row.learned, row.recorded))
    return gone


def keep(record: Record, name: str, made: Mapping[str, tuple[int, bytes]], *, key: str) -> None:
    """Keep sheets by their places, each with the log's entry that it goes up to, unless somebody is writing right now.

    Nothing is said where they cannot be kept: whoever asks next makes them again.
    """
    with suppress(RecordError), record._store.trying() as connection:
        if connection is None:
            return
        erased = int(connection.execute(select(func.coalesce(func.max(tombstones.c.seq), 0))).scalar_one())
        for place, (upto, data) in made.items():
            if upto < erased:
                continue  # it may hold something of what was erased meanwhile
            row = {"key": key, "seq": upto, "made": data}
            there = (sheets.c.name == name) & (sheets.c.place == place)
            if connection.execute(update(sheets).where(there).values(row)).rowcount == 0:
                connection.execute(insert(sheets), {"name": name, "place": place, **row})


def readings_of(record: Record, reports: Collection[str]) -> list[str]:
    """The readings of some reports, in force or not.

    Raises:
        RecordError: the database fails.
    """
    with record._store.reading() as connection:
        found: list[str] = []
        for some in _batches(sorted(reports)):
            found += connection.scalars(select(readings.c.id).where(readings.c.report.in_(some)))
        return found


def _batches(values: Iterable[str]) -> Iterator[list[str]]:
    left = iter(values)
    while some := list(islice(left, _AT_ONCE)):
        yield some
