"""Review: the claims to look at first, and the judgements that people give on them."""

from collections import Counter
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Query
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from siegeline.claims.claim import KINDS, STATUSES, Claim
from siegeline.picture.influence import influence
from siegeline.places import gazetteer
from siegeline.publish.contents import claims_contents
from siegeline.record.judged import targets
from siegeline.theatre import Theatre
from siegeline.times import parse_edtf
from siegeline.web.answers import claim_found
from siegeline.web.asking import TheDesk, ThePerson
from siegeline.web.desk import Asked, Desk

router = APIRouter(prefix="/desk", include_in_schema=False)
_WEIGHED = 1500  # claims: with more on record, the queue goes by doubt alone
_ON_CLAIMS = ("accept", "reject", "correct", "place")
_POINT = ("name", "lat", "lon", "radius_km")


class Decision(BaseModel):
    """A judgement as the desk sends it. ``value`` names things by id; null takes an actor, place or road away."""

    model_config = ConfigDict(extra="forbid")
    action: Literal["accept", "reject", "correct", "place", "same-event", "same-origin", "withdraw"]
    claims: list[str] = Field(default_factory=list, max_length=2)
    reports: list[str] = Field(default_factory=list, max_length=2)
    value: dict[str, str | None] = Field(default_factory=dict)
    withdraws: str | None = Field(default=None, max_length=64)
    why: str = Field(min_length=1, max_length=2000)


def reviewer(person: ThePerson) -> str:
    """The name under which a judgement is kept."""
    if person.name is None:
        raise HTTPException(403, "nobody is named who judges: start the desk with --who NAME, or use a named token")
    return person.name


@router.get("/queue")
def queue(desk: TheDesk, person: ThePerson, limit: Annotated[int, Query(ge=1, le=500)] = 100) -> Response:
    """Claims that nobody has judged, those first that are least sure and move the picture most."""
    asked = Asked()
    claims = desk.claims(asked)
    held = targets(desk.read(), [one for one in desk.judgements() if one.standing and one.action in _ON_CLAIMS])
    done = {claim for found in held.values() for claim in found}
    left = [claim for claim in claims if claim.id not in done]
    scores = desk.once("scores", lambda: _scores(left, claims, desk.theatre))
    left.sort(key=lambda claim: (-scores.get(claim.id, 0.0), claim.stated or date.max, claim.id))
    rows = claims_contents(left[:limit], desk.theatre)
    reports = desk.reports()
    sources = {sha: _source(reports[sha]) for sha in {claim["report"] for claim in rows.values()}}
    told = {"claims": list(rows.values()), "left": len(left), "judged": len(done), "who": person.name}
    return JSONResponse({**told, "reports": sources, "kinds": KINDS, "statuses": STATUSES, **_names(desk.theatre)})


def _scores(left: list[Claim], claims: list[Claim], theatre: Theatre) -> dict[str, float]:
    if len(left) > _WEIGHED:
        return {claim.id: (1 - claim.confidence) for claim in left}
    moved = influence(claims, theatre, among=[claim.id for claim in left])
    return {one.claim.id: (1 - one.claim.confidence) * one.moved for one in moved}


def _source(row: Any) -> dict[str, Any]:
    return {"source": row.source, "leaning": row.leaning, "published": row.published and row.published.isoformat()}


def _names(theatre: Theatre) -> dict[str, Any]:
    return {
        "sides": [{"id": side.id, "name": side.name, "hue": side.hue} for side in theatre.sides],
        "actors": [{"id": actor.id, "name": actor.name} for actor in theatre.actors],
        "roads": [{"id": road.id, "name": road.name} for road in theatre.routes],
    }


