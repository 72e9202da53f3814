"""Web pages, by trafilatura: the article without menus and footers, and what the page says of it."""

import codecs
import re
from datetime import date
from typing import Any

from siegeline.reports.formats.document import Document, NotReadError

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_SAMPLE = 4096


def documents(data: bytes, *, address: str | None = None, charset: str | None = None) -> list[Document]:
    """Read a page; ``address`` is where it stood, ``charset`` what its server said.

    The headline is put before the text where the text does not begin with it. A day is taken from the page's own
    metadata, its address or its ``time`` elements, never guessed from the text.

    Raises:
        NotReadError: there is no text in it.

    """
    import trafilatura

    extractor = f"trafilatura {trafilatura.__version__}"
    markup = markup_of(data, charset=charset)
    tree = trafilatura.load_html(markup)
    found: Any = None
    if tree is not None:
        found = trafilatura.bare_extraction(
            markup,
            url=address,
            with_metadata=True,
            include_comments=False,
            favor_recall=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    text = (found.text or "").strip() if found is not None else ""
    if not text and tree is not None:  # short pages have no "article"
        _, text, _ = trafilatura.baseline(markup)
    if not text.strip():
        raise NotReadError("is a web page in which no text is found", "save the report as plain text, UTF-8")
    title = _line(found.title) if found is not None else None
    return [
        Document(
            text=headed(title, text),
            extractor=extractor,
            title=title,
            source=(_line(found.sitename) or _line(found.hostname)) if found is not None else None,
            author=_line(found.author) if found is not None else None,
            published=_day(found.date) if found is not None else None,
            address=address or (_line(found.url) if found is not None else None),
        )
    ]


def headed(title: str | None, text: str) -> str:
    """The text with its headline before it, unless it begins with that."""
    if not title or " ".join(text[: 2 * len(title) + 20].split()).startswith(" ".join(title.split())):
        return text
    return f"{title}\n\n{text}"


def markup_of(data: bytes, *, charset: str | None = None) -> str:
    """Decode a page: by its mark, its server's word, its own word, or as plain text is decoded."""
    from siegeline.reports.decoding import text_of

    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    own = _CHARSET.search(data[:_SAMPLE])
    for name in () if marked else (charset, own and own[1].decode("ascii", "replace")):
        if name:
            try:
                return data.decode(codecs.lookup(name).name)
            except (LookupError, UnicodeDecodeError, ValueError):
                continue
    text = text_of(data)
    if text is None:
        raise NotReadError("is a binary file, not a web page", "fetch it again")
    return text


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
