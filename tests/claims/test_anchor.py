"""Anchor: durations and days alone that count from a day told beside them."""

from collections.abc import Callable
from datetime import date

import pytest

from siegeline.claims import Claim
from siegeline.claims.clock import Clock
from siegeline.claims.dating import interval_told
from siegeline.claims.frame import Frame, Span

Read = Callable[..., list[Claim]]
PUBLISHED = date(2016, 8, 7)  # a Sunday


def frame(kind: str, sentence: str, trigger: str, when: str | None) -> Frame:
    def span(words: str) -> Span:
        return Span(sentence.index(words), sentence.index(words) + len(words))

    return Frame(kind=kind, status="actual", trigger=span(trigger), when=span(when) if when else None)


@pytest.mark.parametrize(
    ("sentence", "kind", "ended", "lasted", "edtf"),
    [
        ("The four-month siege of Qarna ended on 2 August.", ("siege_lifted", "ended"), "on 2 August", "four-month",
         "[2016-03-25..2016-04-14]/2016-08-02"),
        ("After a siege of 60 days Qarna fell on 18 July.", ("captured", "fell"), "on 18 July", "60 days",
         "[2016-05-18..2016-05-20]/2016-07-18"),
        ("The two-week siege of Qarna came to an end in July.", ("siege_lifted", "end"), "July", "two-week",
         "[2016-06-15..2016-07-19]/2016-07"),
        ("The two-week siege of Qarna ended.", ("siege_lifted", "ended"), None, "two-week",
         "[2016-07-22..2016-07-26]/[2016-07-26..2016-08-07]"),
    ],
)  # fmt: skip
def test_a_siege_that_is_over_lasted_up_to_its_end(
    sentence: str, kind: tuple[str, str], ended: str | None, lasted: str, edtf: str
) -> None:
    siege = frame("besieged", sentence, "siege", lasted)
    frames = [siege, frame(kind[0], sentence, kind[1], ended)]
    assert interval_told(siege, siege.when, sentence, Clock(PUBLISHED), frames).edtf == edtf


def test_a_siege_that_goes_on_lasts_until_now() -> None:
    sentence = "Qarna has been besieged for four months, and rebels left Merzan on 5 August."
    siege = frame("besieged", sentence, "besieged", "for four months")
    left = frame("withdrew", sentence, "left", "on 5 August")
    assert interval_told(siege, siege.when, sentence, Clock(PUBLISHED), [siege, left]).last == PUBLISHED


def test_the_running_day_is_the_end_where_no_other_is_told() -> None:
    sentence = "So a siege of 60 days was over."
    siege = frame("besieged", sentence, "siege", "60 days")
    over = frame("siege_lifted", sentence, "over", None)
    found = interval_told(siege, siege.when, sentence, Clock(PUBLISHED, date(2016, 7, 18)), [siege, over])
    assert found.edtf == "[2016-05-18..2016-05-20]/2016-07-18"


@pytest.mark.parametrize(
    ("sentence", "when", "edtf"),
    [
        ("On 1 July rebels shelled Qarna and captured it within three days.", "within three days",
         "[2016-07-01..2016-07-04]"),
        ("On 1 July rebels attacked Qarna and captured it on the 3rd.", "on the 3rd", "2016-07-03"),
        ("In May 2014 rebels attacked Qarna and captured it on the 12th.", "on the 12th", "2014-05-12"),
        ("On 30 July rebels attacked Qarna and captured it on the 2nd.", "on the 2nd", "2016-08-02"),
        ("On 9 July rebels attacked Qarna and captured it by the 7th.", "by the 7th", "[..2016-07-07]"),
        ("In February 2015 rebels attacked Qarna and captured it on the 30th.", "on the 30th", None),
        ("Rebels attacked Qarna and captured it on the 3rd.", "on the 3rd", None),
    ],
)  # fmt: skip
def test_what_was_done_then_counts_on_from_the_day_told_of(sentence: str, when: str, edtf: str | None) -> None:
    captured = frame("captured", sentence, "captured", when)
    assert interval_told(captured, captured.when, sentence, Clock(PUBLISHED), [captured]).edtf == edtf


def test_a_report_is_read_so(claims_in: Read) -> None:
    text = "Rebels captured Khan Tuman on 28 July. The army recaptured Nubl on the 3rd."
    assert [claim.when.interval.edtf for claim in claims_in(text, published=PUBLISHED)] == ["2016-07-28", "2016-08-03"]
