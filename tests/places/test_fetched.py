"""Fetched: a country's files in GeoNames' own format, from a server on this machine, to an index on the shelf."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geonames_server import Web, serving, zipped
from siegeline.errors import InputError, UsageError
from siegeline.places.fetched import fetch_country
from siegeline.places.index import Index
from siegeline.places.place import Place
from siegeline.places.shelf import open_table, shelf_files, shelf_folder


def row(one: int, name: str, more: str, lat: float, lon: float, feature: str, province: str, people: int = 0) -> str:
    """A row of a country's file: 19 columns between tabs."""
    feature_class, code = feature.split(".")
    cells = (
        one, name, name.encode("ascii", "ignore").decode(), more, lat, lon, feature_class, code, "XA", "", province, "",
        "", "", people, "", 300, "Asia/Xland", "2020-01-01",
    )  # fmt: skip
    return "\t".join(str(cell) for cell in cells)


def named(one: int, language: str, name: str, preferred: str = "") -> str:
    """A row of the file of alternate names: 10 columns between tabs."""
    return "\t".join((str(9000 + one), str(one), language, name, preferred, "", "", "", "", ""))


PLACES = [
    row(1, "Northland", "", 36.5, 37.5, "A.ADM1", "01", 90000),
    row(2, "Castrā", "Kastra,Castra,كسترا", 36.1, 37.2, "P.PPLA2", "01", 12000),
    row(3, "Castra Airbase", "", 36.2, 37.3, "S.AIRB", "01"),
    row(4, "Bi’r Sweet", "", 36.3, 37.3, "H.WLL", "01"),
    row(5, "Turris", "", 36.4, 37.3, "P.PPL", "02"),
    row(6, "Great Town", "", 36.0, 37.0, "P.PPLC", "02", 2_000_000),
]
NAMES = [
    named(2, "en", "Old Castra"),
    named(2, "en", "Qastra", "1"),
    named(2, "link", "https://x"),
    named(2, "iata", "CAS"),
]


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    files = {"/XA.zip": zipped("XA.txt", PLACES), "/alternatenames/XA.zip": zipped("XA.txt", NAMES)}
    with serving(files) as served:
        yield served


def fetch(web: Web, country: str = "xa") -> Index:
    return fetch_country(country, web.address, timeout=5, pause=0.001)


def places(index: Index) -> dict[str, Place]:
    return {place.name: place for place in (index.place(number) for number in range(len(index)))}


def test_a_country_s_places_with_their_other_names(web: Web) -> None:
    found = places(fetch(web))
    assert {name: place.kind for name, place in found.items()} == {
        "Northland": "region", "Castrā": "town", "Castra Airbase": "airbase", "Turris": "village", "Great Town": "city",
    }  # fmt: skip
    castra = found["Castrā"]
    assert castra.id == "geonames:2"
    assert castra.aliases == ("Castr", "Qastra", "Old Castra", "Kastra", "Castra")
    assert (castra.native, castra.population, castra.country) == (("كسترا",), 12000, "XA")
    assert (castra.admin, castra.feature, found["Turris"].admin) == ("Northland", "PPLA2", "")


def test_it_is_on_the_shelf_and_nothing_else_is_left(web: Web) -> None:
    fetch(web)
    assert [path.stem for path in shelf_files()] == ["geonames-xa"]
    assert list((shelf_folder() / "downloads").iterdir()) == []
    index = open_table("geonames-xa")
    assert index.meta["countries"] == ["XA"]
    assert index.meta["licence"] == "CC BY 4.0"
    assert index.rows_named("kastra") == [1]


def test_after_a_break_only_what_is_missing_is_fetched(web: Web) -> None:
    whole = len(web.files["/alternatenames/XA.zip"])
    web.faults = [None, ("cut", 100), 503, 503, 503, 503, 503]
    with pytest.raises(InputError, match=r"alternatenames/XA\.zip: could not be fetched.*100 bytes are kept"):
        fetch(web)
    assert shelf_files() == ()
    web.asked.clear()
    web.faults.clear()
    assert len(fetch(web)) == 5
    assert web.asked == [("/alternatenames/XA.zip", "bytes=100-")]
    assert whole > 100


def _flipped(data: bytes) -> bytes:
    at = data.index(b"XA.txt") + 20  # within the compressed rows
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (b"<html>not here</html>", "is no whole zip archive"),
        (zipped("XA.txt", PLACES)[:-30], "is no whole zip archive"),
        (_flipped(zipped("XA.txt", PLACES)), "is damaged"),
        (zipped("XB.txt", PLACES), r"holds no XA\.txt"),
        (zipped("XA.txt", [*PLACES, "7\tshort"]), r"XA\.txt:7: has 2 columns, not 19"),
        (zipped("XA.txt", [row(7, "X", "", 136.0, 37, "P.PPL", "")]), "has no id, no name or no point"),
        (zipped("XA.txt", [PLACES[1].replace("36.1", "north")]), r"XA\.txt:1: has a number that is none"),
        (zipped("XA.txt", []), "holds no places"),
    ],
)
def test_what_is_not_geonames_leaves_the_shelf_as_it_was(web: Web, wrong: bytes, told: str) -> None:
    before = places(fetch(web))
    web.files["/XA.zip"] = wrong
    with pytest.raises(InputError, match=told):
        fetch(web)
    assert places(open_table("geonames-xa")) == before
    assert not list((shelf_folder() / "downloads").glob("*.zip"))


def test_alternate_names_of_another_shape(web: Web) -> None:
    web.files["/alternatenames/XA.zip"] = zipped("XA.txt", [*NAMES, *PLACES])
    with pytest.raises(InputError, match=r"XA\.txt:5: has 19 columns, not 10"):
        fetch(web)


@pytest.mark.parametrize("country", ["", "Syria", "S1", "../", "é1"])
def test_what_is_no_country(web: Web, country: str) -> None:
    with pytest.raises(UsageError, match="two letters"):
        fetch(web, country)
    assert web.asked == []


def test_a_country_that_geonames_does_not_have(web: Web) -> None:
    with pytest.raises(InputError, match=r"XQ\.zip: the server says 404.*two letters"):
        fetch(web, "XQ")
