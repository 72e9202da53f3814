"""Routes: whether a road or supply line can be used on a day, by whom.

Under fire is not cut: only a claim that a road was cut, or taken by the other side, speaks for ``cut``.
Silence is not open: what nobody has spoken of for long is ``unknown``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from siegeline.claims.claim import ActorRef, Claim, RouteRef
from siegeline.picture.belief import Belief, Pace, beliefs
from siegeline.picture.evidence import Evidence, ending, since, witness
from siegeline.picture.parameters import check_rule, parameters
from siegeline.picture.party import party
from siegeline.picture.row import Unsettled, actor_json, bounds_json, claim_ids, printed, route_json, route_of
from siegeline.picture.steps import Days, Steps
from siegeline.theatre import Theatre
from siegeline.times import Bounds, days_after

RouteKey = tuple[str, str | None]
HINDERED = frozenset({"under-fire", "restricted"})
HOLDING = frozenset({"route_cut", "captured", "held"})  # who does one of these stands on the road


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteRow:
    """Whether a route can be used on a day.

    ``state`` is ``open``, ``contested``, ``under-fire``, ``restricted``, ``cut`` or ``unknown`` (``probability`` is
    then None, and ``unsettled`` says why) for the side ``for_whom``, None where no claim says for whom; ``by`` is who
    cuts, threatens or opens it.
    """

    route: RouteRef
    segment: str | None = None
    state: str
    for_whom: ActorRef | None
    by: ActorRef | None
    probability: float | None
    since: Bounds
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    unsettled: Unsettled | None = None

    def as_json(self) -> dict[str, Any]:
        """The row that ``siegeline routes`` prints."""
        return {
            "route": route_json(self.route),
            "segment": self.segment,
            "state": self.state,
            "for_whom": actor_json(self.for_whom),
            "by": actor_json(self.by),
            "probability": self.probability,
            "since": bounds_json(self.since),
            "for": list(self.supporting),
            "against": list(self.opposing),
        }


def routes(
    claims: Sequence[Claim], theatre: Theatre, *, on: date, rule: str = "encirclement"
) -> list[RouteRow]:
    """The state of each route that the claims tell of, a row for each side that they name; by name.

    Raises:
        UsageError: no such rule.
    """
    check_rule(rule)
    days = Days.of(on)
    every = (road_steps(key, evidence, theatre, days) for key, evidence in route_evidence(claims, theatre).items())
    return by_name(row for one in every for _, row in one.rows if row is not None)


def by_name(rows: Iterable[RouteRow]) -> list[RouteRow]:
    """Rows by road and for whom."""
    return sorted(rows, key=lambda row: (row.route.text, row.for_whom.text if row.for_whom else ""))


def road_steps(key: RouteKey, evidence: Sequence[Evidence], theatre: Theatre, days: Days) -> Steps[RouteRow]:
    """A route's rows for one side on those of the days on which they may change."""
    wanted = days.chosen or pace_for(key).turns(evidence, days.first, days.last)
    begun = min(one.day for one in evidence) <= days.last
    return Steps.on(wanted, route_days(key, evidence, theatre, days=wanted) if begun else ())


def route_evidence(claims: Iterable[Claim], theatre: Theatre) -> dict[RouteKey, list[Evidence]]:
    """The claims on each route, by route id and the side that it is open or cut for.

    A claim that does not say for whom counts for every side that other claims on the route name, but not for
    the side that does it; it stands alone where they name none. An opening counts for the side that holds the road.
    """
    told: defaultdict[RouteKey, list[Evidence]] = defaultdict(list)
    for claim in claims:
        if claim.route is not None and claim.route.id is not None:
            for whom, said in spoken(claim, theatre):
                told[claim.route.id, whom].append(said)
    for route, whom in [key for key in told if key[1] is None]:
        sides = [side for other, side in told if other == route and side is not None]
        every = [one for (other, _), evidence in told.items() if other == route for one in evidence]
        alone = []
        for one in told.pop((route, whom)):
            holders = _holders(one, every) & set(sides) if one.state == "open" and not one.negated else set()
            users = [side for side in sides if (side in holders if holders else side not in _doers(one, every))]
            for side in users:
                told[route, side].append(one)
            alone += [] if users else [one]
        if alone:
            told[route, None] = alone
    return dict(told)


