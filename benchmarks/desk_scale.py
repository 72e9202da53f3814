"""The desk at scale: ``.venv/bin/python benchmarks/desk_scale.py [--places 34000] [--claims 100000]``.

Invents a record of that size (nothing in it is of the world), serves it, and tells how long the first answer and the
first map take, how long a step of a day takes in Chromium, and how much memory the server holds at its peak. Beside
each time stands the processor's own (CPU): on a machine that does other work too, only that can be compared.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx

from siegeline.claims.claim import ActorRef, Claim, PlaceRef, SpeakerRef, TimeRef
from siegeline.record import Record
from siegeline.reports import Report
from siegeline.times import on

PARTIES = (("Government forces", "syrian-army", "government"), ("rebels", "opposition", "opposition"))
KINDS = ("captured", "held", "held", "held", "shelled", "attacked", "besieged")
FIRST = date(2016, 1, 1)
A_REPORT = 100  # claims
LOOKED_AT = "2016-07-01"
OPENED = 3000  # milliseconds after which a new window of the browser is at rest
CHROMIUM = Path("/usr/bin/chromium")


def fill(path: Path, places: int, claims: int) -> None:
    """Write a record of so many claims at so many places, the same at every run."""
    dice = random.Random(7)  # noqa: S311
    points = [(dice.uniform(32.5, 37.0), dice.uniform(36.0, 42.0)) for _ in range(places)]
    with Record.open(f"sqlite:///{path}") as record:
        for number in range(-(-claims // A_REPORT)):
            day = FIRST + timedelta(days=number % 366)
            wanted = range(number * A_REPORT, min((number + 1) * A_REPORT, claims))
            lines = [f"Sentence {one} is invented." for one in wanted]
            text = "\n".join(lines)
            report = Report(
                file=f"{number}.txt", data=text.encode(), text=text, published=day, source="Invented", leaning=None
            )
            starts = [text.index(line) for line in lines]
            made = [
                _claim(dice, report, day, one % places, points, line, start)
                for one, line, start in zip(wanted, lines, starts, strict=True)
            ]
            record.add(report, made, theatre="syria", reader="invented 1", learned=day)


def _claim(
    dice: random.Random, report: Report, day: date, place: int, points: list[Any], line: str, start: int
) -> Claim:
    kind = dice.choice(KINDS) if place % 500 else "besieged"
    kind = "held" if kind == "besieged" and place % 500 else kind
    agent, target = dice.sample(PARTIES, 2)
    lat, lon = points[place]
    return Claim(
        kind=kind, status="actual", agent=ActorRef(*agent), target=ActorRef(*target),
        place=PlaceRef(f"Place {place}", f"invented:{place}", f"Place {place}", lat, lon, 1.0),
        when=TimeRef(None, on(day)), chain=(SpeakerRef("Invented", None, None),), stated=day,
        report=report.sha256, file=report.file, start=start, end=start + len(line), quote=line,
        confidence=0.8, reader="invented 1",
    )  # fmt: skip


def peak(process: int) -> float:
    """The most memory that a process has held, MB."""
    told = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text(encoding="utf-8"))
    return int(told[1]) / 1000 if told else float("nan")


def spent(process: int) -> float:
    """The seconds that a process has had of the processor."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _main_thread(metrics: Any) -> float:
    """The seconds of the processor that a page's thread has had; ``metrics`` is a session with Performance enabled."""
    told = metrics.send("Performance.getMetrics")["metrics"]
    return float({one["name"]: one["value"] for one in told}["TaskDuration"])


def measure(url: str, wait: int, server: int) -> None:
    """Tell the times of the server, then of the browser."""
    begun = time.perf_counter()
    for which, query in (
        ("first (of the day looked at)", f"?soon={LOOKED_AT}"),
        ("whole (all days)", ""),
        ("next", ""),
    ):
        began, had = (time.perf_counter(), spent(server)) if which == "next" else (begun, 0.0)
        address = f"{url}desk/contents{query}"
        with httpx.stream("GET", address, timeout=wait, headers={"Accept-Encoding": "gzip"}) as answer:
            size = sum(len(part) for part in answer.iter_raw())
        took = time.perf_counter() - began
        print(f"{which} answer: {took:.2f} s, {spent(server) - had:.2f} s of CPU, {size / 1e6:.1f} MB packed")
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        for which in ("a browser just started", *["a running browser"] * 3, *["an open window"] * 3):
            tab = browser.new_page(viewport={"width": 1440, "height": 900})
            if which == "an open window":  # a new one loads pages of the browser's own at the same time
                tab.wait_for_timeout(OPENED)
            metrics = tab.context.new_cdp_session(tab)
            metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
            began = time.perf_counter()
            tab.goto(f"{url}?on={LOOKED_AT}", timeout=wait * 1000)
            while not tab.evaluate("Boolean(window.siegeline?.ready)"):
                if time.perf_counter() - began > wait:
                    print(f"first map: not drawn after {wait} s")
                    return
                tab.wait_for_timeout(50)
            took = time.perf_counter() - began
            print(f"first map in {which}: {took:.2f} s, {_main_thread(metrics):.2f} s of CPU in the page's thread")
        for which in (*["a running browser"] * 3, *["an open window"] * 3):  # what of it is the browser's own
            tab_of_its_own = browser.new_page(viewport={"width": 1440, "height": 900})
            if which == "an open window":
                tab_of_its_own.wait_for_timeout(OPENED)
            began = time.perf_counter()
            tab_of_its_own.goto(f"{url}healthz", timeout=wait * 1000)
            tab_of_its_own.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            print(f"a page with nothing on it in {which}: {time.perf_counter() - began:.2f} s")
            tab_of_its_own.close()
        tab.bring_to_front()
        step = """() => {
            const began = performance.now();
            document.querySelector('[aria-label="Day after"]').click();
            const took = (done) => () => done(performance.now() - began);
            return new Promise((done) => requestAnimationFrame(() => setTimeout(took(done))));
        }"""
        steps, costs = [], []
        for _ in range(7):
            had = _main_thread(metrics)
            steps.append(tab.evaluate(step))
            costs.append((_main_thread(metrics) - had) * 1000)
            tab.wait_for_timeout(1000)
        steps.sort()
        costs.sort()
        print(f"a step of a day: {steps[3]:.0f} ms in the middle of 7, {steps[-1]:.0f} ms at most")
        print(f"its CPU in the page's thread: {costs[3]:.0f} ms in the middle, {costs[-1]:.0f} ms at most")
        browser.close()


def main() -> None:
    """Make the record, serve it, measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--places", type=int, default=34_000)
    options.add_argument("--claims", type=int, default=100_000)
    options.add_argument("--wait", type=int, default=600, help="seconds before giving up")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "record.db"
        fill(path, given.places, given.claims)
        print(f"{given.places} places, {given.claims} claims: {path.stat().st_size / 1e6:.0f} MB of record")
        program = str(Path(sys.executable).with_name("siegeline"))
        command = [program, "serve", "--port", "0", "--record", str(path)]
        serving = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            told = re.search(r"http://\S+", serving.stdout.readline() if serving.stdout else "")
            if not told:
                raise SystemExit("the desk did not start")
            measure(told[0], given.wait, serving.pid)
            print(f"memory of the server at its peak: {peak(serving.pid):.0f} MB")
        finally:
            serving.terminate()
            serving.wait(30)


if __name__ == "__main__":
    main()
