"""Kills: ``siegeline read`` killed with SIGKILL at random moments, again and again, then run to its end.

    python benchmarks/kills.py --store sqlite --kills 200 --reports 500

After each kill the record must hold whole reports only and ``verify`` must pass; at the end it must hold the same
claims as that of one clean run. Everything but the reader is what a user runs: the claims are those that
``invented.py`` gives with the reports, so that the time goes into the record. A small number is part of the tests.
"""

import argparse
import csv
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from invented import CLAIMS_EACH, READER, War

from siegeline.claims.claim import Claim
from siegeline.cli import read as reading
from siegeline.cli.main import main as siegeline
from siegeline.record import Record
from siegeline.reports import Report


class Remembering:
    """A reader that knows the claims beforehand: they cost no time, and the record gets the processor."""

    name = READER

    def __init__(self, war: War, told: dict[str, list[Claim]]) -> None:
        self.theatre = war.theatre
        self._told = told

    def of(self, report: Report) -> "Remembering":
        """The reader of a report, whatever it is about."""
        return self

    def read(self, report: Report) -> list[Claim]:
        """The claims of one report."""
        return self._told[report.sha256]

    def read_all(self, reports: Iterable[Report], *, jobs: int = 1) -> Iterator[tuple[Report, list[Claim]]]:
        """Each report with its claims; ``jobs`` changes nothing, as nothing is read here."""
        for report in reports:
            yield report, self.read(report)


def write_reports(folder: Path, count: int) -> Remembering:
    """Write the reports and their reports.csv, and give the reader that knows what they say."""
    war, told = War(), {}
    with (folder / "reports.csv").open("w", newline="", encoding="utf-8") as opened:
        table = csv.writer(opened)
        table.writerow(["file", "source", "leaning", "published", "language"])
        for report, claims in war.reports(count):
            (folder / report.file).write_bytes(report.data)
            table.writerow([report.file, report.source, report.leaning, report.published, report.language])
            told[report.sha256] = claims
    return Remembering(war, told)


def start(url: str, folder: Path, reader: Remembering, errors: int = 2) -> tuple[int, int]:
    """Start ``siegeline read`` in a process of its own; its id, and a pipe with a byte a report put on record.

    ``errors`` is the file descriptor that its standard error goes to.
    """
    ended, telling = os.pipe()
    if child := os.fork():
        os.close(telling)
        return child, ended
    os.close(ended)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(errors, 2)
    add = Record.add

    def adding(record: Record, *arguments: object, **options: object) -> int:
        added: int = add(record, *arguments, **options)  # type: ignore[arg-type]
        os.write(telling, b"." * bool(added))
        return added

    Record.add = adding  # type: ignore[method-assign,assignment]
    reading.Readers = lambda *_, **__: reader  # type: ignore[assignment,attr-defined,misc]
    sys.argv = ["siegeline", "read", str(folder), "--record", url, "--learned", "published"]
    try:
        siegeline()
    except SystemExit as end:
        os._exit(int(end.code or 0))
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
    os._exit(1)


def finish(child: int, pipe: int) -> None:
    """Wait for a run that must end well."""
    _, status = os.waitpid(child, 0)
    os.close(pipe)
    if status:
        raise SystemExit(f"a run that nobody killed ended with status {status}")


def kill(child: int, pipe: int, chance: random.Random, *, pause: float) -> bool:
    """Kill the run after a few reports and a moment more, wherever that finds it; False: it ended before."""
    for _ in range(chance.randint(0, 4)):
        os.read(pipe, 1)
    time.sleep(chance.uniform(0, pause))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(pipe)
    return os.WIFSIGNALED(status)


def check(url: str) -> int:
    """Verify, and see that no report is there in half; the number of reports."""
    with Record.open(url) as record:
        record.verify()
        reports, claims = len(record.reports()), len(record.claims())
        if claims != reports * CLAIMS_EACH:
            raise SystemExit(f"{reports} reports have {claims} claims, not {reports * CLAIMS_EACH}")
        return reports


def killed(new_url: Callable[[], str], *, reports: int, kills: int, folder: Path, seed: int = 1) -> str:
    """Do it all; what came of it, in words.

    Raises:
        SystemExit: the record is not as it must be.
    """
    chance = random.Random(seed)  # noqa: S311
    reader = write_reports(folder, reports)
    clean, torn = new_url(), new_url()
    began = time.monotonic()
    finish(*start(clean, folder, reader))
    took = time.monotonic() - began
    hit, seen = 0, 0
    while hit < kills:
        # A kill while nothing is left to write would prove nothing: begin anew when the end is near.
        if seen > reports - 5:
            torn, seen = new_url(), 0
        hit += kill(*start(torn, folder, reader), chance, pause=3 * took / reports)
        now = check(torn)
        if now < seen:
            raise SystemExit(f"{seen - now} reports are gone")
        seen = now
    finish(*start(torn, folder, reader))
    check(torn)
    with Record.open(clean) as one, Record.open(torn) as other:
        if one.claims() != other.claims() or one.reports() != other.reports():
            raise SystemExit("the claims are not those of the clean run")
    return (
        f"{hit} kills while reading {reports} reports ({seen} on record after the last), then to the end: verify "
        f"passes after each, the same {reports * CLAIMS_EACH} claims as one clean run ({took:.1f} s)"
    )


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        if chosen.store == "postgresql":
            from postgresql import cluster

            new_url = stack.enter_context(cluster({})).new_url
        else:
            numbers = iter(range(10**9))
            new_url = lambda: f"sqlite:///{folder}/record-{next(numbers)}.db"  # noqa: E731
        inside = Path(folder, "reports")
        inside.mkdir()
        print(
            f"{chosen.store}:",
            killed(new_url, reports=chosen.reports, kills=chosen.kills, folder=inside, seed=chosen.seed),
        )


if __name__ == "__main__":
    main()
