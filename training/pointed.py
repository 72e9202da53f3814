"""Annotations of sentences that we may not copy: where each stands in its article, and the characters of each field.

``data/wiki_*.jsonl`` holds no words of the articles (``wiki_conflict.jsonl.gz`` of the gold folder), only
``{"article", "start", "end", "sha256", "claims"}``; every field of a claim but kind and status is [start, end] in the
sentence, or null.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_BETWEEN = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n+")


def articles(path: Path) -> dict[str, dict[str, Any]]:
    """The articles by id."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def split(text: str) -> list[str]:
    """The sentences and lines of an article, roughly."""
    return _BETWEEN.split(text)


def sentences(path: Path, texts: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Annotated sentences as ``data/own_*.jsonl`` has them, with words for the fields and the triggers' characters.

    Raises:
        ValueError: a sentence is not what was annotated.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        article = texts[row["article"]]
        text = article["text"][row["start"] : row["end"]]
        if hashlib.sha256(text.encode()).hexdigest()[:16] != row["sha256"]:
            raise ValueError(f"{path}:{number}: the sentence in {row['article']} is not the one that was annotated")
        claims = [
            {k: text[v[0] : v[1]] if isinstance(v, list) else v for k, v in claim.items()} | {"at": claim["trigger"]}
            for claim in row["claims"]
        ]
        yield {
            "id": f"{path.stem}/{number}",
            "text": text,
            "title": article["title"],
            "theatre": article["theatre"],
            "claims": claims,
        }
