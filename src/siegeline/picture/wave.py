"""Wave: places change hands together, and news of one is news of those around that have not been told of yet.

Where a front gives way, places fall within a day or two of their neighbours, but news of each comes some days late. So
news of a change, a day or two old, makes the same change likelier for the places around. It counts for that day's
picture only and is remembered nowhere: where no news of the place itself comes, it is gone with the next days. Its
numbers are fitted on data (docs/picture_control.md).
"""

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
    """``points`` are the places in km on a plane. News fades with distance (e^(-d / ``km``)) and is new for ``days``
    days; the odds of its side grow by (1 + news / ``whisper``) to the power of ``strength``.
    """

    points: Floats
    strength: float
    whisper: float
    km: float
    days: int

    def gain(self, readings: Readings, day: int) -> Floats:
        """What the new news of a day adds to the log odds of each side (places, sides)."""
        return np.asarray(self.strength * np.log1p(self._news(readings, day) / self.whisper), dtype=np.float64)

    @cached_property
    def _tree(self) -> "KDTree":
        from scipy.spatial import KDTree

        return KDTree(self.points)

    def _news(self, readings: Readings, day: int) -> Floats:
        from scipy.spatial import KDTree

        heard = np.zeros((readings.places, readings.sides))
        today = slice(readings.on(day - self.days + 1).start, readings.on(day).stop)
        told = np.flatnonzero(readings.change[today]) + today.start
        if not len(told):
            return heard
        places, reach = readings.place[told], _REACH * self.km
        # a reading that is as likely wrong as right says nothing
        sure = np.maximum(2 * readings.right[told].astype(np.float64) - 1, 0.0)
        pairs = KDTree(self.points[places]).sparse_distance_matrix(self._tree, reach, output_type="coo_matrix")
        others = pairs.col != places[pairs.row]
        news, place, away = pairs.row[others], pairs.col[others], pairs.data[others]
        np.add.at(heard, (place, readings.side[told][news]), sure[news] * np.exp(-away / self.km))
        return heard
