"""Which places are cut off: claims in, picture out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from siegeline.picture import SiegeRow, sieges

DAY = date(2016, 8, 6)


def only(rows: list[SiegeRow]) -> SiegeRow:
    assert len(rows) == 1
    return rows[0]


def kuweires(say):
    """What one weblog of 10 November 2015 tells."""
    told = {"place": "kuweires", "stated": "2015-11-10", "source": "state-tv", "report": "weblog"}
    return [
        say("besieged", on="[..2013-11-10]/..", words="for more than 2 years", target="army", **told),
        say("siege_lifted", on="2015-11-10", **told),
        say("besieged", status="hypothetical", agent="is", **told),
    ]


def test_a_siege_as_reported(say, theatre):
    ring = say("besieged", place="east", agent="army", target="fatah", on="2016-08-06")
    assert only(sieges([ring], theatre, on=DAY)).as_json() == {
        "place": {
            "text": "East Aleppo",
            "id": "east",
            "name": "East Aleppo",
            "lat": 36.2,
            "lon": 37.1,
            "radius_km": 1.0,
        },
        "besieger": {"text": "Syrian army", "id": "army", "side": "government"},
        "besieged": {"text": "Jaish al-Fatah", "id": "fatah", "side": "opposition"},
        "degree": "encircled",
        "basis": "reported",
        "rule": "encirclement",
        "probability": 0.78,
        "since": {"start": "2016-08-06", "end": "2016-08-06"},
        "until": None,
        "ended_by": None,
        "population": {"low": 250_000, "high": 250_000, "source": "test"},
        "for": [ring.id],
        "against": [],
        "why": None,
        "places": [],
        "within": None,
        "mutual": [],
        "tier": None,
    }


def test_told_when_broken_it_lasted_before_and_is_over_after(say, theatre):
    claims = kuweires(say)
    row = only(sieges(claims, theatre, on=date(2015, 11, 1)))
    assert row.place.id == "kuweires"
    assert row.besieger is None
    assert row.besieged.side == "government"
    assert row.as_json()["since"] == {"start": None, "end": "2013-11-10"}
    assert row.as_json()["until"] == {"start": "2015-11-10", "end": "2015-11-10"}
    assert row.ended_by == claims[1].id
    assert sieges(claims, theatre, on=date(2015, 11, 10)) == []
    assert sieges(claims, theatre, on=date(2015, 11, 11)) == []


def test_besieged_in_the_telling_of_the_end_is_what_was(say, theatre):
    quote = "After more than three years the siege of the base is over."
    told = {"place": "kuweires", "stated": "2015-11-11", "source": "state-tv", "report": "one", "quote": quote}
    was = say("besieged", on="XXXX-11-11", words="after more than three years", **told)
    over = say("siege_lifted", on="XXXX-11-11", words="after more than three years", **told)
    ring = say("besieged", place="kuweires", agent="is", on="2015-11-02")
    assert len(sieges([ring, was, over], theatre, on=date(2015, 11, 10))) == 1
    assert sieges([ring, was, over], theatre, on=date(2015, 11, 12)) == []


def test_a_sides_own_word_does_not_end_a_siege_that_several_have_just_told_of(say, theatre):
    ring = [say("besieged", place="east", agent="army", on="2016-08-05", source=one) for one in ("monitor", "agency")]
    broken = say("siege_lifted", place="east", agent="fatah", on="2016-08-06", source="rebel-radio")
    row = only(sieges([*ring, broken], theatre, on=DAY))
    assert row.opposing == (broken.id,)
    confirmed = say("siege_lifted", place="east", agent="fatah", on="2016-08-06")
    assert sieges([*ring, broken, confirmed], theatre, on=DAY) == []


def test_a_siege_that_is_still_told_of_does_not_fade(say, theatre):
    row = only(sieges(kuweires(say), theatre, on=date(2015, 6, 1)))
    assert row.probability > 0.5


def test_one_unknown_weblog_is_enough_to_end_a_siege(say, theatre):
    told = {
        "place": "kuweires",
        "stated": "2015-11-10",
        "source": None,
        "report": "weblog",
        "confidence": 0.6,
    }
    claims = [
        say("besieged", on="[..2013-11-10]/..", **told),
        say("siege_lifted", on="2015-11-10", agent="army", **told),
    ]
    assert [row.place.id for row in sieges(claims, theatre, on=date(2015, 11, 1))] == ["kuweires"]
    assert sieges(claims, theatre, on=date(2015, 11, 11)) == []


def test_east_and_west_besiege_each_other(say, theatre):
    quote = (
        "Thus, not only is the east under siege by the regime, but now the islamists have also managed to "
        "draw a de facto siege ring around the west."
    )
    east = say("besieged", place="east", agent="army", on="2016-08-06", quote=quote)
    west = say(
        "besieged",
        place="west",
        agent="fatah",
        on="2016-08-06",
        quote=quote,
    )
    rows = sieges([east, west], theatre, on=DAY)
    assert [(row.place.id, row.besieger.side, row.degree) for row in rows] == [
        ("east", "government", "encircled"),
        ("west", "opposition", "under-fire"),
    ]
    assert [row.besieged for row in rows] == [None, None]


@pytest.mark.parametrize(
    ("quote", "degree"),
    [
        ("The east is surrounded.", "encircled"),
        ("The east is cut off by fire control.", "under-fire"),
        ("The east is surrounded except for one road.", "one-way"),
        ("The east is almost completely encircled.", "one-way"),
        ("The east has been besieged for almost two years.", "encircled"),
        ("Only a narrow corridor leads to the besieged east.", "one-way"),
        ("The army now surrounds the east from two directions.", "one-way"),
        ("The army has surrounded the east on all sides.", "encircled"),
        ("The east stands semi-encircled, a single highway still open.", "one-way"),
        ("The half-besieged east waits.", "one-way"),
        ("The east was blockaded from the south-west.", "one-way"),
        ("Two years after the army came from the north, the east is besieged.", "encircled"),
    ],
)
def test_the_degree_is_in_the_words(say, theatre, quote, degree):
    ring = say("besieged", place="east", agent="army", on="2016-08-06", quote=quote)
    assert only(sieges([ring], theatre, on=DAY)).degree == degree


def test_a_description_opens_a_siege_that_began_by_then(say, theatre):
    row = only(sieges([say("besieged", place="east", agent="army", stated="2016-08-06")], theatre, on=DAY))
    assert row.as_json()["since"] == {"start": None, "end": "2016-08-06"}


def test_a_description_joins_the_siege_whose_besieger_is_known(say, theatre):
    named = say("besieged", place="east", agent="army", on="2016-07-27")
    nameless = say("besieged", place="east", stated="2016-08-06")
    row = only(sieges([named, nameless], theatre, on=DAY))
    assert (row.besieger.side, set(row.supporting)) == ("government", {named.id, nameless.id})


@pytest.mark.parametrize("kind", ["siege_lifted", "linked_up"])
def test_lifted_and_begun_again(say, theatre, kind):
    first = say("besieged", place="east", agent="army", on="2016-07-27")
    lifted = say(kind, place="east", agent="fatah", on="2016-08-06")
    again = say("besieged", place="east", agent="army", stated="2016-09-08")
    claims = [again, lifted, first]
    row = only(sieges(claims, theatre, on=date(2016, 8, 5)))
    assert (row.since.latest, row.ended_by) == (date(2016, 7, 27), lifted.id)
    assert sieges(claims, theatre, on=date(2016, 8, 6)) == []
    assert sieges(claims, theatre, on=date(2016, 9, 7)) == []
    row = only(sieges(claims, theatre, on=date(2016, 9, 10)))
    assert row.as_json()["since"] == {"start": "2016-08-06", "end": "2016-09-08"}
    assert (row.until, row.supporting) == (None, (again.id,))


def test_a_siege_begun_again_is_not_dated_by_a_denial_that_the_first_was_lifted(say, theatre):
    first = say("besieged", place="east", agent="army", on="2016-07-27")
    lifted = [say("siege_lifted", place="east", on="2016-08-06", source=name) for name in ("monitor", "agency")]
    denied = say("siege_lifted", place="east", on="2016-08-09", status="denied", source="state-tv", confidence=0.3)
    again = say("besieged", place="east", agent="army", on="2016-09-03/..", stated="2016-09-09")
    row = only(sieges([first, *lifted, denied, again], theatre, on=date(2016, 9, 10)))
    assert row.as_json()["since"] == {"start": "2016-09-03", "end": "2016-09-03"}


def test_that_the_news_of_a_relief_fades_begins_no_siege(say, theatre):
    first = say("besieged", place="east", agent="army", on="2016-07-27")
    lifted = [say("siege_lifted", place="east", on="2016-08-06", source=name) for name in ("monitor", "agency")]
    denied = say("siege_lifted", place="east", on="2016-08-09", status="denied", confidence=0.2)
    days = [DAY + timedelta(days=after) for after in range(5, 300, 7)]
    assert [day for day in days if sieges([first, *lifted, denied], theatre, on=day)] == []


def test_a_failed_relief_leaves_the_siege(say, theatre):
    ring = say("besieged", place="east", agent="army", on="2016-07-27")
    tried = say("siege_lifted", place="east", agent="fatah", on="2016-08-06", status="failed")
    before, after = (only(sieges(claims, theatre, on=DAY)) for claims in ([ring], [ring, tried]))
    assert after.probability > before.probability
    assert after.as_json()["since"] == before.as_json()["since"]


def test_a_denied_siege_stays_listed_with_the_denial_against(say, theatre):
    ring = say("besieged", place="east", agent="army", on="2016-08-06", source="agency")
    denied = say("besieged", place="east", agent="army", on="2016-08-06", status="denied")
    row = only(sieges([ring, denied], theatre, on=DAY))
    assert (row.supporting, row.opposing) == ((ring.id,), (denied.id,))
    assert sieges([denied], theatre, on=DAY) == []


def test_an_interval_with_an_end_ends_there(say, theatre):
    past = say("besieged", place="east", agent="army", on="2016-05-01/2016-07-01", stated="2016-08-01")
    row = only(sieges([past], theatre, on=date(2016, 6, 1)))
    assert (row.until.latest, row.ended_by) == (date(2016, 7, 1), past.id)
    assert sieges([past], theatre, on=date(2016, 7, 1)) == []


def test_what_nobody_speaks_of_fades(say, theatre):
    ring = say("besieged", place="east", agent="army", on="2016-08-06")
    row = only(sieges([ring], theatre, on=DAY + timedelta(days=45)))
    assert 0.5 < row.probability < 0.78
    assert row.until is None
    assert sieges([ring], theatre, on=DAY + timedelta(days=365)) == []
    again = say("besieged", place="east", agent="army", on="2017-08-06")
    row = only(sieges([ring, again], theatre, on=date(2017, 8, 7)))
    assert (row.since.earliest, row.supporting) == (date(2017, 8, 6), (again.id,))


def test_a_prediction_is_not_an_event(say, theatre):
    ring = say("besieged", place="east", agent="army", on="2016-08-01")
    hoped = say("siege_lifted", place="east", agent="fatah", on="2016-08-06", status="planned")
    assert sieges([ring, hoped], theatre, on=DAY) == sieges([ring], theatre, on=DAY)
    assert sieges([say("besieged", place="west", on="2016-08-06", status="planned")], theatre, on=DAY) == []


def test_a_siege_of_a_city_is_not_one_of_its_parts(say, theatre):
    rows = sieges([say("besieged", place="aleppo", agent="army", on="2016-08-06")], theatre, on=DAY)
    assert [row.place.id for row in rows] == ["aleppo"]


def test_of_one_sentence_read_as_a_siege_and_as_its_end_the_surer_reading_counts(say, theatre):
    told = {
        "place": "east",
        "stated": "2016-08-05",
        "source": "monitor",
        "report": "one",
        "quote": "They are encircled.",
    }
    ring = say("besieged", **told, confidence=0.9)
    end = say("siege_lifted", **told, confidence=0.3)
    assert only(sieges([ring, end], theatre, on=DAY)).supporting == (ring.id,)
    assert sieges([replace(ring, confidence=0.3), replace(end, confidence=0.9)], theatre, on=DAY) == []


def test_a_siege_with_a_time_of_its_own_stands_beside_the_end_that_its_sentence_tells(say, theatre):
    told = {"place": "east", "stated": "2016-08-05", "source": "monitor", "report": "one", "quote": "Met at last."}
    ring = say("besieged", **told, on="2016-07-05", confidence=0.5)
    end = say("linked_up", **told, on="2016-08-05", confidence=0.9)
    assert only(sieges([ring, end], theatre, on=date(2016, 7, 20))).supporting == (ring.id,)
    assert sieges([ring, end], theatre, on=DAY) == []


def test_who_was_besieged_before_is_besieged_again_where_nobody_says_who(say, theatre):
    told = [
        say("besieged", place="east", agent="army", target="fatah", on="2016-07-17"),
        say("siege_lifted", place="east", agent="fatah", on="2016-08-06"),
        say("besieged", place="east", agent="army", on="2016-09-04"),
    ]
    [first] = sieges(told, theatre, on=date(2016, 7, 20))
    [again] = sieges(told, theatre, on=date(2016, 9, 10))
    assert [row.besieged.side for row in (first, again)] == ["opposition", "opposition"]


def one_report(say, *told, stated="2016-03-08"):
    """Claims of one report on the east, by the number of their sentence."""
    made = []
    for number, kind, words, quote in told:
        claim = say(kind, place="east", stated=stated, report="one", quote=quote, **words)
        made.append(replace(claim, start=100 * number, end=100 * number + len(quote), id=f"claim {len(made)}"))
    return made


@pytest.mark.parametrize(
    "quote",
    [
        "The enclave has been encircled again.",
        "Militias have since re-imposed the blockade.",
        "It is once more cut off from the west.",
        "Afterwards the noose was drawn tight anew.",
    ],
)
@pytest.mark.parametrize("lifted", [{"on": "2016-02-20"}, {}])
def test_told_to_be_besieged_again_after_the_end_that_the_report_tells(say, theatre, quote, lifted):
    claims = one_report(
        say, (0, "siege_lifted", lifted, "The siege was broken."), (1, "besieged", {"agent": "army"}, quote)
    )
    row = only(sieges(claims, theatre, on=date(2016, 3, 8)))
    assert row.besieger.side == "government"
    assert row.since.latest == date(2016, 3, 8)
    assert row.since.earliest == (date(2016, 2, 20) if lifted else None)


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("The enclave was besieged by the army.", 1),
        ("Jets again bombed the besieged quarter.", 1),
        ("The siege was then lifted again.", 1),
        ("The enclave was encircled again.", -1),
    ],
)
def test_what_is_told_beside_an_end_without_saying_that_it_began_anew_was(say, theatre, quote, place):
    siege, lifted = one_report(
        say,
        (1 + place, "besieged", {"agent": "army"}, quote),
        (1, "siege_lifted", {"on": "2016-02-20"}, "The siege was broken."),
    )
    at = quote.find("besieged")
    trigger = (siege.start + at, siege.start + at + 8) if at > 0 else None
    assert sieges([replace(siege, trigger=trigger), lifted], theatre, on=date(2016, 3, 8)) == []


def test_besieged_again_stands_though_the_report_tells_of_the_end_before_it_later(say, theatre):
    claims = one_report(
        say,
        (0, "besieged", {"agent": "army"}, "The quarter is surrounded once again."),
        (1, "siege_lifted", {"on": "2016-02-20"}, "The siege had been broken two weeks before."),
    )
    assert only(sieges(claims, theatre, on=date(2016, 3, 8))).supporting == ("claim 0",)


def test_besieged_again_in_a_clause_of_its_own_is_not_read_out_of_the_end(say, theatre):
    quote = "The siege was broken on 20 February, but the quarter has been surrounded again."
    end, ring = one_report(
        say, (0, "siege_lifted", {"on": "2016-02-20", "confidence": 0.9}, quote), (0, "besieged", {}, quote)
    )
    at = quote.index("surrounded")
    ring = replace(ring, trigger=(at, at + 10), confidence=0.7)
    assert only(sieges([end, ring], theatre, on=date(2016, 3, 8))).supporting == ("claim 1",)
    ring = replace(ring, trigger=(4, 9))  # "siege", in the clause of its end
    assert sieges([end, ring], theatre, on=date(2016, 3, 8)) == []


@pytest.mark.parametrize("sentence", [0, 1])
def test_a_siege_told_with_its_beginning_lasts_up_to_the_end_that_its_report_tells(say, theatre, sentence):
    quote = "In February the garrison broke the ring around the quarter, closed since July 2012."
    claims = one_report(
        say,
        (0, "siege_lifted", {"on": "2016-02", "agent": "fatah"}, quote),
        (sentence, "besieged", {"on": "2012-07/.."}, quote),
    )
    row = only(sieges(claims, theatre, on=date(2016, 1, 31)))
    assert (row.since.earliest, row.ended_by) == (date(2012, 7, 1), "claim 0")
    assert sieges(claims, theatre, on=date(2016, 3, 1)) == []
    assert sieges(claims, theatre, on=date(2016, 3, 8)) == []


def test_a_siege_that_began_after_the_end_that_its_report_tells_lasts(say, theatre):
    claims = one_report(
        say,
        (0, "siege_lifted", {"on": "2016-02-20"}, "The siege was broken on 20 February."),
        (1, "besieged", {"on": "2016-03-01/.."}, "Since 1 March the quarter has been cut off."),
    )
    assert only(sieges(claims, theatre, on=date(2016, 3, 8))).since.earliest == date(2016, 3, 1)


def test_who_broke_a_siege_is_not_its_besieger(say, theatre):
    def besieger(quote):
        claims = one_report(
            say,
            (0, "siege_lifted", {"on": "2016-02-20", "agent": "fatah"}, quote),
            (0, "besieged", {"on": "2015-07/..", "agent": "fatah"}, quote),
        )
        return only(sieges(claims, theatre, on=date(2016, 2, 1))).besieger

    assert besieger("The rebels relieved the quarter, under siege since July.") is None
    assert besieger("The rebels lifted the siege that they had laid in July.").side == "opposition"
