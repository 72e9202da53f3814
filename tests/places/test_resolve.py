"""Resolve: which place the words of a report mean."""

import pytest

from siegeline.places import PlaceResolver, Resolved, gazetteer
from siegeline.places.resolve import distance_km

SYRIA = gazetteer("syria")


def resolved(text: str, phrase: str, theatre: str = "syria") -> Resolved:
    """What the last ``phrase`` of ``text`` means."""
    return PlaceResolver(text, gazetteer(theatre)).resolve(phrase, text.rindex(phrase))


def place_id(text: str, phrase: str) -> str | None:
    place = resolved(text, phrase).place
    return place.id if place else None


@pytest.mark.parametrize(
    ("text", "phrase", "place"),
    [
        ("Rebels hold Hraytan.", "Hraytan", "hraytan"),
        ("Rebels hold the town of Hraytan.", "the town of Hraytan", "hraytan"),
        ("Rebels hold the strategic town of Hraytan.", "the strategic town of Hraytan", "hraytan"),
        ("They left besieged eastern Aleppo.", "besieged eastern Aleppo", "aleppo-east"),
        ("The garrison of Kuwaeres base waits.", "Kuwaeres base", "kuweires-airbase"),
        ("The army is in Khanassir.", "Khanassir", "khanaser"),
        ("Rebels hold Haraytan.", "Haraytan", "hraytan"),
        ("The men of the Kuweires air base east of Aleppo wait.", "Kuweires air base east", "kuweires-airbase"),
    ],
)
def test_by_name_or_spelling(text: str, phrase: str, place: str) -> None:
    assert place_id(text, phrase) == place


@pytest.mark.parametrize(
    ("phrase", "place"),
    [
        ("west of the city", "aleppo-west"),
        ("the eastern neighbourhoods", "aleppo-east"),
        ("eastern part of the city", "aleppo-east"),
        ("west", "aleppo-west"),
        ("western Aleppo", "aleppo-west"),
        ("south-west of the city", "aleppo-south"),
        ("the city", "aleppo"),
    ],
)
def test_parts_of_the_city_that_a_report_is_about(phrase: str, place: str) -> None:
    assert place_id(f"Aleppo is hit again. Rockets fell on {phrase}", phrase) == place


def test_an_nasiriyah_is_the_one_near_the_other_places_told_of() -> None:
    north = resolved("The army in Safira and Jabbul looks to An Nasiriyah.", "An Nasiriyah").place
    assert north is not None
    assert north.id == "nasiriyah-aleppo"
    safira = SYRIA.places["safira"]
    assert distance_km(north.lat, north.lon, safira.lat, safira.lon) < 15


@pytest.mark.parametrize(
    "phrase",
    ["outskirts of Hraytan", "countryside around Hraytan", "area near Hraytan", "10 km north of Hraytan"],
)
def test_at_a_place_is_not_the_place(phrase: str) -> None:
    beside = resolved(f"They reached the {phrase}", phrase)
    assert beside.beside
    assert beside.place is not None
    assert beside.place.id == "hraytan"
    assert beside.radius_km is not None
    assert beside.radius_km > beside.place.radius_km


def test_the_place_itself_is_not_beside() -> None:
    assert not resolved("They reached Hraytan", "Hraytan").beside


def test_a_bearing_after_a_name_is_of_what_follows() -> None:
    phrase = "Kuweires air base east of Aleppo"
    base = resolved(f"The garrison of the {phrase} is besieged.", phrase)
    assert not base.beside
    assert base.place is not None
    assert base.place.id == "kuweires-airbase"
    assert not resolved("Aleppo is hit, most of all the west of the city", "west of the city").beside


@pytest.mark.parametrize(
    ("text", "phrase", "place"),
    [
        ("Kuweires air base is lost. Rebels entered the base", "the base", "kuweires-airbase"),
        ("First Kuweires, then the artillery base fell. Rebels left the base", "the base", "ramouseh-artillery-base"),
        ("Rebels came to Hraytan. They left it", "it", "hraytan"),
        ("Rebels came to Hraytan. Fighting goes on there", "there", "hraytan"),
        ("Nothing was named. Rebels left the base", "the base", None),
    ],
)
def test_what_was_told_before(text: str, phrase: str, place: str | None) -> None:
    assert place_id(text, phrase) == place


