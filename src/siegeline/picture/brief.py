"""Brief: who holds each place over a range of days as columns of numbers, for maps of tens of thousands of places.

A run is a stretch of days on which a place's state, its holder, the words of likelihood and the number of claims stay
the same: what a map shows. Between one day on which evidence begins or ends and the next, beliefs only fade, and what
they come to passes through each state once; so the days between are halved until both ends of a stretch agree.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from siegeline.claims.claim import ActorRef, Claim, PlaceRef
from siegeline.picture.belief import Belief, Pace, stretches
from siegeline.picture.control import CONTESTED, ControlRow, Settled, control_evidence, holder_of
from siegeline.picture.evidence import Evidence, since
from siegeline.picture.parameters import parameters
from siegeline.picture.party import party
from siegeline.picture.row import place_of
from siegeline.picture.sentence import likelihood
from siegeline.theatre import Theatre
from siegeline.times import Bounds


@dataclass(frozen=True, slots=True)
class Run:
    """Days from ``first`` to ``last``, both included, with what is so on them.

    ``probability`` is that of the first day; ``supporting`` and ``opposing`` count claims; ``sides`` are those of a
    contested place; ``since`` when it began to be so, as told.
    """

    first: date
    last: date
    state: str
    holder: ActorRef | None
    doubt: str | None
    probability: float | None
    supporting: int
    opposing: int
    sides: tuple[str, ...] = ()
    since: Bounds = field(default_factory=Bounds)


@dataclass(frozen=True, slots=True)
class Held:
    """A place, the claims that tell who holds it, and its runs in the order of days."""

    place: PlaceRef
    claims: tuple[Claim, ...]
    runs: tuple[Run, ...]

    def on(self, day: date) -> Run | None:
        """The run of a day."""
        return next((run for run in self.runs if run.first <= day <= run.last), None)


def brief_control(
    claims: Sequence[Claim],
    theatre: Theatre,
    *,
    first: date,
    last: date,
    before: Mapping[str, Held] | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> dict[str, Held]:
    """Who holds each place that the claims tell of, from ``first`` to ``last``, by place id.

    ``before`` is what an earlier call gave for the same days: places whose claims are the same are taken from it.
    ``tell`` is told, now and then, how many places of how many are done.
    """
    found: dict[str, Held] = {}
    every = control_evidence(claims, theatre)
    for number, (key, evidence) in enumerate(every.items()):
        if tell is not None and number % 500 == 0:
            tell(number, len(every))
        told = tuple({one.claim.id: one.claim for one in evidence}.values())
        known = before.get(key) if before else None
        if known is not None and known.claims == told:
            found[key] = known
            continue
        place = place_of(evidence[0].claim, theatre)
        if place is not None and (runs := tuple(_runs(evidence, theatre, first, last))):
            found[key] = Held(place, told, runs)
    return found


def rows_on(held: Mapping[str, Held], day: date) -> list[ControlRow]:
    """The rows of a day as ``siegeline control`` gives them, without their claims."""
    rows = [_row(one.place, run) for one in held.values() if (run := one.on(day)) is not None]
    return sorted(rows, key=lambda row: (row.place.text, row.place.id or ""))


def rows_over(held: Mapping[str, Held]) -> Iterator[tuple[date, Collection[ControlRow]]]:
    """Each day on which a run begins or ends, and the rows from then on, as :func:`rows_on` gives them, in any order.

    The rows hold good until the next day is asked for.
    """
    begun: defaultdict[date, list[tuple[str, PlaceRef, Run | None]]] = defaultdict(list)
    for key, one in held.items():
        for at, run in enumerate(one.runs):
            begun[run.first].append((key, one.place, run))
            after = run.last + timedelta(days=1)
            if at + 1 == len(one.runs) or one.runs[at + 1].first != after:
                begun[after].append((key, one.place, None))
    rows: dict[str, ControlRow] = {}
    for day in sorted(begun):
        for key, place, changed in begun[day]:
            if changed is None:
                del rows[key]
            else:
                rows[key] = _row(place, changed)
        yield day, rows.values()


def _row(place: PlaceRef, run: Run) -> ControlRow:
    return ControlRow(
        place=place, state=run.state, holder=run.holder, probability=run.probability, since=run.since, supporting=(),
        opposing=(),
    )  # fmt: skip


def _runs(evidence: Sequence[Evidence], theatre: Theatre, first: date, last: date) -> Iterator[Run]:
    pace = Pace.of(parameters().control, parameters())
    days = pace.turns(evidence, first, last)
    ends = {one.until + timedelta(days=1) for one in evidence}
    begins = sorted({one.day for one in evidence if one.day <= last})
    found: list[Run] = []
    for day, believe in stretches(evidence, pace=pace, parameters=parameters(), established=holder_of):
        nexts = bisect_right(begins, day)
        until = begins[nexts] if nexts < len(begins) else None
        span = days[bisect_left(days, day) : len(days) if until is None else bisect_left(days, until)]
        for run in _stretch(span, believe, theatre, ends):
            if not found or not _same(found[-1], run):
                found.append(run)
        if until is None:
            break
    for at, run in enumerate(found):
        yield replace(run, last=found[at + 1].first - timedelta(days=1) if at + 1 < len(found) else last)


def _stretch(
    days: Sequence[date], believe: Callable[[date], Belief], theatre: Theatre, ends: Set[date]
) -> Iterator[Run]:
    """The runs that begin in a stretch in which no evidence begins; its ``days`` are those on which it may fade."""
    if not days:
        return
    looks: dict[int, Run] = {}

    def look(at: int) -> Run:
        if at not in looks:
            looks[at] = _look(believe(days[at]), theatre)
        return looks[at]

    yield look(0)
    marks = sorted({0, len(days) - 1} | {at for at, day in enumerate(days) if day in ends})
    for low, high in pairwise(marks):
        for at in _changes(look, low, high):
            yield look(at)


def _changes(look: Callable[[int], Run], low: int, high: int) -> list[int]:
    """The numbers after ``low``, up to ``high``, at which a run begins."""
    if high <= low or _same(look(low), look(high)):
        return []
    if high == low + 1:
        return [high]
    middle = (low + high) // 2
    return _changes(look, low, middle) + _changes(look, middle, high)


def _same(one: Run, other: Run) -> bool:
    return (one.state, one.holder, one.doubt, one.supporting, one.opposing, one.sides, one.since) == (
        other.state, other.holder, other.doubt, other.supporting, other.opposing, other.sides, other.since,
    )  # fmt: skip


def _look(belief: Belief, theatre: Theatre) -> Run:
    told = Settled.of(belief)
    supporting = told.supporting(belief.standing)
    ours = {one.claim.id for one in supporting}
    kept = set(map(id, supporting))
    against = {one.claim.id for one in belief.standing if id(one) not in kept}
    holder, began = None, Bounds()
    if told.holder is not None:
        named = [one for one in supporting if not one.negated]
        refs = (one.claim.agent if one.agent == told.holder else one.claim.target for one in named)
        holder, began = party(told.holder, refs, theatre), since(named)
    elif told.near:
        began = since([one for one in supporting if one.state == CONTESTED] or supporting[-1:])
    sides: tuple[str, ...] = ()
    if told.near:
        told_of = [side for one in supporting for side in (one.state, one.agent, one.target) if side in theatre.side]
        sides = tuple(dict.fromkeys(told_of))[:2]
    doubt = likelihood(told.probability) if told.probability is not None else None
    return Run(
        belief.day, belief.day, told.state, holder, doubt, told.probability, len(ours), len(against), sides, began
    )
