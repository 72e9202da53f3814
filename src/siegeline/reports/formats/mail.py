"""E-mails (.eml) and pages that a browser saved as one file (.mhtml), by Python's own parser."""

import email
import sys
from datetime import date
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from siegeline.reports.formats import html
from siegeline.reports.formats.day import day_in
from siegeline.reports.formats.document import Document, NotReadError
from siegeline.reports.formats.wrapped import unwrapped

_WIDEST = 100  # programs for mail wrap at 60 to 80


def documents(data: bytes) -> list[Document]:
    """Read an e-mail: its plain text, else its HTML. The source is the sender; attachments are not read.

    Raises:
        NotReadError: it has no head or no text.

    """
    message = email.message_from_bytes(data, policy=policy.default)
    if not message.keys():
        raise NotReadError("is no e-mail: it has no head", "save it again from the program for mail")
    if message["Snapshot-Content-Location"]:
        return [_snapshot(message)]
    sender, address = parseaddr(_head(message, "From") or "")
    title = _head(message, "Subject")
    body = message.get_body(("plain", "html"))
    if body is None:
        raise NotReadError("is an e-mail without text", "save its attachments, and name those")
    part: Any = body
    extractor = "Python {}.{}.{} email".format(*sys.version_info)
    if part.get_content_subtype() == "html":
        found = html.documents(_payload(part), charset=part.get_content_charset())[0]
        text, extractor = found.text, f"{extractor}, {found.extractor}"
    else:
        text = unwrapped(_decoded(part), keep=_WIDEST)
    if not text.strip():
        raise NotReadError("is an e-mail without text", "save its attachments, and name those")
    return [
        Document(
            text=html.headed(title, text),
            extractor=extractor,
            title=title,
            source=sender or address or None,
            author=sender or address or None,
            published=_day(message),
        )
    ]


def _snapshot(message: EmailMessage) -> Document:
    """A page saved by Chromium or Edge: its HTML part, its address, and the day on which it was saved."""
    for part in message.walk():
        if part.get_content_type() == "text/html":
            found = html.documents(
                _payload(part),
                address=_head(message, "Snapshot-Content-Location"),
                charset=part.get_content_charset(),
            )[0]
            return Document(**{**{name: getattr(found, name) for name in found.__slots__}, "made": _day(message)})
    raise NotReadError("is a saved page without its HTML", "save it again, or save the report as plain text")


def _payload(part: Any) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _decoded(part: Any) -> str:
    try:
        return str(part.get_content()).replace("\0", "\ufffd")
    except (LookupError, UnicodeError):
        return _payload(part).decode("utf-8", "replace").replace("\0", "\ufffd")


def _head(message: EmailMessage, name: str) -> str | None:
    value = message[name]
    return " ".join(str(value).replace("\0", " ").split()) or None if value else None


def _day(message: EmailMessage) -> date | None:
    told = _head(message, "Date")
    return day_in(told) if told else None
