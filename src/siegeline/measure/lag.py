"""Lag: how far pictures made from late and partly false news of changes trail behind what was.

Everything is known on the first day. From then on each change of hands is told ``DELAYS`` days late (evenly drawn), as
"was taken by", without the day of the taking. One such claim in ten is false: it tells of a taking, of a place drawn at
random, that never was; once from all places, once from those within ``NEAR_KM`` km of the front on that day. Places of
unknown status are as they were before, and as they will be where nothing came before.

Three pictures of each day are held against the truth of that day: *carried*, the last status told; *filtered*, what
was to be inferred by that day; *smoothed*, what is inferred of it from all claims. ``lag_days`` is how many days
after a change (before it, for the smoothed picture) the picture has the taker, the mean over changes that lasted a
fortnight, counted up to a fortnight, ``never`` the share that it missed for so long. A picture that has the taker for a
day and loses him again is not late by that count, so ``days_wrong`` counts each such change's days in the fortnights
before and after on which the picture is wrong, false flips among them. ``wrong_place_days`` counts every place wrong on
a day, over all days from the first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from siegeline.measure.control import FALSE, NEAR_KM, ControlScores
from siegeline.measure.statuses import Statuses
from siegeline.picture.course import Readings
from siegeline.picture.ground import Indices
from siegeline.theatre import Theatre

DELAYS = (1, 2, 3, 4, 5)
FORTNIGHT = 14
_SURE = 0.98  # of what is known on the first day
_RIGHT = 1 - FALSE
Sides = npt.NDArray[np.int8]


@dataclass(slots=True)
class _Trail:
    """What one picture came to: wrong place-days, and for each change the days by which it has it, and those wrong."""

    wrong: int = 0
    off: list[int] = field(default_factory=list)
    around: list[int] = field(default_factory=list)


class LagScores:
    """Measures one set; the same options as :class:`ControlScores`."""

    def __init__(
        self, statuses: Statuses, theatre: Theatre | None = None, *, rivers: bool = True, seed: int = 0
    ) -> None:
        self.scores = ControlScores(statuses, theatre, rivers=rivers)
        self.seed = seed
        self.truth = filled(self.scores.sides)
        # calendar days: a set may lack some, and news is late by calendar days
        first = statuses.days[0]
        self.days = np.array([(day - first).days for day in statuses.days], dtype=np.intp)

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row a picture and way of being false."""
        day, place = self._changes()
        if not len(day):
            return
        for near in (False, True):
            readings = self._readings(day, place, near=near)
            trails = {
                "carried": self._trail(enumerate(self._carried(readings)), day, place),
                "filtered": self._trail(self._filtered(readings), day, place),
                "smoothed": self._trail(self._smoothed(readings), day, place),
            }
            for name, trail in trails.items():
                late = np.array(trail.off)
                yield {
                    "test": "lag",
                    "picture": name,
                    "false_near": near,
                    "lag_days": round(float(np.abs(np.where(late == _NEVER, FORTNIGHT, late)).mean()), 2),
                    "days_wrong": round(float(np.mean(trail.around or [0])), 2),
                    "never": round(float((late == _NEVER).mean()), 3),
                    "wrong_place_days": trail.wrong,
                    "against_carried": round(trail.wrong / max(1, trails["carried"].wrong), 3),
                    "n": len(late),
                }

    def _changes(self) -> tuple[Indices, Indices]:
        """The rows of the matrix and the places where a place changes hands."""
        day, place = np.nonzero(self.truth[1:] != self.truth[:-1])
        return (day + 1).astype(np.intp), place.astype(np.intp)

    def _readings(self, day: Indices, place: Indices, *, near: bool) -> Readings:
        chance = np.random.default_rng([self.seed, int(near)])
        told = self.days[day] + chance.choice(DELAYS, len(day))
        taker = self.truth[day, place]
        number = round(len(day) * FALSE / (1 - FALSE))
        when = chance.choice(len(self.truth) - 1, number) + 1
        where = np.array([self._somewhere(int(one), chance, near=near) for one in when], dtype=np.intp)
        parts = (
            (np.zeros(self.truth.shape[1]), np.arange(self.truth.shape[1]), self.truth[0], _SURE, False),
            (told, place, taker, _RIGHT, True),
            (self.days[when], where, 1 - self.truth[when, where], _RIGHT, True),
        )
        days = np.concatenate([part[0] for part in parts]).astype(np.intp)
        order = np.argsort(days, kind="stable")
        change = np.concatenate([np.full(len(part[0]), part[4]) for part in parts])[order]
        return Readings(
            places=self.truth.shape[1],
            sides=2,
            day=days[order],
            place=np.concatenate([part[1] for part in parts])[order].astype(np.intp),
            side=np.concatenate([part[2] for part in parts])[order].astype(np.intp),
            right=np.concatenate([np.full(len(part[0]), part[3]) for part in parts])[order].astype(np.float32),
            change=change,
            late=np.where(change, self.scores.inference.panel.late_days, 0),
        )

    def _somewhere(self, day: int, chance: np.random.Generator, *, near: bool) -> int:
        if not near:
            return int(chance.integers(self.truth.shape[1]))
        close = np.flatnonzero(self.scores.front_km(day) <= NEAR_KM)
        return int(chance.choice(close)) if len(close) else int(chance.integers(self.truth.shape[1]))

    def _carried(self, readings: Readings) -> Iterator[Sides]:
        last = np.zeros(readings.places, dtype=np.int8)
        for day in range(int(self.days[-1]) + 1):
            today = readings.on(day)
            last[readings.place[today]] = readings.side[today]
            yield last

    def _filtered(self, readings: Readings) -> Iterator[tuple[int, Sides]]:
        for day, one in enumerate(self.scores.inference.filtered(readings, int(self.days[-1]) + 1)):
            yield day, one.shares.argmax(axis=1).astype(np.int8)

    def _smoothed(self, readings: Readings) -> Iterator[tuple[int, Sides]]:
        for day, one in self.scores.inference.smoothed(readings, int(self.days[-1]) + 1):
            yield day, one.shares.argmax(axis=1).astype(np.int8)

    def _trail(self, pictures: Iterable[tuple[int, Sides]], day: Indices, place: Indices) -> _Trail:
        """Holds a picture's days, in any order, against the truth."""
        row = {int(one): at for at, one in enumerate(self.days)}
        kept = np.empty_like(self.truth)
        for calendar, sides in pictures:
            if calendar in row:
                kept[row[calendar]] = sides
        trail = _Trail(wrong=int((kept != self.truth).sum()))
        for at, where in zip(day, place, strict=True):
            seen, true = kept[:, where], self.truth[:, where]
            until = int(np.searchsorted(self.days, self.days[at] + FORTNIGHT))
            since = int(np.searchsorted(self.days, self.days[at] - FORTNIGHT))
            lasted = until < len(true) and (true[at:until] == true[at]).all() and (true[since:at] != true[at]).all()
            if lasted:
                trail.off.append(self._off(seen, true, since, int(at), until))
                trail.around.append(int((seen[since:until] != true[since:until]).sum()))
        return trail

    def _off(self, seen: Sides, true: Sides, since: int, at: int, until: int) -> int:
        """How many days late (or, below nought, early) the change at row ``at`` is seen."""
        hit = np.flatnonzero(seen[at:until] == true[at])
        if not len(hit):
            return _NEVER
        if hit[0] > 0:
            return int(self.days[at + hit[0]] - self.days[at])
        wrong = np.flatnonzero(seen[since:at] != true[at])
        begun = since + int(wrong[-1]) + 1 if len(wrong) else since
        return int(self.days[begun] - self.days[at])


_NEVER = 10_000


def filled(sides: Sides) -> Sides:
    """The sides with unknown ones (-1) as before, or as after where nothing came before; 0 where never known."""
    found = sides.copy()
    for row in range(1, len(found)):
        found[row] = np.where(found[row] < 0, found[row - 1], found[row])
    for row in range(len(found) - 2, -1, -1):
        found[row] = np.where(found[row] < 0, found[row + 1], found[row])
    return np.maximum(found, 0)
