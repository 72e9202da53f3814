"""Spellings: names written otherwise by the usual ways of putting Arabic, Russian and Ukrainian into Latin letters."""

import random
from pathlib import Path

import pytest
from misspelling import misspelt

from siegeline.places import Atlas, Gazetteer, Place
from siegeline.places.added import read_added
from siegeline.places.names import folded
from siegeline.places.spelling import likeness

SYRIA = Path(__file__).parents[3] / "shared" / "places" / "syria.jsonl.gz"
SURE = 0.6  # likeness: two names less alike are two names

# names as gazetteers have them, and as reports spell them: written down by us
SEEN = [
    ("Kuwayris Sharqi", "Kuweires Sharki"),
    ("Khanasir", "Khanasser"),
    ("Khanasir", "Hanasser"),
    ("As Safirah", "al-Sfeira"),
    ("Dayr Hafir", "Deir Hafer"),
    ("Dayr az Zawr", "Deir Ezzor"),
    ("Ma`arrat an Nu`man", "Maaret al-Numan"),
    ("Saraqib", "Saraqeb"),
    ("Saraqib", "Saraqueb"),
    ("Khan Shaykhun", "Khan Sheikhoun"),
    ("Tall Rif`at", "Tel Rifaat"),
    ("Kafr Hamrah", "Kafar Hamra"),
    ("Al Qusayr", "Qseir"),
    ("Al Qutayfah", "Quteifeh"),
    ("Az Zabadani", "Zabadany"),
    ("Madaya", "Madaia"),
    ("Darayya", "Daraya"),
    ("Harasta", "Harastta"),
    ("Duma", "Douma"),
    ("Jisr ash Shughur", "Jisr al-Shoughour"),
    ("Al Fu`ah", "Foua"),
    ("Kafriya", "Kefraya"),
    ("Nubbul", "Nobol"),
    ("Inkhil", "Enkhel"),
    ("Nawa", "Nava"),
    ("Manbij", "Menbij"),
    ("Al Bukamal", "Albu Kamal"),
    ("Ra's al `Ayn", "Ras al-Ein"),
    ("Tall Abyad", "Tel Abiad"),
    ("Bakhmut", "Bachmut"),
    ("Kharkiv", "Kharkov"),
    ("Mykolayiv", "Mikolaiv"),
    ("Severodonetsk", "Sievierodonetsk"),
    ("Lysychansk", "Lisichansk"),
    ("Zaporizhzhya", "Zaporizhzhia"),
    ("Avdiyivka", "Avdiivka"),
]


@pytest.mark.parametrize(("name", "spelling"), SEEN)
def test_a_spelling_is_more_like_its_own_name_than_any_other(name: str, spelling: str) -> None:
    others = {other: likeness(spelling, other) for other, _ in SEEN if other != name}
    assert likeness(spelling, name) >= SURE
    assert likeness(spelling, name) > max(others.values()), max(others, key=lambda other: others[other])


def test_most_spellings_seen_are_found_by_key() -> None:
    names = sorted({name for name, _ in SEEN})
    where = Atlas(Gazetteer(Place(name, name, "town", 35.0, 37.0) for name in names))
    met = [(name, [place.name for place in where.find(spelling) or where.like(spelling)]) for name, spelling in SEEN]
    assert sum(name in found for name, found in met) >= 0.85 * len(SEEN), [one for one in met if one[0] not in one[1]]
    assert not [one for one in met if one[1] and one[0] not in one[1]]


@pytest.mark.parametrize(("one", "other"), [("Duma", "Dumayr"), ("Nawa", "Nubbul"), ("Homs", "Hama"), ("", "Hama")])
def test_other_names_are_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) < SURE


@pytest.mark.slow
@pytest.mark.skipif(not SYRIA.is_file(), reason=f"the list of Syria's settlements is not here ({SYRIA})")
def test_two_hundred_names_misspelt() -> None:
    dice = random.Random(7)
    listed = read_added(SYRIA, table="syria").places
    where = Atlas(Gazetteer(listed))
    picked = dice.sample(sorted({place.name for place in listed if len(place.name) >= 5}), 200)
    right = wrong = 0
    for name in picked:
        told = misspelt(name, dice)
        found = where.find(told) or where.like(told)
        is_right = any(folded(name) in {folded(one) for one in place.names} for place in found)
        right, wrong = right + is_right, wrong + (bool(found) and not is_right)
    assert right >= 180, f"{right} of 200 found"
    assert wrong <= 6, f"{wrong} of 200 taken for another"
