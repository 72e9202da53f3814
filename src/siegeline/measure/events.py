"""Events: the type of a short text, from its claims, against sets that give each text one type."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from siegeline.claims.frame import Frame, Span
from siegeline.claims.lexicon import lexicon
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
    """The one type of a text: that of its first claim of the most telling kind; None when no kind maps to one.

    After ACLED's codebook: what crowds do is no armed clash, a grenade is a type of its own, and violence of an armed
    group is an attack when it is done to people without arms, else a clash. Ground that one side leaves and the other
    takes, with no fight told, changes hands without violence.
    """
    order: list[str] = _MAP["order"]
    told = [frame for frame in found if frame.kind in order and frame.status in {"actual", "failed"}]
    told = told or [frame for frame in found if frame.kind in _MAP["also_planned"]]
    told = [frame for frame in told if not _is_other_types(text, frame)]
    if not told:
        return None
    best = min(told, key=lambda frame: (order.index(frame.kind), -frame.confidence))
    kinds = {frame.kind for frame in found if frame.status == "actual"}
    left, taken = kinds & {"withdrew", "handed_over"}, kinds & {"captured", "handed_over", "advanced"}
    if best.kind in {"captured", "handed_over", "withdrew"} and left and taken and not kinds & set(_MAP["fighting"]):
        return "NON_VIOL_TERRIT_TRANSFER"
    if best.kind == "withdrew":
        return None  # a group moves: no territory is told to change hands
    if best.kind == "captured":
        by_others = _has(_words(text, best.agent), _MAP["non_state"])
        return "NON_STATE_ACTOR_OVERTAKES_TER" if by_others else "GOV_REGAINS_TERIT"
    if best.kind == "attacked":
        harmed = any(frame.kind == "civilians_harmed" for frame in found)
        return "ATTACK" if harmed or not _is_on_arms(text, best) else "ARMED_CLASH"
    return str(_MAP["kinds"].get(best.kind)) if best.kind in _MAP["kinds"] else None


def _is_other_types(text: str, frame: Frame) -> bool:
    """Whether what a frame tells is of a type that no kind maps to: riots, grenades, accidents."""
    if frame.kind in {"bombing", "chemical_attack"} and frame.agent is None and _has(text.lower(), _MAP["accidents"]):
        return True
    fights = frame.kind in {"clash", "attacked", "counterattacked"}
    sides = (frame.agent,) if frame.kind == "attacked" else (frame.agent, frame.target)
    crowd = any(_has(_words(text, one), _MAP["crowds"]) for one in sides)
    return (fights and crowd) or (frame.kind in {"bombing", "attacked"} and _has(text.lower(), _MAP["grenades"]))


def _is_on_arms(text: str, frame: Frame) -> bool:
    """Whether an attack is on armed men or a post of theirs: a force, a named group, a base."""
    target, place = _words(text, frame.target), _words(text, frame.place)
    words = {
        form
        for word in re.findall(r"[a-z]+", f"{target} {place}")
        for form in (word, word.removesuffix("s"), re.sub("men$", "man", word))
    }
    if words & lexicon().words["civilian"]:
        return False
    named = frame.target is not None and text[frame.target.start : frame.target.end] != target
    return named or bool(words & (lexicon().words["force"] | set(_MAP["posts"])))


def _words(text: str, span: Span | None) -> str:
    return text[span.start : span.end].lower() if span else ""


def _has(words: str, parts: Sequence[str]) -> bool:
    return any(part in words for part in parts)
