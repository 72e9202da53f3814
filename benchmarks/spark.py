"""Spark on this machine: short reports read with one worker, with two, with two of which one is killed, and plainly.

Run by ``run.py --only spark``. The reports are invented: of five, one tells of a war (``invented.py``), four of
nothing of the kind. Every run must give the same claims to the last byte.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CONFLICT = 5  # one report in so many
_WHO = (
    "The council",
    "A baker",
    "The school",
    "The football club",
    "The library",
    "A farmer",
    "The choir",
    "The museum",
)
_DID = (
    "opened its doors again after the summer", "sold more bread than in any year before", "plans a concert in spring",
    "painted the old hall in green", "won by two goals to one", "planted forty apple trees along the river",
    "asks for help with its roof", "will show photographs of the old market", "has a new director since Monday",
)  # fmt: skip
_ALSO = (
    "The weather stayed mild, with some rain in the evening.", "Tickets are sold at the door.",
    "Neighbours brought cake and coffee.", "The mayor thanked everybody who came.", "Buses run every half an hour.",
)  # fmt: skip


def reports(count: int) -> list[dict[str, Any]]:
    """Rows of a table of reports of about 60 words."""
    from invented import War

    war, dice, rows = War(), random.Random(4), []  # noqa: S311
    for number in range(count):
        made = war.report(number, count)[0]
        text = "\n".join(made.text.splitlines()[:5])
        if number % CONFLICT:
            told = [f"{dice.choice(_WHO)} {dice.choice(_DID)}." for _ in range(3)] + dice.choices(_ALSO, k=3)
            text = f"Notes of the week {number}\n\n" + "\n".join(dice.sample(told, len(told)))
        rows.append({"file": f"{number}.txt", "text": text, "source": made.source, "published": made.published})
    return rows


def spark(count: int) -> dict[str, Any]:
    """The runs, and whether all gave the same claims."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from siegeline.record.parcel import parcels

    found: dict[str, Any] = {"reports": count, "runs": []}
    claims: dict[str, dict[str, list[str]]] = {}
    rows = reports(count)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, some in (("reports", rows), ("few", rows[:20])):
            pq.write_table(pa.Table.from_pylist(some), folder / f"{name}.parquet")
        for name, table, jobs, deadly in (
            ("starting, one worker", "few", 1, False),
            ("one worker", "reports", 1, False),
            ("starting, two workers", "few", 2, False),
            ("two workers", "reports", 2, False),
            ("two workers, one killed", "reports", 2, True),
        ):
            out = folder / name.replace(" ", "-").replace(",", "")
            found["runs"].append(_run(folder / f"{table}.parquet", out, name, jobs, deadly=deadly))
            if table == "reports":
                claims[name] = {one.file: [json.dumps(c.as_json()) for c in one.claims] for one in parcels(out)}
                found["runs"][-1]["claims"] = sum(map(len, claims[name].values()))
            print(found["runs"][-1], flush=True)
    start = time.process_time()
    plain = _plainly(rows)
    found["plain_s"] = time.process_time() - start
    found["same"] = len(claims) == 3 and all(one == plain for one in claims.values())
    return found


def _run(table: Path, out: Path, name: str, jobs: int, *, deadly: bool) -> dict[str, Any]:
    words = (
        "read",
        "--engine",
        "spark",
        "--input",
        str(table),
        "--output",
        str(out),
        "--theatre",
        "syria",
        "--jobs",
        str(jobs),
    )
    start = time.perf_counter()
    run = subprocess.Popen([sys.executable, "-m", "siegeline", *words], stdout=subprocess.DEVNULL)
    killed = _kill_one(run) if deadly else 0
    if run.wait():
        raise SystemExit(f"Spark, {name}: ended with {run.returncode} (pip install -e '.[spark]'?)")
    return {"name": name, "jobs": jobs, "wall": time.perf_counter() - start, "killed": killed}


def _plainly(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    from siegeline.cli.gather import Readers
    from siegeline.cli.spark import Asked, _report
    from siegeline.reports.known import Known

    readers, asked = Readers("syria"), Asked("syria", None, True, Known())
    made = (_report(row, asked) for row in rows)
    return {report.file: [json.dumps(one.as_json()) for one in found] for report, found in readers.read_all(made)}


def _kill_one(run: "subprocess.Popen[bytes]") -> int:
    """Kill one of Spark's Python processes once it has worked for a while."""
    from run import tree

    while run.poll() is None:
        time.sleep(1)
        for pid in tree(run.pid):
            try:
                line = Path(f"/proc/{pid}/cmdline").read_bytes()
                told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                inner = b"pyspark.daemon" in line and b"pyspark.daemon" in Path(f"/proc/{told[1]}/cmdline").read_bytes()
            except OSError:
                continue
            if inner and sum(map(int, told[11:13])) > 700:  # 7 s of the processor's: it has begun to read
                os.kill(pid, signal.SIGKILL)
                return pid
    return 0
