"""Shelf: gazetteers that a user has added, and the theatre's gazetteer with them."""

from pathlib import Path

import pytest

from siegeline.errors import InputError, UsageError
from siegeline.places import Place, gazetteer
from siegeline.places.candidates import candidates
from siegeline.places.gazetteer import Gazetteer, Layer, country_gazetteer
from siegeline.places.index import write_index
from siegeline.places.shelf import (
    keep_table,
    open_shelf,
    open_table,
    remove_table,
    shelf_files,
    shelf_state,
    table_name,
)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def place(one: str, name: str, lat: float = 35.0, lon: float = 38.0, kind: str = "village", **more: object) -> Place:
    return Place(one, name, kind, lat, lon, **{"country": "SY", "source": "ours", **more})  # type: ignore[arg-type]


def keep(*places: Place, name: str = "ours", countries: tuple[str, ...] = ("SY",)) -> None:
    keep_table(name, places, source="ours", licence="", countries=countries, origin="ours.csv")


def test_what_is_kept_is_found_until_it_is_removed() -> None:
    assert shelf_files() == ()
    assert gazetteer("syria").find("Castra Nova") == []
    keep(place("ours:1", "Castra Nova"))
    assert [one.id for one in gazetteer("syria").find("castra nova")] == ["ours:1"]
    assert open_table("ours").meta["origin"] == "ours.csv"
    assert remove_table("ours").stem == "ours"
    assert gazetteer("syria").find("Castra Nova") == []


def test_a_table_of_the_same_name_is_replaced() -> None:
    keep(place("ours:1", "Castra Nova"))
    before = shelf_state()
    keep(place("ours:2", "Turris Nova"))
    assert shelf_state() != before
    assert len(open_shelf()) == 1
    assert gazetteer("syria").find("Castra Nova") == []
    assert gazetteer("syria").find("Turris Nova") != []


def test_a_list_counts_for_its_own_countries_only() -> None:
    keep(place("ours:1", "Castra Nova", country="UA"), name="ua", countries=("UA",))
    both = (
        place("b:1", "Pons Nova", country="UA"),
        place("b:2", "Pons Nova", 35.5),
        place("b:3", "Pons Nova", 34, country=""),
    )
    keep(*both, name="both", countries=("SY", "UA"))
    syria = gazetteer("syria")
    assert syria.find("Castra Nova") == []
    assert {one.id for one in syria.find("Pons Nova")} == {"b:2", "b:3"}
    assert "b:1" not in syria.places
    assert "b:2" in syria.places
    assert {"b:1", "ours:1"} <= set(country_gazetteer(["UA"]).places)


def test_a_place_that_several_lists_know_is_one_place() -> None:
    syria = gazetteer("syria")
    embedded = next(
        one for one in syria.places.values() if not one.overlay and one.population and syria.find(one.name) == [one]
    )
    keep(place(embedded.id, "Castra Nova", embedded.lat, embedded.lon, "village", native=("كسترا",)))
    [joined] = gazetteer("syria").find(embedded.name)
    assert (joined.id, joined.name, joined.kind) == (embedded.id, "Castra Nova", "village")
    assert joined.population == embedded.population
    assert {embedded.name, *embedded.aliases} <= {joined.name, *joined.aliases}
    assert len([one for one in gazetteer("syria").places if one == embedded.id]) == 1


def test_a_place_of_the_theatre_hides_its_record_and_is_found_by_its_names() -> None:
    keep(place("geonames:170063", "Aleppo", 36.2, 37.16, "city", aliases=("Beroia Urbs",), native=("حلب",)))
    syria = gazetteer("syria")
    assert [one.id for one in syria.find("Aleppo")] == ["aleppo"]
    assert [one.id for one in syria.find("حلب")] == ["aleppo"]
    assert [one.id for one in syria.find("Beroia Urbs")] == ["aleppo"]
    assert "geonames:170063" not in syria.places


def test_two_sources_of_one_spot_are_one_candidate_and_two_villages_are_two() -> None:
    keep(place("ours:1", "Castra Nova", 35.0), place("ours:2", "Castra Nova", 35.01))
    keep(place("theirs:1", "Castra Nova", 35.005), place("theirs:2", "Castra Nova", 34.0), name="theirs")
    assert {one.id for one in gazetteer("syria").find("Castra Nova")} == {"ours:1", "ours:2", "theirs:2"}


def test_forms_and_places_come_with_those_of_the_lists() -> None:
    before = gazetteer("syria")
    keep(place("ours:1", "Castra Nova"))
    after = gazetteer("syria")
    assert after.forms() - before.forms() == {"castra nova"}
    assert len(after.places) == len(before.places) + 1
    assert list(after.places)[: len(after.own)] == [one.id for one in after.own]
    assert "aleppo" in after.places
    with pytest.raises(KeyError):
        after.places["nowhere"]


def test_near_names_come_from_the_lists_too() -> None:
    keep(place("ours:1", "Castra Nova"))
    assert gazetteer("syria").near("Kastra Novva")[0] == "Castra Nova"


def test_a_broken_list_is_told_and_can_be_removed() -> None:
    keep(place("ours:1", "Castra Nova"))
    [path] = shelf_files()
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(InputError, match=r"ours\.places: .*add the file again"):
        gazetteer("syria")
    remove_table("ours")
    assert gazetteer("syria").find("Aleppo")


@pytest.mark.parametrize("name", ["gone", "../gone", ""])
def test_a_list_that_is_not_there(name: str) -> None:
    keep(place("ours:1", "Castra Nova"))
    for act in (open_table, remove_table):
        with pytest.raises(UsageError, match="there are: ours; see"):
            act(name)


def test_no_places_are_no_list() -> None:
    with pytest.raises(InputError, match=r"ours\.csv: holds no places"):
        keep()
    assert shelf_files() == ()


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("syria.jsonl.gz", "syria"),
        ("My Villages (2).CSV", "my-villages-2"),
        ("x.geojson", "x"),
        ("....", "places"),
        ("села.csv", "села"),
    ],
)
def test_the_name_of_a_file_s_list(file: str, name: str) -> None:
    assert table_name(Path(file)) == name


def test_candidates_say_why(tmp_path: Path) -> None:
    own = Place("castra", "Castra", "base", 36.0, 37.0, aliases=("Kastra Camp",), overlay=True)
    index = write_index(
        tmp_path / "x.places",
        [
            place("t:1", "Castra", 35.0, population=7000, kind="town"),
            place("t:2", "Kastro", 34.0, native=("كسترا",)),
            place("t:3", "Turris"),
        ],
        {"countries": ["SY"]},
    )
    places = Gazetteer([own], [Layer(index)])
    told = [(one.place.id, one.how, one.matched, one.as_json()["why"]) for one in candidates("castra", places)]
    assert told == [
        ("castra", "name", "Castra", "its name; the theatre's own; one of 2 of that name"),
        ("t:1", "name", "Castra", "its name; 7,000 people; one of 2 of that name"),
        ("t:2", "spelling", "Kastro", "a spelling of 'Kastro'"),
    ]
    [other] = candidates("Kastra camp", places)
    assert (other.how, other.matched) == ("alias", "Kastra Camp")
    [native] = candidates("كسترا", places)
    assert (native.place.id, native.how) == ("t:2", "native")
    assert candidates("Atlantis", places) == []
