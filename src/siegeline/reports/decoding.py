"""Decoding: from bytes to the text that every offset counts in."""

import codecs
import re

from siegeline.errors import InputError
from siegeline.reports.binary import binary_format
from siegeline.reports.codepage import windows_codepage

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BLANK = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"
# All but tab, the newlines, and the ends of file that DOS wrote.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f]")
_OTHER_THAN_ASCII = re.compile(r"[^\x00-\x7f]")
# The tags that a page or a saved part of one begins with; a report may well quote a single "<b>".
_HTML = re.compile(
    r"[\s\ufeff]*(?:<\?xml[^>]*>\s*)?(?>(?><!--.*?-->)\s*)*+"  # a comment ends in one way only
    r"<(?:!doctype\s+html|html|head|body|div|span|p|script|style|article|section|main|meta|table)\b[^<]*>",
    re.I | re.S,
)
_MOST_CONTROLS = 0.01
_MOST_REPLACED = 0.1
_REPLACED = "\ufffd"
_SAMPLE = 4096


def decoded(data: bytes, *, where: str) -> str:
    """Decode to text, newlines and all; only a byte order mark is taken off.

    A mark decides; then UTF-8, UTF-16 without a mark, and last the Windows code pages for western European,
    Cyrillic and Arabic letters. UTF-8 with a few broken bytes stays UTF-8, the broken ones as U+FFFD.

    Raises:
        InputError: ``data`` is no text, or nothing but blanks; ``where`` names it.

    """
    name = binary_format(data)
    text = None if name else text_of(data)
    if text is None:
        raise InputError(
            where,
            f"is {name or 'a binary file'}, not text",
            "save the report as plain text, UTF-8",
        )
    if looks_like_html(text):
        raise InputError(where, "is HTML, a web page, not plain text", "save it as plain text, UTF-8")
    if not text.strip().strip(_BLANK).strip():
        raise InputError(where, "holds nothing but blanks", "leave it out, or fetch it again")
    return text


def looks_like_html(text: str) -> bool:
    """Whether a text begins as a page, or a saved part of one, does."""
    return _HTML.match(text[:_SAMPLE]) is not None


def text_of(data: bytes) -> str | None:
    """Decode to text as :func:`decoded` does; None for what is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _if_text(data[len(mark) :].decode(encoding, "replace"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _utf16(data) or _damaged_utf8(data) or _if_text(data.decode(windows_codepage(data), "replace"))
    return _if_text(text) if _is_text(text) else _utf16(data)


def _if_text(text: str) -> str | None:
    return text if _is_text(text) else None


def _is_text(text: str) -> bool:
    """No NUL, and few enough control characters and broken ones."""
    if "\0" in text:
        return False
    controls = len(_CONTROLS.findall(text))
    return controls <= _MOST_CONTROLS * len(text) and text.count(_REPLACED) <= _MOST_REPLACED * len(text)


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 cut or patched somewhere: many letters of several bytes are whole, few are not."""
    text = data.decode("utf-8", "replace")
    whole = len(_OTHER_THAN_ASCII.findall(text)) - text.count(_REPLACED)
    return _if_text(text) if whole >= 10 * text.count(_REPLACED) else None


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in one byte order nearly all is letters and blanks of few alphabets."""
    if len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = data[:_SAMPLE].decode(encoding, "replace")
        likely = sum("\t" <= c <= "\u06ff" or "\u2010" <= c <= "\u2044" for c in sample)
        # The code units of the other order, and of random bytes, fall all over the plane.
        if likely >= 0.95 * len(sample) and (" " in sample or "\n" in sample):
            return _if_text(data.decode(encoding, "replace"))
    return None
