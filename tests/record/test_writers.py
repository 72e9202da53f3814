"""Writers that are killed, writers side by side, and readers while somebody writes: real processes."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
import record_examples
from record_examples import add_examples

from siegeline.record import Record

REPORTS, CLAIMS_EACH = 150, 20

pytestmark = pytest.mark.slow


@pytest.fixture
def new_url(bare_url: Callable[[], str]) -> Callable[[], str]:
    """The tables are what is tested here: nothing made them before."""
    return bare_url


def writer(url: str, *arguments: float) -> subprocess.Popen[str]:
    command = [sys.executable, record_examples.__file__, url, *map(str, arguments)]
    return subprocess.Popen(command, env={**os.environ, "PYTHONWARNINGS": "error"}, text=True)


def test_a_killed_writer_leaves_whole_reports_and_can_be_finished(new_url: Callable[[], str]) -> None:
    chance = random.Random(6)
    url, clean = new_url(), new_url()
    for number in range(11):
        if number < 3:  # killed while it starts and makes the tables
            process = writer(url, 0, 1)
            time.sleep(chance.uniform(0.2, 0.6))
            process.kill()
            process.wait()
        else:  # killed while it adds
            process = writer(url, 0, REPORTS, chance.randint(1, 5), chance.uniform(0, 0.008))
            assert process.wait() == -signal.SIGKILL
        with Record.open(url) as record:
            record.verify()
            assert len(record.claims()) == len(record.reports()) * CLAIMS_EACH
    with Record.open(url) as record, Record.open(clean) as other:
        assert 8 <= len(record.reports()) < REPORTS
        for opened in (record, other):
            assert sum(add_examples(opened, range(REPORTS))) > 0
        assert record.claims() == other.claims()
        assert record.reports() == other.reports()
        record.verify()


def test_two_writers_at_once_and_a_reader_beside_them(url: str) -> None:
    Record.open(url).close()
    with writer(url, 0, 60) as one, writer(url, 30, 90) as two:
        seen = 0
        while one.poll() is None or two.poll() is None:
            with Record.open(url) as record:
                found = len(record.claims())
            assert found % CLAIMS_EACH == 0, "a reader saw half a report"
            assert found >= seen
            seen = found
    assert (one.returncode, two.returncode) == (0, 0)
    with Record.open(url) as record:
        assert len(record.reports()) == 90
        assert len(record.claims()) == 90 * CLAIMS_EACH
        record.verify()


TOGETHER = """
import os, sys
import alembic.command
from siegeline.record import Record
for url in sys.argv[1:]:
    ready, go = os.pipe()
    children = []
    for _ in range(5):
        if not (child := os.fork()):
            os.close(go)
            os.read(ready, 1)  # until the parent closes its end
            try:
                Record.open(url).close()
            except BaseException as error:
                print(error, file=sys.stderr)
                os._exit(1)
            os._exit(0)
        children.append(child)
    os.close(ready)
    os.close(go)
    if any(os.waitpid(child, 0)[1] for child in children):
        sys.exit(1)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the processes must start in one moment")
def test_many_make_one_record_in_the_same_moment(new_url: Callable[[], str]) -> None:
    urls = [new_url()]  # the race for a new file is lost seldom; a server has none to lose
    urls += [new_url() for _ in range(29 if urls[0].startswith("sqlite") else 3)]
    program = [sys.executable, "-c", TOGETHER, *urls]
    told = subprocess.run(program, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
