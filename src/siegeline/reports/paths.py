"""Paths to reports: files, folders and standard input, all checked before the first is read."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from siegeline.errors import InputError
from siegeline.reports.address import fetched, is_address
from siegeline.reports.content import check_readable, content
from siegeline.reports.folder import files_in
from siegeline.reports.formats.archive import is_archive, pages_in
from siegeline.reports.formats.document import Document
from siegeline.reports.known import Known
from siegeline.reports.language import language_of
from siegeline.reports.opening import documents_in
from siegeline.reports.refusal import handing_over, shown
from siegeline.reports.report import Report
from siegeline.reports.table import TABLE, table_in
from siegeline.reports.title import title_of

STANDARD_INPUT = "-"

Problem = Callable[[InputError], None]


def read_paths(
    paths: Sequence[str],
    *,
    source: str | None = None,
    published: date | None = None,
    leaning: str | None = None,
    on_problem: Problem | None = None,
    private: bool = False,
) -> Iterator[Report]:
    """Read reports from files, folders and ``-`` (standard input), in the order given, each file once.

    The call itself looks at every path, and refuses if one is missing or unreadable; reading starts with
    the first ``next``. A folder is taken with its sub-folders, sorted: names without a suffix or with one of
    ``folder.SUFFIXES``, but no README, no hidden file, and no table of reports unless it is named itself. What
    ``reports.csv`` beside a file says of it is used where no option is given, and what a document says of itself
    where neither says anything.

    Args:
        paths: as a user would type them; ``Report.file`` keeps that form.
        source: who published, for all reports.
        published: the day of publication, for all reports.
        leaning: ``independent``, ``pro-X`` or ``anti-X``, for all reports.
        private: addresses may be on private networks.
        on_problem: takes the refusals of files and tables inside a folder, and reading goes on. A file
            whose row or table in ``reports.csv`` is broken is left out: it would get a wrong date or none.

    Raises:
        InputError: a path named here is not readable, broken, without text, or too large; without
            ``on_problem``, also for anything in a folder.

    """
    asked = Known(source=source, leaning=leaning, published=published)
    files = [file for path in paths for file in _files_of(path, on_problem)]
    return _reports(files, asked, on_problem, private=private)


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read, and whether a folder was named for it, not the file itself."""

    path: str
    known: Known
    in_folder: bool


def _files_of(path: str, on_problem: Problem | None) -> list[_File]:
    if path == STANDARD_INPUT or is_address(path):
        return [_File(path, Known(), in_folder=False)]
    check_readable(path)
    if Path(path).is_dir():
        return [_File(file, known, in_folder=True) for file, known in files_in(path, on_problem)]
    folder, name = Path(path).parent, Path(path).name
    if name == TABLE:
        raise InputError(shown(path), "says what is known of reports, is not one", "name its folder instead")
    return [_File(path, table_in(folder).known(name), in_folder=False)]


def _reports(files: Sequence[_File], asked: Known, on_problem: Problem | None, *, private: bool) -> Iterator[Report]:
    seen: set[str] = set()
    for file in files:
        identity = file.path if file.path == STANDARD_INPUT or is_address(file.path) else os.path.realpath(file.path)
        if identity in seen:
            continue
        seen.add(identity)
        with handing_over(on_problem if file.in_folder else None):
            if is_address(file.path):
                yield from _at(file.path, asked, on_problem, private=private)
                continue
            if is_archive(file.path):
                for page in pages_in(file.path, on_problem=on_problem):
                    report = report_of(page, b"", file=file.path, asked=asked, tabled=file.known)
                    yield replace(report, origin=page.address)
                continue
            data = content(file.path)
            for document in documents_in(file.path, data, where=shown(file.path), on_problem=on_problem):
                yield report_of(document, data, file=file.path, asked=asked, tabled=file.known)


def _at(address: str, asked: Known, on_problem: Problem | None, *, private: bool) -> Iterator[Report]:
    """What stands at an address; custody gets where it ended."""
    found = fetched(address, private=private)
    if not found.data:
        raise InputError(shown(address), "is empty", "leave it out, or fetch it again")
    name, today = urlsplit(found.address).path, datetime.now(UTC).date()
    if found.kind in {"text/html", "application/xhtml+xml"}:
        name += ".html"
    options = {"where": shown(address), "address": found.address, "charset": found.charset}
    for document in documents_in(name, found.data, on_problem=on_problem, **options):  # type: ignore[arg-type]
        report = report_of(document, found.data, file=address, asked=asked, tabled=Known())
        yield replace(report, origin=found.address, made=report.made or today)


def report_of(document: Document, data: bytes, *, file: str, asked: Known, tabled: Known) -> Report:
    """Make a report of a document: options go before reports.csv, and that before what the document says."""
    own = Known(**{name: getattr(document, name) for name in ("source", "leaning", "published", "language")})
    told: dict[str, str] = {}
    for origin, known in (("document", own), ("reports.csv", tabled), ("option", asked)):
        told |= {item.name: origin for item in fields(known) if getattr(known, item.name) is not None}
    known = asked.or_else(tabled).or_else(own)
    language = known.language or language_of(document.text)
    title = document.title or title_of(document.text)
    if language and not known.language:
        told["language"] = "text"
    if title:
        told["title"] = "document" if document.title else "text"
    name = f"{file}#{document.part}" if document.part else file
    return Report(
        file=name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        data=document.data if document.data is not None else data,
        text=document.text,
        source=known.source,
        leaning=known.leaning,
        published=known.published,
        language=language,
        title=title,
        author=document.author,
        extractor=document.extractor or None,
        made=document.made,
        told=told,
    )
