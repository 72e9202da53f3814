"""Addresses: one document from the web, by few redirects, up to a size and a time, and from no private network.

A name is looked up once, and the connection goes to the address that was checked, so that a name which answers
otherwise the second time (DNS rebinding) gains nothing. Proxies of the environment are not used.
"""

import ipaddress
import queue
import socket
import threading
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore

from siegeline import __version__
from siegeline.errors import InputError
from siegeline.reports.content import LIMIT, LIMIT_MIB
from siegeline.reports.refusal import shown

REDIRECTS = 3
SECONDS = 60
LOOKUP_SECONDS = 15.0
_MOVED = {301, 302, 303, 307, 308}
_WAIT = {"connect": 15.0, "read": 15.0, "write": 15.0, "pool": 15.0}


class _PrivateError(Exception):
    """An address on a private network."""


class NotServedError(InputError):
    """The server answered with a failure; ``status`` is its number, ``after`` the seconds that it asks to wait."""

    def __init__(self, where: str, status: int, after: int | None) -> None:
        super().__init__(where, f"the server answers with status {status}", "check the address, or try later")
        self.status, self.after = status, after


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What stood at ``address`` (after redirects); ``data`` is None where it has not changed since."""

    address: str
    data: bytes | None
    kind: str
    charset: str | None
    etag: str | None
    modified: str | None


def is_address(path: str) -> bool:
    """Whether what the user named is an address on the web."""
    return path.lower().startswith(("http://", "https://"))


def fetched(address: str, *, private: bool = False, etag: str | None = None, modified: str | None = None) -> Fetched:
    """Fetch a document; with ``etag`` or ``modified`` of an earlier time, only if it has changed since.

    Args:
        address: with http or https.
        private: also from this machine and private networks.
        etag: the server's mark of the version that is known.
        modified: the day and time of it, as the server wrote them.

    Raises:
        InputError: on a private network, too large, too slow, too many redirects, or no answer.
        NotServedError: the server answers with a failure.

    """
    end = time.monotonic() + SECONDS
    asked = {"If-None-Match": etag, "If-Modified-Since": modified}
    known = {name: value for name, value in asked.items() if value}
    here = address
    with httpcore.ConnectionPool(network_backend=_Guarded(end, private=private), retries=0) as pool:
        for _ in range(REDIRECTS + 1):
            _check(here, where=shown(address))
            try:
                answer = _asked(pool, here, known, end)
            except _PrivateError as error:
                what = f"is on a private network ({error})"
                raise InputError(shown(here), what, "add --allow-private if you mean it") from error
            except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError) as error:
                why = " ".join(shown(str(error)).split()) or type(error).__name__
                raise InputError(shown(here), f"does not answer ({why})", "check the address, or try later") from error
            except (zlib.error, ValueError) as error:
                what = f"sends what cannot be read ({shown(str(error))})"
                raise InputError(shown(here), what, "save the report in a file") from error
            if isinstance(answer, Fetched):
                return answer
            here = urljoin(here, answer)
    raise InputError(shown(address), f"redirects more than {REDIRECTS} times", "name the address where it ends")


def _check(address: str, *, where: str) -> None:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise InputError(where, "is no address on the web", "check it") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or not (address.isascii() and address.isprintable()):
        raise InputError(where, "is no address on the web, or leads to none", "write it with http:// or https://")
    if parts.username is not None or " " in address:
        raise InputError(where, "has a name, a password or a blank in it", "take it out")


def _asked(pool: httpcore.ConnectionPool, address: str, known: dict[str, str], end: float) -> Fetched | str:
    """What stands there, or where it has moved to."""
    heads = {
        "User-Agent": f"siegeline/{__version__}",
        "Accept": "text/html, application/rss+xml, application/atom+xml, application/pdf, */*;q=0.5",
        "Accept-Encoding": "gzip",
        "Host": urlsplit(address).netloc,
        **known,
    }
    plain = urlsplit(address)._replace(fragment="").geturl()
    with pool.stream("GET", plain, headers=list(heads.items()), extensions={"timeout": _WAIT}) as answer:
        told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
        if answer.status in _MOVED and "location" in told:
            return told["location"]
        kind, _, rest = told.get("content-type", "").partition(";")
        found: dict[str, Any] = {"etag": told.get("etag"), "modified": told.get("last-modified")}
        found |= {"kind": kind.strip().lower(), "charset": rest.partition("charset=")[2].strip(" \"'") or None}
        if answer.status == 304 and known:
            return Fetched(address=address, data=None, **found)
        if answer.status != 200:
            raise NotServedError(shown(address), answer.status, _seconds(told.get("retry-after", "")))
        data = _unpacked(_body(answer.iter_stream(), address, end), told.get("content-encoding", ""), address)
    return Fetched(address=address, data=data, **found)


def _seconds(after: str) -> int | None:
    """How long ``Retry-After`` asks to wait: seconds, or until a day and time (RFC 9110, 10.2.3)."""
    if after.isdecimal():
        return int(after)
    try:
        until = parsedate_to_datetime(after)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0, int((aware - datetime.now(UTC)).total_seconds()))


def _body(chunks: Iterable[bytes], address: str, end: float) -> bytes:
    data = bytearray()
    for chunk in chunks:
        data += chunk
        _check_size(data, address)
        if time.monotonic() > end:
            raise InputError(shown(address), f"takes more than {SECONDS} seconds", "try later")
    return bytes(data)


def _unpacked(data: bytes, packing: str, address: str) -> bytes:
    if packing.strip().lower() not in {"gzip", "x-gzip"}:
        return data
    plain = zlib.decompressobj(31).decompress(data, LIMIT + 1)
    _check_size(plain, address)
    return plain


def _check_size(data: bytes | bytearray, address: str) -> None:
    if len(data) > LIMIT:
        raise InputError(shown(address), f"is larger than {LIMIT_MIB} MiB", "save its report as plain text, UTF-8")


def _looked_up(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a name, in at most so many seconds.

    The system's resolver has no time limit that a program can set: it is asked in a thread of its own, and one that is
    still waiting is left to itself; it holds up neither the next fetch nor the end of the program.

    Raises:
        OSError: there is no such name, or it is not found in time.
    """
    told: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            told.put([str(entry[4][0]).partition("%")[0] for entry in found])
        except Exception as error:
            told.put(error)

    threading.Thread(target=ask, name="siegeline-lookup", daemon=True).start()
    try:
        answer = told.get(timeout=max(seconds, 0.0))
    except queue.Empty as error:
        raise TimeoutError(f"its name is not found within {seconds:.0f} seconds") from error
    if isinstance(answer, Exception):
        raise answer
    return answer


