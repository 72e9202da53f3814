"""The table ``reports.csv`` of a folder: what is known of its files."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from siegeline.errors import InputError
from siegeline.reports.content import content
from siegeline.reports.decoding import decoded
from siegeline.reports.known import Known
from siegeline.reports.refusal import shown

TABLE = "reports.csv"

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
LEANING = re.compile(r"independent|(pro|anti)-\S+")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows by file, named relative to the table's folder; ``broken`` holds the refusals of bad rows."""

    entries: Mapping[str, Known] = field(default_factory=dict)
    broken: Mapping[str, InputError] = field(default_factory=dict)

    def known(self, file: str) -> Known:
        """Look up what the table says of a file; a Known without values if it says nothing.

        Raises:
            InputError: the file's row is broken.

        """
        if file in self.broken:
            raise self.broken[file]
        return self.entries.get(file, Known())


def table_in(folder: Path) -> Table:
    """Read the folder's reports.csv; an empty Table where there is none.

    Columns: file, source, leaning, published (YYYY-MM-DD), language; others are left alone. Commas or
    semicolons between them, as spreadsheets write.

    Raises:
        InputError: the table as a whole is of no use: unreadable, no CSV, no column ``file``, a row that
            names no file or the same one again.

    """
    path = folder / TABLE
    try:
        if not path.is_file():
            return Table()
    except OSError:
        return Table()  # in a folder that may be listed but not entered, each file is refused by itself
    where = shown(str(path))
    entries: dict[str, Known] = {}
    broken: dict[str, InputError] = {}
    lines: dict[str, int] = {}
    for line, row in _rows(decoded(content(str(path)), where=where), where):
        file = str(Path(row["file"]))
        if not row["file"]:
            raise _refusal(where, line, "file", "is empty", "name the file, or take the line out")
        if file in lines:
            first = f"names {file} again, as on line {lines[file]}"
            raise _refusal(where, line, "file", first, "keep one of the two lines")
        lines[file] = line
        try:
            entries[file] = _known(row, where, line)
        except InputError as error:
            broken[file] = error
    return Table(entries, broken)


def _rows(text: str, where: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row that is not blank, by lower-cased column."""
    header = text.lstrip().partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] | None = None
    try:
        for cells in reader:
            row = [cell.strip() for cell in cells]
            if not any(row):
                continue
            if columns is None:
                columns = _columns(row, where, reader.line_num)
            elif len(row) > len(columns):
                what = f"has {len(row)} columns where the first line has {len(columns)}"
                advice = "put cells that hold a comma in double quotes"
                raise InputError(where, f"line {reader.line_num} {what}", advice)
            else:
                yield reader.line_num, dict(zip(columns, row + [""] * len(columns), strict=False))
    except csv.Error as error:
        what = f"line {reader.line_num} is no CSV ({error})"
        raise InputError(where, what, "check the double quotes, or save it as CSV again") from error


def _columns(row: list[str], where: str, line: int) -> list[str]:
    columns = [cell.lower() for cell in row]
    if "file" not in columns:
        advice = "the first line must be: file,source,leaning,published,language"
        raise InputError(where, f"line {line} names no column 'file'", advice)
    doubled = next((column for column in columns if column and columns.count(column) > 1), None)
    if doubled:
        raise _refusal(where, line, shown(doubled), "is there twice", "keep one of them")
    return columns


def _known(row: Mapping[str, str], where: str, line: int) -> Known:
    def cell(column: str, read: Callable[[str], Any], advice: str) -> Any:
        text = row.get(column, "")
        try:
            return read(text) if text else None
        except ValueError as error:
            what = f"'{shown(text)}' is not understood"
            raise _refusal(where, line, column, what, advice) from error

    return Known(
        source=row.get("source") or None,
        leaning=cell("leaning", _matching(LEANING), "write independent, pro-SIDE or anti-SIDE, or nothing"),
        published=cell("published", _day, "write the day as YYYY-MM-DD, or nothing"),
        language=cell("language", _matching(LANGUAGE), "write a code such as en or ar, or nothing"),
    )


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        lowered = text.lower()
        if not pattern.fullmatch(lowered):
            raise ValueError(text)
        return lowered

    return read


def _refusal(where: str, line: int, column: str, what: str, advice: str) -> InputError:
    return InputError(where, f"line {line}, column {column}: {what}", advice)
