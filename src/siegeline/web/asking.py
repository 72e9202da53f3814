"""Asking: what every address takes – as known when, by which rule, of which group of sources – and its checks."""

from typing import Annotated, Any

from fastapi import Depends, HTTPException, Query, Request
from pydantic import BaseModel

from siegeline.picture.parameters import check_rule
from siegeline.record.moment import parse_moment
from siegeline.web.desk import Asked, Desk
from siegeline.web.people import Person


class Wrong(BaseModel):
    """Why a request was not answered."""

    code: str
    description: str


WRONG: dict[int | str, dict[str, Any]] = {
    400: {"model": Wrong, "description": "The request makes no sense; says why"},
    401: {"model": Wrong, "description": "A token is needed"},
    404: {"model": Wrong, "description": "There is no such thing"},
    503: {"model": Wrong, "description": "It is being worked out; Retry-After says when to ask again"},
}


def the_desk(request: Request) -> Desk:
    """The application's desk."""
    return request.app.state.desk  # type: ignore[no-any-return]


def the_person(request: Request) -> Person:
    """Who asks, as the guard found."""
    return request.state.person  # type: ignore[no-any-return]


def asked(
    desk: Annotated[Desk, Depends(the_desk)],
    known: Annotated[
        str | None, Query(description="As known at the end of this day, or at this instant (UTC)", max_length=40)
    ] = None,
    rule: Annotated[str, Query(description="The rule that decides what a siege is", max_length=60)] = "encirclement",
    group: Annotated[
        str | None, Query(description="Only sources of this leaning: a side's id, or independent", max_length=60)
    ] = None,
) -> Asked:
    """The frame of a question, checked."""
    if group and group not in {*desk.theatre.side, "independent"}:
        sides = ", ".join([*desk.theatre.side, "independent"])
        raise HTTPException(400, f"no sources lean to {group!r}; there are {sides}")
    return Asked(parse_moment(known) if known else None, check_rule(rule), group or None)


TheDesk = Annotated[Desk, Depends(the_desk)]
ThePerson = Annotated[Person, Depends(the_person)]
TheAsked = Annotated[Asked, Depends(asked)]
