"""Report: the bytes as they came, the text in them, and what is known of their origin."""

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report: ``data`` the original bytes, ``text`` the decoded text that claims' offsets count in.

    ``leaning`` is as declared: ``independent``, ``pro-X``, ``anti-X`` or None; the theatre resolves it to a
    side.
    """

    file: str
    data: bytes
    text: str
    source: str | None = None
    leaning: str | None = None
    published: date | None = None
    language: str | None = None
    title: str | None = None

    @property
    def sha256(self) -> str:
        """The report's identity: the SHA-256 of its bytes, as hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()
