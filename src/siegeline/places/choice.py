"""Choice: which of the places of a name a text means, weighed by what else the text names.

One name means one place in a text, unless its mentions say otherwise ("Paris, Texas" and "Paris, France"). Each
candidate gets numbers (population, area named beside it, nearness of the other places …), their weighted sum makes a
probability, and what the other names probably mean is part of the numbers, so the weighing is done a few times over.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from siegeline.places.atlas import Atlas
from siegeline.places.place import Place
from siegeline.places.spot import Spot, Word, loose

_NEAR_KM, _FAR_KM = 60.0, 400.0
_EARTH_KM = 6371.0
_WIDE = frozenset({"country", "state", "continent", "region", "sea", "mountains", "river"})
ROUNDS = 3

# words beside a name, and the kinds of place that they ask for
_ASKED: Mapping[str, frozenset[str]] = {
    "county": frozenset({"county"}), "parish": frozenset({"county"}), "district": frozenset({"county", "district"}),
    "city": frozenset({"town", "city"}), "town": frozenset({"town", "city"}),
    "village": frozenset({"town", "village"}), "capital": frozenset({"town", "city"}),
    "province": frozenset({"state", "county"}), "state": frozenset({"state", "country"}),
    "governorate": frozenset({"state", "county"}), "oblast": frozenset({"state"}),
    "region": frozenset({"state", "region"}), "country": frozenset({"country"}), "republic": frozenset({"country"}),
    "river": frozenset({"river"}), "lake": frozenset({"lake"}), "sea": frozenset({"sea"}),
    "island": frozenset({"island", "country"}), "coast": frozenset({"sea", "country", "state"}),
    "mayor": frozenset({"town", "city"}), "governor": frozenset({"state"}), "neighborhood": frozenset({"town", "area"}),
    "suburb": frozenset({"town", "area"}), "resident": frozenset({"town", "city"}),
    "residents": frozenset({"town", "city"}), "downtown": frozenset({"town", "city"}),
    "police": frozenset({"town", "city"}),
    "president": frozenset({"country"}), "government": frozenset({"country"}), "border": frozenset({"country"}),
    "troops": frozenset({"country"}), "forces": frozenset({"country"}), "army": frozenset({"country"}),
    "embassy": frozenset({"country"}), "base": frozenset({"base", "airbase"}), "airbase": frozenset({"airbase"}),
    "airport": frozenset({"airbase", "town", "city"}), "crossing": frozenset({"crossing"}),
    "dam": frozenset({"dam"}), "bridge": frozenset({"bridge"}), "camp": frozenset({"facility", "base", "district"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Mentions of one name that mean one place; ``beside`` is a name right after a comma ("Paris, Texas")."""

    spots: tuple[int, ...]
    candidates: tuple[Place, ...]
    weight: float
    asked: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    held: tuple[frozenset[str], ...] = ()
    demonym: bool = False


@dataclass(slots=True)
class Field:
    """All candidates of all groups of a text, one a row, and what of them does not change between rounds."""

    groups: list[Group]
    places: list[Place]
    group_of: NDArray[np.intp]
    fixed: list[dict[str, float]]
    near: NDArray[np.float64]
    far: NDArray[np.float64]
    country: NDArray[np.float64]
    state: NDArray[np.float64]
    names: NDArray[np.float64]
    weight: NDArray[np.float64]
    narrow: NDArray[np.float64]


