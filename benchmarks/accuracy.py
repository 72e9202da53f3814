"""Measures the readers on the shared gold sets and writes docs/accuracy.md.

Usage: .venv/bin/python benchmarks/accuracy.py [--gold ../shared/gold]
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from siegeline import __version__
from siegeline.claims.reader import FrameReader
from siegeline.cli.gather import READERS, frame_reader
from siegeline.measure import digest_of, score_claims, score_entities, score_events, score_verbs
from siegeline.measure.claims import ClaimScores

ROOT = Path(__file__).parents[1]
FIGURES = ("gold", "found", "matched", "precision", "recall", "f1")
FIELDS = ("status", "agent", "target", "speaker", "when")
HEAD = """# How right the reader is

Made by `python benchmarks/accuracy.py` with siegeline {version} on {machine}. Nothing here is written by hand but the
words around the tables. The sets lie in the shared folder of gold sets and are not part of the repository; what they
are is told in its README. A claim counts as found when its kind is right and its place shares a content word with the
gold claim's (`siegeline evaluate claims FILE`); the fields are counted on those. Two people who annotated the same 40
sentences agreed to an F1 of 0.84.

`rules` is the dependency parse and the lexicon; `learned` the network; `combined` both, and
the default; `quick` is `combined` with a smaller network.
"""


def table(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> str:
    """Rows as a Markdown table."""
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(_cell(row.get(name, "")) for name in columns) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def two_reports() -> tuple[int, int, list[int]]:
    """How many of the statements that a careful reader listed come out of the two reports."""
    sys.path.insert(0, str(ROOT / "tests" / "claims"))
    import test_two_reports as listed

    wanted = sum(len(report["statements"]) for report in listed.LIST.values())
    lost = list(listed.missing())
    return wanted - len(lost), wanted, lost


def access(readers: Mapping[str, FrameReader]) -> str:
    """The section on the words in which people tell of access."""
    path = ROOT / "benchmarks" / "data" / "access.jsonl"
    told = [{"reader": name} | next(score_claims([path], reader).rows()) for name, reader in readers.items()]
    lines = path.read_text(encoding="utf-8").splitlines()
    themes = dict.fromkeys(json.loads(line)["theme"] for line in lines)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for theme in themes:
            part = Path(folder) / f"{theme}.jsonl"
            part.write_text("\n".join(one for one in lines if json.loads(one)["theme"] == theme), encoding="utf-8")
            rows.append({"theme": theme} | next(score_claims([part], readers["combined"]).rows()))
    return (
        f"## Words for access: benchmarks/data/access.jsonl, 210 texts of ours (SHA-256 {digest_of(path)[:12]}…)\n\n"
        "Hard on purpose: one reader of the guide, who had not built the program, wrote and annotated how people tell "
        "of aid, evacuations, crossings and rings without the usual words, clauses that leave out the verb, and long "
        "clumsy sentences; a fifth holds no claim. Nothing was trained on them; 38 were looked at since.\n\n"
        + table(told, ("reader", *FIGURES, *FIELDS))
        + "\nBy theme, combined:\n\n"
        + table(rows, ("theme", *FIGURES))
    )


def most_wrong(scores: ClaimScores, count: int = 8) -> list[dict[str, Any]]:
    """The kinds with most errors."""
    told = Counter((what, claim["kind"]) for _, what, claim in scores.errors)
    return [{"what": what, "kind": kind, "claims": number} for (what, kind), number in told.most_common(count)]


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold")
    gold = parser.parse_args().gold
    dev, written = gold / "claims" / "dev.jsonl", gold / "claims" / "written.jsonl"
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    parts = [HEAD.format(version=__version__, machine=machine)]
    readers = {name: frame_reader(name) for name in READERS}
    scores = {name: score_claims([dev], reader) for name, reader in readers.items()}
    rows = [{"reader": name} | next(one.rows()) for name, one in scores.items()]
    parts.append(
        f"## Claims in sentences: dev.jsonl, 160 sentences (SHA-256 {digest_of(dev)[:12]}…)\n\n"
        + table(rows, ("reader", *FIGURES, *FIELDS))
    )
    best = scores["combined"]
    parts.append("### By kind, combined\n\n" + table(list(best.rows())[1:], ("kind", *FIGURES)))
    parts.append("### What fails most, combined\n\n" + table(most_wrong(best), ("what", "kind", "claims")))
    parts.append(
        "### Confidence, combined\n\nOf the claims found with such a confidence, so many are right.\n\n"
        + table(best.reliability_rows(), ("confidence", "found", "right"))
    )
    whole = [{"reader": name} | next(score_claims([written], reader).rows()) for name, reader in readers.items()]
    parts.append(
        f"## Whole reports: written.jsonl, 32 reports (SHA-256 {digest_of(written)[:12]}…)\n\n"
        "The network was trained on these sentences: only the row of the rules, "
        "and the columns start (of dates) and place_resolved, say anything.\n\n"
        + table(whole, ("reader", *FIGURES, *FIELDS, "start", "place_resolved"))
    )
    ours = ROOT / "benchmarks" / "data" / "paragraphs.jsonl"
    told = [{"reader": name} | next(score_claims([ours], reader).rows()) for name, reader in readers.items()]
    parts.append(
        "## Paragraphs about sieges all over the world: benchmarks/data/paragraphs.jsonl, 49 of ours "
        f"(SHA-256 {digest_of(ours)[:12]}…)\n\n"
        "Written and annotated by one reader of the guide who had not built the program, in many voices, dense, most "
        "about wars that it has no theatre for; nothing was trained on them. What was annotated as a matter of "
        "judgement is left out and counts as false when found.\n\n" + table(told, ("reader", *FIGURES, *FIELDS))
    )
    parts.append(access(readers))
    files = {name: gold / f"{name}.jsonl.gz" for name in ("case2021_dev", "event_location_silver", "re3d")}
    events = {name: score_events([files["case2021_dev"]], reader) for name, reader in readers.items()}
    parts.append(
        "## Event types: case2021_dev, 510 texts\n\nMacro F1 over the 11 types that a kind maps to: "
        + ", ".join(f"{name} {one.macro_f1:.3f}" for name, one in events.items())
        + ".\n\n"
        + table(list(events["combined"].rows())[1:], ("type", *FIGURES))
    )
    verbs = [
        {"reader": name} | row
        for name, reader in readers.items()
        for row in score_verbs([files["event_location_silver"]], reader).rows()
    ]
    parts.append(
        "## Which place belongs to which verb: event_location_silver\n\n"
        "Most of its verbs (shot, hit, arrested, resigned …) carry no claim by the guide; "
        "the second row of a reader counts only sentences in which it found one.\n\n"
        + table(verbs, ("reader", "of", *FIGURES))
    )
    named = [
        {"reader": name} | row
        for name, reader in readers.items()
        for row in score_entities([files["re3d"]], reader).rows()
    ]
    parts.append(
        "## Places and actors are such: re3d, 90 documents\n\n"
        + table(named, ("reader", "role", "found", "right", "precision"))
    )
    right, wanted, lost = two_reports()
    parts.append(
        f"## The two reports\n\n{right} of the {wanted} statements of tests/data/two_reports.yaml come out right; "
        f"not: {lost}.\n"
    )
    parts.append((ROOT / "benchmarks" / "accuracy_notes.md").read_text(encoding="utf-8"))
    (ROOT / "docs" / "accuracy.md").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
