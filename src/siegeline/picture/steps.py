"""Steps: the rows of one place, road or siege from day to day, and many of them side by side.

Between the days on which evidence begins, fades by a step or ends, nothing changes. So each is worked out once for all
days that are asked about, on those of them on which it may change.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Self, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Days:
    """The days asked about: those ``chosen``; none: from ``first`` to ``last`` all on which anything may change."""

    first: date
    last: date
    chosen: tuple[date, ...] = ()

    @classmethod
    def of(cls, *days: date) -> Self:
        """Some days, each by itself."""
        chosen = tuple(sorted(set(days)))
        return cls(chosen[0], chosen[-1], chosen)


@dataclass(frozen=True, slots=True)
class Steps(Generic[Row]):
    """A row from each of some days on (None: no row), and the days ``turned`` on which it may have changed."""

    turned: Sequence[date]
    rows: Sequence[tuple[date, Row | None]]

    @classmethod
    def on(cls, turned: Sequence[date], rows: Iterable[tuple[date, Row]]) -> Self:
        """Rows of some of the days that are looked at; on the others there is none."""
        there = dict(rows)
        return cls(turned, [(day, there.get(day)) for day in turned])


@dataclass(eq=False, slots=True)
class Course(Generic[Row]):
    """Many rows beside each other, walked along from day to day."""

    days: set[date] = field(default_factory=set)
    _changes: dict[date, list[tuple[int, Row | None]]] = field(default_factory=dict)
    _rows: list[Row | None] = field(default_factory=list)

    @classmethod
    def of(cls, every: Iterable[Steps[Row]]) -> Self:
        """Out of the steps of each, in their order."""
        course = cls()
        for number, one in enumerate(every):
            course._rows.append(None)
            course.days.update(one.turned)
            for day, row in one.rows:
                course._changes.setdefault(day, []).append((number, row))
        return course

    def upto(self, days: Sequence[date]) -> Iterator[list[Row]]:
        """The rows of each of some days, in the order of time."""
        waiting = sorted(self._changes, reverse=True)
        for day in days:
            while waiting and waiting[-1] <= day:
                for number, row in self._changes[waiting.pop()]:
                    self._rows[number] = row
            yield [row for row in self._rows if row is not None]
