"""Erasure: a report's bytes and words go; its hash, and who took it away, when and why, stay.

With the report go its readings, claims, statements of custody, and every judgement that is on it, takes such a one
back, or quotes it (five words on end, whichever report it is on). Texts that other reports hold are theirs and stay.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from json import loads

from sqlalchemy import Connection, delete, func, insert, or_, select

from siegeline.errors import RecordError, UsageError
from siegeline.record import chain
from siegeline.record.judgement import judgements_known
from siegeline.record.rows import bytes_text, canonical, storable, tombstone_digest, unpacked
from siegeline.record.tables import (
    claims,
    contents,
    erased,
    judgements,
    readings,
    reports,
    sheets,
    statements,
    tombstones,
)

QUOTES = 5  # words on end that make a quotation
_WORD = re.compile(r"\w+")
# What stands before and after a claim's sentence in its canonical JSON; no JSON string can hold either.
_BEFORE, _AFTER = '"quote":"', '","reader":"'
_AT_ONCE = 10_000  # values that a statement takes, in either store


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What went: counts of claims and judgements; ``kin`` are reports that hold a sentence of its claims, and stay."""

    report: str
    claims: int
    judgements: int
    kin: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What is left of an erased report: its hash; who erased it, why, when; how many claims went."""

    report: str
    who: str
    why: str
    claims: int
    learned: date
    recorded: str


def erase(connection: Connection, report: str, *, who: str, why: str, at: str, learned: date) -> Erased:
    """Take a report out of every table, in a writing transaction; the caller scrubs the store after.

    Raises:
        UsageError: nobody or no reason is named.
        RecordError: no such report is on record.

    """
    if not who.strip() or not why.strip():
        raise UsageError("an erasure needs somebody and a reason; give --who NAME and --reason WORDS")
    if connection.execute(select(reports.c.sha256).where(reports.c.sha256 == report)).first() is None:
        raise RecordError(f"no report {report} is on record")
    read = connection.execute(select(readings.c.id, readings.c.text).where(readings.c.report == report)).all()
    told = connection.execute(select(statements.c.id).where(statements.c.report == report)).scalars().all()
    asked = select(claims.c.json).where(claims.c.reading.in_([row.id for row in read]))
    found = [loads(one) for one in connection.execute(asked).scalars()]
    words = {run for row in read for run in _runs(_text(connection, row.text))}
    said = _judgements_on(connection, report, words)
    kin = _kin(connection, report, {claim["quote"] for claim in found})
    subjects = [("report", report), *(("reading", row.id) for row in read)]
    subjects += [("statement", one) for one in told] + [("judgement", one) for one in said]
    count = len({claim["id"] for claim in found})
    tombstone = {
        "report": report,
        "who": storable(" ".join(who.split())),
        "why": storable(" ".join(why.split())),
        "claims": count,
        "learned": learned,
        "recorded": at,
    }
    payload = tombstone_digest(tombstone, subjects)
    seq = chain.append(connection, at=at, action="erase", subject=report, payload=payload)
    connection.execute(insert(tombstones), {**tombstone, "seq": seq})
    connection.execute(
        insert(erased), [{"action": action, "subject": subject, "seq": seq} for action, subject in subjects]
    )
    clear(connection, report, said)
    return Erased(report=report, claims=count, judgements=len(said), kin=kin)


def clear(connection: Connection, report: str, said: Sequence[str]) -> None:
    """Delete the rows of a report that has a tombstone, and the judgements named; bodies that nobody else needs."""
    texts = select(readings.c.text).where(readings.c.report == report)
    bodies = {report, *connection.execute(texts).scalars()}
    read = select(readings.c.id).where(readings.c.report == report)
    for what in (claims.c.place, claims.c.route):
        told_of = select(what).where(claims.c.reading.in_(read), what.is_not(None))
        connection.execute(delete(sheets).where(sheets.c.place.in_(told_of)))
    connection.execute(delete(claims).where(claims.c.reading.in_(read)))
    for table in (readings, statements):
        connection.execute(delete(table).where(table.c.report == report))
    connection.execute(delete(reports).where(reports.c.sha256 == report))
    for one in said:
        connection.execute(delete(judgements).where(judgements.c.id == one))
    needed = or_(
        select(reports.c.sha256).where(reports.c.sha256 == contents.c.sha256).exists(),
        select(readings.c.id).where(readings.c.text == contents.c.sha256).exists(),
    )
    connection.execute(delete(contents).where(contents.c.sha256.in_(bodies), ~needed))


def _text(connection: Connection, sha256: str) -> str:
    row = connection.execute(select(contents).where(contents.c.sha256 == sha256)).first()
    return bytes_text(unpacked(row.packing, row.packed)) if row else ""


def _runs(text: str) -> Iterator[str]:
    """The runs of so many words that make a quotation; a shorter text is one run."""
    words = _WORD.findall(text.casefold())
    for at in range(max(1, len(words) - QUOTES + 1)):
        yield " ".join(words[at : at + QUOTES])


def _judgements_on(connection: Connection, report: str, words: set[str]) -> list[str]:
    """The judgements on a report or its claims, those that quote it, and those that take one of these back."""
    gone: dict[str, None] = {}
    for one in judgements_known(connection, None):
        on_it = report in one.reports or report in {subject.report for subject in one.subjects}
        texts = (one.why, *(_texts(one.value) if one.value else ()))
        if on_it or one.withdraws in gone or any(run in words for text in texts for run in _runs(text) if " " in run):
            gone[one.id] = None
    return list(gone)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)


def _kin(connection: Connection, report: str, quotes: Collection[str]) -> tuple[str, ...]:
    """The other reports with a claim whose sentence is word for word one of these.

    The database compares the sentences where they stand in the claims' canonical JSON: no claim is parsed for it.
    """
    find = func.instr if connection.dialect.name == "sqlite" else func.strpos
    tail = func.substr(claims.c.json, find(claims.c.json, _BEFORE) + len(_BEFORE))
    sentence = func.substr(tail, 1, find(tail, _AFTER) - 1)
    written = sorted(canonical(quote)[1:-1] for quote in quotes)
    found: set[str] = set()
    for start in range(0, len(written), _AT_ONCE):
        some = written[start : start + _AT_ONCE]
        asked = select(claims.c.report).distinct().where(sentence.in_(some), claims.c.report != report)
        found.update(connection.scalars(asked))
    return tuple(sorted(found))
