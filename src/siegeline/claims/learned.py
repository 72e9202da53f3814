"""LearnedReader: finds frames with a small network; needs onnxruntime and tokenizers, no torch.

Two graphs share one encoder. The first gives, for every word, how likely it is the trigger of each kind, and
hands on its lower layers' states. The second takes the states with one trigger marked and tags the words that
fill its roles, its status, and whether it is a claim at all. See
``training/MODEL_CARD.md`` for how it was trained and measured.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np

from siegeline.claims.candidate import (
    LARGE,
    Candidate,
    Scored,
    candidate_at,
    candidates_in,
    logit,
    role_tags,
    scored_frames,
    settled,
)
from siegeline.claims.frame import Frame, Span
from siegeline.claims.graphs import Ints, open_model
from siegeline.claims.tagged import OUTSIDE, Encoded, Floats, Words, best, tagged, words_of

_T = TypeVar("_T")
MODELS = Path(__file__).parent / "models"
QUICK = MODELS / "quick"  # a network of half the work that was taught by the one of MODELS
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
class Judged:
    """What the network makes of another reader's frame.

    Log-odds: that its trigger carries its kind, that it is a claim, that its place (or road, or having none) is right.
    """

    trigger: float = -LARGE
    real: float = -LARGE
    site: float = -LARGE


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the first graph says of a sentence: states (pieces, width) and logits (words, kinds)."""

    words: Words
    states: Floats
    logits: Floats


@dataclass(frozen=True, slots=True)
class _Roles:
    """What the second graph says of a candidate: tags (words, roles, 3), and the log-odds of being a claim."""

    tags: Floats
    real: float


@dataclass(slots=True)
class Look:
    """What the network makes of a sentence at its first look.

    ``frames`` are its proposals; ``rest`` is the log-odds of the likeliest trigger that none of them has; ``cut`` says
    that it has not seen the end of a very long one. What it saw is kept where it is to judge others' frames, else None.
    """

    text: str
    frames: list[Frame]
    rest: float
    cut: bool
    seen: _Seen | None = None
    read: dict[tuple[int, int], _Roles] = field(default_factory=dict)  # by word and kind


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
        return [one.frames for one in self.looks(sentences)]

    def looks(self, sentences: Sequence[str], *, keep: Callable[[Look], bool] | None = None) -> list[Look]:
        """What the network makes of each sentence, ready to judge others' frames of those that ``keep`` says."""
        labels = self._load()[2]
        least = float(labels["threshold"]) if self._threshold is None else self._threshold
        found: list[Look] = []
        for text, (scored, seen, read) in zip(sentences, self._read(sentences), strict=True):
            frames = settled(scored, text, labels["calibration"], least)
            look = Look(text, frames, _rest(frames, seen), seen.words.end_before(text))
            if keep is not None and keep(look):
                look.seen, look.read = seen, read
            found.append(look)
        return found

    def judged(self, looks: Sequence[Look], others: Sequence[Sequence[Frame]]) -> list[list[Judged | None]]:
        """What the network makes of others' frames in sentences whose looks were kept; None behind what it has seen."""
        network, _, labels = self._load()
        found: list[list[Judged | None]] = [
            [None if look.cut else Judged() for _ in frames] for look, frames in zip(looks, others, strict=True)
        ]
        asked: dict[tuple[int, int, int], list[int]] = {}
        for row, (look, frames) in enumerate(zip(looks, others, strict=True)):
            for n, frame in enumerate(frames):
                if look.seen is not None and (word := look.seen.words.at(frame.trigger)) is not None:
                    asked.setdefault((row, word, labels["kinds"].index(frame.kind)), []).append(n)
        seen = {row: one for row, look in enumerate(looks) if (one := look.seen) is not None}
        read = {key: roles for key in asked if (roles := looks[key[0]].read.get(key[1:])) is not None}
        new = [candidate_at(seen[row].logits, row, word, kind) for row, word, kind in asked.keys() - read.keys()]
        for c, _, roles in _roles(network, labels, sorted(new, key=lambda c: (c.row, c.word, c.kind)), seen):
            read[c.row, c.word, c.kind] = roles
        for (row, word, kind), numbers in asked.items():
            roles = read[row, word, kind]
            where = _where(roles.tags, labels["roles"])
            for n in numbers:
                site = _site(where, seen[row].words, others[row][n])
                found[row][n] = Judged(float(seen[row].logits[word, kind]), roles.real, site)
        return found

    def scored(self, sentences: Sequence[str]) -> list[list[Scored]]:
        """All candidate frames of each sentence, with what their confidence is computed from."""
        return [scored for scored, _, _ in self._read(sentences)]

    def _read(self, sentences: Sequence[str]) -> Iterator[tuple[list[Scored], _Seen, dict[tuple[int, int], _Roles]]]:
        """The network's own candidates in each sentence, with what it saw and read."""
        network, cutter, labels = self._load()
        encoded = cutter.encode_batch(list(sentences))
        for start in range(0, len(encoded), _TURN):
            turn = range(start, min(start + _TURN, len(encoded)))
            seen: dict[int, _Seen] = {}
            for rows in _lots({row: len(encoded[row].ids) for row in turn}):
                seen |= zip(rows, _seen(network, [encoded[row] for row in rows]), strict=True)
            least = float(labels["candidate"])
            candidates = [c for row in turn for c in candidates_in(seen[row].logits, row, least)]
            scored: dict[int, list[Scored]] = {row: [] for row in turn}
            read: dict[int, dict[tuple[int, int], _Roles]] = {row: {} for row in turn}
            for c, status, roles in _roles(network, labels, candidates, seen):
                words, text = seen[c.row].words, sentences[c.row]
                scored[c.row] += scored_frames(labels, c, words, text, roles.tags, status, roles.real)
                read[c.row][c.word, c.kind] = roles
            yield from ((scored[row], seen[row], read[row]) for row in turn)

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
            tags = role_tags(network.read(states, trigger, likest)[0][0], cut, labels)
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


