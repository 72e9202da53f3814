"""Claims: precision, recall and the fields' accuracy on annotated sentences and whole reports."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from siegeline.claims.frame import Frame, Span
from siegeline.claims.reader import FrameReader, Reader
from siegeline.claims.settled import settled
from siegeline.errors import InputError
from siegeline.measure.match import FIELDS, Json, pairs, same, words_of
from siegeline.reports import Report


@dataclass(slots=True)
class Count:
    """Claims in the gold set, found, and matched."""

    gold: int = 0
    found: int = 0
    matched: int = 0

    @property
    def precision(self) -> float:
        """The share of found claims that match."""
        return self.matched / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of gold claims that are matched."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class ClaimScores:
    """Counts in all and by kind; how often each field is right on matched claims; the errors, by sentence.

    ``reliability`` holds, by tenth of confidence, the found claims and those of them that match.
    """

    total: Count = field(default_factory=Count)
    kinds: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    reliability: dict[int, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    errors: list[tuple[str, str, Json]] = field(default_factory=list)

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row for all claims, then one a kind."""
        accuracy = {name: round(self.right[name] / count, 3) for name, count in self.asked.items() if count}
        yield {"kind": "all", **counted(self.total), **accuracy}
        for kind, count in sorted(self.kinds.items()):
            yield {"kind": kind, **counted(count)}

    def reliability_rows(self) -> Iterator[dict[str, Any]]:
        """By band of confidence: how many claims were found in it, and which share of them match."""
        for tenth, (found, matched) in sorted(self.reliability.items()):
            band = f"{tenth / 10:.1f}–{(tenth + 1) / 10:.1f}"
            yield {"confidence": band, "found": found, "right": round(matched / found, 3)}

    def add(self, sentence: str, gold: Sequence[Json], found: Sequence[Json]) -> None:
        """Count one sentence."""
        joined = pairs(gold, found)
        self.total.gold += len(gold)
        self.total.found += len(found)
        self.total.matched += len(joined)
        for claim in gold:
            self.kinds[claim["kind"]].gold += 1
        for claim in found:
            self.kinds[claim["kind"]].found += 1
        for at, where in joined:
            self._compare(gold[at], found[where])
        hit_gold, hit_found = {at for at, _ in joined}, {where for _, where in joined}
        for where, claim in enumerate(found):
            band = self.reliability[min(9, int(claim["confidence"] * 10))]
            band[0] += 1
            band[1] += where in hit_found
        self.errors += [(sentence, "missed", claim) for at, claim in enumerate(gold) if at not in hit_gold]
        self.errors += [(sentence, "false", claim) for where, claim in enumerate(found) if where not in hit_found]

    def _compare(self, wanted: Json, claim: Json) -> None:
        self.kinds[wanted["kind"]].matched += 1
        self._ask("status", wanted["status"] == claim["status"])
        for name in FIELDS:
            self._ask(name, same(wanted.get(name), claim.get(name)))
        if "start" in wanted and isinstance(claim.get("when"), Mapping) and wanted["start"]:
            self._ask("start", wanted["start"] == claim["when"].get("start"))
        for role in ("place", "route", "agent"):
            meant = wanted.get("agent_resolved" if role == "agent" else "place_resolved")
            if meant and words_of(wanted.get(role)) and isinstance(claim.get(role), Mapping):
                self._ask(f"{role}_resolved", same(meant, _meant(claim[role])))

    def _ask(self, name: str, is_right: bool) -> None:
        self.asked[name] += 1
        self.right[name] += is_right


def _meant(ref: Json) -> str:
    """What a place, road or actor of a claim is resolved to, in words: a name, else what it refers back to."""
    return str(ref.get("name") or (ref.get("reference") or {}).get("text") or ref.get("text") or "")


def counted(count: Count) -> dict[str, Any]:
    """A count as the columns of a row, shares rounded to three digits."""
    figures = {name: round(getattr(count, name), 3) for name in ("precision", "recall", "f1")}
    return {"gold": count.gold, "found": count.found, "matched": count.matched, **figures}


def rows_with(path: Path, field: str, lacks: str) -> list[Json]:
    """The rows of a gold file whose rows hold ``field`` beside ``text``.

    Raises:
        InputError: it cannot be read, or its first row has no such field; ``lacks`` says what that means.
    """
    rows = rows_of(path)
    if not rows or field not in rows[0] or "text" not in rows[0]:
        raise InputError(str(path), lacks, f"name a file whose rows hold text and {field}")
    return rows


def rows_of(path: Path) -> list[Json]:
    """The rows of a gold file: JSON lines, gzip'd or not.

    Raises:
        InputError: it cannot be read, or a line is not a JSON object.
    """
    import gzip

    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
        rows = [json.loads(line) for line in text.split("\n") if line.strip()]
    except (OSError, EOFError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(
            str(path), f"cannot be read as JSON lines ({error})", "name a set as in the gold folder"
        ) from error
    if any(not isinstance(row, dict) for row in rows):
        raise InputError(str(path), "has a line that is no JSON object", "name a set as in the gold folder")
    return rows


def score_claims(files: Iterable[Path], frames: FrameReader, *, theatre: str = "syria") -> ClaimScores:
    """Scores a frame reader on files of annotated sentences (``text``, ``claims``) and of whole reports.

    A row whose claims name their ``sentence`` is a whole report: it is read as one, with back-references and dates.

    Raises:
        InputError: a file cannot be read, or is in another format.
    """
    scores = ClaimScores()
    for path in files:
        rows = rows_with(path, "claims", "has no annotated claims")
        whole = [row for row in rows if any("sentence" in claim for claim in row["claims"])]
        alone = [row for row in rows if row not in whole]
        texts = [row["text"] for row in alone]
        for row, found in zip(alone, settled(texts, frames.frames(texts)), strict=True):
            scores.add(row["text"], row["claims"], [plain_claim(frame, row["text"]) for frame in found])
        if whole:
            _score_reports(whole, Reader(theatre, frames), scores)
    return scores


def plain_claim(frame: Frame, text: str) -> dict[str, Any]:
    """A frame with its words, as the gold sets write claims."""

    def words(span: Span | None) -> str | None:
        return text[span.start : span.end] if span else None

    spans = {name: words(getattr(frame, name)) for name in ("agent", "target", "place", "route", "when", "speaker")}
    return {"kind": frame.kind, "status": frame.status, "confidence": frame.confidence, **spans}


def _score_reports(rows: Sequence[Json], reader: Reader, scores: ClaimScores) -> None:
    for row in rows:
        text, published = row["text"], row.get("published")
        report = Report(
            file=row["id"], data=text.encode(), text=text, source=row.get("source"), leaning=row.get("leaning"),
            published=date.fromisoformat(published) if published else None,
        )  # fmt: skip
        wanted: dict[str, list[Json]] = defaultdict(list)
        for claim in row["claims"]:
            wanted[_squeezed(claim["sentence"])].append(claim)
        told: dict[str, list[Json]] = defaultdict(list)
        for claim in reader.read(report):
            told[_sentence_of(_squeezed(claim.quote), wanted)].append(claim.as_json())
        for sentence in {*wanted, *told}:
            scores.add(sentence, wanted.get(sentence, []), told.get(sentence, []))


def _sentence_of(quote: str, sentences: Iterable[str]) -> str:
    """The annotated sentence that a quote is, or is part of, else the quote itself."""
    return next((one for one in sentences if quote in one or one in quote), quote)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
