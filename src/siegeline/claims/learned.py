"""LearnedReader: finds frames with a small network; needs onnxruntime and tokenizers, no torch.

Two graphs share one encoder. The first gives, for every word, how likely it is the trigger of each kind, and
hands on its lower layers' states. The second takes the states with one trigger marked and tags the words that
fill its roles, its status, and whether it is a claim at all. See
``training/MODEL_CARD.md`` for how it was trained and measured.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np

from siegeline.claims.frame import Frame, Span
from siegeline.claims.graphs import Ints, open_model
from siegeline.claims.tagged import (
    BEGIN,
    INSIDE,
    OUTSIDE,
    Encoded,
    Floats,
    Piece,
    Words,
    best,
    from_after,
    tagged,
    words_of,
)

_T = TypeVar("_T")
MODELS = Path(__file__).parent / "models"
LARGE = 4.0  # a logit that says no
_TOGETHER, _PIECES = 8, 320  # sentences of one length, or triggers in them, that go through a graph together
_TURN = 256  # sentences that the first graph sees before the second reads them: each graph's numbers stay in the cache
_FAINT, _SURE = (0.05, 0.05), 2 / 3  # a place asked for is taken when faint; one more beside it, when sure


class Network(Protocol):
    """The two graphs, whatever runs them. Rows of a call have as many pieces each; none changes another's numbers."""

    def find(self, pieces: Ints) -> tuple[Floats, Floats]:
        """States (rows, pieces, width) and trigger logits (rows, pieces, kinds)."""

    def read(self, states: Floats, trigger: Floats, kind: Ints) -> tuple[Floats, Floats, Floats]:
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


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the first graph says of sentences read together; ``logits`` are (words, kinds) of each."""

    words: Sequence[Words]
    states: Floats
    logits: Sequence[Floats]


class LearnedReader:
    """Reads frames from sentences with the trained network.

    The model is loaded at the first call of ``frames``. ``threshold`` is the confidence below which a frame
    is not given; None takes the one chosen on held-out data. ``network``, ``cutter`` and ``labels`` stand in
    for the files' own, for training. Raises ``MissingExtraError`` naming what to install where a package or a
    file of the model is missing.

    Sentences of as many word pieces go through the network together. The ranges of its whole numbers are fixed when it
    is exported, so that a sentence's figures are the same to the last bit whatever is read beside it.
    """

    name = "learned"

    def __init__(
        self,
        *,
        models: Path = MODELS,
        threshold: float | None = None,
        threads: int = 1,
        network: Network | None = None,
        cutter: Tokenizer | None = None,
        labels: Mapping[str, Any] | None = None,
    ) -> None:
        self._models, self._threshold, self._threads = models, threshold, threads
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
        found = [_Read([], [Judged() for _ in frames]) for frames in others]
        for start in range(0, len(encoded), _TURN):
            turn = range(start, min(start + _TURN, len(encoded)))
            lots = list(_lots(turn, [len(encoded[i].ids) for i in turn]))
            seen = [_seen(network, [encoded[i] for i in rows]) for rows in lots]
            for rows, one in zip(lots, seen, strict=True):
                texts, asked = [sentences[i] for i in rows], [others[i] for i in rows]
                self._read_batch(network, labels, one, texts, asked, [found[i] for i in rows])
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
            states, logits = network.find(np.array([encoded.ids]))
            trigger = np.zeros((1, len(encoded.ids)), dtype=np.float32)
            trigger[0, cut.pieces[at]] = 1.0
            likest = np.array([logits[0, cut.first[at]].argmax()])
            tags = _role_tags(network.read(states, trigger, likest)[0][0], cut, labels)
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
            self._network, self._cutter, self._labels = open_model(self._models, self._threads)
        return self._network, self._cutter, self._labels

    def _read_batch(
        self,
        network: Network,
        labels: Mapping[str, Any],
        seen: "_Seen",
        texts: Sequence[str],
        others: Sequence[Sequence[Frame]],
        found: Sequence[_Read],
    ) -> None:
        """Reads the roles in sentences together, and fills in what is ``found`` in each."""
        words, states, at = seen.words, seen.states, seen.logits
        candidates = list(_candidates(at, float(labels["candidate"])))
        asked: dict[tuple[int, int, int], list[int]] = {}
        for row, frames in enumerate(others):
            for n, frame in enumerate(frames):
                if (word := words[row].at(frame.trigger)) is not None:
                    asked.setdefault((row, word, labels["kinds"].index(frame.kind)), []).append(n)
        own = {(c.row, c.word, c.kind) for c in candidates}
        pairs = [*candidates, *(_candidate(at, *one) for one in asked if one not in own)]
        for some in _some(pairs, states.shape[1]):
            rows = [c.row for c in some]
            trigger = np.zeros((len(some), states.shape[1]), dtype=np.float32)
            for i, c in enumerate(some):
                trigger[i, words[c.row].pieces[c.word]] = 1.0
            kind = np.array([c.kind for c in some], dtype=np.int64)
            roles, status, real = network.read(states[rows], trigger, kind)
            for i, c in enumerate(some):
                read, key = found[c.row], (c.row, c.word, c.kind)
                tags = _role_tags(roles[i], words[c.row], labels)
                if key in own:
                    read.scored += _scored(labels, c, words[c.row], texts[c.row], tags, status[i], float(real[i]))
                if told := asked.get(key):
                    where = _where(tags, labels["roles"])
                    for n in told:
                        site = _site(where, words[c.row], others[c.row][n])
                        read.judged[n] = Judged(c.score, float(real[i]), site)


def _lots(rows: Sequence[int], lengths: Sequence[int]) -> Iterator[Sequence[int]]:
    """Rows of one length together, a few at a time."""
    of_length: dict[int, list[int]] = {}
    for row, length in zip(rows, lengths, strict=True):
        of_length.setdefault(length, []).append(row)
    for length, alike in of_length.items():
        yield from _some(alike, length)


def _some(rows: Sequence[_T], length: int) -> Iterator[Sequence[_T]]:
    """As many rows of so many pieces as go through a graph together."""
    most = max(1, min(_TOGETHER, _PIECES // length))
    return (rows[start : start + most] for start in range(0, len(rows), most))


def _seen(network: Network, encoded: Sequence[Encoded]) -> _Seen:
    words = [words_of(one) for one in encoded]
    states, logits = network.find(np.array([one.ids for one in encoded], dtype=np.int64))
    return _Seen(words, states, [logits[row, one.first] for row, one in enumerate(words)])


def _candidates(logits: Sequence[Floats], least: float) -> Iterator[_Candidate]:
    """The words that may carry a claim; ``logits`` are (words, kinds) of each row."""
    cut = math.log(least / (1 - least))
    for row, one in enumerate(logits):
        for word, kind in zip(*(some.tolist() for some in (one > cut).nonzero()), strict=True):
            yield _candidate(logits, row, word, kind)


def _candidate(logits: Sequence[Floats], row: int, word: int, kind: int) -> _Candidate:
    kinds: list[float] = logits[row][word].tolist()
    words: list[float] = logits[row][:, kind].tolist()
    score = kinds.pop(kind)
    del words[word]
    return _Candidate(row, word, kind, score, max(kinds), max([-LARGE, *words]))


def _where(tags: Floats, roles: Sequence[str]) -> list[float]:
    """How likely each word is in a place or road."""
    likely: list[float] = (1.0 - tags[:, [roles.index("place"), roles.index("route")], OUTSIDE].min(1)).tolist()
    return likely


def _site(where: Sequence[float], words: Words, frame: Frame) -> float:
    """The log-odds that a frame's place or road is one, or that it has none."""
    span = frame.place or frame.route
    if span is None:
        return _logit(1.0 - max(where))
    return _logit(max(where[at] for at in inside)) if (inside := words.inside(span)) else -LARGE


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
    tags: Floats,
    status: Floats,
    real: float,
) -> Iterator[Scored]:
    """Frames of one candidate: one a place, or one a route, or one without."""
    told = _told(labels, tags, words, text)
    routes = told["route"]
    agent, target, when, speaker = (best(told[role]) for role in ("agent", "target", "when", "speaker"))
    where: list[tuple[Piece | None, Piece | None]] = [(p, best(routes)) for p in told["place"]]
    where = [*where, *((None, r) for r in routes if not where), (None, None)]
    shared = {"bias": 1.0, "trigger": c.score, "real": real, f"kind:{labels['kinds'][c.kind]}": 1.0}
    shared |= {"agent": agent.surest if agent else 0.0, "target": target.surest if target else 0.0}
    shared |= {"rival": max(c.rival, -LARGE), "again": max(c.again, -LARGE), "actual": float(_softmax(status)[0])}
    frame = Frame(
        kind=labels["kinds"][c.kind],
        status=labels["statuses"][int((status + labels["status_bias"]).argmax())],
        trigger=Span(*words.chars[c.word]),
        agent=agent.span if agent else None,
        target=target.span if target else None,
        when=from_after(when.span, text) if when else None,
        speaker=speaker.span if speaker else None,
    )
    for place, route in where:
        at = place or route
        if at:
            figures = {"place": _logit(at.mean), "place_surest": _logit(at.surest)}
            if beside := [p.mean for p in (told["place"] or routes) if p is not at]:
                figures |= {"listed": 1.0, "beside": _logit(max(beside))}
            yield Scored(
                frame.at(place.span if place else None, route.span if route else None),
                shared | figures,
            )
        else:
            sites = [labels["roles"].index(role) for role in ("place", "route")]
            somewhere = float((tags[:, sites, BEGIN] + tags[:, sites, INSIDE]).max())
            yield Scored(frame, shared | {"nowhere": 1.0, "somewhere": _logit(somewhere), "nowhere_trigger": c.score})


