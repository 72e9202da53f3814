"""Aside: a state told in passing is a fact, whatever the main clause fears or denies."""

import pytest

from siegeline.claims.aside import in_passing
from siegeline.claims.frame import Frame, Span


def frame(text: str, trigger: str, place: str | None = None, status: str = "hypothetical") -> Frame:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return Frame(kind="besieged", status=status, trigger=span(trigger), place=span(place) if place else None)


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("If Merzan falls, Qarna, encircled for three months, cannot hold out.", "encircled", "Qarna"),
        ("Should Merzan be lost, Qarna, which rebels have besieged since 2012, starves.", "besieged", "Qarna"),
        ("Officials fear that Qarna and Tarin, already cut off, may fall.", "cut off", "Qarna"),
        ("The general denied that Qarna (surrounded since Monday) had been lost.", "surrounded", "Qarna"),
        ("If Qarna, still surrounded, falls, all is lost.", "surrounded", None),
    ],
)
def test_what_is_told_in_passing_is_so(text: str, trigger: str, place: str | None) -> None:
    assert in_passing(frame(text, trigger, place), text).status == "actual"


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("If Qarna, encircled by rebels, falls, the road is lost.", "encircled", "Qarna"),  # nothing says since when
        ("If Merzan falls, Qarna will be encircled for months.", "encircled", "Qarna"),
        ("If Merzan falls, Qarna, which would be encircled for months, starves.", "encircled", "Qarna"),
        ("Rebels want Qarna, not besieged since May, to fall.", "besieged", "Qarna"),
        ("Should Merzan be lost, Qarna, cut off since Monday, starves.", "cut off", "Merzan"),  # of another name
        ("If the hill, held since May, is lost, Qarna falls.", "held", None),
    ],
)
def test_what_is_not_told_so_is_left(text: str, trigger: str, place: str | None) -> None:
    assert in_passing(frame(text, trigger, place), text).status == "hypothetical"


def test_an_event_is_no_state() -> None:
    text = "If Merzan falls, Qarna, attacked since Monday, falls too."
    at = text.index("attacked")
    attacked = Frame(kind="attacked", status="hypothetical", trigger=Span(at, at + len("attacked")))
    assert in_passing(attacked, text) == attacked
