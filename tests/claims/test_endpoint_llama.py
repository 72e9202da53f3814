"""The endpoint reader against a real llama.cpp server with a tiny random model: our question is one that it takes."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from tiny_model import ENDING, write_tiny_model

from siegeline.claims.claim import KINDS, STATUSES
from siegeline.claims.endpoint import SCHEMA, EndpointReader
from siegeline.claims.rules import RulesReader
from siegeline.settings import EndpointSettings

pytest.importorskip("httpx", reason='the endpoint reader needs httpx: pip install "siegeline[endpoint]"')
llama = pytest.importorskip("xllamacpp", reason="the real server is of the package xllamacpp, which is not installed")
pytestmark = pytest.mark.slow

SENTENCES = ("The army cut the Castello road on 17 July.", "Rebels withdrew from Hraytan.")


@contextmanager
def serving(folder: Path, *, context: int = 16384, likely: Mapping[str, float] = ENDING) -> Iterator[str]:
    """The base URL of a llama.cpp server in this process."""
    told = llama.CommonParams()
    told.model.path = str(write_tiny_model(folder / "tiny.gguf", context=context, likely=likely))
    told.n_ctx, told.n_parallel, told.n_gpu_layers, told.warmup = context, 1, 0, False
    told.cpuparams.n_threads = told.cpuparams_batch.n_threads = 1
    server = llama.Server(told)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server  # which ends it


def reader(base: str, folder: Path, lines: list[str], timeout: float = 60) -> EndpointReader:
    settings = EndpointSettings(base=base, model="tiny", timeout=timeout)
    return EndpointReader(settings, tell=lines.append, answers=folder / "answers")


def kinds_by_rules() -> list[list[str]]:
    return [[frame.kind for frame in frames] for frames in RulesReader().frames(SENTENCES)]


def test_a_real_server_keeps_to_the_schema_and_its_inventions_are_dropped(tmp_path: Path) -> None:
    lines: list[str] = []
    with serving(tmp_path) as base:
        asked = reader(base, tmp_path, lines)
        found = asked.frames(SENTENCES)
    assert lines == []
    assert asked.name == "endpoint:tiny"
    assert found == [[], []]  # a model that knows nothing quotes nothing
    (kept,) = (tmp_path / "answers").iterdir()
    claims = json.loads(kept.read_text(encoding="utf-8"))["claims"]
    assert claims
    for claim in claims:
        assert list(claim) == SCHEMA["properties"]["claims"]["items"]["required"]
        assert claim["kind"] in KINDS
        assert claim["status"] in STATUSES
    assert reader(base, tmp_path, lines).frames(SENTENCES) == [[], []]  # the server is gone
    assert lines == []


def test_a_context_that_is_too_short_is_told_in_the_servers_words(tmp_path: Path) -> None:
    lines: list[str] = []
    with serving(tmp_path, context=256) as base:
        found = reader(base, tmp_path, lines).frames(SENTENCES)
    (line,) = lines
    assert "HTTP 400" in line
    assert "context" in line
    assert [[frame.kind for frame in frames] for frames in found] == kinds_by_rules()


def test_a_model_that_never_ends_is_left(tmp_path: Path) -> None:
    lines: list[str] = []
    with serving(tmp_path, likely={"p": 60.0}) as base:
        found = reader(base, tmp_path, lines, timeout=1).frames(SENTENCES)
    (line,) = lines
    assert "no answer within 1 s" in line
    assert [[frame.kind for frame in frames] for frames in found] == kinds_by_rules()
