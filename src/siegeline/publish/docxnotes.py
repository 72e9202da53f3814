"""Footnotes of a DOCX, which python-docx does not write: ECMA-376 part 1, 17.11.

The first mention of a note is its reference; a later one is a cross-reference to it (a NOTEREF field, as Word
makes it), so that each note stands once and Word, LibreOffice and screen readers lead to it.
"""

import importlib
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Any

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))  # the lines above notes; Word wants them
_BEFORE = ("endnotePr", "compat", "docVars", "rsids")  # what stands after footnotePr in the settings, in this order


class Footnotes:
    """The footnotes of one python-docx document, numbered from 1 in the order of their first mention."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._xml: Any = importlib.import_module("docx.oxml.shared")
        styles, kinds = document.styles, importlib.import_module("docx.enum.style").WD_STYLE_TYPE
        points: Any = importlib.import_module("docx.shared").Pt
        text = styles.add_style("footnote text", kinds.PARAGRAPH, builtin=True)
        text.base_style, text.font.size, text.paragraph_format.space_after = styles["Normal"], points(9), points(2)
        mark = styles.add_style("footnote reference", kinds.CHARACTER, builtin=True)
        mark.font.superscript = True
        self._text, self._mark = text.style_id, mark.style_id
        self._mentioned = 0

    def refer(self, line: Any, numbers: Sequence[int]) -> None:
        """Put the marks of notes at the end of a paragraph; a note that was not mentioned yet must be the next."""
        for place, number in enumerate(numbers):
            if place:
                line._p.append(self._run("t", ", "))
            if number > self._mentioned:
                self._mentioned += 1
                name = f"_Note{number}"
                line._p.append(self._made("bookmarkStart", id=str(number), name=name))
                line._p.append(self._run("footnoteReference", id=str(number)))
                line._p.append(self._made("bookmarkEnd", id=str(number)))
            else:
                line._p.extend(self._field(f" NOTEREF _Note{number} \\f \\h ", str(number)))

    def write(self, texts: Sequence[str]) -> None:
        """Put the notes into the document, in the order of their numbers."""
        ET.register_namespace("w", _W)
        root = ET.Element(f"{{{_W}}}footnotes")
        for kind, number in _SEPARATORS:
            note = _child(root, "footnote", type=kind, id=str(number))
            _child(_child(_child(note, "p"), "r"), kind)
        for number, text in enumerate(texts, 1):
            line = _child(_child(root, "footnote", id=str(number)), "p")
            _child(_child(line, "pPr"), "pStyle", val=self._text)
            mark = _child(line, "r")
            _child(_child(mark, "rPr"), "rStyle", val=self._mark)
            _child(mark, "footnoteRef")
            told = _child(_child(line, "r"), "t")
            told.text = f" {text}"
            told.set(_SPACE, "preserve")
        content = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
        part_of: Any = importlib.import_module("docx.opc.part")
        names: Any = importlib.import_module("docx.opc.packuri")
        whole = self._document.part
        part = part_of.Part(names.PackURI("/word/footnotes.xml"), _KIND, content, whole.package)
        whole.relate_to(part, _RELATION)
        self._set()

    def _set(self) -> None:
        """Name the separators in the settings, where the schema has them."""
        settings = self._document.settings.element
        about = self._made("footnotePr")
        for _, number in _SEPARATORS:
            about.append(self._made("footnote", id=str(number)))
        after = next((one for name in _BEFORE for one in settings.findall(f"{{{_W}}}{name}")), None)
        settings.append(about) if after is None else after.addprevious(about)

    def _field(self, words: str, shown: str) -> list[Any]:
        """A field as Word writes it: what it asks for, and what it showed last."""
        edges = {kind: self._run("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")}
        return [edges["begin"], self._run("instrText", words), edges["separate"], self._run("t", shown), edges["end"]]

    def _run(self, tag: str, text: str | None = None, **told: str) -> Any:
        run = self._made("r")
        about = self._made("rPr")
        about.append(self._made("rStyle", val=self._mark))
        inside = self._made(tag, **told)
        inside.text = text
        if text is not None:
            inside.set(_SPACE, "preserve")
        run.extend([about, inside])
        return run

    def _made(self, tag: str, **told: str) -> Any:
        one = self._xml.OxmlElement(f"w:{tag}")
        for name, value in told.items():
            one.set(f"{{{_W}}}{name}", value)
        return one


def _child(parent: ET.Element, tag: str, **told: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{_W}}}{tag}", {f"{{{_W}}}{name}": value for name, value in told.items()})
