"""Foreground: whom the main clause is about, not those of the clause that tells when or why."""

import pytest

from siegeline.claims.foreground import foremost


def front(sentence: str, actors: list[str], pronoun: str | None = None) -> list[str]:
    spots = [sentence.index(actor) for actor in actors]
    return [actors[number] for number in foremost(sentence, spots, sentence.rindex(pronoun) if pronoun else None)]


@pytest.mark.parametrize(
    ("sentence", "actors", "wanted"),
    [
        ("The Zarun men took Qarna after the Merz men had fled.", ["Zarun", "Merz"], ["Zarun"]),
        ("The Zarun men took Qarna because most of the Merz men had left.", ["Zarun", "Merz"], ["Zarun"]),
        ("The Zarun men took Qarna after the mayor said that Merz men had fled.", ["Zarun", "Merz"], ["Zarun"]),
        ("The Zarun men took Qarna following the withdrawal of the Merz men.", ["Zarun", "Merz"], ["Zarun"]),
        ("The Zarun men took Qarna, which the Merz men had held since May.", ["Zarun", "Merz"], ["Zarun"]),
        ("The Zarun men took villages held by the Merz men.", ["Zarun", "Merz"], ["Zarun"]),
        ("Qarna was taken by Zarun men when the Merz men left.", ["Zarun", "Merz"], ["Zarun"]),
        ("As the Merz men left, Zarun men took Qarna.", ["Merz", "Zarun"], ["Zarun"]),
        ("A day after the truce the Zarun men took Qarna as the Merz men slept.", ["Zarun", "Merz"], ["Zarun"]),
        ("The Zarun men took Qarna, and the Merz men took Tell.", ["Zarun", "Merz"], ["Zarun", "Merz"]),
        ("The Zarun men fled after a day and Merz men took Qarna.", ["Zarun", "Merz"], ["Zarun", "Merz"]),
        ("The Zarun men as well as Merz men took Qarna.", ["Zarun", "Merz"], ["Zarun", "Merz"]),
        ("The Zarun men were resting when Merz men took Qarna.", ["Zarun", "Merz"], ["Zarun", "Merz"]),
        ("Qarna fell after Merz men had fled.", ["Merz"], ["Merz"]),
    ],
)
def test_whom_the_main_clause_is_about(sentence: str, actors: list[str], wanted: list[str]) -> None:
    assert front(sentence, actors) == wanted


def test_a_pronoun_in_the_clause_behind_may_point_to_any() -> None:
    sentence = "The Zarun men took Qarna after the Merz men had lost Tell, which they burnt."
    assert front(sentence, ["Zarun", "Merz"], "they") == ["Zarun", "Merz"]
    sentence = "The Zarun men took Qarna after the Merz men had fled, and they burnt it."
    assert front(sentence, ["Zarun", "Merz"], "they") == ["Zarun"]
