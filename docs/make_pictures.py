"""What README and docs show, made by the program: ``.venv/bin/python docs/make_pictures.py``.

Runs the commands of every ```console block and writes their true output below them, then takes the picture
``docs/page.png`` of the samples' page in a real Chromium. ``--outputs`` or ``--pictures`` alone does one of the two.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
CHROMIUM = Path("/usr/bin/chromium")
DESK = {"width": 1440, "height": 900}
LIMIT = 600_000  # bytes of the picture
_CONSOLE = re.compile(r"(?P<open>^```console\n)(?P<body>.*?)(?P<close>^```$)", re.MULTILINE | re.DOTALL)


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of a reader's shell: the program on the path, a record of its own, no colours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIEGELINE_")}
    paths = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return kept | {"PATH": paths, "XDG_DATA_HOME": str(folder / "data"), "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}


def told(command: str, folder: Path) -> str:
    """What a command prints, both streams, with the scratch folder's name taken out."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=surroundings(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
        timeout=300,
    )
    if "Traceback (most recent call last)" in done.stdout:
        raise SystemExit(f"{command}: ended with a traceback\n{done.stdout}")
    lines = [line.rstrip() for line in done.stdout.replace(f"{folder}/", "").strip("\n").splitlines()]
    return "".join(f"{line}\n" for line in lines)


def with_outputs(text: str, folder: Path) -> str:
    """A document with the output below each command of its ```console blocks made anew."""

    def again(block: re.Match[str]) -> str:
        commands = [line[2:] for line in block["body"].splitlines() if line.startswith("$ ")]
        outputs = [told(command, folder) for command in commands]
        body = "".join(
            f"$ {command}\n{output}\n" if output else f"$ {command}\n"
            for command, output in zip(commands, outputs, strict=True)
        )
        return block["open"] + body.rstrip("\n") + "\n" + block["close"]

    return _CONSOLE.sub(again, text)


def write_outputs() -> None:
    """Make the outputs in every document anew; each starts in a folder of its own, with the samples in reports/."""
    for page in PAGES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "data").mkdir()
            reports = folder / "reports"
            reports.mkdir()
            for sample in sorted((ROOT / "src/siegeline/samples").glob("*.[ct][sx][vt]")):
                (reports / sample.name).write_bytes(sample.read_bytes())
            before = page.read_text(encoding="utf-8")
            after = with_outputs(before, folder)
        if after != before:
            page.write_text(after, encoding="utf-8")
            print(f"wrote {page.relative_to(ROOT)}")


def take_picture(out: Path) -> None:
    """Take the picture of the samples' page, as the demo opens it."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        print(told("siegeline demo", Path(name)).splitlines()[0])
        arguments = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
        tab = browser.new_page(viewport=DESK, color_scheme="light", reduced_motion="reduce")
        tab.goto((Path(name) / "siegeline-demo.html").as_uri())
        tab.wait_for_timeout(2500)
        tab.screenshot(path=out)
        browser.close()
    if out.stat().st_size > LIMIT:
        raise SystemExit(f"{out}: {out.stat().st_size} bytes, more than {LIMIT}")
    print(f"wrote {out.relative_to(ROOT)} ({out.stat().st_size // 1000} kB)")


if __name__ == "__main__":
    if "--pictures" not in sys.argv:
        write_outputs()
    if "--outputs" not in sys.argv:
        take_picture(ROOT / "docs/page.png")
