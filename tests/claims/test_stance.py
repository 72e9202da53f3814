"""What sentences of our own ask, doubt and say nobody means to do: of the word that carries the claim."""

from collections.abc import Callable

import pytest
from spacy.tokens import Token

from siegeline.claims.parse import parse
from siegeline.claims.stance import asked, describes_siege, doubted, unmeant


def at(sentence: str, word: str) -> Token:
    [doc] = parse([sentence])
    return next(one for one in doc if one.text == word)


ASKED = [
    ("Has the army closed the Hama road?", "closed"),
    ("Did the militia storm the airport?", "storm"),
    ("Was the bridge reopened?", "reopened"),
    ("Is Talbiseh encircled?", "encircled"),
    ("But have the rebels really taken Rastan?", "taken"),
    ("Isn't the garrison surrounded?", "surrounded"),
    ("Is it true that the brigade has captured Lyman?", "captured"),
]
TAKEN_FOR_GRANTED = [
    ("Why did the garrison withdraw from Rastan?", "withdraw"),
    ("Will the convoy reach the besieged town?", "besieged"),
    ("Did you know that Zamalka has been besieged since 2013?", "besieged"),
    ("Can the militia, which captured Rastan in May, hold it?", "captured"),
    ("The army has captured Rastan, hasn't it?", "captured"),
    ("What happened? The army captured Rastan.", "captured"),
    ("Has anyone asked? The army captured Rastan.", "captured"),
    ("The army captured Rastan.", "captured"),
]
DOUBTED = [
    ("It is doubtful that the coastal road has been cut.", "cut"),
    ("It is unclear if Talbiseh is encircled.", "encircled"),
    ("It is not known whether the bridge was closed.", "closed"),
    ("Observers doubt that the brigade has captured Lyman.", "captured"),
    ("Observers cannot say whether the militia left Rastan.", "left"),
]
NOT_DOUBTED = [
    ("There is no doubt that the brigade has captured Lyman.", "captured"),
    ("Nobody doubts that the brigade has captured Lyman.", "captured"),
    ("It is not clear who captured Lyman.", "captured"),
    ("It is clear that the brigade has captured Lyman.", "captured"),
    ("The brigade captured Lyman, but whether it can stay is unclear.", "captured"),
]
UNMEANT = [
    ("The militia does not plan to storm Rastan.", "storm"),
    ("The militia has no plans to capture Rastan.", "capture"),
    ("The militia has no intention of besieging Rastan.", "besieging"),
    ("The militia no longer wants to take Rastan.", "take"),
    ("Nobody wants to storm Rastan.", "storm"),
    ("The militia has never tried to cut the road.", "cut"),
    ("The militia is not ready to withdraw from Rastan.", "withdraw"),
]
MEANT = [
    ("The militia plans to storm Rastan.", "storm"),
    ("The militia did not manage to capture Rastan.", "capture"),
    ("The militia was not able to capture Rastan.", "capture"),
    ("The militia does not only want to take Rastan.", "take"),
    ("No attempt to capture Rastan has succeeded.", "capture"),
    ("The villagers did not want the militia to take Rastan.", "take"),
]


@pytest.mark.parametrize(("told", "yes", "no"), [
    (asked, ASKED, TAKEN_FOR_GRANTED), (doubted, DOUBTED, NOT_DOUBTED), (unmeant, UNMEANT, MEANT),
])  # fmt: skip
def test_each_stance(told: Callable[[Token], bool], yes: list[tuple[str, str]], no: list[tuple[str, str]]) -> None:
    assert [row for row in yes if not told(at(*row))] == []
    assert [row for row in no if told(at(*row))] == []


def test_a_siege_that_is_spoken_of_as_known() -> None:
    assert describes_siege(at("Has the siege of Zamalka been lifted?", "siege"))
    assert not describes_siege(at("Was there a siege of Zamalka?", "siege"))
