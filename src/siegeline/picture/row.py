"""Row: what every picture's row has in common – JSON forms, claims, names, printed probability."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Self

from siegeline.claims.claim import ActorRef, Claim, PlaceRef, RouteRef
from siegeline.picture.belief import Belief
from siegeline.picture.parameters import Panel
from siegeline.theatre import Theatre
from siegeline.times import Bounds


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Why a row asserts no state: nothing was told since ``last`` (``faded``); somebody lost the place, to whom is not
    told (``lost``); it is only told who does not hold it (``not``); or what is told is too weak, or too much at odds
    (``weak``).
    """

    why: Literal["faded", "lost", "not", "weak"]
    last: date

    @classmethod
    def of(cls, belief: Belief, panel: Panel, *, otherwise: Literal["lost", "not", "weak"] = "weak") -> Self:
        """The reason on the belief's day; what is older than a half-life has faded."""
        last = max(one.until for one in belief.standing)
        faded = (belief.day - last).days >= panel.half_life_days
        return cls("faded" if faded else otherwise, last)


def actor_json(actor: ActorRef | None) -> dict[str, Any] | None:
    """A party as JSON."""
    return {"text": actor.text, "id": actor.id, "side": actor.side} if actor else None


def place_json(place: PlaceRef) -> dict[str, Any]:
    """A place as JSON: the place itself, whatever a claim's words say of where they mean."""
    return {key: getattr(place, key) for key in ("text", "id", "name", "lat", "lon", "radius_km")}


def route_json(route: RouteRef) -> dict[str, Any]:
    """A route as JSON."""
    return {key: getattr(route, key) for key in ("text", "id", "name")}


def bounds_json(bounds: Bounds | None) -> dict[str, str | None] | None:
    """A time's bounds as ISO dates."""
    if bounds is None:
        return None
    return {
        "start": bounds.earliest.isoformat() if bounds.earliest else None,
        "end": bounds.latest.isoformat() if bounds.latest else None,
    }


def place_of(claim: Claim, theatre: Theatre) -> PlaceRef | None:
    """A claim's place under the theatre's or gazetteer's name for it; None when it was not resolved."""
    ref = claim.place
    if ref is None or ref.id is None:
        return None
    known = theatre.place.get(ref.id)
    if known:
        return PlaceRef(known.name, known.id, known.name, known.lat, known.lon, known.radius_km)
    return PlaceRef(ref.name or ref.id, ref.id, ref.name, ref.lat, ref.lon, ref.radius_km)


def route_of(claim: Claim, theatre: Theatre) -> RouteRef | None:
    """A claim's route under the theatre's name for it; None when it was not resolved."""
    ref = claim.route
    if ref is None or ref.id is None:
        return None
    known = theatre.route.get(ref.id)
    name = known.name if known else ref.name
    return RouteRef(name or ref.id, ref.id, name)


def claim_ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The claims' ids, each once, in the order told."""
    return tuple(dict.fromkeys(claim.id for claim in claims))


def printed(probability: float) -> float:
    """A probability as printed: two decimals, never certain."""
    return min(0.99, round(probability, 2))
