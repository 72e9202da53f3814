"""Paths in, reports out; and what is said of those that are none."""

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from siegeline.errors import InputError
from siegeline.reports import Report, read_paths

NOBODY = 65534


def write(path: Path, content: str | bytes = "Aleppo is besieged.\n") -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder where modes count even if the tests run as root; open to all but its parts."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


class _AsNobody:
    def __enter__(self) -> None:
        self.before = os.geteuid()
        if self.before == 0:
            os.seteuid(NOBODY)

    def __exit__(self, *_: object) -> None:
        os.seteuid(self.before)


def test_a_file_keeps_its_bytes_and_newlines(tmp_path: Path) -> None:
    data = "Headline\r\n\r\nThe road\u00a0is cut.\r\n".encode()
    (report,) = read_paths([write(tmp_path / "a.txt", data)])
    assert report.data == data
    assert report.text == data.decode()
    assert report.file == str(tmp_path / "a.txt")
    assert report.title == "Headline"
    assert (report.source, report.published, report.leaning, report.language) == (None, None, None, None)


def test_a_folder_is_read_sorted_with_its_subfolders(tmp_path: Path) -> None:
    names = ["b.txt", "a.md", "c.text", "castello 17.7", "sub/d", "sub/E.TXT"]
    for name in [*names, "README.md", "readme", ".hidden.txt", ".git/x.txt", "p.png", "p.jsonl", "p.csv"]:
        write(tmp_path / name)
    files = [os.path.relpath(report.file, tmp_path) for report in read_paths([str(tmp_path)])]
    assert files == ["a.md", "b.txt", "c.text", "castello 17.7", "sub/E.TXT", "sub/d"]


def test_the_path_is_kept_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in/a.txt")
    monkeypatch.chdir(tmp_path)
    assert [r.file for r in read_paths(["./in/"])] == ["./in/a.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt")
    assert [r.file for r in read_paths([file, str(tmp_path), file])] == [file]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Kuweires is relieved.")))
    (report,) = read_paths(["-"], source="a colleague", published=date(2015, 11, 11), leaning="independent")
    assert (report.file, report.text) == ("-", "Kuweires is relieved.")
    assert (report.source, report.leaning) == ("a colleague", "independent")
    assert report.published == date(2015, 11, 11)


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(InputError, match=r"^standard input: is empty;"):
        list(read_paths(["-"]))


def test_the_table_gives_what_is_known_and_options_win(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt")
    table = "file,source,leaning,published,language\na.txt,Citadel,pro-government,2016-08-07,de\n"
    write(tmp_path / "reports.csv", table)
    for asked in (file, str(tmp_path)):
        (report,) = read_paths([asked])
        assert (report.source, report.leaning, report.language) == ("Citadel", "pro-government", "de")
        assert report.published == date(2016, 8, 7)
    (report,) = read_paths([file], source="Banner", published=date(2016, 8, 8))
    assert (report.source, report.leaning) == ("Banner", "pro-government")
    assert report.published == date(2016, 8, 8)


def test_a_table_speaks_for_subfolders_until_they_have_their_own(tmp_path: Path) -> None:
    for name in ("one/a.txt", "two/a.txt"):
        write(tmp_path / name)
    write(tmp_path / "reports.csv", "file,source\none/a.txt,Outer\ntwo/a.txt,Outer\n")
    write(tmp_path / "two/reports.csv", "file,source\na.txt,Inner\n")
    assert [r.source for r in read_paths([str(tmp_path)])] == ["Outer", "Inner"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty; "),
        (b" \r\n\xc2\xa0\t", "holds nothing but blanks; "),
        (b"\xff\xfe", "holds nothing but blanks; "),
        (b"\x89PNG\r\n\x1a\n\0\0", "is a PNG picture, not text; save the report as plain text"),
        (b"%PDF-1.7\n%text", "is a broken file ("),
        (b"PK\x03\x04docx", "is a DOCX, ODT, XLSX or other ZIP that is cut off or broken; "),
        (b"text\0text\0\0\1", "is a binary file, not text; "),
        (bytes(range(256)), "is a binary file, not text; "),
    ],
)
def test_what_is_no_report_is_refused_in_one_line(tmp_path: Path, content: bytes, told: str) -> None:
    file = write(tmp_path / "a.txt", content)
    with pytest.raises(InputError) as caught:
        list(read_paths([file]))
    assert str(caught.value).startswith(f"{file}: {told}")
    assert "\n" not in str(caught.value)


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt")
    os.truncate(file, 32 * 1024 * 1024 + 1)
    with pytest.raises(InputError, match="is larger than 32 MiB; split it"):
        list(read_paths([file]))


@pytest.mark.parametrize("missing", ["", "no/such", "nul\0byte", "x" * 300])
def test_every_path_is_checked_before_one_is_read(tmp_path: Path, missing: str) -> None:
    """The call refuses, before anybody asks for a report."""
    with pytest.raises(InputError, match="check the path"):
        read_paths([write(tmp_path / "a.txt"), missing])


