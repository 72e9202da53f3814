"""``siegeline read`` killed again and again, on both stores; ``benchmarks/kills.py`` does it 200 times."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[2] / "benchmarks" / "kills.py"


@pytest.mark.slow
@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_killed_and_begun_again_it_ends_as_a_clean_run(store: str, request: pytest.FixtureRequest) -> None:
    if store == "postgresql":
        request.getfixturevalue("postgresql")  # skips where there is none
    program = [sys.executable, str(PROGRAM), "--store", store, "--reports", "40", "--kills", "6"]
    told = subprocess.run(
        program, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONWARNINGS": "error"}
    )
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(f"{store}: 6 kills while reading 40 reports")
