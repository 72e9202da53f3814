"""Shell: the desk's few HTML pages and the files that they are made of, none of them from elsewhere."""

import re
from functools import lru_cache
from importlib import resources
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from siegeline.publish.library import maplibre_script, maplibre_style
from siegeline.web.guard import COOKIE, LOGIN

router = APIRouter(include_in_schema=False)
_NAME = re.compile(r"[a-z]+\.(?:js|css)")
_TYPES = {"js": "text/javascript", "css": "text/css"}
_WHILE = {"Cache-Control": "no-cache"}


@lru_cache(maxsize=64)
def file_named(name: str) -> str:
    """A module or style sheet: the desk's own, else the page's.

    Raises:
        FileNotFoundError: there is none.
    """
    if not _NAME.fullmatch(name):
        raise FileNotFoundError(name)
    for package in ("siegeline.web", "siegeline.publish"):
        if (file := resources.files(package) / "page" / name).is_file():
            return file.read_text(encoding="utf-8")
    raise FileNotFoundError(name)


@router.get("/")
def desk_page() -> HTMLResponse:
    """The map."""
    return _page("desk.html")


@router.get("/review")
def review_page() -> HTMLResponse:
    """The review desk."""
    return _page("review.html")


@router.get("/compare")
def compare_page() -> HTMLResponse:
    """Two situations side by side."""
    return _page("compare.html")


@router.get("/js/maplibre.js")
def library() -> Response:
    """MapLibre from its wheel."""
    return Response(maplibre_script(), media_type="text/javascript", headers=_WHILE)


@router.get("/style/maplibre.css")
def library_style() -> Response:
    """MapLibre's style sheet."""
    return Response(maplibre_style(), media_type="text/css", headers=_WHILE)


@router.get("/js/{name}")
@router.get("/style/{name}")
def part(name: str) -> Response:
    """A module or a style sheet."""
    try:
        text = file_named(name)
    except FileNotFoundError:
        raise HTTPException(404, f"there is no {name}") from None
    return Response(text, media_type=_TYPES[name.rpartition(".")[2]], headers=_WHILE)


@router.get("/healthz")
def health() -> Response:
    """That the server lives."""
    return Response("well\n", media_type="text/plain")


@router.get("/login")
def login_page() -> HTMLResponse:
    """Where the token is given."""
    return HTMLResponse(LOGIN)


@router.post("/login")
def login(request: Request, token: Annotated[str, Form(max_length=500)]) -> Response:
    """Keep the token in a cookie that no script can read and no other site can send."""
    if request.app.state.people.who(token) is None:
        return HTMLResponse(LOGIN.replace("asks for a token", "does not know that token"), 401)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


def _page(name: str) -> HTMLResponse:
    return HTMLResponse((resources.files("siegeline.web") / "page" / name).read_text(encoding="utf-8"))