def _closings(evidence: Sequence[Evidence]) -> dict[int, date]:
    """The day from which a piece of evidence, by its place, is over: a cut, that of a later opening whose day is told.

    "Closed on 23 October, reopened on 4 November" tells of a cut that is over, however late it is told, and so does an
    older report that says that the road is closed. A cut told of later days is left, and so is one that an opening for
    some hours or days interrupts. What was so for some hours is over with its day.
    """
    openings = [
        one
        for one in evidence
        if one.claim.kind == "route_opened" and one.claim.when.interval.start.known
        if not one.claim.when.interval.ended
        if one.state == "open" and not one.negated
    ]
    found = {number: passed for number, one in enumerate(evidence) if (passed := passing(one.claim))}
    for number, one in enumerate(evidence):
        if number in found or one.state != "cut" or one.negated:
            continue
        after = [
            opening.day
            for opening in openings
            if one.day < opening.day
            if one.until < opening.day or _sentence(one.claim) == _sentence(opening.claim)
        ]
        if after:
            found[number] = min(after)
    return found


def passing(claim: Claim) -> date | None:
    """The day from which a state that a claim tells of for some hours of a day is over; None of others."""
    last = claim.when.interval.last if claim.when.interval.over else None
    state = claim.kind in parameters().lasting and claim.status == "actual"
    return days_after(last, 1) if last and state else None


def _sentence(claim: Claim) -> tuple[str, int, int]:
    return claim.report, claim.start, claim.end


def _holders(one: Evidence, every: Iterable[Evidence]) -> set[str | None]:
    """The sides that are told to hold the road by then, or to have cut it for others, for as long as a cut lasts."""
    panel = parameters().routes
    reach = timedelta(days=panel.state_half_life_days.get("cut", panel.half_life_days))
    told = (other for other in every if other.claim.kind in HOLDING and not other.negated)
    return {other.agent for other in told if other.agent and timedelta(0) <= one.day - other.day <= reach}


def _doers(one: Evidence, every: Iterable[Evidence]) -> set[str | None]:
    """The sides that hold or cut the road around then: a cut for nobody named is not for them."""
    reach = timedelta(days=parameters().routes.half_life_days)
    near = (other for other in every if other.claim.kind in HOLDING and not other.negated)
    return {one.agent, *(other.agent for other in near if abs(other.day - one.day) <= reach)}


def spoken(claim: Claim, theatre: Theatre) -> list[tuple[str | None, Evidence]]:
    """What a claim says of its route, and for which side."""
    kind = parameters().routes.kinds.get(claim.kind)
    one = witness(claim, theatre, parameters()) if kind is not None else None
    if kind is None or one is None:
        return []
    one = one._replace(weight=one.weight * kind.strength, negated=one.claim.status != "actual")
    match kind.meaning:
        case "seized":
            said = [(one.target, one._replace(state="cut"))]
            said += [(one.agent, one._replace(state="open"))] if one.agent else []
        case "open":
            said = [(one.agent or one.target, one._replace(state="open"))]
        case meaning:
            said = [(one.target, one._replace(state=meaning))]
    if one.negated and not one.claim.kind.startswith("route_") and kind.meaning != "seized":
        return []  # a failed assault on a road leaves it as it was, whatever that is
    lasting = parameters().lasting
    ends = [
        (whom, end)
        for whom, each in said
        for end in ending(each, each.state, negated=True, lasting=lasting)
    ]
    return said + ends


