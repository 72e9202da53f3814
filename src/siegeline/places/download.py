"""Download: a file from a web server, taken up again after a break, checked, and put in place in one step."""

import json
import os
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx

from siegeline import __version__
from siegeline.errors import InputError

Progress = Callable[[int, int | None], None]
_TRIES = 5
_PARTIAL, _RANGE_NOT_SATISFIABLE, _TOO_MANY = 206, 416, 429
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


class _Broken(Exception):
    """The connection broke, or the server failed: worth another try."""


class _Stale(Exception):
    """What was kept of an earlier try does not fit what the server has now: begin again."""


def download(
    url: str, to: Path, *, check: Callable[[Path], None], timeout: float = 30.0, pause: float = 1.0,
    progress: Progress = lambda _done, _total: None,
) -> Path:  # fmt: skip
    """Fetch ``url`` into the file ``to``; after a break it goes on where it stopped, until five tries bring nothing.

    What has come is kept beside it (``.part``), for a later call too, together with the server's mark of the version
    (ETag or date), so that halves of two versions are never joined. ``check`` raises :class:`InputError` for a file
    that is not what was wanted; such a file is fetched once more from the start. ``timeout`` and ``pause`` (which
    doubles with each try) are in seconds; ``progress`` is told the bytes so far and in all.

    Raises:
        InputError: the server does not have it, does not answer, or sends something else; ``to`` is as it was.
    """
    part = to.with_name(f"{to.name}.part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        for last in (False, True):
            _fetch(url, part, timeout=timeout, pause=pause, progress=progress)
            try:
                check(part)
                break
            except InputError as error:
                _forget(part)
                if last:
                    what = str(error).removeprefix(f"{part}: ")
                    raise InputError(url, what.partition(";")[0], "try later, or another address") from error
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(to)
        _mark(part).unlink(missing_ok=True)
    except OSError as error:
        raise InputError(str(to), f"cannot be written ({error.strerror})", "make room or mend its rights") from error
    return to


def _mark(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _mark(part).unlink(missing_ok=True)


def _fetch(url: str, part: Path, *, timeout: float, pause: float, progress: Progress) -> None:
    why = ""
    with httpx.Client(
        timeout=timeout, follow_redirects=True, headers={"User-Agent": f"siegeline/{__version__}"}
    ) as client:
        tries, most = 0, _size(part)
        while tries < _TRIES:
            if tries:
                time.sleep(pause * 2 ** (tries - 1))
            try:
                return _take(client, url, part, progress)
            except _Stale:
                _forget(part)
                why = "the server's file changed while it was fetched"
            except (_Broken, httpx.TransportError) as error:
                why = str(error) or type(error).__name__
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise InputError(url, f"cannot be asked for ({error})", "check the address") from error
            tries = 1 if _size(part) > most else tries + 1  # what brings more than ever before is no vain try
            most = max(most, _size(part))
    kept = _kept(part, url)[0]
    told = f"after {_TRIES} tries without progress ({why})"
    advice = (
        f"try again: {kept} bytes are kept and are not fetched again" if kept else "check the network and the address"
    )
    raise InputError(url, f"could not be fetched {told}", advice)


def _size(part: Path) -> int:
    return part.stat().st_size if part.is_file() else 0


def _take(client: httpx.Client, url: str, part: Path, progress: Progress) -> None:
    """One try: asks for the rest where there is a part, and leaves in ``part`` all that came."""
    done, version = _kept(part, url)
    headers = {"Accept-Encoding": "identity"}
    if done:
        headers |= {"Range": f"bytes={done}-", "If-Range": version}
    with client.stream("GET", url, headers=headers) as answer:
        if answer.status_code == _RANGE_NOT_SATISFIABLE and done:
            raise _Stale
        if answer.status_code >= 500 or answer.status_code == _TOO_MANY:
            raise _Broken(f"the server says {answer.status_code} {answer.reason_phrase}")
        if answer.status_code not in {200, _PARTIAL}:
            advice = (
                "check the country's two letters and the address" if answer.status_code == 404 else "check the address"
            )
            raise InputError(url, f"the server says {answer.status_code} {answer.reason_phrase}".rstrip(), advice)
        start, total = _extent(answer)
        if start != done:
            if start:
                raise _Stale
            done = 0  # the server sends all of it again
        with part.open("ab" if done else "wb") as file:
            _mark(part).write_text(json.dumps({"url": url, "version": _version(answer.headers)}), "utf-8")
            progress(done, total)
            for piece in answer.iter_raw():  # pieces as they come: a set size would lose the last at a break
                file.write(piece)
                done += len(piece)
                progress(done, total)
    if total is not None and done < total:
        raise _Broken(f"the connection ended after {done} of {total} bytes")
    if total is not None and done > total:
        raise _Stale


def _kept(part: Path, url: str) -> tuple[int, str]:
    """How many bytes an earlier try left, and of which version; none where that cannot be told."""
    try:
        kept = json.loads(_mark(part).read_text("utf-8"))
        if kept["url"] == url and kept["version"]:
            return part.stat().st_size, str(kept["version"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return 0, ""


def _version(headers: Mapping[str, str]) -> str:
    """What ``If-Range`` may name: a strong ETag, else the date."""
    etag = headers.get("etag", "")
    return etag if etag and not etag.startswith("W/") else headers.get("last-modified", "")


def _extent(answer: httpx.Response) -> tuple[int, int | None]:
    """From which byte an answer goes on, and how many bytes the whole file has."""
    if answer.status_code == _PARTIAL:
        match = _RANGE.fullmatch(answer.headers.get("content-range", ""))
        if match is None:
            raise _Stale
        return int(match[1]), None if match[2] == "*" else int(match[2])
    length = answer.headers.get("content-length", "")
    return 0, int(length) if length.isdigit() else None
