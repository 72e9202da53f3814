"""LearnedReader: finds frames with a small network; needs onnxruntime and tokenizers, no torch.

Two graphs share one encoder. The first gives, for every word, how likely it is the trigger of each kind, and
hands on its lower layers' states. The second takes the states with one trigger marked and tags the words that
fill its roles, its status, and whether it is a claim at all. See
``training/MODEL_CARD.md`` for how it was trained and measured.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from siegeline.claims.frame import Frame, Span
from siegeline.claims.tagged import BEGIN, OUTSIDE, Encoded, Floats, Piece, Words, best, from_after, tagged, words_of
from siegeline.errors import MissingExtraError

MODELS = Path(__file__).parent / "models"
LARGE = 4.0  # a logit that says no
_PAIRS = 4  # triggers read together, for each sentence of a batch
_FAINT, _SURE = (0.05, 0.05), 2 / 3  # a place asked for is taken when faint; one more beside it, when sure
Ints = NDArray[np.int64]


class Network(Protocol):
    """The two graphs, whatever runs them."""

    def find(self, pieces: Ints, mask: Floats) -> tuple[Floats, Floats]:
        """States (rows, pieces, width) and trigger logits (rows, pieces, kinds)."""

    def read(self, states: Floats, mask: Floats, trigger: Floats, kind: Ints) -> tuple[Floats, Floats, Floats]:
        """Role logits (rows, pieces, 3 × roles), status logits (rows, statuses), claim logits (rows,)."""


class Tokenizer(Protocol):
    """What the reader uses of ``tokenizers.Tokenizer``."""

    def encode_batch(self, texts: list[str]) -> list[Any]:
        """One ``Encoded`` a text."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A word that may carry a claim of a kind; ``row`` is the sentence's row in its batch."""

    row: int
    word: int
    kind: int
    score: float
    rival: float
    again: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A frame before its confidence is known, and the figures that the confidence is computed from."""

    frame: Frame
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the network makes of another reader's frame.

    Log-odds: that its trigger carries its kind, that it is a claim, that its place (or road, or having none) is right.
    """

    trigger: float = -LARGE
    real: float = -LARGE
    site: float = -LARGE


@dataclass(slots=True)
class _Read:
    """What is read in one sentence: the network's own candidates, and its judgement of others' frames."""

    scored: list[Scored]
    judged: list[Judged]


