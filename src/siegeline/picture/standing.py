"""Standing: the evidence begun and not overtaken; each origin counted once; a mark to go on from later."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from siegeline.picture.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a hearing stood after so many pieces of evidence (``heard``), by their numbers: to go on from there.

    ``chorus`` has each voice with its weight and what later evidence left of it; ``agreeing`` and ``others`` stand, the
    first for the ``state`` established last.
    """

    heard: int
    chorus: list[list[tuple[int, float, float]]]
    state: str | None
    agreeing: list[int]
    others: list[int]


class Standing:
    """The evidence begun and not overtaken, in the order in which it came.

    What supports the state established last is kept apart: it stands until another state is established, and need not
    be looked at again before.
    """

    def __init__(self) -> None:
        self._state: str | None = None
        self._agreeing: list[tuple[int, Evidence]] = []
        self._others: list[tuple[int, Evidence]] = []
        self.came = 0
        self._all: tuple[Evidence, ...] | None = ()

    def resume(self, mark: Mark, evidence: Callable[[int], Evidence]) -> None:
        """Be as when the mark was made."""
        self._state, self.came, self._all = mark.state, mark.heard, None
        self._agreeing = [(number, evidence(number)) for number in mark.agreeing]
        self._others = [(number, evidence(number)) for number in mark.others]

    def numbers(self) -> tuple[str | None, list[int], list[int]]:
        """The state established last, and what stands for it and beside it, by number."""
        return self._state, [number for number, _ in self._agreeing], [number for number, _ in self._others]

    def add(self, new: Iterable[Evidence]) -> None:
        """Take up new evidence."""
        self._others += enumerate(new, self.came)
        self.came = self._others[-1][0] + 1
        self._all = None

    def overtake(self, state: str, now: date, phase: int) -> None:
        """Drop what speaks for other states and was last asserted before then."""
        self._all = None
        if state != self._state:
            self._others += self._agreeing
            self._agreeing, self._state = [], state
        found, self._others = self._others, []
        for numbered in found:
            one = numbered[1]
            if one.supports(state):
                self._agreeing.append(numbered)
            elif one.until > now or (one.until == now and one.phase >= phase):
                self._others.append(numbered)

    def evidence(self) -> tuple[Evidence, ...]:
        """All of it; the same tuple until something comes or goes."""
        if self._all is None:
            self._all = tuple(one for _, one in sorted([*self._agreeing, *self._others], key=itemgetter(0)))
        return self._all


def once(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Order by time and count each origin once a state: the first to speak has the strongest's weight."""
    origins: defaultdict[tuple[str, str, bool], list[Evidence]] = defaultdict(list)
    for one in sorted(evidence, key=lambda one: (one.day, one.phase, one.claim.id)):
        origins[one.claim.origin, one.state, one.negated].append(one)
    counted = []
    for first, *rest in origins.values():
        counted.append(first._replace(weight=max(one.weight for one in (first, *rest))) if rest else first)
        counted += [one._replace(weight=0.0) for one in rest]
    return sorted(counted, key=lambda one: (one.day, one.phase, one.claim.id))
