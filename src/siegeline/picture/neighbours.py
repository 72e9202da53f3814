"""Neighbours: who is likely to hold the places that no claim tells of, from the places around them.

A row of theirs has ``basis`` ``neighbours``; its claims are those on the places around, within ``reach_km`` km by the
ways between places, that say the same (``supporting``) or another side (``opposing``). Only what is likely enough to be
held is told: of other places nothing is known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from siegeline.claims.claim import Claim, PlaceRef
from siegeline.picture.control import CONTESTED, SOMEBODY, ControlRow, control_evidence
from siegeline.picture.course import Readings, forward, smoothed
from siegeline.picture.evidence import Evidence
from siegeline.picture.ground import Ground, Indices, distance_km, ground
from siegeline.picture.inference import Inference, Inferred
from siegeline.picture.mesh import waters_of
from siegeline.picture.parameters import parameters
from siegeline.picture.party import party
from siegeline.picture.readings import readings_of
from siegeline.picture.row import claim_ids, place_of, printed
from siegeline.places.place import Place
from siegeline.theatre import Theatre
from siegeline.times import Bounds

KINDS = frozenset({"city", "town", "village", "district"})
_WIDEST_KM = 10.0  # a claim on a place whose point may be off by more says nothing of the places near that point
# stands for whoever is not told of, where claims tell of one side only
_ANOTHER = "?another"


@dataclass(frozen=True, eq=False, kw_only=True)
class Surroundings:
    """Places with claims and the places around them, as one ground, with the readings of the claims.

    ``places`` are in the ground's order, ``told`` the evidence by place; day 0 of the readings is ``first``.
    """

    theatre: Theatre
    places: tuple[PlaceRef, ...]
    told: Mapping[str, Sequence[Evidence]]
    sides: tuple[str, ...]
    first: date
    readings: Readings
    ground: Ground

    @classmethod
    def of(cls, claims: Iterable[Claim], theatre: Theatre, places: Iterable[Place]) -> "Surroundings | None":
        """The surroundings of the places that claims tell of; None where no claim tells who holds any."""
        return cls.over(control_evidence(claims, theatre), theatre, places)

    @classmethod
    def over(
        cls, evidence: Mapping[str, Sequence[Evidence]], theatre: Theatre, places: Iterable[Place]
    ) -> "Surroundings | None":
        """The same, by the evidence on each place, as :func:`siegeline.picture.control.control_evidence` gives it."""
        told = {place: [one for one in found if one.state != CONTESTED] for place, found in evidence.items()}
        known = {place: ref for place, found in told.items() if (ref := _point(found, theatre)) is not None}
        sides = sorted({one.state for place in known for one in told[place]} - {SOMEBODY})
        if not sides:
            return None
        near = _near(known.values(), [place for place in places if place.id not in told])
        listed = (*known.values(), *near)
        first = min(one.day for place in known for one in told[place]) - timedelta(
            days=parameters().neighbours.late_days
        )
        named = tuple(sides if len(sides) > 1 else (*sides, _ANOTHER))
        rows = {place.id or "": at for at, place in enumerate(listed)}
        return cls(
            theatre=theatre,
            places=listed,
            told={place: told[place] for place in known},
            sides=named,
            first=first,
            readings=readings_of(told, rows, named, first),
            ground=ground([one.lat or 0.0 for one in listed], [one.lon or 0.0 for one in listed]),
        )

    @cached_property
    def inference(self) -> Inference:
        """The inference over the places."""
        return Inference.over(self.ground, rivers=tuple(waters_of(self.theatre.outline)))

    def on(self, day: date) -> Inferred:
        """What is to be inferred of a day from what was told by it."""
        number = (day - self.first).days
        *_, last = forward(self.readings, number + 1, parameters().neighbours.times)
        return self.inference.inferred(last, news=self.inference.wave.news(self.readings, number))

    def between(self, first: date, last: date) -> Iterator[tuple[date, Inferred]]:
        """What is to be inferred of each day from all that was told, the last day first."""
        panel = parameters().neighbours
        end = max(last, self.first + timedelta(days=int(self.readings.day.max(initial=0))))
        before: Inferred | None = None
        for day, own in smoothed(self.readings.in_time(), (end - self.first).days + 1, panel.times):
            today = self.first + timedelta(days=day)
            if first <= today <= last:
                before = self.inference.inferred(own, before)
                yield today, before

    @cached_property
    def lenders(self) -> list[Indices]:
        """For each place the places with claims within reach, the nearest first."""
        from scipy.sparse.csgraph import dijkstra

        reach = parameters().neighbours.reach_km
        found: list[list[tuple[float, int]]] = [[] for _ in self.places]
        for start in range(0, len(self.told), 64):
            sources = np.arange(start, min(start + 64, len(self.told)))
            away = dijkstra(self.ground.neighbours, directed=False, indices=sources, limit=reach)
            for source, place in zip(*np.nonzero(np.isfinite(away)), strict=True):
                found[place].append((float(away[source, place]), int(sources[source])))
        return [np.array([source for _, source in sorted(one)], dtype=np.intp) for one in found]


def neighbours(claims: Iterable[Claim], theatre: Theatre, places: Iterable[Place], *, on: date) -> list[ControlRow]:
    """The places among ``places`` that no claim tells of and that a side is likely to hold on a day, by name.

    ``places`` are a gazetteer's; only settlements and districts are looked at.
    """
    return lent_rows(Surroundings.of(claims, theatre, places), on=on)


def lent_rows(surroundings: Surroundings | None, *, on: date) -> list[ControlRow]:
    """The rows of the places in some surroundings that no claim tells of, as :func:`neighbours` gives them."""
    if surroundings is None or on < surroundings.first:
        return []
    inferred = surroundings.on(on)
    rows = (
        lent_row(surroundings, inferred, place, on) for place in range(len(surroundings.told), len(surroundings.places))
    )
    return sorted((row for row in rows if row is not None), key=lambda row: (row.place.text, row.place.id or ""))


def likely_side(surroundings: Surroundings, inferred: Inferred, place: int) -> tuple[str, float] | None:
    """The side that is likely enough to hold a place, and its probability: ahead of every other and of silence."""
    panel, known = parameters().control, float(inferred.known[place])
    shares = inferred.shares[place] * known
    best = int(shares.argmax())
    rival = max(float(np.delete(shares, best).max(initial=0.0)), 1 - known)
    side = surroundings.sides[best]
    if side == _ANOTHER or shares[best] < panel.assert_at or shares[best] - rival < panel.margin:
        return None
    return side, float(shares[best])


def lent_row(surroundings: Surroundings, inferred: Inferred, place: int, day: date) -> ControlRow | None:
    """What its neighbours lend a place on a day; None where that is not enough to tell."""
    lenders = surroundings.lenders[place]
    found = likely_side(surroundings, inferred, place) if len(lenders) else None
    if found is None:
        return None
    side, probability = found
    told = [
        one for lender in lenders for one in surroundings.told[surroundings.places[lender].id or ""] if one.day <= day
    ]
    supporting = [one for one in told if one.supports(side)]
    if not supporting:
        return None
    refs = (one.claim.agent if one.agent == side else one.claim.target for one in supporting if not one.negated)
    return ControlRow(
        place=surroundings.places[place],
        state="held",
        holder=party(side, refs, surroundings.theatre),
        probability=printed(probability),
        since=Bounds(),
        basis="neighbours",
        supporting=claim_ids(one.claim for one in supporting),
        opposing=claim_ids(one.claim for one in told if not one.supports(side)),
    )


def _point(told: Sequence[Evidence], theatre: Theatre) -> PlaceRef | None:
    """The place that evidence tells of, if it is known well enough where it lies."""
    place = place_of(told[0].claim, theatre) if told else None
    if place is None or place.lat is None or place.lon is None or (place.radius_km or 0.0) > _WIDEST_KM:
        return None
    return place


def _near(told: Iterable[PlaceRef], places: Sequence[Place]) -> list[PlaceRef]:
    """The settlements near to a place with claims: within twice the reach, so that the ground around is whole."""
    whole = {place.part_of for place in places}
    kept = [place for place in places if place.kind in KINDS and place.id not in whole]
    if not kept:
        return []
    lat, lon = np.array([place.lat for place in kept]), np.array([place.lon for place in kept])
    close = np.zeros(len(kept), dtype=np.bool_)
    for one in told:
        here = np.full(len(kept), one.lat), np.full(len(kept), one.lon)
        close |= distance_km(lat, lon, *here) <= 2 * parameters().neighbours.reach_km
    return [
        PlaceRef(place.name, place.id, place.name, place.lat, place.lon, place.radius_km)
        for place, near in zip(kept, close, strict=True)
        if near
    ]