class LearnedReader:
    """Reads frames from sentences with the trained network.

    The model is loaded at the first call of ``frames``. ``threshold`` is the confidence below which a frame
    is not given; None takes the one chosen on held-out data. ``network``, ``cutter`` and ``labels`` stand in
    for the files' own, for training. Raises ``MissingExtraError`` naming what to install where a package or a
    file of the model is missing.

    ``batch`` sentences go through the network together. Its numbers are scaled by the whole batch (dynamic
    quantisation), so that with more than one a sentence's claims depend on those beside it: of a report, one claim in
    ten. One by one costs no more time on one core, where a batch's states leave the cache.
    """

    name = "learned"

    def __init__(
        self,
        *,
        models: Path = MODELS,
        threshold: float | None = None,
        batch: int = 1,
        threads: int = 1,
        network: Network | None = None,
        cutter: Tokenizer | None = None,
        labels: Mapping[str, Any] | None = None,
    ) -> None:
        self._models, self._threshold, self._batch, self._threads = models, threshold, batch, threads
        self._network, self._cutter, self._labels = network, cutter, labels

    def frames(self, sentences: Sequence[str]) -> list[list[Frame]]:
        """Frames of each sentence, by place in the text. Spans are characters of the sentence as given.

        At most 256 word pieces of a sentence are read; what follows is left out.
        """
        return [frames for frames, _ in self.judged(sentences, [()] * len(sentences))]

    def judged(
        self, sentences: Sequence[str], others: Sequence[Sequence[Frame]]
    ) -> list[tuple[list[Frame], list[Judged]]]:
        """Frames of each sentence as ``frames`` gives them, and what the network makes of those that others found."""
        labels = self._load()[2]
        least = float(labels["threshold"]) if self._threshold is None else self._threshold
        return [
            (settled(one.scored, text, labels["calibration"], least), one.judged)
            for one, text in zip(self._read(sentences, others), sentences, strict=True)
        ]

    def scored(self, sentences: Sequence[str]) -> list[list[Scored]]:
        """All candidate frames of each sentence, with what their confidence is computed from."""
        return [one.scored for one in self._read(sentences, [()] * len(sentences))]

    def _read(self, sentences: Sequence[str], others: Sequence[Sequence[Frame]]) -> list[_Read]:
        network, cutter, labels = self._load()
        encoded = cutter.encode_batch(list(sentences))
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        found = [_Read([], [Judged() for _ in frames]) for frames in others]
        for start in range(0, len(order), self._batch):
            rows = order[start : start + self._batch]
            texts, asked = [sentences[i] for i in rows], [others[i] for i in rows]
            self._read_batch(network, labels, [encoded[i] for i in rows], texts, asked, [found[i] for i in rows])
        return found

    def places(self, sentences: Sequence[str], words: Sequence[Span]) -> list[list[Span]]:
        """The places of the event that one word of each sentence tells, be it a claim or not; the surest first.

        ``words`` gives the characters of that word, one a sentence.
        """
        network, cutter, labels = self._load()
        found: list[list[Span]] = []
        for text, span, encoded in zip(sentences, words, cutter.encode_batch(list(sentences)), strict=True):
            cut = words_of(encoded)
            at = cut.at(span)
            if at is None:
                found.append([])
                continue
            pieces, mask = np.array([encoded.ids]), np.ones((1, len(encoded.ids)), dtype=np.float32)
            states, logits = network.find(pieces, mask)
            trigger = np.zeros_like(mask)
            trigger[0, cut.pieces[at]] = 1.0
            likest = np.array([logits[0, cut.first[at]].argmax()])
            tags = _role_tags(network.read(states, mask, trigger, likest)[0][0], cut, labels)
            place = tags[:, labels["roles"].index("place")]
            told = tagged(place, cut, text, [*labels["tagged"]["place"], _FAINT], several=True)
            surest = best(told)
            found.append(
                [p.span for p in told if p is surest] + [p.span for p in told if p is not surest and p.mean >= _SURE]
            )
        return found

    @property
    def version(self) -> str:
        """Name and version of the model, for provenance."""
        return str(self._load()[2]["version"])

    def _load(self) -> tuple[Network, Tokenizer, Mapping[str, Any]]:
        if self._network is None or self._cutter is None or self._labels is None:
            self._network, self._cutter, self._labels = _open(self._models, self._threads)
        return self._network, self._cutter, self._labels

    def _read_batch(
        self,
        network: Network,
        labels: Mapping[str, Any],
        encoded: Sequence[Encoded],
        texts: Sequence[str],
        others: Sequence[Sequence[Frame]],
        found: Sequence[_Read],
    ) -> None:
        """Reads sentences together, and fills in what is ``found`` in each."""
        width = max(len(e.ids) for e in encoded)
        pieces = np.zeros((len(encoded), width), dtype=np.int64)
        mask = np.zeros((len(encoded), width), dtype=np.float32)
        for row, one in enumerate(encoded):
            pieces[row, : len(one.ids)], mask[row, : len(one.ids)] = one.ids, 1.0
        words = [words_of(e) for e in encoded]
        states, logits = network.find(pieces, mask)
        candidates = list(_candidates(logits, words, float(labels["candidate"])))
        asked: dict[tuple[int, int, int], list[int]] = {}
        for row, frames in enumerate(others):
            for n, frame in enumerate(frames):
                if (at := words[row].at(frame.trigger)) is not None:
                    asked.setdefault((row, at, labels["kinds"].index(frame.kind)), []).append(n)
        own = {(c.row, c.word, c.kind) for c in candidates}
        pairs = [*candidates, *(_candidate(logits, words, *one) for one in asked if one not in own)]
        for start in range(0, len(pairs), _PAIRS * self._batch):
            some = pairs[start : start + _PAIRS * self._batch]
            rows = [c.row for c in some]
            trigger = np.zeros((len(some), width), dtype=np.float32)
            for i, c in enumerate(some):
                trigger[i, words[c.row].pieces[c.word]] = 1.0
            kind = np.array([c.kind for c in some], dtype=np.int64)
            roles, status, real = network.read(states[rows], mask[rows], trigger, kind)
            for i, c in enumerate(some):
                read, key = found[c.row], (c.row, c.word, c.kind)
                if key in own:
                    read.scored += _scored(labels, c, words[c.row], texts[c.row], roles[i], status[i], float(real[i]))
                for n in asked.get(key, ()):
                    tags = _role_tags(roles[i], words[c.row], labels)
                    site = _site(tags, words[c.row], others[c.row][n], labels["roles"])
                    read.judged[n] = Judged(c.score, float(real[i]), site)


