"""Download: a file from a real server on this machine that breaks, lies and hangs."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geonames_server import Web, serving
from siegeline.errors import InputError
from siegeline.places.download import download

DATA = random.Random(4).randbytes(300_000)


@pytest.fixture
def web() -> Iterator[Web]:
    with serving({"/a.zip": DATA, "/empty": b""}) as served:
        yield served


def take(web: Web, to: Path, path: str = "/a.zip", **options: Any) -> Path:
    options.setdefault("check", lambda _path: None)
    return download(f"{web.address}{path}", to / "a.zip", timeout=options.pop("timeout", 5), pause=0.001, **options)


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_whole_file_and_nothing_beside_it(web: Web, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    path = take(web, tmp_path / "new", progress=lambda done, total: told.append((done, total)))
    assert path.read_bytes() == DATA
    assert left(path.parent) == ["a.zip"]
    assert told[0] == (0, len(DATA))
    assert told[-1] == (len(DATA), len(DATA))
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_an_empty_file(web: Web, tmp_path: Path) -> None:
    assert take(web, tmp_path, "/empty").read_bytes() == b""


@pytest.mark.parametrize(
    "faults",
    [
        [("cut", 100_000)],
        [("cut", 0)],
        [("cut", 100_000), ("cut", 1), ("cut", 50_000), 503, 429, ("cut", 7)],
        [("cut", 10_000)] * 20,
        [500, 502, 503],
    ],
)
def test_what_breaks_is_taken_up_where_it_stopped(web: Web, tmp_path: Path, faults: list[Any]) -> None:
    web.faults = list(faults)
    assert take(web, tmp_path).read_bytes() == DATA
    got = sum(fault[1] for fault in faults if isinstance(fault, tuple))
    last = web.asked[-1][1]
    assert last == (f"bytes={got}-" if got else None), "only the rest is asked for"
    assert left(tmp_path) == ["a.zip"]


def test_a_server_that_hangs_is_left_and_asked_again(web: Web, tmp_path: Path) -> None:
    web.faults = [("hang", 1000)]
    assert take(web, tmp_path, timeout=0.3).read_bytes() == DATA
    assert web.asked[-1][1] == "bytes=1000-"


def test_a_server_that_only_hangs_is_given_up(web: Web, tmp_path: Path) -> None:
    web.faults = [("hang", 0)] * 50
    with pytest.raises(InputError, match=r"a\.zip: could not be fetched after 5 tries .*check the network"):
        take(web, tmp_path, timeout=0.05)


def test_a_later_call_goes_on(web: Web, tmp_path: Path) -> None:
    web.faults = [("cut", 200_000), 503, 503, 503, 503, 503]
    with pytest.raises(InputError, match=r"503.*200000 bytes are kept"):
        take(web, tmp_path)
    assert left(tmp_path) == ["a.zip.part", "a.zip.part.json"]
    web.asked.clear()
    web.faults.clear()
    assert take(web, tmp_path).read_bytes() == DATA
    assert web.asked == [("/a.zip", "bytes=200000-")]


def test_halves_of_two_versions_are_not_joined(web: Web, tmp_path: Path) -> None:
    web.faults = [("cut", 200_000), 503, 503, 503, 503, 503]
    with pytest.raises(InputError):
        take(web, tmp_path)
    web.files["/a.zip"] = DATA[::-1]
    assert take(web, tmp_path).read_bytes() == DATA[::-1]


def test_without_a_mark_of_the_version_it_begins_again(web: Web, tmp_path: Path) -> None:
    web.marks = False
    web.faults = [("cut", 200_000)]
    assert take(web, tmp_path).read_bytes() == DATA
    assert web.asked == [("/a.zip", None), ("/a.zip", None)]


@pytest.mark.parametrize("fault", ["no range", "odd range"])
def test_a_server_that_sends_another_part(web: Web, tmp_path: Path, fault: str) -> None:
    web.faults = [("cut", 200_000), fault]
    assert take(web, tmp_path).read_bytes() == DATA


def test_a_part_of_another_address_or_of_an_unknown_one_is_not_used(web: Web, tmp_path: Path) -> None:
    (tmp_path / "a.zip.part").write_bytes(b"other")
    (tmp_path / "a.zip.part.json").write_text(json.dumps({"url": "http://x/a.zip", "version": '"1"'}))
    assert take(web, tmp_path).read_bytes() == DATA
    (tmp_path / "a.zip.part").write_bytes(b"other")
    (tmp_path / "a.zip.part.json").write_text("{")
    assert take(web, tmp_path).read_bytes() == DATA


def test_a_part_that_is_longer_than_the_file_is_dropped(web: Web, tmp_path: Path) -> None:
    web.faults = [("cut", 200_000), 503, 503, 503, 503, 503]
    with pytest.raises(InputError):
        take(web, tmp_path)
    with (tmp_path / "a.zip.part").open("ab") as part:
        part.write(bytes(200_000))
    assert take(web, tmp_path).read_bytes() == DATA


@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize("off", [-1000, 1000])
def test_a_wrong_size_is_no_file(web: Web, tmp_path: Path, off: int, marks: bool) -> None:
    (tmp_path / "a.zip").write_bytes(b"before")
    web.faults = [("length", off)] * 500

    def check(path: Path) -> None:
        if path.read_bytes() != DATA:
            raise InputError(str(path), "is not whole", "fetch it again")

    web.marks = marks
    with pytest.raises(InputError, match=r"could not be fetched|is not whole"):
        take(web, tmp_path, check=check)
    assert (tmp_path / "a.zip").read_bytes() == b"before"


@pytest.mark.parametrize(
    ("path", "faults", "told"),
    [
        ("/b.zip", [], r"b\.zip: the server says 404 Not Found; check the country"),
        ("/a.zip", [403], "403 Forbidden; check the address"),
        ("/a.zip", [503] * 9, "after 5 tries .*503 Service Unavailable"),
    ],
)
def test_what_the_server_refuses(web: Web, tmp_path: Path, path: str, faults: list[int], told: str) -> None:
    (tmp_path / "a.zip").write_bytes(b"before")
    web.faults = faults
    with pytest.raises(InputError, match=told):
        take(web, tmp_path, path)
    assert (tmp_path / "a.zip").read_bytes() == b"before"


def test_no_server_at_all(tmp_path: Path) -> None:
    with serving({}) as web:
        pass
    with pytest.raises(InputError, match="could not be fetched after 5 tries"):
        take(web, tmp_path)


def test_a_file_that_is_not_what_was_wanted_is_fetched_once_more(web: Web, tmp_path: Path) -> None:
    checked: list[Path] = []

    def check(path: Path) -> None:
        checked.append(path)
        if len(checked) == 1:
            raise InputError(str(path), "is damaged", "fetch it again")

    assert take(web, tmp_path, check=check).read_bytes() == DATA
    assert web.asked == [("/a.zip", None), ("/a.zip", None)]


def test_a_file_that_is_never_what_was_wanted_is_not_kept(web: Web, tmp_path: Path) -> None:
    def check(path: Path) -> None:
        raise InputError(str(path), "is damaged", "fetch it again")

    with pytest.raises(InputError, match=r"http.*a\.zip: is damaged; try later"):
        take(web, tmp_path, check=check)
    assert left(tmp_path) == []


def test_a_folder_that_cannot_be_written(web: Web, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        take(web, tmp_path / "file")
