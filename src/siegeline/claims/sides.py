"""Sides: who does, and who suffers, what a sentence tells, put right by the words around and the frames beside.

The network points at words, and points wrongly where one sentence tells of both sides: the besieger is taken for him
who holds out, him who repels an attack for him who attacks.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from siegeline.claims.frame import Frame, Span

_OUT = re.compile(r"\w*(?:\s+\w+ly)?\s+(?:out|on|firm)\b", re.I)  # behind "hold": to resist, not to possess
_WHICH = re.compile(r"\b(?:which|that|whom)\s+(?:the\s+)?$", re.I)
_HAD = re.compile(r"(?:\s+(?:had|has|have|already|since|still|now|then|also|\w+ly))*\s+$", re.I)
_WAS = re.compile(r"\s+(?:was|were|is|are|had been|has been|have been)(?:\s+(?:still|already|\w+ly))?\s+$", re.I)
_REPELLED = (
    r"\b(?:repelled|repulsed|rebuffed|thwarted|foiled|rejected|defeated|stopped|fended off|fought off|staved off"
    r"|warded off|(?:beaten|thrown|driven|pushed|fought|turned|held) (?:back|off))(?:\s+\w+ly)?\s+by\s+"
)
_REPELLED_BY = re.compile(_REPELLED + r"(?:(?:the|a|an|local|their|its|our|his)\s+)*$", re.I)
_BY_THEM = re.compile(r"^[^.;:]{0,80}?" + _REPELLED + r"(?:them|it|him|these|those|the (?:latter|former))\b", re.I)
_CLAUSE = re.compile(r"[,;:]|\b(?:and|but|while|whereas)\b", re.I)
_OBSERVES = re.compile(
    r"\s+(?:(?:has|have|had|also|\w+ly)\s+)*(?:heard|hears?|saw|sees?|observ\w+|logged|record(?:s|ed)|noted|witness\w+"
    r"|registered|counted|document(?:s|ed)|detected)\b(?!.*\b(?:and|then|before|but)\s+(?:\w+ly\s+)?$)"
)
_RESUMES = re.compile(r"(?:(?:traffic|trade|movement|transport)\b[^.;]{0,60}?\b)?(?:resum|restart|reopen)", re.I)
_CONTRARY = re.compile(r"\b(?:contrary to|despite|unlike|notwithstanding|in spite of)\s+(?:[\w'’-]+\s+){0,3}$", re.I)
_ATTACKS = ("attacked", "counterattacked", "advanced")


def sided(given: Sequence[Frame], text: str) -> list[Frame]:
    """The frames of a sentence with agents, targets and speakers that it cannot mean put right."""
    given = [frame for frame in given if not _is_bombed(frame, given)]
    found = [_contrary(_observed(_cut_by_holder(_resumed(frame, text), given), text), text) for frame in given]
    found = [_imposed(_repelled(frame, text), text) for frame in found]
    return [_holding_out(_not_by_lifter(_to_be_lifted(frame, found), found), found, text) for frame in found]


def _is_bombed(frame: Frame, given: Sequence[Frame]) -> bool:
    """Whether what is dropped or brought is told to be bombs: one word does not tell of aid and of an attack."""
    attacks = (one for one in given if one.kind in {"airstrike", "shelled", "bombing"})
    return frame.kind == "aid_delivered" and any(one.trigger.meets(frame.trigger) for one in attacks)


def unheaded(frame: Frame, end: int) -> Frame:
    """The frame without parties and speaker that stand before ``end``, where a place heads the sentence: "HOMS: …"."""

    def behind(at: Span | None) -> Span | None:
        return at if at is not None and at.start >= end else None

    return replace(frame, agent=behind(frame.agent), target=behind(frame.target), speaker=behind(frame.speaker))


def _not_by_lifter(frame: Frame, given: Sequence[Frame]) -> Frame:
    """A siege that somebody breaks is not laid by him: "the army broke the two-month siege of X"."""
    if frame.kind != "besieged" or frame.agent is None:
        return frame
    lifters = [one.agent for one in given if one.kind == "siege_lifted" and one.agent is not None]
    return replace(frame, agent=None) if any(one.meets(frame.agent) for one in lifters) else frame


def _to_be_lifted(frame: Frame, given: Sequence[Frame]) -> Frame:
    """A siege that somebody fails, or wants, to break is there: "the attempt to break the encirclement of X failed"."""
    if frame.kind != "besieged" or frame.status not in {"failed", "planned"}:
        return frame
    for one in given:
        tried = one.kind == "siege_lifted" and one.status in {"failed", "planned"}
        if tried and one.trigger < frame.trigger and _beside(frame, one):
            by = one.agent is not None and frame.target is not None and one.agent.meets(frame.target)
            return replace(frame, status="actual", target=None if by else frame.target)
    return frame


def _beside(one: Frame, other: Frame) -> bool:
    if one.place is None or other.place is None:
        return one.place is other.place
    return one.place.meets(other.place)


def _cut_by_holder(frame: Frame, given: Sequence[Frame]) -> Frame:
    """A road that is "held by the army and closed" is closed by the army."""
    if frame.kind != "route_cut" or frame.agent is not None or frame.route is None:
        return frame
    road = frame.route
    holders = (
        one.agent
        for one in given
        if one.kind in {"held", "captured"} and one.status == frame.status and one.agent
        if (one.route or one.place or one.agent).meets(road)
    )
    return replace(frame, agent=next(holders, None))


def _resumed(frame: Frame, text: str) -> Frame:
    """A road on which traffic resumes is no longer cut."""
    if frame.kind == "route_cut" and frame.status == "actual" and _RESUMES.match(text, frame.trigger.start):
        return replace(frame, kind="route_opened")
    return frame


def _holding_out(frame: Frame, given: Sequence[Frame], text: str) -> Frame:
    """Who besieges a place is not he who holds out in it: "X, besieged by the army, has held out"."""
    if frame.kind != "held" or frame.agent is None or not _OUT.match(text, frame.trigger.end):
        return frame
    besiegers = (one.agent for one in given if one.kind == "besieged" and one.agent is not None)
    return replace(frame, agent=None) if any(one.meets(frame.agent) for one in besiegers) else frame


def _imposed(frame: Frame, text: str) -> Frame:
    """Who has surrounded is no target: "the town, which the rebels had encircled"."""
    target = frame.target
    if frame.kind != "besieged" or target is None or not _WHICH.search(text[: target.start]):
        return frame
    between = text[target.end : frame.trigger.start] if target.end <= frame.trigger.start else ""
    verb = text[frame.trigger.start : frame.trigger.end].lower()
    active = _WAS.fullmatch(between) if verb.endswith("ing") else verb.endswith("ed") and _HAD.fullmatch(between)
    if not active or (frame.agent is not None and not frame.agent.meets(target)):
        return frame
    return replace(frame, agent=target, target=None)


def _repelled(frame: Frame, text: str) -> Frame:
    """Who repels an attack does not make it: "assaults were beaten back by the army", "... by them"."""
    agent = frame.agent
    if frame.kind not in _ATTACKS or frame.status != "failed" or agent is None:
        return frame
    by_name = agent.start > frame.trigger.end and _REPELLED_BY.search(text[frame.trigger.end : agent.start])
    by_them = _BY_THEM.search(text[frame.trigger.end :]) and _far(agent, frame.trigger, text)
    if not (by_name or by_them):
        return frame
    return replace(frame, agent=None, target=frame.target or agent)


def _observed(frame: Frame, text: str) -> Frame:
    """Who hears of it or sees it does not do it: "the mission heard shelling"."""
    agent, trigger = frame.agent, frame.trigger
    if agent is None or agent.end > trigger.start or not _OBSERVES.match(text[agent.end : trigger.start]):
        return frame
    return replace(frame, agent=None)


def _contrary(frame: Frame, text: str) -> Frame:
    """Whom the words speak against does not say them: "contrary to what the ministry says"."""
    if frame.speaker is None or not _CONTRARY.search(text[: frame.speaker.start]):
        return frame
    return replace(frame, speaker=None)


def _far(agent: Span, trigger: Span, text: str) -> bool:
    """Whether an agent stands in a clause before that of the trigger."""
    return agent.end <= trigger.start and _CLAUSE.search(text[agent.end : trigger.start]) is not None
