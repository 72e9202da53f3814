"""Timeline: every picture over a range of days, as spans on which nothing changes; what the page shows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from siegeline.claims.claim import Claim, PlaceRef
from siegeline.picture.belief import Pace
from siegeline.picture.blockade import siege_evidence
from siegeline.picture.control import control_days, control_evidence
from siegeline.picture.evidence import Evidence
from siegeline.picture.parameters import Panel, check_rule, parameters
from siegeline.picture.routes import pace_for, route_days, route_evidence
from siegeline.picture.row import place_of, route_json, route_of
from siegeline.picture.runs import Json, spans, told_row
from siegeline.picture.sieges import siege_days
from siegeline.theatre import Theatre


def timeline(claims: Sequence[Claim], theatre: Theatre, *, first: date, last: date, rule: str = "encirclement") -> Json:
    """Spans of days, both ends included, for every place and route that the claims tell of.

    Pictures are made only for days on which evidence begins, ends or fades by a step. The spans of a route or
    of a siege may overlap: one for each side that it is open to, or that besieges.

    Raises:
        UsageError: no such rule.
    """
    check_rule(rule)
    control: list[Json] = []
    for evidence in control_evidence(claims, theatre).values():
        days = _turns(evidence, parameters().control, first, last)
        rows = [(day, told_row(row)) for day, row in control_days(evidence, theatre, days=days)]
        control.append({"place": _place(evidence[0], theatre), "spans": spans(rows, last, without="place")})
    routes: dict[str, Json] = {}
    for key, evidence in route_evidence(claims, theatre).items():
        days = pace_for(key).turns(evidence, first, last)
        steps = [(day, told_row(row)) for day, row in route_days(key, evidence, theatre, days=days)]
        entry = routes.setdefault(key[0], {"route": _route(evidence[0], theatre), "spans": []})
        entry["spans"] += spans(steps, last, without="route")
    sieges: dict[str, Json] = {}
    for key, evidence in siege_evidence(claims, theatre).items():
        told = siege_days(key, evidence, theatre, first=first, last=last, rule=rule)
        entry = sieges.setdefault(key[0], {"place": _place(evidence[0], theatre), "spans": []})
        entry["spans"] += spans([(day, told_row(row) if row else None) for day, row in told], last, without="place")
    return {
        "days": [first.isoformat(), last.isoformat()],
        "control": [one for one in control if one["spans"]],
        "routes": [one for one in routes.values() if one["spans"]],
        "sieges": [one for one in sieges.values() if one["spans"]],
    }


def _turns(evidence: Iterable[Evidence], panel: Panel, first: date, last: date) -> list[date]:
    return Pace.of(panel, parameters()).turns(evidence, first, last)


def _place(evidence: Evidence, theatre: Theatre) -> Mapping[str, Any]:
    place = place_of(evidence.claim, theatre) or PlaceRef("")
    known = theatre.place.get(place.id or "")
    named = {"id": place.id, "name": place.name, "lat": place.lat, "lon": place.lon}
    return {**named, "radius_km": place.radius_km, "kind": known.kind if known else None}


def _route(evidence: Evidence, theatre: Theatre) -> Mapping[str, Any]:
    route = route_of(evidence.claim, theatre)
    return {key: value for key, value in route_json(route).items() if key != "text"} if route else {}