class _OnnxNetwork:
    """The network as onnxruntime sessions."""

    def __init__(self, finder: Any, roles: Any) -> None:
        self._finder, self._roles = finder, roles

    def find(self, pieces: Ints, mask: Floats) -> tuple[Floats, Floats]:
        states, logits = self._finder.run(["states", "triggers"], {"pieces": pieces, "mask": mask})
        return states, logits

    def read(self, states: Floats, mask: Floats, trigger: Floats, kind: Ints) -> tuple[Floats, Floats, Floats]:
        roles, status, real = self._roles.run(
            ["roles", "status", "real"], {"states": states, "mask": mask, "trigger": trigger, "kind": kind}
        )
        return roles, status, real


@lru_cache(maxsize=2)
def _open(models: Path, threads: int) -> tuple[Network, Tokenizer, Mapping[str, Any]]:
    try:
        import onnxruntime
        import tokenizers
    except ImportError as missing:
        raise MissingExtraError("the learned reader", "learned") from missing
    names = ("finder.onnx", "roles.onnx", "tokenizer.json", "labels.json")
    if absent := [n for n in names if not (models / n).is_file()]:
        raise MissingExtraError(f"the learned reader (no {models / absent[0]})", "learned")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    sessions = [
        onnxruntime.InferenceSession(str(models / name), options, providers=["CPUExecutionProvider"])
        for name in names[:2]
    ]
    cutter = tokenizers.Tokenizer.from_file(str(models / names[2]))
    labels = json.loads((models / names[3]).read_text(encoding="utf-8"))
    return _OnnxNetwork(*sessions), cutter, labels


def _candidates(logits: Floats, words: Sequence[Words], least: float) -> Iterator[_Candidate]:
    cut = math.log(least / (1 - least))
    for row, one in enumerate(words):
        if one.first:
            for word, kind in np.argwhere(logits[row, one.first] > cut):
                yield _candidate(logits, words, row, int(word), int(kind))


def _candidate(logits: Floats, words: Sequence[Words], row: int, word: int, kind: int) -> _Candidate:
    at = logits[row, words[row].first]
    rival = np.delete(at[word], kind).max()
    again = np.delete(at[:, kind], word).max(initial=-LARGE)
    return _Candidate(row, word, kind, float(at[word, kind]), float(rival), float(again))


def _site(tags: Floats, words: Words, frame: Frame, roles: Sequence[str]) -> float:
    """The log-odds that a frame's place or road is one, or that it has none."""
    where = 1.0 - tags[:, [roles.index("place"), roles.index("route")], OUTSIDE].min(1)
    span = frame.place or frame.route
    if span is None:
        return _logit(1.0 - float(where.max()))
    inside = [i for i, (start, end) in enumerate(words.chars) if start < span.end and span.start < end]
    return _logit(float(where[inside].max())) if inside else -LARGE


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    result: Floats = raised / raised.sum(-1, keepdims=True)
    return result


