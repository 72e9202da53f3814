"""A real Chromium that opens the page from the disk."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aleppo_page import aleppo

from siegeline.publish import write_page

playwright = pytest.importorskip("playwright.sync_api", reason="needs the Python package playwright")

ARGUMENTS = (
    *("--no-sandbox", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    *("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"),
)


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("page") / "aleppo.html"
    write_page(out, aleppo())
    return out


DESK = {"width": 1440, "height": 900}


class OpenPage:
    """The page in a tab, with what the browser said and asked for."""

    def __init__(self, tab: Any, address: str) -> None:
        self.tab = tab
        self.address = address
        self.complaints: list[str] = []
        self.requests: list[str] = []
        tab.on("console", lambda told: self.complaints.append(f"{told.type}: {told.text}"))
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.on("request", lambda request: self.requests.append(request.url))

    def go(self, fragment: str = "") -> "OpenPage":
        self.tab.goto("about:blank")
        self.requests.clear()
        self.tab.goto(self.address + fragment)
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until the map has drawn; Playwright's own way needs ``eval``, which the policy forbids."""
        self.wait(lambda: self.tab.evaluate("window.siegeline?.ready"))

    def wait(self, for_what: Callable[[], Any]) -> None:
        until = time.monotonic() + 30
        while not for_what():
            assert time.monotonic() < until, f"waited in vain: {self.complaints}"
            self.tab.wait_for_timeout(50)

    def shown(self, source: str) -> list[dict[str, Any]]:
        """The properties of what a source of the map holds."""
        features = self.tab.evaluate(f"window.siegeline.shown[{source!r}].features")
        return [feature["properties"] for feature in features]

    def state(self, name: str) -> Any:
        return self.tab.evaluate(f"window.siegeline.{name}")


@pytest.fixture
def open_page(chromium: Any, page_file: Path) -> Iterator[Callable[..., OpenPage]]:
    contexts = []

    def open_it(fragment: str = "", *, file: Path = page_file, **options: Any) -> OpenPage:
        context = chromium.new_context(**{"viewport": DESK, "offline": True} | options)
        contexts.append(context)
        return OpenPage(context.new_page(), file.as_uri()).go(fragment)

    yield open_it
    for context in contexts:
        context.close()
