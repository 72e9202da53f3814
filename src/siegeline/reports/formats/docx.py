"""DOCX and ODT: paragraphs as the office programs write them, without a word that was struck out."""

import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

from siegeline.reports.formats.day import day_in
from siegeline.reports.formats.document import Document, NotReadError
from siegeline.reports.formats.packed import member

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# what was struck out, and what stands beside the text
_LEFT_OUT = {_FALLBACK, f"{_WORD}del", f"{_WORD}moveFrom", f"{_TEXT}tracked-changes", f"{_OFFICE}annotation"}
_PARAGRAPHS = {f"{_WORD}p", f"{_TEXT}p", f"{_TEXT}h"}
_BLANKS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_DEEPEST = 200


def documents(data: bytes) -> list[Document]:
    """Read a DOCX or an ODT; its day of making is not taken for the day of publication.

    Raises:
        NotReadError: it is another ZIP, broken, unpacks to too much, or has no text.

    """
    from defusedxml.ElementTree import fromstring

    from siegeline import __version__

    with _opened(data) as packed:
        names = set(packed.namelist())
        word = "word/document.xml" in names
        body, about = ("word/document.xml", "docProps/core.xml") if word else ("content.xml", "meta.xml")
        if body not in names:
            raise NotReadError("is a ZIP, but no DOCX, ODT, XLSX or WACZ", "unpack it, and name its folder")
        tree: Any = fromstring(member(packed, body))
        told: Any = fromstring(member(packed, about)) if about in names else None
    text = "\n".join(paragraph.rstrip() for paragraph in _paragraphs(tree)).strip()
    if not text:
        raise NotReadError(f"is {'a DOCX' if word else 'an ODT'} without text", "save the report as plain text, UTF-8")
    made = _said(told, f"{_TERMS}created") or _said(told, f"{_META}creation-date")
    return [
        Document(
            text=text,
            extractor=f"siegeline {__version__}",
            title=_said(told, f"{_DC}title"),
            author=_said(told, f"{_DC}creator") or _said(told, f"{_META}initial-creator"),
            made=_day(made),
        )
    ]


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(data))
    except zipfile.BadZipFile as error:
        what = "is a DOCX, ODT, XLSX or other ZIP that is cut off or broken"
        raise NotReadError(what, "fetch it again, or save the report as plain text, UTF-8") from error


def _paragraphs(node: Any, depth: int = 0) -> Iterator[str]:
    """Paragraphs in their order, those of tables and text boxes too."""
    if node.tag in _LEFT_OUT:
        return
    if depth > _DEEPEST:
        raise NotReadError("is nested too deeply", "save the report as plain text, UTF-8")
    if node.tag in _PARAGRAPHS:
        inner: list[str] = []
        yield "".join(_words(node, inner, depth))
        yield from inner
        return
    for child in node:
        yield from _paragraphs(child, depth + 1)


def _words(node: Any, inner: list[str], depth: int) -> Iterator[str]:
    """The text of a paragraph; ``inner`` takes the paragraphs of boxes that hang on it."""
    if depth > _DEEPEST:
        raise NotReadError("is nested too deeply", "save the report as plain text, UTF-8")
    open_document = node.tag.startswith(_TEXT)
    if node.text and (open_document or node.tag == f"{_WORD}t"):
        yield node.text
    for child in node:
        if child.tag in _PARAGRAPHS:
            inner.extend(_paragraphs(child, depth + 1))
        elif child.tag in _BLANKS:
            yield _BLANKS[child.tag]
        elif child.tag == f"{_TEXT}s":
            yield " " * min(int(child.get(f"{_TEXT}c", "1")), 100)
        elif child.tag not in _LEFT_OUT:
            yield from _words(child, inner, depth + 1)
        if open_document and child.tail:
            yield child.tail


def _said(told: Any, tag: str) -> str | None:
    found = told.find(f".//{tag}") if told is not None else None
    return " ".join(found.text.split()) or None if found is not None and found.text else None


def _day(text: str | None) -> date | None:
    return day_in(text) if text else None
