"""Belief: what the evidence on one place, route or siege comes to, day by day.

Evidence that speaks on one day is weighed together: a state's share is its weight over the sum of all weights
and the weight of silence. What was believed before keeps the rest. So newer evidence outweighs older in the
measure in which it is credible, independent claims that agree add up, and nothing ever reaches certainty.
Evidence against a state takes from that state only.

News by somebody who gains by it is not believed on its day alone. What several said before to the contrary,
while fresh, holds it down, by so much as its interest factor falls short of 1. So a side's own word for its
gain does not undo what several independent sources said the day before; an independent word, or one against
interest, may.

Weights fade with a half-life from the last day for which a claim asserts its state; what fades goes to
silence, not to another state. This is the forward pass of a hidden Markov model, kept simple enough to
explain.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, groupby, product

from siegeline.picture.evidence import Evidence
from siegeline.picture.parameters import Panel, Parameters, Weight
from siegeline.picture.standing import Mark, Standing, once
from siegeline.times import days_before


@dataclass(frozen=True, slots=True)
class Belief:
    """Shares of probability on a day for states, less than 1 in all, and (``doubts``) against them.

    ``standing`` is the evidence begun and not overtaken: no other state has been established since.
    """

    day: date
    shares: Mapping[str, float]
    doubts: Mapping[str, float]
    standing: tuple[Evidence, ...]

    def settled(self) -> tuple[dict[str, float], float]:
        """Shares after the doubts, and the doubt that speaks for no known state.

        A doubt about one state claims its part of what no state holds, and gives it to the other states, at
        most doubling them. The remainder means: somebody lost it, nobody knows to whom.
        """
        settled, unexplained = dict(self.shares), 0.0
        room = max(0.0, 1 - sum(self.shares.values())) / max(1.0, sum(self.doubts.values()))
        for doubted, doubt in self.doubts.items():
            others = {state: share for state, share in self.shares.items() if state != doubted}
            whole = sum(others.values())
            given = min(doubt * room, whole)
            unexplained += doubt * room - given
            for state, share in others.items():
                settled[state] += given * share / whole if whole else 0.0
        return settled, unexplained


@dataclass(slots=True)
class _Voice:
    """Evidence as it speaks on a day, and the part of the belief that later evidence has left it."""

    evidence: Evidence
    weight: float
    left: float = 1.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How evidence fades: in steps of so many days, by a factor each, to nothing after ``gone`` days."""

    step: int
    factor: float
    gone: int
    others: tuple[tuple[str, "Pace"], ...] = ()

    @classmethod
    def of(cls, panel: Panel, parameters: Parameters) -> "Pace":
        """The pace of a picture's half-life, in whole days a step; ``others`` that of states which stay longer."""
        others = panel.state_half_life_days.items()
        return cls._of(
            panel.half_life_days, parameters, tuple((state, cls._of(days, parameters)) for state, days in others)
        )

    @classmethod
    def _of(cls, half_life_days: int, parameters: Parameters, others: tuple[tuple[str, "Pace"], ...] = ()) -> "Pace":
        step = max(1, round(half_life_days / parameters.fading.steps))
        return cls(step, 0.5 ** (step / half_life_days), half_life_days * parameters.fading.forget, others)

    def of_state(self, evidence: Evidence) -> "Pace":
        """The pace at which evidence fades: what speaks for a state at that state's, doubts at the picture's."""
        if evidence.negated or not self.others:
            return self
        return next((pace for state, pace in self.others if state == evidence.state), self)

    def left(self, evidence: Evidence, day: date) -> float:
        """What is left on a day of the weight of evidence."""
        return self.of_state(evidence).faded((day - evidence.until).days)

    def faded(self, days: int) -> float:
        """What is left of a weight after so many days of silence."""
        if days <= 0:
            return 1.0
        return 0.0 if days > self.gone else self.factor ** (days // self.step)

    def turns(self, evidence: Iterable[Evidence], first: date, last: date) -> list[date]:
        """The days from ``first`` to ``last`` on which a belief may change, ``first`` among them.

        Evidence fades at its state's pace, and against other states at theirs.
        """
        days = {first.toordinal()}
        low, high = first.toordinal(), last.toordinal()
        for one, pace in product(evidence, (self, *(pace for _, pace in self.others))):
            days.add(one.day.toordinal())
            told = one.until.toordinal()
            # the steps within the range only: there may be very much evidence, and one day asked about
            begin = told + pace.step * max(1, -((told - low) // pace.step))
            days.update(range(begin, min(high, told + pace.gone) + 1, pace.step))
            days.add(min(told + pace.gone + 1, date.max.toordinal()))
        return [date.fromordinal(day) for day in sorted(days) if low <= day <= high]


def beliefs(
    evidence: Iterable[Evidence],
    days: Sequence[date],
    *,
    pace: Pace,
    parameters: Parameters,
    established: Callable[[Belief], str | None],
) -> list[Belief]:
    """The belief on each of ``days`` (ascending), leaving out days before the first evidence.

    ``established`` names the state that a belief's shares assert, or None: evidence for others that was last
    asserted before then is overtaken. What stands is not known before, so it is not told it.
    """
    queue = [list(group) for _, group in groupby(once(evidence), key=lambda one: (one.day, one.phase))]
    queue.reverse()
    heard = Hearing(pace=pace, parameters=parameters, established=established)
    result = []
    for day in days:
        while queue and queue[-1][0].day <= day:
            heard.hear(queue.pop())
        if (belief := heard.belief(day)) is not None:
            result.append(belief)
    return result


class Hearing:
    """Evidence heard in the order of time, a day's phase at a time, and what it comes to; see :func:`beliefs`.

    ``mark`` and ``evidence`` go on from a mark made earlier; the second gives a piece of evidence by its number, in the
    order in which it came.
    """

    def __init__(
        self,
        *,
        pace: Pace,
        parameters: Parameters,
        established: Callable[[Belief], str | None],
        mark: Mark | None = None,
        evidence: Callable[[int], Evidence] | None = None,
    ) -> None:
        self._pace, self._weight, self._established = pace, parameters.weight, established
        self._chorus: list[list[_Voice]] = []
        self._standing = Standing()
        self._numbers: dict[int, int] = {}
        if mark is not None and evidence is not None:
            for voices in mark.chorus:
                self._chorus.append([_Voice(evidence(number), weight, left) for number, weight, left in voices])
                for voice, (number, _, _) in zip(self._chorus[-1], voices, strict=True):
                    self._numbers[id(voice.evidence)] = number
            self._standing.resume(mark, evidence)

    def hear(self, new: list[Evidence]) -> Belief:
        """Take up the evidence of one day's phase; what the shares then come to, without what stands."""
        now, phase = new[0].day, new[0].phase
        self._chorus = _hear(self._chorus, new, self._pace, self._weight)
        self._numbers |= {id(one): number for number, one in enumerate(new, self._standing.came)}
        self._standing.add(new)
        heard = _belief(now, self._chorus, (), self._pace, self._weight.silence)
        state = self._established(heard)
        if state is not None:
            self._standing.overtake(state, now, phase)
        return heard

    def belief(self, day: date) -> Belief | None:
        """What is believed on a day, not before what was heard last; None while nothing stands."""
        if not (told := self._standing.evidence()):
            return None
        return _belief(day, self._chorus, told, self._pace, self._weight.silence)

    def stretch(self, heard: Belief) -> "Stretch | None":
        """The days from that of a belief on, as :meth:`hear` gave it last; None while nothing stands."""
        if not (told := self._standing.evidence()):
            return None
        return Stretch(replace(heard, standing=told), self._chorus, self._pace, self._weight.silence)

    def mark(self) -> Mark:
        """Where it stands now."""
        chorus = [
            [(self._numbers[id(one.evidence)], one.weight, one.left) for one in voices] for voices in self._chorus
        ]
        return Mark(self._standing.came, chorus, *self._standing.numbers())


def stretches(
    evidence: Iterable[Evidence], *, pace: Pace, parameters: Parameters, established: Callable[[Belief], str | None]
) -> "Iterator[tuple[date, Stretch]]":
    """Each day on which evidence begins, and what :func:`beliefs` gives for a day from then on, until the next begins.

    A stretch holds good until the next is asked for.
    """
    hearing = Hearing(pace=pace, parameters=parameters, established=established)
    for now, phases in groupby(once(evidence), key=lambda one: one.day):
        for _, group in groupby(phases, key=lambda one: one.phase):
            heard = hearing.hear(list(group))
        if (stretch := hearing.stretch(heard)) is not None:
            yield now, stretch


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from one on which evidence begins to the next such day; call it with one of them for its belief.

    ``first`` is the belief on the first of them.
    """

    first: Belief
    chorus: Sequence[list[_Voice]]
    pace: Pace
    silence: float

    def __call__(self, day: date) -> Belief:
        """The belief on a day."""
        if day == self.first.day:
            return self.first
        return _belief(day, self.chorus, self.first.standing, self.pace, self.silence)

    def turns(self, first: date, last: date) -> list[date]:
        """The days from ``first`` to ``last`` on which the belief may change, ``first`` among them."""
        return self.pace.turns((one.evidence for voices in self.chorus for one in voices), first, last)

    def least(self, state: str, first: date, last: date) -> float:
        """What a state's share does not fall below on days of these: it fades, and what speaks against it does not."""
        return self._bound(state, last, first)

    def most(self, state: str, first: date, last: date) -> float:
        """What a state's share does not exceed on days of these: it does not fade, and what speaks against it does."""
        return self._bound(state, first, last)

    def _bound(self, state: str, own: date, against: date) -> float:
        """A state's share with its voices as on one day, each against the others as on another."""
        share = 0.0
        for voices in self.chorus:
            if len(voices) == 1:  # most speak alone on their day
                one = voices[0]
                if one.evidence.state == state and not one.evidence.negated:
                    weight = one.weight * self.pace.left(one.evidence, own)
                    share += one.left * weight / (self.silence + weight)
                continue
            if not any(one.evidence.state == state for one in voices):
                continue
            others = [one.weight * self.pace.left(one.evidence, against) for one in voices]
            asserted = sum(weight for one, weight in zip(voices, others, strict=True) if not one.evidence.negated)
            doubting = sum(others) - asserted
            for one, other in zip(voices, others, strict=True):
                if one.evidence.state == state and not one.evidence.negated:
                    weight = one.weight * self.pace.left(one.evidence, own)
                    share += one.left * weight / (self.silence + weight + asserted - other + doubting)
        return share


def _hear(chorus: list[list[_Voice]], new: list[Evidence], pace: Pace, weight: Weight) -> list[list[_Voice]]:
    """Let new evidence speak, and with it all that still asserts its state on that day; the rest recedes."""
    now = new[0].day
    closed = now if new[0].phase else days_before(now, 1)
    older = [[one for one in voices if one.evidence.until <= closed] for voices in chorus]
    speaking = list(_unrepeated(new, weight.repeat))
    before = [(one, one.weight * one.left * pace.left(one.evidence, now)) for one in chain(*older)]
    for one in speaking:
        doubtful = max(0.0, 1 - one.evidence.interest)
        if doubtful and before:
            one.weight *= weight.silence / (weight.silence + doubtful * _agreed(before, one.evidence))
    speaking += [_Voice(one.evidence, one.weight) for one in chain(*chorus) if one.evidence.until > closed]
    against = _Opposition(((one, one.weight) for one in speaking), weight.silence)
    for one in chain(*older):
        one.left *= weight.silence / against.whole(one.evidence)
    kept = [[one for one in voices if one.left > 1e-6] for voices in older]
    return [*(voices for voices in kept if voices), speaking]


def _agreed(before: Iterable[tuple[_Voice, float]], news: Evidence) -> float:
    """The weight of what several voices said before to the contrary of the news: all but the strongest's.

    One voice alone is no obstacle to news, for news tells of change.
    """
    contrary = [weight for one, weight in before if _excludes(one.evidence, news)]
    return sum(contrary) - max(contrary, default=0.0)


def _excludes(one: Evidence, other: Evidence) -> bool:
    """Whether two pieces of evidence cannot both be right."""
    if one.negated == other.negated:
        return not one.negated and one.state != other.state
    return one.state == other.state


class _Opposition:
    """The weights that a piece of evidence is measured against: silence, other states, doubts of its own."""

    def __init__(self, voices: Iterable[tuple[_Voice, float]], silence: float) -> None:
        self._states: defaultdict[str, float] = defaultdict(float)
        self._doubts: defaultdict[str, float] = defaultdict(float)
        for one, weight in voices:
            (self._doubts if one.evidence.negated else self._states)[one.evidence.state] += weight
        self._silence = silence
        self._all_states = sum(self._states.values())

    def whole(self, one: Evidence) -> float:
        """Sum the weights on the evidence's question; a doubt asks of one state, a state of all."""
        states = self._states.get(one.state, 0.0) if one.negated else self._all_states
        return self._silence + states + self._doubts.get(one.state, 0.0)


def _unrepeated(new: Iterable[Evidence], repeat: float) -> Iterable[_Voice]:
    """Evidence with its weight, less where the same report has said the same already."""
    said: set[tuple[str, str, bool]] = set()
    for one in sorted(new, key=lambda one: (-one.weight, one.claim.id)):
        key = (one.claim.report, one.state, one.negated)
        yield _Voice(one, one.weight * (repeat if key in said else 1.0))
        said.add(key)


def _belief(
    day: date, chorus: Iterable[list[_Voice]], standing: tuple[Evidence, ...], pace: Pace, silence: float
) -> Belief:
    shares: defaultdict[str, float] = defaultdict(float)
    undoubted: defaultdict[str, float] = defaultdict(lambda: 1.0)
    for voices in chorus:
        if len(voices) == 1:  # most speak alone on their day: against silence only
            one = voices[0]
            weight, state = one.weight * pace.left(one.evidence, day), one.evidence.state
            share = one.left * weight / (silence + weight)
            if one.evidence.negated:
                undoubted[state] *= 1 - share
            else:
                shares[state] += share
            continue
        doubts: defaultdict[str, float] = defaultdict(float)
        # what fades slowly gains nothing by the fading of what was said against it on its day
        for own in dict.fromkeys(pace.of_state(one.evidence) for one in voices):
            faded = [(one, one.weight * own.faded((day - one.evidence.until).days)) for one in voices]
            against = _Opposition(faded, silence)
            for one, weight in faded:
                if pace.of_state(one.evidence) is own:
                    share = one.left * weight / against.whole(one.evidence)
                    (doubts if one.evidence.negated else shares)[one.evidence.state] += share
        for state, doubt in doubts.items():
            undoubted[state] *= 1 - doubt
    return Belief(day, dict(shares), {state: 1 - left for state, left in undoubted.items()}, standing)
