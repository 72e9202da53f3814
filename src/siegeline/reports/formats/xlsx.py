"""XLSX tables, by openpyxl: the first sheet, whose first row names the columns."""

import datetime
import re
import zipfile
from io import BytesIO
from typing import Any

from siegeline.reports.formats.document import NotReadError

UNPACKED_MIB = 256
_FORMULA = re.compile(rb"<f[\s>/]")


def rows(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """The name ("row 7") and the cells of each row that is not blank, as text; days and times as ISO 8601.

    Raises:
        NotReadError: broken, unpacks to too much, or has a formula that no program has worked out.

    """
    import openpyxl

    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            size = sum(info.file_size for info in packed.infolist())
            if size <= UNPACKED_MIB << 20:
                sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/")]
                formulas = any(_FORMULA.search(packed.read(name)) for name in sheets)
    except zipfile.BadZipFile as error:
        raise NotReadError("is an XLSX table that is cut off or broken", "save it again, or as CSV") from error
    if size > UNPACKED_MIB << 20:
        raise NotReadError(f"unpacks to more than {UNPACKED_MIB} MiB", "save it as CSV, in parts")
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    if formulas:
        _all_worked_out(book.worksheets[0], openpyxl.load_workbook(BytesIO(data), read_only=True).worksheets[0])
    names: list[str] = []
    found: list[tuple[str, dict[str, str]]] = []
    for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
        shown = [_text(cell) for cell in cells]
        if not any(shown):
            continue
        if names:
            found.append((f"row {number}", {name: cell for name, cell in zip(names, shown, strict=False) if name}))
        else:
            names = shown
    return found


def _all_worked_out(values: Any, formulas: Any) -> None:
    """Refuse a sheet with a formula that has no value kept beside it: a program wrote it that does not reckon."""
    for shown, written in zip(values.iter_rows(), formulas.iter_rows(), strict=False):
        for value, cell in zip(shown, written, strict=False):
            if cell.data_type == "f" and value.value is None:
                what = f"cell {cell.coordinate} has a formula without a value"
                raise NotReadError(what, "open it in a spreadsheet program and save it, or write the value")


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return (cell.date() if cell.time() == datetime.time() else cell).isoformat()
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell).strip()
