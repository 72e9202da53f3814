"""What stands beside a candidate in its sentence."""

import pytest

from siegeline.claims.beside import beside
from siegeline.claims.frame import Frame, Span

TEXT = "Rebels captured a village in Idlib province, and the army shelled Binnish and captured Saraqib."


def _frame(kind: str, trigger: str, place: str | None) -> Frame:
    def span(words: str) -> Span:
        start = TEXT.index(words)
        return Span(start, start + len(words))

    return Frame(
        kind=kind, status="actual", trigger=span(trigger), place=span(place) if place else None,
    )  # fmt: skip


def _told(*frames: Frame) -> list[dict[str, float]]:
    odds = [{"proposal": 1.0, "proposal_odds": 1.0} for _ in frames]
    return [figures for _, figures in beside(list(zip(frames, odds, strict=True)), TEXT)]


def test_alone_nothing_stands_beside_it() -> None:
    (told,) = _told(_frame("captured", "captured a", "village"))
    assert (told["twin"], told["has_twin"], told["double"], told["has_double"]) == (-5.0, 0.0, -5.0, 0.0)
    assert (told["part"], told["whole"]) == (0.0, 0.0)
    assert told["proposal_odds"] == 1.0


def test_of_two_that_tell_the_same_one_is_likelier() -> None:
    found = [_frame("captured", "captured Saraqib", "Saraqib"), _frame("captured", "and captured", "Saraqib")]
    odds = [{"proposal": 1.0, "proposal_odds": chance} for chance in (1.0, 0.5)]
    told = [figures for _, figures in beside(list(zip(found, odds, strict=True)), TEXT)]
    assert [one["lesser"] for one in told] == [0.0, 1.0]
    assert [one["lesser"] for one in _told(found[0])] == [0.0]


def test_a_place_and_what_it_lies_in() -> None:
    village, province = _told(
        _frame("captured", "captured a", "village"), _frame("captured", "captured a", "Idlib province")
    )
    assert (village["part"], village["whole"]) == (pytest.approx(0.731, abs=0.001), 0.0)
    assert (province["part"], province["whole"]) == (0.0, pytest.approx(0.731, abs=0.001))


def test_places_of_a_list_are_no_part_of_each_other() -> None:
    village, town = _told(_frame("captured", "captured a", "village"), _frame("captured", "captured a", "Saraqib"))
    assert village["part"] == town["whole"] == 0.0


def test_another_of_its_kind_elsewhere_and_one_at_the_same_place() -> None:
    first, second, again, other = _told(
        _frame("captured", "captured a", "village"),
        _frame("captured", "captured Saraqib", "Saraqib"),
        _frame("captured", "and captured", "Saraqib"),
        _frame("shelled", "shelled", "Binnish"),
    )
    assert (first["twin"], first["has_double"]) == (1.0, 0.0)
    assert (second["double"], again["double"]) == (1.0, 1.0)
    assert (other["has_twin"], other["has_double"]) == (0.0, 0.0)
