"""What the desk's modules ask for."""

import httpx
import pytest

pytest.importorskip("fastapi", reason="needs the extra web")


def test_search_suggests_a_sentence_once_however_much_it_tells(served) -> None:
    told = httpx.get(f"{served.url}/desk/search", params={"q": "castello"}).json()
    named = [(one["report"], one["name"]) for one in told["claims"]]
    assert len(named) == len(set(named)) > 3
    assert told["all"] >= len(named)
    contents = httpx.get(f"{served.url}/desk/contents").json()["claims"].values()
    said = [(one["report"], one["quote"]) for one in contents if "castello" in one["quote"].casefold()]
    assert told["all"] == len(set(said)) < len(said)
