"""Evidence: one claim as it speaks for or against a state, from a day on, with a weight."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from siegeline.claims.claim import ActorRef, Claim
from siegeline.picture.interest import interest_factor
from siegeline.picture.parameters import Parameters
from siegeline.picture.party import side_of
from siegeline.theatre import Theatre
from siegeline.times import Bounds, days_after


class Placing(NamedTuple):
    """A claim in time: it ``began`` between bounds, counts from ``day``, and is asserted up to ``until``.

    ``closed`` holds the bounds of its end, where the claim itself tells one.
    """

    began: Bounds
    day: date
    until: date
    closed: Bounds | None = None


class Evidence(NamedTuple):
    """A claim that speaks for ``state``, or against it when ``negated``. A tuple, as there may be very many.

    ``phase`` orders what happens on one day: phase 1 has the last word. ``degree`` is a siege's, where told.
    ``interest`` is the factor in ``weight`` for what its speakers gain or lose by it.
    """

    claim: Claim
    state: str
    weight: float
    began: Bounds
    day: date
    until: date
    negated: bool = False
    phase: int = 0
    agent: str | None = None
    target: str | None = None
    degree: str | None = None
    interest: float = 1.0

    def supports(self, state: str) -> bool:
        """Whether it speaks for that state: it names it, or says that another does not hold."""
        return self.negated if self.state != state else not self.negated


def place_in_time(claim: Claim, lasting: frozenset[str]) -> Placing | None:
    """When a claim counts; None when neither its valid time nor the day it was stated is known.

    It counts from its latest possible beginning, which lies not after the day it was stated. A state that a
    report tells without words for the time began on that report's day or earlier.
    """
    interval, stated = claim.when.interval, claim.stated
    began = interval.start
    if not began.known:
        began = Bounds(None, interval.end.latest or interval.end.earliest or stated)
    low, high = began.earliest, began.latest
    state = claim.kind in lasting
    if stated and low and low <= stated and (high is None or high > stated):
        high = stated
    if state and claim.when.text is None and low == high == stated:
        low = None
    day = high or low
    if day is None:
        return None
    placing = Placing(Bounds(low, high), day, day)
    if not state:
        return placing
    if interval.ongoing:
        return placing._replace(until=max(day, stated or day))
    last = interval.end.latest
    if last is not None and interval.over:
        over = days_after(last, 1)
        return placing._replace(closed=Bounds(over, over))
    if last is None or interval.end == interval.start:
        return placing
    if stated is None or last < stated:
        return placing._replace(until=max(day, last), closed=interval.end)
    return placing._replace(until=max(day, stated))


def weigh(claim: Claim, theatre: Theatre, parameters: Parameters, *, interest: float) -> float:
    """A claim's weight before its kind: confidence × status × interest × reliability."""
    weight = parameters.weight
    source = theatre.source.get(claim.source.id or "") if claim.source else None
    reliability = weight.grade.get(source.grade if source else "F", weight.grade["F"])
    status = weight.status.get(claim.status, 0.0)
    return claim.confidence * status * reliability * interest


def witness(claim: Claim, theatre: Theatre, parameters: Parameters, *, strength: float = 1.0) -> Evidence | None:
    """A claim as evidence whose state is still to be set; None when it asserts nothing or has no day.

    Only ``actual``, ``failed`` and ``denied`` claims assert: a prediction is not an event. ``strength`` is the kind's.
    """
    if claim.status not in parameters.weight.status:
        return None
    placing = place_in_time(claim, parameters.lasting)
    if placing is None:
        return None

    def side(ref: ActorRef | None) -> str | None:
        return side_of(ref, theatre, placing.day)

    interest = interest_factor(claim, theatre, parameters.interest)
    return Evidence(
        claim=claim,
        state="",
        weight=weigh(claim, theatre, parameters, interest=interest) * strength,
        interest=interest,
        began=placing.began,
        day=placing.day,
        until=placing.until,
        agent=side(claim.agent),
        target=side(claim.target),
    )


def ending(evidence: Evidence, state: str, *, negated: bool, lasting: frozenset[str]) -> list[Evidence]:
    """The evidence that a claim's own end gives ("besieged from May to July"): none when it tells no end."""
    if evidence.claim.kind not in lasting or evidence.claim.status != "actual":
        return []  # no other kind tells an end
    placing = place_in_time(evidence.claim, lasting)
    if placing is None or placing.closed is None:
        return []
    day = placing.closed.latest or placing.until
    end = evidence._replace(state=state, negated=negated, began=placing.closed, day=day, until=day, phase=1)
    return [end]


def since(evidence: Iterable[Evidence]) -> Bounds:
    """The bounds of the earliest beginning that any of the evidence tells."""
    return min((one.began for one in evidence), key=_known_by, default=Bounds())


def _known_by(began: Bounds) -> tuple[date, date]:
    return (began.latest or began.earliest or date.max, began.earliest or date.min)
