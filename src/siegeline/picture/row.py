"""Row: what every picture's row has in common – JSON forms, claims, names, printed probability."""

from collections.abc import Iterable
from typing import Any

from siegeline.claims.claim import ActorRef, Claim, PlaceRef, RouteRef
from siegeline.theatre import Theatre
from siegeline.times import Bounds


def actor_json(actor: ActorRef | None) -> dict[str, Any] | None:
    """A party as JSON."""
    return {"text": actor.text, "id": actor.id, "side": actor.side} if actor else None


def place_json(place: PlaceRef) -> dict[str, Any]:
    """A place as JSON."""
    return {key: getattr(place, key) for key in PlaceRef.__slots__}


def route_json(route: RouteRef) -> dict[str, Any]:
    """A route as JSON."""
    return {key: getattr(route, key) for key in RouteRef.__slots__}


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
