"""Every place of the two reports is the right one, with all of Syria's settlements loaded."""

import csv
from functools import cache
from pathlib import Path

import pytest

from siegeline.places import Gazetteer, PlaceResolver, gazetteer
from siegeline.places.added import read_added
from siegeline.places.distance import distance_km
from siegeline.places.gazetteer import Layer
from siegeline.places.index import write_index
from siegeline.reports import read_paths

SHARED = Path(__file__).parents[3] / "shared"
SYRIA = SHARED / "places" / "syria.jsonl.gz"
ANSWERS = SHARED / "places" / "seed_places.csv"
ALEPPO, KUWEIRES = "000_4ab27a3fd0262cc6.txt", "004_f56479570e861a62.txt"

pytestmark = pytest.mark.skipif(not SYRIA.is_file(), reason=f"the list of Syria's settlements is not here ({SYRIA})")

# words of the reports, the answer's key, and how far off the answer's own point may be
SAID = [
    (ALEPPO, "battle for aleppo", "aleppo", "aleppo", 5),
    (ALEPPO, "is eastern aleppo under siege", "eastern aleppo", "aleppo", 8),
    (ALEPPO, "inhabitants of western aleppo", "western aleppo", "aleppo", 8),
    (ALEPPO, "attack on the artillery base was", "artillery base", "artillery_base", 2),
    (ALEPPO, "running through sudaleppo", "sudaleppo", "ramouseh", 8),
    (KUWEIRES, "the air base Kuwayres", "air base Kuwayres", "kuweires_ab", 2),
    (KUWEIRES, "the Kuwayres garrison", "Kuwayres", "kuweires_ab", 2),
    (KUWEIRES, "lines at Khanaser", "Khanaser", "khanasir", 2),
    (KUWEIRES, "lost Jabbul", "Jabbul", "jabbul", 2),
    (KUWEIRES, "Al-Nasiriyah and Al-Safira", "Al-Nasiriyah", "al_nasiriyah", 2),
    (KUWEIRES, "Al-Nasiriyah and Al-Safira", "Al-Safira", "al_safira", 2),
    (KUWEIRES, "in Sheikh Ahmad", "Sheikh Ahmad", "sheikh_ahmad", 2),
    (KUWEIRES, "through Kuwaries Sharqi", "Kuwaries Sharqi", "kuwayris_sharqi", 2),
    (KUWEIRES, "battle for Aleppo", "Aleppo", "aleppo", 5),
]


@pytest.fixture(scope="module")
def syria(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path = tmp_path_factory.mktemp("gazetteer") / "syria.places"
    index = write_index(path, read_added(SYRIA, table="syria").places, {"countries": ["SY"]})
    shipped = gazetteer("syria")
    return Gazetteer(shipped.own, [Layer(index)])


@cache
def text_of(name: str) -> str:
    return next(iter(read_paths([str(SHARED / "reports" / name)]))).text


@cache
def answers() -> dict[str, tuple[float, float]]:
    with ANSWERS.open(encoding="utf-8") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    return {key: (float(row["lat"]), float(row["lon"])) for key, row in rows.items() if row["lat"]}


@pytest.mark.parametrize(("report", "words", "phrase", "key", "km"), SAID)
def test_each_place_is_the_right_one(
    syria: Gazetteer, report: str, words: str, phrase: str, key: str, km: float
) -> None:
    text = text_of(report).replace("\u00a0", " ")
    start = text.index(words) + words.index(phrase)
    found = PlaceResolver(text, syria).resolve(phrase, start)
    assert found.place is not None
    assert distance_km(found.place.lat, found.place.lon, *answers()[key]) <= km, found
