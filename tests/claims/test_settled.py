"""A sentence's frames, from any reader, and what the whole sentence makes of them."""

from dataclasses import replace

import pytest

from siegeline.claims.frame import Frame, Span
from siegeline.claims.rules import RulesReader
from siegeline.claims.settled import settled

SENTENCES = [
    ("Has the militia cut the coastal road?", ["route_cut hypothetical"]),
    ("Was the siege of Rastan lifted?", ["siege_lifted hypothetical"]),
    ("Did the militia shell the besieged town of Rastan?", ["shelled hypothetical", "besieged actual"]),
    ("It is doubtful that the militia has captured Rastan.", ["captured hypothetical"]),
    ("The militia does not plan to capture Rastan.", ["captured denied"]),
    ("The militia did not manage to capture Rastan.", ["captured failed"]),
    ("The mayor called the blockade of Rastan an invention.", ["besieged denied"]),
    ("The road south of Rastan lies under mortar fire.", ["route_under_fire actual", "shelled actual"]),
    ("The militia captured Rastan.", ["captured actual"]),
]


def words(sentence: str, span: Span | None) -> str | None:
    return sentence[span.start : span.end] if span else None


def settle(sentence: str, frames: list[Frame]) -> list[Frame]:
    return settled([sentence], [frames])[0]


def read(sentence: str) -> list[Frame]:
    return RulesReader().frames([sentence])[0]


@pytest.mark.parametrize(("sentence", "told"), SENTENCES)
def test_the_status_that_the_whole_sentence_gives(sentence: str, told: list[str]) -> None:
    as_facts = [replace(frame, status="actual" if "not" not in sentence else frame.status) for frame in read(sentence)]
    found = settle(sentence, as_facts)
    assert sorted(f"{one.kind} {one.status}" for one in found) == sorted(told)


@pytest.mark.parametrize("sentence", [
    "Rebels said that they had captured Rastan, but the army denied this.",
    "Rebels reported that they had captured Rastan; the army denied it.",
])  # fmt: skip
def test_what_is_told_and_denied_is_told_twice(sentence: str) -> None:
    told, denied = settle(sentence, read(sentence))
    assert (told.status, words(sentence, told.speaker)) == ("actual", "Rebels")
    assert (denied.status, words(sentence, denied.speaker)) == ("denied", "army")
    assert (denied.kind, denied.place) == (told.kind, told.place)
    assert denied.confidence < told.confidence


def test_what_stands_in_another_clause_is_not_denied() -> None:
    sentence = "The militia holds Rastan; its spokesman says that it has left Zamalka, which the army denies."
    denied = [one for one in settle(sentence, read(sentence)) if one.status == "denied"]
    assert [(one.kind, words(sentence, one.place)) for one in denied] == [("withdrew", "Zamalka")]


def test_what_is_not_besieged_has_no_siege_to_lift() -> None:
    sentence = "Rastan is not encircled and will not be given up."
    place, given = Span(0, 6), Span(sentence.index("given"), sentence.index("given") + 5)
    none = Frame(kind="besieged", status="denied", trigger=Span(14, 23), place=place, confidence=0.9)
    end = Frame(kind="siege_lifted", status="denied", trigger=given, place=place, confidence=0.5)
    assert settle(sentence, [none, end]) == [none]
    elsewhere = replace(end, place=None)
    assert settle(sentence, [none, elsewhere]) == [none, elsewhere]