def _told(labels: Mapping[str, Any], tags: Floats, words: Words, text: str) -> dict[str, list[Piece]]:
    """What fills each role."""
    surest = (1.0 - tags[:, :, OUTSIDE]).max(0).tolist()
    told: dict[str, list[Piece]] = {}
    for n, role in enumerate(labels["roles"]):
        least = labels["tagged"][role]
        filled = any(surest[n] >= peak for _, peak in least)  # most words fill most roles of most triggers not at all
        told[role] = tagged(tags[:, n], words, text, least, several=role in ("place", "route")) if filled else []
    return told


def _logit(p: float) -> float:
    p = min(max(p, 0.01), 0.99)
    return math.log(p / (1 - p))


def settled(scored: Sequence[Scored], text: str, weights: Mapping[str, float], least: float) -> list[Frame]:
    """Frames with their confidence, the surest of each kind and place, in the order of the text."""
    kept: dict[tuple[str, str], Frame] = {}
    sure = [
        1.0 / (1.0 + math.exp(-sum(weights.get(name, 0.0) * figure for name, figure in one.figures.items())))
        for one in scored
    ]
    placed: dict[tuple[str, Span], bool] = {}
    for at in sorted(range(len(scored)), key=lambda at: -sure[at]):
        if sure[at] < least:
            break
        frame = scored[at].frame
        key = frame.place or frame.route
        if placed.setdefault((frame.kind, frame.trigger), key is not None) != (key is not None):
            continue
        key = key or frame.agent
        name = (frame.kind, text[key.start : key.end].lower() if key else "")
        if name not in kept:
            kept[name] = frame.surely(sure[at])
    return sorted(kept.values(), key=lambda f: (f.trigger, f.kind, f.place or f.route or f.trigger))
