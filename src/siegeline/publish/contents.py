"""Contents of a page or the desk: pictures over days, the claims, reports, places and routes behind them, as JSON."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from siegeline import __version__
from siegeline.claims.claim import Claim
from siegeline.errors import UsageError
from siegeline.theatre import Theatre
from siegeline.times import days_before


class Facts(Protocol):
    """What is told of a report; ``text`` is None where it is not shown with it."""

    @property
    def text(self) -> str | None: ...  # noqa: D102
    @property
    def source(self) -> str | None: ...  # noqa: D102
    @property
    def leaning(self) -> str | None: ...  # noqa: D102
    @property
    def published(self) -> date | None: ...  # noqa: D102
    @property
    def file(self) -> str: ...  # noqa: D102


def days_shown(claims: Sequence[Claim], first: date | None, last: date, *, longest: int | None = None) -> date:
    """The first day to show: ``first``, else a week before the first that was said; at most ``longest`` days.

    Raises:
        UsageError: all was said before those days.
    """
    days = [claim.stated for claim in claims if claim.stated]
    begin = first or days_before(min([*days, last]), 7)
    if longest is not None:
        begin = max(begin, days_before(last, longest))
    if first is None and days and max(days) < begin:
        raise UsageError(f"nothing was said in the {longest} days up to {last}; give an earlier --to, or a --from")
    return begin


def page_contents(
    claims: Sequence[Claim],
    theatre: Theatre,
    reports: Mapping[str, Facts],
    *,
    first: date,
    last: date,
    start_on: date,
    rule: str,
    known: date | None,
    derived: bool = True,
) -> dict[str, Any]:
    """The mapping that :func:`siegeline.publish.write_page` takes; ``page/types.js`` describes it.

    ``derived``: with what is worked out from all places of a day: derived sieges, corridors, the front.

    Raises:
        UsageError: no such rule.
    """
    from siegeline.picture import timeline
    from siegeline.picture.drawn import drawn

    told = timeline(claims, theatre, first=first, last=last, rule=rule)
    shapes: dict[str, Any] = {"corridors": [], "fronts": []}
    told |= drawn(claims, theatre, first=first, last=last, rule=rule) if derived else shapes
    every = (*told["control"], *told["sieges"], *told["corridors"])
    named = {one["place"]["id"]: one["place"] for one in every if one["place"]["id"] not in theatre.route}
    roads = {one["route"]["id"] for one in told["routes"]} | {one["place"]["id"] for one in told["corridors"]}
    return {
        "theatre": _theatre(theatre),
        "made": {
            "version": __version__, "rule": rule, "known": known and known.isoformat(),
            "reports": len({claim.report for claim in claims}), "claims": len(claims), "note": "",
        },
        "days": told["days"],
        "start_on": start_on.isoformat(),
        "outline": theatre.outline,
        "attribution": _attribution(theatre, named),
        "control": [{"place": one["place"]["id"], "spans": one["spans"]} for one in told["control"]],
        "routes_state": [{"route": one["route"]["id"], "spans": one["spans"]} for one in told["routes"]],
        "sieges": [{"place": one["place"]["id"], "spans": one["spans"]} for one in told["sieges"]],
        "corridors": [{"of": one["place"]["id"], "spans": one["spans"]} for one in told["corridors"]],
        "fronts": told["fronts"],
        "places": {key: _place(place, theatre) for key, place in named.items()},
        "routes": _routes(theatre, roads),
        "reports": {sha: report_contents(facts) for sha, facts in reports.items()},
        "claims": claims_contents(claims, theatre),
    }  # fmt: skip


def report_contents(facts: Facts) -> dict[str, Any]:
    """A report as the page's modules know it; of its path, the file's name alone."""
    return {
        "source": facts.source, "leaning": facts.leaning, "file": Path(facts.file).name, "text": facts.text,
        "published": facts.published.isoformat() if facts.published else None,
    }  # fmt: skip


def claims_contents(claims: Iterable[Claim], theatre: Theatre) -> dict[str, Any]:
    """Claims by id, each with the grade of its source."""
    grades = {source.id: source.grade for source in theatre.sources}
    return {
        claim.id: claim.as_json() | {"grade": grades.get(claim.source.id or "") if claim.source else None}
        for claim in claims
    }


def _theatre(theatre: Theatre) -> dict[str, Any]:
    sides = [{"id": side.id, "name": side.name, "hue": side.hue} for side in theatre.sides]
    return {"id": theatre.id, "name": theatre.name, "sides": sides}


def _attribution(theatre: Theatre, places: Iterable[str]) -> str:
    """Where the ground comes from, by the first words of its features' ``source``, and whose points are shown."""
    sources = [one.get("properties", {}).get("source") or "" for one in theatre.outline.get("features", ())]
    grounds = dict.fromkeys(re.split("[,;]", source)[0].strip() for source in sources)
    known = [theatre.place[one].source if one in theatre.place else one for one in places]
    credit = "Places in part GeoNames (CC BY 4.0)" if any("geonames" in one.lower() for one in known) else ""
    return ". ".join(one for one in (credit, *grounds, "Drawn with MapLibre") if one)


def _place(place: Mapping[str, Any], theatre: Theatre) -> dict[str, Any]:
    known = theatre.place.get(place["id"])
    ring = [list(point) for point in known.ring] if known and known.ring else None
    return {**place, "kind": place.get("kind") or "town", "ring": ring, "part_of": known.part_of if known else None}


def _routes(theatre: Theatre, ids: set[str]) -> dict[str, Any]:
    return {
        route.id: {"id": route.id, "name": route.name, "path": [list(point) for point in route.path]}
        for route in theatre.routes
        if route.id in ids
    }
