"""The desk's files: a page names all that it needs at once, and what a browser has is not sent again."""

import re

import pytest

pytest.importorskip("fastapi", reason="needs the extra web")

from fastapi.testclient import TestClient

from siegeline.record import Record
from siegeline.settings import record_url
from siegeline.theatre import load_theatre
from siegeline.web import create_app


@pytest.fixture
def client(sample_record):
    with Record.open(record_url(str(sample_record))) as kept:
        yield TestClient(create_app(kept, load_theatre("syria")), base_url="http://127.0.0.1")


@pytest.mark.parametrize("path", ["/", "/review", "/compare"])
def test_a_page_names_every_module_that_it_needs(client, path) -> None:
    text = client.get(path).text
    named = re.findall(r'<link rel="modulepreload" href="/js/([a-z]+\.js)">', text)
    assert len(named) == len(set(named))
    for name in named:
        told = client.get(f"/js/{name}")
        assert told.status_code == 200
        assert set(re.findall(r'^import .* from "\./([a-z]+\.js)"', told.text, re.M)) <= set(named)
    assert set(re.findall(r'type="module"(?: async)? src="/js/([a-z]+\.js)"', text)) <= set(named)


@pytest.mark.parametrize("path", ["/js/maplibre.js", "/js/desk.js", "/style/desk.css", "/style/maplibre.css"])
def test_what_a_browser_has_is_not_sent_again(client, path) -> None:
    first = client.get(path)
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"If-None-Match": '"other"'}).content == first.content


def test_there_is_nothing_else(client) -> None:
    for path in ("/js/nothing.js", "/js/..%2Fdesk.py", "/style/maplibre.png"):
        assert client.get(path).status_code == 404
