"""Writers that are killed, writers side by side, and readers while somebody writes: real processes."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import record_examples
from record_examples import add_examples

from siegeline.record import Record

REPORTS, CLAIMS_EACH = 150, 20


def writer(url: str, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, record_examples.__file__, url, str(first), str(last)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONWARNINGS": "error"}
    )


def test_a_killed_writer_leaves_whole_reports_and_can_be_finished(tmp_path: Path) -> None:
    chance = random.Random(6)
    url, clean = (f"sqlite:///{tmp_path / name}.db" for name in ("killed", "clean"))
    there = 0
    for number in range(10):
        with writer(url, 0, REPORTS) as process:
            if number < 3:  # while it starts and makes the tables
                time.sleep(chance.uniform(0.2, 0.6))
            else:  # while it adds what is not there yet
                for _ in range(there + 1):
                    process.stdout.readline()
                time.sleep(chance.uniform(0, 0.03))
            process.send_signal(signal.SIGKILL)
            process.stdout.close()
        with Record.open(url) as record:
            record.verify()
            there = len(record.reports())
            assert len(record.claims()) == there * CLAIMS_EACH
    with Record.open(url) as record, Record.open(clean) as other, redirect_stdout(StringIO()):
        assert 0 < len(record.reports()) < REPORTS, "the writer was never killed in the middle"
        add_examples(record, range(REPORTS))
        add_examples(other, range(REPORTS))
        assert record.claims() == other.claims()
        assert record.reports() == other.reports()
        record.verify()


def test_two_writers_at_once_and_a_reader_beside_them(url: str) -> None:
    with writer(url, 0, 60) as one, writer(url, 30, 90) as two:
        while not Path(url.removeprefix("sqlite:///")).exists():
            time.sleep(0.01)
        seen = 0
        while one.poll() is None or two.poll() is None:
            with Record.open(url) as record:
                found = len(record.claims())
            assert found % CLAIMS_EACH == 0, "a reader saw half a report"
            assert found >= seen
            seen = found
        one.communicate()
        two.communicate()
    assert (one.returncode, two.returncode) == (0, 0)
    with Record.open(url) as record:
        assert len(record.reports()) == 90
        assert len(record.claims()) == 90 * CLAIMS_EACH
        record.verify()
