"""The desk's files: a page asks for few, each with all that it needs, and what a browser has is not sent again."""

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
def test_a_page_asks_for_few_files_and_each_is_whole(client, path) -> None:
    text = client.get(path).text
    asked = re.findall(r'(?:href|src)="(/(?:js|style)/[^"]+)"', text)
    assert 2 <= len(set(asked)) <= 4
    for one in set(asked):
        told = client.get(one)
        assert told.status_code == 200, one
        if one.startswith("/js/") and one != "/js/maplibre.js":
            assert not re.findall(r"^import ", told.text, re.M)
            assert told.text.count("export default") == 1


def test_style_sheets_come_as_one_in_their_order(client) -> None:
    whole = client.get("/style/frame.css+desk.css").text
    assert whole == "\n".join(client.get(f"/style/{name}").text for name in ("frame.css", "desk.css"))


@pytest.mark.parametrize("path", ["/js/maplibre.js", "/js/desk.js", "/style/desk.css", "/style/maplibre.css"])
def test_what_a_browser_has_is_not_sent_again(client, path) -> None:
    first = client.get(path)
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"If-None-Match": '"other"'}).content == first.content


def test_there_is_nothing_else(client) -> None:
    scripts = ("/js/nothing.js", "/js/..%2Fdesk.py")
    for path in (*scripts, "/style/maplibre.png", "/style/frame.css+none.css", "/style/desk.js+frame.css"):
        assert client.get(path).status_code == 404
