"""Changing: for each siege and road of a page, what would be told without each of its claims."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from siegeline.claims.claim import Claim
from siegeline.theatre import Theatre

_LEAST = 0.05  # of probability: what moves a row less changes nothing that is told


def with_changes(page: Mapping[str, Any], claims: Sequence[Claim], theatre: Theatre) -> None:
    """Put ``changes`` into the spans of sieges and roads: claims, and the sentence ``without`` each (None: none).

    They are told of a span's first day.
    """
    from siegeline.picture import sentence
    from siegeline.picture.influence import influence

    near = _near(claims)
    for entries, key, what in ((page["sieges"], "place", "siege"), (page["routes_state"], "route", "route")):
        for entry in entries:
            told = near.get(entry[key], [])
            for span in entry["spans"]:
                among = [*span["for"], *span["against"]]
                on = date.fromisoformat(span["from"])
                moved = influence(told, theatre, on=on, rule=page["made"]["rule"], among=among) if among else []
                span["changes"] = [
                    {"claim": one.claim.id, "without": sentence(one.without) if one.without else None}
                    for one in moved
                    if one.what == what and one.moved >= _LEAST
                ]


def _near(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    near: dict[str, list[Claim]] = {}
    for claim in claims:
        for ref in (claim.place, claim.route):
            if ref is not None and ref.id:
                near.setdefault(ref.id, []).append(claim)
    return near
