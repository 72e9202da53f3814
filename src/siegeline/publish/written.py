"""Written: bytes that become a file at once or not at all."""

import os
import tempfile
from pathlib import Path

from siegeline.errors import UsageError


def write_whole(out: Path, content: bytes) -> None:
    """Write a file, or replace one that is there, at once or not at all.

    Raises:
        UsageError: it cannot be written there.
    """
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.", suffix=".part")
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror}); name another folder") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o666 & ~mask)
        part.replace(out)
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror}); name a file, not a folder") from error
    finally:
        part.unlink(missing_ok=True)
