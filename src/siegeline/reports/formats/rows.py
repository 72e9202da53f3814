"""Tables of reports, one a row: CSV, XLSX and JSON lines with a column for the text."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from io import StringIO
from typing import Any

import yaml

from siegeline import __version__
from siegeline.errors import InputError
from siegeline.reports.formats.day import day_in
from siegeline.reports.formats.document import Document
from siegeline.reports.formats.html import headed
from siegeline.reports.refusal import handing_over, shown
from siegeline.reports.table import LANGUAGE, LEANING

EXTRACTOR = f"siegeline {__version__}"
_LONGEST_CELL = 32 << 20

Problem = Callable[[InputError], None]
# its name ("line 7"), its cells by column, and its own bytes where it has such
Row = tuple[str, Mapping[str, Any], bytes | None]


@cache
def columns() -> Mapping[str, tuple[str, ...]]:
    """What each column may be called."""
    told = yaml.safe_load(resources.files(__package__).joinpath("columns.yaml").read_text("utf-8"))
    return {name: tuple(called) for name, called in told.items()}


def documents_in_rows(rows: Iterable[Row], *, where: str, on_problem: Problem | None) -> Iterator[Document]:
    """Make a document of each row; a row without text is passed by, one with a bad day is left out and told of.

    A row that has no bytes of its own gets its cells as a JSON object, in the order of the columns.

    Raises:
        InputError: no row has a column for the text; without ``on_problem``, also for a row.

    """
    seen: dict[str, None] = {}
    any_text = False
    for part, cells, data in rows:
        row = {str(name).strip().lower(): value for name, value in cells.items()}
        seen |= dict.fromkeys(row)
        any_text = any_text or any(name in row for name in columns()["text"])
        with handing_over(on_problem):
            document = _document(part, row, where)
            if document is not None:
                own = data if data is not None else json.dumps(dict(cells), ensure_ascii=False).encode()
                yield Document(**{**{name: getattr(document, name) for name in document.__slots__}, "data": own})
    if not any_text:
        named = ", ".join(shown(name) for name in list(seen)[:12] if name) or "no columns"
        advice = f"call the column with the reports' text 'text' (there are: {named})"
        raise InputError(where, "is a table without a column for the text", advice)


def _document(part: str, row: Mapping[str, Any], where: str) -> Document | None:
    cell = {name: _cell(row, called) for name, called in columns().items()}
    text = cell["text"]
    if text is None:
        return None
    day = cell["published"]
    published = day_in(day) if day else None
    if day and published is None:
        what = f"{part}: the day of publication '{shown(day)[:40]}' is not understood"
        raise InputError(where, what, "write it as YYYY-MM-DD, or leave it empty")
    for name, pattern in (("leaning", LEANING), ("language", LANGUAGE)):
        value = cell[name] = (cell[name] or "").lower() or None
        if value and not pattern.fullmatch(value):
            what = f"{part}: the {name} '{shown(value)[:40]}' is not understood"
            raise InputError(where, what, "write independent, pro-SIDE or anti-SIDE, and a code such as en, or nothing")
    told = {name: cell[name] for name in ("source", "author", "leaning", "language", "address", "title")}
    text = headed(cell["title"], text)
    return Document(text=text, extractor=EXTRACTOR, published=published, part=part, **told)  # type: ignore[arg-type]


def _cell(row: Mapping[str, Any], called: Iterable[str]) -> str | None:
    for name in called:
        value = row.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)  # a day as a number in JSON is read, or told of, as one in words is
        if isinstance(value, str) and value.strip():
            return value.replace("\0", "\ufffd").strip()
    return None


def csv_rows(text: str, *, where: str) -> Iterator[Row]:
    """The rows of a CSV with commas, semicolons or tabs, by the columns that its first line names.

    Raises:
        InputError: it is no CSV from some line on.

    """
    header = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    before = csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not names:
                names = cells
                plain = [name.strip().lower() for name in names]
                if twice := next((name for name in plain if name and plain.count(name) > 1), None):
                    raise InputError(where, f"has two columns called {shown(twice)[:40]!r}", "leave one of them out")
            elif len(cells) > len(names):
                what = f"line {reader.line_num} has {len(cells)} columns where the first line has {len(names)}"
                raise InputError(where, what, "put cells that hold a comma in double quotes")
            else:
                yield f"line {reader.line_num}", dict(zip(names, cells, strict=False)), None
    except csv.Error as error:
        what = f"line {reader.line_num} is no CSV ({error})"
        raise InputError(where, what, "check the double quotes, or save it as CSV again") from error
    finally:
        csv.field_size_limit(before)


def json_rows(text: str, *, where: str, on_problem: Problem | None) -> Iterator[Row]:
    """The objects of a file of JSON lines; a line that is none is told of.

    Raises:
        InputError: a line is no JSON object, without ``on_problem``.

    """
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        with handing_over(on_problem):
            yield f"line {number}", _object(line, where, number), line.strip().encode("utf-8", "surrogatepass")


def _object(line: str, where: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        why = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise InputError(where, f"line {number} is no JSON ({why})", "write one JSON object a line") from error
    if not isinstance(row, dict):
        raise InputError(where, f"line {number} is no JSON object", "write one JSON object a line")
    return row