def grouped(
    text: str, words: Sequence[Word], spots: Sequence[Spot], sure: Sequence[float], atlas: Atlas
) -> list[Group]:
    """The groups of a text's spots; ``sure`` says of each spot how probably it names a place at all."""
    by_first = {spot.first: number for number, spot in enumerate(spots)}
    beside: dict[int, int] = {}
    for number, spot in enumerate(spots):
        after = by_first.get(spot.last + 1)
        if after is not None and text[spot.end : spots[after].start].strip(" \u00a0") in {",", "(", ", in"}:
            wide = {place.id for place in spots[after].candidates if place.kind in {"country", "state", "county"}}
            if wide and sure[after] > 0.2 and _holds(spot, wide, atlas):
                beside[number] = after
    gathered: dict[tuple[str, frozenset[str]], list[int]] = {}
    for number, spot in enumerate(spots):
        holders = _wide_ids(spots[beside[number]]) if number in beside else frozenset()
        gathered.setdefault((spot.key, holders), []).append(number)
    for key in {key for key, _ in gathered}:  # a bare name means what it means where its area is named
        told = [one for one in gathered if one[0] == key and one[1]]
        if (bare := gathered.get((key, frozenset()))) and len(told) == 1:
            gathered[told[0]] += bare
            del gathered[key, frozenset()]
    after_of = {after: number for number, after in beside.items()}
    groups = []
    for (_, holders), numbers in gathered.items():
        held = tuple(
            frozenset(above for place in spots[after_of[one]].candidates for above in atlas.above(place))
            for one in numbers if one in after_of
        )  # fmt: skip
        asked = frozenset[str]().union(*(_asked(words, spots[one]) for one in numbers))
        first = spots[numbers[0]]
        groups.append(
            Group(
                tuple(sorted(numbers)), first.candidates, max(sure[one] for one in numbers), asked, holders, held,
                first.text in atlas.demonyms,
            )
        )  # fmt: skip
    return groups


def _holds(spot: Spot, wide: set[str], atlas: Atlas) -> bool:
    return any(wide & set(atlas.above(place)) for place in spot.candidates)


def _wide_ids(spot: Spot) -> frozenset[str]:
    return frozenset(place.id for place in spot.candidates if place.kind in {"country", "state", "county"})


def _asked(words: Sequence[Word], spot: Spot) -> frozenset[str]:
    """The kinds of place that the words beside a name ask for ("the village of X", "X province")."""
    told = []
    if spot.last + 1 < len(words):
        told.append(words[spot.last + 1].text.lower())
    if spot.first >= 1:
        told.append(words[spot.first - 1].text.lower())
        if told[-1] == "of" and spot.first >= 2:
            told.append(words[spot.first - 2].text.lower())
    return frozenset[str]().union(*(_ASKED.get(word, frozenset()) for word in told))


def field_of(groups: Sequence[Group], atlas: Atlas) -> Field:
    """The candidates of the groups, with distances and shared areas between them."""
    places = [place for group in groups for place in group.candidates]
    group_of = np.repeat(np.arange(len(groups)), [len(group.candidates) for group in groups])
    lat, lon = (np.radians([getattr(place, name) for place in places]) for name in ("lat", "lon"))
    steps = np.sin((lat[:, None] - lat) / 2) ** 2
    steps += np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    distance = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(steps, 0, 1)))
    chains = [(place.id, *atlas.above(place)) for place in places]
    country = _same([next((one for one in reversed(chain) if one.startswith("country:")), "") for chain in chains])
    states = [_state_of(place, chain) for place, chain in zip(places, chains, strict=True)]
    names = np.zeros((len(places), len(places)))
    where: dict[str, list[int]] = {}
    for number, place in enumerate(places):
        where.setdefault(place.id, []).append(number)
    for number, chain in enumerate(chains):
        for above in chain[1:]:
            for other in where.get(above, ()):
                names[number, other] = 1.0  # the column names an area that the row lies in
    apart = group_of[:, None] != group_of
    narrow = np.array([place.kind not in _WIDE for place in places], dtype=float)
    return Field(
        list(groups), places, group_of, _all_fixed(groups, atlas),
        np.exp(-distance / _NEAR_KM) * apart, np.exp(-distance / _FAR_KM) * apart, country * apart,
        _same(states) * apart, names * apart, np.array([group.weight for group in groups]), narrow,
    )  # fmt: skip


def _state_of(place: Place, chain: Sequence[str]) -> str:
    inside = [one for one in chain if not one.startswith("country:")]
    return inside[-1] if len(inside) > 1 or place.kind == "state" else ""


def _same(keys: Sequence[str]) -> NDArray[np.float64]:
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    coded = np.array([numbers[key] for key in keys])
    told = np.array([bool(key) for key in keys])
    same: NDArray[np.float64] = ((coded[:, None] == coded) & told[:, None] & told).astype(float)
    return same


