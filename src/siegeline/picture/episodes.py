"""Episodes: the runs of days on which a siege is listed, out of the evidence on it in the order of time."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Protocol

from siegeline.picture.belief import Belief, Hearing, Pace, Stretch
from siegeline.picture.blockade import SIEGE
from siegeline.picture.evidence import Evidence
from siegeline.picture.parameters import parameters
from siegeline.picture.standing import Mark
from siegeline.picture.telling import LIFTED
from siegeline.times import Bounds, days_after, days_before

_WEEKS = 28  # days looked at together


class Ordered(Protocol):
    """Evidence in the order of time, each origin counted once a state, by number."""

    def __len__(self) -> int:
        """How much of it there is."""

    def evidence(self, number: int) -> Evidence:
        """One piece of it; the same object each time."""

    def days(self) -> Sequence[int]:
        """The days on which each begins to speak, as ordinals."""

    def last_asserted(self) -> date:
        """The last day on which any of it is asserted."""


class Listed:
    """A list of evidence, ordered."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self._evidence = evidence

    def __len__(self) -> int:
        """How much of it there is."""
        return len(self._evidence)

    def evidence(self, number: int) -> Evidence:
        """One piece of it."""
        return self._evidence[number]

    def days(self) -> Sequence[int]:
        """The days on which each begins to speak, as ordinals."""
        return [one.day.toordinal() for one in self._evidence]

    def last_asserted(self) -> date:
        """The last day on which any of it is asserted."""
        return max(one.until for one in self._evidence)


@dataclass(frozen=True, slots=True)
class Episode:
    """One siege from the day ``opened``, its first, to the day it is no longer listed, and what ended it.

    ``days`` are those asked about on which it may change; ``stale`` is the evidence, by identity, that spoke of sieges
    before it; ``before`` is when the last siege of which an end is known ended.
    """

    opened: date
    days: tuple[Belief, ...]
    end: Belief | None
    stale: frozenset[int]
    before: Bounds | None


@dataclass(frozen=True, slots=True)
class SiegeMark:
    """Where the episodes stood after so much evidence, on the eve of the next; see :class:`Mark`.

    ``opened`` is 0 while none runs; ``stale`` what still stands of that, by number.
    """

    hearing: Mark
    opened: int
    stale: list[int]
    before: tuple[int, int] | None


def siege_pace() -> Pace:
    """How evidence on sieges fades."""
    return Pace.of(parameters().sieges, parameters())


def established(belief: Belief) -> str | None:
    """``lifted`` where more likely than not; nothing else overtakes, so that a denial stays in sight."""
    return LIFTED if belief.shares.get(LIFTED, 0.0) > parameters().sieges.margin else None


def likely(belief: Belief) -> float:
    """How likely it is that the siege lasts."""
    return belief.settled()[0].get(SIEGE, 0.0)


