"""Which files of a folder are reports."""

import os
from pathlib import Path

import pytest

from siegeline.errors import InputError
from siegeline.reports.folder import files_in


def test_a_folder_without_reports_says_what_would_be_one(tmp_path: Path) -> None:
    (tmp_path / "README").write_text("about")
    (tmp_path / "a.csv").write_text("x")
    with pytest.raises(InputError, match=r"has no reports in it; put reports there \(\.txt"):
        files_in(str(tmp_path))


def test_pipes_and_linked_folders_are_passed_by(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "a").write_text("x")
    (tmp_path / "linked.txt").symlink_to(tmp_path / "a")
    assert [Path(file).name for file, _known in files_in(str(tmp_path))] == ["a", "linked.txt"]


def test_a_broken_table_leaves_its_own_folder_out(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("x")
    (tmp_path / "one/reports.csv").write_text("name\n")
    problems: list[InputError] = []
    assert [file for file, _known in files_in(str(tmp_path), problems.append)] == [
        str(tmp_path / "two/a.txt")
    ]
    assert len(problems) == 1
    with pytest.raises(InputError, match="names no column 'file'"):
        files_in(str(tmp_path))


@pytest.mark.parametrize("table", ["name\n", "file,published\na.txt,soon\n"])
def test_a_folder_whose_every_report_is_left_out_is_not_called_empty(tmp_path: Path, table: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "reports.csv").write_text(table)
    problems: list[InputError] = []
    assert files_in(str(tmp_path), problems.append) == []
    assert len(problems) == 1