def _all_fixed(groups: Sequence[Group], atlas: Atlas) -> list[dict[str, float]]:
    return [row for group in groups for row in _fixed(group, atlas)]


def _fixed(group: Group, atlas: Atlas) -> list[dict[str, float]]:
    """What speaks for each candidate of a group by itself."""
    rows = []
    most = max(place.population or 0 for place in group.candidates)
    key = loose(group.candidates[0].name)
    for place in group.candidates:
        people = place.population or 0
        row = {"people": math.log10(people + 1), "the most people": float(people == most and most > 0)}
        row["less than the most"] = math.log10((most + 1) / (people + 1)) if most else 0.0
        row[f"a {_sort(place)}"] = 1.0
        row["own name"] = float(loose(place.name) == key)
        chain = set(atlas.above(place))
        if group.holders:
            row["in the area after the comma"] = float(bool(chain & group.holders))
            row["not in the area after the comma"] = float(not chain & group.holders)
        if group.held:
            row["holds the place before the comma"] = float(any(place.id in held for held in group.held))
        if group.asked:
            row["of the kind asked for"] = float(place.kind in group.asked)
            row["of another kind"] = float(place.kind not in group.asked)
        row["whole country, demonym"] = float(group.demonym and place.kind in {"country", "continent", "region"})
        row["theatre"] = float(bool(atlas.countries) and (place.overlay or place.country in atlas.countries))
        row["overlay"] = float(place.overlay)
        row["a district of the theatre"] = row["theatre"] * (_sort(place) == "county") * ("county" not in group.asked)
        rows.append(row)
    return rows


def _sort(place: Place) -> str:
    """The sorts that were fitted: a theatre's own kinds count as the one of them that they are most like."""
    if place.kind in {"country", "state", "county", "town"}:
        return place.kind
    in_country = bool(place.country) or place.overlay
    if place.kind in {"region", "district", "area"} and in_country:
        return "county"
    return "town" if in_country else "other"


def context(all_of: Field, chosen: NDArray[np.float64]) -> list[dict[str, float]]:
    """What speaks for each candidate by the other groups' probable places (``chosen``: a probability a candidate)."""
    weight = all_of.weight[all_of.group_of] * chosen
    total = all_of.weight.sum() - all_of.weight[all_of.group_of] + 1e-9
    narrow = weight * all_of.narrow
    near, far = all_of.near @ narrow, all_of.far @ narrow
    country, state = all_of.country @ weight, all_of.state @ weight
    named = all_of.names @ weight  # areas of its own that the text names
    holds = all_of.names.T @ weight  # places of the text that lie in it
    columns = {
        "near others": np.log1p(near), "a place near": np.tanh(2 * near), "in reach of others": np.log1p(far),
        "share in its country": country / total, "country shared": np.log1p(country),
        "share in its state": state / total, "state shared": np.log1p(state), "some in its state": np.tanh(state),
        "its area named": np.tanh(named), "areas named": np.log1p(named), "holds others": np.log1p(holds),
    }  # fmt: skip
    return [{name: float(values[row]) for name, values in columns.items()} for row in range(len(all_of.places))]


def weighed(all_of: Field, weights: Mapping[str, float], rounds: int = ROUNDS) -> NDArray[np.float64]:
    """The probability of each candidate within its group."""
    if not all_of.places:
        return np.zeros(0)
    alone = np.array([sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in all_of.fixed])
    chosen = shares(alone, all_of.group_of)
    for _ in range(rounds):
        beside = context(all_of, chosen)
        both = alone + [sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in beside]
        chosen = shares(both, all_of.group_of)
    return chosen


def shares(scores: NDArray[np.float64], group_of: NDArray[np.intp]) -> NDArray[np.float64]:
    """Softmax within each group."""
    most = np.full(group_of[-1] + 1, -np.inf)
    np.maximum.at(most, group_of, scores)
    raised = np.exp(scores - most[group_of])
    sums = np.zeros(len(most))
    np.add.at(sums, group_of, raised)
    return raised / sums[group_of]
