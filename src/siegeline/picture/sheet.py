"""Sheet: the evidence on a place as columns, kept in the record's sheets, with marks from which a hearing goes on.

A mark tells where the hearing of the evidence stood after so much of it. It holds where all that was heard before it is
the very same now, by a digest: so neither new claims nor judgements, nor an earlier ``known``, can make a picture go on
from what is no longer so.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

import msgspec
import numpy as np

from siegeline.picture.columns import ROW, Columns, Rows, Say, Told
from siegeline.picture.parameters import parameters
from siegeline.picture.question import Question
from siegeline.record import Record
from siegeline.record.sheets import Read, keep, look, moment_number
from siegeline.theatre import Theatre

STEP = 48  # pieces of evidence from mark to mark: some milliseconds' work
_STALE = 200  # entries of the log after which a sheet is written anew
_MANY = 64  # claims from which on a sheet saves more than it costs
_AT_ONCE = 20_000  # claims that are in memory together, about
_BATCH = 500  # values a statement


class Noted(msgspec.Struct, array_like=True):
    """A mark as bytes, how much was heard before it, and the digest of that and of when what follows was."""

    heard: int
    digest: bytes
    mark: bytes


class _Packed(msgspec.Struct, array_like=True):
    names: list[str | None]
    refs: list[tuple[str | int | float | None, ...] | None]
    rows: bytes
    noted: dict[str, list[Noted]]


_unpacked = msgspec.msgpack.Decoder(_Packed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as its sheets need it: a name, the kinds of claims that it reads, what it makes of one by itself.

    ``note`` gives the marks, by some name, of all that columns tell of a place now; of those that it is given it takes
    over what holds, and hears the rest.
    """

    name: str
    kinds: tuple[str, ...]
    say: Say
    note: Callable[[Columns, Mapping[str, Sequence[Noted]], str], dict[str, list[Noted]]]
    what: str = "place"


@dataclass(frozen=True, slots=True)
class Page:
    """What speaks on one place as of a question: the rows chosen, in the order of time, and the marks there are."""

    place: str
    columns: Columns
    rows: Rows
    noted: Mapping[str, Sequence[Noted]]


def many(told: Mapping[str, int]) -> Iterator[list[str]]:
    """Those of places (or roads) that so many claims tell of that they need sheets, some at a time."""
    return _batches({one: count for one, count in told.items() if count >= _MANY})


def few(told: Mapping[str, int]) -> Iterator[list[str]]:
    """The others, some at a time."""
    return _batches({one: count for one, count in told.items() if count < _MANY})


def _batches(told: Mapping[str, int]) -> Iterator[list[str]]:
    some: list[str] = []
    count = 0
    for one, more in told.items():
        if some and (count + more > _AT_ONCE or len(some) == _BATCH):
            yield some
            some, count = [], 0
        some.append(one)
        count += more
    if some:
        yield some


def pages(question: Question, picture: Picture, places: Collection[str]) -> Iterator[Page]:
    """What speaks on each of some places; sheets that are missing or old are made anew, and kept.

    Raises:
        RecordError: the database fails.
    """
    theatre, known = question.theatre, moment_number(question.known)
    left: dict[str, list[Read]] = {}
    for one in question.left:
        at = getattr(one, picture.what)
        if at is not None and at.id and one.kind in picture.kinds:
            read = Read(claim=one, reading=one.report[:16], learned=date.min, known=0)
            left.setdefault(at.id, []).append(read)
    for place, (columns, noted) in sheets_of(question.record, theatre, picture, places).items():
        rows = columns.speaking(known=known, stated_by=question.stated_by, without=question.silent)
        if place in left:
            left_so = Columns(rows, columns.names, columns.refs)
            left_so.add(left[place], {}, theatre, picture.say)
            yield Page(place, left_so, left_so.rows, noted)
        elif len(rows):
            yield Page(place, columns, rows, noted)


def sheets_of(
    record: Record, theatre: Theatre, picture: Picture, places: Collection[str]
) -> dict[str, tuple[Columns, Mapping[str, Sequence[Noted]]]]:
    """The columns of each place, all readings in them, and the marks there are."""
    key, name = _key(theatre), f"{picture.name} {theatre.key}"[-80:]
    found: dict[str, tuple[Columns, Mapping[str, Sequence[Noted]]]] = {}
    made: dict[str, tuple[int, bytes]] = {}
    for place, sheet in look(record, name, places, key=key, kinds=picture.kinds, what=picture.what).items():
        columns, noted = Columns.empty(), dict[str, list[Noted]]()
        if sheet.made is not None:
            kept = _unpacked.decode(sheet.made)
            columns, noted = Columns(np.frombuffer(kept.rows, ROW), kept.names, kept.refs), kept.noted
        columns.add(sheet.news, sheet.gone, theatre, picture.say)
        if sheet.made is None or sheet.upto - sheet.kept > _STALE:
            noted = picture.note(columns, noted, place)
            packed = _Packed(columns.names, columns.refs, columns.rows.tobytes(), noted)
            made[place] = sheet.upto, msgspec.msgpack.encode(packed)
        found[place] = columns, noted
    if made:
        keep(record, name, made, key=key)
    return found


def holding(told: Told, noted: Sequence[Noted], usable: Callable[[int], bool]) -> list[Noted]:
    """The marks, as far as they are ``usable``, before which nothing was told otherwise."""
    good: list[Noted] = []
    rows, start, digest = told.heard(), 0, b""
    for one in noted:
        if one.heard > len(rows) or not usable(one.heard):
            break
        digest, start = _digest(digest, rows, start, one.heard), one.heard
        if digest != one.digest:
            break
        good.append(one)
    return good


def noted_at(told: Told, before: Sequence[Noted], heard: int, mark: object) -> Noted:
    """A mark after so many rows, as one that follows others."""
    digest, start = (before[-1].digest, before[-1].heard) if before else (b"", 0)
    return Noted(heard, _digest(digest, told.heard(), start, heard), msgspec.msgpack.encode(mark))


def _digest(before: bytes, rows: Rows, start: int, end: int) -> bytes:
    following = rows[["day", "phase"]][end : end + 1].tobytes()
    return hashlib.blake2b(before + rows[start:end].tobytes() + following, digest_size=16).digest()


def _key(theatre: Theatre) -> str:
    """What sheets are made with: the code, the numbers, and who is who. Made with others, they do not hold."""
    told = (_code(), parameters(), theatre.actors, theatre.sources)
    return hashlib.sha256(repr(told).encode()).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """A digest of the code that sheets hang on; some of it that they do not, too."""
    digest = hashlib.sha256()
    for package in ("siegeline.picture", "siegeline.claims", "siegeline"):
        files = (one for one in resources.files(package).iterdir() if one.name.endswith(".py"))
        for one in sorted(files, key=lambda file: file.name):
            digest.update(one.name.encode() + one.read_bytes())
    return digest.hexdigest()
