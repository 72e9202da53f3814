"""Belief: what the evidence on one place, route or siege comes to, day by day.

Evidence that speaks on one day is weighed together: a state's share is its weight over the sum of all weights and
the weight of silence. What was believed before keeps the rest. So newer evidence outweighs older in the measure in
which it is credible, independent claims that agree add up, and nothing ever reaches certainty. Weights fade with
a half-life from the last day for which a claim asserts its state; what fades goes to silence, not to another
state. This is the forward pass of a hidden Markov model with one shared confusion, kept simple enough to explain.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby

from siegeline.picture.evidence import Evidence
from siegeline.picture.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Belief:
    """Shares of probability on a day, for states and (``doubts``) against them; they sum to less than 1.

    ``standing`` is the evidence begun and not overtaken: no other state has been established since.
    """

    day: date
    shares: Mapping[str, float]
    doubts: Mapping[str, float]
    standing: tuple[Evidence, ...]

    def settled(self) -> dict[str, float]:
        """Shares after each doubt about a state has gone to the others, at most doubling what speaks for them."""
        settled = dict(self.shares)
        for doubted, doubt in self.doubts.items():
            others = {state: share for state, share in self.shares.items() if state != doubted}
            whole = sum(others.values())
            given = min(doubt, whole)
            for state, share in others.items():
                settled[state] += given * share / whole if whole else 0.0
        return settled

    @property
    def unexplained(self) -> float:
        """The doubt that speaks for no known state: somebody lost it, nobody knows to whom."""
        return sum(
            max(0.0, doubt - sum(share for state, share in self.shares.items() if state != doubted))
            for doubted, doubt in self.doubts.items()
        )


@dataclass(slots=True)
class _Batch:
    """Evidence that speaks together, and the part of the belief that later evidence has left it."""

    speaking: list[tuple[Evidence, float]]
    left: float = field(default=1.0)


@dataclass(frozen=True, slots=True)
class Pace:
    """How evidence fades: in steps of so many days, by a factor each, to nothing after ``gone`` days."""

    step: int
    factor: float
    gone: int

    @classmethod
    def of(cls, half_life_days: int, parameters: Parameters) -> "Pace":
        """The pace of a half-life, in whole days a step."""
        step = max(1, round(half_life_days / parameters.fading.steps))
        return cls(step, 0.5 ** (step / half_life_days), half_life_days * parameters.fading.forget)

    def faded(self, days: int) -> float:
        """What is left of a weight after so many days of silence."""
        if days <= 0:
            return 1.0
        return 0.0 if days > self.gone else self.factor ** (days // self.step)

    def turns(self, evidence: Iterable[Evidence], first: date, last: date) -> list[date]:
        """The days from ``first`` to ``last`` on which a belief may change, ``first`` among them."""
        days = {first}
        for one in evidence:
            days.add(one.day)
            days.update(one.until + timedelta(days=n) for n in range(self.step, self.gone + 1, self.step))
            days.add(one.until + timedelta(days=self.gone + 1))
        return sorted(day for day in days if first <= day <= last)


def beliefs(
    evidence: Iterable[Evidence],
    days: Sequence[date],
    *,
    pace: Pace,
    parameters: Parameters,
    established: Callable[[Belief], str | None],
) -> list[Belief]:
    """The belief on each of ``days`` (ascending), leaving out days before the first evidence.

    ``established`` names the state that a belief asserts, or None: evidence for others that was last asserted before
    then is overtaken.
    """
    queue = [list(group) for _, group in groupby(_once(evidence), key=lambda one: (one.day, one.phase))]
    batches: list[_Batch] = []
    standing: list[Evidence] = []
    result = []
    for day in days:
        while queue and queue[0][0].day <= day:
            new = queue.pop(0)
            now, phase = new[0].day, new[0].phase
            batches = _hear(batches, new, parameters)
            standing += new
            state = established(_belief(now, batches, standing, pace, parameters.weight.silence))
            if state is not None:
                standing = [
                    one
                    for one in standing
                    if one.supports(state) or one.until > now or (one.until == now and one.phase >= phase)
                ]
        if standing:
            result.append(_belief(day, batches, standing, pace, parameters.weight.silence))
    return result


def _once(evidence: Iterable[Evidence]) -> list[Evidence]:
    """In order of time, each origin counted once a state: the first to speak carries the strongest's weight."""
    origins: defaultdict[tuple[str, str, bool], list[Evidence]] = defaultdict(list)
    for one in sorted(evidence, key=lambda one: (one.day, one.phase, one.claim.id)):
        origins[one.claim.origin, one.state, one.negated].append(one)
    counted = []
    for first, *rest in origins.values():
        counted.append(replace(first, weight=max(one.weight for one in (first, *rest))))
        counted += [replace(one, weight=0.0) for one in rest]
    return sorted(counted, key=lambda one: (one.day, one.phase, one.claim.id))


def _hear(batches: list[_Batch], new: list[Evidence], parameters: Parameters) -> list[_Batch]:
    """The batches after new evidence: what still asserts its state on that day speaks with it, the rest recedes."""
    now, phase = new[0].day, new[0].phase
    speaking = list(_unrepeated(new, parameters.weight.repeat))
    for batch in batches:
        closed = now - timedelta(days=1 - phase)
        still = [pair for pair in batch.speaking if pair[0].until > closed]
        if still:
            speaking += still
            batch.speaking = [pair for pair in batch.speaking if pair[0].until <= closed]
    whole = sum(weight for _, weight in speaking)
    kept = 1 - whole / (whole + parameters.weight.silence)
    for batch in batches:
        batch.left *= kept
    older = [batch for batch in batches if batch.speaking and batch.left > 1e-6]
    return [*older, _Batch(speaking)]


def _unrepeated(new: Iterable[Evidence], repeat: float) -> Iterable[tuple[Evidence, float]]:
    """Evidence with its weight, less where the same report has said the same already."""
    said: set[tuple[str, str, bool]] = set()
    for one in sorted(new, key=lambda one: (-one.weight, one.claim.id)):
        key = (one.claim.report, one.state, one.negated)
        yield one, one.weight * (repeat if key in said else 1.0)
        said.add(key)


def _belief(
    day: date, batches: Iterable[_Batch], standing: Iterable[Evidence], pace: Pace, silence: float
) -> Belief:
    shares: defaultdict[str, float] = defaultdict(float)
    doubts: defaultdict[str, float] = defaultdict(float)
    for batch in batches:
        faded = [(one, weight * pace.faded((day - one.until).days)) for one, weight in batch.speaking]
        whole = silence + sum(weight for _, weight in faded)
        for one, weight in faded:
            (doubts if one.negated else shares)[one.state] += batch.left * weight / whole
    return Belief(day, dict(shares), dict(doubts), tuple(standing))
