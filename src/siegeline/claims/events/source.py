"""Source: a CSV of events as its makers give it – as it is, or in a ZIP, as VIINA's and UCDP's come – line by line."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from siegeline.errors import InputError
from siegeline.reports.content import unreadable
from siegeline.reports.refusal import shown

LARGEST_GIB = 4
MOST_TIMES = 200  # that a CSV unpacks to; of real ones 5 to 30
_SMALL = 64 << 20  # bytes that do no harm, however well they were packed
_LONGEST_LINE = 4 << 20
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_SUFFIXES = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class Source:
    """A CSV: the file at ``path``, or the ``member`` of the ZIP there."""

    path: str
    member: str | None = None

    @property
    def name(self) -> str:
        """The file's path; that of what stands in a ZIP goes on with its name there."""
        return f"{self.path}/{self.member}" if self.member else self.path

    @contextmanager
    def lines(self) -> Iterator[Iterator[str]]:
        """Its lines, each with its end, as UTF-8.

        Raises:
            InputError: it cannot be read, or is broken from some line on.
        """
        try:
            if self.member is None:
                with Path(self.path).open("rb") as file:
                    yield self._lines(file)
            else:
                with zipfile.ZipFile(self.path) as packed, packed.open(self.member) as file:
                    yield self._lines(file)
        except OSError as error:
            raise unreadable(self.path, error) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise InputError(shown(self.name), "is broken in its ZIP from some line on", "fetch it again") from error

    def _lines(self, file: IO[bytes]) -> Iterator[str]:
        with io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
            while line := text.readline(_LONGEST_LINE):
                if len(line) == _LONGEST_LINE and not line.endswith(("\n", "\r")):
                    what = f"has a line of more than {_LONGEST_LINE >> 20} million characters"
                    raise InputError(shown(self.name), what, "name the CSV as you got it")
                yield line


def sources_in(path: str) -> list[Source]:
    """The CSV at a path, or those in the ZIP there; what else stands in the ZIP is passed by.

    Raises:
        InputError: it cannot be read; the ZIP is broken, locked, holds no CSV, or one that unpacks to more than can be
            meant.
    """
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            return [Source(path)]
        with Path(path).open("rb") as file:
            if not file.read(4).startswith(_ZIP):
                return [Source(path)]
        with zipfile.ZipFile(path) as packed:
            members = [one for one in packed.infolist() if _is_csv(one.filename)]
    except OSError as error:
        raise unreadable(path, error) from error
    except (zipfile.BadZipFile, ValueError) as error:
        raise InputError(shown(path), "is a ZIP that is cut off or broken", "fetch it again") from error
    if not members:
        raise InputError(shown(path), "is a ZIP without a CSV in it", "name the CSV, or its ZIP as you got it")
    for one in members:
        _check(one, path)
    return [Source(path, one.filename) for one in members]


def _is_csv(name: str) -> bool:
    """Whether a member is a table; macOS packs hidden twins of files beside them."""
    parts = name.split("/")
    return name.lower().endswith(_SUFFIXES) and not any(part.startswith((".", "__MACOSX")) for part in parts)


def _check(one: zipfile.ZipInfo, path: str) -> None:
    """Refuse what would take for ever to unpack. No more is unpacked than a member says, whatever it holds."""
    where = shown(f"{path}/{one.filename}")
    if one.flag_bits & 1:
        raise InputError(where, "is locked with a password", "unpack it, and name the CSV")
    if one.compress_type not in _METHODS:
        raise InputError(where, "is packed in a way that is not read here", "unpack it, and name the CSV")
    if one.file_size > LARGEST_GIB << 30:
        raise InputError(where, f"unpacks to more than {LARGEST_GIB} GiB", "unpack it, and name the CSV")
    if one.file_size > _SMALL and one.file_size > MOST_TIMES * one.compress_size:
        what = f"unpacks to {one.file_size // max(one.compress_size, 1):,} times its size, as no table does"
        raise InputError(where, what, "look where it is from")
