import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from siegeline.cli.spark import Asked, _read_tables
from siegeline.record.parcel import parcels
from siegeline.reports.known import Known

PLACES = ("Khan Tuman", "Nubl", "Daraya", "Kafraya")
NO_SPARK = "Spark is not here: pip install 'siegeline[spark]', and apt-get install default-jre-headless"


def run(*words: str, ok: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "siegeline", *words], capture_output=True, text=True, check=False, timeout=800
    )
    assert done.returncode == ok, done.stderr
    return done


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Reports as a table, one of them without a text; the same as files in a folder."""
    folder = tmp_path / "reports"
    folder.mkdir()
    rows: list[dict[str, str | None]] = [{"file": "empty", "text": None}]
    for place in PLACES:
        text = f"Rebels captured {place} from the army on 3 May 2016.\nThe army shelled {place} on Friday.\n"
        (folder / f"{place}.txt").write_text(text)
        rows.append({"file": str(folder / f"{place}.txt"), "text": text})
    pq.write_table(pa.Table.from_pylist(rows[::-1]), tmp_path / "reports.parquet")
    return tmp_path


def test_a_row_that_cannot_be_read_is_told_and_the_others_are_read(table: Path) -> None:
    batches = pq.read_table(table / "reports.parquet").to_batches()
    (found,) = _read_tables(Asked("syria", "rules", True, Known()), batches)
    assert [bool(row) for row in found.column("claims").to_pylist()] == [True] * len(PLACES) + [False]
    assert found.column("error").to_pylist()[-1] == "has no text; leave the row out"


def test_what_is_missing_is_said_before_anything_is_read(tmp_path: Path) -> None:
    assert "--output FOLDER" in run("read", "--engine", "spark", "--input", "x.parquet", ok=2).stderr
    assert "are for --engine spark" in run("read", "x.txt", "--output", str(tmp_path), ok=2).stderr


@pytest.mark.slow
@pytest.mark.timeout(900)  # Java and its processes need a minute on two cores that are busy, or more
@pytest.mark.skipif(not (find_spec("pyspark") and which("java")), reason=NO_SPARK)
def test_spark_gives_the_claims_that_one_machine_gives_and_the_record_takes_them_in(table: Path) -> None:
    out, record = table / "claims", f"sqlite:///{table}/record.db"
    options = ("--theatre", "syria", "--reader", "rules", "--published", "2016-05-07")
    done = run("read", "--engine", "spark", "--input", str(table / "reports.parquet"), "--output", str(out), *options,
               "--jobs", "2", ok=2)  # fmt: skip
    assert "4 reports, 8 claims" in done.stdout
    assert done.stderr.strip().endswith("siegeline: empty: has no text; leave the row out")
    alone = [
        json.loads(line) for line in run("read", str(table / "reports"), "--as", "jsonl", *options).stdout.splitlines()
    ]
    spread = [claim.as_json() for one in parcels(out) for claim in one.claims]
    assert sorted(spread, key=lambda one: one["id"]) == sorted(alone, key=lambda one: one["id"])
    taken = run("record", "import", str(out), "--record", record, ok=2)
    assert "4 reports, 8 claims new on record" in taken.stdout
    assert "4 reports, 8 claims" in run("record", "verify", "--record", record).stdout
