"""The parsers' own process: takes bytes, gives documents, and may use only so much memory and time.

A request is a line of JSON (``format``, ``size``, ``hints``) and then that many bytes; the answer is one line of JSON.
"""

import importlib
import json
import os
import sys
import warnings
from typing import Any

from siegeline.reports.formats.document import Document, NotReadError

MEMORY_MIB = 1024
SECONDS = 30


def serve(seconds: int = SECONDS) -> None:
    """Answer requests until there are none, each in at most so many seconds of the processor."""
    asked, told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # what a parser prints is no answer
    os.dup2(nowhere, 2)
    warnings.simplefilter("ignore")
    _limit_memory()
    while line := asked.readline():
        request = json.loads(line)
        data = asked.read(request["size"])
        _limit_time(seconds)
        told.write(json.dumps(answer(request["format"], data, request["hints"])).encode() + b"\n")
        told.flush()


def answer(form: str, data: bytes, hints: dict[str, Any]) -> dict[str, Any]:
    """The documents in the bytes, or why there are none."""
    try:
        parser = importlib.import_module(f"siegeline.reports.formats.{form}")
        if hasattr(parser, "rows"):
            return {"rows": parser.rows(data)}
        found: list[Document] = parser.documents(data, **hints)
        return {"documents": [document.as_json() for document in found]}
    except NotReadError as error:
        return {"what": error.what, "advice": error.advice}
    except ModuleNotFoundError as error:
        return {"missing": error.name}
    except MemoryError:
        return {"memory": True}
    except RecursionError:
        return {"what": "is nested too deeply", "advice": "save the report as plain text"}
    except Exception as error:  # parsers raise what they like at broken bytes
        return {"broken": f"{type(error).__name__}: {error}"[:200]}


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # no limits on Windows; the time is watched from outside
        return
    most = MEMORY_MIB << 20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _limit_time(seconds: int) -> None:
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


if __name__ == "__main__":
    serve(int(sys.argv[1]))
