"""Documents from the web: served by a local server, which is a private network and must be allowed."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from datetime import date
from email.utils import formatdate
from pathlib import Path

import pytest

from siegeline.errors import InputError
from siegeline.reports import read_paths
from siegeline.reports.address import NotServedError, fetched, is_public
from web_server import Served, serving

PAGE = (Path(__file__).parents[1] / "data/formats/page.html").read_bytes()
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as one:
        yield one


def test_a_page_is_a_report_and_custody_gets_where_it_ended(served: Served) -> None:
    served.answers["/old"] = (301, {"Location": "/castello"}, b"")
    served.answers["/castello"] = (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(PAGE))
    (report,) = read_paths([f"{served.base}/old"], private=True)
    assert (report.data, report.source, report.published) == (PAGE, "Orient Weekly", date(2016, 7, 18))
    assert (report.file, report.origin) == (f"{served.base}/old", f"{served.base}/castello")
    assert served.asked[0][1]["User-Agent"].startswith("siegeline/")


def test_a_private_network_is_refused_unless_allowed_and_nothing_is_asked_there(served: Served) -> None:
    for base in (served.base, served.base.replace("127.0.0.1", "localhost")):
        with pytest.raises(InputError, match=r"is on a private network \((127\.0\.0\.1|::1)\); add --allow-private"):
            list(read_paths([f"{base}/castello"]))
    assert served.asked == []


def test_a_public_address_that_leads_to_a_private_one_is_refused(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names are looked up in a table of ours: one is public, and answers with a way to this machine."""
    served.answers["/"] = (302, {"Location": "http://metadata.example/secret"}, b"")
    port = int(served.base.rpartition(":")[2])
    monkeypatch.setattr("siegeline.reports.address.is_public", lambda one: one == "127.0.0.1")
    table = {"news.example": "127.0.0.1", "metadata.example": "169.254.169.254"}
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *more, **named: real(table.get(host, host), *more, **named))
    with pytest.raises(InputError, match=r"^http://metadata.example/secret: is on a private network \(169"):
        fetched(f"http://news.example:{port}/")


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "::"),
        *("fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
def test_private(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((200, HTML, b"a" * ((32 << 20) + 1)), "is larger than 32 MiB"),
        ((200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(b"a" * (33 << 20))), "is larger than 32 MiB"),
        ((200, {**HTML, "Content-Encoding": "gzip"}, b"no gzip"), "sends what cannot be read"),
        ((302, {"Location": "/x"}, b""), "redirects more than 3 times"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "is no address on the web, or leads to none"),
        ((302, {"Location": "http://a:b@127.0.0.1/"}, b""), "has a name, a password or a blank in it"),
        ((200, HTML, b""), "is empty"),
        ((200, HTML, b"<html></html>"), "is a web page in which no text is found"),
        ((500, HTML, b""), "the server answers with status 500"),
    ],
)
def test_refused_in_one_line(served: Served, answer: tuple[int, dict[str, str], bytes], told: str) -> None:
    served.answers["/x"] = answer
    with pytest.raises(InputError, match=told) as caught:
        list(read_paths([f"{served.base}/x"], private=True))
    assert len(str(caught.value).splitlines()) == 1


def test_what_has_not_changed_is_not_sent_again(served: Served) -> None:
    served.answers["/f"] = lambda heads: (
        (304, {}, b"") if heads.get("If-None-Match") == '"1"' else (200, {"ETag": '"1"'}, b"text")
    )
    first = fetched(f"{served.base}/f", private=True)
    assert (first.data, first.etag) == (b"text", '"1"')
    assert fetched(f"{served.base}/f", private=True, etag=first.etag).data is None


def test_a_busy_server_says_how_long_to_wait(served: Served) -> None:
    served.answers["/f"] = (429, {"Retry-After": "120"}, b"")
    with pytest.raises(NotServedError) as caught:
        fetched(f"{served.base}/f", private=True)
    assert (caught.value.status, caught.value.after) == (429, 120)


def test_a_busy_server_may_name_a_time(served: Served) -> None:
    for told, least, most in ((formatdate(time.time() + 7200, usegmt=True), 3600, 7200), ("in an hour", None, None)):
        served.answers["/f"] = (503, {"Retry-After": told}, b"")
        with pytest.raises(NotServedError) as caught:
            fetched(f"{served.base}/f", private=True)
        after = caught.value.after
        assert after is None if least is None else least <= (after or 0) <= most


@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "0"]
)
def test_this_machine_is_refused_however_it_is_written(served: Served, host: str) -> None:
    port = served.base.rpartition(":")[2]
    with pytest.raises(InputError, match=r"is on a private network|does not answer|is no address on the web"):
        fetched(f"http://{host}:{port}/")
    assert served.asked == []


def test_a_name_with_one_private_address_among_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is connected to, neither the private address nor the public one."""
    asked = []

    def looked_up(host: str, port: int, **_: object) -> list[object]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", port)),
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fd00::1", port, 0, 0)),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    monkeypatch.setattr(socket, "create_connection", lambda *told, **_: asked.append(told))
    with pytest.raises(InputError, match=r"is on a private network \(fd00::1\)"):
        fetched("http://news.example/")
    assert asked == []


def test_a_resolver_that_hangs_holds_nothing_up(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stub stands for it: it answers when the test is over. The next fetch is served all the same."""
    over, real = threading.Event(), socket.getaddrinfo

    def hanging(host: str, *more: object, **named: object) -> object:
        if host == "slow.example":
            over.wait()
        return real(host, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    monkeypatch.setattr("siegeline.reports.address.LOOKUP_SECONDS", 0.05)
    try:
        with pytest.raises(InputError, match=r"^http://slow.example/: does not answer \(its name is not found within"):
            fetched("http://slow.example/")
        served.answers["/f"] = (200, {}, b"text")
        monkeypatch.setattr("siegeline.reports.address.LOOKUP_SECONDS", 15.0)
        assert fetched(f"{served.base}/f", private=True).data == b"text"
    finally:
        over.set()


def test_the_end_of_a_look_up_is_that_of_the_whole_fetch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever answers slowly to each step gets no more time than the sixty seconds of all."""
    asked: list[float] = []

    def looked_up(host: str, port: int, seconds: float) -> list[str]:
        asked.append(seconds)
        return ["127.0.0.1"]

    monkeypatch.setattr("siegeline.reports.address._looked_up", looked_up)
    monkeypatch.setattr("siegeline.reports.address.SECONDS", 3)
    with pytest.raises(InputError):
        fetched("http://slow.example/")
    assert [0 < one <= 3 for one in asked] == [True]


def test_a_name_that_nobody_has_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(InputError, match=r"^http://none.example/: does not answer \(.*Name or service not known\)"):
        fetched("http://none.example/")


def test_nobody_there() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        with pytest.raises(InputError, match="does not answer"):
            fetched(f"http://127.0.0.1:{bound.getsockname()[1]}/", private=True)
