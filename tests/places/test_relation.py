"""How words stand to the place that they name, and where that puts what they mean."""

import pytest

from siegeline.places import PlaceResolver, gazetteer
from siegeline.places.relation import Relation, moved, relation_at
from siegeline.places.resolve import distance_km

UKRAINE = gazetteer("ukraine")


def relation(text: str) -> Relation | None:
    """The relation of the words in brackets."""
    start, end = text.index("["), text.index("]") - 1
    text = text.replace("[", "").replace("]", "")
    places = PlaceResolver(text, UKRAINE)
    found = relation_at(text, start, end, places.mentions, lambda candidates: candidates[0])
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "kind", "anchors", "bearing", "km"),
    [
        ("Rebels took a [village] 5 km west of Bakhmut.", "bearing", ("bakhmut",), 270, 5.0),
        ("They hold a hill about 20 kilometres north-east of [Izium].", "bearing", ("izium",), 45, 20.0),
        ("They stand 5–10 km south of [Lyman].", "bearing", ("lyman",), 180, 7.5),
        ("They stand three miles east of the town of [Lyman].", "bearing", ("lyman",), 90, 4.83),
        ("They stand 300 metres from [Lyman].", "distance", ("lyman",), None, 0.3),
        ("Fighting south of [Izium] went on.", "bearing", ("izium",), 180, None),
        ("Fighting to the north-east of [Izium] went on.", "bearing", ("izium",), 45, None),
        ("Fighting near [Bakhmut] went on.", "near", ("bakhmut",), None, None),
        ("Fighting in the vicinity of [Bakhmut] went on.", "near", ("bakhmut",), None, None),
        ("They came to the [outskirts of Bakhmut].", "edge", ("bakhmut",), None, None),
        ("They came to the [southern outskirts of Bakhmut].", "edge", ("bakhmut",), 180, None),
        ("They came to the [outskirts of Bakhmut and Soledar].", "edge", ("bakhmut", "soledar"), None, None),
        ("They came to the outskirts of Bakhmut and [Soledar].", "edge", ("soledar",), None, None),
        ("Clashes between [Lyman] and Siversk.", "between", ("lyman", "siversk"), None, None),
        ("Clashes between Lyman and [Siversk].", "between", ("lyman", "siversk"), None, None),
        ("A [position] between Lyman and Siversk fell.", "between", ("lyman", "siversk"), None, None),
        ("They hold the [western part of Lyman].", "part", ("lyman",), 270, None),
        ("They hold [eastern Lyman].", "part", ("lyman",), 90, None),
        ("They hold the [centre of Lyman].", "centre", ("lyman",), None, None),
        ("They hold [Lyman city centre].", "centre", ("lyman",), None, None),
        ("Shells fell on [Sumy's northern countryside].", "countryside", ("sumy",), 0, None),
        ("Shells fell on [rural Lyman].", "countryside", ("lyman",), None, None),
        ("Shells fell on the [district of Izium].", "region", ("izium",), None, None),
        ("Shells hit a [base] in Kramatorsk.", "facility", ("kramatorsk",), None, None),
        ("Shells hit a [hospital] on the outskirts of Kramatorsk.", "edge", ("kramatorsk",), None, None),
    ],
)
def test_a_relation_is_kept(
    text: str, kind: str, anchors: tuple[str, ...], bearing: int | None, km: float | None
) -> None:
    found = relation(text)
    assert found is not None
    assert (found.kind, found.anchors, found.bearing, found.distance_km) == (kind, anchors, bearing, km)


@pytest.mark.parametrize(
    "text",
    [
        "They captured [Lyman].",
        "They went from Bakhmut to [Lyman].",
        "They moved south. [Lyman] was quiet.",
        "Fighting near Bakhmut stopped, and [Lyman] was quiet.",
        "The [army] said that Lyman was quiet.",
        "The [base] was hit. In Lyman it was quiet.",
        "They fought north of Bakhmut; [Lyman] was quiet.",
    ],
)
def test_the_place_itself_has_no_relation(text: str) -> None:
    assert relation(text) is None


def test_a_distance_and_a_bearing_give_a_point() -> None:
    found, bakhmut = relation("They stand 12 km west of [Bakhmut]."), UKRAINE.places["bakhmut"]
    assert found is not None
    assert distance_km(found.lat, found.lon, bakhmut.lat, bakhmut.lon) == pytest.approx(12, abs=0.05)
    assert found.lon < bakhmut.lon
    assert found.lat == pytest.approx(bakhmut.lat, abs=0.001)
    assert 2 < found.radius_km < 6


def test_between_lies_in_the_middle_and_reaches_both() -> None:
    found = relation("Clashes between [Lyman] and Siversk.")
    assert found is not None
    for one in ("lyman", "siversk"):
        place = UKRAINE.places[one]
        assert distance_km(found.lat, found.lon, place.lat, place.lon) == pytest.approx(found.radius_km, abs=0.2)


def test_the_outskirts_lie_at_the_rim_on_the_side_that_is_told() -> None:
    found, bakhmut = relation("They came to the [southern outskirts of Bakhmut]."), UKRAINE.places["bakhmut"]
    assert found is not None
    assert found.lat < bakhmut.lat
    assert distance_km(found.lat, found.lon, bakhmut.lat, bakhmut.lon) == pytest.approx(bakhmut.radius_km, abs=0.05)


def test_far_apart_the_outskirts_of_two_are_not_one_stretch() -> None:
    found = relation("Shells fell on the [outskirts of Kharkiv and Kherson].")
    assert found is not None
    assert found.anchors == ("kharkiv",)


@pytest.mark.parametrize(("bearing", "sign"), [(0, (1, 0)), (90, (0, 1)), (180, (-1, 0)), (270, (0, -1))])
def test_a_move_goes_as_far_as_it_says(bearing: int, sign: tuple[int, int]) -> None:
    lat, lon = moved(48.0, 38.0, bearing, 30)
    assert distance_km(48.0, 38.0, lat, lon) == pytest.approx(30, abs=0.05)
    assert (round(lat - 48.0, 1) > 0) - (round(lat - 48.0, 1) < 0) == sign[0]
    assert (round(lon - 38.0, 1) > 0) - (round(lon - 38.0, 1) < 0) == sign[1]


def test_the_city_stands_in_for_its_name() -> None:
    text = "Lyman is quiet. They stand 5 km north of the city"
    found = PlaceResolver(text, UKRAINE).resolve("5 km north of the city", text.index("5 km"))
    assert found.relation is not None
    assert (found.relation.kind, found.relation.anchors, found.relation.bearing) == ("bearing", ("lyman",), 0)


def test_a_part_that_the_theatre_knows_is_a_place_of_its_own() -> None:
    text = "Aleppo is hit. They hold eastern Aleppo"
    found = PlaceResolver(text, gazetteer("syria")).resolve("eastern Aleppo", text.index("eastern"))
    assert found.place is not None
    assert (found.place.id, found.relation) == ("aleppo-east", None)


def test_a_distance_is_never_a_part() -> None:
    text = "They stand 5 km west of Bakhmut"
    found = PlaceResolver(text, UKRAINE).resolve("west of Bakhmut", text.index("west"))
    assert found.relation is not None
    assert (found.relation.kind, found.relation.distance_km) == ("bearing", 5.0)
