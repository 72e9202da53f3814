"""Blockade: the claims that speak of one side's siege of one place – that it is, is not, or has ended."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from siegeline.claims.claim import Claim
from siegeline.picture.degree import degree_of
from siegeline.picture.evidence import Evidence, ending, witness
from siegeline.picture.parameters import parameters
from siegeline.picture.telling import LIFTED, Ends, is_rival, teller, told_again
from siegeline.theatre import Theatre
from siegeline.times import Bounds

SIEGE = "siege"

SiegeKey = tuple[str, str | None]


def siege_evidence(claims: Iterable[Claim], theatre: Theatre) -> dict[SiegeKey, list[Evidence]]:
    """The claims on each siege, by place id and the besieger's side (None where no claim says who).

    A "besieged" that does not say by whom counts for the one side that is told to besiege the place within a
    half-life of then; where that is nobody, or more than one side, it stands alone. A claim on a place says
    nothing of its parts. Where one sentence is read both as a siege and as its end, the surer reading counts.
    What a report that tells of an end says beside it, :mod:`siegeline.picture.telling` tells.
    """
    told: defaultdict[SiegeKey, list[Evidence]] = defaultdict(list)
    endings: defaultdict[str, list[Evidence]] = defaultdict(list)
    nameless: list[tuple[str, Evidence]] = []
    kinds = parameters().sieges.kinds
    claims = [claim for claim in _surer(claims) if claim.kind in kinds]
    witnesses: list[tuple[str, Evidence]] = []
    for claim in claims:
        one = witness(claim, theatre, parameters(), strength=kinds[claim.kind].strength)
        if one is not None and claim.place is not None and claim.place.id is not None:
            witnesses.append((claim.place.id, one))
    ends = Ends.of(claims, (one for _, one in witnesses))
    for place, one in witnesses:
        if kinds[one.claim.kind].meaning == LIFTED:
            endings[place].append(one)
        elif not ends.was(one.claim):
            siege = ends.told(besieged(one))
            if siege.agent is None:
                nameless.append((place, siege))
            else:
                told[place, siege.agent].append(siege)
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
            key = (teller(claim), claim.start, claim.end)
            best[key] = max(best.get(key, 0.0), claim.confidence)
    return [
        claim
        for claim in claims
        if not is_rival(claim) or claim.confidence >= best[teller(claim), claim.start, claim.end]
    ]


def besieged(one: Evidence) -> Evidence:
    """Take a "besieged" as evidence of a siege, or against it."""
    # a siege that is told to begin on a day has the same word on it as one told to end
    began = 1 if one.began.earliest is not None and one.day == one.until else 0
    began = 2 if told_again(one.claim) else began  # and one that began again comes after an end told of that day
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
