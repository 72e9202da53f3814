"""OGC API – Features, as its clients use it."""

import csv
import io
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

pytest.importorskip("fastapi", reason="needs the extra web")

from fastapi import HTTPException

from siegeline.web import People
from siegeline.web.features import boxes, interval, table


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_client_lists_filters_and_pages(served) -> None:
    ogc = pytest.importorskip("owslib.ogcapi.features", reason="needs the Python package OWSLib")
    client = ogc.Features(f"{served.url}/ogc/")
    assert client.feature_collections() == ["places", "sieges", "routes", "claims"]
    assert any(one.endswith("conf/geojson") for one in client.conformance()["conformsTo"])
    assert client.api()["openapi"].startswith("3.")
    sieges = client.collection_items("sieges", datetime_="2016-07-20")
    assert [one["properties"]["name"] for one in sieges["features"]] == ["East Aleppo"]
    assert client.collection_items("sieges", datetime_="2016-07-20", bbox=[30, 30, 31, 31])["features"] == []
    assert client.collection_items("sieges", datetime_="../2010-01-01")["features"] == []
    first = client.collection_items("claims", limit=10)
    second = client.collection_items("claims", limit=10, offset=10)
    assert not {one["id"] for one in first["features"]} & {one["id"] for one in second["features"]}
    item = client.collection_item("claims", first["features"][0]["id"])
    assert item["properties"] == first["features"][0]["properties"]


@pytest.mark.parametrize("collection", ["places", "sieges", "routes", "claims"])
def test_the_next_links_lead_through_everything_once(served, collection) -> None:
    url, seen = f"{served.url}/ogc/collections/{collection}/items?limit=13", []
    while url:
        page = httpx.get(url).json()
        assert page["numberReturned"] == len(page["features"]) <= 13
        seen += [one["id"] for one in page["features"]]
        url = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
    assert len(seen) == len(set(seen)) == page["numberMatched"] > 0


def test_a_table_stands_beside_the_json(served) -> None:
    url = f"{served.url}/ogc/collections/claims/items"
    rows = list(csv.DictReader(io.StringIO(httpx.get(url, params={"f": "csv", "limit": "5"}).text)))
    told = httpx.get(url, params={"limit": "5"}).json()["features"]
    assert [row["id"] for row in rows] == [one["id"] for one in told]
    assert rows[0]["quote"] == told[0]["properties"]["quote"]


def test_as_known_earlier_there_is_less(served) -> None:
    url = f"{served.url}/ogc/collections/sieges/items"
    all_known = httpx.get(url, params={"datetime": "2016-08-06"}).json()["features"]
    then = httpx.get(url, params={"datetime": "2016-08-06", "known": "2016-08-06"}).json()["features"]
    assert "West Aleppo" in {one["properties"]["name"] for one in all_known}
    assert "West Aleppo" not in {one["properties"]["name"] for one in then}


