"""Web archives that ``warcio`` writes of pages served by a local server."""

import gzip
import http.server
import json
import threading
import zipfile
import zlib
from datetime import date
from pathlib import Path

import pytest

from siegeline.errors import InputError
from siegeline.reports import Report, read_paths

PAGE = (Path(__file__).parents[2] / "data/formats/page.html").read_bytes()
OTHER = (
    b"<html><head><title>Anadan shelled</title></head><body><p>Anadan was shelled on 17 July 2016.</p></body></html>"
)
SERVED = {
    "/castello.html": ("text/html", PAGE),
    "/again.html": ("text/html", PAGE),
    "/anadan.html": ("text/html; charset=utf-8", OTHER),
    "/note.txt": ("text/plain", b"Hraytan was taken on 18 July 2016."),
    "/map.png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "/menu.html": ("text/html", b"<html><body></body></html>"),
}


class Pages(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        kind, body = SERVED.get(self.path, ("text/html", b"<p>not here</p>"))
        self.send_response(200 if self.path in SERVED else 404)
        packed = gzip.compress(body)
        for name, value in (("Content-Type", kind), ("Content-Encoding", "gzip"), ("Content-Length", len(packed))):
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(packed)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pages and one that is missing, as ``warcio`` records them while they are fetched."""
    import http.client

    from warcio.capture_http import capture_http  # before http.client, which it listens at

    path = tmp_path_factory.mktemp("archive") / "pages.warc.gz"
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    with capture_http(str(path)):
        for name in [*SERVED, "/gone.html"]:
            connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=30)
            connection.request("GET", name)
            connection.getresponse().read()
            connection.close()
    server.shutdown()
    server.server_close()
    return path


def reports(path: Path) -> tuple[list[Report], list[str]]:
    problems: list[InputError] = []
    return list(read_paths([str(path)], on_problem=problems.append)), [str(one) for one in problems]


def test_each_page_is_a_report_with_its_address(archive: Path) -> None:
    found, problems = reports(archive)
    assert [report.origin and report.origin.rpartition("/")[2] for report in found] == [
        "castello.html",
        "anadan.html",
        "note.txt",
    ]
    first = found[0]
    assert (first.data, first.source, first.published) == (PAGE, "Orient Weekly", date(2016, 7, 18))
    assert first.made is not None
    assert first.file == f"{archive}#{first.origin}"
    assert found[2].text == "Hraytan was taken on 18 July 2016."
    assert len(problems) == 1
    assert "menu.html: is a web page in which no text is found" in problems[0]


def packed(archive: Path, path: Path, *pages: str) -> Path:
    address = reports(archive)[0][0].origin or ""
    lines = [{"format": "json-pages-1.0"}, *({"url": address.replace("castello.html", page)} for page in pages)]
    with zipfile.ZipFile(path, "w") as out:
        out.write(archive, "archive/data.warc.gz")
        out.writestr("datapackage.json", "{}")
        out.writestr("pages/pages.jsonl", "\n".join(json.dumps(line) for line in lines))
    return path


def test_a_wacz_gives_the_pages_that_it_lists(archive: Path, tmp_path: Path) -> None:
    found, problems = reports(packed(archive, tmp_path / "a.wacz", "anadan.html"))
    assert ["Anadan was shelled" in report.text for report in found] == [True]
    assert not problems
    assert len(reports(packed(archive, tmp_path / "b.wacz"))[0]) == 3


@pytest.mark.parametrize("after", [1, 9, 60, 100, 140])
def test_a_record_cut_off_in_its_head_is_told(archive: Path, tmp_path: Path, after: int) -> None:
    data = archive.read_bytes()
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    unpacker.decompress(data)
    first = len(data) - len(unpacker.unused_data)
    (tmp_path / "cut.warc.gz").write_bytes(data[: first + after])
    _, problems = reports(tmp_path / "cut.warc.gz")
    assert any("is a web archive that is broken or cut off after" in problem for problem in problems)


@pytest.mark.parametrize("share", [0.2, 0.45, 0.8])  # at a half, a record may end: that is no cut that anybody can tell
def test_of_a_cut_archive_the_whole_pages_are_read_and_the_cut_is_told(
    archive: Path, tmp_path: Path, share: float
) -> None:
    data = archive.read_bytes()
    (tmp_path / "cut.warc.gz").write_bytes(data[: int(len(data) * share)])
    found, problems = reports(tmp_path / "cut.warc.gz")
    whole = {report.sha256 for report in reports(archive)[0]}
    assert {report.sha256 for report in found} <= whole
    assert any("is a web archive that is broken or cut off after" in problem for problem in problems)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.warc", b"", "is no web archive, or an empty one"),
        ("a.warc.gz", b"hello" * 10, "is a web archive that is broken or cut off"),
        ("a.wacz", b"PK\x03\x04", "is a WACZ that is cut off or broken; fetch it again"),
    ],
)
def test_what_is_none_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        list(read_paths([str(tmp_path / name)]))
    assert str(caught.value).startswith(f"{tmp_path / name}: {told}")
    assert len(str(caught.value).splitlines()) == 1


def record(address: str, body: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    heads = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2016-07-19T10:00:00Z\r\n"
    heads += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    return gzip.compress(heads.encode() + block + b"\r\n\r\n")


def test_a_page_without_end_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(record("http://a/endless", b"a" * (40 << 20)) + record("http://a/b", OTHER))
    found, problems = reports(path)
    assert [(report.origin, report.made) for report in found] == [("http://a/b", date(2016, 7, 19))]
    assert problems == [f"{path}, http://a/endless: is larger than 32 MiB; save its report as plain text, UTF-8"]
