"""Control: who holds a place on a day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple, Self

from siegeline.claims.claim import ActorRef, Claim, PlaceRef
from siegeline.picture.belief import Belief, Pace, beliefs
from siegeline.picture.evidence import Evidence, ending, since, witness
from siegeline.picture.parameters import check_rule, parameters
from siegeline.picture.party import party
from siegeline.picture.row import Unsettled, actor_json, bounds_json, claim_ids, place_json, place_of, printed
from siegeline.theatre import Theatre
from siegeline.times import Bounds

CONTESTED = "contested"
# a holder whom nobody could name; never a side's id
SOMEBODY = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRow:
    """Who holds a place on a day.

    ``state`` is ``held``, ``contested`` or ``indeterminate``; ``probability`` is None for the last, as that
    asserts nothing, and ``unsettled`` says why. ``supporting`` and ``opposing`` are claim ids, ``for`` and ``against``
    in JSON.
    """

    place: PlaceRef
    state: str
    holder: ActorRef | None
    probability: float | None
    since: Bounds
    basis: str = "claims"
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    unsettled: Unsettled | None = None

    def as_json(self) -> dict[str, Any]:
        """The row that ``siegeline control`` prints."""
        return {
            "place": place_json(self.place),
            "state": self.state,
            "holder": actor_json(self.holder),
            "probability": self.probability,
            "since": bounds_json(self.since),
            "basis": self.basis,
            "for": list(self.supporting),
            "against": list(self.opposing),
        }


def control(
    claims: Sequence[Claim], theatre: Theatre, *, on: date, rule: str = "encirclement"
) -> list[ControlRow]:
    """Who holds each place that the claims tell of, on a day; places by name.

    Raises:
        UsageError: no such rule.
    """
    check_rule(rule)
    found = control_evidence(claims, theatre)
    rows = [control_days(one, theatre, days=[on]) for one in found.values() if min(e.day for e in one) <= on]
    return in_order(row for days in rows for _, row in days)


def in_order(rows: Iterable[ControlRow]) -> list[ControlRow]:
    """Rows by place."""
    return sorted(rows, key=lambda row: (row.place.text, row.place.id or ""))


def control_evidence(claims: Iterable[Claim], theatre: Theatre) -> dict[str, list[Evidence]]:
    """The claims that say who holds a place, by place id.

    A claim on a place says nothing of its parts. Who takes a road is the routes' business.
    """
    found = {place: told_by(evidence) for place, evidence in witnesses(claims, theatre).items()}
    return {place: evidence for place, evidence in found.items() if evidence}


def witnesses(claims: Iterable[Claim], theatre: Theatre) -> dict[str, list[Evidence]]:
    """The claims that may say something of who holds a place, by place id, whose state is still to be set."""
    told: defaultdict[str, list[Evidence]] = defaultdict(list)
    for claim in claims:
        one = control_witness(claim, theatre)
        if one is not None and claim.place and claim.place.id:
            told[claim.place.id].append(one)
    return dict(told)


def told_by(evidence: Sequence[Evidence]) -> list[Evidence]:
    """What the witnesses on a place say."""
    takers = [one for one in evidence if is_taker(one)]
    return [said for one in evidence for said in spoken(_named(one, takers))]


def control_witness(claim: Claim, theatre: Theatre) -> Evidence | None:
    """A claim as evidence on its place, whose state is still to be set; None where it says nothing of a place."""
    kind = parameters().control.kinds.get(claim.kind)
    if kind is None or claim.route is not None or claim.place is None or not claim.place.id:
        return None
    return witness(claim, theatre, parameters(), strength=kind.strength)


def _named(one: Evidence, takers: Iterable[Evidence]) -> Evidence:
    """A taking by nobody named, with its agent where those who are named are of one side around then."""
    if not is_nameless(one):
        return one
    reach = timedelta(days=parameters().control.join_days)
    sides = {other.agent for other in takers if abs(other.day - one.day) <= reach}
    return one._replace(agent=sides.pop()) if len(sides) == 1 else one


def is_taker(one: Evidence) -> bool:
    """Whether it tells who took the place."""
    return one.agent is not None and one.claim.status == "actual" and _takes(one)


def is_nameless(one: Evidence) -> bool:
    """Whether it tells of a taking by nobody named from nobody named."""
    return one.agent is None and one.target is None and _takes(one)


def _takes(one: Evidence) -> bool:
    """Whether it tells of a taking; who merely holds a place may be who lost it."""
    return one.claim.kind not in parameters().lasting and _meaning(one) == "takes"


def _meaning(one: Evidence) -> str:
    return parameters().control.kinds[one.claim.kind].meaning


def spoken(one: Evidence) -> list[Evidence]:
    """The states that a claim speaks for or against: sides that hold the place, or ``contested``."""
    status = one.claim.status
    match _meaning(one), status:
        case "takes", "actual":
            said = _holds(one, one.agent) or _lost(one, one.target) or [one._replace(state=SOMEBODY)]
        case ("takes", _) | ("assaults", "failed"):
            said = _holds(one, one.target) or _lost(one, one.agent)
        case "leaves", "actual":
            said = _lost(one, one.agent)
        case "leaves", _:
            said = _holds(one, one.agent)
        case "disputes", _:
            said = [one._replace(state=CONTESTED, negated=status != "actual")]
        case _:
            said = []
    lasting = parameters().lasting
    ends = [
        end
        for each in said
        for end in ending(each, each.state, negated=not each.negated, lasting=lasting)
    ]
    return said + ends


def _holds(one: Evidence, side: str | None) -> list[Evidence]:
    return [one._replace(state=side)] if side else []


def _lost(one: Evidence, side: str | None) -> list[Evidence]:
    return [one._replace(state=side, negated=True)] if side else []


def control_days(
    evidence: Sequence[Evidence], theatre: Theatre, *, days: Sequence[date]
) -> list[tuple[date, ControlRow]]:
    """A place's row on each of the days, from its evidence alone."""
    place = place_of(evidence[0].claim, theatre)
    if place is None:
        return []
    told = beliefs(evidence, days, pace=control_pace(), parameters=parameters(), established=holder_of)
    return [(belief.day, row_of(place, belief, theatre)) for belief in told]


