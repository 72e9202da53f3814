"""Dating: plans lie ahead of the report's day, what is told as done never does."""

from collections.abc import Callable
from datetime import date

import pytest

from siegeline.claims import Claim
from siegeline.claims.clock import Clock
from siegeline.claims.dating import interval_told, time_words
from siegeline.claims.frame import Frame, Span

Read = Callable[..., list[Claim]]
PUBLISHED = date(2016, 4, 20)  # a Wednesday
TALE = Clock(PUBLISHED, far=date(2013, 4, 11), told=date(2013, 4, 11))


def told(sentence: str, words: str, status: str, clock: Clock | None = None, kind: str = "captured") -> str | None:
    at = sentence.index(words)
    frame = Frame(kind=kind, status=status, trigger=Span(0, 3), when=Span(at, at + len(words)))
    return interval_told(frame, frame.when, sentence, clock or Clock(PUBLISHED)).edtf


@pytest.mark.parametrize(
    ("sentence", "words", "edtf"),
    [
        ("The brigade will take Qarna in August.", "August", "2016-08"),
        ("The brigade will take Qarna in March.", "March", "2017-03"),
        ("The brigade will take Qarna this month, in April.", "April", "2016-04"),
        ("The brigade plans to take Qarna on 14 May.", "on 14 May", "2016-05-14"),
        ("The brigade will take Qarna by 1 September.", "by 1 September", "[2016-04-20..2016-09-01]"),
        ("The brigade will take Qarna by September.", "September", "[2016-04-20..2016-09-30]"),
        ("The brigade will take Qarna before June.", "June", "[2016-04-20..2016-05-31]"),
        ("The brigade will take Qarna on Monday.", "on Monday", "2016-04-25"),
        ("The brigade will take Qarna within days.", "within days", "[2016-04-20..2016-04-29]"),
        ("The brigade will take Qarna within two weeks.", "two weeks", "[2016-04-20..2016-05-04]"),
        ("The brigade will take Qarna in two weeks.", "two weeks", "[2016-05-02..2016-05-06]"),
        ("The brigade will take Qarna next week.", "next week", "[2016-04-25..2016-05-01]"),
        ("The brigade will take Qarna this week.", "this week", "[2016-04-20..2016-04-26]"),
        ("The brigade will take Qarna this year.", "this year", "[2016-04-20..2016-12-31]"),
        ("The brigade would take Qarna within days, he said.", "within days", "[2016-04-20..2016-04-29]"),
        ("The brigade will take Qarna by the end of the year.", "end of the year", "[2016-04-20..2016-12-31]"),
        ("The brigade vowed that it would take Qarna in March.", "March", "2017-03"),
        ("The brigade was to take Qarna on Friday.", "on Friday", "2016-04-22"),  # told as past: the nearer one
        ("The brigade was to take Qarna on Monday.", "on Monday", "2016-04-18"),
        ("The brigade had planned to take Qarna in March.", "March", "2016-03"),
        ("The convoy was expected in June.", "June", "2016-06"),
        ("The convoy is scheduled for 18 April.", "18 April", "2016-04-18"),  # just over: not put off for a year
    ],
)
def test_a_plan_lies_ahead(sentence: str, words: str, edtf: str) -> None:
    assert told(sentence, words, "planned") == edtf


def test_a_plan_in_a_tale_of_earlier_years_lies_ahead_of_where_the_tale_is() -> None:
    assert told("The brigade planned to take Qarna in May.", "May", "planned", TALE) == "2013-05"
    assert told("The brigade will take Qarna in May.", "May", "planned", TALE) == "2016-05"


def test_a_plan_told_of_at_a_day_lies_ahead_of_that_day() -> None:
    clock = Clock(PUBLISHED, date(2016, 3, 14))
    assert told("They said that they would take Qarna by 20 March.", "20 March", "planned", clock) == (
        "[2016-03-14..2016-03-20]"
    )
    assert told("They said that they will take Qarna by 20 March.", "20 March", "planned", clock) == (
        "[2016-04-20..2017-03-20]"
    )


@pytest.mark.parametrize(
    ("sentence", "place", "when", "wanted"),
    [
        ("They took Qarna in May and Tell in June.", "Qarna", "in June", "in May"),
        ("They took Qarna in May and Tell in June.", "Tell", "in May", "in June"),
        ("They took Qarna on 3 May, and then entered Tell on 5 May.", "Tell", "on 3 May", "on 5 May"),
        ("They will take Qarna tomorrow and Tell next week.", "Qarna", "next week", "tomorrow"),
        ("On 3 May they took Qarna and Tell.", "Tell", "On 3 May", "On 3 May"),
        ("On 3 May they took Qarna after eight days of fighting.", "Qarna", "On 3 May", "On 3 May"),
        ("On 3 May help came to Qarna, besieged since 2013.", "Qarna", "On 3 May", "On 3 May"),
        ("On 3 May they fought, rested and came back and took Qarna yesterday.", "Qarna", "On 3 May", "On 3 May"),
    ],
)
def test_in_a_list_each_place_has_the_time_beside_it(sentence: str, place: str, when: str, wanted: str) -> None:
    at, time = sentence.index(place), sentence.index(when)
    place_span, when_span = Span(at, at + len(place)), Span(time, time + len(when))
    frame = Frame(kind="captured", status="actual", trigger=Span(5, 9), place=place_span, when=when_span)
    found = time_words(frame, sentence)
    assert found is not None
    assert sentence[found.start : found.end] == wanted


