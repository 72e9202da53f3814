import io
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from siegeline.cli.spark import Asked, _read_archives, _read_tables
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


@pytest.fixture
def archives(tmp_path: Path) -> Path:
    """Two web archives as ``warcio`` writes them: with a page that is none, and with an end that is cut off."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    folder = tmp_path / "archives"
    folder.mkdir()
    for name, places in (("a", PLACES[:2]), ("b", PLACES[2:])):
        with (folder / f"{name}.warc.gz").open("wb") as file:
            writer = WARCWriter(file, gzip=True)
            pages = [f"<p>Rebels captured {place} from the army on 3 May 2016.</p>" for place in places]
            for number, page in enumerate([pages[0], "", *pages[1:]]):
                head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
                body = io.BytesIO(f"<html><body>{page}</body></html>".encode())
                address = f"http://news.example/{name}/{number}"
                record = writer.create_warc_record(address, "response", payload=body, http_headers=head)
                writer.write_record(record)
                record.raw_stream.close()  # the file that it was measured in
    whole = (folder / "b.warc.gz").read_bytes()
    (folder / "b.warc.gz").write_bytes(whole[:-60])
    return folder


def test_pages_of_an_archive_are_read_and_what_is_broken_in_it_is_told(archives: Path) -> None:
    rows = [{"path": f"file:{archives}/a.warc.gz", "content": None},
            {"path": "s3a://news/b.warc.gz", "content": (archives / "b.warc.gz").read_bytes()}]  # fmt: skip
    batches = pa.Table.from_pylist(rows).to_batches()
    found = [row for one in _read_archives(Asked("syria", "rules", True, Known()), batches) for row in one.to_pylist()]
    assert [row["file"] for row in found if row["claims"]] == [
        f"{archives}/a.warc.gz#http://news.example/a/0",
        f"{archives}/a.warc.gz#http://news.example/a/2",
        "s3a://news/b.warc.gz#http://news.example/b/0",
    ]
    told = [f"{row['file']}: {row['error']}" for row in found if row["error"]]
    assert len(told) == 3
    assert told[0].startswith(f"{archives}/a.warc.gz, http://news.example/a/1: is a web page in which no text is found")
    assert told[-1].startswith("s3a://news/b.warc.gz: is a web archive that is broken or cut off after 3 records")


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


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not (find_spec("pyspark") and which("java")), reason=NO_SPARK)
def test_spark_reads_web_archives_as_one_machine_does(archives: Path, tmp_path: Path) -> None:
    out, options = tmp_path / "claims", ("--theatre", "syria", "--reader", "rules", "--published", "2016-05-07")
    done = run("read", "--engine", "spark", "--input", str(archives / "*.warc.gz"), "--output", str(out), *options,
               "--jobs", "2", ok=2)  # fmt: skip
    alone = run("read", *map(str, sorted(archives.iterdir())), "--as", "jsonl", *options, ok=2)
    spread = [claim.as_json() for one in parcels(out) for claim in one.claims]
    by_id = sorted(map(json.loads, alone.stdout.splitlines()), key=lambda one: one["id"])
    assert sorted(spread, key=lambda one: one["id"]) == by_id
    assert len(by_id) == 3
    told = [line for line in done.stderr.splitlines() if line.startswith("siegeline: ")]  # Java warns of its own
    assert sorted(told) == sorted(alone.stderr.splitlines())
    assert len(list(out.glob("part-*"))) == 2
