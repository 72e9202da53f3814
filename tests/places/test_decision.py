"""Two villages of one name, far apart: decided by the report, by a person before, or not at all."""

from datetime import date
from typing import Any

from siegeline.places import Decision, Gazetteer, Place, PlaceResolver

NORTH = Place("list:1", "Tell Hamra", "village", 36.2, 37.6, country="SY")
SOUTH = Place("list:2", "Tell Hamra", "village", 32.7, 36.1, country="SY")
NEAR_SOUTH = Place("list:3", "Qalat Suda", "town", 32.75, 36.15, population=9000, country="SY")
NEAR_NORTH = Place("list:4", "Mashraa Beida", "town", 36.25, 37.55, population=9000, country="SY")
LIST = Gazetteer([NORTH, SOUTH, NEAR_SOUTH, NEAR_NORTH])
BARE = "Shells fell on Tell Hamra in the night."
SAID = Decision("Tell Hamra", "list:2", "A. Reader", date(2026, 3, 1))


def resolved(text: str, phrase: str = "Tell Hamra", *said: Decision) -> Any:
    return PlaceResolver(text, LIST, said).resolve(phrase, text.rindex(phrase))


def test_without_a_sign_it_is_undecided_and_has_no_point() -> None:
    found = resolved(BARE)
    assert (found.place, found.lat, found.lon, found.radius_km) == (None, None, None, None)
    assert {one.place.id for one in found.choice.meanings} == {"list:1", "list:2"}
    assert found.choice.probability < 0.6


def test_another_place_in_the_report_decides() -> None:
    for other, want in (("Qalat Suda", "list:2"), ("Mashraa Beida", "list:1")):
        found = resolved(f"Fighters left {other}. Shells fell on Tell Hamra in the night.")
        assert found.place is not None
        assert (found.place.id, found.choice.decided) == (want, True)
        assert found.choice.meanings[0].reasons


def test_a_choice_kept_from_before_decides_and_is_the_reason() -> None:
    found = resolved(BARE, "Tell Hamra", SAID)
    assert found.place == SOUTH
    assert found.choice.meanings[0].reasons[0] == "chosen by A. Reader on 2026-03-01"


def test_of_two_choices_the_later_counts() -> None:
    later = Decision("Tell Hamra", "list:1", "B. Second", date(2026, 4, 1))
    assert resolved(BARE, "Tell Hamra", SAID, later).place == NORTH


def test_what_is_told_by_an_undecided_place_has_no_point_either() -> None:
    found = resolved("They dug in 5 km west of Tell Hamra.", "5 km west of Tell Hamra")
    assert (found.place, found.lat, found.relation.anchors, found.relation.distance_km) == (None, None, (), 5.0)


def test_a_place_that_the_list_does_not_give_for_the_name_can_be_chosen() -> None:
    said = Decision("Qalat Suda", "list:4", "A. Reader", date(2026, 3, 1))
    assert resolved("Shells fell on Qalat Suda.", "Qalat Suda", said).place == NEAR_NORTH


def test_a_choice_of_a_place_that_is_in_no_list_is_left_out() -> None:
    gone = Decision("Tell Hamra", "list:9", "A. Reader", date(2026, 3, 1))
    assert resolved(BARE, "Tell Hamra", gone).place is None


def test_the_theatres_own_place_stays_meant() -> None:
    own = Place("tell-hamra", "Tell Hamra", "village", 34.5, 36.9, overlay=True)
    found = PlaceResolver(BARE, Gazetteer([own, NORTH, SOUTH])).resolve("Tell Hamra", BARE.index("Tell"))
    assert (found.place, found.choice) == (own, None)
