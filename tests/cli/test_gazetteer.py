"""``siegeline gazetteer`` and ``siegeline routes import``, as a user types them."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geonames_server import Web, serving, zipped
from road_files import straight, write_osm
from siegeline.errors import InputError, TheatreError, UsageError
from siegeline.theatre import load_theatre

from .conftest import Ask

SHARED = Path(__file__).parents[3] / "shared" / "places"
shared_places = pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared places are not here ({SHARED})")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "siegeline"


@pytest.fixture
def villages(tmp_path: Path) -> str:
    path = tmp_path / "villages.csv"
    path.write_text("id,name,lat,lon,iso2\n1,Castra Nova,35.0,38.0,SY\n2,Turris,35.1,38.1,SY\n", "utf-8")
    return str(path)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    cells = "7\tCastra Magna\tCastra Magna\t\t35.0\t38.0\tP\tPPL\tSY\t\t\t\t\t\t900\t\t300\tAsia/Damascus\t2020-01-01"
    files = {"/SY.zip": zipped("SY.txt", [cells]), "/alternatenames/SY.zip": zipped("SY.txt", [])}
    with serving(files) as served:
        monkeypatch.setenv("SIEGELINE_GAZETTEER_URL", served.address)
        yield served


def rows(ask: Ask, *words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ask(*words, "--as", "jsonl").stdout.splitlines()]


def test_fetch_find_list_remove(ask: Ask, web: Web) -> None:
    assert ask("gazetteer", "fetch", "sy").stdout == "geonames-sy: 1 place of SY\n"
    [found] = rows(ask, "gazetteer", "find", "castra magna")
    assert (found["id"], found["kind"], found["how"], found["country"]) == ("geonames:7", "village", "name", "SY")
    [listed] = rows(ask, "gazetteer", "list")
    assert (listed["name"], listed["places"], listed["licence"]) == ("geonames-sy", 1, "CC BY 4.0")
    assert Path(listed["file"]).stat().st_size == listed["bytes"]
    assert ask("gazetteer", "remove", "geonames-sy").stdout == "geonames-sy: removed\n"
    assert rows(ask, "gazetteer", "list") == []
    assert "none was added" in ask("gazetteer", "list").stderr


def test_fetch_from_another_address(ask: Ask, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIEGELINE_GAZETTEER_URL", "http://127.0.0.1:9")
    assert "1 place" in ask("gazetteer", "fetch", "SY", "--url", f"{web.address}/").stdout
    assert [path for path, _ in web.asked] == ["/SY.zip", "/alternatenames/SY.zip"]


def test_a_country_that_fails_leaves_those_fetched_before(ask: Ask, web: Web) -> None:
    with pytest.raises(InputError, match=r"XA\.zip: the server says 404"):
        ask("gazetteer", "fetch", "SY", "XA")
    assert [row["name"] for row in rows(ask, "gazetteer", "list")] == ["geonames-sy"]


def test_a_server_that_hangs_is_left(ask: Ask, web: Web) -> None:
    web.faults = [("hang", 10)]
    assert "1 place" in ask("gazetteer", "fetch", "SY", "--timeout", "0.3").stdout


def test_add_says_what_it_took_for_what(ask: Ask, villages: str) -> None:
    told = ask("gazetteer", "add", villages).stdout.splitlines()
    assert told == [
        "table: name from 'name'; lat from 'lat'; lon from 'lon'; id from 'id'; country from 'iso2'",
        "villages: 2 places of SY",
    ]
    assert [row["id"] for row in rows(ask, "gazetteer", "find", "Castra Nova")] == ["villages:1"]


def test_add_again_replaces(ask: Ask, villages: str) -> None:
    ask("gazetteer", "add", villages, "--name", "Ours")
    Path(villages).write_text("name,lat,lon,iso2\nPons Nova,35.0,38.0,SY\n", "utf-8")
    ask("gazetteer", "add", villages, "--name", "ours", "--source", "Somebody", "--licence", "CC0")
    [listed] = rows(ask, "gazetteer", "list")
    assert (listed["name"], listed["places"], listed["source"], listed["licence"]) == ("ours", 1, "Somebody", "CC0")
    assert rows(ask, "gazetteer", "find", "Castra Nova") == []


def test_bad_rows_are_listed_and_nothing_is_added(ask: Ask, villages: str) -> None:
    bad = "".join(f"{number},Bad,north,38,SY\n" for number in range(3, 30))
    Path(villages).write_text(Path(villages).read_text("utf-8") + bad, "utf-8")
    with pytest.raises(InputError, match=r"villages\.csv: 27 bad rows, nothing was added; mend them, or --skip-bad"):
        ask("gazetteer", "add", villages)
    assert rows(ask, "gazetteer", "list") == []
    told = ask("gazetteer", "add", villages, "--skip-bad")
    assert "villages: 2 places of SY" in told.stdout
    lines = told.stderr.splitlines()
    assert lines[0] == f"siegeline: {villages}:4: has the lat 'north'; write degrees such as 36.2"
    assert len(lines) == 21
    assert lines[-1] == "siegeline: … and 7 bad rows more"


def test_a_column_and_a_country_by_hand(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Ort,lat,lon\nCastra Nova,35,38\n", "utf-8")
    path = str(tmp_path / "x.csv")
    with pytest.raises(InputError, match="--column name=COLUMN"):
        ask("gazetteer", "add", path)
    told = ask("gazetteer", "add", path, "--column", "name=Ort", "--country", "ua").stdout
    assert told.endswith("x: 1 place of UA\n")
    assert rows(ask, "gazetteer", "find", "Castra Nova", "--theatre", "syria") == []
    assert [row["country"] for row in rows(ask, "gazetteer", "find", "Castra Nova", "--country", "UA")] == ["UA"]


@pytest.mark.parametrize(
    "words",
    [
        ("add", "x.csv", "--column", "name"),
        ("add", "x.csv", "--country", "Syria"),
        ("find", "Aleppo", "--country", "S1"),
        ("fetch", "SYR"),
        ("fetch", "SY", "--url", "nowhere"),
        ("remove", "gone"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(ask: Ask, words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError) as told:
        ask("gazetteer", *words)
    assert "\n" not in str(told.value)


def test_find_shows_reasons_and_near_names(ask: Ask) -> None:
    table = ask("gazetteer", "find", "Kuweires").stdout
    assert "kuweires-airbase" in table
    assert "the theatre's own" in table
    assert "a spelling of 'Aleppo'" in ask("gazetteer", "find", "Aleppp").stdout
    nothing = ask("gazetteer", "find", "Damascusopolis")
    assert nothing.stdout == ""
    assert nothing.stderr.startswith("no place is named 'Damascusopolis'; near: Damascus")
    heads = next(csv.reader(io.StringIO(ask("gazetteer", "find", "Damascusopolis", "--as", "csv").stdout)))
    assert {"name", "lat", "lon", "how", "why", "likeness"} <= set(heads)


def test_find_shows_so_many(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(
        "name,lat,lon,iso2\n" + "".join(f"Castra Nova,35.{n},38,SY\n" for n in range(5)), "utf-8"
    )
    ask("gazetteer", "add", str(tmp_path / "x.csv"))
    told = ask("gazetteer", "find", "Castra Nova", "--limit", "2")
    assert len(told.stdout.splitlines()) == 3
    assert told.stderr == "3 more; see --limit\n"


def test_a_broken_list_is_named_by_list(ask: Ask, villages: str, data: Path) -> None:
    ask("gazetteer", "add", villages)
    (data / "gazetteer" / "broken.places").write_bytes(b"no")
    told = ask("gazetteer", "list")
    assert "villages" in told.stdout
    assert "broken.places" in told.stderr
    assert ask("gazetteer", "remove", "broken").exit_code == 0


@pytest.mark.slow
@shared_places
def test_syria_s_own_file(ask: Ask) -> None:
    assert ask("gazetteer", "add", str(SHARED / "syria.jsonl.gz"), "--country", "SY").exit_code == 0
    found = rows(ask, "gazetteer", "find", "An Nasiriyah")
    named = [row for row in found if row["how"] in {"name", "alias"}]
    assert named[0]["id"] == "nasiriyah-aleppo"
    assert len(named) >= 12
    assert {row["admin"] for row in named} > {"As-Safira, Aleppo"}


def network(tmp_path: Path) -> str:
    way = ({"highway": "trunk", "name": "Castra Way", "ref": "X 77"}, straight((37.3725, 36.0), (37.3725, 36.15)))
    return str(write_osm(tmp_path / "north.osm.pbf", [way]))


def test_roads_are_imported_into_a_theatre_and_met_in_a_report(ask: Ask, tmp_path: Path, data: Path) -> None:
    file = network(tmp_path)
    told = ask("routes", "import", file, "--as", "jsonl")
    [row] = [json.loads(line) for line in told.stdout.splitlines()]
    assert (row["id"], row["name"], row["aliases"]) == ("osm-x77", "X77", ["Castra Way"])
    assert "safira" in row["places"]
    written = data / "theatres" / "syria" / "routes-north.yaml"
    assert str(written) in told.stderr
    assert "ODbL" in written.read_text("utf-8")
    assert load_theatre("syria").route["osm-x77"].source == "OpenStreetMap (north.osm.pbf)"
    report = tmp_path / "report.txt"
    report.write_text("The army cut the Castra Way on 3 May 2016.", "utf-8")
    [claim] = rows(ask, "read", str(report), "--reader", "rules")
    assert claim["route"]["id"] == "osm-x77"
    assert ask("routes", "import", file).stdout.count("osm-x77") == 1, "a second time replaces"


def test_roads_may_be_written_elsewhere(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "out" / "roads.yaml"
    ask("routes", "import", network(tmp_path), "--out", str(out))
    assert out.is_file()
    assert "osm-x77" not in load_theatre("syria").route


def test_a_network_without_such_roads(ask: Ask, tmp_path: Path) -> None:
    path = network(tmp_path)
    with pytest.raises(InputError, match="no named or numbered road of 5 km or more; try --least 0"):
        ask("routes", "import", path, "--kind", "footway")
    with pytest.raises(InputError, match="of 100 km or more"):
        ask("routes", "import", path, "--least", "100")
    with pytest.raises(TheatreError, match="no theatre 'atlantis'"):
        ask("routes", "import", path, "--theatre", "atlantis")


def test_routes_alone_still_lists(ask: Ask, tmp_path: Path) -> None:
    report = tmp_path / "import"
    report.write_text("The army cut the Castello road on 3 May 2016.", "utf-8")
    told = ask("routes", "--on", "2016-05-04", str(report)).stdout
    assert "Castello road" in told