def control_pace() -> Pace:
    """How evidence on who holds a place fades."""
    return Pace.of(parameters().control, parameters())


def holder_of(belief: Belief) -> str | None:
    """The side that holds the place: more likely than not, and ahead of every other answer by the margin."""
    return _ahead(*belief.settled())


def _ahead(settled: dict[str, float], unexplained: float) -> str | None:
    panel = parameters().control
    unknown = settled.get(SOMEBODY, 0.0) + unexplained
    first, most = None, 0.0
    for side, share in settled.items():
        if side not in {CONTESTED, SOMEBODY} and (share > most or (share == most and (first is None or side < first))):
            first, most = side, share
    if first is None or most < panel.assert_at:
        return None
    rival = max((share for side, share in settled.items() if side not in {first, SOMEBODY}), default=0.0)
    return first if most - max(unknown, rival) >= panel.margin else None


def _ranked(shares: dict[str, float]) -> list[str]:
    return sorted(shares, key=lambda state: (-shares[state], state))


def _disputed(settled: dict[str, float], unexplained: float) -> tuple[frozenset[str], float]:
    """The answers that lie near each other, and what they come to together; none when one stands alone."""
    panel = parameters().control
    shares = {state: share for state, share in settled.items() if state != SOMEBODY}
    unknown = settled.get(SOMEBODY, 0.0) + unexplained
    if not shares or unknown > (best := max(shares.values())):
        return frozenset(), 0.0
    near = frozenset(state for state, share in shares.items() if share > best - panel.margin and share >= best / 4)
    if near | {CONTESTED} == {CONTESTED} or len(near) > 1:
        return near, sum(shares[state] for state in near)
    return frozenset(), 0.0


class Settled(NamedTuple):
    """What a belief comes to: ``state`` and ``probability`` as in a row, the side of the ``holder``, and, where it is
    contested, what lies ``near`` the best answer; ``shares`` of each answer.
    """

    state: str
    holder: str | None
    probability: float | None
    near: frozenset[str]
    shares: dict[str, float]

    @classmethod
    def of(cls, belief: Belief) -> Self:
        """Held, contested or indeterminate."""
        shares, unexplained = belief.settled()
        if (holder := _ahead(shares, unexplained)) is not None:
            return cls("held", holder, printed(shares[holder]), frozenset(), shares)
        near, disputed = _disputed(shares, unexplained)
        if near and disputed >= parameters().control.assert_at:
            return cls("contested", None, printed(disputed), near, shares)
        return cls("indeterminate", None, None, frozenset(), shares)

    def supporting(self, standing: Sequence[Evidence]) -> list[Evidence]:
        """The evidence for it."""
        if self.holder is not None:
            return [one for one in standing if one.supports(self.holder)]
        if self.near:
            return [one for one in standing if not one.negated and one.state in self.near | {CONTESTED}]
        leading = next(iter(_ranked(self.shares)), None)
        return [one for one in standing if leading is not None and one.supports(leading)]


def row_of(place: PlaceRef, belief: Belief, theatre: Theatre) -> ControlRow:
    """A place's row on the belief's day."""
    standing = belief.standing
    told = Settled.of(belief)
    supporting = told.supporting(standing)
    who, began = None, Bounds()
    if told.holder is not None:
        named = [one for one in supporting if not one.negated]
        refs = (one.claim.agent if one.agent == told.holder else one.claim.target for one in named)
        who, began = party(told.holder, refs, theatre), since(named)
    elif told.near:
        began = since([one for one in supporting if one.state == CONTESTED] or supporting[-1:])
    unsettled = None
    if told.probability is None:
        unsettled = Unsettled.of(belief, parameters().control, otherwise=_why_nobody(belief))
    chosen = set(map(id, supporting))
    opposing = [one for one in standing if id(one) not in chosen]
    return ControlRow(
        place=place,
        state=told.state,
        holder=who,
        probability=told.probability,
        since=began,
        supporting=claim_ids(one.claim for one in supporting),
        opposing=claim_ids(one.claim for one in opposing),
        unsettled=unsettled,
    )


def _why_nobody(belief: Belief) -> Literal["lost", "not", "weak"]:
    """Why no side holds it, if it is likelier that somebody unnamed does than any that is named.

    A loss that is told leaves the place to somebody; an attempt that failed, or a denial, only says who has it not.
    """
    shares, unexplained = belief.settled()
    unknown = shares.pop(SOMEBODY, 0.0) + unexplained
    if unknown <= max(shares.values(), default=0.0):
        return "weak"
    moved = any(one.claim.status == "actual" for one in belief.standing if one.negated or one.state == SOMEBODY)
    return "lost" if moved else "not"
