"""Course: who holds each place from day to day, from what was told of that place: a hidden Markov model, many at once.

The states are the sides. Overnight a place changes hands with a small chance. Two kinds of reading differ:

- of a state ("is held by"): whatever was so before, it is right with its probability (Bayes' rule);
- of a change ("was taken by"): there is news only because something changed, so with its probability the place is
  the taker's, else what it was. Of a loss to nobody named ("they left") the loser's share goes to all sides alike.

Forward, each day knows what was told by then. Backward over the same readings gives what later ones say of a day
(Rabiner, Proceedings of the IEEE 77, 1989); both together are the smoothed history.

Silence is told apart from doubt: beside its shares each place has its *freshness*, which halves with every half-life
since something was told of it (in the smoothed history: also until, but not over a change).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from siegeline.picture.ground import Indices, Mask

Shares = npt.NDArray[np.float32]  # (places, sides): probabilities
_LEAST = np.float32(1e-6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """Readings of ``places`` places and ``sides`` sides, one entry each, sorted by day.

    ``day`` counts from 0, ``place`` and ``side`` are numbers, ``right`` is the probability that the reading is right,
    ``change`` whether it tells of a change, and ``late`` how many days late news of it is likely to be. A change with
    the side -1 - s is the loss of side s.
    """

    places: int
    sides: int
    day: Indices
    place: Indices
    side: Indices
    right: npt.NDArray[np.float32]
    change: Mask
    late: Indices

    def on(self, day: int) -> slice:
        """The readings of a day."""
        return slice(*np.searchsorted(self.day, [day, day + 1]))

    def in_time(self) -> "Readings":
        """The same, each on the day of which it is likely to tell."""
        moved = self.day - self.late
        order = np.argsort(moved, kind="stable")
        return Readings(
            places=self.places,
            sides=self.sides,
            day=moved[order],
            place=self.place[order],
            side=self.side[order],
            right=self.right[order],
            change=self.change[order],
            late=np.zeros_like(moved),
        )


@dataclass(frozen=True, slots=True)
class Course:
    """One day: probabilities (places, sides), and how fresh they are, from 1 (told today) to 0 (never told).

    ``news`` is the share of changes among what was told of late: where changes are told, silence says that there were
    none; where states are told, it says nothing.
    """

    shares: Shares
    fresh: npt.NDArray[np.float32]
    news: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """In days. A place of which nothing is told is as likely as not another's after ``change``, or, where it is changes
    that are told, after ``change_untold``; freshness halves in ``half_life``.
    """

    change: float
    change_untold: float
    half_life: float

    def turning(self, news: float) -> float:
        """After how many days a place is as likely as not another's, where this share of what is told is changes."""
        return 1 / ((1 - news) / self.change + news / self.change_untold)


def unknown(readings: Readings) -> Shares:
    """Nobody knows: all sides alike."""
    return np.full((readings.places, readings.sides), 1 / readings.sides, dtype=np.float32)


def forward(readings: Readings, days: int, times: Times) -> Iterator[Course]:
    """What was told by each day; the arrays yielded are overwritten on the next day."""
    shares, fresh = unknown(readings), np.zeros(readings.places, dtype=np.float32)
    changes = told = 0.0
    fade = 0.5 ** (1 / times.half_life)
    for day in range(days):
        today = readings.on(day)
        changes, told = changes * fade, told * fade
        if today.stop > today.start:
            changes, told = changes + float(readings.change[today].mean()), told + 1
        news = changes / told if told else 0.0
        _night(shares, times.turning(news))
        _hear(shares, readings, today)
        fresh *= np.float32(fade)
        fresh[readings.place[today]] = 1
        yield Course(shares, fresh, news)


def _night(shares: Shares, turning_days: float) -> None:
    """Overnight, with a small chance, any side may have come to hold a place; in either direction of time."""
    middle = shares.mean(axis=1, keepdims=True)
    shares -= middle
    shares *= np.float32(0.5 ** (1 / turning_days))
    shares += middle


def _hear(shares: Shares, readings: Readings, today: slice) -> None:
    """Takes in a day's readings: of states first, then of changes in their order."""
    change = readings.change[today]
    place, side, right = readings.place[today], readings.side[today], readings.right[today]
    if (~change).any():
        where, likelihood = _likelihood(readings, place[~change], side[~change], right[~change])
        shares[where] = _even(shares[where] * likelihood)
    for one, taker, sure in zip(place[change], side[change], right[change], strict=True):
        if taker < 0:
            lost = sure * shares[one, -1 - taker]
            shares[one, -1 - taker] -= lost
            shares[one] += lost / readings.sides
        else:
            shares[one] *= 1 - sure
            shares[one, taker] += sure


def _likelihood(
    readings: Readings, place: Indices, side: Indices, right: npt.NDArray[np.float32]
) -> tuple[Indices, Shares]:
    """The places with readings of states, and how likely those are if each side held them."""
    where, at = np.unique(place, return_inverse=True)
    logs = np.zeros((len(where), readings.sides))
    wrong = np.log((1 - right) / max(1, readings.sides - 1) + _LEAST)
    np.add.at(logs, at, wrong[:, None])
    np.add.at(logs, (at, side), np.log(right + _LEAST) - wrong)
    return where, np.exp(logs - logs.max(axis=1, keepdims=True)).astype(np.float32)


def _even(shares: Shares) -> Shares:
    shares = np.maximum(shares, _LEAST)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True), dtype=np.float32)


def smoothed(readings: Readings, days: int, times: Times) -> Iterator[tuple[int, Course]]:
    """Each day, the last first, with what all readings say of it; the arrays yielded are overwritten on the next."""
    kept = np.empty((days, readings.places, readings.sides), dtype=np.float32)
    heard = np.empty((days, readings.places), dtype=np.float16)
    news = np.empty(days)
    for day, course in enumerate(forward(readings, days, times)):
        kept[day], heard[day], news[day] = course.shares, course.fresh, course.news
    after, fresh = np.ones_like(kept[0]), np.zeros(readings.places, dtype=np.float32)
    fade = np.float32(0.5 ** (1 / times.half_life))
    for day in range(days - 1, -1, -1):
        if day + 1 < days:
            _unhear(after, readings, readings.on(day + 1))
            _night(after, times.turning(news[day + 1]))
        both = kept[day]
        both *= after
        both /= both.sum(axis=1, keepdims=True)
        fresh *= fade
        today = readings.on(day)
        changed, told = readings.place[today][readings.change[today]], readings.place[today][~readings.change[today]]
        fresh[told] = 1
        yield day, Course(both, np.maximum(fresh, heard[day]), float(news[day]))
        fresh[changed] = 0  # of the days before a change, its news tells nothing


def _unhear(after: Shares, readings: Readings, today: slice) -> None:
    """A step back over a day's readings: changes in reverse order, then states."""
    change = readings.change[today]
    place, side, right = readings.place[today], readings.side[today], readings.right[today]
    rows = list(zip(place[change], side[change], right[change], strict=True))
    for one, taker, sure in reversed(rows):
        if taker < 0:
            after[one, -1 - taker] += sure * (after[one].mean() - after[one, -1 - taker])
        else:
            after[one] = (1 - sure) * after[one] + sure * after[one, taker]
    if (~change).any():
        where, likelihood = _likelihood(readings, place[~change], side[~change], right[~change])
        after[where] = _even(after[where] * likelihood)
    touched = place[change]
    after[touched] = _even(after[touched])
