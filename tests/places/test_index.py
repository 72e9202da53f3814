"""The index: places in one file that is opened by memory map."""

import json
from pathlib import Path

import pytest

from siegeline.errors import InputError
from siegeline.places import index as module
from siegeline.places.index import Index, opened, write_index
from siegeline.places.place import Place

CASTRA = Place(
    "t:1", "Al Castra", "town", 36.123456, -37.5, 2.0, ("Kastra",), 70000, "t:2", "ours", False, "SY", "North", "PPL",
    ("كسترا",),
)  # fmt: skip
TURRIS = Place("t:2", "Turris", "village", -0.00001, 179.99999, 1.5)
META = {"title": "ours", "countries": ["SY"]}


def rows(index: Index) -> list[Place]:
    return [index.place(row) for row in range(len(index))]


def test_places_come_back_as_they_went_in(tmp_path: Path) -> None:
    index = write_index(tmp_path / "ours.places", [CASTRA, TURRIS], META)
    again = Index(index.path)
    assert [place.name for place in rows(again)] == ["Al Castra", "Turris"]
    back = again.place(0)
    assert (back.lat, back.lon) == (36.12346, -37.5)  # to a metre
    assert back == Place(**{**{name: getattr(CASTRA, name) for name in CASTRA.__slots__}, "lat": 36.12346})
    assert again.place(1) == TURRIS
    assert again.meta == META
    assert len(again) == 2


@pytest.mark.parametrize("name", ["Al Castra", "castra", "CASTRA", "kastra", "كسترا"])
def test_a_row_by_any_name(tmp_path: Path, name: str) -> None:
    index = write_index(tmp_path / "ours.places", [TURRIS, CASTRA], META)
    assert index.rows_named(name) == [1]


def test_rows_by_spelling_and_by_id(tmp_path: Path) -> None:
    index = write_index(tmp_path / "ours.places", [CASTRA, TURRIS], META)
    assert index.rows_like("Qastraa") == [0]
    assert index.rows_like("Tooris") == [1]
    assert (index.row("t:2"), index.row("t:3"), index.row("t:"), index.row("")) == (1, None, None, None)
    assert index.ids() == ["t:1", "t:2"]
    assert index.forms() == ["al castra", "castra", "kastra", "turris"]


@pytest.mark.parametrize("name", ["", " ", "zzz", "aaa", "castr", "castraa", "\x00", "é"])
def test_what_is_not_there(tmp_path: Path, name: str) -> None:
    assert write_index(tmp_path / "ours.places", [CASTRA, TURRIS], META).rows_named(name) == []


def test_many_places_of_one_name_and_none_at_all(tmp_path: Path) -> None:
    many = [Place(f"t:{number}", "Castra", "village", 36, 37) for number in range(300)]
    assert write_index(tmp_path / "many.places", many, META).rows_named("Castra") == list(range(300))
    empty = write_index(tmp_path / "none.places", [], META)
    assert (len(empty), empty.ids(), empty.forms(), empty.rows_named("Castra")) == (0, [], [], [])


def test_an_id_stands_once_and_odd_letters_do_no_harm(tmp_path: Path) -> None:
    odd = Place("t:1", "Ca\nst\x1era", "town", 36, 37, aliases=("a\x1fb", "\ud800rune"))
    [back] = rows(write_index(tmp_path / "ours.places", [CASTRA, odd], META))
    assert back.name == "Ca st ra"
    assert back.aliases == ("a b", "?rune")


def test_an_index_of_other_foldings_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_index(tmp_path / "ours.places", [CASTRA, TURRIS], META).path
    before = rows(Index(path))
    assert not Index(path).stale
    monkeypatch.setattr(module, "foldings", lambda: "others")
    assert Index(path).stale
    made = opened(path)
    assert not made.stale
    assert rows(made) == before
    assert made.meta == META


@pytest.mark.parametrize("keep", [0, 5, 40, 200, -1])
def test_a_file_cut_short_is_told_in_a_line(tmp_path: Path, keep: int) -> None:
    path = write_index(tmp_path / "ours.places", [CASTRA, TURRIS], META).path
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(InputError, match=r"ours\.places: .*add the file again"):
        Index(path)


@pytest.mark.parametrize("text", ["", "{}", "no index", json.dumps({"parts": []})])
def test_a_file_that_is_no_index(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.places"
    path.write_text(text)
    with pytest.raises(InputError, match=r"other\.places"):
        Index(path)


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        write_index(tmp_path / "file" / "ours.places", [CASTRA], META)
    assert (tmp_path / "file").read_text() == "in the way"


def test_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_index(tmp_path / "ours.places", [CASTRA], META)
    assert [file.name for file in tmp_path.iterdir()] == ["ours.places"]
