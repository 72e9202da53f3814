"""History: who held each place over a range of days, from all that was ever told: smoothed both ways in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from siegeline.claims.claim import ActorRef, Claim, PlaceRef
from siegeline.picture.belief import beliefs
from siegeline.picture.control import SOMEBODY, control_pace, holder_of
from siegeline.picture.evidence import Evidence
from siegeline.picture.neighbours import Surroundings, likely_side
from siegeline.picture.parameters import parameters
from siegeline.picture.party import party
from siegeline.picture.readings import tells_of_loss
from siegeline.picture.row import actor_json, claim_ids, place_json, printed
from siegeline.places.place import Place
from siegeline.theatre import Theatre


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSpan:
    """A side held a place from ``first`` to ``last``, as far as the days asked about go.

    ``probability`` is the mean over these days. ``basis`` is ``claims`` or ``neighbours``; the claims are those on the
    place itself or else on the places around it, whenever told.
    """

    place: PlaceRef
    holder: ActorRef
    probability: float
    first: date
    last: date
    basis: str
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The row that ``siegeline control --from --to`` prints."""
        return {
            "place": place_json(self.place),
            "state": "held",
            "holder": actor_json(self.holder),
            "probability": self.probability,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "basis": self.basis,
            "for": list(self.supporting),
            "against": list(self.opposing),
        }


def control_history(
    claims: Iterable[Claim], theatre: Theatre, places: Iterable[Place] = (), *, first: date, last: date
) -> list[HeldSpan]:
    """Who held each place from ``first`` to ``last``, places by name; days on which it is not clear are in no span.

    What was told after ``last`` counts too. ``places`` are a gazetteer's, for those that no claim tells of. A place
    that somebody is told to have lost, to whom is not told, is in no span until somebody is told to hold it.
    """
    return history_of(Surroundings.of(claims, theatre, places), first=first, last=last)


def history_of(around: Surroundings | None, *, first: date, last: date) -> list[HeldSpan]:
    """Who held each place in some surroundings, as :func:`control_history` gives it."""
    if around is None:
        return []
    days: dict[int, list[tuple[date, str, float]]] = {}
    lost = {number: _lost(told) for number, told in enumerate(around.told.values())}
    for day, inferred in around.between(first, last):
        for place in range(len(around.places)):
            if not len(around.lenders[place]):
                continue
            found = likely_side(around, inferred, place)
            if found is not None and not any(begin <= day < end for begin, end in lost.get(place, ())):
                days.setdefault(place, []).append((day, *found))
    spans = [_span(around, place, run) for place, found in days.items() for run in _runs(found[::-1])]
    return sorted(
        (span for span in spans if span.supporting), key=lambda span: (span.place.text, span.place.id or "", span.first)
    )


def _lost(told: Sequence[Evidence]) -> list[tuple[date, date]]:
    """When nobody is known to hold a place: from the day of a loss that leaves it to nobody named, until somebody is
    told to hold it; the second day is the first that is not so.
    """
    days = sorted({one.day for one in told if tells_of_loss(one)})
    if not days:
        return []
    held = sorted(one.day for one in told if not one.negated and one.state != SOMEBODY)
    then = beliefs(told, days, pace=control_pace(), parameters=parameters(), established=holder_of)
    left = [one.day for one in then if holder_of(one) is None]
    return [(day, next((other for other in held if other > day), date.max)) for day in left]


def _runs(days: Sequence[tuple[date, str, float]]) -> list[list[tuple[date, str, float]]]:
    """Consecutive days with one side."""
    runs: list[list[tuple[date, str, float]]] = []
    for one in days:
        if runs and runs[-1][-1][1] == one[1] and (one[0] - runs[-1][-1][0]).days == 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _span(around: Surroundings, place: int, run: Sequence[tuple[date, str, float]]) -> HeldSpan:
    side = run[0][1]
    own = place < len(around.told)
    lenders = [place] if own else [int(lender) for lender in around.lenders[place]]
    told = [one for lender in lenders for one in around.told[around.places[lender].id or ""]]
    supporting = [one for one in told if one.supports(side)]
    refs = (one.claim.agent if one.agent == side else one.claim.target for one in supporting if not one.negated)
    return HeldSpan(
        place=around.places[place],
        holder=party(side, refs, around.theatre) or ActorRef(side, None, side),
        probability=printed(sum(one[2] for one in run) / len(run)),
        first=run[0][0],
        last=run[-1][0],
        basis="claims" if own else "neighbours",
        supporting=claim_ids(one.claim for one in supporting),
        opposing=claim_ids(one.claim for one in told if not one.supports(side)),
    )
