"""Enough: the claims from which the picture of one place comes out as from all claims, without loading all of them.

A place's own rows follow from claims on it, on the roads that serve it and on the places along those. Whether the
ground around it cuts it off depends on everybody's ground: but where a way from it to its side's bases is found over
ground that its side holds, or nobody is known to hold, no pocket of that side holds it, whatever lies beyond. So places
are looked at along such a way only, those nearest to a base first.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from heapq import heappop, heappush

import numpy as np

from siegeline.claims.claim import Claim
from siegeline.picture.agreement import NEIGHBOURS_KM, sieges
from siegeline.picture.control import CONTESTED, ControlRow, control
from siegeline.picture.ground import Floats, distance_km
from siegeline.picture.segments import along
from siegeline.picture.setting import known_ground
from siegeline.theatre import Route, Theatre

# the claims on any of some places or of some roads
Load = Callable[[Collection[str], Collection[str]], list[Claim]]

_BATCH = 24  # places that are looked at together
_MOST = 600  # so many, and a full load is as good


def enough(place: str, theatre: Theatre, load: Load, *, on: date) -> list[Claim] | None:
    """The claims for the rows of a place on a day – its control, sieges and roads – or None where all are needed.

    All are needed where the place is, or may be, in a pocket that follows from the ground, where what is told around it
    may lend it a holder, and where a side has lost all of its bases. Places that no gazetteer lists are not looked at.
    """
    search = _Search(theatre, load, on)
    if place not in search.number:
        return None
    here = {place, *(one.id for one in theatre.places if one.part_of == place)}
    near = search.near(here)
    search.take(*_along([route for route in theatre.routes if here & set(route.serves)], here))
    if not search.told(place):
        search.take(near, ())
        if any(search.told(one) for one in near):
            return None  # they may lend it a holder
    checked = here
    if any(row.place.id in here for row in sieges(search.claims(), theatre, on=on)):
        # it may be answered by another siege nearby
        search.take(*_along([route for route in theatre.routes if near & set(route.serves)], near))
        checked = near
    return search.claims() if search.supplied(checked) else None


def _along(routes: Iterable[Route], places: Iterable[str]) -> tuple[set[str], set[str]]:
    """Places, with those that the roads run by or serve, and the roads."""
    routes = list(routes)
    return {*places, *(one for route in routes for one in (*along(route), *route.serves))}, {one.id for one in routes}


class _Search:
    """What was loaded so far, and who holds what by it."""

    def __init__(self, theatre: Theatre, load: Load, on: date) -> None:
        self._theatre, self._load, self._on = theatre, load, on
        self.ground, self._ids, _ = known_ground(theatre)
        self.number = {one: at for at, one in enumerate(self._ids)}
        self._claims: dict[str, Claim] = {}
        self._order: list[Claim] = []
        self._looked: set[str] = set()
        self._roads: set[str] = set()
        self._held: dict[str, ControlRow] = {}

    def take(self, places: Collection[str], roads: Collection[str]) -> list[Claim]:
        """Loads the claims on places and roads that were not loaded before."""
        new, roads = set(places) - self._looked, set(roads) - self._roads
        self._looked |= new
        self._roads |= roads
        found = self._load(new, roads) if new or roads else []
        self._claims |= {one.id: one for one in found}
        rows = control(found, self._theatre, on=self._on)
        self._held |= {row.place.id: row for row in rows if row.place.id in new}
        return found

    def claims(self) -> list[Claim]:
        """All that was loaded, in the record's order."""
        return sorted(
            self._claims.values(),
            key=lambda one: (one.stated is None, one.stated or date.min, one.report, one.start, one.id),
        )

    def told(self, place: str) -> bool:
        """Whether anything is told of who holds a place."""
        return place in self._held

    def near(self, places: Iterable[str]) -> set[str]:
        """The places within reach of some."""
        found: set[str] = set()
        for one in places:
            if one in self.number:
                at = self.number[one]
                lat, lon = (np.full(len(self.ground), all_[at]) for all_ in (self.ground.lat, self.ground.lon))
                close = distance_km(self.ground.lat, self.ground.lon, lat, lon) <= NEIGHBOURS_KM
                found |= {self._ids[number] for number in np.flatnonzero(close)}
        parents = {one.part_of for one in self._theatre.places if one.id in found and one.part_of}
        return found | {one.id for one in self._theatre.places if one.part_of in parents}

    def supplied(self, places: Iterable[str]) -> bool:
        """Whether each of some places that were loaded is reached from the bases of the side that holds it."""
        held: dict[str, set[int]] = {}
        for one in places:
            side = self._side(self._held.get(one))
            if side is not None and side != CONTESTED and one in self.number:
                held.setdefault(side, set()).add(self.number[one])
        return all(self._reached(side, starts) for side, starts in held.items())

    def _side(self, row: ControlRow | None) -> str | None:
        """Who holds a place: a side's id, ``contested``, or None where nobody knows."""
        if row is None or row.probability is None:
            return None
        return CONTESTED if row.state == CONTESTED or row.holder is None else row.holder.side

    def _reached(self, side: str, starts: Iterable[int]) -> bool:
        known = self._theatre.side.get(side)
        bases = [self.number[one] for one in known.bases if one in self.number] if known is not None else []
        if not bases:
            return True  # no side without bases is in a derived pocket
        self.take([self._ids[one] for one in bases], ())
        supplied = {one for one in bases if self._open(one, side)}
        away = self._to_nearest(sorted(supplied)) if supplied else None
        return away is not None and all(self._way(side, one, supplied, away) for one in sorted(starts))

    def _open(self, place: int, side: str) -> bool:
        return self._side(self._held.get(self._ids[place])) in {None, side}

    def _to_nearest(self, places: Sequence[int]) -> Floats:
        """How far each place is from the nearest of some, in km on a plane."""
        points = self.ground.plane
        return np.min([np.hypot(*(points - points[one]).T) for one in places], axis=0)  # type: ignore[no-any-return]

    def _way(self, side: str, start: int, supplied: set[int], away: Floats) -> bool:
        """Whether a way leads from a place to a supplied one over ground that the side holds or nobody is known to.

        What lies along it is supplied then, too.
        """
        seen, passed, rows = {start}, set[int](), self.ground.neighbours
        edge = [(float(away[start]), start)]
        while edge and len(self._looked) < _MOST:
            batch = [heappop(edge)[1] for _ in range(min(_BATCH, len(edge)))]
            self.take([self._ids[one] for one in batch], ())
            for one in batch:
                if one in supplied:
                    supplied |= passed
                    return True
                if not self._open(one, side):
                    continue
                passed.add(one)
                for other in map(int, rows.indices[rows.indptr[one] : rows.indptr[one + 1]]):
                    if other not in seen:
                        seen.add(other)
                        heappush(edge, (float(away[other]), other))
        return False
