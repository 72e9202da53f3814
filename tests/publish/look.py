"""Pictures of the page for looking at: ``python tests/publish/look.py FOLDER [PAGE.html]``."""

import sys
from pathlib import Path

from aleppo_page import aleppo
from playwright.sync_api import sync_playwright

from conftest import ARGUMENTS, DESK, OpenPage
from siegeline.publish import write_page

PHONE = {"width": 390, "height": 844}
PICKED = "#on=2016-08-06&place=west-aleppo"
VIEWS = {
    "desk-light": (DESK, "light", ""),
    "desk-dark": (DESK, "dark", PICKED),
    "phone-light": (PHONE, "light", ""),
    "phone-dark": (PHONE, "dark", PICKED),
    "evil": (DESK, "light", "#on=2016-08-06&route=castello"),
}


def main(folder: Path, page: Path | None) -> None:
    if page is None:
        page = folder / "aleppo.html"
        write_page(page, aleppo())
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=list(ARGUMENTS))
        for name, (size, scheme, fragment) in VIEWS.items():
            tab = browser.new_page(viewport=size, color_scheme=scheme)
            OpenPage(tab, page.resolve().as_uri()).go(fragment)
            tab.wait_for_timeout(800)
            tab.screenshot(path=folder / f"{name}.png")
            tab.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
