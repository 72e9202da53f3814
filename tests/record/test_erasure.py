"""Erasure: the words are in no table, no free page and no log of the file; the hash stays, and the chain holds."""

import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from record_examples import AUG_6, example_claim, example_report

from siegeline.claims.claim import Claim
from siegeline.errors import ErasedReportError, RecordError, UsageError
from siegeline.record import Record
from siegeline.reports.report import Report

WHO = {"who": "A. Reader", "why": "at risk"}
SECRET = "Ziad Qabbani of Khan Shamali street hid eleven people in his cellar."


def secret_report() -> Report:
    text = f"{SECRET} He was told of by {SECRET * 40}"
    return replace(
        example_report(9), data=text.encode(), text=text, title=SECRET[:40], file="ziad-qabbani.txt", source="his aunt"
    )


def fill(record: Record) -> tuple[Report, Report]:
    secret, other = secret_report(), example_report(1)
    for report in (secret, other):
        claims = [example_claim(report, start) for start in (0, 69)]
        record.add(report, claims, theatre="syria", reader="rules 0.1", learned=AUG_6)
        newer = [example_claim(report, 0, reader="rules 0.2")]
        record.add(report, newer, theatre="syria", reader="rules 0.2", learned=AUG_6)
    return secret, other


def of(record: Record, report: Report) -> list[Claim]:
    return [claim for claim in record.claims() if claim.report == report.sha256]


def test_the_words_go_and_the_hash_stays(record: Record) -> None:
    secret, other = fill(record)
    kept = of(record, other)
    gone = record.erase(secret.sha256, **WHO)
    assert gone is not None
    assert (gone.claims, gone.judgements, gone.kin) == (2, 0, ())
    assert record.claims() == record.claims(known=AUG_6) == kept
    assert [row.sha256 for row in record.reports()] == [other.sha256]
    [tombstone] = record.tombstones()
    assert (tombstone.report, tombstone.who, tombstone.why) == (secret.sha256, "A. Reader", "at risk")
    for ask in (record.text, record.data):
        with pytest.raises(RecordError, match="no report"):
            ask(secret.sha256)
    assert record.custody(secret.sha256) == []
    record.verify()


def test_judgements_on_it_and_those_that_quote_it_go_too(record: Record) -> None:
    secret, other = fill(record)
    on_it, beside = of(record, secret)[:1], of(record, other)[:1]
    first = record.judge("reject", claims=on_it, who="A", why="no")
    record.judge("withdraw", withdraws=first, who="A", why="yes")
    record.judge("same-event", claims=[*on_it, *beside], who="A", why="one event")
    record.judge("accept", claims=beside, who="A", why='as in: "khan shamali Street, hid eleven"')
    stays = record.judge("accept", claims=beside, who="B", why="told by eleven people")
    gone = record.erase(secret.sha256, **WHO)
    assert gone is not None
    assert gone.judgements == 4
    assert [one.id for one in record.judgements()] == [stays]
    record.verify()


def test_an_erased_report_is_not_taken_again(record: Record) -> None:
    secret, _ = fill(record)
    record.erase(secret.sha256, **WHO)
    for reader in ("rules 0.2", "rules 0.3"):
        with pytest.raises(ErasedReportError, match=r"was erased from the record on .* by A. Reader \(at risk\)"):
            record.add(secret, [], theatre="syria", reader=reader)
    assert record.erase(secret.sha256, **WHO) is None
    record.verify()


def test_what_another_report_holds_too_stays_and_is_told(record: Record) -> None:
    secret, _ = fill(record)
    twin = replace(secret, data=b"\xef\xbb\xbf" + secret.data)
    record.add(twin, [example_claim(twin, 0, reader="rules 0.2")], theatre="syria", reader="rules 0.2")
    gone = record.erase(secret.sha256, **WHO)
    assert gone is not None
    assert gone.kin == (twin.sha256,)
    assert record.text(twin.sha256) == secret.text
    record.verify()


SAYINGS = ('She said: "quote":"no".', 'the \\"list","reader":"x"', "Grüße aus Ḥalab\n– 'نعم' 100 % _", 'plain', '')


