"""Web archives: the pages in a WARC or WACZ, one after the other, whatever its size.

WARC is ISO 28500:2017; WACZ 1.1.1 is a ZIP of WARCs with a list of the pages that somebody meant to keep.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from siegeline.errors import InputError, MissingExtraError
from siegeline.reports.content import LIMIT, LIMIT_MIB, unreadable
from siegeline.reports.decoding import decoded
from siegeline.reports.formats.apart import PARSERS
from siegeline.reports.formats.day import day_in
from siegeline.reports.formats.document import Document
from siegeline.reports.formats.kind import kind_of
from siegeline.reports.refusal import handing_over, shown

SUFFIXES = (".warc", ".warc.gz", ".wacz")
_CHUNK = 1 << 20
_LARGEST = 1024  # chunks: a record that unpacks to more is no page, picture or film of a report
_PAGES = ("pages/pages.jsonl", "pages/extraPages.jsonl")
_READ = {"text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/plain": "text"}

_FETCHED = {"http", "https", "ftp", "ftps", "file"}

Problem = Callable[[InputError], None]


def is_archive(path: str) -> bool:
    """Whether a path names a web archive."""
    return path.lower().endswith(SUFFIXES)


def pages_in(path: str, *, on_problem: Problem | None = None) -> Iterator[Document]:
    """Read the pages, PDFs and plain texts of an archive that were fetched with success, each of the same bytes once.

    A document's ``data`` are the bytes as the server sent them, ``address`` where it stood, ``made`` the day of
    fetching. Pictures, scripts and repeated visits are passed by. Of a WACZ that lists its pages only those are read.

    Raises:
        InputError: the archive is broken or cut off (what stood before is read); without ``on_problem``, also for a
            page that cannot be read.
        MissingExtraError: a library is not installed.

    """
    where = shown(path)
    seen: set[str] = set()
    with ExitStack() as stack:
        try:
            streams, listed = _opened(path, where, stack)
        except OSError as error:
            raise unreadable(path, error) from error
        for stream in streams:
            yield from _documents(stream, where, listed, seen, on_problem)


def _opened(path: str, where: str, stack: ExitStack) -> tuple[Iterator[IO[bytes]], set[str] | None]:
    """The WARCs of an archive as streams, and the addresses that it lists."""
    if not path.lower().endswith(".wacz"):
        return iter([stack.enter_context(Path(path).open("rb"))]), None
    try:
        packed = stack.enter_context(zipfile.ZipFile(path))
        names = packed.namelist()
        listed = {address for name in _PAGES if name in names for address in _addresses(packed, name)}
    except zipfile.BadZipFile as error:
        raise InputError(where, "is a WACZ that is cut off or broken", "fetch it again") from error
    inside = [name for name in names if name.startswith("archive/") and name.lower().endswith(SUFFIXES)]
    if not inside:
        raise InputError(where, "is a WACZ without an archive in it", "fetch it again")
    return (stack.enter_context(packed.open(name)) for name in inside), listed or None


def _addresses(packed: zipfile.ZipFile, name: str) -> Iterator[str]:
    with packed.open(name) as opened:
        for line in opened.read(LIMIT).splitlines():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(row, dict) and isinstance(row.get("url"), str):
                yield row["url"]


def _documents(
    stream: IO[bytes], where: str, listed: set[str] | None, seen: set[str], on_problem: Problem | None
) -> Iterator[Document]:
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ModuleNotFoundError as error:
        raise MissingExtraError("reading a web archive", "formats") from error
    records = end = 0
    with handing_over(on_problem):
        try:
            archive = ArchiveIterator(stream)
            archive.INC_RECORD = ""  # it would print, not raise
            for record in archive:
                records += 1
                with handing_over(on_problem):
                    yield from _document(record, where, listed, seen)
                _pass_by(record, where)
                archive.read_to_end(record)
                unpacker = archive.reader.decompressor
                if unpacker is not None and not unpacker.eof:
                    raise EOFError("the last record is cut off")
                end = archive.get_record_offset() + archive.get_record_length()
            stream.seek(end)
            if stream.read(_CHUNK).strip(b"\r\n"):  # a few bytes of a head that unpacks to nothing
                raise EOFError("the last record is cut off")
        # AttributeError: warcio asks for the address of a head that was cut off before it
        except (ArchiveLoadFailed, zipfile.BadZipFile, EOFError, OSError, ValueError, AttributeError) as error:
            why = " ".join(shown(str(error)).split())[:100]
            what = f"is a web archive that is broken or cut off after {records} records ({why})"
            raise InputError(where, what, "fetch it again") from error
        if not records:
            raise InputError(where, "is no web archive, or an empty one", "fetch it again")


def _document(record: Any, where: str, listed: set[str] | None, seen: set[str]) -> Iterator[Document]:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type not in {"response", "resource"} or (listed is not None and address not in listed):
        return
    if address.partition(":")[0].lower() not in _FETCHED:  # what an archiver notes of itself: metadata:, urn:
        return
    heads = record.http_headers
    if heads is not None and heads.get_statuscode() != "200":
        return
    kept = heads.get_header("Content-Type") if heads is not None else record.rec_headers.get_header("Content-Type")
    kind, _, rest = (kept or "").partition(";")
    form = _READ.get(kind.strip().lower())
    if form is None:
        return
    page = f"{where}, {shown(address)}"
    data = record.content_stream().read(LIMIT + 1)
    if len(data) > LIMIT:
        raise InputError(page, f"is larger than {LIMIT_MIB} MiB", "save its report as plain text, UTF-8")
    _pass_by(record, where)  # a page that was cut off is none
    digest = hashlib.sha256(data).hexdigest()
    if not data or digest in seen:
        return
    seen.add(digest)
    if form != "text" and kind_of("", data) not in {"html", "pdf"}:
        form = "html"
    elif form != "text":
        form = kind_of("", data)
    charset = rest.partition("charset=")[2].strip(" \"'") or None
    if form == "text":
        found = Document(text=decoded(data, where=page), extractor="")
    elif form == "html":
        (found,) = PARSERS.documents("html", data, where=page, address=address, charset=charset)
    else:
        (found,) = PARSERS.documents("pdf", data, where=page)
    made = day_in(record.rec_headers.get_header("WARC-Date") or "")
    yield replace(found, data=data, part=address, address=address, made=made)


def _pass_by(record: Any, where: str) -> None:
    """Read what is left of a record, and no more than can be meant."""
    for _ in range(_LARGEST):
        if not record.raw_stream.read(_CHUNK):
            if getattr(record.raw_stream, "limit", 1) > 0:  # a head that was cut off tells no length
                raise EOFError("the last record is cut off")
            return
    raise InputError(where, "has a record of more than 1 GiB; what follows it is not read", "take that record out")