@pytest.mark.parametrize(
    "query",
    [
        "bbox=1,2,3", "bbox=a,b,c,d", "bbox=0,5,1,4", "bbox=nan,0,1,1", "datetime=yesterday", "datetime=2016-02-30",
        "datetime=../..", "datetime=2016-08-07/2016-08-06", "limit=0", "limit=x", "f=xml", "rule=none", "group=none",
        "known=never", "colour=red",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(served, query) -> None:
    answer = httpx.get(f"{served.url}/ogc/collections/places/items?{query}")
    assert answer.status_code == 400
    assert answer.json()["description"]


def test_a_box_over_the_antimeridian_is_two() -> None:
    assert boxes("170,-10,-170,10") == [(170, -10, 180, 10), (-180, -10, -170, 10)]
    assert boxes("1,2,0,3,4,9") == [(1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2016-08-06", ("2016-08-06", "2016-08-06")),
        ("2016-08-06T23:30:00-02:00", ("2016-08-07", "2016-08-07")),
        ("../2016-08-06", (None, "2016-08-06")),
        ("2016-08-06T00:00:00Z/", ("2016-08-06", None)),
    ],
)
def test_instants_and_intervals(text, days) -> None:
    assert interval(text) == days


def test_no_day_is_no_interval() -> None:
    with pytest.raises(HTTPException):
        interval("/")


def test_a_cell_cannot_become_a_formula() -> None:
    told = table([{"id": "a", "geometry": None, "properties": {"quote": "=1+1", "n": -1}}])
    assert list(csv.reader(io.StringIO(told)))[1][:3] == ["a", "'=1+1", "-1"]


@pytest.mark.slow
def test_schemathesis_finds_nothing(served, tmp_path) -> None:
    """All checks but one: the schema cannot say which days exist and which rules there are, so some are refused."""
    program = Path(sys.executable).with_name("schemathesis")
    if not program.exists():
        pytest.skip("schemathesis is not installed: pip install schemathesis")
    command = [str(program), "run", f"{served.url}/api", "--max-examples", "20", "--seed", "7", "--no-color"]
    done = subprocess.run(
        [*command, "--exclude-checks", "positive_data_acceptance"],
        cwd=tmp_path, capture_output=True, text=True, timeout=250, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]


def test_a_large_record_tells_the_same_places_and_claims(served, serve, monkeypatch) -> None:
    def told(url: str, name: str) -> list[dict]:
        return httpx.get(f"{url}/ogc/collections/{name}/items", params={"limit": "1000"}).json()["features"]

    small = {name: told(served.url, name) for name in ("places", "claims")}
    monkeypatch.setattr("siegeline.web.desk.LARGE", 1)
    large = serve(People())
    assert told(large.url, "claims") == small["claims"]
    held = {one["properties"]["place"] for one in told(large.url, "places")}
    assert held == {one["properties"]["place"] for one in small["places"] if one["properties"]["basis"] == "claims"}
    whom = {(one["properties"]["place"], one["properties"]["holder"]) for one in told(large.url, "places")}
    assert whom >= {
        (one["properties"]["place"], one["properties"]["holder"])
        for one in small["places"]
        if one["properties"]["basis"] == "claims" and one["properties"]["state"] == "held"
    }


def test_a_large_record_tells_derived_sieges_once_they_are_worked_out(served, serve, monkeypatch) -> None:
    small = httpx.get(f"{served.url}/ogc/collections/sieges/items", params={"limit": "1000"}).json()["features"]
    assert {one["properties"]["basis"] for one in small} >= {"reported", "both"}
    monkeypatch.setattr("siegeline.web.desk.LARGE", 1)
    large = serve(People())
    extents = {one["id"]: one["extent"] for one in httpx.get(f"{large.url}/ogc/collections").json()["collections"]}
    assert extents["sieges"]["spatial"]["bbox"]
    answer = httpx.get(f"{large.url}/ogc/collections/sieges/items", params={"limit": "1000"})
    while answer.status_code == 503:
        assert int(answer.headers["Retry-After"]) >= 5
        assert "ask again in" in answer.json()["description"]
        time.sleep(0.2)
        answer = httpx.get(f"{large.url}/ogc/collections/sieges/items", params={"limit": "1000"})
    told = {one["id"]: one["properties"] for one in answer.json()["features"]}
    for one in small:
        other = next(row for row in told.values() if _covers(row, one["properties"]))
        assert other["besieger"] == one["properties"]["besieger"]
    assert {row["basis"] for row in told.values()} == {one["properties"]["basis"] for one in small}
    rows = httpx.get(f"{large.url}/ogc/collections/sieges/items", params={"f": "csv", "limit": "1000"}).text
    assert len(list(csv.DictReader(io.StringIO(rows)))) == len(told)


def _covers(row: dict, other: dict) -> bool:
    """Whether it tells of that siege on that row's first day, to the same degree."""
    same = all(row[name] == other[name] for name in ("place", "degree", "basis", "besieged"))
    return same and row["from"] <= other["from"] <= row["to"]
