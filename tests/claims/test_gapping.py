"""Gapping: each clause that leaves out the verb has its own agent."""

import pytest

from siegeline.claims.frame import Frame, Span
from siegeline.claims.gapping import gapped


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def told(text: str, verb: str, agent: str, places: str, kind: str = "besieged", when: str = "") -> set[tuple[str, ...]]:
    """(agent, place, time) of each frame, out of frames with one agent for all places as the network gives them."""
    frames = [
        Frame(
            kind=kind, status="actual", trigger=span(text, verb), agent=span(text, agent), place=span(text, place),
            when=span(text, when) if when else None,
        )
        for place in places.split("+")
    ]  # fmt: skip

    def words(at: Span | None) -> str:
        return text[at.start : at.end] if at else ""

    return {(words(one.agent), words(one.place), words(one.when)) for one in gapped(frames, text)}


@pytest.mark.parametrize(
    ("text", "verb", "agent", "places", "wanted"),
    [
        (
            "Nubl is besieged by the rebels, Madaya by Hezbollah.",
            "besieged", "rebels", "Nubl",
            {("rebels", "Nubl", ""), ("Hezbollah", "Madaya", "")},
        ),
        (
            "Nubl and Zahraa are besieged by the rebels, Madaya and Zabadani by the army.",
            "besieged", "rebels", "Nubl+Zahraa+Madaya+Zabadani",
            {("rebels", "Nubl", ""), ("rebels", "Zahraa", ""), ("army", "Madaya", ""), ("army", "Zabadani", "")},
        ),
        (
            "Darayya is besieged by the government, Deir ez-Zor by ISIL and Foua by Jaish al-Fatah.",
            "besieged", "ISIL and Foua", "Darayya",
            {("government", "Darayya", ""), ("ISIL", "Deir ez-Zor", ""), ("Jaish al-Fatah", "Foua", "")},
        ),
        (
            "The siege of Nubl is held by the rebels, that of Madaya by Hezbollah.",
            "siege", "rebels", "Nubl",
            {("rebels", "Nubl", ""), ("Hezbollah", "Madaya", "")},
        ),
        (
            "In Foua 20,000 people are encircled by the rebels, in Madaya 40,000 by the army.",
            "encircled", "rebels", "Foua+Madaya",
            {("rebels", "Foua", ""), ("army", "Madaya", "")},
        ),
        (
            "The government besieges Madaya, and the rebels Foua.",
            "besieges", "government", "Madaya",
            {("government", "Madaya", ""), ("rebels", "Foua", "")},
        ),
    ],
)  # fmt: skip
def test_each_place_has_its_own_besieger(
    text: str, verb: str, agent: str, places: str, wanted: set[tuple[str, ...]]
) -> None:
    assert told(text, verb, agent, places) == wanted


@pytest.mark.parametrize(
    ("text", "verb", "agent", "places", "when", "wanted"),
    [
        (
            "Handarat fell to the army on 3 May and Khan Tuman to the rebels on 6 May.",
            "fell", "army", "Handarat+Khan Tuman", "on 3 May",
            {("army", "Handarat", "on 3 May"), ("rebels", "Khan Tuman", "on 6 May")},
        ),
        (
            "The army took Handarat on Monday, the militia Castello on Tuesday.",
            "took", "army", "Handarat", "on Monday",
            {("army", "Handarat", "on Monday"), ("militia", "Castello", "on Tuesday")},
        ),
        (
            "On Monday Handarat was taken by the army, Khan Tuman by the rebels.",
            "taken", "army", "Handarat", "On Monday",
            {("army", "Handarat", "On Monday"), ("rebels", "Khan Tuman", "On Monday")},
        ),
    ],
)  # fmt: skip
def test_each_has_its_own_time(
    text: str, verb: str, agent: str, places: str, when: str, wanted: set[tuple[str, ...]]
) -> None:
    assert told(text, verb, agent, places, kind="captured", when=when) == wanted


@pytest.mark.parametrize(
    ("text", "verb", "agent"),
    [
        ("Nubl was besieged by the rebels, and the village by then was empty.", "besieged", "rebels"),
        ("Nubl was besieged by ISIL, Aleppo by April.", "besieged", "ISIL"),
        ("Nubl was besieged by the rebels, who took Aleppo by force.", "besieged", "rebels"),
        ("Nubl was besieged by the rebels, and in Anadan people were killed by the army.", "besieged", "rebels"),
        ("The army besieged Nubl, the rebels said.", "besieged", "army"),
        ("The army besieged Nubl, the rebel stronghold near Aleppo.", "besieged", "army"),
        ("The rebels besieged Nubl, a village north of Aleppo.", "besieged", "rebels"),
    ],
)
def test_other_clauses_are_left_alone(text: str, verb: str, agent: str) -> None:
    assert told(text, verb, agent, "Nubl") == {(agent, "Nubl", "")}


def test_what_no_side_does_is_left_alone() -> None:
    text = "Nubl was bombed by the rebels, Madaya by Hezbollah."
    assert told(text, "bombed", "rebels", "Nubl", kind="civilians_harmed") == {("rebels", "Nubl", "")}


@pytest.mark.parametrize(
    ("text", "verb", "agent", "places", "when", "wanted"),
    [
        (
            "The rebels took Mayer on 6 May, al-Eis and Banes on 8 May.",
            "took", "rebels", "Mayer+al-Eis+Banes", "on 6 May",
            {("rebels", "Mayer", "on 6 May"), ("rebels", "al-Eis", "on 8 May"), ("rebels", "Banes", "on 8 May")},
        ),
        (
            "The rebels took Mayer on Monday, Banes a day later.",
            "took", "rebels", "Mayer", "a day later",
            {("rebels", "Mayer", "on Monday"), ("rebels", "Banes", "a day later")},
        ),
        (
            "The rebels took Mayer in July 2015 and Banes only in May 2016.",
            "took", "rebels", "Mayer+Banes", "in May 2016",
            {("rebels", "Mayer", "in July 2015"), ("rebels", "Banes", "only in May 2016")},
        ),
        (
            "The rebels took Mayer on Monday, Sana said on Tuesday.",
            "took", "rebels", "Mayer", "on Monday",
            {("rebels", "Mayer", "on Monday")},
        ),
        (
            "The rebels took Mayer on Monday, and Aleppo on Tuesday saw clashes.",
            "took", "rebels", "Mayer", "on Monday",
            {("rebels", "Mayer", "on Monday")},
        ),
    ],
)  # fmt: skip
def test_a_place_and_a_time_alone_are_told_too(
    text: str, verb: str, agent: str, places: str, when: str, wanted: set[tuple[str, ...]]
) -> None:
    assert told(text, verb, agent, places, kind="captured", when=when) == wanted
