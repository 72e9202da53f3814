"""Members of a ZIP, unpacked up to a limit."""

import zipfile

from siegeline.reports.formats.document import NotReadError

UNPACKED_MIB = 64


def member(packed: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a member.

    Raises:
        NotReadError: they are damaged, locked, or more than ``UNPACKED_MIB`` MiB.

    """
    most = UNPACKED_MIB << 20
    try:
        with packed.open(name) as opened:
            data = opened.read(most + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        why = " ".join(str(error).split())
        raise NotReadError(f"has a part that cannot be unpacked ({why})", "fetch it again") from error
    if len(data) > most:
        what = f"unpacks to more than {UNPACKED_MIB} MiB"
        raise NotReadError(what, "save the report as plain text, UTF-8")
    return data
