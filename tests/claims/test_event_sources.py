"""Events in a ZIP, as VIINA's and UCDP's makers give them, and ZIPs that somebody made to do harm."""

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from siegeline.claims.events import Event, Taker, events_in
from siegeline.claims.events.source import sources_in
from siegeline.errors import InputError
from siegeline.theatre import load_theatre

DATA = Path(__file__).parent.parent / "data/events"
INFO, LABELS = (str(DATA / name) for name in ("viina_info.csv", "viina_labels.csv"))
MIB = 1 << 20


def packed(path: Path, members: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> str:
    with zipfile.ZipFile(path, "w", method) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return str(path)


def of(path: str) -> bytes:
    return Path(path).read_bytes()


def told(events: list[Event]) -> list[tuple[str, str | None, str]]:
    return [(one.id, one.kind, one.where) for one in events]


def test_a_zip_for_events_and_one_for_labels(tmp_path: Path) -> None:
    info = packed(tmp_path / "event_info_latest_2022.zip", {"event_info_latest_2022.csv": of(INFO)})
    labels = packed(tmp_path / "event_labels_latest_2022.zip", {"Data/event_labels_latest_2022.csv": of(LABELS)})
    found, plain = list(events_in([info, labels])), list(events_in([INFO, LABELS]))
    assert told(found) == told(plain)
    assert {one.file for one in found} == {f"{info}/event_info_latest_2022.csv"}
    taker = Taker(load_theatre("ukraine"))
    assert taker.take(found[:1]).report.sha256 == taker.take(plain[:1]).report.sha256
    assert taker.take(found[:1]).report.file == "event_info_latest_2022.csv#1"


def test_all_csvs_of_a_zip_are_read_and_nothing_else(tmp_path: Path) -> None:
    members = {"info.csv": of(INFO), "labels.csv": of(LABELS), "README.md": b"# x", "__MACOSX/._info.csv": b"\0\5\x16"}
    found = list(events_in([packed(tmp_path / "viina.zip", members)], "viina"))
    assert told(found) == told(list(events_in([INFO, LABELS])))


def locked(data: bytes) -> bytes:
    """The same ZIP, its member told to be locked, in its own head and in the directory."""
    flagged = bytearray(data)
    flagged[6] |= 1
    flagged[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(flagged)


def lying(data: bytes) -> bytes:
    """The same ZIP, its member told to unpack to less than it does."""
    said = bytearray(data)
    at = data.index(b"PK\x01\x02")
    said[at + 24 : at + 28] = struct.pack("<I", 4000)
    return bytes(said)


@pytest.mark.parametrize(
    ("members", "change", "method", "wrong"),
    [
        ({"a.csv": of(INFO)}, lambda data: data[:-30], zipfile.ZIP_DEFLATED, "is a ZIP that is cut off or broken"),
        ({"a.txt/b.png": b"x"}, bytes, zipfile.ZIP_DEFLATED, "is a ZIP without a CSV in it"),
        ({"a.csv": of(INFO)}, locked, zipfile.ZIP_DEFLATED, "a.csv: is locked with a password"),
        ({"a.csv": of(INFO)}, bytes, zipfile.ZIP_LZMA, "a.csv: is packed in a way that is not read here"),
        ({"a.csv": b"0," * (40 * MIB)}, bytes, zipfile.ZIP_DEFLATED, r"a.csv: unpacks to \d,?\d+ times its size"),
        ({"a.csv": b"0" * (5 * MIB)}, bytes, zipfile.ZIP_DEFLATED, "a.csv: has a line of more than 4 million char"),
        ({"a.csv": of(str(DATA / "ucdp.csv"))}, lying, zipfile.ZIP_DEFLATED, "a.csv: is broken in its ZIP"),
    ],
    ids=["cut", "none", "locked", "method", "bomb", "line", "lying"],
)
def test_a_broken_or_hostile_zip_is_refused_in_one_line(tmp_path: Path, members, change, method, wrong) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(change(of(packed(path, members, method=method))))
    with pytest.raises(InputError, match=wrong) as caught:
        list(events_in([str(path)]))
    assert str(caught.value).startswith(str(path))
    assert len(str(caught.value).splitlines()) == 1


def test_a_csv_called_zip_and_a_zip_called_csv_are_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(of(INFO))
    assert [one.member for one in sources_in(str(tmp_path / "a.zip"))] == [None]
    assert [one.member for one in sources_in(packed(tmp_path / "b.csv", {"c.csv": of(INFO)}))] == ["c.csv"]
