"""Export and import: one file, the same bytes again, a merge that says what it did, and no broken file taken."""

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from record_examples import AUG_6, AUG_9, example_claim, example_report

from siegeline.errors import RecordError
from siegeline.record import Record

WHO = {"who": "A. Reader", "why": "the sentence says so"}
NOON = datetime(2016, 8, 20, 12, tzinfo=UTC)
Make = Callable[[], Record]


@pytest.fixture
def make(new_url: Callable[[], str]) -> Iterator[Make]:
    with ExitStack() as stack:
        yield lambda: stack.enter_context(Record.open(new_url(), clock=lambda: NOON))


def add(record: Record, *numbers: int, reader: str = "rules 0.1", learned: date = AUG_6) -> None:
    for number in numbers:
        report = example_report(number, data=b"\xff\x00" + bytes([number]))
        claims = [example_claim(report, start, reader=reader) for start in range(3)]
        record.add(report, claims, theatre="syria", reader=reader, learned=learned, origin=f"/a/{number}")


def filled(make: Make) -> Record:
    record = make()
    add(record, 1, 2, 3)
    add(record, 2, reader="rules 0.2", learned=AUG_9)
    rejected = record.judge("reject", claims=record.claims()[:1], **WHO)
    record.judge("withdraw", withdraws=rejected, **WHO)
    record.judge("same-origin", reports=[row.sha256 for row in record.reports()][:2], **WHO)
    record.erase(record.reports()[-1].sha256, **WHO)
    return record


def exported(record: Record, path: Path) -> bytes:
    record.export(path)
    return path.read_bytes()


def told(record: Record) -> tuple[object, ...]:
    return record.claims(), record.claims(known=AUG_6), record.reports(), record.judgements(), record.tombstones()


def test_a_round_trip_gives_the_same_bytes(make: Make, tmp_path: Path) -> None:
    record, other = filled(make), make()
    whole = exported(record, tmp_path / "a.zip")
    taken = other.take(tmp_path / "a.zip")
    assert (taken.how, taken.reports, taken.readings) == ("whole", 2, 3)
    assert exported(other, tmp_path / "b.zip") == whole
    assert told(other) == told(record)
    assert other.take(tmp_path / "b.zip").how == "nothing"
    other.verify()


