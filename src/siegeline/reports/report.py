"""Report: the bytes as they came, the text in them, and what is known of their origin."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report: ``data`` the original bytes, ``text`` the decoded text that claims' offsets count in.

    ``leaning`` is as declared: ``independent``, ``pro-X``, ``anti-X`` or None; the theatre resolves it to a
    side. ``told`` says for source, leaning, published, language and title where each is from: ``option``,
    ``reports.csv``, ``document`` or ``text``. ``extractor`` is the program and version that made the text of a document
    that is no plain text; ``made`` the day on which its file was made or fetched; ``origin`` where it stood, if not in
    a file of its own.
    """

    file: str
    data: bytes
    text: str
    source: str | None = None
    leaning: str | None = None
    published: date | None = None
    language: str | None = None
    title: str | None = None
    author: str | None = None
    extractor: str | None = None
    made: date | None = None
    origin: str | None = None
    told: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def sha256(self) -> str:
        """The report's identity: the SHA-256 of its bytes, as hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()
