"""Tables of reports: rows that are read, rows that are told of."""

from datetime import date
from pathlib import Path

import pytest

from siegeline.errors import InputError
from siegeline.reports import Report, read_paths
from siegeline.reports.formats.rows import csv_rows, documents_in_rows, json_rows


def reports(path: Path, text: str) -> tuple[list[Report], list[str]]:
    path.write_text(text, encoding="utf-8")
    problems: list[InputError] = []
    return list(read_paths([str(path)], on_problem=problems.append)), [str(one) for one in problems]


def test_json_lines_keep_their_bytes(tmp_path: Path) -> None:
    line = '{"Headline":"Road cut","body":"The army cut the road.","date":"2016-07-18T23:30:00+03:00","n":[1]}'
    (report,), problems = reports(tmp_path / "a.jsonl", f"\n{line}\n")
    assert (report.text, report.published, report.title) == (
        "Road cut\n\nThe army cut the road.",
        date(2016, 7, 18),
        "Road cut",
    )
    assert (report.data, report.file, problems) == (line.encode(), f"{tmp_path / 'a.jsonl'}#line 2", [])


def test_a_bad_line_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    lines = ["[1]", '{"text":', '{"text":"a","date":"7.8.2016"}', "[" * 100_000]
    lines += ['{"text":"Aleppo is besieged."}', '{"text":"b","leaning":"left"}']
    found, problems = reports(tmp_path / "a.jsonl", "\n".join(lines))
    assert [report.text for report in found] == ["Aleppo is besieged."]
    assert [problem.split("; ")[0].partition("a.jsonl: ")[2][:50] for problem in problems] == [
        "line 1 is no JSON object",
        "line 2 is no JSON (Expecting value: line 1 column ",
        "line 3: the day of publication '7.8.2016' is not u",
        "line 4 is no JSON (nested too deeply)",
        "line 6: the leaning 'left' is not understood",
    ]
    assert all(len(problem.splitlines()) == 1 for problem in problems)


def test_without_a_taker_the_first_bad_line_raises(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text":"a"}\n7\n')
    with pytest.raises(InputError, match="line 2 is no JSON object; write one JSON object a line"):
        list(read_paths([str(tmp_path / "a.jsonl")]))


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_semicolons_tabs_and_empty_texts(tmp_path: Path, suffix: str) -> None:
    mark = ";" if suffix == "csv" else "\t"
    rows = [["Text", "Published"], ["The army, it is said, cut the road", "2016-07-18"], [" ", "2016-07-19"], []]
    found, problems = reports(tmp_path / f"a.{suffix}", "\r\n".join(mark.join(row) for row in rows))
    assert [(report.text, report.published) for report in found] == [
        ("The army, it is said, cut the road", date(2016, 7, 18))
    ]
    assert not problems


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_table_without_texts_says_which_columns_it_has(tmp_path: Path, name: str) -> None:
    text = "file,note\nx,y\n" if name == "a.csv" else '{"file":"x","note":"y"}\n'
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=r"without a column for the text; .* 'text' \(there are: file, note\)"):
        list(read_paths([str(tmp_path / name)]))


def test_a_row_that_is_too_long_is_told(tmp_path: Path) -> None:
    found, problems = reports(tmp_path / "a.csv", "text\n" + "a " * 1_100_000 + "\nAleppo is besieged.\n")
    assert [report.text for report in found] == ["Aleppo is besieged."]
    assert problems[0].startswith(f"{tmp_path / 'a.csv'}, line 2: holds 2,199,999 characters, more than the 2,000,000")


def test_two_columns_of_one_name_are_refused_in_one_line() -> None:
    with pytest.raises(InputError, match=r"^a\.csv: has two columns called 'text'; leave one of them out$"):
        list(csv_rows("text,Text,source\na,b,c\n", where="a.csv"))


def test_a_day_that_is_a_number_is_told_not_dropped() -> None:
    told: list[InputError] = []
    rows = json_rows('{"text": "One.", "published": 1470528000}\n', where="a.jsonl", on_problem=told.append)
    assert list(documents_in_rows(rows, where="a.jsonl", on_problem=told.append)) == []
    assert "the day of publication '1470528000' is not understood" in str(told[0])


def test_a_formula_that_no_program_has_worked_out_is_refused_not_dropped(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (("text",), ("The army took Anadan.",), ('="The army took "&"Hraytan."',)):
        book.active.append(row)
    book.save(tmp_path / "reports.xlsx")
    with pytest.raises(InputError, match="cell A3 has a formula without a value"):
        list(read_paths([str(tmp_path / "reports.xlsx")]))
