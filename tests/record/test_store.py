from pathlib import Path

import pytest
from record_examples import example_report

from siegeline.errors import MissingExtraError, RecordError
from siegeline.record import Record


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("report.pdf", "is not a database"),
        ("nowhere/record.db", "the folder .*nowhere does not exist; make it"),
        ("", "is a folder; name a file in it"),
    ],
)
def test_what_cannot_be_a_record_is_told_in_one_line(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.4 no database at all" * 100)
    with pytest.raises(RecordError, match=told) as raised:
        Record.open(f"sqlite:///{tmp_path / name}")
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith(str(tmp_path))


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a folder that not even root can write to")
def test_a_folder_that_cannot_be_written_to() -> None:
    with pytest.raises(RecordError, match="cannot be opened or written; check the permissions"):
        Record.open("sqlite:////sys/kernel/record.db")


@pytest.mark.parametrize("url", ["nonsense://host/x", "mysql://me:secret@host/x", "no url://"])
def test_an_url_that_is_no_database(url: str) -> None:
    with pytest.raises(RecordError, match="no database that a record can be in") as raised:
        Record.open(url)
    assert "secret" not in str(raised.value)


def test_a_missing_driver_says_what_to_install() -> None:
    with pytest.raises(MissingExtraError, match=r"siegeline\[postgresql\]"):
        Record.open("postgresql+pg8000://me:secret@host/x")


def test_a_damaged_file_is_told_in_one_line(sqlite_url: str) -> None:
    with Record.open(sqlite_url) as record:
        for number in range(50):
            record.add(example_report(number), [], theatre="syria", reader="rules 0.1")
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\x55" * (len(whole) - 8192))
    with pytest.raises(RecordError, match="damaged") as raised, Record.open(sqlite_url) as opened:
        opened.verify()
    assert "\n" not in str(raised.value)


def test_a_record_in_memory() -> None:
    with Record.open("sqlite://") as record:
        record.add(example_report(), [], theatre="syria", reader="rules 0.1")
        assert len(record.reports()) == 1
        record.verify()
