"""The application: pages, the modules' JSON, review, OGC API; behind the guard."""

from collections.abc import Sequence
from datetime import date

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.exceptions import HTTPException

from siegeline import __version__
from siegeline.errors import SiegelineError
from siegeline.publish.release import Release
from siegeline.record import Record
from siegeline.theatre import Theatre
from siegeline.web import answers, details, features, review, shell
from siegeline.web import tiles as tiles_part
from siegeline.web.desk import Desk
from siegeline.web.guard import LOCAL, Guard
from siegeline.web.people import People
from siegeline.web.tiles import Tiles

ABOUT = (
    "Who holds what, which places are besieged, which supply routes are open or cut, on any day and as known on any "
    "day, with the claims behind it. OGC API – Features, Part 1: Core and GeoJSON."
)


def create_app(
    record: Record,
    theatre: Theatre,
    *,
    people: People | None = None,
    hosts: Sequence[str] | None = LOCAL,
    release: Release | None = None,
    released_on: date | None = None,
    tiles: Tiles | None = None,
) -> FastAPI:
    """The desk over an open record.

    With a ``release`` it tells as much as that one does, and nobody judges: there is no review.
    ``tiles`` lie under the map (None: the theatre's outlines alone).
    ``hosts`` are the names that it answers to (None: any; only where tokens are asked for).
    """
    known = people or People()
    app = FastAPI(
        title="Siegeline", version=__version__, description=ABOUT, openapi_url="/api", docs_url=None, redoc_url=None,
        redirect_slashes=False,
    )  # fmt: skip
    app.state.desk = Desk(record, theatre, release, released_on)
    app.state.people = known
    app.state.tiles = tiles
    if release is not None:
        app.add_api_route("/review", _no_review, include_in_schema=False)
    for part in (shell, answers, details, tiles_part, *(() if release else (review,)), features):
        app.include_router(part.router)
    app.add_middleware(Guard, people=known, hosts=hosts, origin=tiles.origin if tiles else None)
    app.add_exception_handler(SiegelineError, _wrong)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _failed)
    return app


def _no_review() -> Response:
    return PlainTextResponse("This desk shows a release: there is nothing to review.\n", 404)


async def _wrong(_request: Request, error: Exception) -> Response:
    return JSONResponse({"code": "400", "description": str(error)}, 400)


async def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors())
    return JSONResponse({"code": "400", "description": told}, 400)


async def _failed(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = {"code": str(error.status_code), "description": str(error.detail)}
    return JSONResponse(told, error.status_code, error.headers)
