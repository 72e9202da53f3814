"""Spark: the same reader on many machines, by Apache Spark; Parquet or web archives in, Parquet out."""

import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from siegeline.claims.claim import Claim
from siegeline.cli.gather import Readers
from siegeline.errors import InputError, MissingExtraError, ReadingError, SiegelineError, UsageError
from siegeline.lots import lots
from siegeline.record.parcel import Parcel, batch_of
from siegeline.reports import is_archive, read_paths
from siegeline.reports.known import Known
from siegeline.reports.language import language_of
from siegeline.reports.report import Report
from siegeline.reports.title import title_of

_KNOWN = ("source", "leaning", "published", "language")
_AS_GIVEN = ("author", "origin")
_LOCAL = "file:"
_ROWS, _CHARACTERS = 64, 100_000  # of the reports that are handed to a process and read together, about
_TRIES = 4  # of a partition whose process or machine is lost
_PARTITIONS = 8  # for each process, so that none waits long for the last one
_FACTS = ", ".join(f"{name} string" for name in ("source", "leaning"))
_SCHEMA = (
    f"file string, text string, {_FACTS}, published date, language string, title string, author string, "
    "extractor string, made date, origin string, sha256 string, data binary, told string, theatre string, "
    "reader string, claims array<string>, error string"
)
_readers: dict[tuple[str | None, str | None, bool], Readers] = {}


@dataclass(frozen=True, slots=True)
class Asked:
    """How reports are to be read: as the options of ``siegeline read``."""

    theatre: str | None
    reader: str | None
    cascade: bool
    known: Known


@dataclass(frozen=True, slots=True)
class Done:
    """How many reports and claims a job wrote, and what of each report that could not be read."""

    reports: int
    claims: int
    problems: Sequence[str]


def read_on_spark(inputs: Sequence[str], output: str, asked: Asked, *, master: str | None, jobs: int) -> Done:
    """Read Parquet tables of reports and web archives, and write one row a report into the folder ``output``.

    A table has the column ``text``, and ``file``, ``source``, ``leaning``, ``published``, ``language``, ``title``,
    ``data`` where they are known. A report that cannot be read is a row that says why. A partition whose process is
    lost is read again. ``master`` is Spark's (None: the setting of spark-submit, else ``jobs`` processes here).

    Raises:
        MissingExtraError: pyspark is not installed.
        UsageError: there is no Java, or ``output`` is there already.
        ReadingError: the job failed; says at what.
    """
    try:
        spark_sql = importlib.import_module("pyspark.sql")
        failures = importlib.import_module("pyspark.errors").PySparkException
        importlib.import_module("py4j")
    except ImportError as error:
        raise MissingExtraError("reading with Spark", "spark") from error
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise UsageError("Spark needs Java 17 or later: install it (on Debian: apt-get install default-jre-headless)")
    if Path(output).exists():
        raise UsageError(f"{output} is there already; name another --output, or take it away")
    archives = [path for path in inputs if is_archive(path)]
    tables = [path for path in inputs if path not in archives]
    session = _session(spark_sql, master, jobs)
    try:
        slots = session.sparkContext.defaultParallelism
        if tables:
            session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", _ROWS)
            found = session.read.parquet(*tables)
            _check(found.columns, tables)
            _write(found.repartition(_PARTITIONS * slots), partial(_read_tables, asked), output)
        if archives:
            session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 1)
            for found in _files(session, archives):
                _write(found, partial(_read_archives, asked), output)
        written = session.read.parquet(output)
        counted = written.selectExpr("count_if(error is null)", "coalesce(sum(size(claims)), 0)").first()
        told = written.where("error is not null").select("file", "error").orderBy("file").collect()
        return Done(int(counted[0]), int(counted[1]), [f"{row.file}: {row.error}" for row in told])
    except failures as error:
        first = _last_line(str(error))
        raise ReadingError(f"Spark gave up ({first}); mend that, take {output} away, and read again") from error
    finally:
        session.stop()


def _session(spark_sql: Any, master: str | None, jobs: int) -> Any:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    build = spark_sql.SparkSession.builder.appName("siegeline read")
    settings = {"spark.ui.showConsoleProgress": "false", "spark.task.maxFailures": str(_TRIES)}
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "TOKENIZERS_PARALLELISM"):
        value = "false" if name.startswith("TOK") else "1"
        os.environ.setdefault(name, value)
        settings[f"spark.executorEnv.{name}"] = value
    if master is None and "SPARK_ENV_LOADED" not in os.environ:
        master = f"local[{jobs},{_TRIES}]"
        settings |= {"spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1"}
        settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.memory": "1g"}
    if master is not None:
        build = build.master(master)
    for name, value in settings.items():
        build = build.config(name, value)
    session = build.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


def _files(session: Any, archives: Sequence[str]) -> Iterator[Any]:
    """The archives, a partition each: those that each machine can open by their path, and those that Spark opens."""
    every = session.read.format("binaryFile").load(list(archives))
    paths = [row.path for row in every.select("path").collect()]
    here = sorted(path for path in paths if path.startswith(_LOCAL))
    if here:
        rows = [(path, None) for path in here]
        spread = session.sparkContext.parallelize(rows, len(rows))
        yield session.createDataFrame(spread, "path string, content binary")
    if len(paths) > len(here):
        far = every.where(~every.path.startswith(_LOCAL)) if here else every
        yield far.select("path", "content").repartition(len(paths) - len(here))


