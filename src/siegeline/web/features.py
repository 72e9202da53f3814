"""Features: the OGC API – Features (Part 1: Core, GeoJSON) of the record, and CSV beside it.

Source: OGC 17-069r4. ``datetime`` is an instant or an interval, ``bbox`` four or six numbers in WGS 84.
"""

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict

from siegeline.errors import UsageError
from siegeline.times import parse_day
from siegeline.web.asking import WRONG, TheAsked, TheDesk
from siegeline.web.desk import Asked, Desk
from siegeline.web.spans import Span, during, spans, within

router = APIRouter(prefix="/ogc", tags=["OGC API – Features"], responses=WRONG)
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GEOJSON = "application/geo+json"
CONFORMS = [f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{one}" for one in ("core", "geojson", "oas30")]
TITLES = {
    "places": ("Places", "Who held which place, a feature for each run of days without change"),
    "sieges": ("Sieges", "Besieged places, by whom and to what degree, a feature for each run of days without change"),
    "routes": ("Supply routes", "The state of each route for each side, a feature for each run of days without change"),
    "claims": ("Claims", "What reports say, each with its sentence; without geometry where the place is not known"),
}
Collection = Literal["places", "sieges", "routes", "claims"]
Named = Annotated[Collection, Path(description="The collection")]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST = 10_000


class Loose(BaseModel):
    """An object with these fields and others."""

    model_config = ConfigDict(extra="allow")


class Link(Loose):
    """A link to another document."""

    href: str
    rel: str


class Landing(Loose):
    """The landing page."""

    links: list[Link]


class Conformance(BaseModel):
    """What the API conforms to."""

    conformsTo: list[str]


class About(Loose):
    """A collection."""

    id: str
    links: list[Link]


class Collections(Loose):
    """The collections."""

    links: list[Link]
    collections: list[About]


class Feature(Loose):
    """A GeoJSON feature."""

    type: Literal["Feature"]
    id: str
    geometry: dict[str, Any] | None
    properties: dict[str, Any]


class Items(Loose):
    """A GeoJSON feature collection."""

    type: Literal["FeatureCollection"]
    features: list[Feature]
    links: list[Link]


@router.get("", include_in_schema=False)
@router.get("/", response_model=Landing)
def landing(request: Request) -> Response:
    """The landing page."""
    at = _base(request)
    return JSONResponse({
        "title": f"Siegeline: {request.app.state.desk.theatre.name}",
        "description": "Who holds what, who is besieged, which supply routes are open or cut, and who says so",
        "links": [
            _link(f"{at}/ogc/", "self", "application/json", "This document"),
            _link(f"{at}/api", "service-desc", "application/vnd.oai.openapi+json;version=3.0", "The API described"),
            _link(f"{at}/", "service-doc", "text/html", "The desk"),
            _link(f"{at}/ogc/conformance", "conformance", "application/json", "What this conforms to"),
            _link(f"{at}/ogc/collections", "data", "application/json", "The collections"),
        ],
    })  # fmt: skip


@router.get("/conformance", response_model=Conformance)
def conformance() -> Response:
    """What the API conforms to."""
    return JSONResponse({"conformsTo": CONFORMS})


@router.get("/collections", response_model=Collections)
def collections(request: Request, desk: TheDesk) -> Response:
    """The collections."""
    at = _base(request)
    told = [_about(name, at, desk) for name in TITLES]
    links = [_link(f"{at}/ogc/collections", "self", "application/json", "This document")]
    return JSONResponse({"links": links, "collections": told})


@router.get("/collections/{collection}", response_model=About)
def about(collection: Named, request: Request, desk: TheDesk) -> Response:
    """One collection."""
    return JSONResponse(_about(collection, _base(request), desk))


def _about(name: str, at: str, desk: Desk) -> dict[str, Any]:
    title, words = TITLES[name]
    if name in {"places", "sieges", "routes"}:  # a collection must not look as if nothing was so before
        first, last = desk.days(Asked())
        words += f"; days from {first} to {last} are told here, of others ask 'siegeline sieges --on DATE' and its like"
    here = f"{at}/ogc/collections/{name}"
    return {
        "id": name, "title": title, "description": words, "itemType": "feature", "crs": [CRS84],
        "extent": _extent(_known(desk, name)),
        "links": [
            _link(here, "self", "application/json", "This document"),
            _link(f"{here}/items", "items", GEOJSON, f"{title} as GeoJSON"),
            _link(f"{here}/items?f=csv", "items", "text/csv", f"{title} as CSV"),
        ],
    }  # fmt: skip


def _known(desk: Desk, name: str) -> Sequence[Span]:
    """A collection's features; while those are worked out, the places, among which they lie."""
    try:
        return spans(desk, name, Asked())
    except HTTPException:
        return spans(desk, "places", Asked())


def _extent(found: Sequence[Span]) -> dict[str, Any]:
    bounds = [one.geometry.bounds for one in found if one.geometry is not None]
    days = [day for one in found for day in (one.first, one.last) if day]
    west, south, east, north = ([one[side] for one in bounds] for side in range(4))
    area = [min(west), min(south), max(east), max(north)] if bounds else [-180, -90, 180, 90]
    span = [f"{min(days)}T00:00:00Z", f"{max(days)}T23:59:59Z"] if days else [None, None]
    return {"spatial": {"bbox": [area], "crs": CRS84}, "temporal": {"interval": [span]}}


@router.get(
    "/collections/{collection}/items", response_model=Items,
    responses={200: {"content": {GEOJSON: {}, "text/csv": {}}, "description": "The features"}},
)  # fmt: skip
def items(
    collection: Named,
    request: Request,
    desk: TheDesk,
    asked: TheAsked,
    bbox: Annotated[str | None, Query(description="west,south,east,north in degrees (WGS 84)", max_length=200)] = None,
    when: Annotated[
        str | None,
        Query(alias="datetime", description="A day or instant, or an interval: A/B, ../B, A/..", max_length=80),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=_MOST, description="How many features")] = 100,
    offset: Annotated[int, Query(ge=0, le=100_000_000, description="How many to leave out first")] = 0,
    form: Annotated[Literal["json", "csv"], Query(alias="f", description="GeoJSON, or a table")] = "json",
) -> Response:
    """The features of a collection."""
    _check_names(request)
    found = spans(desk, collection, asked)
    if bbox is not None:
        found = within(found, boxes(bbox))
    if when is not None:
        found = during(found, *interval(when))
    shown = [one.feature for one in found[offset : offset + limit]]
    headers = {}
    links = [_to(request, "self", GEOJSON, form), _to(request, "alternate", "text/csv", "csv")]
    if offset + limit < len(found):
        links.append(_to(request, "next", GEOJSON, form, offset=offset + limit))
        headers["Link"] = f'<{links[-1]["href"]}>; rel="next"'
    if form == "csv":
        return Response(table(shown), media_type="text/csv", headers=headers)
    body = {
        "type": "FeatureCollection", "features": shown, "links": links, "numberMatched": len(found),
        "numberReturned": len(shown), "timeStamp": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }  # fmt: skip
    return Response(_text(body), media_type=GEOJSON, headers=headers)