def test_a_table_is_not_a_report(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="name its folder instead"):
        read_paths([write(tmp_path / "reports.csv", "file\n")])


def test_a_broken_row_stops_only_its_own_file_when_files_are_named(tmp_path: Path) -> None:
    good, bad = write(tmp_path / "good.txt"), write(tmp_path / "bad.txt")
    write(tmp_path / "reports.csv", "file,published\ngood.txt,2016-08-07\nbad.txt,7.8.2016\n")
    (report,) = read_paths([good])
    assert report.published == date(2016, 8, 7)
    with pytest.raises(InputError, match=r"line 3, column published: '7\.8\.2016'"):
        read_paths([bad])


def test_the_first_problem_in_a_folder_raises(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt", b"")
    reports = read_paths([str(tmp_path)])
    assert next(reports).file.endswith("a.txt")
    with pytest.raises(InputError, match=r"b\.txt: is empty"):
        next(reports)


def test_problems_in_a_folder_are_handed_over(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"")
    write(tmp_path / "b.txt", b"\0\0\0")
    write(tmp_path / "c.txt")
    write(tmp_path / "d.txt")
    (tmp_path / "e.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "f.txt").symlink_to(tmp_path / "f.txt")
    write(tmp_path / "reports.csv", "file,published\nd.txt,yesterday\n")
    problems: list[InputError] = []
    reports = list(read_paths([str(tmp_path)], on_problem=problems.append))
    assert [Path(r.file).name for r in reports] == ["c.txt"]
    assert [Path(p.where).name for p in problems] == ["reports.csv", "a.txt", "b.txt", "e.txt", "f.txt"]


def test_a_file_named_by_itself_raises_even_so(tmp_path: Path) -> None:
    problems: list[InputError] = []
    with pytest.raises(InputError, match="is empty"):
        list(read_paths([write(tmp_path / "a.txt", b"")], on_problem=problems.append))
    assert not problems


def test_what_may_not_be_read(closed: Path) -> None:
    file = write(closed / "in/a.txt")
    write(closed / "in/b.txt", "Kuweires")
    write(closed / "in/sub/c.txt")
    Path(file).chmod(0)
    (closed / "in/sub").chmod(0)
    problems: list[InputError] = []
    with _AsNobody():
        for path in (file, str(closed / "in/sub")):
            with pytest.raises(InputError, match="may not be read; ask its owner"):
                read_paths([path])
        reports = list(read_paths([str(closed / "in")], on_problem=problems.append))
    assert [r.text for r in reports] == ["Kuweires"]
    assert sorted(p.where for p in problems) == [file, str(closed / "in/sub")]


def test_a_name_that_no_terminal_can_show(tmp_path: Path) -> None:
    odd = os.path.join(os.fsencode(tmp_path), b"a\xff\n.txt")
    with open(odd, "wb"):
        pass
    with pytest.raises(InputError) as caught:
        list(read_paths([os.fsdecode(odd)]))
    assert str(caught.value).startswith(f"{tmp_path}/a\ufffd\ufffd.txt: is empty; ")
    Path(os.fsdecode(odd)).write_text("Aleppo")
    (report,) = read_paths([os.fsdecode(odd)])
    assert report.file.encode() == os.fsencode(tmp_path) + b"/a\xef\xbf\xbd\n.txt"


BYTES = st.binary(max_size=400) | st.builds(
    bytes.__add__,
    st.sampled_from([b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\0\0", b"%PDF-", b"a\r\n"]),
    st.binary(max_size=100),
)
TEXTS = st.builds(
    lambda text, encoding: text.encode(encoding, "replace"),
    st.text(max_size=200),
    st.sampled_from(["utf-8", "utf-16", "utf-16-be", "utf-32", "cp1251", "cp1252", "cp1256"]),
)


def outcome(path: str) -> list[Report] | InputError:
    try:
        return list(read_paths([path]))
    except InputError as error:
        return error


@settings(deadline=None)
@given(BYTES | TEXTS)
@example(b"\xd8\x00" * 30)
def test_any_bytes_give_a_report_or_an_input_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        got = outcome(write(Path(folder, "a.txt"), data))
    if isinstance(got, InputError):
        assert len(str(got).splitlines()) == 1
        return
    (report,) = got
    assert report.data == data
    assert report.text.strip()
    assert "\0" not in report.text
    report.text.encode("utf-8")


@settings(deadline=None)
@given(BYTES | TEXTS | st.text(alphabet='file,;"\n\ra.txt', max_size=60).map(str.encode))
def test_any_table_is_taken_or_refused(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder, "a.txt"))
        write(Path(folder, "reports.csv"), b"file,published\r\n" + data)
        got = outcome(folder)
    if isinstance(got, InputError):
        assert len(str(got).splitlines()) == 1
    else:
        assert len(got) == 1
