"""Placed: the claims that no picture can show, so that a reader learns of them all the same."""

from collections.abc import Iterable

from siegeline.claims.claim import Claim
from siegeline.picture.evidence import place_in_time
from siegeline.picture.parameters import parameters


def undated(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that a picture would read if anybody knew when: no valid time, and no day stated."""
    return [one for one in claims if _told(one) and place_in_time(one, parameters().lasting) is None]


def unplaced(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that a picture would read if anybody knew where: neither place nor route is resolved."""
    return [one for one in claims if _told(one) and not _somewhere(one)]


def _told(claim: Claim) -> bool:
    """Whether any picture reads claims of that kind and status."""
    panels = (parameters().control, parameters().routes, parameters().sieges)
    return claim.status in parameters().weight.status and any(claim.kind in panel.kinds for panel in panels)


def _somewhere(claim: Claim) -> bool:
    ref = claim.route if claim.kind.startswith("route_") else claim.route or claim.place
    return ref is not None and ref.id is not None
