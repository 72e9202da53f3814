"""Combined: the learned reader proposes, the rules second it, and complete it where they are sure.

A sentence is parsed for the rules only where the network leaves a doubt that they could settle: it is neither sure of
each of its proposals nor that there is nothing else.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

import yaml

from siegeline.claims.beside import beside
from siegeline.claims.frame import Frame, Span
from siegeline.claims.gapping import gapped
from siegeline.claims.learned import Judged, LearnedReader, Look
from siegeline.claims.lexicon import lexicon
from siegeline.claims.phrases import is_force
from siegeline.claims.rules import RulesReader
from siegeline.claims.sides import sided

_LIKELY = 0.5
_POSSESSIVE = ("its", "their", "his", "her", "our")  # "its surroundings": the pronoun alone is no place
_LEADING = re.compile(r"^(?:(?:the|entire|whole|same|nearby|besieged|surrounding|strategic|old)\s+)*", re.I)
_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely|simply|solely)\b(?:\W+\w+){0,8}\W*$", re.I)
_NOT_DONE = re.compile(r"(?:\b(?:not|never)|n['’]t)(?:\s+(?:yet|been|be|\w+ly))*\s+$", re.I)
_DENIES = re.compile(r"n['’]t\b|\b(?:not|never|no|nor|neither|cannot)\b", re.I)
_UNCLAIMED = re.compile(
    r"\b(?:no|nobody|none|neither|not|never)\b[^.;:]*\b(?:claim(?:ed|s)?|responsib\w+|credit)\b[^.;:]*$", re.I
)
_NO_AID = re.compile(
    r"\b(?:no|not any|hardly any|neither)\s+(?:[\w-]+\s+){0,3}(?:aid|food|convoys?|supplies|relief|medicines?|fuel|"
    r"flour|help|assistance|goods)\b(?!.*\b(?:block|stop|halt|prevent|obstruct|turn))",
    re.I,
)
_INSIDE = re.compile(r"\b(?:in|inside|into|within|near|at|around|outside|towards?) (?:the )?$", re.I)
_GONE_TO = re.compile(r"^(?!.*\b(?:from|of|out)\b)[^,.;:]{0,30}\b(?:to|towards?|into)\s+(?:the\s+)?$", re.I)
_WHOLE = re.compile(r"\b(?:entire|whole)\s+\Z", re.I)
_NEXT = re.compile(r"\s+(\w+)")
_CLAIMED = ("attacked", "bombing", "suicide_bombing", "shelled", "airstrike", "civilians_harmed")  # what groups claim
_STANDING = ("garrison", "side")  # forces that say where they are
_MOST = 6.0  # log-odds beyond these say no more


@dataclass(frozen=True, slots=True)
class Joining:
    """The numbers of ``combined.yaml``."""

    odds: Mapping[str, float]
    threshold: float
    grounded: float
    proposed: float
    certain: float
    generic: frozenset[str]


@lru_cache(maxsize=1)
def joining() -> Joining:
    """The numbers that ship with the program."""
    told = yaml.safe_load((resources.files(__package__) / "combined.yaml").read_text(encoding="utf-8"))
    return Joining(**(told | {"generic": frozenset(told["generic"])}))


class CombinedReader:
    """Reads frames with the model and the rules together; what only one of them finds must be surer.

    ``threshold`` is the confidence from which a frame is given; None takes that of ``combined.yaml``. ``name`` tells
    which network it is with.

    Raises:
        MissingExtraError: the model's packages or files are not there (at the first reading).
    """

    def __init__(
        self,
        learned: LearnedReader | None = None,
        rules: RulesReader | None = None,
        *,
        threshold: float | None = None,
        name: str = "combined",
    ) -> None:
        self.name = name
        self._threshold = joining().threshold if threshold is None else threshold
        self._learned = learned or LearnedReader(threshold=joining().proposed)
        self._rules = rules or RulesReader()

    def frames(self, sentences: Sequence[str]) -> list[list[Frame]]:
        """The frames of each sentence, with spans in that sentence, in the order of their triggers."""
        return self.frames_of_many([sentences])[0]

    def frames_of_many(self, reports: Sequence[Sequence[str]]) -> list[list[list[Frame]]]:
        """As ``ManyReader.frames_of_many``: the model reads all reports together, the rules report by report."""
        texts = [text for sentences in reports for text in sentences]
        found = zip(self._judged(texts, [len(sentences) for sentences in reports]), texts, strict=True)
        joined = iter([_join(candidates, text, self._threshold) for candidates, text in found])
        return [[next(joined) for _ in sentences] for sentences in reports]

    def candidates(self, sentences: Sequence[str]) -> list[list[tuple[Frame, dict[str, float]]]]:
        """All that either finds in each sentence, with the figures that the odds of ``combined.yaml`` are of."""
        return self._judged(sentences, [len(sentences)])

    def _judged(self, sentences: Sequence[str], lengths: Sequence[int]) -> list[list[tuple[Frame, dict[str, float]]]]:
        """As ``candidates``, of sentences of reports that have ``lengths`` of them."""
        looks = self._learned.looks(sentences, keep=_doubtful)
        ruled = self._ruled(looks, lengths)
        judged = self._learned.judged(looks, [frames or () for frames in ruled])
        return [
            beside(list(_candidates(look.frames, frames, one, look.text)), look.text)
            for look, frames, one in zip(looks, ruled, judged, strict=True)
        ]

    def _ruled(self, looks: Sequence[Look], lengths: Sequence[int]) -> list[list[Frame] | None]:
        """The rules' frames of each sentence; None where they are not asked."""
        ruled: list[list[Frame] | None] = []
        for length in lengths:
            report = looks[len(ruled) : len(ruled) + length]
            asked = [look.text for look in report if look.seen is not None]
            told = iter(self._rules.frames(asked) if asked else [])
            ruled += [None if look.seen is None else next(told) for look in report]
        return ruled

    def places(self, sentences: Sequence[str], words: Sequence[Span]) -> list[list[Span]]:
        """As ``LearnedReader.places``."""
        return self._learned.places(sentences, words)