def test_what_may_have_been_done_is_past() -> None:
    assert told("The brigade may take Qarna in June.", "in June", "hypothetical") == "2016-06"
    assert told("The brigade may have taken Qarna in June.", "in June", "hypothetical") == "2015-06"


def test_what_is_done_never_lies_after_the_report() -> None:
    clock = Clock(PUBLISHED, date(2016, 4, 19))
    assert told("Ten days later they took Qarna.", "Ten days later", "actual", clock) is None
    assert told("Two days later they took Qarna.", "Two days later", "actual", clock) == "2016-04-21"
    assert told("They took Qarna on 3 May 2016.", "on 3 May 2016", "actual") == "2016-05-03"  # so the text says


def test_an_hour_is_of_the_day_named_before_it_in_its_sentence() -> None:
    assert told("On Monday they entered Qarna, and by evening they held it.", "by evening", "actual") == "2016-04-18"
    assert told("By evening they held what they had entered on Monday.", "By evening", "actual") == "2016-04-20"


def test_after_weeks_of_fighting_dates_nothing() -> None:
    assert told("After two weeks of fighting they took Qarna.", "After two weeks", "actual") is None


def test_a_report_has_both(claims_in: Read) -> None:
    text = (
        "In August rebels captured Khan Tuman. On 14 May the army will attack Khan Tuman. On 9 April they shelled Nubl."
    )
    days = {claim.kind: claim.when.interval.edtf for claim in claims_in(text, published=PUBLISHED)}
    assert days == {"captured": "2015-08", "attacked": "2016-05-14", "shelled": "2016-04-09"}


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("They entered Qarna for the first time in six years.", "six years"),
        ("They entered Qarna for the first time since 2012.", "since 2012"),
        ("They took Qarna after a three-day assault.", "three-day"),
    ],
)
def test_how_long_it_had_not_been_so_or_took_is_no_date(sentence: str, words: str) -> None:
    assert told(sentence, words, "actual", kind="advanced") is None


def test_how_long_a_siege_lasts_is_one() -> None:
    assert told("A two-year siege of Qarna goes on.", "two-year", "actual", kind="besieged") is not None


def test_when_it_was_so_first_is_a_date() -> None:
    sentence = "They entered Qarna for the first time in May 2015."
    assert told(sentence, "May 2015", "actual", kind="advanced") == "2015-05"


def lasting(sentence: str, words: str, verb: str) -> str | None:
    at, said = sentence.index(words), sentence.index(verb)
    trigger, when = Span(said, said + len(verb)), Span(at, at + len(words))
    frame = Frame(kind="route_opened", status="actual", trigger=trigger, when=when)
    return interval_told(frame, frame.when, sentence, Clock(PUBLISHED)).edtf


@pytest.mark.parametrize(
    ("sentence", "words", "edtf"),
    [
        ("The road was open from 9:00 to 12:00 on Monday.", "12:00 on Monday", "2016-04-18/2016-04-18"),
        ("The road was open between 7 a.m. and noon on Monday.", "on Monday", "2016-04-18/2016-04-18"),
        ("The road was open on Monday for a few hours.", "on Monday", "2016-04-18/2016-04-18"),
        ("On Monday the road was open to all traffic for six hours.", "On Monday", "2016-04-18/2016-04-18"),
        ("The road was open from 18 to 19 April.", "18 to 19 April", "2016-04-18/2016-04-19"),
        ("The road was open on Monday at 14:00.", "on Monday", "2016-04-18/.."),
        ("The road was open on Monday, after fighting that raged for six hours.", "on Monday", "2016-04-18/.."),
        ("The road has been open for six hours, since Monday.", "since Monday", "2016-04-18/.."),
    ],
)
def test_what_is_so_for_some_hours_ends_that_day(sentence: str, words: str, edtf: str) -> None:
    assert lasting(sentence, words, "open") == edtf


@pytest.mark.parametrize(
    ("sentence", "words", "edtf"),
    [
        ("The road is open only at night.", "night", None),
        ("The road is open every night.", "every night", None),
        ("The road was open at night.", "night", "[2016-04-19..2016-04-20]/.."),
        ("The road was open only in March.", "March", "2016-03/.."),
    ],
)
def test_what_is_done_by_night_has_no_date(sentence: str, words: str, edtf: str | None) -> None:
    assert lasting(sentence, words, "open") == edtf
