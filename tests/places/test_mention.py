"""Mentions: the places' names where they stand in a text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siegeline.places import find_places, gazetteer

SYRIA = gazetteer("syria")


def found(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.candidates[0].id) for one in find_places(text, SYRIA)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rebels in Aleppo and Hraytan.", [("Aleppo", "aleppo"), ("Hraytan", "hraytan")]),
        ("rebels in aleppo and hraytan left", [("aleppo", "aleppo"), ("hraytan", "hraytan")]),
        ("RAMOUSEH FELL", [("RAMOUSEH", "ramouseh")]),
        ("Kafr\u00a0Hamra and Tell\nRifaat", [("Kafr\u00a0Hamra", "kafr-hamra"), ("Tell\nRifaat", "tell-rifaat")]),
        ("the Kuweires air base", [("Kuweires air base", "kuweires-airbase")]),
        ("Kuweires Sharqi, not Kuweires", [("Kuweires Sharqi", "kuweires-sharqi"), ("Kuweires", "kuweires-airbase")]),
        ("Nubl, Al-Zahraa.", [("Nubl", "nubl"), ("Al-Zahraa", "zahraa")]),
        ("West Aleppo is not the west.", [("West Aleppo", "aleppo-west")]),
        ("Aleppoans live.", []),
        ("Nothing is named here.", []),
        ("", []),
    ],
)
def test_a_text_in_places_out(text: str, wanted: list[tuple[str, str]]) -> None:
    assert found(text) == wanted


def test_the_longest_name_counts_and_none_overlap() -> None:
    [one] = find_places("Ramouseh artillery base", SYRIA)
    assert one.candidates[0].id == "ramouseh-artillery-base"
    assert (one.start, one.end) == (0, len("Ramouseh artillery base"))


def test_only_names_get_capitals_not_the_words_around_them() -> None:
    assert [one.capitals for one in find_places("they left the eastern aleppo", SYRIA)] == [{"aleppo"}]
    assert [one.capitals for one in find_places("they left tell rifaat", SYRIA)] == [{"tell", "rifaat"}]


PIECES = ["Aleppo", "tell", "Rifaat", "al-", "base", "\u00a0", "İ", "ﬀ", ",", "\n", " "]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_mentions_lie_in_the_text_in_order(text: str) -> None:
    mentions = find_places(text, SYRIA)
    assert all(text[one.start : one.end] == one.text for one in mentions)
    assert all(one.end <= other.start for one, other in pairwise(mentions))