class _Guarded(httpcore.NetworkBackend):
    """Connections to addresses that were checked, and to no others."""

    def __init__(self, end: float, *, private: bool) -> None:
        self._end, self._private = end, private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, *args: Any, **options: Any) -> httpcore.NetworkStream:
        """Connect to a host; one that has any private address is refused."""
        addresses = _looked_up(host.strip("[]"), port, min(LOOKUP_SECONDS, self._end - time.monotonic()))
        for one in addresses:
            if not self._private and not is_public(one):
                raise _PrivateError(one)
        for one in addresses[:-1]:
            try:
                return _Timed(self._plain.connect_tcp(one, port, *args, **options), self._end)
            except httpcore.ConnectError:
                continue
        return _Timed(self._plain.connect_tcp(addresses[-1], port, *args, **options), self._end)

    def connect_unix_socket(self, path: str, *args: Any, **options: Any) -> httpcore.NetworkStream:
        """Refuse a socket of this machine."""
        raise _PrivateError(path)


class _Timed(httpcore.NetworkStream):
    """A connection that is read until a time, however slowly its other end sends."""

    def __init__(self, plain: httpcore.NetworkStream, end: float) -> None:
        self._plain, self._end = plain, end

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come, or wait for it."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout(f"it takes more than {SECONDS} seconds")
        return self._plain.read(max_bytes, min(left, timeout or left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send."""
        self._plain.write(buffer, timeout)

    def close(self) -> None:
        """End it."""
        self._plain.close()

    def start_tls(self, *args: Any, **options: Any) -> httpcore.NetworkStream:
        """Go on in secret."""
        return _Timed(self._plain.start_tls(*args, **options), self._end)

    def get_extra_info(self, info: str) -> Any:
        """Tell of the connection."""
        return self._plain.get_extra_info(info)


def is_public(address: str) -> bool:
    """Whether an IP address can be reached from anywhere; one that wraps another counts as that one."""
    one = ipaddress.ip_address(address)
    if isinstance(one, ipaddress.IPv6Address):
        inner = one.ipv4_mapped or one.sixtofour
        if inner is None and one in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return one.is_global and not one.is_multicast
