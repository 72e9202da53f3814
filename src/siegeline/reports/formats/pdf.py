"""PDFs, by pypdf: the text layer, its lines joined to paragraphs."""

from datetime import date
from io import BytesIO
from typing import Any

from siegeline.reports.formats.document import Document, NotReadError
from siegeline.reports.formats.wrapped import unwrapped
from siegeline.reports.length import LONGEST


def documents(data: bytes) -> list[Document]:
    """Read a PDF.

    Its day of making is that of the file, and is not taken for the day of publication.

    Raises:
        NotReadError: locked, or without text (a scan).

    """
    import pypdf

    reader = pypdf.PdfReader(BytesIO(data))
    if reader.is_encrypted and not _opened(reader):
        raise NotReadError("is a PDF locked with a password", "unlock it, or save the report as plain text")
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        length += len(pages[-1])
        if length > LONGEST:
            what = f"is a PDF of more than {LONGEST:,} characters, more than are read as one report"
            raise NotReadError(what, "split it into its reports, one file for each")
    text = unwrapped("\n".join(pages)).replace("\0", "\ufffd")
    if not text.strip():
        count = f"{len(pages)} page{'' if len(pages) == 1 else 's'}"
        what = f"is a PDF without text in its {count}, perhaps a scan"
        raise NotReadError(what, "recognise its text first (OCR), or save the report as plain text")
    told: Any = reader.metadata
    return [
        Document(
            text=text,
            extractor=f"pypdf {pypdf.__version__}",
            title=_line(told and told.title),
            author=_line(told and told.author),
            made=_made(told),
        )
    ]


def _opened(reader: Any) -> bool:
    """Whether the empty password opens it, as it does where only printing is forbidden."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # a cipher that is not installed, among others
        return False


def _made(told: Any) -> date | None:
    try:
        made = told and told.creation_date
    except ValueError:
        return None
    return made.date() if made else None


def _line(text: str | None) -> str | None:
    return " ".join(str(text).replace("\0", " ").split()) or None if text else None
