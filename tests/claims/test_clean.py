"""Clean: debris becomes spaces, odd characters plain ones; never a character more or less."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from siegeline.claims.clean import calm, clean, with_capitals, without_dateline, without_shouted

ODD = st.text(
    alphabet=st.sampled_from(list("aZß9 İſﬀ\u00a0\u2009\u200b\u2028\ufeff\r\n\t’“„«–—-_*#>[]{}()<>/.:@%,'\""))
    | st.characters()
)


@given(ODD)
@example("IMG_1.jpglarge\u2028[3]<b>** https://x.y")
@example("İSTANBUL IS THE LARGEST CITY OF ALL ﬀ")
def test_nothing_changes_the_length(text: str) -> None:
    assert len(clean(text)) == len(text)
    assert len(calm(text)) == len(text)
    assert len(without_dateline(text)) == len(text)
    assert len(with_capitals(text, {"aleppo", "ß", "ﬀ", "a"})) == len(text)


@given(ODD)
def test_cleaning_twice_is_cleaning_once_for_plain_characters(text: str) -> None:
    assert not set(clean(text)) & set("\u00a0\u2009\u200b\u2028\ufeff\r\t’“„«—")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("IMG_2041.jpglargeInformation came late.", "Information came late."),
        ("IMG_2041.PNG Information came late.", "Information came late."),
        ("CTdmH_uWUAAoYwOOverall the army held.", "Overall the army held."),
        ("photo-1.webp The base fell.", "The base fell."),
        ("map.jpgsmall villages", "villages"),
    ],
)
def test_image_names_are_taken_off_the_words_that_they_are_glued_to(text: str, left: str) -> None:
    assert clean(text).strip() == left


@pytest.mark.parametrize(
    "text",
    [
        "Counter-attacks were repelled.",
        "Counter-Terrorism-Command left Khan al-Assal.",
        "The anti-aircraft-gun crews held.",
        "Deir ez-Zor, Ma'arrat an-Nu'man and Kafr Hamra",
        "Internationally recognised organisations",
        "A largely ruined town. Small villages.",
        "On 6. August 5 < 6 and 7 > 3.",
        "ISIS-controlled territory (see below)",
    ],
)
def test_words_survive(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("text", ["The Aleppo-Raqqa-Road is cut.", "Al-Zahraa-Association fell."])
def test_names_joined_by_hyphens_survive(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("6.\u00a0August", "6. August"),
        ("“now”, said the army’s „man“", "\"now\", said the army's \"man\""),
        ("north—south", "north–south"),
        ("one\u2028two\rthree", "one\ntwo\nthree"),
        ("\ufeffThe\u200bbase", " The base"),
        ("tab\tstop", "tab stop"),
    ],
)
def test_odd_characters_become_plain_ones(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("See https://example.org/a?b=c for more", "See for more"),
        ("See www.example.org/x and pic.twitter.com/AbCd now", "See and now"),
        ("The town[3] fell.[citation needed] He [note 2] left.[a]", "The town fell. He left."),
        ("**Bold** and {{mark}} [[Aleppo]]", "Bold and mark Aleppo"),
        ("# Heading\n> quoted\n* one\n- two\n• three", "Heading quoted one two three"),
        ("<b>Bold</b> <a href='x'>link</a>", "Bold link"),
    ],
)
def test_addresses_footnotes_and_marks_become_spaces(text: str, words: str) -> None:
    assert " ".join(clean(text).split()) == words


@pytest.mark.parametrize(
    ("sentence", "calmed"),
    [
        ("ARMY BREAKS THE SIEGE OF KUWEIRES", "Army breaks the siege of kuweires"),
        ("The SAA and the NDF left.", "The SAA and the NDF left."),
        ("USA AND UN", "USA AND UN"),  # too short to be told from names
        ("Rebels advance on ALEPPO.", "Rebels advance on ALEPPO."),
    ],
)
def test_shouting_is_calmed(sentence: str, calmed: str) -> None:
    assert calm(sentence) == calmed


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("ALEPPO, 17 July – The army left.", "The army left."),
        ("BEIRUT – Rebels left.", "Rebels left."),
        ("KYIV - Ukrainian troops left.", "Ukrainian troops left."),
        ("PORT SUDAN — The army left.", "The army left."),
        ("ISIL - which left - is back.", "ISIL - which left - is back."),
        ("(Citadel Dispatch, 17 July) The army left.", "The army left."),
        ("Aleppo – the city – is cut.", "Aleppo – the city – is cut."),
        ("The army – it is said – left.", "The army – it is said – left."),
    ],
)
def test_datelines_are_blanked(sentence: str, left: str) -> None:
    assert without_dateline(sentence).strip() == left


def test_names_in_capitals_are_written_as_names() -> None:
    assert without_shouted("clashes near TEL RIFAAT and AL-BAB", [(13, 23), (28, 34)]) == (
        "clashes near Tel Rifaat and Al-Bab"
    )
    assert without_shouted("clashes near Nubl", [(13, 17)]) == "clashes near Nubl"


def test_names_in_small_letters_get_their_capitals() -> None:
    names = {"aleppo", "russian"}
    assert with_capitals("the siege of aleppo by russian jets", names) == "the siege of Aleppo by Russian jets"
    assert with_capitals("prussian aleppoan", names) == "prussian aleppoan"