def route_days(
    key: RouteKey, evidence: Sequence[Evidence], theatre: Theatre, *, days: Sequence[date]
) -> list[tuple[date, RouteRow]]:
    """A route's row for one side on each of the days."""
    route = route_of(evidence[0].claim, theatre)
    if route is None:
        return []
    pace, over = pace_for(key), _closings(evidence)
    rows: list[tuple[date, RouteRow]] = []
    for _, some in groupby(days, lambda day: sum(end <= day for end in over.values())):
        span = list(some)
        left = [one for number, one in enumerate(evidence) if number not in over or over[number] > span[0]]
        told = beliefs(left, span, pace=pace, parameters=parameters(), established=established)
        cut = _cuts(left, span, pace)
        rows += [(belief.day, row_of(route, key[1], cut.get(belief.day, belief), theatre)) for belief in told]
    return rows


def pace_for(key: RouteKey) -> Pace:
    """How news of a route fades for a side; where nobody is named, nobody can tell when a cut was over."""
    pace = Pace.of(parameters().routes, parameters())
    return pace if key[1] is not None else replace(pace, others=())


def _cuts(evidence: Sequence[Evidence], days: Sequence[date], pace: Pace) -> dict[date, Belief]:
    """The beliefs of the days on which the route is cut: fire on a road and little let through do not open it."""
    decisive = [one for one in evidence if one.state not in HINDERED]
    if not any(one.state == "cut" and not one.negated for one in decisive):
        return {}
    told = beliefs(decisive, days, pace=pace, parameters=parameters(), established=established)
    return {belief.day: belief for belief in told if state_of(belief)[0] == "cut"}


def established(belief: Belief) -> str | None:
    """The state that is so, where one is."""
    state, _ = state_of(belief)
    return None if state in {"unknown", "contested"} else state


def state_of(belief: Belief) -> tuple[str, float]:
    """The state, and its probability.

    Open and under fire do not exclude each other: a road in use within fire is under fire. Any other two that
    lie within the margin are contested.
    """
    panel = parameters().routes
    shares, _ = belief.settled()
    ranked = sorted(shares, key=lambda state: (-shares[state], state))
    if not ranked:
        return "unknown", 0.0
    first = ranked[0]
    near = [
        state for state in ranked[1:] if shares[first] - shares[state] < panel.margin and shares[state] > 0.1
    ]
    if not near:
        return (first, shares[first]) if shares[first] >= panel.assert_at else ("unknown", 0.0)
    together = shares[first] + sum(shares[state] for state in near)
    if together < panel.assert_at:
        return "unknown", 0.0
    return ("under-fire" if {first, *near} == {"open", "under-fire"} else "contested"), together


def row_of(route: RouteRef, whom: str | None, belief: Belief, theatre: Theatre) -> RouteRow:
    """A route's row for a side on the belief's day."""
    state, probability = state_of(belief)
    standing = belief.standing
    if state == "unknown":
        shares, _ = belief.settled()
        leading = min(shares, key=lambda one: (-shares[one], one), default=None)
        supporting = [one for one in standing if leading is not None and one.supports(leading)]
    elif state == "contested":
        supporting = [one for one in standing if not one.negated]
    else:
        supporting = [one for one in standing if one.supports(state)]
    chosen = set(map(id, supporting))
    named = [one for one in supporting if one.state == state and not one.negated]
    doers = [one for one in named if one.agent is not None]
    agent = max(doers, key=lambda one: (one.weight, one.claim.id)).agent if doers else None
    users = [
        ref for one in standing for ref in (one.claim.agent, one.claim.target) if ref and ref.side == whom
    ]
    return RouteRow(
        route=route,
        state=state,
        for_whom=party(whom, users, theatre),
        by=party(agent, [one.claim.agent for one in doers if one.agent == agent], theatre),
        probability=None if state == "unknown" else printed(probability),
        since=since(named),
        supporting=claim_ids(one.claim for one in supporting),
        opposing=claim_ids(one.claim for one in standing if id(one) not in chosen),
        unsettled=Unsettled.of(belief, parameters().routes) if state == "unknown" else None,
    )
