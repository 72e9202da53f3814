"""Record: reports and claims in, and what was known, said and so on any day out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import delete, func, select

from siegeline.claims.claim import Claim
from siegeline.claims.claimjson import claims_from_texts
from siegeline.errors import ErasedReportError, RecordError
from siegeline.record.asof import claims_asked, in_force, places_asked, reports_asked, theatres_asked
from siegeline.record.audit import audit
from siegeline.record.batch import Addition, write_batch
from siegeline.record.between import State, moments
from siegeline.record.bundle import write_bundle
from siegeline.record.custody import Statement, completed, statement_row
from siegeline.record.erasure import Erased, Tombstone, erase
from siegeline.record.judgement import Judgement, Subject, judgement_row, judgements_known, write_judgement
from siegeline.record.merging import Taken, opened_bundle, take
from siegeline.record.moment import Clock, wall_clock, written
from siegeline.record.reading import Reading, check_not_erased, covered, stated
from siegeline.record.rows import ReportRow, bytes_text, unpacked
from siegeline.record.schema import prepare
from siegeline.record.store import Store
from siegeline.record.tables import claims, contents, log, readings, reports, sheets, statements, tombstones
from siegeline.reports.report import Report


class Record:
    """An open record; a context manager. Threads may share one; each process opens its own.

    Every method raises ``RecordError`` where the database fails (damaged, full, out of reach).
    """

    def __init__(self, store: Store, clock: Clock = wall_clock) -> None:
        self._store = store
        self._clock = clock

    @classmethod
    def open(cls, url: str, *, create: bool = True, clock: Clock = wall_clock) -> Self:
        """Open the record at a database URL (``settings.record_url`` makes one of a path).

        ``clock`` tells the time (UTC) under which additions are written down.

        Raises:
            RecordError: not a database, folder missing, not writable, made by a newer version; or no report
                is in it and ``create`` is False.
            MissingExtraError: it is in PostgreSQL and the driver is not installed.

        """
        store = Store(url)
        try:
            prepare(store, create=create)
        except BaseException:
            store.close()
            raise
        return cls(store, clock)

    def close(self) -> None:
        """Close the database; the record cannot be used after."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(
        self,
        report: Report,
        claims: Sequence[Claim],
        *,
        theatre: str,
        reader: str,
        learned: date | None = None,
        origin: str | None = None,
    ) -> int:
        """Keep a report and what ``reader`` ("name version") found in it: all of it, or nothing.

        Returns the number of claims added: 0 when this reader's reading of these bytes is there already and the
        report's source, leaning, day and theatre say no more than that reading went by. Where they do, the claims
        supersede those. ``origin`` is where the bytes came from, a path or URL (None: ``report.file``): a statement
        of custody is kept of each. ``learned`` is today (UTC) when None.

        Raises:
            ValueError: a claim is of another report, or its id is not that of its content.
            ErasedReportError: the report was erased from this record.

        """
        if self.holds(report, theatre=theatre, reader=reader, origin=origin):
            return 0
        day = learned or self._clock().astimezone(UTC).date()
        reading = Reading(report, claims, theatre=theatre, reader=reader, learned=day, origin=origin)
        with self._store.writing() as connection:
            return reading.write(connection, at=written(self._clock()))

    def add_many(self, additions: Sequence[Addition]) -> list[int | ErasedReportError]:
        """Keep reports and what was found in them as :meth:`add` does, in one transaction: all of them, or nothing.

        Returns for each how many claims were added, or that its report was erased from this record and is left out.

        Raises:
            ValueError: a claim is of another report, or its id is not that of its content.

        """
        today = self._clock().astimezone(UTC).date()
        found = [
            Reading(
                one.report,
                one.claims,
                theatre=one.theatre,
                reader=one.reader,
                learned=one.learned or today,
                origin=one.origin,
            )
            for one in additions
        ]
        with self._store.writing() as connection:
            return write_batch(connection, found, at=written(self._clock()))

    def holds(self, report: Report, *, theatre: str, reader: str, origin: str | None = None) -> bool:
        """Whether adding what this reader version finds in a report, as it is told of now, would add nothing.

        Raises:
            ErasedReportError: the report was erased from this record.

        """
        row = statement_row(report, theatre=theatre, origin=origin)
        with self._store.reading() as connection:
            check_not_erased(connection, report.sha256)
            return stated(connection, row["id"]) and covered(connection, row, reader)

    def count(self, sha256: str) -> int:
        """Count the claims in force of one report."""
        joined = claims.join(readings, claims.c.reading == readings.c.id)
        asked = select(func.count()).select_from(joined).where(readings.c.report == sha256, in_force(None))
        with self._store.reading() as connection:
            return connection.execute(asked).scalar_one()

    def completed(self, report: Report) -> Report:
        """Give a report with what is on record of its source, leaning and day, where nobody tells them now."""
        with self._store.reading() as connection:
            return completed(connection, report)

    def custody(self, sha256: str) -> list[Statement]:
        """List the statements of custody of a report, in the order in which they were recorded.

        A report recorded before there were such statements (schema 0001) has none.
        """
        asked = select(*(column for column in statements.c if column.name != "seq"))
        asked = asked.where(statements.c.report == sha256).order_by(statements.c.seq)
        with self._store.reading() as connection:
            return [Statement(**row) for row in connection.execute(asked).mappings()]

    def has(self, sha256: str, reader: str) -> bool:
        """Whether a reading of the report by this reader version is there."""
        asked = select(readings.c.id).where(readings.c.report == sha256, readings.c.reader == reader)
        with self._store.reading() as connection:
            return connection.execute(asked).first() is not None

    def claims(
        self,
        *,
        known: date | None = None,
        stated_by: date | None = None,
        place: str | Collection[str] | None = None,
        route: str | Collection[str] | None = None,
        kind: str | Collection[str] | None = None,
        report: str | Collection[str] | None = None,
        first: date | None = None,
        last: date | None = None,
    ) -> list[Claim]:
        """List the claims of the readings in force, ordered by day stated, report, place in it and id.

        ``known`` is the record as of the end of that day, or as of an instant (a ``datetime``; None: all);
        ``stated_by`` leaves out what was said later; ``place`` and ``route`` are ids, one or several: claims on any of
        either; ``kind`` and ``report`` (SHA-256) one or several; ``first`` and ``last`` leave out claims that were
        certainly not so on any day from ``first`` to ``last`` (a claim with unknown bounds stays).
        """
        asked = claims_asked(
            known=known, stated_by=stated_by, place=place, route=route, kind=kind, report=report, first=first, last=last
        )
        with self._store.reading() as connection:
            return claims_from_texts(connection.scalars(asked))

    def places(
        self,
        *,
        kind: Collection[str],
        first: date,
        last: date,
        known: date | None = None,
        stated_by: date | None = None,
    ) -> set[str]:
        """List the ids of the places that claims of some kinds tell of as of lately.

        ``first``: some day that the claim tells, or that on which it was stated, is not earlier; ``last``: it was not
        certainly later. ``known`` and ``stated_by`` as for :meth:`claims`.
        """
        asked = places_asked(known=known, stated_by=stated_by, kind=kind, first=first, last=last)
        with self._store.reading() as connection:
            return set(connection.scalars(asked))

    def reports(self, *, known: date | None = None) -> list[ReportRow]:
        """List the reports known by then (as for :meth:`claims`), by day published; undated ones last."""
        with self._store.reading() as connection:
            return [ReportRow(**row) for row in connection.execute(reports_asked(known)).mappings()]

    def theatres(self, *, known: date | None = None) -> set[str]:
        """Name the theatres of the reports known by then (as for :meth:`claims`)."""
        with self._store.reading() as connection:
            return set(connection.scalars(theatres_asked(known)))

    def text(self, sha256: str) -> str:
        """Give the decoded text that the offsets of the report's claims in force count in.

        Raises:
            RecordError: no such report is on record.

        """
        latest = select(readings.c.text).where(readings.c.report == sha256).order_by(readings.c.rank.desc()).limit(1)
        with self._store.reading() as connection:
            kept = connection.execute(latest).scalar()
        return bytes_text(self._plain(kept, sha256))

    def data(self, sha256: str) -> bytes:
        """Give the original bytes of a report.

        Raises:
            RecordError: no such report is on record.

        """
        with self._store.reading() as connection:
            kept = connection.execute(select(reports.c.sha256).where(reports.c.sha256 == sha256)).scalar()
        return self._plain(kept, sha256)

    def _plain(self, kept: str | None, report: str) -> bytes:
        asked = select(contents.c.packing, contents.c.packed).where(contents.c.sha256 == kept)
        with self._store.reading() as connection:
            row = connection.execute(asked).first()
        if kept is None or row is None:
            raise RecordError(f"{self._store.where}: no report {report} is on record")
        return unpacked(row.packing, row.packed)

    def theatre(self) -> str | None:
        """Name the theatre of the report read last; None when there is none."""
        joined = readings.join(reports, readings.c.report == reports.c.sha256)
        asked = select(reports.c.theatre).select_from(joined).order_by(readings.c.seq.desc()).limit(1)
        with self._store.reading() as connection:
            return connection.execute(asked).scalar()

    def judge(
        self,
        action: str,
        *,
        claims: Sequence[Claim] = (),
        reports: Sequence[str] = (),
        value: Mapping[str, Any] | None = None,
        withdraws: str | None = None,
        who: str,
        why: str,
    ) -> str:
        """Keep a person's judgement (see ``judgement.py``) and return its id.

        The same judgement of the same person, while it stands, is not added again.

        Raises:
            UsageError: who or why is empty, or the action does not go with what it is about.

        """
        now = self._clock()
        row = judgement_row(
            action,
            subjects=[Subject.of(claim) for claim in claims],
            reports=reports,
            value=value,
            withdraws=withdraws,
            who=who,
            why=why,
            at=written(now),
            learned=now.astimezone(UTC).date(),
        )
        with self._store.writing() as connection:
            return write_judgement(connection, row)

    def judgements(self, *, known: date | None = None) -> list[Judgement]:
        """List the judgements known by then (as for :meth:`claims`), with whether each then stood."""
        with self._store.reading() as connection:
            return judgements_known(connection, known)

    def erase(self, sha256: str, *, who: str, why: str) -> Erased | None:
        """Take a report's bytes and words out of the record for good; its hash and a tombstone stay.

        Returns None where it was erased before: then only the store's free space is cleaned again.

        Raises:
            UsageError: who or why is empty.
            RecordError: no such report is on record; or others are using it, so that old pages may be left.

        """
        now = self._clock()
        with self._store.writing() as connection:
            there = select(tombstones.c.report).where(tombstones.c.report == sha256)
            gone = None
            if connection.execute(there).first() is None:
                learned = now.astimezone(UTC).date()
                gone = erase(connection, sha256, who=who, why=why, at=written(now), learned=learned)
        self._store.scrub()
        return gone

    def tombstones(self) -> list[Tombstone]:
        """List what is left of erased reports, in the order in which they were erased."""
        asked = select(*(column for column in tombstones.c if column.name != "seq")).order_by(tombstones.c.seq)
        with self._store.reading() as connection:
            return [Tombstone(**row) for row in connection.execute(asked).mappings()]

    def length(self) -> int:
        """Count the log's entries: it grows with whatever is added, so that who reads again sees that there is more."""
        with self._store.reading() as connection:
            return int(connection.execute(select(func.coalesce(func.max(log.c.seq), 0))).scalar_one())

    def moments(self, first: date, last: date) -> list[date]:
        """List when, after ``first`` and up to ``last`` (days or instants), the record learned anything."""
        with self._store.reading() as connection:
            return moments(connection, first, last)

    def state(self, known: date) -> State:
        """Give the record as of a day or instant: claims as read, the reports known, the judgements."""
        rows = self.reports(known=known)
        return State(
            claims=self.claims(known=known),
            reports=frozenset(row.sha256 for row in rows),
            judgements=self.judgements(known=known),
        )

    def export(self, path: Path) -> None:
        """Write the whole record, verified first, into one new file (see ``bundle.py``): same record, same bytes.

        Raises:
            RecordError: the file is there already or cannot be written; or a row does not hold.

        """
        if path.exists():
            raise RecordError(f"{path}: is there already; name a new file")
        part = path.with_name(f"{path.name}.part")
        try:
            part.touch(mode=0o600)
            with self._store.reading() as connection:
                audit(connection)
                write_bundle(connection, part)
            part.replace(path)
        except OSError as error:
            raise RecordError(f"{path}: cannot be written ({error.strerror}); name another file") from error
        finally:
            part.unlink(missing_ok=True)

    def take(self, path: Path, *, learned: date | None = None, erasures: bool = False) -> Taken:
        """Bring in a file that :meth:`export` wrote: all that is not here yet, or nothing if anything fails.

        ``learned`` is the day from which a merge is known here (None: today); ``erasures``: reports erased there are
        erased here too.

        Raises:
            RecordError: it is no such file, is broken, or was changed; this record is as it was.

        """
        now = self._clock()
        day = learned or now.astimezone(UTC).date()
        with opened_bundle(path) as source, self._store.writing() as target:
            taken = take(source, target, path, at=written(now), learned=day, erasures=erasures)
        if taken.erased:
            self._store.scrub()
        return taken

    def verify(self) -> None:
        """Check every row against the log's hash chain, and every content id against its content.

        Sheets (``sheets.py``) are thrown away, so that the next pictures rest on rows that were checked.

        Raises:
            RecordError: a row was changed, taken away, or added behind the record's back; says which.

        """
        try:
            with self._store.reading() as connection:
                audit(connection)
                made = connection.execute(select(sheets.c.place).limit(1)).first()
            if made is not None:
                with self._store.writing() as connection:
                    connection.execute(delete(sheets))
        except RecordError as error:
            where = self._store.where
            raise error if str(error).startswith(where) else RecordError(f"{where}: {error}") from None
