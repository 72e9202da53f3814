"""A real server on the samples, and a real Chromium that uses it."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any

import httpx
import pytest
from hostile import EVIL

from siegeline.record import Record
from siegeline.reports import Report, read_paths
from siegeline.settings import record_url
from siegeline.theatre import load_theatre

uvicorn = pytest.importorskip("uvicorn", reason="needs the extra web")

from siegeline.web import People, create_app  # noqa: E402

SAMPLES = str(resources.files("siegeline") / "samples")


@dataclass
class Served:
    """A desk that answers at ``url`` over the record at ``path``."""

    url: str
    record: Record
    path: Path
    server: Any = field(repr=False)


def _serve(record: Record, path: Path, people: People, **options: Any) -> tuple[Served, Callable[[], None]]:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = create_app(record, load_theatre("syria"), people=people, **options)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started:
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.02)

    def end() -> None:
        server.should_exit = True
        thread.join(30)
        listening.close()

    return Served(f"http://127.0.0.1:{listening.getsockname()[1]}", record, path, server), end


def _evil() -> Report:
    return Report(
        file="evil.txt", data=EVIL.encode(), text=EVIL, published=date(2016, 8, 7), source="<b>Evil</b>",
        leaning="pro-opposition",
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine answers late: no test is about that."""
    for verb in ("get", "post"):
        monkeypatch.setattr(httpx, verb, partial(getattr(httpx, verb), timeout=60))


@pytest.fixture(scope="session")
def sample_record(reader: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples and a hostile report, learned of on their days."""
    path = tmp_path_factory.mktemp("desk") / "record.db"
    with Record.open(record_url(str(path))) as kept:
        for report in [*read_paths([SAMPLES]), _evil()]:
            kept.add(report, reader.read(report), theatre="syria", reader=reader.name, learned=report.published)
    return path


@pytest.fixture(scope="session")
def served(sample_record: Path) -> Iterator[Served]:
    """The desk as a reader sees it; nobody judges."""
    with Record.open(record_url(str(sample_record))) as kept:
        desk, end = _serve(kept, sample_record, People())
        yield desk
        end()


@pytest.fixture
def serve(sample_record: Path, tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """A desk over a copy of the record, for tests that judge; ``serve(People(...))``. Options are the application's."""
    ends = []

    def start(people: People, **options: Any) -> Served:
        path = tmp_path / "record.db"
        shutil.copy(sample_record, path)
        kept = Record.open(record_url(str(path)))
        desk, end = _serve(kept, path, people, **options)
        ends.append((end, kept))
        return desk

    yield start
    for end, kept in ends:
        end()
        kept.close()


class Tab:
    """A tab of the desk, with what the browser complained of and asked for."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.url = url
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda told: self.complaints.append(f"{told.type}: {told.text}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def go(self, path: str) -> "Tab":
        self.page.goto(self.url + path)
        return self

    def drawn(self) -> "Tab":
        self.wait(lambda: self.page.evaluate("window.siegeline?.ready"))
        return self

    def wait(self, for_what: Callable[[], Any]) -> None:
        until = time.monotonic() + 180
        while not for_what():
            assert time.monotonic() < until, f"waited in vain: {self.complaints}"
            self.page.wait_for_timeout(50)

    @property
    def outside(self) -> list[str]:
        return [url for url in self.requests if not url.startswith((self.url, f"blob:{self.url}", "data:"))]


@pytest.fixture
def tab(chromium: Any, served: Served) -> Iterator[Callable[..., Tab]]:
    contexts = []

    def open_it(*, desk: Served = served, **options: Any) -> Tab:
        context = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}} | options)
        context.set_default_timeout(180_000)  # a busy machine answers late: no test is about that
        contexts.append(context)
        return Tab(context.new_page(), desk.url)

    yield open_it
    for context in contexts:
        context.close()
