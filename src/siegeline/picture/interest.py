"""Against interest: how far to believe a claim, given who says it and who gains by it.

Computed from the claim, the leaning of the report's source and that of the innermost speaker; never typed in.
The idea is old in law (a statement against interest) and in source criticism.
"""

from siegeline.claims.claim import ActorRef, Claim, SpeakerRef
from siegeline.picture.parameters import Interest, Stakes
from siegeline.picture.party import side_of
from siegeline.theatre import Theatre

_NOBODY = Stakes()


def interest_factor(claim: Claim, theatre: Theatre, interest: Interest) -> float:
    """The factor on a claim's weight: below 1 where it serves its speaker, above 1 where it hurts him."""
    gains, loses = _stakes(claim, theatre, interest)

    def factor(speaker: SpeakerRef | None) -> float:
        leaning = _leaning(speaker, theatre)
        if leaning == "independent":
            return interest.independent
        if leaning is None or gains == loses:
            return interest.unknown
        if leaning == gains:
            return interest.self_serving
        return interest.against_interest if leaning == loses else interest.unknown

    source = factor(claim.source)
    if claim.speaker is None:
        return source
    share = interest.speaker_share
    return float(factor(claim.speaker) ** share * source ** (1 - share))


def _stakes(claim: Claim, theatre: Theatre, interest: Interest) -> tuple[str | None, str | None]:
    """The sides that gain and lose by the claim."""
    stakes = interest.stakes.get(claim.kind, _NOBODY)

    def side(role: str | None) -> str | None:
        ref: ActorRef | None = getattr(claim, role) if role else None
        return side_of(ref, theatre, claim.when.interval.first or claim.stated)

    gains, loses = side(stakes.gains), side(stakes.loses)
    return (loses, gains) if claim.status in {"failed", "denied"} else (gains, loses)


def _leaning(speaker: SpeakerRef | None, theatre: Theatre) -> str | None:
    if speaker is None:
        return None
    if speaker.leaning is None and speaker.id is not None:
        source = theatre.source.get(speaker.id)
        return source.leaning if source else None
    return speaker.leaning
