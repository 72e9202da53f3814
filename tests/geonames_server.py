"""A web server like GeoNames' own, on this machine, that can be told to fail in the ways that servers do."""

import hashlib
import io
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


def zipped(name: str, rows: list[str]) -> bytes:
    """A zip archive as GeoNames gives it out: the rows, and a readme."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "Readme, ours\n")
        archive.writestr(name, "".join(f"{row}\n" for row in rows))
    return out.getvalue()


@dataclass
class Web:
    """What the server has, how it fails, and what it was asked for.

    ``faults`` is used up one by one, a fault an answer: a status code; ``("cut", N)`` ends the connection after N
    bytes; ``("hang", N)`` sends N bytes, then nothing; ``("length", N)`` tells a size that is N bytes off; ``"no
    range"`` sends the whole although a part was asked for; ``"odd range"`` sends another part; None is no fault.
    """

    files: dict[str, bytes]
    faults: list[Any] = field(default_factory=list)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    marks: bool = True
    address: str = ""
    stop: threading.Event = field(default_factory=threading.Event)


class _Handler(BaseHTTPRequestHandler):
    server: Any

    def do_GET(self) -> None:
        web: Web = self.server.web
        wanted = self.headers.get("Range")
        web.asked.append((self.path, wanted))
        fault = web.faults.pop(0) if web.faults else None
        data = web.files.get(self.path)
        if isinstance(fault, int):
            self.send_error(fault)
            return
        if data is None:
            self.send_error(404)
            return
        mark = f'"{hashlib.sha256(data).hexdigest()[:12]}"'
        first = 0
        if wanted and fault != "no range" and self.headers.get("If-Range") == mark:
            first = int(wanted.removeprefix("bytes=").rstrip("-"))
        if first >= len(data) > 0 and first:
            self.send_response(416)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if fault == "odd range":
            first += 1
        rest = data[first:]
        self.send_response(206 if first else 200)
        if first:
            self.send_header("Content-Range", f"bytes {first}-{len(data) - 1}/{len(data)}")
        kind, count = fault if isinstance(fault, tuple) else ("", 0)
        self.send_header("Content-Length", str(len(rest) + (count if kind == "length" else 0)))
        if web.marks:
            self.send_header("ETag", mark)
        self.end_headers()
        self.wfile.write(rest[:count] if kind in {"cut", "hang"} else rest)
        if kind == "hang":
            self.wfile.flush()
            web.stop.wait(20)
        self.close_connection = True

    def log_message(self, format: str, *values: Any) -> None:
        pass


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[Web]:
    """A server of these files, by path, for as long as the block runs."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    web = server.web = Web(files, address=f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield web
    finally:
        web.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()
