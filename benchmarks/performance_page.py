# ruff: noqa: E501 – sentences of the page
"""docs/performance.md, out of the figures that ``run.py`` measured; and the measurement with Spark."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE, PLOTS = ROOT / "docs" / "performance.md", ROOT / "docs" / "screens"
Figures = dict[str, Any]
_CRAWL_DAY = 500_000  # articles: what Common Crawl's news archive takes in on a day, by its own listings, about
_ARTICLE = 450  # words, about


def spark(count: int) -> Figures:
    """Generated reports read by Spark with one process, with two, and with two of which one is killed; and plainly."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from siegeline.record.parcel import parcels

    sys.path.insert(0, str(Path(__file__).parent))
    from invented import War

    war = War()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        rows = []
        for number in range(count):
            made = war.report(number, count)[0]
            text = "\n".join(made.text.splitlines()[:5])
            rows.append({"file": f"{number}.txt", "text": text, "source": made.source, "published": made.published})
        pq.write_table(pa.Table.from_pylist(rows), folder / "reports.parquet")
        found: Figures = {"reports": count, "runs": [], "load": os.getloadavg()[0]}
        claims: dict[str, list[str]] = {}
        for name, jobs, deadly in (
            ("one process", 1, False),
            ("two processes", 2, False),
            ("two, one killed", 2, True),
        ):
            out = folder / name.replace(" ", "-").replace(",", "")
            words = ("read", "--engine", "spark", "--input", str(folder / "reports.parquet"), "--output", str(out),
                     "--theatre", "syria", "--reader", "rules", "--jobs", str(jobs))  # fmt: skip
            start, before = time.perf_counter(), os.times()
            run = subprocess.Popen([sys.executable, "-m", "siegeline", *words], stderr=subprocess.DEVNULL)
            killed = _kill_one(run) if deadly else 0
            code = run.wait()
            after = os.times()
            claims[name] = sorted(claim.id for one in parcels(out) for claim in one.claims) if code == 0 else []
            found["runs"].append({"name": name, "code": code, "wall": time.perf_counter() - start, "killed": killed,
                                  "processor": after[2] + after[3] - before[2] - before[3], "claims": len(claims[name])})  # fmt: skip
            print(found["runs"][-1], flush=True)
        found["same"] = len({tuple(one) for one in claims.values()}) == 1
        found["plain"] = sorted(_plainly(rows)) == claims["one process"]
        return found


