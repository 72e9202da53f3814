"""Actors and speakers: who is meant, and on whose side on that day."""

from dataclasses import replace
from datetime import date

import pytest

from siegeline.claims.actors import ActorNames, ActorResolver
from siegeline.claims.claim import SpeakerRef
from siegeline.theatre import Actor, Allegiance, load_theatre

AUGUST = date(2016, 8, 7)


@pytest.fixture(scope="module")
def names() -> ActorNames:
    return ActorNames(load_theatre("syria"))


def resolver(
    names: ActorNames, *, leaning: str | None = None, text: str = "", day: date | None = AUGUST
) -> ActorResolver:
    return ActorResolver(names, day=day, leaning=names.leaning(leaning), text=text)


@pytest.mark.parametrize(
    ("phrase", "actor", "side"),
    [
        ("the Syrian army", "syrian-army", "government"),
        ("Units of the army", "syrian-army", "government"),
        ("regime", "syrian-government", "government"),
        ("Assad’s troops", "syrian-government", "government"),
        ("Hezbollah fighters", "hezbollah", "government"),
        ("Jaish al-Fatah", "jaish-al-fatah", "opposition"),
        ("Ahrar al-Sham", "ahrar-al-sham", "opposition"),
        ("ISIS", "islamic-state", "islamic-state"),
        ("the Caliphate", "islamic-state", "islamic-state"),
        ("YPG", "ypg", "sdf"),
        ("passers-by", None, None),
        ("armyworms", None, None),
    ],
)
def test_who_is_meant(phrase: str, actor: str | None, side: str | None, names: ActorNames) -> None:
    found = resolver(names).actor(phrase)
    assert (found.text, found.id, found.side) == (phrase, actor, side)


@pytest.mark.parametrize(
    ("declared", "side"),
    [
        ("pro-government", "government"),
        ("Pro Government", "government"),
        ("government", "government"),
        ("pro-islamic-state", "islamic-state"),
        ("pro_opposition", "opposition"),
        ("anti-government", "opposition"),
        ("independent", "independent"),
        ("neutral", "independent"),
        ("pro-martians", None),
        ("", None),
        (None, None),
    ],
)
def test_a_declared_leaning_is_a_side(declared: str | None, side: str | None, names: ActorNames) -> None:
    assert names.leaning(declared) == side


def test_against_one_of_several_sides_favours_nobody_in_particular(names: ActorNames) -> None:
    assert names.leaning("anti-islamic-state") is None


@pytest.mark.parametrize(
    ("leaning", "text", "side"),
    [
        ("pro-government", "The terrorists came. ISIS holds the hill.", "islamic-state"),
        ("pro-government", "Terrorists came. Jaish al-Fatah and Ahrar al-Sham lost men. ISIS left.", "opposition"),
        ("pro-opposition", "The terrorists came. The regime lost men.", "government"),
        ("independent", "The terrorists came. ISIS holds the hill.", None),
        (None, "The terrorists came. ISIS holds the hill.", None),
        ("pro-government", "The terrorists came.", None),
    ],
)
def test_terrorists_are_whom_the_speaker_fights(
    leaning: str | None, text: str, side: str | None, names: ActorNames
) -> None:
    found = resolver(names, leaning=leaning, text=text).actor("terrorists")
    assert (found.id, found.side) == (None, side)


def test_the_side_is_that_of_the_day(names: ActorNames) -> None:
    changed = [actor for actor in load_theatre("syria").actors if actor.sides]
    assert changed
    for actor in changed:
        for day in [date(2013, 1, 1), *(one.start for one in actor.sides if one.start)]:
            assert resolver(names, day=day).actor(actor.name).side == actor.side_on(day)


def test_a_pronoun_is_whoever_was_named_last(names: ActorNames) -> None:
    told = resolver(names)
    assert told.actor("they").side is None
    told.actor("ISIS")
    assert told.actor("they").id == "islamic-state"
    told.actor("Hezbollah")
    assert told.actor("it").id == "hezbollah"


def test_the_troops_are_those_last_called_so(names: ActorNames) -> None:
    told = resolver(names)
    told.note("Syrian troops met rebels and Hezbollah fighters.")
    told.actor("rebels")
    assert told.actor("the troops").side == "government"


def test_he_is_the_last_speaker(names: ActorNames) -> None:
    told = resolver(names)
    assert told.speaker("SOHR").id == "sohr"
    assert told.speaker("he") == SpeakerRef("he", "sohr", "opposition")
    assert told.speaker("a baker").leaning is None


@pytest.mark.parametrize(
    ("phrase", "source", "leaning"),
    [
        ("SANA", "sana", "government"),
        ("the Syrian Observatory for Human Rights", "sohr", "opposition"),
        ("the United Nations", "ocha", "independent"),
        ("sources close to the regime", None, "government"),
        ("an Ahrar al-Sham commander", None, "opposition"),
    ],
)
def test_speakers_and_whom_they_favour(phrase: str, source: str | None, leaning: str, names: ActorNames) -> None:
    found = resolver(names).speaker(phrase)
    assert found.leaning == leaning
    assert source is None or found.id == source


def test_a_name_that_two_bore_in_turn_is_that_of_the_day() -> None:
    until, since = Allegiance(side="a", end=date(2016, 12, 31)), Allegiance(side="b", start=date(2017, 1, 1))
    first = Actor(id="old", name="Old", aliases=("National Army",), sides=(until,))
    then = Actor(id="new", name="New", aliases=("National Army",), sides=(since,))
    names = ActorNames(replace(load_theatre("syria"), actors=(first, then)))
    for day, meant in ((date(2016, 6, 1), first), (date(2018, 6, 1), then), (None, first)):
        assert names.on(day).actor("the National Army") == meant
        assert names.on(day).named("said the National Army") == [("national army", meant)]


@pytest.mark.parametrize("phrase", ["the Lebanese army", "American army", "Iraqi government forces", "Libyan rebels"])
def test_the_army_of_another_state_is_not_the_theatres(names: ActorNames, phrase: str) -> None:
    assert resolver(names).actor(phrase).id is None


@pytest.mark.parametrize("phrase", ["the army", "Syrian army", "the Syrian regular army", "Turkish army"])
def test_an_army_that_the_theatre_knows_is_itself(names: ActorNames, phrase: str) -> None:
    assert resolver(names).actor(phrase).id is not None


def test_a_small_word_is_no_acronym_and_the_longest_name_counts(names: ActorNames) -> None:
    told = [actor.id for _, actor in names.named("The army is near; IS fighters and the Army of Islam are not.")]
    assert told == ["syrian-army", "islamic-state", "jaysh-al-islam"]


@pytest.mark.parametrize(
    ("before", "meant"),
    [
        ("ISIL has encircled Deir ez-Zor.", "islamic-state"),
        ("ISIL fought Jabhat al-Nusra.", "opposition-islamist"),
        ("ISIL fought the rebels.", "islamic-state"),  # no name of their own
        ("The army shelled Idlib.", "opposition-islamist"),
    ],
)
def test_the_jihadists_are_those_of_the_side_named_last(before: str, meant: str, names: ActorNames) -> None:
    told = resolver(names)
    told.note(before)
    assert told.actor("the jihadists").id == meant


def test_words_that_name_nobody_do_not_mean_who_does_it_to_them(names: ActorNames) -> None:
    told = resolver(names)
    rebels = told.actor("rebels")
    assert told.actor("500 soldiers", but=rebels).id is None
    assert told.actor("them", but=rebels).id is None
    assert told.actor("them").id == rebels.id
