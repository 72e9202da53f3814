"""Merging: an exported record into one that is empty, older, newer, or of somebody else.

Where this record's log is the beginning of the bundle's, the rest is taken as it is, and both are the same after. Where
it is the other way round there is nothing to take. Otherwise what is not here yet is written down anew, after an entry
``import`` that names the bundle: it is known here from the day of the import on, unless another day is given.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from siegeline.errors import RecordError
from siegeline.record import chain
from siegeline.record.audit import audit
from siegeline.record.bundle import load_bundle
from siegeline.record.custody import says_more, went_by
from siegeline.record.erasure import clear, erase
from siegeline.record.judgement import add_judgement
from siegeline.record.rank import rank
from siegeline.record.reading import reading_written
from siegeline.record.rows import digest, row_digest
from siegeline.record.schema import prepare
from siegeline.record.store import Store
from siegeline.record.tables import (
    ALL,
    claims,
    contents,
    erased,
    judgements,
    log,
    readings,
    reports,
    statements,
    tombstones,
)

Row = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Taken:
    """What an import did: ``how`` is ``whole``, ``forward``, ``nothing`` or ``merged``; then counts of what is new.

    ``refused`` are reports erased here, and not taken. ``erased_there`` are reports erased in the bundle's record that
    are still here; ``erased`` those that the import erased.
    """

    how: str
    reports: int = 0
    readings: int = 0
    claims: int = 0
    judgements: int = 0
    refused: list[str] = field(default_factory=list)
    erased_there: list[str] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)


@contextmanager
def opened_bundle(path: Path) -> Iterator[Connection]:
    """Load a bundle into a record of its own and verify it there.

    Raises:
        RecordError: it is no bundle, is broken, or was changed.

    """
    with tempfile.TemporaryDirectory(prefix="siegeline-") as folder:
        store = Store(f"sqlite:///{folder}/bundle.db")
        try:
            prepare(store, create=True)
            try:
                with store.writing() as connection:
                    load_bundle(connection, path)
                    audit(connection)
            except RecordError as error:
                told = str(error).removeprefix(f"{store.where}: ")
                raise RecordError(told if told.startswith(str(path)) else f"{path}: was changed: {told}") from error
            with store.reading() as connection:
                yield connection
        finally:
            store.close()


def take(source: Connection, target: Connection, path: Path, *, at: str, learned: date, erasures: bool) -> Taken:
    """Bring what a verified bundle holds into a record, inside its writing transaction, and verify the whole.

    ``learned`` is the day from which it is known here; ``erasures``: what was erased there is erased here too.
    """
    theirs, ours = _hashes(source), _hashes(target)
    if theirs[: len(ours)] == ours:
        taken = _forward(source, target, empty=not ours, done=len(theirs) == len(ours))
    elif ours[: len(theirs)] == theirs:
        return Taken(how="nothing")
    else:
        taken = _Merge(source, target, path, at=at, learned=learned).run()
        for row in _rows(source, tombstones):
            if row["report"] in taken.erased_there and erasures:
                erase(target, row["report"], who=row["who"], why=row["why"], at=at, learned=learned)
                taken.erased.append(row["report"])
        taken.erased_there = [one for one in taken.erased_there if one not in taken.erased]
    audit(target)
    return taken


def _hashes(connection: Connection) -> list[str]:
    return list(connection.execute(select(log.c.hash).order_by(log.c.seq)).scalars())


def _rows(connection: Connection, table: Table) -> Iterator[Row]:
    with connection.execute(select(table), execution_options={"yield_per": 500}) as streamed:
        for row in streamed.mappings():
            yield dict(row)


def _keys(connection: Connection, table: Table) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in connection.execute(select(*table.primary_key))}


def _forward(source: Connection, target: Connection, *, empty: bool, done: bool) -> Taken:
    """Take the rest of a log of which this one is the beginning, row for row; erasures among it are done here too."""
    if done:
        return Taken(how="nothing")
    counts = {}
    before = _keys(target, tombstones)
    for table in ALL:
        there = _keys(target, table)
        names = [column.name for column in table.primary_key]
        new = (row for row in _rows(source, table) if tuple(row[name] for name in names) not in there)
        counts[table.name] = _insert(target, table, new)
    gone = [report for (report,) in sorted(_keys(target, tombstones) - before)]
    for report in gone:
        said = select(erased.c.subject).join(tombstones, erased.c.seq == tombstones.c.seq)
        said = said.where(tombstones.c.report == report, erased.c.action == "judgement")
        clear(target, report, list(target.execute(said).scalars()))
    return Taken(
        how="whole" if empty else "forward",
        reports=counts["reports"],
        readings=counts["readings"],
        claims=counts["claims"],
        judgements=counts["judgements"],
        erased=[] if empty else gone,
    )


def _insert(connection: Connection, table: Table, rows: Iterator[Row]) -> int:
    count, batch = 0, []
    for row in rows:
        batch.append(row)
        count += 1
        if len(batch) == 500:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)
    return count


class _Merge:
    """Writes down anew, in the order of their log, what another record holds and this one does not."""

    def __init__(self, source: Connection, target: Connection, path: Path, *, at: str, learned: date) -> None:
        self._source, self._target, self._at, self._learned = source, target, at, learned
        self._path, self._told = path, False
        self._taken = Taken(how="merged")
        self._gone = {row.report for row in target.execute(select(tombstones.c.report))}

    def run(self) -> Taken:
        adding: dict[str, Callable[[str], None]] = {
            "report": self._report,
            "statement": self._statement,
            "reading": self._reading,
            "judgement": self._judgement,
            "erase": self._tombstone,
        }
        left = {row.subject for row in self._source.execute(select(erased.c.subject))}
        for entry in self._source.execute(select(log.c.action, log.c.subject).order_by(log.c.seq)).all():
            if entry.action in adding and (entry.action == "erase" or entry.subject not in left):
                adding[entry.action](entry.subject)
        return self._taken

    def _append(self, action: str, subject: str, payload: str) -> int:
        if not self._told:
            self._told = True
            with self._path.open("rb") as opened:
                name = hashlib.file_digest(opened, "sha256").hexdigest()
            self._append("import", name, digest(["import", name]))
        return chain.append(self._target, at=self._at, action=action, subject=subject, payload=payload)

    def _one(self, table: Table, key: str, value: str) -> Row:
        return dict(self._source.execute(select(table).where(table.c[key] == value)).mappings().one())

    def _here(self, table: Table, key: str, value: str) -> bool:
        return self._target.execute(select(table.c[key]).where(table.c[key] == value)).first() is not None

    def _content(self, sha256: str) -> None:
        if not self._here(contents, "sha256", sha256):
            self._target.execute(insert(contents), self._one(contents, "sha256", sha256))

    def _report(self, sha256: str) -> None:
        if sha256 in self._gone:
            self._taken.refused.append(sha256)
        elif not self._here(reports, "sha256", sha256):
            self._content(sha256)
            row = self._one(reports, "sha256", sha256)
            self._target.execute(insert(reports), row)
            self._append("report", sha256, digest(row))
            self._taken.reports += 1

    def _statement(self, name: str) -> None:
        row = self._one(statements, "id", name)
        if row["report"] in self._gone or self._here(statements, "id", name):
            return
        row |= {"learned": self._learned, "recorded": self._at}
        seq = self._append("statement", name, row_digest(row))
        self._target.execute(insert(statements), {**row, "seq": seq})

    def _reading(self, name: str) -> None:
        row = self._one(readings, "id", name)
        if row["report"] in self._gone or self._here(readings, "id", name):
            return
        said = next(one for one in went_by(self._source, row["report"], row["reader"]) if one["id"] == name)
        if any(not says_more(said, one) for one in went_by(self._target, row["report"], row["reader"])):
            return
        self._content(row["text"])
        asked = select(readings.c.reader, readings.c.rank).where(readings.c.report == row["report"])
        others = [(one.reader, one.rank) for one in self._target.execute(asked)]
        row |= {"learned": self._learned, "recorded": self._at, "rank": rank(row["reader"], name, others)}
        told = [dict(one) for one in self._source.execute(select(claims).where(claims.c.reading == name)).mappings()]
        reading_written(self._target, row, told, append=self._append)
        self._taken.readings += 1
        self._taken.claims += len(told)

    def _judgement(self, name: str) -> None:
        row = self._one(judgements, "id", name)
        if {row["report"], row["other"]} & self._gone or self._here(judgements, "id", name):
            return
        add_judgement(self._target, {**row, "learned": self._learned}, at=self._at, append=self._append)
        self._taken.judgements += 1

    def _tombstone(self, report: str) -> None:
        if self._here(reports, "sha256", report):
            self._taken.erased_there.append(report)