def test_a_village_that_nobody_knows_has_an_anchor_and_a_radius() -> None:
    unknown = resolved("Aleppo is quiet. The army took the village of Bzaghta", "village of Bzaghta")
    aleppo = SYRIA.places["aleppo"]
    assert unknown.place is None
    assert unknown.how == "anchor"
    assert (unknown.lat, unknown.lon) == (aleppo.lat, aleppo.lon)
    assert unknown.radius_km is not None
    assert unknown.radius_km >= 15


def test_without_anything_known_it_lies_nowhere() -> None:
    nowhere = resolved("The army took Bzaghta", "Bzaghta")
    assert nowhere == Resolved(None, "unknown", 0.1)


def test_looking_is_not_telling() -> None:
    places = PlaceResolver("The army came.", SYRIA)
    assert places.peek("Hraytan", 0) == "hraytan"
    assert places.resolve("the base", 10).place is None
    assert places.peek("nowhere", 0) is None


@pytest.mark.parametrize("phrase", ["Aleppo province", "Idlib governorate", "province of Homs"])
def test_a_province_is_not_its_city(phrase: str) -> None:
    found = resolved(f"The army advanced in {phrase}", phrase)
    assert found.beside
    assert found.radius_km is not None
    assert found.radius_km >= 40


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The rebels shelled the artillery base in Hama.", "artillery base in Hama"),
        ("The citadel of Palmyra was shelled.", "citadel of Palmyra"),
        ("Fighting went on in Hasakah, where they hold the southern districts.", "southern districts"),
    ],
)
def test_a_description_is_of_the_city_that_is_told_with_it(text: str, phrase: str) -> None:
    place = resolved(text, phrase).place
    assert place is None or "aleppo" not in (place.id, place.part_of)


def test_a_description_beside_its_own_city_is_there() -> None:
    assert place_id("The citadel of Aleppo was shelled.", "citadel of Aleppo") == "aleppo-citadel"
    assert place_id("They attacked Aleppo. They hold the southern districts.", "southern districts") == "aleppo-south"


@pytest.mark.parametrize(
    ("text", "phrase", "anchor"),
    [
        ("Rebels fought in Aleppo. The army shelled Qarnab, near Saraqib.", "Qarnab", "saraqib"),
        ("Rebels fought in Aleppo. The army shelled Damascus, including Qarnab.", "Qarnab", "damascus"),
        ("Rebels fought in Aleppo. They took Qarnab.", "Qarnab", "aleppo"),
    ],
)
def test_an_unknown_name_is_by_what_its_sentence_names(text: str, phrase: str, anchor: str) -> None:
    relation = resolved(text, phrase).relation
    assert relation is not None
    assert relation.anchors == (anchor,)


def test_a_town_is_no_misspelt_crossing() -> None:
    assert place_id("The army shelled Zamalka.", "Zamalka") != "semalka-crossing"
    assert place_id("They closed the Semalka crossing.", "Semalka crossing") == "semalka-crossing"


@pytest.mark.parametrize(
    ("text", "phrase", "anchor"),
    [
        ("Ivanivske, 6 km west of Bakhmut, was shelled.", "Ivanivske", "bakhmut"),
        ("Troops fought in Dibrova, near Kreminna.", "Dibrova", "kreminna"),
        ("There were clashes at Makiivka, north-east of Lyman.", "Makiivka", "lyman"),
    ],
)
def test_a_namesake_far_from_the_neighbour_told_is_not_meant(text: str, phrase: str, anchor: str) -> None:
    found = resolved(text, phrase, "ukraine")
    assert found.place is None
    assert found.relation is not None
    assert found.relation.anchors == (anchor,)


def test_of_namesakes_the_one_by_the_neighbour_told_is_meant() -> None:
    text = "Shelling of Stanislav in Kherson region killed one."
    place = resolved(text, "Stanislav", "ukraine").place
    assert place is not None
    assert place.name == "Stanislav"
    text = "They hold Makiivka, east of Donetsk."
    place = resolved(text, "Makiivka", "ukraine").place
    assert place is not None
    assert place.id == "makiivka"


def test_the_first_word_of_a_name_is_the_whole_name() -> None:
    text = "They took Vodiane near Avdiivka."
    place = resolved(text, "Vodiane", "ukraine").place
    assert place is not None
    assert place.id == "vodiane-avdiivka"
