"""``siegeline read`` killed, on a full disk, and read from meanwhile, on both stores: the programs of benchmarks/."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
CANNOT = 77

pytestmark = pytest.mark.slow


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> str:
    if request.param == "postgresql":
        request.getfixturevalue("postgresql")  # skips where there is none
    return str(request.param)


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCHMARKS / program), *arguments]
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_killed_and_begun_again_it_ends_as_a_clean_run(store: str) -> None:
    told = run("kills.py", "--store", store, "--reports", "40", "--kills", "6")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(f"{store}: 6 kills while reading 40 reports")


def test_on_a_full_disk_it_ends_in_one_line_and_goes_on_when_there_is_room(store: str) -> None:
    told = run("full_disk.py", "--store", store, "--reports", "60")
    if told.returncode == CANNOT:
        pytest.skip(told.stderr.strip())
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(f"{store}: full after ")
    assert told.stdout.count("the disk is full; make room and do it again") == 2


def test_four_read_while_one_writes_and_see_whole_reports(store: str) -> None:
    told = run("readers.py", "--store", store, "--seconds", "2")
    assert (told.returncode, told.stderr) == (0, "")
    assert "no error, no half report" in told.stdout
