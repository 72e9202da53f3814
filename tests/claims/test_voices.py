"""Voices: who speaks before a colon, and in a quotation of several sentences."""

from collections.abc import Callable

import pytest

from siegeline.claims import Claim

Read = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("SOHR: rebels captured Nubl.", "SOHR"),
        ("FrontWatch: rebels captured Nubl and shelled Zahraa.", "FrontWatch"),
        ("Tribal source: rebels captured Nubl.", "Tribal source"),
        ('"Rebels captured Nubl. The army shelled Zahraa," governor Anwar Tarin wrote.', "governor Anwar Tarin"),
        ('"Rebels captured Nubl. The army shelled Zahraa," said Anwar Tarin on Monday.', "Anwar Tarin"),
        ("“Rebels captured Nubl. The army shelled Zahraa,” the mayor said.", "the mayor"),
        ('Anwar Tarin said: "Rebels captured Nubl. The army shelled Zahraa."', "Anwar Tarin"),
        ("NOTE: rebels captured Nubl.", None),
        ("Nubl: rebels captured Zahraa.", None),
        ('"Rebels captured Nubl. The army shelled Zahraa."', None),
        ('A letter was found. "Rebels captured Nubl. The army shelled Zahraa."', None),
    ],
)
def test_who_speaks_is_told(text: str, who: str | None, claims_in: Read) -> None:
    claims = claims_in(text)
    assert claims
    heard = {claim.speaker.text.removeprefix("the ") if claim.speaker else None for claim in claims}
    assert heard == {who.removeprefix("the ") if who else None}
    assert all(claim.chain[-1:] == ((claim.speaker,) if claim.speaker else ()) for claim in claims)


def test_who_speaks_ends_with_the_quotation(claims_in: Read) -> None:
    text = '"Rebels captured Nubl. The army shelled Zahraa," the mayor said. On Monday the army captured Khan Tuman.'
    assert claims_in(text)[-1].speaker is None
