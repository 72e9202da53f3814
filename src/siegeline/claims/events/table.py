"""Table: the rows of a CSV of events, one by one, and what their cells say; files may be larger than memory."""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import chain

from siegeline.claims.events.source import Source
from siegeline.errors import InputError
from siegeline.reports.refusal import shown

_LONGEST_CELL = 1 << 20
_LONG_DAY = ("%d %B %Y", "%d %b %Y", "%d-%B-%Y", "%d-%b-%Y", "%B %d, %Y")
Cells = Mapping[str, str]


def rows_in(source: Source) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row's name ("line 7") and its cells by column; commas, semicolons or tabs, UTF-8.

    Raises:
        InputError: it cannot be read, is empty, or is no CSV from some line on.
    """
    where = shown(source.name)
    before = csv.field_size_limit(_LONGEST_CELL)
    line = 0
    try:
        with source.lines() as lines:
            header = next(lines, "")
            delimiter = max(",;\t", key=header.count)
            reader = csv.reader(chain([header], lines), delimiter=delimiter, strict=True)
            names = [name.strip() for name in next(reader, [])]
            if not any(names):
                raise InputError(where, "is empty", "name the CSV as you got it")
            if twice := next((name for name in names if name and names.count(name) > 1), None):
                raise InputError(where, f"has two columns called {shown(twice)[:40]!r}", "leave one of them out")
            for cells in reader:
                line = reader.line_num
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) != len(names):
                    what = f"line {line} has {len(cells)} columns where the first line has {len(names)}"
                    raise InputError(where, what, "put cells that hold a comma in double quotes")
                told = {name: cell.replace("\0", "\ufffd").strip() for name, cell in zip(names, cells, strict=True)}
                yield f"line {line}", told
    except UnicodeDecodeError as error:
        raise InputError(where, f"is no UTF-8 after line {line}", "save it as CSV in UTF-8") from error
    except csv.Error as error:
        what = f"line {line + 1} is no CSV ({error})"
        raise InputError(where, what, "check the double quotes, or get the file again") from error
    finally:
        csv.field_size_limit(before)


class Row:
    """A row's cells, asked for by what they must be. Each question raises an InputError that names the row."""

    def __init__(self, cells: Cells, *, file: str, where: str) -> None:
        self.cells, self.file, self.where = cells, file, where

    def wrong(self, what: str, advice: str) -> InputError:
        """The refusal of this row."""
        return InputError(shown(self.file), f"{self.where}: {what}", advice)

    def text(self, name: str) -> str | None:
        """The cell's text; None where it is empty or there is no such column."""
        return self.cells.get(name) or None

    def day(self, name: str) -> date:
        """The cell's day: 2016-08-06, 20160806, 06 August 2016, or the first of these with a time after it."""
        told = self.text(name)
        if told is None:
            raise self.wrong(f"{name} is empty", "give the day, or leave the row out")
        try:
            if re.fullmatch(r"\d{8}", told):
                return datetime.strptime(told, "%Y%m%d").date()
            if re.match(r"\d{4}-\d{2}-\d{2}(?:[ T]|$)", told):
                return date.fromisoformat(told[:10])
        except ValueError:
            pass
        for form in _LONG_DAY:
            try:
                return datetime.strptime(told, form).date()
            except ValueError:
                continue
        raise self.wrong(f"{name} {shown(told)[:40]!r} is no day", "write it as 2016-08-06")

    def number(self, name: str) -> int | None:
        """The cell's whole number, none below 0; None where it is empty."""
        told = self.text(name)
        if told is None:
            return None
        if not re.fullmatch(r"\d{1,9}(?:\.0+)?", told):
            raise self.wrong(f"{name} {shown(told)[:40]!r} is no number", "write a whole number, or leave it empty")
        return int(told.partition(".")[0])

    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude; None where both are empty."""
        told = self.text("latitude"), self.text("longitude")
        if told == (None, None):
            return None
        try:
            lat, lon = (float(one or "") for one in told)
            if not (-90 <= lat <= 90 and -180 <= lon <= 180):
                raise ValueError
        except ValueError:
            raise self.wrong(
                f"latitude and longitude {told[0] or ''!r}, {told[1] or ''!r} are no point",
                "write degrees, such as 36.2",
            ) from None
        return lat, lon

    def code(self, name: str, most: int) -> int | None:
        """The cell's code, 1 to ``most``; None where it is empty."""
        told = self.number(name)
        if told is not None and not 1 <= told <= most:
            raise self.wrong(f"{name} {told} is no code", f"write 1 to {most}")
        return told
