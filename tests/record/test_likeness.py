"""What may be one event, and what may come from one source: proposed, never decided."""

from dataclasses import replace
from datetime import date

import pytest
from record_examples import AUG_6, AUG_7, AUG_9, example_claim, example_report

from siegeline.claims.claim import ActorRef, Claim, TimeRef
from siegeline.record.likeness import same_events, same_origins, undecided
from siegeline.times import on


def claim(number: int, *, day: date = AUG_6, quote: str = "they took the base at dawn", **fields: object) -> Claim:
    made = example_claim(example_report(number), when=on(day))
    return replace(made, quote=f"{quote} {number}", **{**fields, "id": ""})  # type: ignore[arg-type]


def test_two_tellings_of_a_capture_are_proposed() -> None:
    one, other = claim(1), claim(2, day=AUG_7)
    [pair] = same_events([one, other])
    assert {pair.one.id, pair.other.id} == {one.id, other.id}
    assert 0 < pair.score < 1


def test_the_nearer_in_time_and_words_comes_first() -> None:
    one, same, later = claim(1), claim(2), claim(3, day=AUG_9)
    otherwise = claim(4, quote="artillery college fell, says ministry")
    pairs = [{pair.one.id, pair.other.id} for pair in same_events([one, same, later, otherwise])]
    assert pairs[0] == {one.id, same.id}
    scores = [pair.score for pair in same_events([one, same, later, otherwise])]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "held"},
        {"kind": "clash"},
        {"status": "denied"},
        {"agent": ActorRef("army", "syrian-army", "government")},
        {"place": None, "route": None},
        {"when": TimeRef("then", on(date(2016, 8, 20)))},
    ],
)
def test_what_differs_in_kind_status_party_place_or_time_is_no_pair(fields: dict[str, object]) -> None:
    assert same_events([claim(1), claim(2, **fields)]) == []


def test_sentences_of_one_report_and_reposts_are_no_pairs() -> None:
    one = claim(1)
    again = replace(claim(2), quote=one.quote, id="")
    beside = replace(one, start=50, id="")
    assert same_events([one, again, beside]) == []


OWN = "The council met on Monday and spoke for three hours of bread, of diesel and of the school that has no roof. "
NEWS = (
    "Two hundred families left the southern quarter before noon on Tuesday, the agency said, and walked along the "
    "railway to the cement works, where the Red Crescent gave out water; nobody could tell when they might go home."
)


def test_a_repost_inside_of_a_longer_text_is_found() -> None:
    bent = NEWS.replace("the agency said", "our agency reports").replace("nobody", "no one")
    texts = {
        "a": f"{OWN}\n{NEWS}",
        "b": f"A note.\n\n{bent}\nMore of our own on other things, which nobody else has.",
        "c": OWN,
    }
    found = same_origins(texts)
    assert [(pair.one, pair.other) for pair in found] == [("a", "c"), ("a", "b")]  # c is in a as a whole
    [pair] = [pair for pair in found if pair.other == "b"]
    assert pair.passage == NEWS
    assert 0.5 < pair.share < 1


def test_texts_on_one_matter_in_their_own_words_are_no_pair() -> None:
    told = "On Tuesday some two hundred families fled from the southern quarter along the railway, an agency reported."
    assert (
        same_origins({"a": NEWS, "b": told, "c": "Short lines\nare nobody's.", "d": "Short lines\nare nobody's."}) == []
    )


def test_what_was_decided_is_not_proposed_again() -> None:
    assert undecided([("a", "b"), ("b", "c")], [["a", "b", "x"]]) == [("b", "c")]
