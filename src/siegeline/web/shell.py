"""Shell: the desk's few HTML pages and the files that they are made of, none of them from elsewhere."""

import hashlib
import re
from functools import lru_cache
from importlib import resources
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from siegeline.publish.library import maplibre_script, maplibre_style
from siegeline.publish.modules import join_modules
from siegeline.web.guard import COOKIE, LOGIN

router = APIRouter(include_in_schema=False)
_NAME = re.compile(r"[a-z]+\.(?:js|css)")
_TYPES = {"js": "text/javascript", "css": "text/css"}
_PACKAGES = ("siegeline.web", "siegeline.publish")  # the desk's own files, then the page's


@lru_cache(maxsize=64)
def file_named(name: str) -> str:
    """A module or style sheet: the desk's own, else the page's.

    Raises:
        FileNotFoundError: there is none.
    """
    if not _NAME.fullmatch(name):
        raise FileNotFoundError(name)
    for package in _PACKAGES:
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


@router.get("/js/{names}")
@router.get("/style/{names}")
async def part(names: str, request: Request) -> Response:
    """A script with all that it imports, style sheets (``one.css+other.css``), or MapLibre's files from its wheel.

    A browser that has it is told that it is the same.
    """
    try:
        data, tag = _joined(names)
    except FileNotFoundError:
        raise HTTPException(404, f"there is no {names}") from None
    headers = {"Cache-Control": "no-cache", "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=_TYPES[names.rpartition(".")[2]], headers=headers)


@lru_cache(maxsize=80)
def _joined(names: str) -> tuple[bytes, str]:
    """The bytes, and the tag that changes with them."""
    if names == "maplibre.js":
        text = maplibre_script()
    elif names.endswith(".js"):
        file_named(names)
        text = join_modules(_modules(), names, exported=True)
    else:
        text = "\n".join(_sheet(one) for one in names.split("+"))
    data = text.encode()
    return data, f'"{hashlib.sha256(data).hexdigest()[:16]}"'


def _sheet(name: str) -> str:
    if not name.endswith(".css"):
        raise FileNotFoundError(name)
    return maplibre_style() if name == "maplibre.css" else file_named(name)


@lru_cache(maxsize=1)
def _modules() -> dict[str, str]:
    """Every module by its name."""
    folders = [resources.files(package) / "page" for package in _PACKAGES]
    names = {file.name for folder in folders for file in folder.iterdir() if file.name.endswith(".js")}
    return {name: file_named(name) for name in names}


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


@lru_cache(maxsize=8)
def _page(name: str) -> HTMLResponse:
    return HTMLResponse((resources.files("siegeline.web") / "page" / name).read_text(encoding="utf-8"))
