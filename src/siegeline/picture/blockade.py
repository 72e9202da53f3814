"""Blockade: the claims that speak of one side's siege of one place – that it is, is not, or has ended."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from siegeline.claims.claim import Claim
from siegeline.picture.degree import degree_of
from siegeline.picture.evidence import Evidence, ending, witness
from siegeline.picture.parameters import parameters
from siegeline.theatre import Theatre
from siegeline.times import Bounds

SIEGE = "siege"
LIFTED = "lifted"

SiegeKey = tuple[str, str | None]


def siege_evidence(claims: Iterable[Claim], theatre: Theatre) -> dict[SiegeKey, list[Evidence]]:
    """The claims on each siege, by place id and the besieger's side (None where no claim says who).

    A "besieged" that does not say by whom counts for the one side that is told to besiege the place within a
    half-life of then; where that is nobody, or more than one side, it stands alone. A claim on a place says
    nothing of its parts. Where one sentence is read both as a siege and as its end, the surer reading counts.
    """
    told: defaultdict[SiegeKey, list[Evidence]] = defaultdict(list)
    endings: defaultdict[str, list[Evidence]] = defaultdict(list)
    nameless: list[tuple[str, Evidence]] = []
    kinds = parameters().sieges.kinds
    claims = _surer(claims)
    ended = {_telling(claim) for claim in claims if lifts(claim)}
    for claim in claims:
        if claim.kind == "besieged" and not claim.when.interval.known and _telling(claim) in ended:
            continue  # who tells that the siege is over and calls the place besieged speaks of what was
        if claim.kind not in kinds or claim.place is None or claim.place.id is None:
            continue
        kind = kinds[claim.kind]
        one = witness(claim, theatre, parameters(), strength=kind.strength)
        if one is None:
            continue
        if kind.meaning == LIFTED:
            endings[claim.place.id].append(one)
        elif one.agent is None:
            nameless.append((claim.place.id, besieged(one)))
        else:
            told[claim.place.id, one.agent].append(besieged(one))
    named = {key: list(evidence) for key, evidence in told.items()}
    for place, one in nameless:
        told[place, _besieger(place, one, named)].append(one)
    for place, lifting in endings.items():
        keys = [key for key in told if key[0] == place]
        for one in lifting:
            for key in _ended(one, keys):
                told[key].append(lifted(one))
    lasting = parameters().lasting
    for evidence in told.values():
        own = [one for one in evidence if one.state == SIEGE]
        evidence.extend(end for one in own for end in ending(one, LIFTED, negated=False, lasting=lasting))
    return dict(told)


def _surer(claims: Iterable[Claim]) -> list[Claim]:
    """The claims without the less sure ones of those that read one sentence as a siege of a place and as its end."""
    claims = list(claims)
    best: dict[object, float] = {}
    for claim in claims:
        if is_rival(claim):
            key = (_telling(claim), claim.start, claim.end)
            best[key] = max(best.get(key, 0.0), claim.confidence)
    return [
        claim
        for claim in claims
        if not is_rival(claim) or claim.confidence >= best[_telling(claim), claim.start, claim.end]
    ]


def is_rival(claim: Claim) -> bool:
    """Whether it is read out of a sentence that may tell of a siege or of its end, not of both.

    A siege with a time of its own is told of beside its end: "met the garrison, cut off for two years".
    """
    return (claim.kind == "besieged" and not claim.when.interval.known) or lifts(claim)


def lifts(claim: Claim) -> bool:
    """Whether it tells that a siege ended."""
    kind = parameters().sieges.kinds.get(claim.kind)
    return kind is not None and kind.meaning == LIFTED and claim.status == "actual"


def _telling(claim: Claim) -> tuple[str, str | None, str | None]:
    """Who tells it, in which report, of which place."""
    speaker, place = claim.speaker, claim.place
    return claim.report, speaker.text if speaker else None, place.id if place else None


def besieged(one: Evidence) -> Evidence:
    """Take a "besieged" as evidence of a siege, or against it."""
    # a siege that is told to begin on a day has the same word on it as one told to end
    began = 1 if one.began.earliest is not None and one.day == one.until else 0
    negated = one.claim.status != "actual"
    return one._replace(state=SIEGE, negated=negated, phase=began, degree=degree_of(one.claim))


def lifted(one: Evidence) -> Evidence:
    """Take a lifting as a siege's end; one that failed or is denied says that the siege stands."""
    if one.claim.status == "actual":
        return one._replace(state=LIFTED, phase=1)
    return one._replace(state=SIEGE, began=Bounds(None, one.day))


def _besieger(place: str, one: Evidence, named: dict[SiegeKey, list[Evidence]]) -> str | None:
    reach = timedelta(days=parameters().sieges.half_life_days)
    sides = {
        side
        for (where, side), evidence in named.items()
        if where == place
        and side != one.target
        and any(other.day - one.until <= reach and one.day - other.until <= reach for other in evidence)
    }
    return sides.pop() if len(sides) == 1 else None


def _ended(one: Evidence, keys: list[SiegeKey]) -> list[SiegeKey]:
    """The sieges that a lifting ends: the named besieger's, else those by others than its agent, else all."""
    named = [key for key in keys if one.target is not None and key[1] == one.target]
    others = [key for key in keys if one.agent is None or key[1] != one.agent]
    return named or others or keys
