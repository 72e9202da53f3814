"""Events: the one type of a text, from its claims."""

from dataclasses import replace

import pytest

from siegeline.claims.frame import Frame, Span
from siegeline.measure.events import type_of


def frame(text: str, kind: str, trigger: str, **roles: str) -> Frame:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    found = Frame(kind=kind, status="actual", trigger=span(trigger))
    return replace(found, **{name: span(words) for name, words in roles.items()})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "roles", "expected"),
    [
        ("Gunmen attacked an army post.", "attacked", "attacked", {"target": "army post"}, "ARMED_CLASH"),
        ("Gunmen attacked an army patrol in the hills.", "attacked", "attacked",
         {"target": "army patrol", "place": "the hills"}, "ARMED_CLASH"),
        ("Gunmen attacked villagers.", "attacked", "attacked", {"agent": "Gunmen", "target": "villagers"}, "ATTACK"),
        ("Youths clashed with police.", "clash", "clashed", {"agent": "Youths", "target": "police"}, None),
        ("A grenade exploded in a bar.", "bombing", "exploded", {"place": "bar"}, None),
        ("A mine exploded on a road.", "bombing", "exploded", {"place": "road"}, "REM_EXPLOS"),
        ("Rebels took Rifa.", "captured", "took", {"agent": "Rebels"}, "NON_STATE_ACTOR_OVERTAKES_TER"),
        ("The army took Rifa.", "captured", "took", {"agent": "army", "place": "Rifa"}, "GOV_REGAINS_TERIT"),
    ],
)  # fmt: skip
def test_the_type_follows_from_kind_and_parties(
    text: str, kind: str, trigger: str, roles: dict[str, str], expected: str | None
) -> None:
    assert type_of(text, [frame(text, kind, trigger, **roles)]) == expected


def test_an_attack_that_harms_civilians_is_an_attack() -> None:
    text = "Gunmen attacked an army post and killed three shepherds."
    attack = frame(text, "attacked", "attacked", agent="Gunmen", target="army post")
    assert type_of(text, [attack, frame(text, "civilians_harmed", "killed", target="shepherds")]) == "ATTACK"


def test_a_text_without_claims_has_no_type() -> None:
    assert type_of("The market was quiet.", []) is None
