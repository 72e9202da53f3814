import pytest

from siegeline.claims.parse import parse_telling
from siegeline.claims.rules import RulesReader

TELLING = [
    "The army seized the town.",
    "The village fell to the rebels.",  # an exception of the lemmatizer
    "Besieging forces were shelling it.",
    "It's over, the siege.",
    "Fighting went on.",
    "The road is under fire.",
    "All roads to the city are CLOSED.",
    "The two columns have met in the hills and linked up.",
]
SILENT = [
    "The minister spoke to teachers about bread and schools.",
    "It rained for three days.",
    "The queue was over a hundred metres long.",  # "be over" tells that something ended: it is looked at
]


@pytest.mark.parametrize("sentence", TELLING)
def test_a_sentence_with_a_trigger_in_any_form_is_parsed(sentence: str) -> None:
    assert next(parse_telling([sentence])) is not None


def test_a_sentence_without_is_not() -> None:
    assert [one is None for one in parse_telling(SILENT)] == [True, True, False]


def test_parsed_ones_keep_their_order() -> None:
    told = list(parse_telling([SILENT[0], TELLING[0], SILENT[1], TELLING[1]]))
    assert [one and one.text for one in told] == [None, TELLING[0], None, TELLING[1]]
    assert list(parse_telling([])) == []


def test_irregular_forms_are_known() -> None:
    forms = ["held", "took", "fell", "lost", "fled", "broke", "withdrew", "cut", "left"]
    assert [one for one in forms if next(parse_telling([f"They {one} the town."])) is None] == []


def test_rules_find_the_same_beside_silent_sentences() -> None:
    alone = RulesReader().frames(TELLING)
    mixed = RulesReader().frames([one for pair in zip(TELLING, [*SILENT, *TELLING[3:]], strict=True) for one in pair])
    assert mixed[::2] == alone
    assert any(alone)