@router.get("/judgements")
def judgements(desk: TheDesk, limit: Annotated[int, Query(ge=1, le=1000)] = 50) -> Response:
    """Who decided what, when and why; the latest first."""
    found = desk.judgements()
    people = Counter(one.who for one in found)
    rows = [
        {
            "id": one.id, "action": one.action, "who": one.who, "why": one.why, "at": one.at, "standing": one.standing,
            "withdraws": one.withdraws, "claims": [subject.claim for subject in one.subjects],
            "reports": list(one.reports), "value": one.value,
        }
        for one in reversed(found[-limit:])
    ]  # fmt: skip
    return JSONResponse({"judgements": rows, "people": people})


@router.post("/judgements", status_code=201)
def judge(decision: Decision, desk: TheDesk, who: Annotated[str, Depends(reviewer)]) -> Response:
    """Keep a judgement; a withdrawal is one too."""
    claims = [claim_found(desk, one) for one in decision.claims]
    if unknown := [sha for sha in decision.reports if sha not in desk.reports()]:
        raise HTTPException(404, f"no report {unknown[0][:12]} is on record")
    if decision.action == "withdraw" and decision.withdraws not in {one.id for one in desk.judgements()}:
        raise HTTPException(404, f"no judgement has the id {decision.withdraws!r}")
    if decision.action in {"correct", "place"} and not decision.value:
        raise HTTPException(400, "nothing is corrected; send the fields that are otherwise")
    value = _value(decision.value, desk.theatre) if decision.action in {"correct", "place"} else None
    told = desk.record.judge(
        decision.action, claims=claims, reports=decision.reports, value=value,
        withdraws=decision.withdraws if decision.action == "withdraw" else None, who=who, why=decision.why,
    )  # fmt: skip
    return JSONResponse({"id": told, "who": who}, 201)


def _value(given: dict[str, str | None], theatre: Theatre) -> dict[str, Any]:
    """Fields of a claim from the ids that stand for them."""
    found: dict[str, Any] = {}
    for name, one in given.items():
        if name in {"kind", "status"} and one in (KINDS if name == "kind" else STATUSES):
            found[name] = one
        elif name == "when" and one:
            parse_edtf(one)
            found[name] = one
        elif name in {"agent", "target"}:
            found[name] = one and _actor(one, theatre)
        elif name == "place":
            found[name] = one and _place(one, theatre)
        elif name == "route":
            found[name] = one and _road(one, theatre)
        else:
            raise HTTPException(400, f"{one!r} is no {name} that a claim can have")
    return found


def _actor(one: str, theatre: Theatre) -> dict[str, Any]:
    for actor in theatre.actors:
        if actor.id == one:
            return {"text": actor.name, "id": actor.id, "side": actor.side_on(None)}
    if one in theatre.side:
        return {"text": theatre.side[one].name, "id": None, "side": one}
    raise HTTPException(400, f"{one!r} is no actor or side of this theatre")


def _place(one: str, theatre: Theatre) -> dict[str, Any]:
    found = gazetteer(theatre.key).places.get(one)
    if found is None:
        raise HTTPException(400, f"no place has the id {one!r}")
    return {"text": found.name, "id": found.id, **{part: getattr(found, part) for part in _POINT}}


def _road(one: str, theatre: Theatre) -> dict[str, Any]:
    found = theatre.route.get(one)
    if found is None:
        raise HTTPException(400, f"{one!r} is no road of this theatre")
    return {"text": found.name, "id": found.id, "name": found.name}


@router.get("/places")
def places(desk: TheDesk, q: Annotated[str, Query(min_length=1, max_length=100)]) -> Response:
    """The places that a name may mean, of the theatre's countries."""
    return JSONResponse(_candidates(q, desk))


def _candidates(name: str, desk: Desk) -> list[dict[str, Any]]:
    known = gazetteer(desk.theatre.key)
    found = {place.id: place for place in [*known.find(name), *(place for place, _likeness in known.like(name))]}
    return [
        {"id": one.id, "kind": one.kind, "part_of": one.part_of, **{part: getattr(one, part) for part in _POINT}}
        for one in list(found.values())[:12]
    ]
