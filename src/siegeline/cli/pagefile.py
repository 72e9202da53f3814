"""The page's data: pictures over its days, and the claims, reports, places and routes behind them."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from siegeline import __version__
from siegeline.cli.gather import Gathered
from siegeline.errors import UsageError
from siegeline.times import days_before

_LONGEST = 1500  # days of one page


def write(
    out: Path,
    gathered: Gathered,
    *,
    first: date | None,
    last: date,
    start_on: date | None,
    rule: str,
    known: date | None,
) -> None:
    """Write the page of the gathered claims for the days ``first`` to ``last``."""
    from siegeline.picture import timeline
    from siegeline.publish import write_page

    days = [claim.stated for claim in gathered.claims if claim.stated]
    begin = max(first or days_before(min([*days, last]), 7), days_before(last, _LONGEST))
    if first is None and days and max(days) < begin:
        raise UsageError(f"nothing was said in the {_LONGEST} days up to {last}; give an earlier --to, or a --from")
    told = timeline(gathered.claims, gathered.theatre, first=begin, last=last, rule=rule)
    shown = _flatten(told)
    write_page(
        out,
        {
            "theatre": _theatre(gathered),
            "made": {
                "version": __version__, "rule": rule, "known": known and known.isoformat(),
                "reports": len({claim.report for claim in gathered.claims}), "claims": len(gathered.claims), "note": "",
            },
            "days": told["days"],
            "start_on": (start_on or last).isoformat(),
            "outline": gathered.theatre.outline,
            "attribution": _attribution(gathered, shown["_named"]),
            **shown,
            "places": _places(gathered, shown),
            "routes": _routes(gathered, shown),
            "reports": _reports(gathered),
            "claims": _claims(gathered),
        },
    )  # fmt: skip


def _flatten(told: dict[str, Any]) -> dict[str, Any]:
    """The timeline with places and routes by id."""
    return {
        "control": [{"place": one["place"]["id"], "spans": one["spans"]} for one in told["control"]],
        "routes_state": [{"route": one["route"]["id"], "spans": one["spans"]} for one in told["routes"]],
        "sieges": [{"place": one["place"]["id"], "spans": one["spans"]} for one in told["sieges"]],
        "_named": {one["place"]["id"]: one["place"] for one in (*told["control"], *told["sieges"])},
    }


def _attribution(gathered: Gathered, places: Iterable[str]) -> str:
    """Where the ground comes from, by the first words of its features' ``source``, and whose points are shown."""
    theatre = gathered.theatre
    sources = [one.get("properties", {}).get("source") or "" for one in theatre.outline.get("features", ())]
    grounds = dict.fromkeys(re.split("[,;]", source)[0].strip() for source in sources)
    known = [theatre.place[one].source if one in theatre.place else one for one in places]
    credit = "Places in part GeoNames (CC BY 4.0)" if any("geonames" in one.lower() for one in known) else ""
    return ". ".join(one for one in (credit, *grounds, "Drawn with MapLibre") if one)


def _theatre(gathered: Gathered) -> dict[str, Any]:
    theatre = gathered.theatre
    return {
        "id": theatre.id,
        "name": theatre.name,
        "sides": [{"id": side.id, "name": side.name, "hue": side.hue} for side in theatre.sides],
    }


def _places(gathered: Gathered, shown: dict[str, Any]) -> dict[str, Any]:
    named = shown.pop("_named")
    found: dict[str, Any] = {}
    for key, place in named.items():
        known = gathered.theatre.place.get(key)
        ring = [list(point) for point in known.ring] if known and known.ring else None
        found[key] = {
            **place,
            "kind": place.get("kind") or "town",
            "ring": ring,
            "part_of": known.part_of if known else None,
        }
    return found


def _routes(gathered: Gathered, shown: dict[str, Any]) -> dict[str, Any]:
    ids = {one["route"] for one in shown["routes_state"]}
    return {
        route.id: {"id": route.id, "name": route.name, "path": [list(point) for point in route.path]}
        for route in gathered.theatre.routes
        if route.id in ids
    }


def _reports(gathered: Gathered) -> dict[str, Any]:
    return {
        sha: {
            "source": facts.source, "leaning": facts.leaning, "file": Path(facts.file).name, "text": facts.text,
            "published": facts.published.isoformat() if facts.published else None,
        }
        for sha, facts in gathered.reports.items()
    }  # fmt: skip


def _claims(gathered: Gathered) -> dict[str, Any]:
    grades = {source.id: source.grade for source in gathered.theatre.sources}
    return {
        claim.id: claim.as_json() | {"grade": grades.get(claim.source.id or "") if claim.source else None}
        for claim in gathered.claims
    }