def _plainly(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    from siegeline.cli.gather import Readers
    from siegeline.cli.spark import Asked, _report
    from siegeline.reports.known import Known

    readers, asked = Readers("syria", "rules"), Asked("syria", "rules", True, Known())
    made = (_report(row, asked) for row in rows)
    return [claim.id for report, found in readers.read_all(made) for claim in found]


def _kill_one(run: "subprocess.Popen[bytes]") -> int:
    """Kill one of Spark's Python processes once it has worked for a while."""
    from run import tree

    while run.poll() is None:
        time.sleep(1)
        for pid in tree(run.pid):
            try:
                line = Path(f"/proc/{pid}/cmdline").read_bytes()
                worked = sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
                parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
                inner = b"pyspark.daemon" in line and b"pyspark.daemon" in Path(f"/proc/{parent}/cmdline").read_bytes()
            except OSError:
                continue
            if inner and worked > 500:  # 5 s of the processor's
                os.kill(pid, signal.SIGKILL)
                return pid
    return 0


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A table in Markdown."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(map(_cell, row)) + " |" for row in rows)]) + "\n"


def _cell(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def write(figures: Figures, growth: Callable[..., float], plot: Callable[..., str]) -> None:
    """The page; what was not measured is left out."""
    on = figures["on"]
    last = next(reversed(on.values()))
    loads = ", ".join(f"{name} {one['load']:.1f}" for name, one in on.items())
    parts = [
        "# Performance\n\nMade by `python benchmarks/run.py`; figures in `benchmarks/figures.json`. Ratios are of the processor's time of "
        "two things measured in turn in one process; where the clock is meant, it says so.\n\n"
        f"Machine: {last['machine']}, Python {last['python']}; "
        + ", ".join(f"{name} {number}" for name, number in last["versions"].items())
        + ". Other programs ran beside the measurements; the load is given with those by the clock "
        f"({loads}: of 2.0 all is taken).\n"
    ]
    for name, told in (("reading", _reading), ("recall", _recall), ("profile", _profile), ("startup", _startup),
                       ("jobs", _jobs), ("thousand", _thousand), ("spark", _spark), ("crawl", _crawl)):  # fmt: skip
        if name in figures:
            parts.append(told(figures[name], growth, plot))
    parts.append((Path(__file__).parent / "performance_notes.md").read_text(encoding="utf-8"))
    PAGE.write_text("\n".join(parts), encoding="utf-8")


def _reading(told: Figures, growth: Callable[..., float], plot: Callable[..., str]) -> str:
    rows, lines = [], {}
    for row in told["rows"]:
        rate = {name: f"{row['words'] / value[0]:,.0f}" for name, value in row["seconds"].items()}
        rows.append(
            [
                row["text"],
                row["words"],
                rate["spaCy"],
                rate["reader"],
                f"**{row['ratio']:.2f}**",
                rate.get("no cascade", ""),
            ]
        )
        for name in ("spaCy", "reader"):
            lines.setdefault(f"{name}, {row['text']}", []).append((row["words"], row["seconds"][name][0]))
    (PLOTS / "speed_reading.svg").write_text(
        plot("Reading", "words", "seconds of the processor", lines), encoding="utf-8"
    )
    source = (
        "articles on wars and local news that the cascade was not fitted to"
        if told["from"] == "gold"
        else "our own training texts"
    )
    return (
        "## Reading\n\nThe default reader, from a text to claims, against plain `en_core_web_sm` (all of its parts, `nlp.pipe`), one process "
        f"each, one thread; words a second. Texts: {source}; the mix has one word in ten of conflict.\n\n"
        + table(("text", "words", "plain spaCy", "reader", "ratio", "reader, `--no-cascade`"), rows)
        + "\n![Seconds against words, on logarithmic scales; the growth is the slope](screens/speed_reading.svg)\n"
    )


def _recall(told: Figures, growth: Any, plot: Any) -> str:
    rows = [[one["set"], one["words"], one["without"], one["kept"], f"{1 - one['kept'] / max(1, one['without']):.2%}", one["new"]]
            for one in told["rows"]]  # fmt: skip
    return (
        "## What the cascade costs\n\nClaims (by id: kind, status, parties, place, time, words) without it, and those of them that it "
        'leaves. "New" ones are claims that came out otherwise, since a sentence beside was not read.\n\n'
        + table(("texts", "words", "claims without", "kept", "lost", "new"), rows)
    )


def _profile(told: Figures, growth: Any, plot: Any) -> str:
    rows = [[name, f"{share:.0%}"] for name, share in sorted(told["share"].items(), key=lambda one: -one[1])]
    return (
        "## Where the time goes\n\nReading conflict text, under a profiler, which makes Python's own parts look larger; a part that holds others counts them in.\n\n"
        + table(("part", "share"), rows)
    )


def _startup(told: Figures, growth: Any, plot: Any) -> str:
    heavy = ", ".join(told["heavy"]) or "none of spaCy, numpy, scipy, SQLAlchemy, onnxruntime, shapely and pyarrow"
    return (
        f"## Starting\n\n`siegeline --help`: {told['help_s'] * 1000:.0f} ms by the clock (median of 5, best {told['best_s'] * 1000:.0f}); imports "
        f"under `-X importtime` {told['importtime_s'] * 1000:.0f} ms. It loads {heavy}.\n"
    )


def _jobs(told: Figures, growth: Any, plot: Any) -> str:
    best = {
        n: min((one for one in told["rows"] if one["jobs"] == n), key=lambda one: one["wall"] - one["start"])
        for n in (1, 2)
    }
    ratio = (best[1]["wall"] - best[1]["start"]) / max(0.1, best[2]["wall"] - best[2]["start"])
    clock = f"By the clock, less the start, two are {ratio:.2f} times as fast."
    if told["load"] > 1:
        clock = (
            f"The clock tells nothing at a load of {told['load']:.1f}: the wanted 1.8 times as fast is not shown yet."
        )
    rows = [
        [one["jobs"], f"{one['wall']:.0f}", f"{one['start']:.0f}", f"{one['processor']:.0f}", f"{one['memory']:.0f}"]
        for one in told["rows"]
    ]
    return (
        f"## Several processes\n\n`siegeline read --jobs N` on {told['words']:,} words of conflict text; memory is PSS, all processes together.\n\n"
        + table(("processes", "seconds, clock", "of them starting", "seconds, processor", "memory, MB"), rows)
        + f"\nBy the processor, two take {best[2]['processor'] / best[1]['processor']:.2f} of the work of one; "
        f"{best[2]['memory'] - best[1]['memory']:.0f} MB more memory. {clock}\n"
    )


def _thousand(told: Figures, growth: Any, plot: Any) -> str:
    whole = told["read"][0] + sum(one[0] for one in told["picture"])
    work = told["read"][1] + sum(one[1] for one in told["picture"])
    return (
        f"## A thousand reports\n\n1,000 reports of 400 words ({told['words']:,} words, all of conflict) read with `--jobs 2` into a record, then "
        f"`sieges`, `control` and `routes` of a day: {whole:.0f} s by the clock at a load of {told['load']:.1f}, {work:.0f} s of the processor "
        f"({told['read'][1]:.0f} s of them for reading): {work / 2:.0f} s on two free cores.\n"
    )


def _spark(told: Figures, growth: Any, plot: Any) -> str:
    rows = [
        [one["name"], f"{one['wall']:.0f}", f"{one['processor']:.0f}", one["claims"], "yes" if one["killed"] else ""]
        for one in told["runs"]
    ]
    same = "the same claims in every run" if told["same"] else "NOT the same claims in every run"
    plain = "as the plain reader gives" if told["plain"] else "NOT as the plain reader gives"
    return (
        f"## Spark\n\n{told['reports']:,} generated reports of about 60 words, `--engine spark`, reader `rules`, on this machine (load "
        f"{told['load']:.1f}): {same}, {plain}. The processor's seconds hold Java's.\n\n"
        + table(("run", "seconds, clock", "seconds, processor", "claims", "a process killed"), rows)
    )


def _crawl(told: Figures, growth: Any, plot: Any) -> str:
    words = _CRAWL_DAY * _ARTICLE
    hours = {name: told[name] * words / 3.6e9 for name in ("html", "language", "reader")}
    return (
        f"## A day of Common Crawl's news\n\nBy arithmetic: {_CRAWL_DAY:,} articles a day of {_ARTICLE} words (both about; all languages), each word at what "
        "the sample above of local news costs: "
        + ", ".join(f"{name} {told[name]:.1f} µs a word, {hours[name]:.1f} core-hours" for name in hours)
        + f": **{sum(hours.values()):.1f} core-hours** a day. The pages here are bare: real ones cost several times as much to get the text out of. Unpacking WARC and what fails is not "
        "in it; a day with much war costs more, up to the figures for conflict text.\n"
    )


def main() -> None:
    """Write the page again from the figures kept."""
    from plot import growth, plot
    from run import KEPT

    write(json.loads(KEPT.read_text()), growth, plot)


if __name__ == "__main__":
    main()
