"""A real HTTP server on loopback that answers as an OpenAI-compatible endpoint, in the way that a test says."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, dict[str, str], bytes]


@dataclass
class Served:
    """The server's base URL, and what it was asked."""

    base: str = ""
    questions: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def sentences(self, number: int = -1) -> list[str]:
        """The texts that lay inside the fence of a question."""
        lines = self.questions[number]["messages"][1]["content"].split("\n")
        return [json.loads(line)["text"] for line in lines[1:-1]]


@contextmanager
def serving(reply: Callable[[Served], Reply]) -> Iterator[Served]:
    """Serve until the block ends; ``reply`` makes the answer to the last question."""
    served = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            served.headers.append(dict(self.headers))
            served.questions.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            assert self.path == "/v1/chat/completions"
            status, headers, body = reply(served)
            try:
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # whoever asked has gone

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.base = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield served
    finally:
        served.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def claim(sentence: int, kind: str, trigger: str, **words: Any) -> dict[str, Any]:
    """A claim as the schema wants it."""
    roles = dict.fromkeys(("agent", "target", "place", "route", "when", "speaker"))
    return {"sentence": sentence, "kind": kind, "status": "actual", "trigger": trigger, **roles, **words}


def completion(content: str | None, **more: Any) -> Reply:
    """A chat completion that says ``content``; ``finish_reason`` and ``refusal`` where told."""
    message = {"role": "assistant", "content": content, "refusal": more.get("refusal")}
    choice = {"index": 0, "message": message, "finish_reason": more.get("finish_reason", "stop")}
    return 200, {"Content-Type": "application/json"}, json.dumps({"choices": [choice]}).encode()


def answering(*claims: dict[str, Any]) -> Callable[[Served], Reply]:
    """Always the same claims."""
    return lambda _: completion(json.dumps({"claims": claims}))
