"""Answers: the JSON that the desk's modules ask for."""

import gzip
import json
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response

from siegeline.claims.claim import Claim
from siegeline.errors import RecordError
from siegeline.picture import sentence
from siegeline.picture.influence import influence
from siegeline.picture.rule import rules
from siegeline.publish.contents import claims_contents
from siegeline.times import parse_day
from siegeline.web.asking import TheAsked, TheDesk, ThePerson
from siegeline.web.desk import Asked, Desk

router = APIRouter(prefix="/desk", include_in_schema=False)
_MOST = 12  # suggestions
_SMALL = 1000  # bytes that are not worth packing


@router.get("/contents")
def contents(
    request: Request, desk: TheDesk, asked: TheAsked, soon: Annotated[str | None, Query(max_length=10)] = None
) -> Response:
    """All that the map's modules show; ``soon``: a day that will do for a start, or ``last`` for the last."""
    on = None if soon in {None, "last"} else parse_day(soon)
    told = desk.soon(asked, on) if soon else None
    packed = _packed(told) if told else desk.once(("packed", asked), lambda: _packed(desk.contents(asked)))
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, media_type="application/json", headers={"Content-Encoding": "gzip"})
    return Response(gzip.decompress(packed), media_type="application/json")


def _packed(told: Any) -> bytes:
    text = json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return gzip.compress(text.encode("utf-8", "replace"), 5)


@router.get("/progress")
async def progress(desk: TheDesk) -> Response:
    """How many places of how many are done, while a large record is worked out; null before and after."""
    return JSONResponse(desk.progress)


@router.get("/ground")
def ground(desk: TheDesk) -> Response:
    """What a map without any situation is drawn from."""
    sides = [{"id": side.id, "name": side.name, "hue": side.hue} for side in desk.theatre.sides]
    kept = desk.released(Asked())
    points = [one for one in desk.theatre.places if kept is None or one.id not in kept.hidden.places]
    west, east = (pick((one.lon for one in points), default=edge) for pick, edge in ((min, -170.0), (max, 170.0)))
    south, north = (pick((one.lat for one in points), default=edge) for pick, edge in ((min, -55.0), (max, 75.0)))
    outline = desk.contents(Asked())["outline"] if kept else desk.theatre.outline
    told = {"theatre": {"sides": sides}, "outline": outline, "bounds": [west, south, east, north]}
    return JSONResponse(told)


@router.get("/choices")
def choices(desk: TheDesk, person: ThePerson) -> Response:
    """What can be chosen: rules, groups of sources; who asks; and the release that is shown, if it is one."""
    told = [{"name": one.name, "wording": one.wording} for one in rules().values()]
    groups = [{"id": side.id, "name": f"pro-{side.id} sources"} for side in desk.theatre.sides]
    leanings = desk.leanings()
    groups = [one for one in groups if one["id"] in leanings]
    if "independent" in leanings:
        groups.append({"id": "independent", "name": "independent sources"})
    days = sorted({row.learned.isoformat() for row in desk.told_reports().values()})
    release = desk.release and desk.release.name
    return JSONResponse({"rules": told, "groups": groups, "who": person.name, "learned": days, "release": release})


@router.get("/report/{sha256}")
def report(sha256: str, desk: TheDesk, asked: TheAsked) -> Response:
    """A report's text, what is told of it, and the claims found in it."""
    row = desk.reports(asked.known).get(sha256)
    if desk.release is not None:
        raise HTTPException(404, f"the release {desk.release.name} tells no reports")
    if row is None:
        raise HTTPException(404, "no such report is on record")
    found = [claim for claim in desk.claims(asked) if claim.report == sha256]
    return JSONResponse({
        "source": row.source, "leaning": row.leaning, "title": row.title, "language": row.language,
        "published": row.published and row.published.isoformat(), "learned": row.learned.isoformat(),
        "file": row.file.rpartition("/")[2], "text": desk.record.text(sha256),
        "claims": claims_contents(found, desk.theatre),
    })  # fmt: skip


@router.get("/influence")
def moves(desk: TheDesk, asked: TheAsked, on: str, claims: Annotated[str, Query(max_length=4000)]) -> Response:
    """What the picture of a day would be without each of some claims: what would change it."""
    day = parse_day(on)
    wanted = set(claims.split(","))
    all_ = desk.grounds(asked)
    kept = desk.released(asked)
    told = {one.id: kept.told[one.id].id if kept else one.id for one in all_}
    wanted = {key for key, one in told.items() if one in wanted}
    near = _near([one for one in all_ if one.id in wanted], all_)
    found = influence(near, desk.theatre, on=day, rule=asked.rule, among=wanted)
    rows: list[dict[str, Any]] = [
        {
            "claim": told[one.claim.id], "moved": round(one.moved, 2), "what": one.what,
            "told": one.told and sentence(one.told), "without": one.without and sentence(one.without),
        }
        for one in found
    ]  # fmt: skip
    if kept is not None:
        printed = {one.id for one in desk.claims(asked)}
        rows = [
            one for one in rows
            if one["claim"] in printed and not kept.hidden.within([one["told"], one["without"]])
        ]  # fmt: skip
    return JSONResponse(rows)


def _near(wanted: list[Any], all_: list[Any]) -> list[Any]:
    """The claims at the places and on the roads of some: what is elsewhere does not count."""
    places = {one.place.id for one in wanted if one.place} - {None}
    roads = {one.route.id for one in wanted if one.route} - {None}
    return [one for one in all_ if (one.place and one.place.id in places) or (one.route and one.route.id in roads)]


@router.get("/search")
def search(desk: TheDesk, asked: TheAsked, q: Annotated[str, Query(min_length=1, max_length=200)]) -> Response:
    """Actors by name, and claims by their words, the latest first."""
    words = q.casefold().split()
    kept = desk.released(asked)
    actors = [
        {"what": "actor", "id": actor.id, "name": actor.name}
        for actor in desk.theatre.actors
        if (kept is None or not kept.hidden.within([actor.name, actor.id]))
        and any(all(word in name.casefold() for word in words) for name in (actor.name, *actor.aliases))
    ]
    found = [claim for claim in desk.claims(asked) if _says(claim, words)]
    found.sort(key=lambda claim: claim.stated or date.min, reverse=True)
    sentences: dict[tuple[str, str], Claim] = {}  # one sentence can tell of several things
    for one in found:
        sentences.setdefault((one.report, one.quote or one.id), one)
    told = [
        {
            "what": "claim", "id": claim.id, "report": claim.report, "name": claim.quote[:160] or claim.kind,
            "stated": claim.stated and claim.stated.isoformat(),
            "claim": claims_contents([claim], desk.theatre)[claim.id],
        }
        for claim in list(sentences.values())[:_MOST]
    ]  # fmt: skip
    return JSONResponse({"actors": actors[:4], "claims": told, "all": len(sentences)})


def _says(claim: Any, words: list[str]) -> bool:
    actors = " ".join(one.text for one in (claim.agent, claim.target) if one)
    text = f"{claim.quote} {actors}".casefold()
    return all(word in text for word in words)


def claim_found(desk: Desk, claim_id: str, asked: Asked | None = None) -> Any:
    """A claim in force; HTTP 404 where there is none."""
    try:
        return desk.claim(claim_id)
    except RecordError as error:
        raise HTTPException(404, str(error)) from None
