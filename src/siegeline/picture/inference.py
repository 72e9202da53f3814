"""Inference: who holds every place on every day, from readings of some: each place's course, and the field of all.

Each place's own course (``course.py``) says how sure and how fresh it is; so much it weighs in the field (``field.py``)
that joins the places, and what the field says of a place is its picture. Places without readings have what their
neighbours lend. What was known by a day also hears the wave of changes around (``wave.py``). How much is *known* of a
place is lent too: it fades with the freshness of what is borrowed, so that silence ends in "nobody knows" and never in
another side.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from siegeline.picture.course import Course, Readings, Shares, forward, smoothed
from siegeline.picture.field import MOST, Field
from siegeline.picture.ground import Floats, Ground, Line
from siegeline.picture.mesh import mesh
from siegeline.picture.parameters import NeighbourPanel, parameters
from siegeline.picture.wave import Wave

_ROUNDS = 5  # of improving what is known, from the day before's: it changes slowly


@dataclass(frozen=True, eq=False)
class Inferred:
    """One day: ``shares`` (places, sides) of probability among the sides, and how much is ``known`` (places,), 0 to 1.

    ``mean`` is the field behind them, the start for the next day's.
    """

    shares: Shares
    known: npt.NDArray[np.float32]
    mean: Floats


@dataclass(frozen=True, eq=False, kw_only=True)
class Inference:
    """Infers the holders of places: ``field`` lends sides, ``knowing`` how much is known, ``wave`` what changes around
    say of a place; ``panel`` has the numbers.
    """

    field: Field
    knowing: Field
    wave: Wave
    panel: NeighbourPanel

    @classmethod
    def over(cls, ground: Ground, *, rivers: tuple[Line, ...] = (), panel: NeighbourPanel | None = None) -> "Inference":
        """The inference over a ground, with the program's parameters unless others are given."""
        numbers = panel or parameters().neighbours
        joined = mesh(ground, rivers=rivers, across=numbers.across_river, triangles=numbers.triangles)
        even = np.full(len(ground), numbers.forgets)
        return cls(
            field=Field.of_range(joined, numbers.range_km),
            knowing=Field(joined, even),
            wave=Wave(
                points=ground.plane,
                by_age=numbers.wave_by_age,
                against=numbers.wave_against,
                doubt=numbers.wave_doubt,
                start=numbers.wave_start,
                whisper=numbers.wave_whisper,
                km=numbers.wave_km,
            ),
            panel=numbers,
        )

    def filtered(self, readings: Readings, days: int) -> Iterator[Inferred]:
        """Every day, from what was told by that day."""
        before: Inferred | None = None
        for day, own in enumerate(forward(readings, days, self.panel.times)):
            before = self.inferred(own, before, news=self.wave.news(readings, day))
            yield before

    def smoothed(self, readings: Readings, days: int) -> Iterator[tuple[int, Inferred]]:
        """Every day, the last day first, from all readings; late news counts from its own day."""
        before: Inferred | None = None
        for day, own in smoothed(readings.in_time(), days, self.panel.times):
            before = self.inferred(own, before)
            yield day, before

    def inferred(self, own: Course, nearby: Inferred | None = None, *, news: Floats | None = None) -> Inferred:
        """The places from their own courses of one day; ``nearby`` is the day before or after, to start from, ``news``
        (ages, places, sides) that of changes around each place.
        """
        panel, sides = self.panel, own.shares.shape[1]
        said = (own.shares.astype(np.float64) * sides - 1) / (sides - 1)
        sure = np.clip(said.max(axis=1), 0.0, 1.0)
        fresh = own.fresh.astype(np.float64)
        stale = panel.stale + own.news * (panel.stale_untold - panel.stale)
        weight = sure**2 * (stale + (1 - stale) * fresh**4) / panel.noise
        start = nearby.mean if nearby is not None else np.zeros_like(said)
        mean = self.field.mean(said[:, :-1], weight, start[:, :-1])
        rounds = MOST if nearby is None else _ROUNDS
        known = self.knowing.mean(fresh[:, None], weight, start[:, -1:], rounds=rounds)
        both = np.column_stack((mean, -mean.sum(axis=1)))
        log_odds = self.wave.swept(panel.sharpness * both, news)
        odds = np.exp(log_odds - log_odds.max(axis=1, keepdims=True))
        shares = np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float32)
        return Inferred(shares, np.clip(known[:, 0], own.fresh, 1).astype(np.float32), np.column_stack((mean, known)))
