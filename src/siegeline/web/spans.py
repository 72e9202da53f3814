"""Spans: a situation as GeoJSON features, one for each run of days on which nothing changes; claims one each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException
from shapely.geometry import box, shape
from shapely.geometry.base import BaseGeometry

from siegeline.claims.claim import PlaceRef
from siegeline.picture.brief import Run
from siegeline.publish.contents import claims_contents
from siegeline.theatre import Theatre
from siegeline.theatre.theatre import OverlayPlace
from siegeline.web.aside import Underway
from siegeline.web.desk import Asked, Desk

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Span:
    """A feature, the days that it is true on (ISO, both included; None: unknown or open), and its geometry."""

    feature: Json
    first: str | None
    last: str | None
    geometry: BaseGeometry | None


def spans(desk: Desk, collection: str, asked: Asked) -> list[Span]:
    """The features of a collection: ``places``, ``sieges``, ``routes`` or ``claims``; in the order of their ids.

    Raises:
        HTTPException: 503, the sieges of a large record are being worked out; says when to ask again.
    """

    def make() -> list[Span]:
        page = desk.contents(asked)
        if page.get("large"):
            page = page | _apart(desk, asked, collection)
        found = [_span(feature) for feature in _FEATURES[collection](page)]
        return sorted(found, key=lambda one: str(one.feature["id"]))

    return desk.once(("spans", collection, asked), make)


def _apart(desk: Desk, asked: Asked, collection: str) -> Json:
    """What the contents of a large record leave out: its claims; who holds what, without sentences; derived sieges."""
    if collection == "claims":
        return {"claims": claims_contents(desk.grounds(asked), desk.theatre)}
    if collection == "sieges":
        return _besieged(desk, asked)
    if collection != "places":
        return {}
    held = desk.held(asked)
    return {
        "places": {key: _named(one.place, desk.theatre.place.get(key)) for key, one in held.items()},
        "control": [{"place": key, "spans": [_run(run) for run in one.runs]} for key, one in held.items()],
    }


def _besieged(desk: Desk, asked: Asked) -> Json:
    found = desk.sieges(asked)
    if isinstance(found, Underway):
        days = f"{found.done} of {found.of} days are done" if found.of else "it has begun"
        words = f"which places are besieged is being worked out, also where nobody says so: {days}"
        raise HTTPException(503, f"{words}; ask again in {found.seconds} s", {"Retry-After": str(found.seconds)})
    return {
        "places": {one["place"]["id"]: _ringed(one["place"], desk.theatre) for one in found},
        "sieges": [{"place": one["place"]["id"], "spans": one["spans"]} for one in found],
    }


def _ringed(place: Json, theatre: Theatre) -> Json:
    known = theatre.place.get(place["id"])
    ring = {"ring": [list(point) for point in known.ring]} if known and known.ring else {}
    return place | {"kind": place["kind"] or "town"} | ring


def _named(place: PlaceRef, known: OverlayPlace | None) -> Json:
    told: Json = {"id": place.id, "name": place.name or place.text, "kind": known.kind if known else "town"}
    told |= {"lat": place.lat, "lon": place.lon, "radius_km": place.radius_km}
    return told | ({"ring": [list(point) for point in known.ring]} if known and known.ring else {})


def _run(run: Run) -> Json:
    holder = run.holder and {"side": run.holder.side, "text": run.holder.text}
    told = {"from": run.first.isoformat(), "to": run.last.isoformat(), "state": run.state, "holder": holder}
    unsaid = dict.fromkeys(("since", "sentence", "for", "against"))
    return told | unsaid | {"basis": "claims", "probability": run.probability, "doubt": run.doubt}


def _span(feature: Json) -> Span:
    told = feature["properties"]
    geometry = shape(feature["geometry"]) if feature["geometry"] else None
    return Span(feature, told["from"], told["to"], geometry)


def _places(page: Json) -> Iterator[Json]:
    for row in page["control"]:
        place = page["places"][row["place"]]
        for span in row["spans"]:
            told = {"state": span["state"], "holder": _party(span["holder"]), "basis": span["basis"]}
            yield _of_place(place, span, told, "")


def _sieges(page: Json) -> Iterator[Json]:
    for row in page["sieges"]:
        place = page["places"][row["place"]]
        for span in row["spans"]:
            told = {name: span.get(name) for name in ("degree", "basis", "rule")}
            told |= {"besieger": _party(span["besieger"]), "besieged": _party(span["besieged"])}
            yield _of_place(place, span, told, _party(span["besieger"]) or "")


def _of_place(place: Json, span: Json, told: Json, whose: str) -> Json:
    point = {"type": "Point", "coordinates": [place["lon"], place["lat"]]} if place["lon"] is not None else None
    geometry = {"type": "Polygon", "coordinates": [_closed(place["ring"])]} if place.get("ring") else point
    names = {"place": place["id"], "name": place["name"], "kind": place["kind"], "radius_km": place["radius_km"]}
    return _feature(f"{place['id']}~{whose}~{span['from']}", geometry, names | told, span)


def _routes(page: Json) -> Iterator[Json]:
    for row in page["routes_state"]:
        route = page["routes"].get(row["route"])
        line = {"type": "LineString", "coordinates": route["path"]} if route and len(route["path"]) > 1 else None
        for span in row["spans"]:
            whom = _party(span["for_whom"])
            told = {"state": span["state"], "for_whom": whom, "by": _party(span["by"])}
            names = {"route": row["route"], "name": route and route["name"]}
            yield _feature(f"{row['route']}~{whom or ''}~{span['from']}", line, names | told, span)


def _feature(feature_id: str, geometry: Json | None, told: Json, span: Json) -> Json:
    days = {"from": span["from"], "to": span["to"]}
    why = {
        "probability": span["probability"],
        "likelihood": span["doubt"],
        "since_earliest": (span["since"] or {}).get("start"),
        "since_latest": (span["since"] or {}).get("end"),
        "sentence": span["sentence"],
        "claims_for": span["for"],
        "claims_against": span["against"],
    }
    return {"type": "Feature", "id": feature_id, "geometry": geometry, "properties": told | days | why}


def _claims(page: Json) -> Iterator[Json]:
    for claim in page["claims"].values():
        place, when = claim["place"] or {}, claim["when"]
        here = place.get("lon") is not None and place.get("lat") is not None
        point = {"type": "Point", "coordinates": [place["lon"], place["lat"]]} if here else None
        told = {name: claim[name] for name in ("kind", "status", "quote", "stated", "report", "start", "end")}
        told |= {
            "agent": _party(claim["agent"]),
            "target": _party(claim["target"]),
            "place": place.get("id"),
            "name": place.get("name") or place.get("text"),
            "radius_km": place.get("radius_km"),
            "route": (claim["route"] or {}).get("id"),
            "source": claim["chain"][0]["text"] if claim["chain"] else None,
            "leaning": claim["chain"][0]["leaning"] if claim["chain"] else None,
            "grade": claim["grade"],
            "confidence": claim["confidence"],
            "from": when["start"] or when["end"] or claim["stated"],
            "to": when["end"] or when["start"] or claim["stated"],
            "edtf": when["edtf"],
        }
        yield {"type": "Feature", "id": claim["id"], "geometry": point, "properties": told}


def _party(actor: Mapping[str, Any] | None) -> str | None:
    """The side's id, or the words of a party that nobody resolved."""
    return str(actor["side"] or actor["text"]) if actor else None


def _closed(ring: list[list[float]]) -> list[list[float]]:
    return ring if ring[0] == ring[-1] else [*ring, ring[0]]


_FEATURES = {"places": _places, "sieges": _sieges, "routes": _routes, "claims": _claims}


def within(found: list[Span], boxes: list[tuple[float, float, float, float]]) -> list[Span]:
    """Those that touch any of some boxes (west, south, east, north); what has no place is in none."""
    shapes = [box(*one) for one in boxes]
    return [one for one in found if one.geometry is not None and any(one.geometry.intersects(area) for area in shapes)]


def during(found: list[Span], first: str | None, last: str | None) -> list[Span]:
    """Those true on any day from ``first`` to ``last``; what has no day is on none."""
    return [
        one
        for one in found
        if (one.first or one.last)
        and (last is None or one.first is None or one.first <= last)
        and (first is None or one.last is None or one.last >= first)
    ]
