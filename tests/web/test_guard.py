"""Who is let in, and what no report can do."""

import httpx
import pytest

from siegeline.errors import UsageError
from siegeline.web import People

READER, JUDGE = "reader-token-0123456789", "judge-token-0123456789"
TOKENS = {READER: None, JUDGE: "B. Judge"}


def test_every_answer_has_a_strict_policy(served) -> None:
    for path in ("/", "/review", "/compare", "/js/desk.js", "/desk/contents", "/ogc/", "/nowhere"):
        headers = httpx.get(served.url + path).headers
        assert "script-src 'self';" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_no_page_has_a_script_inside_it(served) -> None:
    for path in ("/", "/review", "/compare", "/login"):
        page = httpx.get(served.url + path).text
        assert "<script>" not in page
        assert " onclick" not in page
        assert "http" not in page.replace("http-equiv", "")


def test_another_name_is_not_answered(served) -> None:
    answer = httpx.get(served.url + "/desk/contents", headers={"Host": "evil.example"})
    assert answer.status_code == 421


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_another_site_cannot_judge(serve, headers) -> None:
    desk = serve(People(local="A. Reader"))
    claim = desk.record.claims()[0]
    body = {"action": "reject", "claims": [claim.id], "why": "because"}
    assert httpx.post(desk.url + "/desk/judgements", json=body, headers=headers).status_code == 403
    assert desk.record.judgements() == []


def test_no_path_leaves_the_modules(served) -> None:
    for name in ("..%2fapp.py", "%2e%2e/app.py", "app.py", "desk.html", "x.js"):
        assert httpx.get(f"{served.url}/js/{name}").status_code == 404


def test_without_a_token_only_the_login_is_shown(serve) -> None:
    desk = serve(People(TOKENS))
    assert httpx.get(desk.url + "/desk/contents").status_code == 401
    page = httpx.get(desk.url + "/", headers={"Accept": "text/html"})
    assert page.status_code == 401
    assert 'action="/login"' in page.text
    assert httpx.get(desk.url + "/ogc/", headers={"Authorization": "Bearer " + "x" * 20}).status_code == 401
    assert httpx.get(desk.url + "/ogc/", headers={"Authorization": f"Bearer {READER}"}).status_code == 200


def test_a_token_opens_the_desk_and_names_who_judges(serve) -> None:
    desk = serve(People(TOKENS))
    claim = desk.record.claims()[0]
    body = {"action": "accept", "claims": [claim.id], "why": "read"}
    with httpx.Client(base_url=desk.url) as client:
        assert client.post("/login", data={"token": "wrong"}).status_code == 401
        answer = client.post("/login", data={"token": JUDGE})
        assert answer.status_code == 303
        assert "HttpOnly" in answer.headers["set-cookie"]
        assert "SameSite=strict" in answer.headers["set-cookie"]
        assert client.post("/desk/judgements", json=body).json()["who"] == "B. Judge"
    looking = httpx.post(desk.url + "/desk/judgements", json=body, headers={"Authorization": f"Bearer {READER}"})
    assert looking.status_code == 403
    assert [one.who for one in desk.record.judgements()] == ["B. Judge"]


@pytest.mark.parametrize("tokens", [["short"], ["A:" + "x" * 20, "B:" + "x" * 20], ["with blank in it 123456"]])
def test_a_bad_token_is_refused(tokens) -> None:
    with pytest.raises(UsageError):
        People.of(tokens)
