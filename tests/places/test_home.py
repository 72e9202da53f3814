"""Home: names like those of a theatre's villages that are of another part of the world."""

import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from misspelling import misspelt

from siegeline.places import Decision, Gazetteer, Place, PlaceResolver, gazetteer
from siegeline.places.abroad import Abroad
from siegeline.places.added import read_added
from siegeline.places.embedded import all_rows
from siegeline.places.gazetteer import Layer
from siegeline.places.index import write_index
from siegeline.places.names import folded

SYRIA = Path(__file__).parents[3] / "shared" / "places" / "syria.jsonl.gz"

OWN = Place("own", "Kassaraba", "town", 35.0, 37.0, overlay=True)
QUARTER = Place(
    "quarter", "Dawraniya", "district", 35.01, 37.01, part_of="own", overlay=True, aliases=("Port Quarter",)
)
TOWER = Place(
    "tower", "Tower of Kassaraba", "facility", 35.0, 37.0, part_of="own", overlay=True, aliases=("old tower",)
)
VILLAGE = Place("village", "Belmira", "village", 35.1, 37.1, population=400, country="SY")
NEAR = Place("near", "Durrayn", "village", 35.05, 37.05, population=700, country="SY")
OTHER = Place("other", "Sultaneh", "village", 33.0, 36.0, population=900, country="SY")
ABROAD = [
    Place("w:1", "Belmira", "town", -3.0, -60.0, population=90_000, country="BR"),
    Place("w:2", "Kesseraba", "town", 20.0, 80.0, population=90_000, country="IN"),
    Place("w:3", "Vila Rosada", "town", -4.0, -61.0, population=20_000, country="BR"),
    Place("w:4", "Nova Sultaneh", "town", -5.0, -61.0, population=20_000, country="BR"),
]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    index = write_index(tmp_path_factory.mktemp("world") / "w.places", ABROAD, {"countries": []}, spellings=False)
    return Gazetteer([OWN, QUARTER, TOWER, VILLAGE, NEAR, OTHER], abroad=Abroad(index, ["SY"]))


def meant(text: str, phrase: str, places: Gazetteer, *said: Decision) -> str | None:
    found = PlaceResolver(text, places, said).resolve(phrase, text.rindex(phrase))
    return found.place.id if found.place else None


@pytest.mark.parametrize(
    ("text", "phrase", "place"),
    [
        # a spelling, and a city abroad that has it to the letter
        ("Shells fell on Kassarabah.", "Kassarabah", "own"),
        ("Shells fell on Kesseraba.", "Kesseraba", None),
        ("They left Durrayn. Shells fell on Kesseraba.", "Kesseraba", "own"),
        # a village and a city abroad of one name
        ("Shells fell on Belmira.", "Belmira", None),
        ("They left Kassaraba. Shells fell on Belmira.", "Belmira", "village"),
        ("They left Vila Rosada. The Brazilian army shelled Belmira.", "Belmira", None),
        # a part of a city in a report from elsewhere
        ("They left Vila Rosada. The Brazilian army shelled Port Quarter.", "Port Quarter", None),
        ("They left Kassaraba. The army shelled Port Quarter.", "Port Quarter", "quarter"),
        ("They left Vila Rosada. The Brazilian army shelled Kassaraba.", "Kassaraba", "own"),
        # a part of a longer name
        ("Shells fell on Sultaneh.", "Sultaneh", "other"),
        ("Shells fell on Sultaneh Pasha.", "Sultaneh Pasha", None),
        ("Shells fell on Sultaneh 16.", "Sultaneh 16", None),
        ("Shells fell on Nova Sultaneh.", "Nova Sultaneh", None),
        ("They went up to Mount Sultaneh.", "Mount Sultaneh", None),
        ("They left Soltaneh Pasha.", "Soltaneh Pasha", None),
        ("They hold Sultana hill.", "Sultana hill", None),
        ("They hold Soltaneh village.", "Soltaneh village", "other"),
        ("They hold the Sultaneh District.", "Sultaneh District", "other"),
        # a description belongs to the town named last
        ("They left Kassaraba. Men hid in the old tower.", "old tower", "tower"),
        ("They left Kassaraba and went to Sultaneh. Men hid in the old tower.", "old tower", None),
    ],
)
def test_a_name_is_the_theatres_or_stays_a_name(text: str, phrase: str, place: str | None, places: Gazetteer) -> None:
    assert meant(text, phrase, places) == place


