"""Sentences: where each begins and ends."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siegeline.claims.clean import clean
from siegeline.claims.sentences import split

WRAPPED = (
    "The army had advanced on the village from the south for{}several days before it took the hill.{}Then it stopped."
)

CASES = {
    "a day of the month": (
        "He came on 6. August. The base fell on 9. September 2016.",
        ["He came on 6. August.", "The base fell on 9. September 2016."],
    ),
    "a heading": ("Siege broken\nThe army came. It left.", ["Siege broken", "The army came.", "It left."]),
    "two headings": ("One\n\nTwo\nThe army came.", ["One", "Two", "The army came."]),
    "hard-wrapped lines": (
        WRAPPED.format("\n", "\n"),
        [
            "The army had advanced on the village from the south for\nseveral days before it took the hill.",
            "Then it stopped.",
        ],
    ),
    "a blank line ends": (
        WRAPPED.format("\n\n", "\n"),
        [
            "The army had advanced on the village from the south for",
            "several days before it took the hill.",
            "Then it stopped.",
        ],
    ),
    "glued sentences": ("It was in his nature.This is all.", ["It was in his nature.", "This is all."]),
    "a numbered list": (
        "1. The army came.\n2. The rebels left.\n(3) They met.\na) They talked.",
        ["The army came.", "The rebels left.", "They met.", "They talked."],
    ),
    "a report of one line": ("Army takes hill", ["Army takes hill"]),
    "nothing": ("", []),
    "no letters": ("...\n\n* * *\n2016", []),
    "speech": ('He said: "We hold it." Then he left.', ['He said: "We hold it."', "Then he left."]),
    "titles, hours, numbers": (
        "Gen. Haddad said no. 5 came at 3 p.m. and left.",
        ["Gen. Haddad said no. 5 came at 3 p.m. and left."],
    ),
    "states": ("U.N. trucks came. The U.S. did not.", ["U.N. trucks came.", "The U.S. did not."]),
    "marks in a row": ("Is it true?! Yes… No...", ["Is it true?!", "Yes…", "No..."]),
    "numbers": (
        "It cost 3.5 million. It fell in 2016. The army left at 10. Then it came.",
        ["It cost 3.5 million.", "It fell in 2016.", "The army left at 10.", "Then it came."],
    ),
    "small letters": ("they hold jabbul. they left.", ["they hold jabbul.", "they left."]),
    "typographic quotes": ("“It is lost.” He left.", ["“It is lost.”", "He left."]),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_a_text_in_sentences_out(text: str, wanted: list[str]) -> None:
    assert [text[one.start : one.end] for one in split(clean(text))] == wanted


def test_hard_wrapped_lines_of_windows() -> None:
    text = WRAPPED.format("\r\n", "\r\n")
    assert len(split(clean(text))) == 2


def test_a_heading_is_known_for_one() -> None:
    text = "Siege broken\nThe army came."
    assert [one.heading for one in split(text)] == [True, False]


@given(st.text(alphabet=st.sampled_from(list("aB1 .!?\n\r–…\"')(6,Augst")) | st.characters()))
def test_sentences_are_in_order_trimmed_and_lose_no_letter(text: str) -> None:
    cleaned = clean(text)
    found = split(cleaned)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found:
        words = cleaned[one.start : one.end]
        assert words == words.strip() != ""
    kept = "".join(cleaned[one.start : one.end] for one in found)
    if ")" not in text and "." not in text:  # no list marks
        assert [ch for ch in kept if ch.isalpha()] == [ch for ch in cleaned if ch.isalpha()]


@pytest.mark.parametrize(
    "text", ["They left on Oct. 27.", "On Nov. 6th they came.", "It fell in Dec. 2016.", "It began on Sept. 3, 2015."]
)
def test_a_short_month_ends_no_sentence(text: str) -> None:
    assert len(split(text)) == 1


def test_a_short_month_may_end_one() -> None:
    assert len(split("They left in Dec. Qarna was quiet.")) == 2
