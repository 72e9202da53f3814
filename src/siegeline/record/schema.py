"""The schema's version: made, brought up to date through Alembic, or refused when it is newer than ours."""

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select

from siegeline.errors import RecordError
from siegeline.record.store import Store
from siegeline.record.tables import metadata, readings

HEAD = "0004"
VERSION_TABLE = "record_version"
MIGRATIONS = Path(__file__).parent / "migrations"

_version = Table(VERSION_TABLE, MetaData(), Column("version_num", String(32), primary_key=True))


def prepare(store: Store, *, create: bool) -> None:
    """Leave the newest schema in the store; cheap when it is there.

    Raises:
        RecordError: there is nothing yet and ``create`` is False; the database is something else's, or was
            made by a newer siegeline.

    """
    if store.missing and not create:
        raise _empty(store)
    with store.reading() as connection:
        found = _found(connection, store)
        filled = found == HEAD and (create or connection.execute(select(readings.c.id).limit(1)).first())
    if filled:
        return
    if not create and found in (None, HEAD):
        raise _empty(store)
    if found is None:
        store.use_wal()
    with store.writing() as connection:
        _upgrade(connection, _found(connection, store), store)


def _found(connection: Connection, store: Store) -> str | None:
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        return connection.execute(select(_version.c.version_num)).scalar() or "none"
    if tables & set(metadata.tables) or (tables and store.sqlite):
        raise RecordError(f"{store.where}: holds something else, not a siegeline record; name another with --record")
    return None


def _upgrade(connection: Connection, found: str | None, store: Store) -> None:
    if found == HEAD:  # somebody else was quicker
        return
    # Alembic costs more to import than a record to open, and is needed once a version.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise RecordError(
            f"{store.where}: was made by a newer version of siegeline "
            f"(schema {found}, this one knows {HEAD}); update siegeline"
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _empty(store: Store) -> RecordError:
    return RecordError(f"{store.where}: the record is empty; fill it with: siegeline read PATH")