def test_the_file_can_be_read_without_this_program(make: Make, tmp_path: Path) -> None:
    record = filled(make)
    exported(record, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as bundle:
        manifest = json.loads(bundle.read("manifest.json"))
        assert (manifest["format"], manifest["version"]) == ("siegeline-record", 1)
        for row in record.reports():
            assert bundle.read(f"contents/{row.sha256}") == record.data(row.sha256)
        claims = [json.loads(json.loads(line)["json"]) for line in bundle.read("claims.jsonl").splitlines()]
        assert {claim["id"] for claim in claims} >= {claim.id for claim in record.claims()}


def test_an_older_copy_is_brought_forward_and_erases_what_was_erased(make: Make, tmp_path: Path) -> None:
    record, copy = make(), make()
    add(record, 1, 2)
    record.export(tmp_path / "a.zip")
    copy.take(tmp_path / "a.zip")
    record.judge("accept", claims=record.claims()[:1], **WHO)
    gone = record.reports()[0].sha256
    record.erase(gone, **WHO)
    add(record, 3)
    whole = exported(record, tmp_path / "b.zip")
    taken = copy.take(tmp_path / "b.zip")
    assert (taken.how, taken.reports, taken.erased) == ("forward", 1, [gone])
    assert exported(copy, tmp_path / "c.zip") == whole
    assert copy.take(tmp_path / "a.zip").how == "nothing"
    copy.verify()


def test_a_merge_adds_what_is_new_and_knows_it_from_that_day(make: Make, tmp_path: Path) -> None:
    ours, theirs = make(), make()
    add(ours, 1, 2)
    add(theirs, 2, 3)
    add(theirs, 2, reader="rules 0.2")
    theirs.judge("reject", claims=[theirs.claims()[0]], **WHO)
    before = told(ours)[1]
    theirs.export(tmp_path / "a.zip")
    taken = ours.take(tmp_path / "a.zip")
    assert (taken.how, taken.reports, taken.readings, taken.claims, taken.judgements) == ("merged", 1, 2, 6, 1)
    assert ours.claims(known=AUG_6) == before
    assert {claim.reader for claim in ours.claims()} == {"rules 0.1", "rules 0.2"}
    assert len(ours.reports()) == 3
    assert ours.judgements()[0].at == theirs.judgements()[0].at
    ours.verify()
    again = ours.take(tmp_path / "a.zip")
    assert (again.how, again.reports, again.readings, again.judgements) == ("merged", 0, 0, 0)
    ours.verify()


def test_what_was_erased_here_is_not_taken_and_what_was_erased_there_is_told(make: Make, tmp_path: Path) -> None:
    ours, theirs = make(), make()
    add(ours, 1, 2)
    add(theirs, 2, 3)
    add(theirs, 1)
    two = example_report(2, data=b"\xff\x00\x02").sha256
    one = example_report(1, data=b"\xff\x00\x01").sha256
    ours.erase(two, **WHO)
    theirs.erase(one, **WHO)
    theirs.export(tmp_path / "a.zip")
    taken = ours.take(tmp_path / "a.zip")
    assert (taken.refused, taken.erased_there, taken.erased) == ([two], [one], [])
    assert ours.take(tmp_path / "a.zip", erasures=True).erased == [one]
    assert [row.title for row in ours.reports()] == ["Report 3"]
    ours.verify()


def rewritten(path: Path, name: str, change: Callable[[bytes], bytes], *, manifest: bool = False) -> None:
    """Write the file anew with one member changed, and its hash in the manifest put right when asked to."""
    import hashlib

    with zipfile.ZipFile(path) as bundle:
        members = {info.filename: bundle.read(info) for info in bundle.infolist()}
    members[name] = change(members[name])
    if manifest:
        told = json.loads(members["manifest.json"])
        told["members"][name] = hashlib.sha256(members[name]).hexdigest()
        members["manifest.json"] = json.dumps(told).encode()
    with zipfile.ZipFile(path, "w") as bundle:
        for one, data in members.items():
            bundle.writestr(one, data)


BREAKS: dict[str, Callable[[Path], object]] = {
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-900]),
    "a byte turned": lambda path: path.write_bytes(path.read_bytes().replace(b"artillery", b"Artillery", 1)),
    "no zip": lambda path: path.write_text("a note"),
    "another zip": lambda path: zipfile.ZipFile(path, "w").close(),
    "empty": lambda path: path.write_bytes(b""),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "not there": lambda path: path.unlink(),
    "a claim changed": lambda path: rewritten(path, "claims.jsonl", lambda data: data.replace(b"0.83", b"0.99")),
    "a claim changed, hash and all": lambda path: rewritten(
        path, "claims.jsonl", lambda data: data.replace(b"0.83", b"0.99"), manifest=True
    ),
    "a row less": lambda path: rewritten(
        path, "judgements.jsonl", lambda data: b"\n".join(data.split(b"\n")[1:]), manifest=True
    ),
    "a log rewritten": lambda path: rewritten(
        path, "log.jsonl", lambda data: data.replace(b"2016-08-20", b"2016-08-01"), manifest=True
    ),
    "odd rows": lambda path: rewritten(path, "claims.jsonl", lambda data: b"[" * 100_000, manifest=True),
    "wrong types": lambda path: rewritten(
        path, "readings.jsonl", lambda data: data.replace(b'"seq":', b'"seq":"x","seqq":'), manifest=True
    ),
    "a newer version": lambda path: rewritten(
        path, "manifest.json", lambda data: data.replace(b'"version":1', b'"version":9')
    ),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The export of a record of all that can be in one."""
    folder = tmp_path_factory.mktemp("whole")
    with Record.open(f"sqlite:///{folder / 'record.db'}", clock=lambda: NOON) as record:
        return exported(filled(lambda: record), folder / "a.zip")


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS)
def test_a_broken_file_is_refused_in_one_line_and_the_record_is_as_before(
    make: Make, whole: bytes, tmp_path: Path, broken: Callable[[Path], object]
) -> None:
    (tmp_path / "a.zip").write_bytes(whole)
    ours = make()
    add(ours, 1, 7)
    before = exported(ours, tmp_path / "before.zip")
    broken(tmp_path / "a.zip")
    with pytest.raises(RecordError) as raised:
        ours.take(tmp_path / "a.zip")
    assert str(raised.value).startswith(f"{tmp_path / 'a.zip'}: ")
    assert "\n" not in str(raised.value)
    assert exported(ours, tmp_path / "after.zip") == before


def test_a_packed_bomb_is_refused_before_it_is_unpacked(make: Make, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("log.jsonl", b"0" * 50_000_000)
        bundle.writestr("manifest.json", b"{}")
    with pytest.raises(RecordError, match="its members are not plain"):
        make().take(tmp_path / "a.zip")


def test_an_export_overwrites_nothing_and_is_for_its_owner(make: Make, tmp_path: Path) -> None:
    record = filled(make)
    record.export(tmp_path / "a.zip")
    assert (tmp_path / "a.zip").stat().st_mode & 0o077 == 0
    with pytest.raises(RecordError, match="is there already; name a new file"):
        record.export(tmp_path / "a.zip")
    with pytest.raises(RecordError, match="cannot be written"):
        record.export(tmp_path / "nowhere" / "a.zip")
    assert [one.name for one in tmp_path.iterdir() if one.suffix != ".db" and "record" not in one.name] == ["a.zip"]


def test_an_erased_report_is_not_in_an_export(make: Make, tmp_path: Path) -> None:
    record = make()
    add(record, 1, 2)
    words, sha = record.claims()[0].quote.encode(), record.claims()[0].report
    text = record.text(sha).encode()
    assert text in exported(record, tmp_path / "a.zip")
    record.erase(sha, **WHO)
    whole = exported(record, tmp_path / "b.zip")
    assert text not in whole
    assert words not in whole
    assert sha.encode() in whole
