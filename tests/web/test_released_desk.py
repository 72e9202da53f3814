"""A desk that shows a release: no withheld word, coordinate, id or date in the bytes of any address; nobody judges."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from leaking import BASES, claims, fading_days, leaks, reports, strict
from siegeline.record import Record
from siegeline.settings import record_url
from siegeline.theatre import load_theatre

pytest.importorskip("fastapi", reason="needs the extra web")
from fastapi.testclient import TestClient

from siegeline.web import People, create_app

_CODE = {"planned"}  # a word of the modules' own, for a status
COLLECTIONS = ("places", "sieges", "routes", "claims")
DAYS = ("2016-07-05", "2016-07-13", "2016-07-22", "2016-08-01")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    path = tmp_path_factory.mktemp("release") / "record.db"
    with Record.open(record_url(str(path))) as record:
        for report in reports():
            found = [claim for claim in claims() if claim.report == report.sha256]
            record.add(report, found, theatre="syria", reader="rules 0.1.0", learned=report.published)
        yield record


@pytest.fixture(params=BASES)
def desk(request: Any, kept: Record) -> TestClient:
    app = create_app(kept, load_theatre("syria"), people=People(), release=strict(request.param), hosts=None)
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=True)


def addresses(desk: TestClient) -> list[str]:
    """Every address that answers to GET, asked plainly and as known on some days, by group and by day."""
    routers = [desk.app, *(getattr(one, "original_router", None) for one in desk.app.routes)]  # type: ignore[attr-defined]
    routes = [route for router in routers if router is not None for route in router.routes]
    paths = {route.path for route in routes if "GET" in getattr(route, "methods", ())}
    plain = {path for path in paths if "{" not in path}
    asked = {f"{path}?known={day}" for path in plain for day in DAYS if path.startswith("/desk")}
    items = {f"/ogc/collections/{one}/items" for one in COLLECTIONS}
    asked |= {
        f"{path}?limit=1000{more}" for path in items for more in ("", "&f=csv", *(f"&known={day}" for day in DAYS))
    }
    asked |= {f"{path}?datetime={day}" for path in items for day in DAYS}
    asked |= {f"{path}?group=independent" for path in items}
    asked |= {f"/desk/search?q={word}" for word in ("besieged", "captured", "a", "o", "zulqar")}
    asked |= {f"/ogc/collections/{one}" for one in COLLECTIONS}
    ids = [claim.id for claim in claims()] + ["undisclosed-1"]
    asked |= {f"/desk/influence?on={day}&claims={','.join(ids)}" for day in DAYS}
    asked |= {f"/desk/report/{report.sha256}" for report in reports()}
    asked |= {f"/desk/{one}?on={day}" for day in DAYS for one in ("drawn", "derived")}
    asked |= {"/desk/events?first=2016-06-01&last=2016-08-01"}
    asked |= {f"/desk/details?place={one}" for one in ("madaya", "aleppo", "darayya", "khan-tuman")}
    asked |= {"/desk/details?route=castello-road", "/desk/contents?soon=last", "/desk/contents?soon=2016-07-05"}
    found = json.loads(desk.get("/ogc/collections/claims/items?limit=1000").content)["features"]
    asked |= {f"/ogc/collections/claims/items/{one['id']}" for one in found}
    files = {path for path in paths if path.startswith(("/js", "/style"))}
    ground = {path for path in paths if path.startswith("/tiles/")}  # the map's ground: nothing of the record
    asked |= {"/tiles/6/38/25"} if ground else set()
    assert paths - plain - files - ground == {
        "/desk/report/{sha256}", "/ogc/collections/{collection}", "/ogc/collections/{collection}/items",
        "/ogc/collections/{collection}/items/{feature}",
    }, "an address that this test does not ask"  # fmt: skip
    return sorted(plain - files | asked)


def test_nothing_withheld_is_in_the_bytes_of_any_address(desk: TestClient) -> None:
    found, base = {}, desk.app.state.desk.release.base  # type: ignore[attr-defined]
    for address in addresses(desk):
        answer = desk.get(address)
        shown = f"{answer.headers}{answer.content.decode('utf-8', 'replace')}"
        shown += json.dumps(answer.json(), ensure_ascii=False) if "json" in answer.headers["content-type"] else ""
        url = answer.request.url.query.decode() + answer.request.url.path
        asked = {one for one in leaks(shown, base) if one not in url} - fading_days(base)
        if asked - _CODE:
            found[address] = asked
    assert found == {}


def test_what_may_be_told_is_there(desk: TestClient) -> None:
    contents = desk.get("/desk/contents").json()
    assert "madaya" in contents["places"]
    told_late = desk.app.state.desk.release.base != "internal"  # type: ignore[attr-defined]
    assert contents["made"]["withheld"]["plans and predictions" if told_late else "withheld places and people"] >= 1
    assert {one["properties"]["source"] for one in desk.get("/ogc/collections/claims/items").json()["features"]} == {
        "Bulletin", "undisclosed source",
    }  # fmt: skip


def test_nobody_reviews_or_judges(desk: TestClient) -> None:
    for address in ("/review", "/desk/queue", "/desk/judgements", "/desk/places?q=Douma"):
        assert desk.get(address).status_code == 404
    assert desk.post("/desk/judgements", json={"action": "accept", "claims": [], "why": "x"}).status_code in {404, 405}


def test_the_claims_of_the_api_are_those_of_the_exports(desk: TestClient) -> None:
    from siegeline.publish.extract import extract

    release = desk.app.state.desk.release  # type: ignore[attr-defined]
    told = extract(claims(), load_theatre("syria"), release)
    shown = {one["id"] for one in desk.get("/ogc/collections/claims/items?limit=1000").json()["features"]}
    assert shown == {one.id for one in told.cited.values()}