def _rest(frames: Sequence[Frame], seen: _Seen) -> float:
    """The log-odds of the likeliest trigger that is none of the frames'."""
    likeliest = seen.logits.max(1)
    likeliest[[at for frame in frames if (at := seen.words.at(frame.trigger)) is not None]] = -LARGE
    return float(likeliest.max(initial=-LARGE))


def _lots(lengths: Mapping[_T, int]) -> Iterator[Sequence[_T]]:
    """Those of one length in pieces together, as many as go through a graph together."""
    of_length: dict[int, list[_T]] = {}
    for one, length in lengths.items():
        of_length.setdefault(length, []).append(one)
    for length, alike in of_length.items():
        most = max(1, min(_TOGETHER, _PIECES // length))
        yield from (alike[start : start + most] for start in range(0, len(alike), most))


def _seen(network: Network, encoded: Sequence[Encoded]) -> Iterator[_Seen]:
    """What the first graph says of sentences of one length."""
    states, logits = network.find(np.array([one.ids for one in encoded], dtype=np.int64))
    for row, one in enumerate(encoded):
        words = words_of(one)
        yield _Seen(words, states[row], logits[row, words.first])


def _roles(
    network: Network, labels: Mapping[str, Any], candidates: Sequence[Candidate], seen: Mapping[int, _Seen]
) -> Iterator[tuple[Candidate, Floats, _Roles]]:
    """What the second graph says of candidates, with their status logits; in the order that they go through it."""
    lengths = {n: len(seen[c.row].states) for n, c in enumerate(candidates)}
    for numbers in _lots(lengths):
        some = [candidates[n] for n in numbers]
        trigger = np.zeros((len(some), lengths[numbers[0]]), dtype=np.float32)
        for i, c in enumerate(some):
            trigger[i, seen[c.row].words.pieces[c.word]] = 1.0
        kind = np.array([c.kind for c in some], dtype=np.int64)
        roles, status, real = network.read(np.stack([seen[c.row].states for c in some]), trigger, kind)
        for i, c in enumerate(some):
            yield c, status[i], _Roles(role_tags(roles[i], seen[c.row].words, labels), float(real[i]))


def _where(tags: Floats, roles: Sequence[str]) -> list[float]:
    """How likely each word is in a place or road."""
    likely: list[float] = (1.0 - tags[:, [roles.index("place"), roles.index("route")], OUTSIDE].min(1)).tolist()
    return likely


def _site(where: Sequence[float], words: Words, frame: Frame) -> float:
    """The log-odds that a frame's place or road is one, or that it has none."""
    span = frame.place or frame.route
    if span is None:
        return logit(1.0 - max(where))
    return logit(max(where[at] for at in inside)) if (inside := words.inside(span)) else -LARGE
