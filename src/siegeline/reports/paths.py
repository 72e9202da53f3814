"""Paths to reports: files, folders and standard input, all checked before the first is read."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from siegeline.errors import InputError
from siegeline.reports.content import check_readable, content
from siegeline.reports.decoding import decoded
from siegeline.reports.folder import files_in
from siegeline.reports.known import Known
from siegeline.reports.language import language_of
from siegeline.reports.refusal import handing_over, shown
from siegeline.reports.report import Report
from siegeline.reports.table import TABLE, table_in
from siegeline.reports.title import title_of

STANDARD_INPUT = "-"
LONGEST = 2_000_000  # characters: some 700 pages

Problem = Callable[[InputError], None]


def read_paths(
    paths: Sequence[str],
    *,
    source: str | None = None,
    published: date | None = None,
    leaning: str | None = None,
    on_problem: Problem | None = None,
) -> Iterator[Report]:
    """Read reports from files, folders and ``-`` (standard input), in the order given, each file once.

    The call itself looks at every path, and refuses if one is missing or unreadable; reading starts with
    the first ``next``. A folder is taken with its sub-folders, sorted: .txt, .md, .text and names without a
    suffix, but no README, no hidden file. What ``reports.csv`` beside a file says of it is used where no
    option is given.

    Args:
        paths: as a user would type them; ``Report.file`` keeps that form.
        source: who published, for all reports.
        published: the day of publication, for all reports.
        leaning: ``independent``, ``pro-X`` or ``anti-X``, for all reports.
        on_problem: takes the refusals of files and tables inside a folder, and reading goes on. A file
            whose row or table in ``reports.csv`` is broken is left out: it would get a wrong date or none.

    Raises:
        InputError: a path named here is not readable, not text, empty or too large; without
            ``on_problem``, also for anything in a folder.

    """
    asked = Known(source=source, leaning=leaning, published=published)
    files = [file for path in paths for file in _files_of(path, on_problem)]
    return _reports(files, asked, on_problem)


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read, and whether a folder was named for it, not the file itself."""

    path: str
    known: Known
    in_folder: bool


def _files_of(path: str, on_problem: Problem | None) -> list[_File]:
    if path == STANDARD_INPUT:
        return [_File(path, Known(), in_folder=False)]
    check_readable(path)
    if Path(path).is_dir():
        return [_File(file, known, in_folder=True) for file, known in files_in(path, on_problem)]
    folder, name = Path(path).parent, Path(path).name
    if name == TABLE:
        raise InputError(shown(path), "says what is known of reports, is not one", "name its folder instead")
    return [_File(path, table_in(folder).known(name), in_folder=False)]


def _reports(files: Sequence[_File], asked: Known, on_problem: Problem | None) -> Iterator[Report]:
    seen: set[str] = set()
    for file in files:
        identity = file.path if file.path == STANDARD_INPUT else os.path.realpath(file.path)
        if identity in seen:
            continue
        seen.add(identity)
        with handing_over(on_problem if file.in_folder else None) as handed:
            report = _report(file.path, asked.or_else(file.known))
        if not handed:
            yield report


def _report(path: str, known: Known) -> Report:
    data = content(path)
    text = decoded(data, where=shown(path))
    if len(text) > LONGEST:
        what = f"holds {len(text):,} characters, more than the {LONGEST:,} that are read as one report"
        raise InputError(shown(path), what, "split it into its reports, one file for each")
    return Report(
        file=path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        data=data,
        text=text,
        source=known.source,
        leaning=known.leaning,
        published=known.published,
        language=known.language or language_of(text),
        title=title_of(text),
    )
