"""Turns annotated sentences into examples: the trigger words with kind, status and role spans."""

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pointed import articles, sentences
from triggers import association, occurrences, place_triggers

KINDS = (
    "captured held withdrew handed_over contested advanced besieged siege_lifted linked_up route_cut "
    "route_under_fire route_opened attacked counterattacked clash shelled airstrike suicide_bombing bombing "
    "chemical_attack reconnoitred reinforced civilians_harmed aid_blocked aid_delivered agreement"
).split()
STATUSES = ["actual", "failed", "planned", "hypothetical", "denied"]
ROLES = ["agent", "target", "place", "route", "when", "speaker"]

Row = Mapping[str, Any]
Chars = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Event:
    """One trigger word with one kind; ``spans`` gives the characters of each role, often of several."""

    kind: str
    status: str
    trigger: Chars
    spans: Mapping[str, tuple[Chars, ...]]


@dataclass(frozen=True, slots=True)
class Example:
    """One text with its events; ``weight`` scales its part in the loss, ``style`` tells whose manner it is annotated in."""

    id: str
    text: str
    document: str
    events: tuple[Event, ...]
    weight: float = 1.0
    style: int = 0

    @property
    def ours(self) -> bool:
        """Whether people of this project annotated it, not those of the gold folder."""
        return self.id.startswith(("own", "wiki"))


@dataclass(slots=True)
class _Draft:
    statuses: Counter[str] = field(default_factory=Counter)
    spans: dict[str, set[Chars]] = field(default_factory=lambda: defaultdict(set))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Rows of a JSON-lines file, gzip'd or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def split_report(row: Row) -> list[dict[str, Any]]:
    """One row a sentence from a whole report whose claims name their ``sentence``; the rest are claimless."""
    by_sentence: dict[str, list[Row]] = defaultdict(list)
    for claim in row["claims"]:
        by_sentence[claim["sentence"]].append(claim)
    rest = row["text"]
    for sentence in sorted(by_sentence, key=len, reverse=True):
        rest = rest.replace(sentence, "\n")
    for sentence in re.split(r"\n+|(?<=[.!?”])\s+(?=[A-Z“])", rest):
        if len(sentence.split()) > 3:
            by_sentence.setdefault(sentence.strip(), [])
    return [
        {"id": f"{row['id']}#{i}", "text": text, "title": row["id"], "claims": claims}
        for i, (text, claims) in enumerate(by_sentence.items())
    ]


def _nearest(spans: Sequence[Chars], to: Chars) -> Chars:
    return min(spans, key=lambda s: max(0, s[0] - to[1], to[0] - s[1]))


def to_example(row: Row, associated: Mapping[str, Mapping[str, float]], *, weight: float = 1.0) -> Example:
    """One example; claims that share word and kind become one event with several places."""
    text, claims = row["text"], row["claims"]
    drafts: dict[tuple[Chars, str], _Draft] = defaultdict(_Draft)
    for claim, trigger in zip(claims, place_triggers(text, claims, associated), strict=True):
        draft = drafts[trigger, claim["kind"]]
        draft.statuses[claim["status"]] += 1
        for role in ROLES:
            if spans := occurrences(text, claim.get(role)):
                draft.spans[role].add(_nearest(spans, trigger))
    events = tuple(
        Event(
            kind,
            draft.statuses.most_common(1)[0][0],
            trigger,
            {r: tuple(sorted(s)) for r, s in draft.spans.items()},
        )
        for (trigger, kind), draft in drafts.items()
    )
    return Example(row["id"], text, row.get("title") or row["id"], events, weight, style_of(row["id"]))


def style_of(row: str) -> int:
    """In whose manner a row is annotated, by its id: our own texts 1, the gold folder's and those checked against it 0."""
    return int(row.startswith("own"))


def load(gold: Path, data: Path, *, but: Sequence[str] = ()) -> tuple[list[Example], list[Example]]:
    """Examples of others' sentences, which may be held out by document, and examples that always train.

    The first are train_1..6 and the annotated articles (``wiki_*``, without the files named in ``but``), the second
    what was written for this project.
    """
    held = [*train_rows(gold), *(row for row in pointed_rows(gold, data) if row["id"].split("/")[0] not in but)]
    seen = {row["text"] for row in read_rows(gold / "dev.jsonl")} | {row["text"] for row in held}
    always = [s for row in read_rows(data / "written.jsonl") for s in split_report(row)]
    for path in sorted(data.glob("own_*.jsonl")):
        always += [{**row, "id": f"{path.stem}/{i}"} for i, row in enumerate(_readable(path))]
    always = [row for row in always if row["text"] not in seen]
    associated = association([*held, *always])
    return [to_example(r, associated) for r in held], [to_example(r, associated) for r in always]


def train_rows(gold: Path) -> list[dict[str, Any]]:
    """The annotated sentences of the gold folder."""
    return [row for n in range(1, 7) for row in read_rows(gold / f"train_{n}.jsonl")]


def pointed_rows(gold: Path, data: Path) -> list[dict[str, Any]]:
    """The annotated sentences of the articles, but those that the gold folder has annotated too."""
    known = {row["text"] for path in sorted(gold.glob("*.jsonl")) for row in read_rows(path)}
    texts = articles(gold.parent / "wiki_conflict.jsonl.gz")
    rows = [row for path in sorted(data.glob("wiki_*.jsonl")) for row in sentences(path, texts)]
    return [row for row in rows if row["text"] not in known]


def _readable(path: Path) -> Iterable[dict[str, Any]]:
    """Rows of a file that somebody may still be writing: broken last lines are left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            continue
        if all(c.get("kind") in KINDS and c.get("status") in STATUSES for c in row["claims"]):
            yield row


def folds(examples: Sequence[Example], n: int, *, seed: int = 0) -> list[list[Example]]:
    """Examples in n parts of about the same size, all sentences of a document in the same part."""
    documents: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        documents[example.document].append(example)
    groups = list(documents.values())
    random.Random(seed).shuffle(groups)
    parts: list[list[Example]] = [[] for _ in range(n)]
    for group in sorted(groups, key=len, reverse=True):
        min(parts, key=len).extend(group)
    return parts
