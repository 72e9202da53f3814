"""The bytes of a file or of standard input, up to a limit."""

import os
import select
import stat
import sys
import time
from pathlib import Path

from siegeline.errors import InputError
from siegeline.reports.refusal import shown, why

LIMIT_MIB = 32
LIMIT = LIMIT_MIB * 1024 * 1024
PIPE_SECONDS = 10


def check_readable(path: str) -> None:
    """See that a path exists and may be read, without reading it.

    Raises:
        InputError: it does not, or may not.

    """
    try:
        if not path:
            raise FileNotFoundError
        kind = Path(path).stat().st_mode
        if stat.S_ISDIR(kind):
            os.scandir(path).close()
        elif stat.S_ISREG(kind):
            Path(path).open("rb").close()  # a pipe would block, or lose its bytes
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def content(path: str) -> bytes:
    """Read the bytes of a file, or of standard input for ``-``.

    Raises:
        InputError: unreadable, empty, or more than ``LIMIT_MIB`` MiB.

    """
    try:
        data = _standard_input() if path == "-" else _file(path)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if len(data) > LIMIT:
        raise InputError(shown(path), f"is larger than {LIMIT_MIB} MiB", "split it into its reports, one file for each")
    if not data:
        raise InputError(shown(path), "is empty", "leave it out, or fetch it again")
    return data


def unreadable(path: str, error: OSError | ValueError) -> InputError:
    """Make the refusal for what the system would not open."""
    where = shown(path) or "''"
    if isinstance(error, FileNotFoundError):
        return InputError(where, "no such file or folder", "check the path")
    if isinstance(error, PermissionError):
        return InputError(where, "may not be read", "ask its owner, or run as somebody who may")
    return InputError(where, f"cannot be read ({why(error)})", "check the path and the disk")


def _file(path: str) -> bytes:
    if stat.S_ISFIFO(Path(path).stat().st_mode):
        return _pipe(path)
    with Path(path).open("rb") as opened:
        return opened.read(LIMIT + 1)


def _pipe(path: str) -> bytes:
    """Read a named pipe; one that nobody writes into, left over from some program, would wait for ever."""
    patience, data, written = time.monotonic() + PIPE_SECONDS, bytearray(), False
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=0) as opened:
        while len(data) <= LIMIT:
            chunk = opened.read(LIMIT + 1 - len(data))
            if chunk:
                data += chunk
            elif chunk is None:  # somebody has it open, and has nothing to say yet
                written = True
                select.select([opened], [], [])
            elif written or data:
                break
            elif time.monotonic() > patience:
                what = f"is a pipe into which nobody has written for {PIPE_SECONDS} seconds"
                raise InputError(shown(path), what, "send a report into it, or name a file")
            else:
                time.sleep(0.05)
    return bytes(data)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise InputError(shown("-"), "is closed", "send a report into it, or name a file")
    return sys.stdin.buffer.read(LIMIT + 1)
