"""reports.csv, and where it is broken."""

from datetime import date
from pathlib import Path

import pytest

from siegeline.errors import InputError
from siegeline.reports.known import Known
from siegeline.reports.table import Table, table_in


def table(folder: Path, text: str, encoding: str = "utf-8") -> Table:
    (folder / "reports.csv").write_bytes(text.encode(encoding))
    return table_in(folder)


def test_no_table_knows_nothing(tmp_path: Path) -> None:
    assert table_in(tmp_path).known("a.txt") == Known()


def test_empty_cells_extra_columns_and_blank_lines(tmp_path: Path) -> None:
    text = (
        "file,note,Published,source,translated_from\r\n"
        '"a, b.txt",x,2016-08-07,"Orient, weekly",de\r\n\r\n'
        "./c.txt,,,\r\n"
    )
    read = table(tmp_path, text)
    assert read.known("a, b.txt") == Known(published=date(2016, 8, 7), source="Orient, weekly")
    assert read.known("c.txt") == Known()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_as_spreadsheets_save_it(tmp_path: Path, encoding: str) -> None:
    read = table(tmp_path, "file;source\r\na.txt;Süddeutsche, Köln\r\n", encoding)
    assert read.known("a.txt").source == "Süddeutsche, Köln"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("source,published\nx,2016-08-07\n", "line 1 names no column 'file'; the first line must be: file,"),
        ("file,source,source\n", "line 1, column source: is there twice"),
        ("file,source\n,Citadel\n", "line 2, column file: is empty"),
        ("file\na.txt\n\na.txt\n", "line 4, column file: names a.txt again, as on line 2"),
        ("file,source\na.txt,One, two\n", "line 2 has 3 columns where the first line has 2; put cells"),
        ('file,source\na.txt,"One\n', "is no CSV (unexpected end of data)"),
    ],
)
def test_a_table_of_no_use(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        table(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / 'reports.csv'}: ")
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("published", "2016-02-30"),
        ("published", "2016-08"),
        ("published", "20160806"),
        ("published", "6 August 2016"),
        ("leaning", "government"),
        ("language", "English, I think"),
    ],
)
def test_a_bad_cell_says_line_and_column_and_spares_the_other_rows(
    tmp_path: Path, column: str, cell: str
) -> None:
    read = table(tmp_path, f'file,source,{column}\na.txt,Citadel,\nb.txt,Banner,"{cell}"\n')
    assert read.known("a.txt") == Known(source="Citadel")
    with pytest.raises(InputError) as caught:
        read.known("b.txt")
    assert f"line 3, column {column}: '{cell}' is not understood; write" in str(caught.value)