def _role_tags(logits: Floats, words: Words, labels: Mapping[str, Any]) -> Floats:
    """Probabilities (words, roles, 3) of being outside, at the beginning and inside of a role."""
    return _softmax(logits[words.first].reshape(len(words.first), len(labels["roles"]), 3))


def _scored(
    labels: Mapping[str, Any],
    c: _Candidate,
    words: Words,
    text: str,
    roles: Floats,
    status: Floats,
    real: float,
) -> Iterator[Scored]:
    """Frames of one candidate: one a place, or one a route, or one without."""
    tags = _role_tags(roles, words, labels)
    told = {
        role: tagged(tags[:, n], words, text, labels["tagged"][role], several=role in ("place", "route"))
        for n, role in enumerate(labels["roles"])
    }
    routes = told["route"]
    somewhere = max(float(tags[:, labels["roles"].index(r), BEGIN:].sum(-1).max()) for r in ("place", "route"))
    agent, target, when, speaker = (best(told[role]) for role in ("agent", "target", "when", "speaker"))
    where: list[tuple[Piece | None, Piece | None]] = [(p, best(routes)) for p in told["place"]]
    where = [*where, *((None, r) for r in routes if not where), (None, None)]
    shared = {"bias": 1.0, "trigger": c.score, "real": real, f"kind:{labels['kinds'][c.kind]}": 1.0}
    shared |= {"agent": agent.surest if agent else 0.0, "target": target.surest if target else 0.0}
    shared |= {"rival": max(c.rival, -LARGE), "again": max(c.again, -LARGE), "actual": float(_softmax(status)[0])}
    for place, route in where:
        at = place or route
        frame = Frame(
            kind=labels["kinds"][c.kind],
            status=labels["statuses"][int((status + labels["status_bias"]).argmax())],
            trigger=Span(*words.chars[c.word]),
            agent=agent.span if agent else None,
            target=target.span if target else None,
            place=place.span if place else None,
            route=route.span if route else None,
            when=from_after(when.span, text) if when else None,
            speaker=speaker.span if speaker else None,
        )
        if at:
            figures = {"place": _logit(at.mean), "place_surest": _logit(at.surest)}
            if beside := [p.mean for p in (told["place"] or routes) if p is not at]:
                figures |= {"listed": 1.0, "beside": _logit(max(beside))}
        else:
            figures = {"nowhere": 1.0, "somewhere": _logit(somewhere), "nowhere_trigger": c.score}
        yield Scored(frame, shared | figures)


def _logit(p: float) -> float:
    p = min(max(p, 0.01), 0.99)
    return math.log(p / (1 - p))


def settled(scored: Sequence[Scored], text: str, weights: Mapping[str, float], least: float) -> list[Frame]:
    """Frames with their confidence, the surest of each kind and place, in the order of the text."""
    kept: dict[tuple[str, str], Frame] = {}
    frames = []
    for one in scored:
        total = sum(weights.get(name, 0.0) * figure for name, figure in one.figures.items())
        frames.append(replace(one.frame, confidence=1.0 / (1.0 + math.exp(-total))))
    placed: dict[tuple[str, Span], bool] = {}
    for frame in sorted(frames, key=lambda f: -f.confidence):
        at = frame.place or frame.route
        surest = placed.setdefault((frame.kind, frame.trigger), at is not None)
        if frame.confidence < least or surest != (at is not None):
            continue
        key = at or frame.agent
        kept.setdefault((frame.kind, text[key.start : key.end].lower() if key else ""), frame)
    return sorted(kept.values(), key=lambda f: (f.trigger, f.kind, f.place or f.route or f.trigger))