def _doubtful(look: Look) -> bool:
    """Whether what the rules find in a sentence could make a difference."""
    told = joining()
    if look.cut or look.rest > _logit(told.proposed) or any(frame.confidence < told.certain for frame in look.frames):
        return True
    return bool(look.frames) and _DENIES.search(look.text) is not None


def _candidates(
    proposed: Sequence[Frame], asked: Sequence[Frame] | None, judged: Sequence[Judged | None], text: str
) -> Iterator[tuple[Frame, dict[str, float]]]:
    ruled, proposed = asked or (), [_sited(frame, text) for frame in proposed]
    names = _names([*proposed, *ruled], text)
    for frame in proposed:
        told = _named(_negated(frame, ruled, text), names, text)
        if _names_something(told, text):
            yield told, _figures_of_proposal(frame, asked)
    for frame, judgement in zip(ruled, judged, strict=True):
        if any(_same(frame, other) or _placed_otherwise(frame, other) for other in proposed):
            continue
        if _names_something(frame, text):
            yield frame, _figures_alone(frame, proposed, judgement)


def _join(candidates: Sequence[tuple[Frame, dict[str, float]]], text: str, threshold: float) -> list[Frame]:
    kept = [frame.surely(_chance(_odds(figures))) for frame, figures in candidates]
    kept = [frame for frame in kept if not _is_over(frame, kept, text)]
    given: list[Frame] = []
    for frame in sorted(kept, key=lambda one: -one.confidence):
        if frame.confidence >= threshold and not any(_same(frame, one) and not frame.turns(one) for one in given):
            given.append(frame)
    told = gapped(sided(given, text), text)
    return sorted(told, key=lambda one: (one.trigger, one.place or one.route or one.trigger))


def _odds(figures: Mapping[str, float]) -> float:
    odds = joining().odds
    return sum(odds.get(name, 0.0) * figure for name, figure in figures.items())


def _figures_of_proposal(frame: Frame, ruled: Sequence[Frame] | None) -> dict[str, float]:
    """Of a proposal of the model, seconded by the rules or not; or they were not asked."""
    figures = {"proposal": 1.0, "proposal_odds": _logit(frame.confidence)}
    if ruled is None:
        return figures | {"unasked": 1.0}
    agreeing = [other for other in ruled if _same(frame, other)]
    if not agreeing:
        return figures
    if not _placed(frame):
        return figures | {"seconded_unplaced": 1.0}
    return figures | {"seconded": 1.0, "seconded_odds": _logit(max(other.confidence for other in agreeing))}


def _figures_alone(frame: Frame, proposed: Sequence[Frame], judged: Judged | None) -> dict[str, float]:
    """Of a frame that only the rules find; the model, asked about it, has its say."""
    if judged is None:
        return {"unseen_odds": _logit(frame.confidence)}
    figures = {"alone": 1.0, "alone_odds": _logit(frame.confidence)}
    figures |= {f"alone_{name}": max(-_MOST, min(_MOST, getattr(judged, name))) for name in ("trigger", "real", "site")}
    return figures | {"alone_elsewhere": float(any(other.kind == frame.kind for other in proposed))}


