"""Answers: what an endpoint's model said, kept on disk so that no text is sent twice."""

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path


class Answers:
    """Answers by the SHA-256 of the question, a file each, in a folder that only the user can enter.

    A folder that cannot be read or written loses answers, nothing else.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, question: str) -> str | None:
        """The kept answer, if any."""
        try:
            return self._path(question).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def keep(self, question: str, answer: str) -> None:
        """Keep an answer: the whole of it, or nothing, whoever else writes at the same time."""
        path = self._path(question)
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
            try:
                with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
                    file.write(answer)
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def _path(self, question: str) -> Path:
        return self._folder / f"{question}.json"


def question_id(*parts: object) -> str:
    """The SHA-256 that names a question: its model, prompt, schema and text."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("ascii")).hexdigest()
