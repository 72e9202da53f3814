"""Toponyms: the names in a text, which place each means, and when that stays undecided. Texts and places are ours."""

import pytest

from siegeline.places import Atlas, Gazetteer, Place, Toponym, toponyms
from siegeline.places.spot import find_spots, is_caseless, loose, words_of

PLACES = [
    Place("c:r", "Ruritania", "country", 46.0, 16.0, 100, ("Ruritanian",), 5_000_000, country="RR"),
    Place("c:b", "Borduria", "country", 44.0, 30.0, 100, (), 9_000_000, country="BB"),
    Place("s:n", "Northmark", "state", 47.0, 16.0, 50, (), 900_000, "c:r", country="RR"),
    Place("t:r1", "Strelsau", "town", 46.1, 16.1, 3, (), 400_000, "s:n", country="RR"),
    Place("t:r2", "Zenda", "town", 46.3, 16.2, 3, (), 20_000, "s:n", country="RR"),
    Place("t:b2", "Zenda", "town", 44.5, 30.4, 3, (), 300_000, "c:b", country="BB"),
    Place("t:b1", "Szohod", "town", 44.4, 30.1, 3, (), 800_000, "c:b", country="BB"),
    Place("t:b3", "Tall Rihab", "village", 44.6, 30.2, 1, (), 900, "c:b", country="BB"),
    *(Place(f"t:m{at}", "Middlemoor", "village", 40.0 + at, 10.0 + 3 * at, 1, (), 500) for at in range(8)),
]
WHERE = Atlas(Gazetteer(PLACES))


def meant(text: str, name: str, where: Atlas = WHERE) -> Toponym:
    return next(one for one in toponyms(text, where, named=0.0) if one.text == name)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Zenda, Ruritania: shells fell near Strelsau.", "t:r2"),
        ("Officials in Szohod said that the road to Zenda was open. Borduria denied it.", "t:b2"),
        ("Officials in Strelsau said that the road to Zenda was open. Northmark is quiet.", "t:r2"),
        ("The road to Zenda is open.", "t:b2"),
    ],
)
def test_which_of_two_is_meant_depends_on_what_else_is_named(text: str, place: str) -> None:
    found = meant(text, "Zenda")
    assert found.place is not None
    assert found.place.id == place
    assert found.candidates[0].reasons


def test_a_name_of_many_villages_with_nothing_beside_it_stays_undecided() -> None:
    found = meant("They marched to Middlemoor.", "Middlemoor")
    assert found.place is None
    assert len(found.candidates) > 1
    row = found.as_json()
    assert row["id"] is None
    assert row["lat"] is None
    assert row["candidates"][0]["name"] == "Middlemoor"


def test_probabilities_of_candidates_and_of_the_whole() -> None:
    found = meant("Officials in Szohod said that the road to Zenda was open.", "Zenda")
    assert sum(one.probability for one in found.candidates) == pytest.approx(1)
    assert found.probability <= found.named <= 1


def test_a_spelling_of_a_theatre_s_name() -> None:
    found = meant("Shells fell on Tel Rehab near Szohod.", "Tel Rehab")
    assert found.place is not None
    assert found.place.id == "t:b3"


def test_a_person_is_no_place_and_a_town_is() -> None:
    text = (
        "Mr. Hudson Zenda, 42, was arrested. Mr. Zenda said nothing. Police in Strelsau and Szohod, Borduria, met."
    )
    told = {one.text: one.named for one in toponyms(text, WHERE, named=0.0)}
    assert told["Strelsau"] > 0.5
    assert told.get("Zenda", 0.0) < 0.5


def test_offsets_are_the_texts() -> None:
    text = "  “Strelsau”, they\u00a0said, is not Szohod’s."
    for one in toponyms(text, WHERE, named=0.0):
        assert text[one.start : one.end] == one.text


@pytest.mark.parametrize(
    ("text", "caseless"),
    [
        ("shells fell on strelsau and on zenda in the night", True),
        ("SHELLS FELL ON STRELSAU AND ON ZENDA", True),
        ("Shells fell on Strelsau and on Zenda in the night.", False),
    ],
)
def test_whether_capitals_tell_something(text: str, caseless: bool) -> None:
    assert is_caseless(text) is caseless
    spots = [spot.key for spot in find_spots(text, words_of(text), WHERE.find)]
    assert spots == ["strelsau", "zenda"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("St. Louis", "Saint Louis"), ("Sana'a", "Sanaa"), ("W.Va.", "WVa"), ("Deir-ez-Zor", "Deir ez Zor")],
)
def test_loose_forms_of_one_name(one: str, other: str) -> None:
    assert loose(one) == loose(other)


def test_an_empty_text_and_one_without_names() -> None:
    assert toponyms("", WHERE) == []
    assert toponyms("Nobody came.", WHERE) == []


def test_sentences_do_not_run_into_one_name() -> None:
    text = "They left Tall. Rihab is a man."
    assert [spot.text for spot in find_spots(text, words_of(text), WHERE.find)] == []
