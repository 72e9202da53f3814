"""Control measured: who holds the places that nobody told of, against a matrix of statuses that a map's editors kept.

Places never lost and regained ones are one side's, occupied ones the other's; places of unknown status are neither
told of nor counted. A place's distance to the front is the distance to the nearest place of the other side on that day.

- *single-day*: a random share of places is told of, on one day alone; the others are counted. Five days, evenly spread
  over the set, its first and last among them.
- *through-time*: day by day ``EACH_DAY`` of the places are told of, those near the front ten times as often; counted
  from the 60th day on (every ``STEP``-th day), all but those told of on that very day. What was told before counts.
- *false*: the same, with one reading in ten the wrong way round.
- *biased*: the same, told by partisans of either side in turn, who take places of the other side near the front for
  their own with a chance of ``OVERSTATED``.

Readings weigh as the program weighs claims of an independent source of grade B (or a partisan one, for or against its
interest), read with confidence 0.8. The baseline is the nearest place told of: its last reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from siegeline.measure.sieges import theatre_of
from siegeline.measure.statuses import OCCUPIED, UNKNOWN, Statuses
from siegeline.picture.course import Readings
from siegeline.picture.ground import Floats, Indices, Mask, ground
from siegeline.picture.inference import Inference
from siegeline.picture.mesh import waters_of
from siegeline.picture.parameters import parameters
from siegeline.picture.readings import right
from siegeline.theatre import Theatre

SHARES = (0.01, 0.1, 0.3)
BANDS: tuple[float | None, ...] = (10, 25, 50, 100, None)  # upper ends in km; None: all that lie beyond
EACH_DAY = 0.003
NEAR_KM = 10.0
OFTENER = 10
FALSE = 0.1
OVERSTATED = 0.3
FIRST_COUNTED = 60
STEP = 5
_CONFIDENCE = 0.8
_EARTH_KM = 6371.0088
Sides = npt.NDArray[np.int8]


@dataclass(slots=True)
class _Tally:
    """Places counted, and those that the picture and the nearest reading get right."""

    n: int = 0
    picture: int = 0
    baseline: int = 0


class ControlScores:
    """Measures one set. ``theatre``: whose rivers part the places; None: the one that fits, if any.

    ``days`` limits the single-day test to those day numbers, for fitting on some days and measuring on others.
    """

    def __init__(
        self,
        statuses: Statuses,
        theatre: Theatre | None = None,
        *,
        rivers: bool = True,
        draws: int = 5,
        seed: int = 0,
        days: tuple[int, ...] | None = None,
    ) -> None:
        self.statuses, self.draws, self.seed = statuses, draws, seed
        self._days = days
        fitting = theatre or theatre_of(statuses)
        self.rivers = tuple(waters_of(fitting.outline)) if rivers and fitting is not None else ()
        # 0: never lost or regained, 1: occupied, -1: unknown
        status = statuses.status
        self.sides: Sides = np.where(status == UNKNOWN, -1, status == OCCUPIED).astype(np.int8)
        self.inference = Inference.over(ground(statuses.lat, statuses.lon), rivers=self.rivers)

    @cached_property
    def points(self) -> Floats:
        """The places in space, in km: straight lines differ from great circles by less than 1 in 10,000 here."""
        lat, lon = np.radians(self.statuses.lat), np.radians(self.statuses.lon)
        east = np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
        return np.asarray(_EARTH_KM * east, dtype=np.float64)

    def front_km(self, day: int) -> Floats:
        """Each place's distance to the nearest place of the other side on a day; infinite where there is none."""
        from scipy.spatial import KDTree

        away = np.full(len(self.points), np.inf)
        held = [np.flatnonzero(self.sides[day] == side) for side in (0, 1)]
        if all(len(one) for one in held):
            for one, other in (held, held[::-1]):
                away[one] = KDTree(self.points[other]).query(self.points[one])[0]
        return away

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row a test, share told and band."""
        for share in SHARES:
            yield from self.single_day(share)
        if len(self.statuses.days) > FIRST_COUNTED:
            for test in ("through-time", "false", "biased"):
                yield from self._printed(test, EACH_DAY, self._through_time(test))

    def single_day(self, share: float) -> Iterator[dict[str, Any]]:
        """The rows of the single days with one share of places told of."""
        yield from self._printed("single-day", share, self._single_day(share))

    @staticmethod
    def _printed(test: str, share: float, tallies: dict[float | None, _Tally]) -> Iterator[dict[str, Any]]:
        for band, tally in tallies.items():
            if tally.n:
                yield {
                    "test": test,
                    "observe": share,
                    "band_km": band,
                    "accuracy": round(tally.picture / tally.n, 4),
                    "baseline": round(tally.baseline / tally.n, 4),
                    "n": tally.n,
                }

    def _single_day(self, share: float) -> dict[float | None, _Tally]:
        tallies = {band: _Tally() for band in BANDS}
        days = self._days or tuple(np.unique(np.linspace(0, len(self.sides) - 1, 5).astype(int)))
        for day in days:
            away = self.front_km(day)
            known = np.flatnonzero(self.sides[day] >= 0)
            for draw in range(self.draws):
                chance = np.random.default_rng([self.seed, day, draw, round(share * 1000)])
                told = chance.choice(known, round(share * len(known)), replace=False)
                readings = self._readings([(told, self.sides[day, told], np.full(len(told), right(_weight())))])
                shares = next(self.inference.filtered(readings, 1)).shares
                counted = np.isin(np.arange(len(away)), told, invert=True)
                self._count(tallies, day, away, counted, shares, told, self.sides[day, told])
        return tallies

    def _through_time(self, test: str) -> dict[float | None, _Tally]:
        tallies = {band: _Tally() for band in BANDS}
        chance = np.random.default_rng([self.seed, len(test)])
        told = [self._told(day, test, chance) for day in range(len(self.sides))]
        last = np.full(self.sides.shape[1], -1, dtype=np.int8)
        for day, inferred in enumerate(self.inference.filtered(self._readings(told), len(told))):
            places, sides, _ = told[day]
            last[places] = sides
            if day < FIRST_COUNTED or (day - FIRST_COUNTED) % STEP:
                continue
            counted = np.isin(np.arange(len(last)), places, invert=True)
            heard = np.flatnonzero(last >= 0)
            self._count(tallies, day, self.front_km(day), counted, inferred.shares, heard, last[heard])
        return tallies

    def _told(self, day: int, test: str, chance: np.random.Generator) -> tuple[Indices, Sides, Floats]:
        """The places told of on a day, whose they are said to be, and how likely that is right."""
        known = np.flatnonzero(self.sides[day] >= 0)
        near = self.front_km(day)[known] <= NEAR_KM
        odds = np.where(near, OFTENER, 1.0)
        picked = chance.choice(len(known), round(EACH_DAY * len(known)), replace=False, p=odds / odds.sum())
        places, near = known[picked], near[picked]
        sides = self.sides[day, places]
        weight = np.full(len(places), _weight())
        if test == "false":
            sides = np.where(chance.random(len(places)) < FALSE, 1 - sides, sides)
        elif test == "biased":
            favours = chance.integers(0, 2, len(places)).astype(np.int8)
            sides = np.where(near & (chance.random(len(places)) < OVERSTATED), favours, sides)
            interest = parameters().interest
            weight = _weight() * np.where(sides == favours, interest.self_serving, interest.against_interest)
        return places, sides.astype(np.int8), np.asarray(right(weight))

    def _readings(self, told: list[tuple[Indices, Sides, Floats]]) -> Readings:
        places, sides, likely = (np.concatenate([one[at] for one in told]) for at in range(3))
        return Readings(
            places=self.sides.shape[1],
            sides=2,
            day=np.repeat(np.arange(len(told)), [len(one[0]) for one in told]),
            place=places.astype(np.intp),
            side=sides.astype(np.intp),
            right=likely.astype(np.float32),
            change=np.zeros(len(places), dtype=np.bool_),
            late=np.zeros(len(places), dtype=np.intp),
        )

    def _count(
        self,
        tallies: dict[float | None, _Tally],
        day: int,
        away: Floats,
        counted: Mask,
        shares: npt.NDArray[np.float32],
        heard: Indices,
        said: Sides,
    ) -> None:
        from scipy.spatial import KDTree

        truth = self.sides[day]
        where = np.flatnonzero(counted & (truth >= 0))
        picture = shares[where].argmax(axis=1) == truth[where]
        nearest = KDTree(self.points[heard]).query(self.points[where])[1]
        baseline = said[nearest] == truth[where]
        low = 0.0
        for band, tally in tallies.items():
            high = np.inf if band is None else band
            inside = (away[where] > low) & (away[where] <= high)
            tally.n += int(inside.sum())
            tally.picture += int(picture[inside].sum())
            tally.baseline += int(baseline[inside].sum())
            low = high


def _weight() -> float:
    """The weight of an independent source of grade B read with confidence 0.8."""
    weight = parameters().weight
    return _CONFIDENCE * weight.status["actual"] * weight.grade["B"] * parameters().interest.independent
