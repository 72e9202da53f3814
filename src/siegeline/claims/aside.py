"""Aside: what a sentence tells of a named place in passing, and so as a fact, whatever its main clause tells.

"If A falls, B, surrounded since 1992, will be next": that B is surrounded is no condition. Read from the words, for the
parse hangs such phrases now on the name, now on the verb.
"""

import re
from dataclasses import replace

from siegeline.claims.frame import Frame

_STATES = frozenset({"besieged", "held", "contested", "route_cut", "route_under_fire"})
_NAME_BEFORE = re.compile(r"[A-ZÀ-Ž][\w'’-]*\s*$")
_MORE_NAMES = re.compile(r"(?:[\s,]*(?:and\s+)?[A-ZÀ-Ž][\w'’-]*)*\s*")  # "A and B, both cut off since May,"
_BREAK = re.compile(r"[,–—()]")
_LASTS = re.compile(
    r"\bsince\b|\b(?:already|still)\b|\bfor\s+(?:[\w-]+\s+){0,4}(?:days?|weeks?|months?|years?|decades?)\b", re.I
)
_OPEN = re.compile(
    r"\b(?:will|would|shall|may|might|could|can|should|if|unless|whether|not|never|no|nearly|almost|to)\b", re.I
)
_RELATIVE = re.compile(r"\s*(?:which|who|that|whom|whose|where)\b", re.I)
_WORDS_BEFORE = 3  # before the participle: "long", "now completely"


def in_passing(frame: Frame, text: str) -> Frame:
    """A frame of this sentence, actual where it is a state that the sentence tells in passing."""
    return replace(frame, status="actual") if frame.status != "actual" and _is_aside(frame, text) else frame


def _is_aside(frame: Frame, text: str) -> bool:
    """Whether a state is told in a phrase between commas right after a name, with since when or that it lasts."""
    if frame.kind not in _STATES:
        return False
    breaks = [one.start() for one in _BREAK.finditer(text)]
    start = max((at for at in breaks if at < frame.trigger.start), default=-1)
    end = min((at for at in breaks if at >= frame.trigger.end), default=-1)
    if start < 0 or end < 0 or not _NAME_BEFORE.search(text[:start]):
        return False
    site = frame.place or frame.route
    if site and site.end <= start and not _MORE_NAMES.fullmatch(text, site.end, start):
        return False  # it is told of another name
    phrase, before = text[start + 1 : end], text[start + 1 : frame.trigger.start]
    if not _LASTS.search(phrase) or _OPEN.search(phrase):
        return False
    return _RELATIVE.match(before) is not None or len(before.split()) <= _WORDS_BEFORE


__all__ = ["in_passing"]
