"""Parsing apart: in a process of its own, which broken or hostile bytes can only end, not stall or swell.

The libraries that take PDFs and web pages apart have no limits of their own. The process is started at the first
document and serves all others; one that takes too long is ended, and the next document gets a new one.
"""

import atexit
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any

from siegeline.errors import InputError, MissingExtraError
from siegeline.reports.formats.document import Document, document_from_json
from siegeline.reports.formats.worker import MEMORY_MIB, SECONDS

PATIENCE = 4  # times as long by the clock: the machine may have other things to do
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

NAMES = {
    "docx": "a DOCX",
    "feed": "a feed",
    "html": "a web page",
    "mail": "an e-mail",
    "pdf": "a PDF",
    "xlsx": "an XLSX table",
}


class Parsers:
    """The process with the parsers, one request at a time."""

    def __init__(self, *, seconds: int = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def documents(self, form: str, data: bytes, *, where: str, **hints: str | None) -> list[Document]:
        """The documents in ``data``, read as ``form`` (one of ``NAMES``); ``where`` names it in a refusal.

        Raises:
            InputError: the bytes are broken, hold no text, or would take too much memory or time.
            MissingExtraError: the library that reads this format is not installed.

        """
        told = self._told(form, data, where=where, hints=hints)
        return [document_from_json(row) for row in told["documents"]]

    def rows(self, form: str, data: bytes, *, where: str) -> list[tuple[str, dict[str, str]]]:
        """The named rows of the table in ``data``; raises as :meth:`documents` does."""
        return [(part, cells) for part, cells in self._told(form, data, where=where, hints={})["rows"]]

    def _told(self, form: str, data: bytes, *, where: str, hints: Mapping[str, str | None]) -> dict[str, Any]:
        known = {name: value for name, value in hints.items() if value is not None}
        with self._lock:
            told = self._ask(form, data, known)
        if "documents" in told or "rows" in told:
            return told
        if "missing" in told:
            raise MissingExtraError(f"reading {NAMES[form]}", "formats")
        name, advice = NAMES[form], "save the report as plain text, UTF-8"
        if "what" in told:
            raise InputError(where, told["what"], told["advice"])
        if told.get("memory"):
            raise InputError(where, f"is {name} that takes more than {MEMORY_MIB} MiB of memory to read", advice)
        if told.get("time"):
            raise InputError(where, f"is {name} that takes more than {self._seconds} seconds to read", advice)
        why = " ".join("".join(c if c.isprintable() else " " for c in told["broken"]).split())
        raise InputError(where, f"is a broken file ({why}), or not {name}", "fetch it again, or " + advice)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    _quietly(pipe.close)

    def _ask(self, form: str, data: bytes, hints: dict[str, str]) -> dict[str, Any]:
        process = self._started()
        assert process.stdin
        assert process.stdout
        request = json.dumps({"format": form, "size": len(data), "hints": hints}).encode() + b"\n"
        try:
            process.stdin.write(request + data)
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], PATIENCE * self._seconds)
            line = process.stdout.readline() if ready else b""
        except OSError:
            ready, line = [process.stdout], b""
        if line.endswith(b"\n"):
            answer: dict[str, Any] = json.loads(line)
            return answer
        if not ready:
            self.close()
            return {"time": True}
        code = process.wait()
        self.close()
        if code in {-signal.SIGXCPU, -signal.SIGKILL}:
            return {"time": True}
        return {"broken": "its parser crashed"}

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._owner == os.getpid() and self._process.poll() is None:
            return self._process
        self.close()
        environment = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1")}
        command = [sys.executable, "-P", "-m", "siegeline.reports.formats.worker", str(self._seconds)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        self._owner = os.getpid()
        return self._process


def _quietly(close: Callable[[], None]) -> None:
    with contextlib.suppress(OSError):
        close()


PARSERS = Parsers()
atexit.register(PARSERS.close)
