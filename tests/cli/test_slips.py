"""What is read all the same and is likely to be a slip is told."""

from pathlib import Path

import pytest

from .conftest import Ask


def test_what_is_likely_to_be_a_slip_is_told_and_read_all_the_same(ask: Ask, tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(f"Rebels captured Khan Tuman. {name}")
    table = "file,source,published\none.txt,A,2016-05-06\ntwo-text.txt,B,2016-05-06\nthree.txt,C,2931-05-06\n"
    (tmp_path / "reports.csv").write_text(table)
    told = ask("read", str(tmp_path), "--reader", "rules", "--theatre", "syria", "--as", "jsonl")
    assert told.exit_code == 0
    assert len(told.stdout.splitlines()) == 3
    table_line, undated, ahead = told.stderr.splitlines()
    assert "reports.csv: names a file that is not there (two-text.txt)" in table_line
    assert "a report without a day of publication" in undated
    assert "two.txt" in undated
    assert "three.txt: 2931-05-06" in ahead


@pytest.mark.parametrize("more", [("--published", "2016-05-06")])
def test_nothing_is_told_where_nothing_is_missing(ask: Ask, tmp_path: Path, more: tuple[str, ...]) -> None:
    (tmp_path / "one.txt").write_text("Rebels captured Khan Tuman.")
    assert ask("read", str(tmp_path), "--reader", "rules", "--theatre", "syria", "--as", "jsonl", *more).stderr == ""


def test_a_name_of_two_lines_is_told_in_one(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "one\ntwo.txt").write_text("Rebels captured Khan Tuman.")
    told = ask("read", str(tmp_path), "--reader", "rules", "--theatre", "syria", "--as", "jsonl").stderr
    assert len(told.splitlines()) == 1


def test_a_report_of_no_theatre_is_told_unless_one_is_named(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("Rebels captured the town.")
    command = ("read", str(path), "--reader", "rules", "--as", "jsonl", "--published", "2016-05-06")
    told = ask(*command)
    assert len(told.stdout.splitlines()) == 1
    assert "a report of which no theatre is plainly the one" in told.stderr
    assert "read as of syria; give --theatre (syria, ukraine)" in told.stderr
    assert ask(*command, "--theatre", "ukraine").stderr == ""
    path.write_text("Rebels captured Khan Tuman.")
    assert ask(*command).stderr == ""
