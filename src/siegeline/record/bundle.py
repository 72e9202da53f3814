"""Bundle: a whole record as one file, a plain zip that can be opened and checked without this program.

Its members, in this order, all stored without compression and dated 1980-01-01:

- ``log.jsonl``, ``reports.jsonl``, ``statements.jsonl``, ``readings.jsonl``, ``claims.jsonl``, ``judgements.jsonl``,
  ``tombstones.jsonl``, ``erased.jsonl``: the tables, a canonical JSON object a row, in a fixed order;
- ``contents/SHA256``: the bytes of each report, and each decoded text that differs from them;
- ``manifest.json``: ``format`` ("siegeline-record"), ``version`` (of this format), ``schema``, and under ``members``
  the SHA-256 of every other member.

The same record gives the same bytes. A reader refuses other versions and members, and hashes that do not agree.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Date, Table, insert, select

from siegeline.errors import RecordError
from siegeline.record.rows import canonical, content_row, unpacked
from siegeline.record.tables import (
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

FORMAT, VERSION, SCHEMA = "siegeline-record", 1, "0002"  # the newest schema that changed rows; 0003 has indexes only
TABLES = (log, reports, statements, readings, claims, judgements, tombstones, erased)
_DATED = (1980, 1, 1, 0, 0, 0)
_LONGEST_LINE = 64 * 1024 * 1024
_LARGEST_CONTENT = 1024 * 1024 * 1024
_MANIFEST = "manifest.json"
_BATCH = 1000


def write_bundle(connection: Connection, path: Path) -> None:
    """Write everything that a connection sees into a new file."""
    members: dict[str, str] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
        for table in TABLES:
            members[f"{table.name}.jsonl"] = _write(out, f"{table.name}.jsonl", _lines(connection, table))
        for sha256 in connection.execute(select(contents.c.sha256).order_by(contents.c.sha256)).scalars().all():
            row = connection.execute(select(contents).where(contents.c.sha256 == sha256)).one()
            members[f"contents/{sha256}"] = _write(out, f"contents/{sha256}", iter([unpacked(row.packing, row.packed)]))
        manifest = {"format": FORMAT, "version": VERSION, "schema": SCHEMA, "members": members}
        _write(out, _MANIFEST, iter([canonical(manifest).encode() + b"\n"]))


def _write(out: zipfile.ZipFile, name: str, parts: Iterator[bytes]) -> str:
    info = zipfile.ZipInfo(name, _DATED)
    info.create_system = 3
    info.external_attr = 0o600 << 16
    hashed = hashlib.sha256()
    with out.open(info, "w", force_zip64=True) as member:
        for part in parts:
            hashed.update(part)
            member.write(part)
    return hashed.hexdigest()


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    order = [table.c.seq] if table in {log, statements, readings, judgements, tombstones} else list(table.primary_key)
    if table is erased:
        order = [table.c.seq, table.c.subject]
    with connection.execute(select(table).order_by(*order), execution_options={"yield_per": _BATCH}) as streamed:
        for row in streamed.mappings():
            yield canonical(dict(row)).encode() + b"\n"


def load_bundle(connection: Connection, path: Path) -> None:
    """Write a bundle's rows into an empty record, as they are; the caller verifies them after.

    Raises:
        RecordError: it is no such file, is broken, was changed, or is of a newer version.

    """
    try:
        with zipfile.ZipFile(path) as bundle:
            _load(connection, bundle, path)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise _broken(path, str(error) or "it ends too early") from error
    except OSError as error:
        raise RecordError(f"{path}: cannot be read ({error.strerror or error}); check the path") from error


def _load(connection: Connection, bundle: zipfile.ZipFile, path: Path) -> None:
    infos = {info.filename: info for info in bundle.infolist()}
    if len(infos) != len(bundle.infolist()) or any(info.compress_type for info in infos.values()):
        raise _broken(path, "its members are not plain, or stand there twice")
    members = _manifest(bundle, infos, path)
    if set(members) != set(infos) - {_MANIFEST}:
        raise _broken(path, "its members are not those that its manifest names")
    tables = {f"{table.name}.jsonl": table for table in TABLES}
    if not set(tables) <= set(members):
        raise _broken(path, f"{min(set(tables) - set(members))} is missing")
    bodies = sorted(set(members) - set(tables))
    for name in ("log.jsonl", *bodies, *(f"{table.name}.jsonl" for table in TABLES[1:])):  # rows point to those before
        if name in tables:
            told = _load_table(connection, bundle, infos[name], tables[name], path)
        else:
            told = _load_content(connection, bundle, infos[name], path)
        if told != members[name]:
            raise _broken(path, f"{name} was changed")


def _manifest(bundle: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo], path: Path) -> dict[str, str]:
    if _MANIFEST not in infos or infos[_MANIFEST].file_size > _LONGEST_LINE * 16:
        raise RecordError(f"{path}: is no exported record; make one with 'siegeline record export FILE'")
    try:
        manifest = json.loads(bundle.read(_MANIFEST))
        known = (manifest["format"], manifest["version"], manifest["schema"])
        members = {str(name): str(sha256) for name, sha256 in manifest["members"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _broken(path, "its manifest cannot be read") from error
    if known != (FORMAT, VERSION, SCHEMA):
        raise RecordError(
            f"{path}: is {known[0]} {known[1]}, schema {known[2]}; this version reads {FORMAT} {VERSION}, "
            f"schema {SCHEMA}: update siegeline on both sides"
        )
    return members


def _load_table(
    connection: Connection, bundle: zipfile.ZipFile, info: zipfile.ZipInfo, table: Table, path: Path
) -> str:
    hashed, batch = hashlib.sha256(), []
    with bundle.open(info) as member:
        while line := member.readline(_LONGEST_LINE):
            hashed.update(line)
            batch.append(_row(table, line, path))
            if len(batch) == _BATCH:
                connection.execute(insert(table), batch)
                batch = []
    if batch:
        connection.execute(insert(table), batch)
    return hashed.hexdigest()


def _row(table: Table, line: bytes, path: Path) -> dict[str, Any]:
    try:
        row: dict[str, Any] = json.loads(line)
        if set(row) != set(table.c.keys()):
            raise ValueError(f"its fields are not those of {table.name}")
        for column in table.c:
            value, wanted = row[column.name], date if isinstance(column.type, Date) else column.type.python_type
            if value is not None and wanted is date:
                row[column.name] = date.fromisoformat(value)
            elif value is not None and (not isinstance(value, wanted) or isinstance(value, bool)):
                raise ValueError(f"{column.name} is no {wanted.__name__}")
            elif value is None and not column.nullable:
                raise ValueError(f"{column.name} is empty")
    except (ValueError, TypeError, RecursionError, AttributeError) as error:
        raise _broken(path, f"a line of {table.name}.jsonl is not a row ({error})") from error
    return row


def _load_content(connection: Connection, bundle: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> str:
    if info.file_size > _LARGEST_CONTENT or not info.filename.startswith("contents/"):
        raise _broken(path, f"{info.filename} has no place in it")
    plain = bundle.read(info)
    row = content_row(plain)
    if f"contents/{row['sha256']}" != info.filename:
        raise _broken(path, f"{info.filename} was changed")
    connection.execute(insert(contents), row)
    return str(row["sha256"])


def _broken(path: Path, why: str) -> RecordError:
    return RecordError(f"{path}: is broken or was changed: {' '.join(why.split())}; get it again from whoever made it")
