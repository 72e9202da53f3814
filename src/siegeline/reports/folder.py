"""A folder of reports."""

import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from siegeline.errors import InputError
from siegeline.reports.content import unreadable
from siegeline.reports.known import Known
from siegeline.reports.refusal import handing_over, shown
from siegeline.reports.table import TABLE, table_in

SUFFIXES = frozenset(
    {"", ".txt", ".md", ".text", ".html", ".htm", ".xhtml", ".mht", ".mhtml", ".eml", ".pdf", ".docx", ".odt"}
)

# "castello 17.7" has no suffix, though pathlib sees one.
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]*\Z", re.IGNORECASE)


def files_in(folder: str, on_problem: Callable[[InputError], None] | None = None) -> list[tuple[str, Known]]:
    """List the reports in a folder and below it, sorted, each with what the nearest table says of it.

    Symbolic links to folders are not followed. Nothing is read but the tables.

    Raises:
        InputError: the folder has no reports in it; without ``on_problem``, also for an unreadable sub-folder
            and a broken table. With it, what they hold is left out.

    """
    known: dict[Path, Known] = {}
    files: list[str] = []
    left_out: set[Path] = set()
    trouble = False
    for inner, names in _walk(folder, on_problem):
        with handing_over(on_problem) as handed:
            table = table_in(Path(inner))
        if handed:
            trouble = True
            continue
        for name, refusal in table.broken.items():
            with handing_over(on_problem):
                raise refusal
            left_out.add(Path(inner, name))
        known |= {Path(inner, name): entry for name, entry in table.entries.items()}
        files += [os.path.join(inner, name) for name in names if _is_report(name)]
    found = [(file, known.get(Path(file), Known())) for file in files if Path(file) not in left_out]
    if not found and not trouble and not left_out:
        raise InputError(
            shown(folder),
            "has no reports in it",
            "put reports there (.txt, .md, .html, .pdf, .docx, .eml, no suffix), or name another folder",
        )
    return sorted(found, key=lambda pair: Path(pair[0]))


def _walk(folder: str, on_problem: Callable[[InputError], None] | None) -> Iterator[tuple[str, list[str]]]:
    """Folders from the top down, with the names of the files in each; hidden folders are passed by."""

    def refuse(error: OSError) -> None:
        with handing_over(on_problem):
            raise unreadable(str(error.filename), error) from error

    for inner, inside, names in os.walk(folder, onerror=refuse):
        inside[:] = sorted(name for name in inside if not name.startswith("."))
        yield inner, [name for name in sorted(names) if _is_file(os.path.join(inner, name))]


def _is_file(path: str) -> bool:
    """Not a pipe, socket or device; what cannot be looked at counts, so that its reading is refused aloud."""
    try:
        return stat.S_ISREG(Path(path).stat().st_mode)
    except OSError:
        return True


def _is_report(name: str) -> bool:
    if name.startswith(".") or name == TABLE or name.upper().startswith("README"):
        return False
    suffix = _SUFFIX.search(name)
    return (suffix.group().lower() if suffix else "") in SUFFIXES
