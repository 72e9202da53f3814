"""Pictures of the desk, each view in light and dark, on a desk and a phone: ``.venv/bin/python docs/make_screens.py``.

Reads the samples into a record of its own, serves it, and takes ``docs/screens/*.png`` in a real Chromium.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs/screens"
CHROMIUM = Path("/usr/bin/chromium")
SIZES = {"desk": {"width": 1160, "height": 720}, "phone": {"width": 390, "height": 844}}
LIMIT = 200_000  # bytes of a picture
PATIENCE = 300  # seconds for each: the machine may be busy
DRAWN = "Boolean(window.siegeline?.ready)"
THERE = "Boolean(document.querySelector({!r}))"
COMPARED = (
    "Boolean(document.querySelector('.differences h3')) && Array.from(frames).every((one) => one.siegeline?.ready)"
)
# the address, what must be true before, what is clicked then (or, of search, typed)
VIEWS = {
    "map": ("/?on=2016-08-08", DRAWN, None),
    "place": ("/?on=2016-08-08&place=aleppo-west", DRAWN, None),
    "report": ("/?on=2016-08-08&place=aleppo-west", DRAWN, ".open-report"),
    "sides": ("/?on=2016-07-18&route=castello-road", DRAWN, ".beside"),
    "days": ("/?on=2016-08-08&from=2016-08-01&to=2016-08-09", DRAWN, None),
    "search": ("/?on=2016-08-08", DRAWN, "castello"),
    "review": ("/review", THERE.format("#sentence"), None),
    "compare": (
        "/compare?left=on%3D2016-08-06%26known%3D2016-08-06&right=on%3D2016-08-06", COMPARED, None,
    ),
}  # fmt: skip


def take(url: str) -> None:
    """Take every picture of the desk at ``url``."""
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
                 "--ignore-gpu-blocklist"]  # fmt: skip
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        for scheme in ("light", "dark"):
            for size, viewport in SIZES.items():
                context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
                context.set_default_timeout(PATIENCE * 1000)
                for view, (path, ready, click) in VIEWS.items():
                    tab = context.new_page()
                    tab.goto(url + path)
                    _until(tab, ready, view)
                    if view == "search":
                        tab.fill("#search", str(click))
                        _until(tab, "document.querySelectorAll('#found li').length > 2", view)
                    elif click:
                        tab.click(f"{click} >> nth=0")
                    if view == "sides":
                        _until(tab, THERE.format("dialog .change li"), view)
                    tab.wait_for_timeout(1200)
                    _until(tab, ready, view)
                    out = OUT / f"{view}-{size}-{scheme}.png"
                    tab.screenshot(path=str(out))
                    _in_fewer_colours(out)
                    if out.stat().st_size > LIMIT:
                        raise SystemExit(f"{out.name}: {out.stat().st_size} bytes, more than {LIMIT}")
                    tab.close()
                context.close()
        browser.close()


def _until(tab: Any, true: str, view: str) -> None:
    """Wait for an expression to become true in a tab."""
    until = time.monotonic() + PATIENCE
    while not tab.evaluate(true):
        if time.monotonic() > until:
            raise SystemExit(f"{view}: not drawn after {PATIENCE} seconds")
        tab.wait_for_timeout(100)


def _in_fewer_colours(path: Path) -> None:
    """A picture of 256 colours: a third of the bytes, and nobody sees it."""
    from PIL import Image

    with Image.open(path) as picture:
        fewer = picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    fewer.save(path, optimize=True)


def main() -> None:
    """Serve the samples' record and take the pictures."""
    OUT.mkdir(exist_ok=True)
    program = str(Path(sys.executable).with_name("siegeline"))
    with tempfile.TemporaryDirectory() as name:
        settings = {**os.environ, "XDG_DATA_HOME": name}
        subprocess.run([program, "demo", "--folder", name], env=settings, check=True, capture_output=True)
        command = [program, "serve", "--port", "0", "--who", "A. Reader", "--record", f"{name}/siegeline-demo.db"]
        serving = subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, text=True)
        try:
            told = re.search(r"http://\S+", serving.stdout.readline() if serving.stdout else "")
            if not told:
                raise SystemExit("the desk did not start")
            take(told[0].rstrip("/"))
        finally:
            serving.terminate()
            serving.wait(30)


if __name__ == "__main__":
    main()
