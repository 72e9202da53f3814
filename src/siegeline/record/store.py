"""Store: the database behind a record; its transactions, and its errors in words for the user."""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from siegeline.errors import MissingExtraError, RecordError

BUSY_SECONDS = 60
# Any fixed number: PostgreSQL's writers queue on it, as SQLite's do on the file.
_WRITERS_LOCK = 5_130_416
_DISK_FULL = "53100"  # PostgreSQL, appendix A: error codes


class Store:
    """An open database. ``where`` names it for the user: a path, or the URL without its password.

    Raises:
        RecordError: the URL names no database that this can use.
        MissingExtraError: the driver for PostgreSQL is not installed.

    """

    def __init__(self, url: str) -> None:
        try:
            parsed = make_url(url)
            if parsed.get_backend_name() not in ("sqlite", "postgresql"):
                raise ValueError("neither SQLite nor PostgreSQL")
            self.where = _named(parsed)
            self.sqlite = parsed.get_backend_name() == "sqlite"
            options = {"connect_args": {"timeout": BUSY_SECONDS}} if self.sqlite else {"pool_pre_ping": True}
            self._engine = create_engine(parsed, **options)
        except ModuleNotFoundError as error:
            raise MissingExtraError("a record in PostgreSQL", "postgresql") from error
        except (ArgumentError, NoSuchModuleError, ValueError) as error:
            shown = url.rsplit("@", maxsplit=1)[-1]
            advice = "name a file, or write postgresql+psycopg://HOST/NAME"
            raise RecordError(f"{shown}: is no database that a record can be in; {advice}") from error
        if self.sqlite:
            event.listen(self._engine, "connect", _plain_sqlite)
            event.listen(self._engine, "begin", _begin)
        self._writers = self._engine.execution_options(writing=True)
        self._file = Path(parsed.database) if self.sqlite and parsed.database not in (None, "", ":memory:") else None

    @property
    def missing(self) -> bool:
        """Whether this is a file that does not exist yet."""
        return self._file is not None and not self._file.exists()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Connect so as to see one moment of the record, whatever others write meanwhile."""
        with self.telling(), self._engine.connect() as connection:
            yield (connection if self.sqlite else connection.execution_options(isolation_level="REPEATABLE READ"))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Connect as the one writer: others wait; all of it is kept, or nothing if an error is raised."""
        with self.telling(), self._writers.begin() as connection:
            if not self.sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS_LOCK})
            yield connection

    @contextmanager
    def trying(self) -> Iterator[Connection | None]:
        """Connect as :meth:`writing` does, or give None where somebody else is writing: nobody waits for this."""
        with self.telling(), self._engine.connect() as connection:
            if not self.sqlite:
                alone = connection.execute(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _WRITERS_LOCK})
                yield connection if alone.scalar_one() else None
                connection.commit()
                return
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA busy_timeout=0").close()
            try:
                writing = connection.execution_options(writing=True)
                try:
                    writing.begin()
                except DBAPIError:
                    yield None
                    return
                yield writing
                writing.commit()
            finally:
                connection.rollback()
                driver.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}").close()

    def use_wal(self) -> None:
        """Let readers of a SQLite file read while somebody writes; kept in the file."""
        if not self.sqlite:
            return
        patience = time.monotonic() + BUSY_SECONDS
        with self.telling(), self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            # While others make the same switch, SQLite answers BUSY at once: it does not wait here as elsewhere.
            while driver is not None:
                try:
                    driver.execute("PRAGMA journal_mode=WAL").close()
                    return
                except sqlite3.OperationalError as error:
                    if not _is_busy(error) or time.monotonic() > patience:
                        raise
                time.sleep(random.uniform(0.001, 0.02))  # noqa: S311

    def scrub(self) -> None:
        """Make the files anew without what was deleted: free pages and the write-ahead log hold nothing of it.

        Raises:
            RecordError: somebody else is using the record, and did not let go.

        """
        with self.telling(), self._engine.connect() as connection:
            if not self.sqlite:
                connection.rollback()
                alone = connection.execution_options(isolation_level="AUTOCOMMIT")
                tables = "contents, reports, statements, readings, claims, judgements, sheets"
                alone.exec_driver_sql(f"VACUUM (FULL) {tables}")
                return
            driver: Any = connection.connection.driver_connection
            driver.execute("VACUUM").close()
            cursor = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            [(busy, *_)] = cursor.fetchall()
            cursor.close()
        if busy:
            raise RecordError(
                f"{self.where}: the words are gone from the record, but others are reading it and may keep its old "
                "pages; let them end, then give the same command again"
            )

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turn the database's errors into a ``RecordError`` of one line."""
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            told = self._told(error.orig if isinstance(error, DBAPIError) else error)
            raise RecordError(f"{self.where}: {told}") from error
        except SQLAlchemyError as error:
            raise RecordError(f"{self.where}: {_first_line(error)}") from error

    def _told(self, error: BaseException | None) -> str:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith("SQLITE_NOTADB"):
            return "is not a database; name another file with --record"
        if name.startswith("SQLITE_CORRUPT"):
            return "the file is damaged; restore it from a copy"
        if name.startswith("SQLITE_CANTOPEN"):
            return self._why_closed()
        if name.startswith("SQLITE_READONLY"):
            return "cannot be written; change its permissions or name another file with --record"
        if name.startswith("SQLITE_BUSY"):
            return f"somebody else has been writing for {BUSY_SECONDS} seconds; try again later"
        if name.startswith("SQLITE_FULL") or getattr(error, "sqlstate", None) == _DISK_FULL:
            return "the disk is full; make room and do it again: what was on record before is still there"
        if name.startswith("SQLITE_IOERR"):
            return "the disk is full or fails; see to it and do it again: what was on record before is still there"
        return _first_line(error)

    def _why_closed(self) -> str:
        if self._file and self._file.is_dir():
            return "is a folder; name a file in it"
        if self._file and not self._file.parent.is_dir():
            return f"the folder {self._file.parent} does not exist; make it or name another file with --record"
        return "cannot be opened or written; check the permissions or name another file with --record"


def _named(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return url.database or "the record in memory"
    return url.render_as_string(hide_password=True)


def _is_busy(error: sqlite3.Error) -> bool:
    """Whether somebody else holds the file; PROTOCOL is what a race for the WAL index ends in."""
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"))


def _first_line(error: BaseException | None) -> str:
    return (str(error).strip().splitlines() or ["the database failed"])[0]


def _plain_sqlite(driver: sqlite3.Connection, _: object) -> None:
    driver.isolation_level = None  # the driver's own BEGIN comes too late; see _begin
    driver.execute("PRAGMA foreign_keys=ON").close()
    driver.execute("PRAGMA secure_delete=ON").fetchall()  # what is erased is overwritten, not only let go


def _begin(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    # A writer takes its lock first: one that read before it wrote could be refused in the middle.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")
