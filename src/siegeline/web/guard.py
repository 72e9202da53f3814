"""Guard: who is let in, from where, and the headers that keep hostile text from becoming code."""

from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from siegeline.web.people import People, Person

COOKIE = "siegeline"
LOCAL = ("127.0.0.1", "localhost", "::1")
OPEN = ("/login", "/style/", "/healthz")  # what is shown to everybody: it holds nothing of the record
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "worker-src blob:",
        "child-src 'self' blob:",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
LOGIN = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Siegeline: who are you?</title><link rel="stylesheet" href="/style/frame.css"><link rel="stylesheet" href="/style/desk.css">
<link rel="icon" href="data:,"></head>
<body class="login"><main><h1>Siegeline</h1><p>This desk asks for a token. Whoever runs it has yours.</p>
<form method="post" action="/login"><label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<button type="submit">Open the desk</button></form></main></body></html>
"""  # noqa: E501


def policy_for(origin: str | None) -> str:
    """The policy, with one more origin to ask for tiles where whoever runs the desk named it."""
    if origin is None:
        return POLICY
    return "; ".join(
        f"{one} {origin}" if one.startswith(("img-src", "connect-src")) else one for one in POLICY.split("; ")
    )


class Guard:
    """ASGI middleware. ``origin`` may be asked for tiles. Hosts other than ``hosts`` are refused (None: any), so that
    no web page can pose as this one.
    """

    def __init__(
        self, app: ASGIApp, people: People, hosts: Sequence[str] | None = LOCAL, origin: str | None = None
    ) -> None:
        self.app = app
        self.headers = {**HEADERS, "Content-Security-Policy": policy_for(origin)}
        self.people = people
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through with its person in ``scope["state"]``, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refused = self._refused(scope)
        await (refused or self.app)(scope, receive, safely)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = urlsplit(f"//{headers.get('host', '')}").hostname
        if self.hosts is not None and host not in self.hosts:
            return _told(421, f"this desk does not answer to the name {host!r}; open it by the address that it printed")
        if scope["method"] not in {"GET", "HEAD", "OPTIONS"} and not _same_origin(headers):
            return _told(403, "this came from another site")
        person = self.people.who(token_of(headers))
        if person is None and not str(scope["path"]).startswith(OPEN):
            if "text/html" in headers.get("accept", ""):
                return HTMLResponse(LOGIN, 401)
            return _told(401, "a token is needed: Authorization: Bearer TOKEN", {"WWW-Authenticate": "Bearer"})
        scope.setdefault("state", {})["person"] = person or Person(None)
        return None


def token_of(headers: Headers) -> str | None:
    """The token of a request: its Authorization header, else its cookie."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return cookie.value if cookie else None


def _same_origin(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host"):
        return False
    return headers.get("sec-fetch-site", "none") in {"same-origin", "none"}


def _told(code: int, what: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"code": str(code), "description": what}, code, headers)
