"""Wave: places change hands together, and news of one is news of those around that have not been told of yet.

Where a front gives way, places fall within a day or two of their neighbours, but news of each comes some days late. So
fresh news of changes makes the same change likelier for the places around; older news makes it less likely: had they
changed too, they would have been told of by now. It counts for that day's picture only and is remembered nowhere. It is
a logistic regression of "this place is already the taker's" on the news around by its age; its numbers are fitted by
``benchmarks/fit_wave.py`` (docs/picture_control.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from siegeline.picture.course import Readings
from siegeline.picture.ground import Floats

if TYPE_CHECKING:
    from scipy.spatial import KDTree

_REACH = 3.0  # times ``km``; what lies farther away is left out


@dataclass(frozen=True, eq=False, kw_only=True)
class Wave:
    """``points`` are the places in km on a plane. News fades with distance (e^(-d / ``km``)); ``by_age`` has its weight
    on the day that it is told, the day after, and so on. Its loudness is log(1 + news / ``whisper``).

    The log odds that a place is the taker's, and not its holder's as without a wave, are ``start`` + the loudness of
    news for the taker, each age by its weight, + ``against`` × that of news for the holder + ``doubt`` × the holder's
    log odds without it.
    """

    points: Floats
    by_age: Sequence[float]
    against: float
    doubt: float
    start: float
    whisper: float
    km: float

    def swept(self, log_odds: Floats, news: Floats | None) -> Floats:
        """The log odds of each side at each place (places, sides), with the ``news`` of the day."""
        if news is None:
            return log_odds
        at, holder = np.arange(len(log_odds)), log_odds.argmax(axis=1)
        every = news.sum(axis=0)
        pushed = np.tensordot(np.asarray(self.by_age), np.log1p(news / self.whisper), axes=1)
        behind = log_odds[at, holder][:, None] - log_odds
        kept = self.against * np.log1p(every[at, holder] / self.whisper)
        odds = self.start + pushed + kept[:, None] + self.doubt * behind
        heard = every > 0
        heard[at, holder] = False
        return np.asarray(np.where(heard, log_odds + behind + odds, log_odds), dtype=np.float64)

    def news(self, readings: Readings, day: int) -> Floats | None:
        """The news around each place (ages, places, sides), its own left out; None where there is none."""
        ages = len(self.by_age)
        lately = slice(readings.on(day - ages + 1).start, readings.on(day).stop)
        if not readings.change[lately].any():
            return None
        heard = np.zeros((ages, readings.places, readings.sides))
        for age, one in enumerate(heard):
            self._hear(one, readings, readings.on(day - age))
        return heard if heard.any() else None

    @cached_property
    def _tree(self) -> "KDTree":
        from scipy.spatial import KDTree

        return KDTree(self.points)

    def _hear(self, heard: Floats, readings: Readings, told: slice) -> None:
        """Adds the news told among some readings."""
        from scipy.spatial import KDTree

        taken = readings.side[told] >= 0  # a loss to nobody named is no wave
        changes = np.flatnonzero(readings.change[told] & taken) + told.start
        if not len(changes):
            return
        places = readings.place[changes]
        # a reading that is as likely wrong as right says nothing
        sure = np.maximum(2 * readings.right[changes].astype(np.float64) - 1, 0.0)
        near = KDTree(self.points[places])
        pairs = near.sparse_distance_matrix(self._tree, _REACH * self.km, output_type="coo_matrix")
        others = pairs.col != places[pairs.row]
        one, place, away = pairs.row[others], pairs.col[others], pairs.data[others]
        np.add.at(heard, (place, readings.side[changes][one]), sure[one] * np.exp(-away / self.km))
