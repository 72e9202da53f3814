"""Which found claim is which gold claim."""

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from siegeline.measure.claims import ClaimScores
from siegeline.measure.match import FIELDS, content, pairs, same

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "claims"
SCORER = GOLD / "score.py"


def claim(kind: str = "captured", place: str | None = "Azaz", **more: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("agent", "target", "route", "when", "speaker"))
    return {"kind": kind, "status": "actual", "place": place, "confidence": 0.8, **empty, **more}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("the town of Azaz", "Azaz", True),
        ("Azaz", "AZAZ", True),
        ("the north of the city", "the north", True),
        ("in the", None, True),  # no content word is as good as nothing
        ("Azaz", None, False),
        (None, None, True),
        ("Azaz", "Anadan", False),
        ("Ma'arrat", "Maarrat", False),
        ({"text": "Azaz"}, "the town of Azaz", True),
        ({"text": None, "name": "Azaz"}, "Azaz", True),
    ],
)
def test_phrases_that_share_a_content_word_are_the_same(one: Any, other: Any, alike: bool) -> None:
    assert same(one, other) is same(other, one) is alike


def test_content_words_leave_out_small_ones() -> None:
    assert content("From the outskirts of Ma'arrat, near its mill") == {"outskirts", "ma'arrat", "mill"}


@pytest.mark.parametrize(
    ("gold", "found", "joined"),
    [
        ([claim()], [claim()], [(0, 0)]),
        ([claim()], [claim("held")], []),
        ([claim()], [claim(place="Anadan")], []),
        ([claim()], [claim(status="denied")], [(0, 0)]),  # status is a field, not part of the match
        ([claim(place=None)], [claim(place=None)], [(0, 0)]),
        ([claim(place=None, route="Castello road")], [claim(place="Castello road")], [(0, 0)]),
        ([claim(place=None, route="the road")], [claim("route_cut", None, route="the road")], [(0, 0)]),
        ([claim()], [claim("route_cut")], []),  # no road, no leave
        ([claim()], [claim(), claim()], [(0, 0)]),  # one to one
        ([claim(agent="army"), claim(agent="rebels")], [claim(agent="rebels"), claim(agent="army")], [(0, 1), (1, 0)]),
    ],
)
def test_a_match_is_kind_and_place_one_to_one(gold: Any, found: Any, joined: list[tuple[int, int]]) -> None:
    assert sorted(pairs(gold, found)) == joined


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.is_file():
        pytest.skip(f"the gold sets' own scorer is not here ({SCORER})")
    spec = importlib.util.spec_from_file_location("gold_score", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spoilt(claims: list[dict[str, Any]], others: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    """Claims as a bad reader finds them: some lost, some of others, some fields wrong or gone."""
    found = [dict(one) for one in claims if chance.random() < 0.8]
    found += [dict(chance.choice(others)) for _ in range(chance.choice([0, 0, 1, 2]))]
    for one in found:
        for name in ("kind", "status", "place", "agent", "target", "speaker", "when"):
            if chance.random() < 0.15:
                one[name] = chance.choice(others)[name]
    chance.shuffle(found)
    return [{**one, "confidence": chance.random()} for one in found]


@pytest.mark.parametrize("seed", range(20))
def test_the_figures_are_those_of_the_gold_sets_own_scorer(scorer: ModuleType, seed: int) -> None:
    chance = random.Random(seed)
    files = sorted(GOLD.glob("train_*.jsonl"))
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    others = [one for row in rows for one in row["claims"]]
    taken = [(row["claims"], spoilt(row["claims"], others, chance)) for row in chance.sample(rows, 200)]
    wanted = scorer.score(taken)
    scores = ClaimScores()
    for gold, found in taken:
        scores.add("", gold, found)
    ours = next(scores.rows())
    for name in ("gold", "found", "matched", "precision", "recall", "f1", "status", *FIELDS):
        assert ours[name] == wanted[name], name
    kinds = {kind: [count.matched, count.gold, count.found] for kind, count in scores.kinds.items()}
    assert kinds == wanted["kinds"]
    assert 0.3 < ours["f1"] < 0.95
