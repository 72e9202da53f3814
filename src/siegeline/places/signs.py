"""Signs: what speaks for and against a spot being a place, by name, as numbers that are weighed (``weights.yaml``)."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import combinations

import yaml

from siegeline.places.names import plain
from siegeline.places.spot import Spot, Word, is_caseless

_KINDS = ("country", "state", "county", "town")
_SHARED = ("after a given name", "after title", "after into", "after a capital", "before a comma and wider place",
           "after a place and comma", "before a speaking verb", "before a kind", "of a place kind",
           "before a capital")  # fmt: skip
# signs that mean more, or less, together: their products are signs too
_PAIRED = ("demonym", "a common word", "after into", "after a capital", "before a capital", "before a body",
           "begins a sentence", "several words", "a given name", "a family name", "big", "after a place and comma",
           "also small", "before a kind", "often", "a country", "a state", "after of", "after the", "of a body",
           "before a company word", "short", "own name")  # fmt: skip


@lru_cache(maxsize=1)
def word_lists() -> Mapping[str, frozenset[str]]:
    """Small-letter words by what they tell of a name beside them (``signs.yaml``)."""
    text = (resources.files("siegeline.places") / "signs.yaml").read_text("utf-8")
    return {name: frozenset(words.split()) for name, words in yaml.safe_load(text).items()}


def unlikely_words() -> frozenset[str]:
    """Words that name nothing in a text without capitals."""
    lists = word_lists()
    return lists["common"] | lists["calendar"] | lists["says"] | lists["kinds"] | lists["title"] | lists["into"]


def signs_of(
    text: str, words: Sequence[Word], spots: Sequence[Spot], demonyms: frozenset[str]
) -> list[dict[str, float]]:
    """The signs of each spot: mostly 0 or 1, else small numbers."""
    lists, caseless = word_lists(), is_caseless(text)
    places = {number: spot for spot in spots for number in range(spot.first, spot.last + 1)}
    low = Counter(word.text for word in words)
    said = Counter(spot.key for spot in spots)
    rows = []
    for spot in spots:
        row = _name_signs(spot, lists, demonyms, low, said, caseless)
        row |= _beside(text, words, spot, places, lists)
        rows.append(row)
    for row in _together(spots, rows):
        there = [sign for sign in _PAIRED if row.get(sign)]
        row |= {f"{one} & {other}": row[one] * row[other] for one, other in combinations(there, 2)}
    return rows


def _name_signs(
    spot: Spot, lists: Mapping[str, frozenset[str]], demonyms: frozenset[str], low: Counter[str], said: Counter[str],
    caseless: bool,
) -> dict[str, float]:  # fmt: skip
    """What the name itself tells."""
    name, several = plain(spot.text), spot.last > spot.first
    kinds = {place.kind for place in spot.candidates}
    people = max(place.population or 0 for place in spot.candidates)
    row = {"people": math.log10(people + 1) / 7, "several words": float(several), "long": min(len(name), 12) / 12}
    row["homonyms"] = math.log(len(spot.candidates)) / 4
    is_demonym = spot.text in demonyms
    row["demonym"] = float(is_demonym)
    if is_demonym:
        row["demonym, plural"] = float(spot.text.endswith("s"))
    else:
        for kind in _KINDS:
            row[f"a {kind}"] = float(kind in kinds)
        row["a region or water"] = float(bool(kinds - set(_KINDS)))
        row["own name"] = float(any(plain(place.name) == name for place in spot.candidates))
        row["big"] = float(people >= 100_000)
    if not several:
        row["a common word"] = float(name in lists["common"])
        row["a given name"] = float(name in lists["given"])
        row["a family name"] = float(name in lists["family"])
        row["a day or month"] = float(name in lists["calendar"])
        row["also small"] = float(low[spot.text.lower()] > 0) if not caseless else 0.0
        row["short"] = float(len(name) <= 3 and spot.candidates[0].kind not in {"country", "state"})
    last = name.rsplit(" ", 1)[-1]
    row["ends in a kind"] = float(several and last in lists["kinds"])
    row["ends in a building"] = float(several and last in lists["bodies"])
    row["in capitals"] = float(spot.text.isupper() and len(spot.text) > 3)
    row["an initialism"] = float(spot.text.replace(".", "").isupper() and len(spot.text) <= 4)
    row["often"] = math.log(said[spot.key]) / 3
    return row


def _beside(
    text: str, words: Sequence[Word], spot: Spot, places: Mapping[int, Spot], lists: Mapping[str, frozenset[str]]
) -> dict[str, float]:
    """What stands before and after."""
    row: dict[str, float] = {}
    before = words[spot.first - 1] if spot.first else None
    after = words[spot.last + 1] if spot.last + 1 < len(words) else None
    gap = text[before.end : spot.start] if before else ""
    tail = text[spot.end : after.start] if after else text[spot.end : spot.end + 3]
    first = before is None or any(mark in gap for mark in '.!?\n:;"“”')
    row["begins a sentence"] = float(first)
    if before is not None and not gap.strip():
        row |= _word_before(before, words, spot, places, lists)
    row["after a comma"] = float(gap.strip() == ",")
    before_place = places.get(spot.first - 1) if before else None
    if gap.strip() == "," and before_place is not None:
        row["after a place and comma"] = 1.0
        row["a wider place after a comma"] = float(_wider(spot))
    row["possessive"] = float(tail.startswith(("'s", "’s")) or text[spot.end : spot.end + 2] in {"'s", "’s"})
    if after is not None and not tail.strip():
        row |= _word_after(after, words, spot, places, lists)
    after_place = places.get(spot.last + 1)
    row["before a comma"] = float(tail.strip() == ",")
    if tail.strip() in {",", "("} and after_place is not None and _wider(after_place):
        row["before a comma and wider place"] = 1.0
    if before is not None and gap.strip() == "-":
        row["hyphen before"] = 1.0
    if tail.strip() == "-":
        row["hyphen after"] = 1.0
        row["based"] = float(after is not None and after.text in {"based", "born", "area", "led", "backed", "held"})
    row["in brackets"] = float(gap.endswith("(") and tail.startswith(")"))
    row["dateline"] = float(
        (before is None or "\n" in gap) and (spot.text.isupper() or tail.lstrip().startswith(("(", "-", "—", "–")))
    )
    row["dotted"] = float(text[spot.end : spot.end + 1] == "." and len(spot.text) <= 5 and not spot.text.isupper())
    return row


def _word_before(
    before: Word, words: Sequence[Word], spot: Spot, places: Mapping[int, Spot], lists: Mapping[str, frozenset[str]]
) -> dict[str, float]:
    word = before.text.lower().rstrip(".")
    row: dict[str, float] = {}
    for sort in ("into", "of", "title", "kind_before"):
        row[f"after {sort}"] = float(word in lists[sort])
    row["after the"] = float(word == "the")
    high = before.text[:1].isupper() and before.text not in {"The", "In", "At", "From", "Of"}
    row["after a capital"] = float(high and spot.first - 1 not in places and word not in lists["title"])
    row["after a given name"] = float(high and word in lists["given"])
    row["after a place"] = float(spot.first - 1 in places)
    row["after an initial"] = float(len(before.text.rstrip(".")) == 1 and high)
    if word == "of" and spot.first >= 2:
        above = words[spot.first - 2].text
        row["of a place kind"] = float(above.lower() in lists["kinds"])
        row["of a body"] = float(above.lower() in lists["bodies"] and above[:1].isupper())
    return row


def _word_after(
    after: Word, words: Sequence[Word], spot: Spot, places: Mapping[int, Spot], lists: Mapping[str, frozenset[str]]
) -> dict[str, float]:
    word, high = after.text.lower(), after.text[:1].isupper()
    row: dict[str, float] = {}
    row["before a kind"] = float(word in lists["kinds"])
    row["before a body"] = float(word in lists["bodies"] and high)
    row["before a street"] = float(word in lists["streets"] and high)
    row["before a speaking verb"] = float(word in lists["says"])
    row["before a capital"] = float(high and spot.last + 1 not in places)
    row["before a place"] = float(spot.last + 1 in places)
    row["before people"] = float(word in lists["people"])
    row["before a company word"] = float(word in lists["company"] and high)
    run, at = 0, spot.last + 1
    while at < len(words) and run < 5 and words[at].text[:1].isupper():
        if words[at].text.lower() in lists["bodies"]:
            row["before a body, later"] = float(run > 0)
            break
        run, at = run + 1, at + 1
    return row


def _wider(spot: Spot) -> bool:
    return any(place.kind in {"country", "state"} for place in spot.candidates)


def _together(spots: Sequence[Spot], rows: Sequence[dict[str, float]]) -> Sequence[dict[str, float]]:
    """What the other mentions of the same name tell: one name has one sense in a text."""
    sums: dict[str, Counter[str]] = {}
    for spot, row in zip(spots, rows, strict=True):
        counted = sums.setdefault(spot.key, Counter())
        counted["all"] += 1
        for sign in _SHARED:
            counted[sign] += int(row.get(sign, 0.0))
    for spot, row in zip(spots, rows, strict=True):
        counted = sums[spot.key]
        others = counted["all"] - 1
        if others:
            for sign in _SHARED:
                row[f"elsewhere {sign}"] = (counted[sign] - row.get(sign, 0.0)) / others
    persons = {spot.key for spot, row in zip(spots, rows, strict=True) if row.get("after a given name")}
    for spot, row in zip(spots, rows, strict=True):
        row["a person's name elsewhere"] = float(spot.key in persons and not row.get("after a given name"))
    return rows