class Episodes:
    """The runs of days on which a siege is listed. One that faded from view ends without a known end.

    A run begins only with news of a siege: that what spoke against it fades begins none. So only days in a run are
    looked at, and of those that nobody asks about only such on which it may have faded. Iterate over it for the
    episodes up to the day ``last``, each with its days from ``first`` to ``last``; ``mark`` goes on from one made
    earlier, before ``first``.
    """

    def __init__(self, told: Ordered, *, first: date, last: date, mark: SiegeMark | None = None) -> None:
        self._told, self.first, self.last = told, first, last
        self._days = told.days()
        self._pace = siege_pace()
        self._hearing = Hearing(
            pace=self._pace, parameters=parameters(), established=established,
            mark=mark.hearing if mark else None, evidence=told.evidence,
        )  # fmt: skip
        self._turns: Sequence[date] | None = None
        self.heard = 0
        self._opened: date | None = None
        self._run: list[Belief] = []
        self._stale: frozenset[int] = frozenset()
        self._before: Bounds | None = None
        # what stands, by identity
        self._numbers: dict[int, int] = {}
        if mark is not None:
            self.heard, self._opened = mark.hearing.heard, date.fromordinal(mark.opened) if mark.opened else None
            self._numbers = {id(told.evidence(one)): one for one in (*mark.hearing.agreeing, *mark.hearing.others)}
            self._stale = frozenset(id(told.evidence(one)) for one in mark.stale)
            self._before = mark.before and Bounds(*map(_day, mark.before))

    def __iter__(self) -> Iterator[Episode]:
        """Go on to the end."""
        while (ended := self.next()) is not None:
            yield from ended
        if self._opened is not None:
            yield Episode(self._opened, tuple(self._run), None, self._stale, self._before)

    def next(self) -> list[Episode] | None:
        """Go on to the next day on which evidence begins; the episodes that ended until then. None: there is no more.

        Nothing is looked for that begins after ``last``.
        """
        if self.heard == len(self._told):
            return None
        now = date.fromordinal(self._days[self.heard])
        if self._opened is None and now > self.last:
            return None
        end = bisect_right(self._days, self._days[self.heard])
        new = [(number, self._told.evidence(number)) for number in range(self.heard, end)]
        self._numbers |= {id(one): number for number, one in new}
        for _, group in groupby(new, key=lambda one: one[1].phase):
            heard = self._hearing.hear([one for _, one in group])
        self.heard = end
        stretch = self._hearing.stretch(heard)
        if stretch is None:
            return []
        closing = days_after(max(self.last, self._told.last_asserted()), 1)
        upto = closing
        if end < len(self._days):
            upto = min(closing, days_before(date.fromordinal(self._days[end]), 1))
        return self._ended(stretch, now, upto)

    def _ended(self, stretch: Stretch, now: date, upto: date) -> list[Episode]:
        ended: list[Episode] = []
        newest = stretch.first.standing[::-1]
        if self._opened is None and not any(one.state == SIEGE and one.day == now for one in newest):
            self._before = _end(stretch.first)[0] or self._before  # of a siege that nobody told of before
            return ended
        fresh = any(one.state == SIEGE and not one.negated and id(one) not in self._stale for one in newest)
        for day in _looked_at(stretch, now, upto, self._wanted()):
            belief = stretch(day)
            if fresh and _listed(belief):
                self._opened = self._opened or day
                self._run += [belief] if self.first <= day <= self.last else []
            elif self._opened is not None:
                one = Episode(self._opened, tuple(self._run), belief, self._stale, self._before)
                ended.append(one)
                self._before = end_of(one)[0] or self._before
                self._stale |= {id(one) for one in belief.standing if one.day != day}
                self._opened, self._run = None, []
            if self._opened is None:
                break
        return ended

    def _wanted(self) -> Sequence[date]:
        if self.first == self.last:
            return [self.first]
        if self._turns is None:
            every = [self._told.evidence(number) for number in range(len(self._told))]
            self._turns = self._pace.turns(every, self.first, self.last)
        return self._turns

    def mark(self) -> SiegeMark:
        """Where it stands now; there must be more evidence to come."""
        hearing = self._hearing.mark()
        standing = {*hearing.agreeing, *hearing.others}
        stale = sorted(standing & {self._numbers[one] for one in self._stale if one in self._numbers})
        before = self._before
        bounds = (_ordinal(before.earliest), _ordinal(before.latest)) if before else None
        return SiegeMark(hearing, _ordinal(self._opened), stale, bounds)


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _looked_at(stretch: Stretch, now: date, upto: date, wanted: Sequence[date]) -> Iterator[date]:
    """The first day of a stretch, those asked about, and such on which it may have changed whether the siege is listed.

    Weeks on which it is listed throughout, as bounds on the shares tell, are passed over.
    """
    yield now
    begin = now
    while begin < upto:
        end = upto
        steady = _steady(stretch, begin, end)
        if not steady and (upto - begin).days > 2 * _WEEKS:
            end = days_after(begin, _WEEKS)
            steady = _steady(stretch, begin, end)
        asked = wanted[bisect_right(wanted, begin) : bisect_right(wanted, end)]
        yield from asked if steady else sorted({*asked, *stretch.turns(days_after(begin, 1), end)})
        begin = end


def _steady(stretch: Stretch, first: date, last: date) -> bool:
    """Whether a siege is surely listed from ``first`` to ``last``."""
    panel = parameters().sieges
    near = 1e-9  # a bound is reckoned in another order than the share
    return (
        stretch.least(SIEGE, first, last) >= panel.assert_at + near
        and stretch.most(LIFTED, first, last) <= panel.margin - near
    )


def _listed(belief: Belief) -> bool:
    return established(belief) is None and likely(belief) >= parameters().sieges.assert_at


def end_of(episode: Episode) -> tuple[Bounds | None, str | None]:
    """When a siege ended, and the strongest claim that says so."""
    return (None, None) if episode.end is None else _end(episode.end)


def _end(belief: Belief) -> tuple[Bounds | None, str | None]:
    if established(belief) is None:
        return None, None
    lifting = [one for one in belief.standing if one.state == LIFTED and one.day == belief.day]
    if not lifting:
        return None, None
    strongest = max(lifting, key=lambda one: (one.weight, one.claim.id))
    return strongest.began, strongest.claim.id
