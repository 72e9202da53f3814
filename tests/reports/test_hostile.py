"""Reports that somebody made to do harm: a clear refusal, bounded time and memory, and the record as before.

Each is read by the command itself, in a process that may not take more memory or processor time than is set here.
"""

import os
import resource
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pdf_files import pdf_of
from siegeline.record import Record

MIB = 1 << 20
MEMORY, SECONDS = 2048 * MIB, 120
TOLD = "The rebels captured Khan Tuman on 6 August 2016. "

pytestmark = pytest.mark.slow


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def mishaps(ended: subprocess.CompletedProcess[str]) -> list[str]:
    """What was told but that a report names no place of a theatre."""
    return [line for line in ended.stderr.splitlines() if "no theatre is plainly the one" not in line]


def read(*paths: Path | str, record: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "siegeline",
        "read",
        *map(str, paths),
        "--record",
        str(record),
        "--reader",
        "rules",
        "--published",
        "2016-08-07",
    ]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run(
        command, capture_output=True, text=True, errors="replace", check=False, preexec_fn=limited, env=environment
    )


def long_line(path: Path) -> None:
    with path.open("wb") as opened:
        for _ in range(200):
            opened.write(b"a" * MIB)


def long_text(path: Path) -> None:
    path.write_text(TOLD * 60_000, encoding="utf-8")


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as opened:
        for _ in range(300):
            opened.write(b"0" * MIB)


def endless_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n1 0 obj <</Length 99999999999>> stream\n" + b"x" * 100_000)


def circular_pdf(path: Path) -> None:
    """Its list of pages is one of its own pages: whoever goes through it never comes to the end."""
    pages = b"<</Type/Pages/Count 1000000/Kids[2 0 R 3 0 R]>>"
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", pages, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    data, at = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        at.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in at)
    data += b"xref\n0 4\n0000000000 65535 f \n%btrailer <</Size 4 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(data),
    )
    path.write_bytes(data)


def nested(path: Path) -> None:
    path.write_text("<div>" * 10_000 + TOLD + "</div>" * 10_000, encoding="utf-8")


def packed_stream(path: Path) -> None:
    path.write_bytes(pdf_of(zlib.compress(b"q Q " * (128 * MIB)), pages=1))


def laughs(path: Path) -> None:
    """Entities of entities, which unpack to more than any memory holds."""
    more = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 12))
    body = f'<!DOCTYPE d [<!ENTITY e0 "siege">{more}]><d>&e11;</d>'
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", body)


def with_nul(path: Path) -> None:
    path.write_bytes(TOLD.encode() + b"\0" + TOLD.encode())


def every_byte(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 50)


def loop(path: Path) -> None:
    path.with_name("back").symlink_to(path)
    path.symlink_to(path.with_name("back"))


def pipe_without_a_writer(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "name", "told"),
    [
        (long_line, "line.txt", "is larger than 32 MiB; split it into its reports"),
        (long_text, "text.txt", "holds 2,940,000 characters, more than the 2,000,000 that are read as one report"),
        (bomb, "report.docx", "unpacks to more than 64 MiB; save the report as plain text"),
        (endless_pdf, "report.pdf", "is a broken file .*, or not a PDF; fetch it again"),
        (circular_pdf, "circle.pdf", "is a broken file .*cyclic.*, or not a PDF; fetch it again"),
        (nested, "report.html", "is a web page in which no text is found; save the report as plain text"),
        (laughs, "laughs.docx", "is a broken file .EntitiesForbidden.*, or not a DOCX; fetch it again"),
        (packed_stream, "packed.pdf", "is a broken file .*, or not a PDF; fetch it again"),
        (with_nul, "nul.txt", "is a binary file, not text"),
        (every_byte, "bytes.txt", "is a binary file, not text"),
        (loop, "loop.txt", "cannot be read .too many levels of symbolic links.; check the path"),
        (pipe_without_a_writer, "pipe.txt", "is a pipe into which nobody has written for 10 seconds"),
    ],
)
def test_refused_in_one_line_and_the_record_is_as_before(
    tmp_path: Path, make: Callable[[Path], None], name: str, told: str
) -> None:
    record, path = tmp_path / "record.db", tmp_path / name
    make(path)
    ended = read(path, record=record)
    assert ended.returncode == 2
    assert not record.exists()
    (line,) = ended.stderr.splitlines()
    with pytest.raises(AssertionError, match=rf"^siegeline: {path}: {told}"):
        raise AssertionError(line)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "(" * 1_000_000 + TOLD,
        "#" + "\n " * 500_000 + TOLD,
        "-" * 1_000_000 + TOLD,
        "captured Khan Tuman and " * 2_000,
        "<!-- a -->" * 400 + TOLD,
        "<?a?>" * 800 + TOLD,
        "<!DOCTYPE a [ ]>" * 250 + TOLD,
    ],
    ids=["one word", "brackets", "blank lines", "dashes", "no full stop", "comments", "instructions", "doctypes"],
)
def test_odd_text_is_read_in_bounded_time_and_memory(tmp_path: Path, text: str) -> None:
    record, path = tmp_path / "record.db", tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    ended = read(path, record=record)
    assert (ended.returncode, mishaps(ended)) == (0, [])
    with Record.open(f"sqlite:///{record}") as kept:
        kept.verify()
        assert kept.data(kept.reports()[0].sha256) == text.encode()


def test_names_with_sql_in_them_are_names(tmp_path: Path) -> None:
    record, path = tmp_path / "record.db", tmp_path / "x'; DROP TABLE claims;--\x1b[2J\n.txt"
    path.write_text(TOLD + "'); DELETE FROM log; -- captured Robert'); DROP TABLE reports;--.", encoding="utf-8")
    ended = read(path, record=record)
    assert (ended.returncode, mishaps(ended)) == (0, [])
    again = read(path, "--source", "'; DROP TABLE readings;--", "--theatre", "syria", record=record)
    assert again.returncode == 0
    with Record.open(f"sqlite:///{record}") as kept:
        kept.verify()
        assert [row.file for row in kept.reports()] == [str(path)]
        assert kept.claims()


def test_a_file_that_grows_while_it_is_read_is_kept_as_it_was_read(tmp_path: Path) -> None:
    record, path = tmp_path / "record.db", tmp_path / "report.txt"
    path.write_text(TOLD, encoding="utf-8")
    grow = (
        "import os, sys, time\nwith open(sys.argv[1], 'a') as opened:\n"
        "    for _ in range(100_000): opened.write('More of it.\\n'), opened.flush(), time.sleep(0.001)"
    )
    with subprocess.Popen([sys.executable, "-c", grow, str(path)]) as growing:
        ended = read(path, record=record)
        growing.kill()
    assert ended.returncode == 0, ended.stderr
    with Record.open(f"sqlite:///{record}") as kept:
        kept.verify()
        (row,) = kept.reports()
        assert path.read_bytes().startswith(kept.data(row.sha256))
        assert kept.text(row.sha256).startswith(TOLD)
