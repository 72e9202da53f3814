"""Contradiction: the claims of one sentence that somebody denies in the next ("Kyiv denied this.")."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from siegeline.claims.actors import ActorResolver
from siegeline.claims.claim import ActorRef, Claim, PlaceRef, Reference, RouteRef, SpeakerRef, TimeRef
from siegeline.claims.denial import Denial, denials, may_deny
from siegeline.claims.frame import Frame
from siegeline.claims.parse import parse
from siegeline.claims.stance import describes_siege
from siegeline.reports import Report

# How much less sure a denial is than what it denies, when that is one claim, and when it is several.
_SHARE, _SHARE_OF_MANY = 0.7, 0.6
_MANY = 3  # "this" that may mean more than so many claims means none of them clearly
_SURE = 0.48  # a denial contradicts others: it is given only from the confidence on from which a claim is, by itself
_ASIDE = {"relcl", "acl", "advcl", "amod", "pcomp", "appos"}


def contradicted(
    before: Sequence[Claim],
    report: Report,
    text: str,
    frames: Sequence[Frame],
    *,
    start: int,
    end: int,
    actors: ActorResolver,
    outer: SpeakerRef | None,
) -> list[Claim]:
    """The denials of a sentence, one for each claim of the sentence before that it denies.

    ``text`` is the sentence as it is read, at ``start`` to ``end`` of the report, ``frames`` what it tells itself. A
    denial quotes its own sentence; its place, road and parties point back, as pronouns do. Only what another told as
    fact is denied: claims that somebody is quoted with, if there are any.
    """
    told = [one for one in before if one.status == "actual"]
    if not told or not may_deny(text):
        return []
    [doc] = parse([text])
    found: list[Claim] = []
    for denial in denials(doc):
        if denial.speaker is None or any(frame.trigger.start < denial.start for frame in frames):
            continue
        words = report.text[start + denial.speaker.start : start + denial.speaker.end]
        said = actors.speaker(" ".join(text[denial.speaker.start : denial.speaker.end].split()))
        speaker = SpeakerRef(words, said.id, said.leaning)
        meant = [one for one in _main(told) if not _is_by(one, speaker)]
        share = _SHARE if len(meant) == 1 else _SHARE_OF_MANY
        for claim in meant if len(meant) <= _MANY else ():
            if claim.confidence * share >= _SURE:
                found.append(_denied(claim, denial, speaker, report, start, end, outer, share))
    return found


def _main(told: Sequence[Claim]) -> Sequence[Claim]:
    """What one sentence chiefly tells: what somebody is quoted with, and no descriptions or side clauses."""
    told = [one for one in told if one.speaker is not None] or told
    [doc] = parse([told[0].quote])
    chief = [one for one in told if not _in_passing(one, doc)]
    return chief or told


def _in_passing(claim: Claim, doc: Doc) -> bool:
    low, high = claim.trigger or (claim.start, claim.end)
    found = doc.char_span(low - claim.start, high - claim.start, alignment_mode="expand")
    if found is None:
        return False
    node = found.root
    if claim.kind == "besieged" and describes_siege(node):
        return True
    while node.head != node:
        if node.dep_ in _ASIDE:
            return True
        node = node.head
    return False


def _is_by(claim: Claim, speaker: SpeakerRef) -> bool:
    """Whether the claim is the speaker's own."""
    own = claim.speaker
    if own is None:
        return False
    return (own.id is not None and own.id == speaker.id) or bool(_names(own.text) & _names(speaker.text))


def _names(text: str) -> set[str]:
    words = {word.strip("'’s.,").lower() for word in text.split()}
    return words - {"the", "of", "a", "an", "and", "", "in", "russian", "ukrainian", "syrian"}


def _denied(
    claim: Claim,
    denial: Denial,
    speaker: SpeakerRef,
    report: Report,
    start: int,
    end: int,
    outer: SpeakerRef | None,
    share: float,
) -> Claim:
    words = report.text[start + denial.what.start : start + denial.what.end]

    def back(ref: ActorRef | PlaceRef | RouteRef) -> Reference:
        """Whom or what the words of the denial mean: what stood in the sentence that it denies."""
        known = ref.reference
        at = report.text.find(ref.text, claim.start, claim.end)
        span = (known.start, known.end) if known else (at, at + len(ref.text))
        return Reference(known.text if known else ref.text, *span, share)

    place, route, agent, target = claim.place, claim.route, claim.agent, claim.target
    return replace(
        claim,
        status="denied",
        place=place and replace(place, text=words, name=place.name or place.text, reference=back(place)),
        route=route and RouteRef(words, route.id, route.name or route.text, back(route)),
        agent=agent and ActorRef(words, agent.id, agent.side, back(agent)),
        target=target and ActorRef(words, target.id, target.side, back(target)),
        when=TimeRef(None, claim.when.interval),
        speaker=speaker,
        chain=tuple(one for one in (outer, speaker) if one is not None),
        start=start,
        end=end,
        quote=report.text[start:end],
        trigger=(start + denial.verb.start, start + denial.verb.end),
        confidence=claim.confidence * share,
        quantities=(),
        id="",
    )


__all__ = ["contradicted"]
