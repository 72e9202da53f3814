"""Which sentences of our own deny what was told before them, what they call it, and who does."""

import pytest

from siegeline.claims.denial import denials, may_deny
from siegeline.claims.parse import parse

DENIALS = [
    ("Damascus denied this.", "this", "Damascus"),
    ("Minsk disputes that.", "that", "Minsk"),
    ("The Ukrainian navy rejected the claim and published a film.", "claim", "Ukrainian navy"),
    ("The report was denied by the Iraqi government.", "report", "Iraqi government"),
    ("The ministry dismissed the reports as propaganda.", "reports", "ministry"),
    ("The mayor called the report a lie.", "report", "mayor"),
    ("Baghdad said that this was not true.", "this", "Baghdad"),
    ("The statement is false, the ministry said.", "statement", "ministry"),
    ("The rebels captured Rastan, but the army denied it.", "it", "army"),
]
NONE = [
    "He denied this.",
    "Nobody denied this.",
    "Damascus did not deny this.",
    "Damascus will deny this.",
    "If Damascus denies this, who will believe it?",
    "Damascus has neither confirmed nor denied the report.",
    "The army refused to confirm or deny the claim.",
    "The army denied that it had shelled the camp.",
    "The army denied the report that it had shelled the camp.",
    "The claim could not be verified.",
    "The report is true, the ministry said.",
    "Has Damascus denied this?",
    "The army denied its enemies the hill.",
]


@pytest.mark.parametrize(("sentence", "what", "speaker"), DENIALS)
def test_who_denies_what(sentence: str, what: str, speaker: str) -> None:
    [doc] = parse([sentence])
    assert may_deny(sentence)
    [found] = denials(doc)
    assert found.speaker is not None
    assert sentence[found.what.start : found.what.end].lower() == what
    assert sentence[found.speaker.start : found.speaker.end] == speaker


@pytest.mark.parametrize("sentence", NONE)
def test_no_denial_of_what_was_told_before(sentence: str) -> None:
    [doc] = parse([sentence])
    assert list(denials(doc)) == []


def test_a_denial_in_the_voice_of_the_author_has_no_speaker() -> None:
    [doc] = parse(["The general says that he took Rastan, which is untrue."])
    assert [one.speaker for one in denials(doc)] == [None]
