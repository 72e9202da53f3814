"""Parcel: what was read in many reports, as rows of Parquet files that another machine wrote, to be taken in here."""

import importlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from siegeline.claims.claim import Claim
from siegeline.claims.claimjson import claim_from_text
from siegeline.errors import InputError, MissingExtraError
from siegeline.reports.report import Report

_KEPT = tuple(item.name for item in fields(Report) if item.name not in {"data", "told"})
_DAYS = ("published", "made")
_ROWS = 256  # that are in memory at a time
_MAKE = "make it with 'siegeline read --engine spark'"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A report with the claims that ``reader`` found in it with the data of ``theatre``.

    Where it could not be read there is no report, and ``error`` says of ``file`` why.
    """

    file: str
    report: Report | None = None
    claims: tuple[Claim, ...] = ()
    theatre: str = ""
    reader: str = ""
    error: str | None = None

    def row(self) -> dict[str, Any]:
        """The parcel as a row of :func:`schema`."""
        one = self.report
        told = {name: getattr(one, name) for name in _KEPT} if one else dict.fromkeys(_KEPT)
        return told | {
            "file": self.file,
            "sha256": one and one.sha256,
            "data": one and one.data,
            "told": json.dumps(dict(one.told), sort_keys=True) if one else None,
            "theatre": self.theatre or None,
            "reader": self.reader or None,
            "claims": [_text(claim) for claim in self.claims],
            "error": self.error,
        }


def _text(claim: Claim) -> str:
    """A claim's JSON, its confidence to the last digit: the record keeps that."""
    return json.dumps(claim.as_json() | {"confidence": claim.confidence}, ensure_ascii=False)


def schema() -> Any:
    """The Arrow schema of the rows.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    arrow = _arrow("pyarrow")
    kinds = {name: arrow.date32() if name in _DAYS else arrow.string() for name in _KEPT}
    kinds |= {"sha256": arrow.string(), "data": arrow.binary(), "told": arrow.string(), "theatre": arrow.string()}
    kinds |= {"reader": arrow.string(), "claims": arrow.list_(arrow.string()), "error": arrow.string()}
    return arrow.schema(list(kinds.items()))


def parcels(folder: Path) -> Iterator[Parcel]:
    """The parcels in a folder of Parquet files, file after file.

    Raises:
        InputError: there is no such file, or one is not as it was written: cut off, without a column, with a claim that
            is none.
        MissingExtraError: pyarrow is not installed.
    """
    files = _arrow("pyarrow.parquet")
    found = sorted(one for one in folder.rglob("*.parquet") if not one.name.startswith((".", "_")))
    if not found:
        raise InputError(str(folder), "holds no Parquet files", _MAKE)
    for path in found:
        try:
            with files.ParquetFile(path) as opened:
                for batch in opened.iter_batches(batch_size=_ROWS):
                    yield from map(_parcel, batch.to_pylist())
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            what = f"does not hold what was read ({type(error).__name__}: {error})"
            raise InputError(str(path), " ".join(what.split()), _MAKE) from error


def _parcel(row: Mapping[str, Any]) -> Parcel:
    if row["error"] is not None:
        return Parcel(row["file"], error=row["error"])
    report = Report(data=row["data"], told=json.loads(row["told"]), **{name: row[name] for name in _KEPT})
    if report.sha256 != row["sha256"]:
        raise ValueError(f"the bytes of {row['file']} are not those that were read")
    return Parcel(row["file"], report, tuple(map(claim_from_text, row["claims"])), row["theatre"], row["reader"])


def batch_of(some: Sequence[Parcel]) -> Any:
    """Parcels as an Arrow record batch."""
    return _arrow("pyarrow").RecordBatch.from_pylist([one.row() for one in some], schema=schema())


def _arrow(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingExtraError("what was read on many machines", "publish") from error
