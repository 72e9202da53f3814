"""Sides: agents and targets put right by the words around, on frames made by hand."""

import pytest

from siegeline.claims.frame import Frame, Span
from siegeline.claims.sides import sided, unheaded


def span(text: str, words: str | None) -> Span | None:
    return None if words is None else Span(text.index(words), text.index(words) + len(words))


def frame(text: str, kind: str, trigger: str, status: str = "actual", **roles: str | None) -> Frame:
    at = span(text, trigger)
    assert at is not None
    return Frame(kind=kind, status=status, trigger=at, **{name: span(text, words) for name, words in roles.items()})


def parties(text: str, *frames: Frame) -> list[tuple[str | None, str | None]]:
    """Agent and target of each frame, in words."""

    def words(at: Span | None) -> str | None:
        return text[at.start : at.end] if at else None

    return [(words(one.agent), words(one.target)) for one in sided(frames, text)]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Tal Banat, besieged by the army for a year, has held out.", "held"),
        ("Tal Banat was besieged by the army but still holds on.", "holds"),
    ],
)
def test_who_besieges_a_place_does_not_hold_out_in_it(text: str, held: str) -> None:
    siege = frame(text, "besieged", "besieged", agent="army", place="Tal Banat")
    told = frame(text, "held", held, agent="army", place="Tal Banat")
    assert parties(text, siege, told) == [("army", None), (None, None)]


def test_who_besieges_one_place_may_hold_another() -> None:
    text = "The army has besieged Tal Banat and holds Qarna."
    siege = frame(text, "besieged", "besieged", agent="army", place="Tal Banat")
    assert parties(text, siege, frame(text, "held", "holds", agent="army", place="Qarna"))[1] == ("army", None)


@pytest.mark.parametrize(
    ("text", "verb", "who"),
    [
        ("Qarna, which the separatists had encircled in May, was evacuated.", "encircled", "separatists"),
        ("The base that insurgents surrounded is empty.", "surrounded", "insurgents"),
        ("The town, which the guerrillas were still encircling, is quiet.", "encircling", "guerrillas"),
    ],
)
def test_who_has_surrounded_is_no_target(text: str, verb: str, who: str) -> None:
    assert parties(text, frame(text, "besieged", verb, target=who)) == [(who, None)]


def test_who_was_surrounded_stays_one() -> None:
    text = "The rebels that the army had with it, which troops were encircled there, left."
    assert parties(text, frame(text, "besieged", "encircled", target="troops")) == [(None, "troops")]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("A counterattack was repulsed by the brigade near Qarna.", "counterattack"),
        ("An assault on Qarna was quickly beaten back by the local brigade.", "assault"),
    ],
)
def test_who_repels_an_attack_does_not_make_it(text: str, trigger: str) -> None:
    found = frame(text, "counterattacked", trigger, "failed", agent="brigade")
    assert parties(text, found) == [(None, "brigade")]


def test_an_attack_by_those_who_are_repelled_is_theirs() -> None:
    text = "An assault by the rebels was repulsed by the brigade."
    found = frame(text, "attacked", "assault", "failed", agent="rebels", target="brigade")
    assert parties(text, found) == [("rebels", "brigade")]


def test_them_who_repel_are_those_of_the_clause_before() -> None:
    text = "The rebels hold Qarna, and assaults on the town were thrown back by them."
    found = frame(text, "attacked", "assaults", "failed", agent="rebels", place="town")
    assert parties(text, found) == [(None, "rebels")]
    text = "Rebel assaults on the town were thrown back by them."
    assert parties(text, frame(text, "attacked", "assaults", "failed", agent="Rebel")) == [("Rebel", None)]


def test_a_siege_that_somebody_fails_to_break_is_there() -> None:
    text = "Efforts of the army to break the encirclement of Qarna failed."
    lift = frame(text, "siege_lifted", "break", "failed", agent="army", place="Qarna")
    siege = frame(text, "besieged", "encirclement", "failed", target="army", place="Qarna")
    told = sided([lift, siege], text)[1]
    assert (told.status, told.target) == ("actual", None)


def test_a_siege_that_somebody_fails_to_lay_is_not() -> None:
    text = "The army failed to encircle Qarna."
    told = frame(text, "besieged", "encircle", "failed", agent="army", place="Qarna")
    assert sided([told], text)[0].status == "failed"


@pytest.mark.parametrize("said", ["The SMM heard shelling in Qarna.", "The UN has also recorded shelling in Qarna."])
def test_who_hears_of_it_does_not_do_it(said: str) -> None:
    who = said.split()[1]
    assert parties(said, frame(said, "shelled", "shelling", agent=who)) == [(None, None)]


def test_who_sees_it_and_does_more_does_that() -> None:
    text = "The rebels saw the convoy and shelled it."
    assert parties(text, frame(text, "shelled", "shelled", agent="rebels")) == [("rebels", None)]


@pytest.mark.parametrize(
    ("text", "said", "left"),
    [
        ("Contrary to Russian claims, Qarna has not fallen.", "Russian claims", None),
        ("Unlike what Moscow says, Qarna has not fallen.", "Moscow", None),
        ("Despite the truce, Moscow says, Qarna has fallen.", "Moscow", "Moscow"),
    ],
)
def test_whom_the_words_speak_against_does_not_say_them(text: str, said: str, left: str | None) -> None:
    told = sided([frame(text, "captured", "fallen", "denied", speaker=said)], text)[0].speaker
    assert (text[told.start : told.end] if told else None) == left


def test_a_place_that_heads_a_sentence_is_no_party() -> None:
    text = "QARNA: Rebels shelled the market."
    told = unheaded(frame(text, "shelled", "shelled", agent="Rebels", speaker="QARNA"), 5)
    assert told.speaker is None
    assert told.agent == span(text, "Rebels")


def test_a_road_on_which_traffic_resumes_is_not_cut() -> None:
    text = "Traffic on the Qarna highway resumed on Monday."
    assert sided([frame(text, "route_cut", "Traffic", route="Qarna highway")], text)[0].kind == "route_opened"
    text = "Traffic on the Qarna highway was stopped."
    assert sided([frame(text, "route_cut", "stopped", route="Qarna highway")], text)[0].kind == "route_cut"


def test_what_is_dropped_is_bombs_or_food_and_not_both() -> None:
    text = "Helicopters dropped 28 barrel bombs on the town, and later food was brought."
    raid = frame(text, "airstrike", "dropped", place="town")
    gift, food = (frame(text, "aid_delivered", word) for word in ("dropped", "brought"))
    assert sided([raid, gift, food], text) == [raid, food]
