"""Events: the type of a short text, from its claims, against sets that give each text one type."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from siegeline.claims.frame import Frame
from siegeline.claims.reader import FrameReader
from siegeline.measure.claims import Count, counted, rows_with

_MAP: dict[str, Any] = yaml.safe_load((resources.files(__package__) / "events.yaml").read_text(encoding="utf-8"))


@dataclass(slots=True)
class EventScores:
    """Counts by type, for the types that a kind of claim maps to."""

    types: dict[str, Count] = field(default_factory=dict)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def macro_f1(self) -> float:
        """The mean of the types' F1."""
        return sum(count.f1 for count in self.types.values()) / len(self.types) if self.types else 0.0

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row for the mean, then one a type."""
        counts = self.types.values()
        yield {"type": "macro", "gold": sum(one.gold for one in counts), "f1": round(self.macro_f1, 3)}
        for name, one in sorted(self.types.items()):
            yield {"type": name, **counted(one)}


def score_events(files: Iterable[Path], frames: FrameReader) -> EventScores:
    """Scores a frame reader on texts with a ``label`` each (the types of the CASE 2021 shared task).

    Texts of types that no kind maps to count as such: a type given to them is a false one.

    Raises:
        InputError: a file cannot be read, or its rows have no label.
    """
    scores = EventScores({name: Count() for name in _MAP["types"]})
    for path in files:
        rows = rows_with(path, "label", "has no event types")
        for row, found in zip(rows, frames.frames([row["text"] for row in rows]), strict=True):
            gold, told = row["label"], type_of(row["text"], found)
            if gold in scores.types:
                scores.types[gold].gold += 1
            if told is not None:
                scores.types[told].found += 1
            if told == gold:
                scores.types[gold].matched += 1
            elif gold in scores.types or told is not None:
                scores.confusions[gold, told or "none"] += 1
    return scores


def type_of(text: str, found: Sequence[Frame]) -> str | None:
    """The one type of a text: that of its first claim of the most telling kind; None when no kind maps to one."""
    order: list[str] = _MAP["order"]
    told = [frame for frame in found if frame.kind in order and frame.status in {"actual", "failed"}]
    told = told or [frame for frame in found if frame.kind in _MAP["also_planned"]]
    if not told:
        return None
    best = min(told, key=lambda frame: (order.index(frame.kind), -frame.confidence))
    if best.kind == "captured":
        agent = text[best.agent.start : best.agent.end].lower() if best.agent else ""
        by_rebels = any(word in agent for word in _MAP["non_state"])
        return "NON_STATE_ACTOR_OVERTAKES_TER" if by_rebels else "GOV_REGAINS_TERIT"
    return str(_MAP["kinds"].get(best.kind)) if best.kind in _MAP["kinds"] else None
