"""``siegeline claims import`` and ``siegeline compare``: events of other data sets into the record, and beside it."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from siegeline.errors import InputError, UsageError
from siegeline.record import Record

DATA = Path(__file__).parent.parent / "data/events"
ACLED, UCDP = str(DATA / "acled.csv"), str(DATA / "ucdp.csv")
VIINA = (str(DATA / "viina_info.csv"), str(DATA / "viina_labels.csv"))


@pytest.mark.parametrize(
    ("dataset", "files", "told"),
    [
        ("acled", (ACLED,), "13 rows of ACLED: 12 claims, 12 new on record"),
        ("ucdp", (UCDP,), "12 rows of UCDP GED: 12 claims, 12 new on record"),
        ("viina", VIINA, "12 rows of VIINA: 11 claims, 11 new on record"),
    ],
)
def test_into_the_record_once(ask: Any, tmp_path: Path, dataset: str, files: tuple[str, ...], told: str) -> None:
    record = str(tmp_path / "record.db")
    result = ask("claims import", "--from", dataset, *files, "--record", record)
    assert result.stdout.splitlines()[0] == told
    again = ask("claims import", "--from", dataset, *files, "--record", record)
    assert " 0 new on record" in again.stdout
    with Record.open(f"sqlite:///{record}") as kept:
        kept.verify()
        assert len(kept.reports()) == int(told.split(maxsplit=1)[0]), "every row is kept"
        (origin,) = {one.origin for row in kept.reports() for one in kept.custody(row.sha256)}
        assert origin == str(Path(files[0]).absolute())


def test_rows_that_make_no_claim_or_have_no_point_are_listed(ask: Any, tmp_path: Path) -> None:
    result = ask("claims import", "--from", "acled", ACLED, "--record", str(tmp_path / "r.db"), "--as", "csv")
    rows = {row["id"]: row["why"] for row in csv.DictReader(io.StringIO(result.stdout))}
    assert set(rows) == {"SYR90010", "SYR90012", "SYR90013"}
    assert rows["SYR90010"].startswith("kept without a claim")
    assert rows["SYR90012"].startswith("claim without a point")


def test_a_row_that_its_owners_changed_is_taken_and_told(ask: Any, tmp_path: Path) -> None:
    record, changed = str(tmp_path / "r.db"), tmp_path / "later.csv"
    ask("claims import", "--from", "acled", ACLED, "--record", record)
    text = Path(ACLED).read_text(encoding="utf-8")
    changed.write_text(text.replace("from the rebels.,12,", "from the rebels.,15,"), encoding="utf-8")
    assert changed.read_text(encoding="utf-8") != text
    result = ask("claims import", "--from", "acled", str(changed), "--record", record, "--as", "csv")
    rows = [row for row in csv.DictReader(io.StringIO(result.stdout)) if row["older"]]
    assert [(row["id"], row["why"].partition(":")[0]) for row in rows] == [
        ("SYR90001", "taken beside an older version of the row"),
    ]  # fmt: skip
    with Record.open(f"sqlite:///{record}") as kept:
        assert [row.file for row in kept.reports() if row.sha256.startswith(rows[0]["older"])] == ["acled.csv#SYR90001"]


def test_rows_of_another_country_are_listed_and_not_taken(ask: Any, tmp_path: Path) -> None:
    record = str(tmp_path / "r.db")
    result = ask("claims import", "--from", "ucdp", UCDP, "--record", record, "--theatre", "ukraine")
    assert "not taken: not of the theatre Ukraine: 12" in result.stdout


def test_a_bad_row_is_told_and_the_others_are_taken(ask: Any, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(Path(ACLED).read_text(encoding="utf-8").replace("2016-08-12", "some day"), encoding="utf-8")
    result = ask("claims import", "--from", "acled", str(bad), "--record", str(tmp_path / "r.db"))
    assert result.exit_code == 2
    assert result.stdout.startswith("12 rows of ACLED: 11 claims")
    assert result.stderr == (f"siegeline: {bad}: line 8: event_date 'some day' is no day; write it as 2016-08-06\n")


def test_of_a_file_that_is_cut_off_what_stood_before_is_kept(ask: Any, tmp_path: Path) -> None:
    cut, record = tmp_path / "cut.csv", str(tmp_path / "r.db")
    cut.write_bytes(Path(ACLED).read_bytes()[:-40])
    with pytest.raises(InputError, match=r"cut\.csv: line 14 has 28 columns where the first line has 31; "):
        ask("claims import", "--from", "acled", str(cut), "--record", record)
    with Record.open(f"sqlite:///{record}") as kept:
        assert len(kept.reports()) == 12


def test_imported_events_are_published_where_their_terms_allow_it(ask: Any, tmp_path: Path) -> None:
    record, out = str(tmp_path / "r.db"), tmp_path / "out.csv"
    ask("claims import", "--from", "acled", ACLED, "--record", record)
    ask("claims import", "--from", "ucdp", UCDP, "--record", record)
    result = ask("export", "csv", str(out), "--record", record)
    assert "withheld by the release public: events of ACLED: 12" in result.stdout
    assert "SYR9" not in out.read_text(encoding="utf-8")
    assert "UCDP GED" in out.read_text(encoding="utf-8")


def test_an_exported_file_compared_with_its_record(ask: Any, record: str, tmp_path: Path) -> None:
    out = tmp_path / "ours.csv"
    ask("export", "acled", str(out), "--record", record)
    result = ask("compare", "--with", str(out), "--record", record)
    assert result.stdout.endswith("no difference\n")
    assert " 0 only in ours, 0 only in " in result.stdout
    with pytest.raises(InputError, match="was written by siegeline itself"):
        ask("claims import", "--from", "acled", str(out), "--record", str(tmp_path / "r.db"))


def test_compared_as_lines_and_counts(ask: Any, record: str) -> None:
    rows = [
        json.loads(line)
        for line in ask("compare", "--with", ACLED, "--record", record, "--as", "jsonl").stdout.splitlines()
    ]
    assert {row["only_in"] for row in rows} == {"ours", "theirs"}
    counts = list(
        csv.DictReader(
            io.StringIO(ask("compare", "--with", UCDP, "--by", "type", "--record", record, "--as", "csv").stdout)
        )
    )
    assert {row["type"] for row in counts} <= {"state-based", "non-state", "one-sided"}
    assert ask("compare", "--with", VIINA[0], "--with", VIINA[1], "--record", record).exit_code == 0


def test_what_cannot_be_asked_is_one_line(ask: Any, record: str, tmp_path: Path) -> None:
    other = tmp_path / "t.csv"
    other.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="has the columns of none of"):
        ask("compare", "--with", str(other), "--record", record)
    with pytest.raises(UsageError, match="no data set is called 'x'"):
        ask("claims import", "--from", "x", ACLED, "--record", str(tmp_path / "r.db"))
