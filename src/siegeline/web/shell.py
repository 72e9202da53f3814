"""Shell: the desk's few HTML pages and the files that they are made of, none of them from elsewhere."""

import hashlib
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
_IMPORT = re.compile(r'^import .* from "\./([a-z]+\.js)";', re.M)
_ENTRY = re.compile(r'<script type="module"(?: async)? src="/js/([a-z]+\.js)"></script>')


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


@router.get("/js/{name}")
@router.get("/style/{name}")
async def part(name: str, request: Request) -> Response:
    """A module, a style sheet, or MapLibre from its wheel; a browser that has it is told that it is the same."""
    try:
        data, tag = _packed(name)
    except FileNotFoundError:
        raise HTTPException(404, f"there is no {name}") from None
    headers = {"Cache-Control": "no-cache", "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=_TYPES[name.rpartition(".")[2]], headers=headers)


@lru_cache(maxsize=80)
def _packed(name: str) -> tuple[bytes, str]:
    """A file's bytes, and the tag that changes with them."""
    library = {"maplibre.js": maplibre_script, "maplibre.css": maplibre_style}.get(name)
    data = (library() if library else file_named(name)).encode()
    return data, f'"{hashlib.sha256(data).hexdigest()[:16]}"'


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
    return HTMLResponse(_html(name))


@lru_cache(maxsize=8)
def _html(name: str) -> str:
    """A page that names all its modules at once: else the browser finds what a module imports only when it has it."""
    text = (resources.files("siegeline.web") / "page" / name).read_text(encoding="utf-8")
    wanted = "".join(f'<link rel="modulepreload" href="/js/{one}">\n' for one in _modules(_ENTRY.findall(text)))
    return text.replace("<script", f"{wanted}<script", 1)


def _modules(entries: list[str]) -> list[str]:
    """Modules, and all that they import, each once."""
    found = [*entries]
    for one in found:  # it grows meanwhile
        found += [name for name in dict.fromkeys(_IMPORT.findall(file_named(one))) if name not in found]
    return found