@router.get(
    "/collections/{collection}/items/{feature}", response_model=Feature,
    responses={200: {"content": {GEOJSON: {}}, "description": "The feature"}},
)  # fmt: skip
def item(collection: Named, feature: str, request: Request, desk: TheDesk, asked: TheAsked) -> Response:
    """One feature."""
    for one in spans(desk, collection, asked):
        if one.feature["id"] == feature:
            here = f"{_base(request)}/ogc/collections/{collection}"
            links = [
                _link(str(request.url), "self", GEOJSON, "This document"),
                _link(here, "collection", "application/json", "Its collection"),
            ]
            return Response(_text({**one.feature, "links": links}), media_type=GEOJSON)
    raise HTTPException(404, f"{collection} has no feature of that id")


def boxes(text: str) -> list[tuple[float, float, float, float]]:
    """The boxes that a ``bbox`` means; two where it crosses the antimeridian.

    Raises:
        HTTPException: 400, it is none.
    """
    try:
        numbers = [float(part) for part in text.split(",")]
        if len(numbers) not in {4, 6} or not all(-1e6 < one < 1e6 for one in numbers):
            raise ValueError
    except ValueError:
        raise HTTPException(400, f"bbox {text!r} is not west,south,east,north in degrees") from None
    west, south, east, north = numbers if len(numbers) == 4 else (*numbers[:2], *numbers[3:5])
    if south > north:
        raise HTTPException(400, f"bbox {text!r}: its south lies above its north")
    return [(west, south, east, north)] if west <= east else [(west, south, 180, north), (-180, south, east, north)]


def interval(text: str) -> tuple[str | None, str | None]:
    """The first and last day that a ``datetime`` means; None is open.

    Raises:
        HTTPException: 400, it is none.
    """
    first, slash, last = text.partition("/")
    if not slash:
        return _day(first, text), _day(first, text)
    days = tuple(None if end in {"", ".."} else _day(end, text) for end in (first, last))
    if days == (None, None) or (days[0] and days[1] and days[0] > days[1]):
        raise HTTPException(400, f"datetime {text!r} is no interval: it must begin before it ends")
    return days[0], days[1]


def _day(text: str, whole: str) -> str:
    try:
        if _DAY.fullmatch(text):
            return parse_day(text).isoformat()
        told = datetime.fromisoformat(text)
        if "T" not in text.upper():
            raise ValueError
        return (told.astimezone(UTC) if told.tzinfo else told).date().isoformat()
    except (ValueError, OverflowError, UsageError):
        advice = "write 2016-08-06, 2016-08-06T12:00:00Z, or two of them with a / between"
        raise HTTPException(400, f"datetime {whole!r} makes no sense; {advice}") from None


def table(features: Sequence[dict[str, Any]]) -> str:
    """Features as CSV, with the longitude and latitude of points; a cell that a spreadsheet would run is quoted."""
    out = io.StringIO()
    names = list(dict.fromkeys(name for one in features for name in one["properties"]))
    writer = csv.writer(out)
    writer.writerow(["id", *names, "lon", "lat"])
    for one in features:
        point = one["geometry"]["coordinates"] if (one["geometry"] or {}).get("type") == "Point" else ["", ""]
        writer.writerow([one["id"], *(_cell(one["properties"].get(name)) for name in names), *point])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return " ".join(map(str, value))
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return value


def _check_names(request: Request) -> None:
    known = {"bbox", "datetime", "limit", "offset", "f", "known", "rule", "group"}
    if unknown := [name for name in request.query_params if name not in known]:
        raise HTTPException(400, f"{unknown[0]!r} is no parameter; there are {', '.join(sorted(known))}")


def _to(request: Request, rel: str, kind: str, form: str, *, offset: int | None = None) -> dict[str, str]:
    told = {**request.query_params, "f": form} | ({} if offset is None else {"offset": str(offset)})
    kind = "text/csv" if form == "csv" else kind
    return _link(f"{_base(request)}{request.url.path}?{urlencode(told)}", rel, kind, rel)


def _link(href: str, rel: str, kind: str, title: str) -> dict[str, str]:
    return {"href": href, "rel": rel, "type": kind, "title": title}


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