def test_a_name_from_elsewhere_is_not_put_beside_a_place_named(places: Gazetteer) -> None:
    text = "They left Vila Rosada for Belmira. The Brazilian army holds Sultaneh, and Quelapo too."
    found = PlaceResolver(text, places).resolve("Quelapo", text.index("Quelapo"))
    assert (found.place, found.lat, found.how) == (None, None, "unknown")


def test_what_a_person_decided_counts(places: Gazetteer) -> None:
    said = Decision("Belmira", "village", "A. Reader", date(2026, 3, 1))
    assert meant("Shells fell on Belmira.", "Belmira", places, said) == "village"


def test_without_a_list_of_the_world_every_name_is_the_theatres() -> None:
    assert meant("Shells fell on Kesseraba.", "Kesseraba", Gazetteer([OWN])) == "own"


@pytest.mark.parametrize("theatre", ["syria", "ukraine"])
@pytest.mark.parametrize("city", ["Segovia", "Jelgava", "Slough", "Abilene", "Kailua", "Huai'an", "Terre Haute"])
def test_cities_of_the_world_are_no_villages_of_a_theatre(city: str, theatre: str) -> None:
    assert meant(f"Shells fell on {city} on Sunday.", city, gazetteer(theatre)) is None
    assert meant(f"They hold the {city} bridge.", f"{city} bridge", gazetteer(theatre)) is None


@pytest.mark.parametrize(
    ("theatre", "spelling", "place"),
    [
        ("syria", "Kweiris", "kuweires-airbase"),
        ("syria", "Dayr al-Zawr", "deir-ez-zor"),
        ("syria", "Jisr al-Shoughour", "jisr-al-shughur"),
        ("syria", "Saraqueb", "saraqib"),
        ("ukraine", "Artemivsk", "bakhmut"),
        ("ukraine", "Avdeyevka", "avdiivka"),
        ("ukraine", "Kharkov", "kharkiv"),
        ("ukraine", "Lisichansk", "lysychansk"),
    ],
)
def test_spellings_of_the_theatres_own_places_stay(theatre: str, spelling: str, place: str) -> None:
    assert meant(f"Shells fell on {spelling} on Sunday.", spelling, gazetteer(theatre)) == place


@pytest.mark.slow
@pytest.mark.parametrize(
    ("theatre", "country", "least", "most", "share"),
    [
        ("syria", "SY", 20_000, 10**9, 0.005),
        ("ukraine", "UA", 20_000, 10**9, 0.005),
        ("syria", "SY", 500, 5_000, 0.01),  # villages that the list of cities does not have
        ("ukraine", "UA", 500, 5_000, 0.03),
    ],
)
def test_a_thousand_names_of_other_countries(theatre: str, country: str, least: int, most: int, share: float) -> None:
    rows = sorted(all_rows().values(), key=lambda row: int(row["geonameid"]))
    fit = [row for row in rows if least <= row["population"] < most and row["name"].isascii() and len(row["name"]) > 3]
    names = [row["name"] for row in random.Random(11).sample(fit, 1000) if row["countrycode"] != country]
    places = gazetteer(theatre)
    given = [name for name in names if meant(f"Shells fell on {name} on Sunday.", name, places)]
    assert len(given) <= share * len(names), given


@pytest.mark.slow
@pytest.mark.skipif(not SYRIA.is_file(), reason=f"the list of Syria's settlements is not here ({SYRIA})")
def test_misspelt_villages_are_still_found_in_reports(tmp_path: Path) -> None:
    listed = read_added(SYRIA, table="syria").places
    shipped = gazetteer("syria")
    layer = Layer(write_index(tmp_path / "syria.places", listed, {"countries": ["SY"]}))
    places = Gazetteer(shipped.own, [layer], abroad=shipped.abroad)
    dice, counts = random.Random(5), Counter[str]()
    fit = sorted(
        (place for place in listed if len(place.name) >= 5 and place.name.isascii() and place.name[0].isupper()),
        key=lambda one: one.id,
    )
    for place in dice.sample(fit, 300):
        told = misspelt(place.name, dice)
        told = told[0].upper() + told[1:]
        if not places.find(told):
            found = (
                PlaceResolver(text := f"Shells fell on {told} on Sunday.", places).resolve(told, text.index(told)).place
            )
            right = found is not None and folded(place.name) in map(folded, found.names)
            counts["right" if right else "wrong" if found else "none"] += 1
    assert counts["right"] >= 0.75 * counts.total(), counts
    assert counts["wrong"] <= 0.1 * counts.total(), counts