def _check(columns: Sequence[str], tables: Sequence[str]) -> None:
    if "text" not in columns:
        raise InputError(tables[0], "has no column 'text'", f"name the reports' text so; it has {', '.join(columns)}")


def _write(found: Any, read: Callable[[Iterable[Any]], Iterator[Any]], output: str) -> None:
    found.mapInArrow(read, _SCHEMA).write.mode("append").parquet(output)


def _read_tables(asked: Asked, batches: Iterable[Any]) -> Iterator[Any]:
    for batch in batches:
        yield batch_of(_read([_made(row, asked) for row in batch.to_pylist()], asked))


def _read_archives(asked: Asked, batches: Iterable[Any]) -> Iterator[Any]:
    for batch in batches:
        for row in batch.to_pylist():
            with _opened(row["path"], row["content"]) as (path, here):
                for some in lots(_archive(path, here, asked), _size, full=_CHARACTERS, most=_ROWS):
                    yield batch_of(_read(some, asked))


@contextmanager
def _opened(address: str, content: bytes | None) -> Iterator[tuple[str, str]]:
    """An archive's path as users know it, and that of a file here which holds it: its own, or one for the while."""
    if content is None:
        path = "/" + address.removeprefix(_LOCAL).lstrip("/")
        yield path, path
        return
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder) / address.rpartition("/")[2]
        here.write_bytes(content)
        yield address, str(here)


def _size(made: Report | Parcel) -> int:
    return len(made.text) if isinstance(made, Report) else 0


def _archive(path: str, here: str, asked: Asked) -> Iterator[Report | Parcel]:
    """The reports of an archive, and a parcel for each that is none."""
    problems: list[InputError] = []
    known = {"source": asked.known.source, "published": asked.known.published, "leaning": asked.known.leaning}
    try:
        for report in read_paths([here], on_problem=problems.append, **known):  # type: ignore[arg-type]
            yield replace(report, file=report.file.replace(here, path, 1))
    except MissingExtraError:
        raise  # no archive's fault
    except SiegelineError as error:
        yield _problem(path, str(error).replace(here, path))
    except Exception as error:
        yield _problem(path, _unread(error))
    for problem in problems:
        yield _problem(problem.where.replace(here, path), str(problem).replace(here, path))


def _problem(file: str, told: str) -> Parcel:
    return Parcel(file, error=told.removeprefix(f"{file}: "))


def _made(row: Mapping[str, Any], asked: Asked) -> Report | Parcel:
    file = str(row.get("file") or row.get("origin") or "-")
    try:
        return _report(row, asked)
    except Exception as error:
        return _failed(file, error)


def _read(made: Sequence[Report | Parcel], asked: Asked) -> list[Parcel]:
    """The parcels of reports, read together; whatever fails in one is told, and ends no job."""
    key = (asked.theatre, asked.reader, asked.cascade)
    readers = _readers.setdefault(key, Readers(asked.theatre, asked.reader, cascade=asked.cascade))
    reports = [one for one in made if isinstance(one, Report)]
    try:
        claims = readers.claims_of(reports)
        read = iter([_parcel(readers, report, told) for report, told in zip(reports, claims, strict=True)])
    except MissingExtraError:
        raise  # no report's fault
    except Exception:
        read = (_read_one(readers, report) for report in reports)
    return [one if isinstance(one, Parcel) else next(read) for one in made]


def _read_one(readers: Readers, report: Report) -> Parcel:
    try:
        return _parcel(readers, report, readers.of(report).read(report))
    except MissingExtraError:
        raise
    except Exception as error:
        return _failed(report.file, error)


def _parcel(readers: Readers, report: Report, claims: Sequence[Claim]) -> Parcel:
    reader = readers.of(report)
    return Parcel(report.file, report, tuple(claims), reader.theatre.key, reader.name)


def _failed(file: str, error: Exception) -> Parcel:
    return _problem(file, str(error) if isinstance(error, SiegelineError) else _unread(error))


def _unread(error: Exception) -> str:
    return " ".join(f"could not be read ({type(error).__name__}: {error})".split())


def _report(row: Mapping[str, Any], asked: Asked) -> Report:
    """A table's row as a report: options go before what the row says."""
    text, data = row["text"], row.get("data")
    if not isinstance(text, str) or not text.strip():
        raise InputError(str(row.get("file") or "-"), "has no text", "leave the row out")
    own = Known(**{name: row.get(name) for name in _KNOWN if name != "published"}, published=_day(row.get("published")))
    told = {name: "table" for name in _KNOWN if getattr(own, name) is not None}
    told |= {name: "option" for name in _KNOWN if getattr(asked.known, name) is not None}
    known = asked.known.or_else(own)
    return Report(
        file=str(row.get("file") or row.get("origin") or "-"),
        data=data if isinstance(data, bytes) else text.encode("utf-8", "replace"),
        text=text,
        source=known.source,
        leaning=known.leaning,
        published=known.published,
        language=known.language or language_of(text),
        title=row.get("title") or title_of(text),
        told=told,
        **{name: row.get(name) for name in _AS_GIVEN},
    )


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return value if isinstance(value, date) else None


def _last_line(told: str) -> str:
    """What a worker's traceback ends with, or the first line of anything else."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    ends = [
        line for line in lines if line.split(":")[0].endswith(("Error", "Exception")) and not line.startswith("at ")
    ]
    return (ends or lines or ["it says nothing"])[-1 if ends else 0][:300]