def said(number: int, *sentences: str) -> tuple[Report, list[Claim]]:
    text = f"{number} " + "".join(sentences)
    report = replace(example_report(number), data=text.encode(), text=text)
    found, start = [], 2
    for sentence in sentences:
        end = start + len(sentence)
        found.append(replace(example_claim(report, start), quote=sentence, end=end, id=""))
        start = end
    return report, found


@pytest.mark.parametrize("same", SAYINGS)
def test_a_sentence_is_found_in_other_reports_whatever_signs_are_in_it(record: Record, same: str) -> None:
    told = [said(1, "first", same), said(2, same), said(3, f"{same} "), said(4, f" {same}", "last")]
    for report, claims in told:
        record.add(report, claims, theatre="syria", reader="rules 0.1")
    gone = record.erase(told[0][0].sha256, **WHO)
    assert gone is not None
    assert gone.kin == (told[1][0].sha256,)
    record.verify()


@pytest.mark.parametrize("options", [{"who": " "}, {"why": ""}])
def test_somebody_must_say_why(record: Record, options: dict[str, str]) -> None:
    secret, _ = fill(record)
    with pytest.raises(UsageError, match="needs somebody and a reason"):
        record.erase(secret.sha256, **{**WHO, **options})
    assert len(record.reports()) == 2


def test_what_is_not_there_cannot_be_erased(record: Record) -> None:
    with pytest.raises(RecordError, match="no report 00 is on record"):
        record.erase("00", **WHO)


PROGRAM = """
import sys, zlib
sys.path.insert(0, sys.argv[2])
from siegeline.record import Record
from test_erasure import WHO, fill, of
with Record.open(sys.argv[1]) as record:
    secret, other = fill(record)
    record.judge("reject", claims=of(record, secret)[:1], who="A", why="Ziad was never told of")
    before = b"".join(open(sys.argv[1][10:] + end, "rb").read() for end in ("", "-wal"))
    assert b"Khan Shamali" in before, "the test would find nothing"
    assert zlib.compress(secret.data)[8:24] in before
    record.erase(secret.sha256, **WHO)
    print("erased", flush=True)
    sys.stdin.read()
"""


def test_no_file_of_the_record_holds_a_word_of_it(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    program = [sys.executable, "-c", PROGRAM, f"sqlite:///{path}", str(Path(__file__).parent)]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "erased\n"
        found = [one.read_bytes() for one in tmp_path.iterdir()]  # while the record is still open
        running.communicate("")
    found += [one.read_bytes() for one in tmp_path.iterdir()]
    packed = zlib.compress(secret_report().data)
    for words in (b"Ziad", b"ziad", b"Shamali", b"cellar", b"his aunt", packed[8:24]):
        assert all(words not in one for one in found), words
    with Record.open(f"sqlite:///{path}") as record:
        record.verify()


def test_only_what_was_erased_can_be_deleted(record: Record, url: str, new_url: Callable[[], str]) -> None:
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import DBAPIError

    secret, _ = fill(record)
    record.erase(secret.sha256, **WHO)
    engine = create_engine(url)
    for table in ("claims", "readings", "statements", "reports", "contents", "tombstones", "erased", "log"):
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
            connection.execute(text(f"DELETE FROM {table}"))
    engine.dispose()


def test_a_reader_who_keeps_old_pages_is_told_and_the_cleaning_can_be_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3
    from contextlib import closing

    from siegeline.record import store

    monkeypatch.setattr(store, "BUSY_SECONDS", 0.2)
    path = tmp_path / "record.db"
    with Record.open(f"sqlite:///{path}") as record:
        secret, _ = fill(record)
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM claims").fetchall()
            with pytest.raises(RecordError, match=r"others are reading it .* give the same command again"):
                record.erase(secret.sha256, **WHO)
        assert record.erase(secret.sha256, **WHO) is None
        assert all(b"Shamali" not in one.read_bytes() for one in tmp_path.iterdir())
        record.verify()
