"""Sieges measured: every pocket that a matrix of statuses holds, found as a siege or explained.

No set says which pockets of a map were sieges. So each pocket is listed, and those that a reader of the map should not
take for a siege say why, by rules that look at the map alone (and at the theatre's borders):

- *border*: the pocket reaches a friendly country, over whose border its side is supplied;
- *default ring*: most of the places around it have the map's default colour, which nobody ever changed;
- *default inside*: its own places have the default colour and (nearly) nobody is known to live there;
- *quiet*: nothing near changed hands, and it ended in one stroke or not at all: the map was corrected, or never was.

A pocket that none of them explains is a siege of the map.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from siegeline.measure.statuses import NEVER_LOST, Statuses
from siegeline.picture.ground import Ground, distance_km, ground
from siegeline.picture.pockets import CONTESTED, Pocket, pockets
from siegeline.picture.spells import Spell, spells
from siegeline.theatre import Theatre, load_theatre, theatre_names

BORDER_KM = 6.0  # a place so near to a friendly border is supplied over it: as far as places lie apart
NEAR_KM = 25.0  # ground that belongs to a siege's surroundings
FEW_PEOPLE = 1000
DEFAULT_SHARE = 0.5
_AROUND = timedelta(days=14)
# statuses as holders: side 0 never lost or regained it, side 1 occupies it; unknown ground can be fought for
_HOLDER = np.array([0, 0, 1, CONTESTED], dtype=np.int8)
_GENERIC = ("defender", "occupier")


@dataclass(frozen=True, kw_only=True)
class FoundSiege:
    """One pocket over days, and why it is no siege, where it is none."""

    spell: Spell
    name: str
    explained: str | None


class SiegeScores:
    """The pockets of a matrix. ``theatre``: whose sides and borders they are; None: the one that fits, if any."""

    def __init__(self, statuses: Statuses, theatre: Theatre | None = None) -> None:
        self.statuses = statuses
        self.theatre = theatre or theatre_of(statuses)
        self.sides = tuple(side.id for side in self.theatre.sides[:2]) if self.theatre is not None else _GENERIC
        self.holders = _HOLDER[statuses.status]

    @cached_property
    def ground(self) -> Ground:
        """The places as a graph, made once for all days."""
        return ground(self.statuses.lat, self.statuses.lon)

    def day(self, at: int) -> list[Pocket]:
        """The pockets of one day, by its number."""
        return pockets(self.ground, self.holders[at], one_way=False)

    @cached_property
    def sieges(self) -> list[FoundSiege]:
        """Every pocket over its days, in order of beginning."""
        days = ((day, self.day(at), self.holders[at]) for at, day in enumerate(self.statuses.days))
        weight = (1 + self.statuses.population / 1000).tolist()
        return [
            FoundSiege(spell=spell, name=self._name(spell.places), explained=self._explained(spell))
            for spell in spells(days, weight=weight)
        ]

    def rows(self) -> Iterator[dict[str, Any]]:
        """A row for each pocket: found as a siege, or explained. ``days`` counts those that the matrix has."""
        people = self.statuses.population
        for siege in self.sieges:
            spell, first = siege.spell, siege.spell.first
            lived = int(people[spell.places].sum())
            largest = max(spell.days, key=lambda day: len(day[1].places))[1]
            yield {
                "pocket": siege.name,
                "side": self.sides[spell.side],
                "besieger": self.sides[spell.besieger],
                "degree": spell.degree,
                "first": first.isoformat(),
                "last": spell.last.isoformat(),
                "days": len(spell.days),
                "since": {"start": None if spell.open_start else self._before(first), "end": first.isoformat()},
                "until": spell.until and spell.until.isoformat(),
                "ended": spell.ended,
                "places": len(spell.places),
                "largest": len(largest.places),
                "ring": len(spell.ring),
                "population": lived or None,
                "lat": round(float(self.statuses.lat[spell.places].mean()), 4),
                "lon": round(float(self.statuses.lon[spell.places].mean()), 4),
                "split_from": spell.parent and self._name(spell.parent.places),
                "found": siege.explained is None,
                "explained": siege.explained,
                "members": [self.statuses.ids[one] for one in spell.places],
            }

    def _before(self, day: date) -> str:
        """The day after the one before in the matrix: the earliest on which it may have begun."""
        return (self.statuses.days[self.statuses.days.index(day) - 1] + timedelta(days=1)).isoformat()

    def _name(self, places: list[int]) -> str:
        return self.statuses.names[max(places, key=lambda one: (self.statuses.population[one], -one))]

    def _explained(self, spell: Spell) -> str | None:
        first = self.statuses.days.index(spell.first)
        last = self.statuses.days.index(spell.last)
        places, ring = np.array(spell.places), np.array(spell.ring)
        started = self.statuses.status[first]
        near = self._border_km(spell.side)[places]
        if len(near) and near.min() <= BORDER_KM:
            return f"border: it reaches a friendly border ({near.min():.0f} km), over which its side is supplied"
        away = self._own_km(spell, first)
        if spell.side == 1:
            default = int((started[ring] == NEVER_LOST).sum())
            if default >= DEFAULT_SHARE * len(ring):
                return (
                    f"default ring: {default} of {len(ring)} places around it have the map's default colour; "
                    f"its side's own ground lies {away:.0f} km away"
                )
        people = int(self.statuses.population[places].sum())
        if spell.side == 0 and people < FEW_PEOPLE and (started[places] == NEVER_LOST).all():
            known = f"{people} people are known" if people else "nobody is known"
            return (
                f"default inside: its places ({len(places)}) have the map's default colour and {known} to live there; "
                f"its side's own ground lies {away:.0f} km away"
            )
        if (moved := self._moved(spell, first, last)) is not None:
            return f"quiet: {moved}; its side's own ground lies {away:.0f} km away"
        return None

    def _moved(self, spell: Spell, first: int, last: int) -> str | None:
        """Why nothing around a pocket moved; None where something did."""
        places = np.array(spell.places)
        sizes = {len(pocket.places) for _, pocket in spell.days}
        days = self.statuses.days
        start = next(at for at, day in enumerate(days) if day >= days[first] - _AROUND)
        end = max(at for at, day in enumerate(days) if day <= days[last] + _AROUND)
        middle = np.full(len(self.ground), self.statuses.lat[places].mean())
        across = np.full(len(self.ground), self.statuses.lon[places].mean())
        near = np.flatnonzero(distance_km(self.ground.lat, self.ground.lon, middle, across) <= NEAR_KM)
        near = np.setdiff1d(near, places)
        held = self.holders[start : end + 1][:, near]
        changed = int((held != held[0]).any(axis=0).sum())
        if changed or len(sizes) > 1:
            return None
        how = "it lasts to the end" if spell.until is None else "it ended in one stroke"
        return f"no place within {NEAR_KM:.0f} km changed hands in two weeks before, during or after it, and {how}"

    def _own_km(self, spell: Spell, at: int) -> float:
        """From a pocket's places to the nearest other place of its side, on its first day."""
        own = np.setdiff1d(np.flatnonzero(self.holders[at] == spell.side), spell.places)
        if not len(own):
            return float("inf")
        lat, lon = self.ground.lat, self.ground.lon
        return min(
            float(distance_km(lat[own], lon[own], np.full(len(own), lat[one]), np.full(len(own), lon[one])).min())
            for one in spell.places
        )

    def _border_km(self, side: int) -> npt.NDArray[np.float64]:
        return self._borders[side]

    @cached_property
    def _borders(self) -> tuple[npt.NDArray[np.float64], ...]:
        """How far each place lies from a country over whose border a side is supplied, in km, for both sides."""
        return tuple(self._friendly(at) for at in range(2))

    def _friendly(self, at: int) -> npt.NDArray[np.float64]:
        import shapely

        far = np.full(len(self.ground), np.inf)
        names = self.theatre.sides[at].borders if self.theatre is not None else ()
        features = self.theatre.outline.get("features", ()) if self.theatre is not None else ()
        forms = [
            shapely.geometry.shape(one["geometry"])
            for one in features
            if one["properties"].get("role") == "neighbour" and one["properties"].get("name") in names
        ]
        if not forms:
            return far
        narrow = float(np.cos(np.radians(self.ground.lat.mean())))

        def flat(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
            return np.asarray(points * np.array([narrow, 1.0]), dtype=np.float64)

        country = shapely.transform(shapely.union_all(forms), flat)
        places = shapely.points(self.ground.lon * narrow, self.ground.lat)
        return np.asarray(shapely.distance(places, country) * 111.2, dtype=np.float64)


def theatre_of(statuses: Statuses) -> Theatre | None:
    """The theatre that ships and in whose country nearly all of the places lie; None where there is none."""
    import shapely

    points = np.asarray(shapely.points(statuses.lon, statuses.lat))
    for name in theatre_names():
        theatre = load_theatre(name)
        forms = [
            shapely.geometry.shape(one["geometry"])
            for one in theatre.outline.get("features", ())
            if one["properties"].get("role") == "country"
        ]
        if forms and len(points) and shapely.intersects(shapely.union_all(forms), points).mean() > 0.9:
            return theatre
    return None
