"""Details: what the desk over a large record asks for one at a time – a place with its claims, the shapes of a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import JSONResponse, Response

from siegeline.claims.claim import Claim
from siegeline.publish.contents import claims_contents, page_contents
from siegeline.times import parse_day
from siegeline.web.asking import TheAsked, TheDesk
from siegeline.web.desk import Asked, Desk, Facts
from siegeline.web.many import beside_control, derived_on, drawn_on, told_day

router = APIRouter(prefix="/desk", include_in_schema=False)
_KINDS = frozenset({"held", "besieged", "contested", "reinforced", "reconnoitred"})  # states, not events
_MOST = 2_000  # events at once
Day = Annotated[str | None, Query(max_length=10)]
Id = Annotated[str | None, Query(max_length=200)]


@router.get("/details")
def details(desk: TheDesk, asked: TheAsked, place: Id = None, route: Id = None) -> Response:
    """Everything told of one place or road: its spans, its claims, their reports."""
    near = [
        one
        for one in _whole(desk, asked)
        if (place and one.place and one.place.id == place) or (route and one.route and one.route.id == route)
    ]
    first, last = (parse_day(day) for day in desk.contents(asked)["days"])
    rows = desk.reports(asked.known)
    told = {claim.report for claim in near}
    facts = {sha: Facts(row.source, row.leaning, row.published, row.file) for sha, row in rows.items() if sha in told}
    page = page_contents(
        near, desk.theatre, facts, first=first, last=last, start_on=last, rule=asked.rule, known=asked.known,
        derived=False,
    )  # fmt: skip
    return JSONResponse({name: page[name] for name in ("control", "sieges", "routes_state", "claims", "reports")})


@router.get("/drawn")
def shapes(desk: TheDesk, asked: TheAsked, on: str) -> Response:
    """The derived sieges, the corridors and the front of a day."""
    day = parse_day(on)

    def make() -> dict[str, object]:
        return drawn_on(_beside(desk, asked), desk.held(asked), desk.theatre, on=day, rule=asked.rule)

    return JSONResponse(desk.once(("drawn", asked, day), make))


@router.get("/derived")
def derived(desk: TheDesk, asked: TheAsked, on: str) -> Response:
    """The sieges of a day that nobody reports: sooner than all that is drawn of it, and so not kept."""
    claims = _beside(desk, asked)
    return JSONResponse(derived_on(claims, desk.held(asked), desk.theatre, on=parse_day(on), rule=asked.rule))


@router.get("/events")
def events(desk: TheDesk, asked: TheAsked, first: Day = None, last: Day = None) -> Response:
    """The claims that tell of events of some days (None: the last day), for the map of a large record.

    The last of them where there are very many; none where the contents hold every claim.
    """
    if desk.release is not None or not desk.is_large(asked):
        return JSONResponse({})
    end = parse_day(last) if last else desk.days(asked)[1]
    begin = parse_day(first) if first else end
    by_day = desk.once(("events", asked.known, asked.group), lambda: _by_day(desk.grounds(asked)))
    days = sorted(day for day in by_day if begin <= day <= end)
    found = [one for day in days for one in by_day[day]]
    return JSONResponse(claims_contents(found[-_MOST:], desk.theatre))


def _by_day(claims: Iterable[Claim]) -> dict[date, list[Claim]]:
    found: defaultdict[date, list[Claim]] = defaultdict(list)
    for one in claims:
        if one.kind not in _KINDS and one.status == "actual" and (day := told_day(one)) is not None:
            found[day].append(one)
    return dict(found)


def _beside(desk: Desk, asked: Asked) -> list[Claim]:
    return desk.once(("beside", asked.known, asked.group), lambda: beside_control(_whole(desk, asked)))


def _whole(desk: Desk, asked: Asked) -> list[Claim]:
    if desk.release is not None:
        raise HTTPException(404, "a release tells no more than its contents")
    return desk.grounds(asked)
