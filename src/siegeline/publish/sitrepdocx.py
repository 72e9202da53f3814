"""Sitrep as DOCX: title, map, sections, and the claims behind each sentence as Word's own footnotes."""

import importlib
import io
import zipfile
from datetime import datetime
from typing import Any

from siegeline.errors import MissingExtraError
from siegeline.publish.docxnotes import Footnotes
from siegeline.publish.extract import Extract
from siegeline.publish.mappicture import EXTRA, map_words
from siegeline.publish.sitrep import NONE, Notes, sections, title_of

_DAY = (1980, 1, 1, 0, 0, 0)  # of every part of the package: the same record gives the same bytes


def sitrep_docx(told: Extract, *, picture: bytes | None = None) -> bytes:
    """The report as a Word document; ``picture`` is the map's PNG.

    Raises:
        MissingExtraError: python-docx is not installed.
    """
    try:
        docx: Any = importlib.import_module("docx")
        shared: Any = importlib.import_module("docx.shared")
    except ImportError as error:
        raise MissingExtraError("writing DOCX", EXTRA) from error
    notes = Notes(told)
    document = docx.Document()
    marks = Footnotes(document)
    about = document.core_properties
    about.title, about.author, about.comments = title_of(told), told.made["program"], told.line[:255]
    about.created = about.modified = datetime(*_DAY)
    document.add_heading(_plain(title_of(told)), 0)
    document.add_paragraph().add_run(_plain(f"{told.line}.")).italic = True
    if picture is not None:
        shown = document.add_picture(io.BytesIO(picture), width=shared.Cm(16))
        shown._inline.docPr.set("descr", _plain(map_words(told)))
    for section in sections(told):
        document.add_heading(section.title, 1)
        for sentence in section.sentences:
            line = document.add_paragraph(_plain(sentence.text), style="List Bullet")
            marks.refer(line, notes.of(sentence))
        if not section.sentences:
            document.add_paragraph(NONE)
    marks.write([_plain(text) for _, text in notes.told()])
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def _plain(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n").encode("utf-8", "replace").decode()


def _undated(package: bytes) -> bytes:
    """The same package, each part with the same day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name, _DAY), before.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