def _negated(frame: Frame, ruled: Sequence[Frame], text: str) -> Frame:
    """The frame with a "not" that the model overlooks or mistakes.

    What "not only" stands before is not denied, nor an attack that no one claims; what the rules find denied by the
    "not" right before its verb is. "No aid has entered" does not deny that it is blocked, but that it was delivered.
    """
    if frame.status == "denied" and _NOT_ONLY.search(text[: frame.trigger.start]):
        return replace(frame, status="actual")
    if frame.status == "denied" and frame.kind in _CLAIMED and _UNCLAIMED.search(text[: frame.trigger.start]):
        return replace(frame, status="actual", agent=None)
    if frame.status == "denied" and frame.kind == "aid_blocked" and _NO_AID.search(text):
        return replace(frame, kind="aid_delivered")
    denied = [one for one in ruled if one.status == "denied" and _same(frame, one)]
    aid = frame.kind.startswith("aid_")  # "aid has not reached X": the word for it stands before the "not"
    if frame.status == "actual" and any(aid or _NOT_DONE.search(text[: one.trigger.start]) for one in denied):
        return replace(frame, status="denied")
    return frame


def _sited(frame: Frame, text: str) -> Frame:
    """The frame with "the entire city" whole, and without a place that is only a force or the first word of one's name.

    "The DPR" is a place where something happens in it or near it; ISIL is none in "bombed ISIL". Where those who
    withdraw go to is not what they leave.
    """
    place = frame.place
    if place is None:
        return frame
    if frame.kind == "withdrew" and _GONE_TO.search(text[frame.trigger.end : place.start]):
        return frame.at(None, frame.route)
    if whole := _WHOLE.search(text[: place.start]):
        return replace(frame, place=Span(whole.start(), place.end))
    words, after = text[place.start : place.end].split(), _NEXT.match(text, place.end)
    bare = len(words) in (1, 2) and _is_moving_force(words[-1]) and not _INSIDE.search(text[: place.start])
    party = any(one is not None and one.meets(place) for one in (frame.agent, frame.target))
    named_for = party and after is not None and _is_moving_force(after[1])
    return replace(frame, place=None) if bare or named_for else frame


def _is_moving_force(word: str) -> bool:
    return is_force(word) and word.lower() not in _STANDING


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _logit(confidence: float) -> float:
    sure = min(max(confidence, 0.01), 0.99)
    return math.log(sure / (1 - sure))


def _placed(frame: Frame) -> bool:
    return frame.place is not None or frame.route is not None


def _same(one: Frame, other: Frame) -> bool:
    """Whether two frames tell the same: of one kind, at places whose words overlap."""
    if one.kind != other.kind:
        return False
    first, second = one.place or one.route, other.place or other.route
    if first is None or second is None:
        return first is second
    return first.meets(second)


def _names_something(frame: Frame, text: str) -> bool:
    """Whether the words for the place can be a place: a name, a number of them, or a word for a place or road."""
    if frame.place is None:
        return True
    words = text[frame.place.start : frame.place.end]
    sorts = _place_words()
    return any(
        word[0].isupper() or word[0].isdigit() or {word, word.rstrip("s"), re.sub("ies$", "y", word)} & sorts
        for word in re.findall(r"[^\W_]+", words)
        if word not in _POSSESSIVE
    )


@lru_cache(maxsize=1)
def _place_words() -> frozenset[str]:
    known = lexicon().words
    return known["place"] | known["site"] | known["route"] | known["person"] | known["force"] | joining().generic


def _is_over(frame: Frame, kept: Sequence[Frame], text: str) -> bool:
    """Whether a siege is told of only as what was broken: "broke the siege of X" says no more that X is besieged.

    One with a time of its own is told of beside its end, but for "after three years", which dates the end.
    """
    if frame.kind != "besieged" or frame.status != "actual":
        return False
    if frame.when is not None and not text[frame.when.start :].lower().startswith("after "):
        return False
    lifted = (one for one in kept if one.kind == "siege_lifted" and one.status == "actual")
    return any(one.confidence >= joining().threshold and _same(replace(one, kind="besieged"), frame) for one in lifted)


def _placed_otherwise(frame: Frame, other: Frame) -> bool:
    """Whether a likely proposal takes the same word for the same kind, with another place: it is believed."""
    return frame.trigger.meets(other.trigger) and frame.kind == other.kind and other.confidence >= _LIKELY


def _names(frames: Sequence[Frame], text: str) -> list[Span]:
    """The places that the sentence calls by a name."""
    spans = {frame.place for frame in frames if frame.place}
    return sorted(one for one in spans if text[one.start : one.end] != text[one.start : one.end].lower())


def _named(frame: Frame, names: Sequence[Span], text: str) -> Frame:
    """The frame with "the city" replaced by the last name that its sentence gives before it."""
    place = frame.place
    if place is None or _LEADING.sub("", text[place.start : place.end]).lower() not in joining().generic:
        return frame
    before = [one for one in names if one.start < place.start]
    return replace(frame, place=max(before)) if before else frame
