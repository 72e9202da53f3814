"""Chat: one question to an OpenAI-compatible endpoint, one answer or one reason why there is none."""

import ipaddress
import json
import time
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, ValidationError

from siegeline.errors import MissingExtraError, SiegelineError
from siegeline.settings import EndpointSettings

if TYPE_CHECKING:
    import httpx

LARGEST = 1 << 20  # bytes of an answer
SLOWEST_CONNECTION = 10.0  # seconds


class NoAnswerError(SiegelineError):
    """The endpoint gave no usable answer. ``lasting``: asking again in this run would not help."""

    def __init__(self, what: str, advice: str, *, lasting: bool = False) -> None:
        super().__init__(f"{what}; {advice}")
        self.lasting = lasting


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    choices: list[_Choice] = Field(min_length=1)


class ChatEndpoint:
    """Asks ``settings.base``/chat/completions, and no other address: redirects are not followed.

    ``tell`` takes the one line that says that texts are sent to another machine, before the first of them is.

    Raises:
        MissingExtraError: httpx is not installed.
    """

    def __init__(self, settings: EndpointSettings, tell: Callable[[str], None]) -> None:
        try:
            import httpx  # noqa: F401
        except ImportError as error:
            raise MissingExtraError("the endpoint reader", "endpoint") from error
        self._settings, self._tell = settings, tell
        self._base = settings.base.rstrip("/").removesuffix("/chat/completions")
        self._parts = urlsplit(self._base)
        self._local = is_local(self._parts.hostname or "")
        self._told = self._local

    @property
    def where(self) -> str:
        """The address as messages name it: without user, password and query."""
        host = self._parts.netloc.rpartition("@")[2]
        return f"{self._parts.scheme}://{host}{self._parts.path}"

    def ask(self, prompt: str, text: str, schema: Mapping[str, Any]) -> str:
        """The model's answer to ``text`` under the system ``prompt``: what it says is JSON of ``schema``.

        Raises:
            NoAnswerError: says what came instead, and what to do.
        """
        if not self._told:
            self._told = True
            clear = " unencrypted" if self._parts.scheme == "http" else ""
            self._tell(f"texts are sent{clear} to {self._parts.hostname}")
        question: dict[str, Any] = {
            "model": self._settings.model,
            "messages": [{"role": "system", "content": prompt}, {"role": "user", "content": text}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": schema},
            },
        }
        status, body = self._post({**question, "temperature": 0})
        if status == HTTPStatus.BAD_REQUEST and b"temperature" in body:  # some models take none
            status, body = self._post(question)
        if status != HTTPStatus.OK:
            raise _http_error(status, body, self._settings.key)
        return _content(body)

    def _post(self, question: Mapping[str, Any]) -> tuple[int, bytes]:
        import httpx

        seconds = self._settings.timeout
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        if self._settings.key:
            headers["Authorization"] = f"Bearer {self._settings.key}"
        try:
            with (
                # A proxy of the environment would carry texts for this machine to another one.
                httpx.Client(
                    timeout=httpx.Timeout(seconds, connect=min(seconds, SLOWEST_CONNECTION)),
                    trust_env=not self._local,
                    follow_redirects=False,
                ) as client,
                client.stream(
                    "POST", f"{self._base}/chat/completions", content=json.dumps(question), headers=headers
                ) as response,
            ):
                if response.is_redirect:
                    raise _redirect(response.headers.get("location", ""))
                return response.status_code, b"".join(_whole(response, time.monotonic() + seconds))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            what = f"cannot be reached ({_one_line(str(error)) or type(error).__name__})"
            raise NoAnswerError(what, "start the server, or mend SIEGELINE_ENDPOINT", lasting=True) from error
        except (httpx.TimeoutException, TimeoutError) as error:
            advice = "give it longer with SIEGELINE_ENDPOINT_TIMEOUT, or take a faster model"
            raise NoAnswerError(f"no answer within {seconds:g} s", advice) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            what = f"no whole answer ({_one_line(str(error)) or type(error).__name__})"
            raise NoAnswerError(what, "see that SIEGELINE_ENDPOINT is right, and the server's log") from error


def is_local(host: str) -> bool:
    """Whether a host name or address certainly is this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _whole(response: "httpx.Response", deadline: float) -> Iterator[bytes]:
    """The body as sent; a server that drips or floods is cut off."""
    size = 0
    for part in response.iter_raw():
        size += len(part)
        if size > LARGEST:
            raise NoAnswerError("the answer is too long", "take another model, or see the server's log")
        if time.monotonic() > deadline:
            raise TimeoutError
        yield part


def _content(body: bytes) -> str:
    try:
        choice = _Completion.model_validate_json(body).choices[0]
    except ValidationError as error:
        what = "the answer is no chat completion"
        raise NoAnswerError(what, "see that SIEGELINE_ENDPOINT is an OpenAI-compatible server") from error
    if choice.message.refusal or choice.finish_reason == "content_filter" or choice.message.content is None:
        raise NoAnswerError("the model refuses to answer", "take a model that reads reports of violence")
    if choice.finish_reason == "length":
        raise NoAnswerError("the answer was cut off", "give the server a longer context, or take another model")
    return choice.message.content


def _redirect(location: str) -> NoAnswerError:
    try:
        host = urlsplit(location).hostname
    except ValueError:
        host = None
    what = f"redirects to {_one_line(host) if host else 'another address'}, where nothing was sent"
    return NoAnswerError(what, "set SIEGELINE_ENDPOINT to that address if you trust it", lasting=True)


def _http_error(status: int, body: bytes, key: str | None) -> NoAnswerError:
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return NoAnswerError(f"HTTP {status}, the key is refused", "set SIEGELINE_ENDPOINT_KEY", lasting=True)
    if status == HTTPStatus.NOT_FOUND:
        advice = "see that SIEGELINE_ENDPOINT ends in /v1 or its like, and SIEGELINE_ENDPOINT_MODEL names a model there"
        return NoAnswerError("HTTP 404, no such address or model", advice, lasting=True)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return NoAnswerError("HTTP 429, too many requests", "read again later; answers so far are kept")
    said = body[:LARGEST].decode("utf-8", "replace")
    said = _one_line(said.replace(key, "…") if key else said)
    return NoAnswerError(f"HTTP {status}{f' ({said})' if said else ''}", "see the server's log")


def _one_line(said: str) -> str:
    """A stranger's words, fit for a line on a terminal."""
    plain = "".join(char if char.isprintable() else " " for char in said[:1000])
    plain = " ".join(plain.split())
    return plain if len(plain) <= 120 else plain[:119] + "…"
