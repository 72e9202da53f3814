"""How exactly a place is told, as ACLED and UCDP code it."""

import pytest

from siegeline.places import PlaceResolver, gazetteer
from siegeline.places.place import Place
from siegeline.places.precision import Precision, precision_of

UKRAINE = gazetteer("ukraine")


def told(text: str) -> Precision | None:
    """The precision of the words in brackets."""
    start = text.index("[")
    phrase = text[start + 1 : text.index("]")]
    found = PlaceResolver(text.replace("[", "").replace("]", ""), UKRAINE).resolve(phrase, start)
    return precision_of(found.place, found.relation, found.radius_km, phrase)


@pytest.mark.parametrize(
    ("text", "acled", "ucdp"),
    [
        ("They captured [Lyman].", 1, 1),
        ("They captured [Azovstal].", 1, 1),
        ("They hold the [western part of Lyman].", 1, 1),
        ("They fought near [Lyman].", 2, 2),
        ("They fought 10 km south of [Lyman].", 2, 2),
        ("They fought on the [outskirts of Lyman].", 2, 2),
        ("They fought between [Lyman] and Siversk.", 2, 2),
        ("They hit a [depot] in Kramatorsk.", 2, 2),
        ("They fought between [Kharkiv] and Kherson.", 3, 5),
        ("They fought 60 km south of [Kharkiv].", 3, 5),
        ("They fought in the [Donetsk region].", 3, 4),
        ("They fought in the [Donbas].", 3, 5),
        ("They fought in [Izium district].", 3, 3),
    ],
)
def test_by_what_the_words_say(text: str, acled: int, ucdp: int) -> None:
    assert told(text) == Precision(acled, ucdp)


@pytest.mark.parametrize(("feature", "acled", "ucdp"), [("PCLI", 3, 6), ("ADM1", 3, 4), ("ADM2", 3, 3), ("PPL", 1, 1)])
def test_by_what_the_gazetteer_says(feature: str, acled: int, ucdp: int) -> None:
    place = Place("x", "X", "region" if feature[:2] != "PP" else "village", 48, 38, 20, feature=feature)
    assert precision_of(place, None, None) == Precision(acled, ucdp)


def test_nowhere_has_none() -> None:
    assert told("They captured [Bzaghtaville].") is None
