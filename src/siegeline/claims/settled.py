"""Settled: a sentence's frames, from whichever reader, with what the sentence asks, doubts or has denied set right."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from siegeline.claims.aside import in_passing
from siegeline.claims.denial import Denial, denials, may_deny
from siegeline.claims.frame import Frame, Span
from siegeline.claims.parse import parse
from siegeline.claims.stance import asked, describes_siege, doubted, unmeant
from siegeline.claims.untrue import called_untrue

# How much less sure it is that somebody denies what the same sentence told, for the words that point back.
_SHARE = 0.8
# Words without which a sentence need not be parsed once more: it asks, doubts, or says what nobody means to do.
_ASKS = re.compile(r"\?|\b(?:whether|doubt|dubious|questionable|sceptic|skeptic|unclear|uncertain|unknown)", re.I)
_NOT = re.compile(r"n['’]t\b|\b(?:not|no|never|nobody|none|neither|nor|without|little)\b", re.I)
_MEANS = re.compile(
    r"\b(?:plan|inten[dt]|want|wish|aim|seek|sought|try|tries|tried|attempt|threat|prepar|propos|decid|desire|ambition"
    r"|interest|ready|willing|if\b)",
    re.I,
)


def settled(sentences: Sequence[str], found: Sequence[Sequence[Frame]]) -> list[list[Frame]]:
    """The frames found in each sentence, with the status that the whole sentence gives them.

    What is asked or doubted is hypothetical, what nobody means to do is denied, and so is what is called untrue. What
    a sentence tells and then has somebody else deny is told twice: as told, and as denied by them.
    """
    found = [[in_passing(frame, text) for frame in frames] for text, frames in zip(sentences, found, strict=True)]
    looked = [bool(frames) and _may_change(text) for text, frames in zip(sentences, found, strict=True)]
    docs = iter(list(parse([text for text, look in zip(sentences, looked, strict=True) if look])))
    return [
        _agreeing(_of_sentence(text, frames, next(docs)) if look else frames)
        for text, frames, look in zip(sentences, found, looked, strict=True)
    ]


def _may_change(text: str) -> bool:
    return bool(_ASKS.search(text) or may_deny(text) or (_NOT.search(text) and _MEANS.search(text)))


def _of_sentence(text: str, frames: Sequence[Frame], doc: Doc) -> list[Frame]:
    own = [_settled(frame, doc) for frame in frames]
    return [*own, *_denied(own, list(denials(doc)), text)]


def _settled(frame: Frame, doc: Doc) -> Frame:
    status = frame.status
    trigger = _token(doc, frame.trigger)
    if trigger is None or status == "hypothetical":
        return frame
    given = frame.kind == "besieged" and describes_siege(trigger)
    if status in {"failed", "planned", "actual"} and unmeant(trigger):
        status = "denied"
    elif not given and ((status != "planned" and asked(trigger)) or (status == "actual" and doubted(trigger))):
        status = "hypothetical"
    elif status == "actual" and called_untrue(trigger):
        status = "denied"
    return frame if status == frame.status else replace(frame, status=status)


def _token(doc: Doc, span: Span) -> Token | None:
    """The word that a frame's trigger is, or the head of its words."""
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return found.root if found is not None else None


def _denied(frames: Sequence[Frame], found: Sequence[Denial], text: str) -> Iterator[Frame]:
    for denial in found:
        clause = max(text.rfind(";", 0, denial.start - 2), text.rfind(":", 0, denial.start - 2)) + 1
        told = [one for one in frames if clause <= one.trigger.start and one.trigger.end <= denial.start]
        told = [one for one in told if one.speaker is not None] or told
        for frame in told:
            by_another = frame.speaker is None or denial.speaker is None or not frame.speaker.meets(denial.speaker)
            if frame.status == "actual" and by_another:
                yield replace(frame, status="denied", speaker=denial.speaker, confidence=frame.confidence * _SHARE)


def _agreeing(frames: Sequence[Frame]) -> list[Frame]:
    """Without the end of a siege that is told not to come where the same sentence says that there is no siege."""
    none = [one for one in frames if one.kind == "besieged" and one.status == "denied"]
    return [
        frame
        for frame in frames
        if not (
            frame.kind == "siege_lifted"
            and frame.status == "denied"
            and any(other.place == frame.place and other.confidence > frame.confidence for other in none)
        )
    ]


__all__ = ["settled"]
