"""Who holds a place: claims in, picture out."""

from datetime import date, timedelta

import pytest

from siegeline.errors import UsageError
from siegeline.picture import ControlRow, control

DAY = date(2016, 8, 6)


def only(rows: list[ControlRow]) -> ControlRow:
    assert len(rows) == 1
    return rows[0]


def test_what_a_side_captures_it_holds(say, theatre):
    taken = say("captured", place="base", agent="fatah", target="army", on="2016-08-06")
    row = only(control([taken], theatre, on=DAY))
    assert row.as_json() == {
        "place": {
            "text": "Ramouseh base",
            "id": "base",
            "name": "Ramouseh base",
            "lat": 36.2,
            "lon": 37.1,
            "radius_km": 1.0,
        },
        "state": "held",
        "holder": {"text": "Jaish al-Fatah", "id": "fatah", "side": "opposition"},
        "probability": 0.78,
        "since": {"start": "2016-08-06", "end": "2016-08-06"},
        "basis": "claims",
        "for": [taken.id],
        "against": [],
    }


def test_nothing_is_known_before_the_first_claim(say, theatre):
    assert (
        control([say("captured", place="base", agent="fatah", on="2016-08-06")], theatre, on=date(2016, 8, 5))
        == []
    )


def test_newer_outweighs_older(say, theatre):
    old = say("held", place="base", agent="army", on="2016-07-20")
    new = say("captured", place="base", agent="fatah", on="2016-08-06")
    assert only(control([old, new], theatre, on=date(2016, 8, 5))).holder.side == "government"
    row = only(control([new, old], theatre, on=DAY))
    assert (row.state, row.holder.side, row.supporting, row.opposing) == ("held", "opposition", (new.id,), ())


def test_silence_fades_into_indeterminate_not_into_held(say, theatre):
    taken = say("captured", place="base", agent="fatah", on="2016-08-06")
    states = [only(control([taken], theatre, on=DAY + timedelta(days=n))) for n in (0, 60, 200, 2000)]
    assert [row.state for row in states] == ["held", "held", "indeterminate", "indeterminate"]
    assert states[1].probability < states[0].probability
    assert states[3].probability is None
    assert states[3].holder is None
    assert states[3].supporting == (taken.id,)


def test_a_prediction_is_not_an_event(say, theatre):
    held = say("held", place="base", agent="army", on="2016-08-01")
    plans = [
        say("captured", place="base", agent="fatah", on="2016-08-05", status=status)
        for status in ("planned", "hypothetical")
    ]
    assert control(plans, theatre, on=DAY) == []
    assert control([held, *plans], theatre, on=DAY) == control([held], theatre, on=DAY)


def test_a_repost_is_listed_but_adds_no_weight(say, theatre):
    first = say("captured", place="base", agent="fatah", on="2016-08-06", quote="They took the base.")
    repost = say(
        "captured", place="base", agent="fatah", on="2016-08-06", quote="they took the base", source="agency"
    )
    own = say("captured", place="base", agent="fatah", on="2016-08-06", source="agency")
    alone = only(control([first], theatre, on=DAY))
    reposted = only(control([first, repost], theatre, on=DAY))
    confirmed = only(control([first, own], theatre, on=DAY))
    assert reposted.probability == alone.probability < confirmed.probability
    assert set(reposted.supporting) == {first.id, repost.id}


def test_a_report_that_repeats_itself_confirms_less_than_another_would(say, theatre):
    def picture(second):
        first = say("held", place="base", agent="army", on="2016-08-06", report="one")
        return only(
            control(
                [first, say("held", place="base", agent="army", on="2016-08-06", report=second)],
                theatre,
                on=DAY,
            )
        ).probability

    assert picture("one") < picture("two")


def test_contradicting_sides_are_contested_with_both_claims(say, theatre):
    ours = say("captured", place="base", agent="fatah", on="2016-08-06", source="rebel-radio")
    theirs = say("held", place="base", agent="army", on="2016-08-06", source="state-tv")
    row = only(control([ours, theirs], theatre, on=DAY))
    assert (row.state, row.holder, set(row.supporting)) == ("contested", None, {ours.id, theirs.id})


def test_a_word_against_ones_own_interest_turns_a_tie(say, theatre):
    theirs = say("held", place="base", agent="army", on="2016-08-06", source="state-tv")
    admitted = say("captured", place="base", agent="fatah", target="army", on="2016-08-06", source="state-tv")
    row = only(control([theirs, admitted], theatre, on=DAY))
    assert (row.state, row.holder.side) == ("held", "opposition")
    assert row.opposing == (theirs.id,)


def test_the_innermost_speaker_matters_most(say, theatre):
    def picture(leaning):
        claim = say(
            "captured", place="base", agent="fatah", target="army", on="2016-08-06", speaker_leaning=leaning
        )
        return only(control([claim], theatre, on=DAY)).probability

    assert picture("government") > picture("independent") > picture("opposition")


def test_a_loss_without_a_taker_leaves_the_holder_open(say, theatre):
    held = say("held", place="base", agent="army", on="2016-08-01")
    lost = say("captured", place="base", target="army", on="2016-08-06")
    row = only(control([held, lost], theatre, on=DAY))
    assert (row.state, row.holder) == ("indeterminate", None)
    taken = say("captured", place="base", agent="fatah", on="2016-08-06", source="agency")
    row = only(control([held, lost, taken], theatre, on=DAY))
    assert (row.state, row.holder.side, set(row.supporting)) == ("held", "opposition", {lost.id, taken.id})


def test_who_took_it_may_stand_in_another_claim(say, theatre):
    held = say("held", place="base", agent="army", on="2016-08-01", source="state-tv")
    taken = say("captured", place="base", agent="fatah", on="2016-08-06")
    fallen = say("captured", place="base", stated="2016-08-07", source="state-tv")
    left = say("withdrew", place="base", agent="army", on="2016-08-06", source="state-tv")
    row = only(control([held, fallen, left], theatre, on=date(2016, 8, 7)))
    assert (row.state, row.holder) == ("indeterminate", None)
    row = only(control([held, taken, fallen, left], theatre, on=date(2016, 8, 7)))
    assert (row.state, row.holder.side, row.opposing) == ("held", "opposition", ())
    assert set(row.supporting) == {taken.id, fallen.id, left.id}


def test_a_denial_that_names_nobody_is_against_who_is_told_to_have_taken_it(say, theatre):
    taken = say("captured", place="base", agent="fatah", on="2016-08-06")
    denied = say("captured", place="base", stated="2016-08-09", status="denied", source="state-tv")
    row = only(control([taken, denied], theatre, on=date(2016, 8, 9)))
    assert (row.supporting, row.opposing) == ((taken.id,), (denied.id,))


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "held", "agent": "army", "on": "2016-08-06"},  # may be who lost it
        {"kind": "captured", "agent": "army", "on": "2016-08-01"},  # long before: may have lost it since
        {"kind": "captured", "agent": "army", "on": "2016-08-06"},  # two are told to have taken it
    ],
)
def test_a_taker_is_not_guessed(say, theatre, other):
    taken = say("captured", place="base", agent="fatah", on="2016-08-06")
    fallen = say("captured", place="base", stated="2016-08-07")
    told = [say(other.pop("kind"), place="base", **other), fallen]
    told += [taken] if told[0].kind == "captured" and told[0].when.interval == taken.when.interval else []
    row = only(control(told, theatre, on=date(2016, 8, 7)))
    assert row.holder is None


def independents_hold(say, count, day="2016-08-05"):
    return [
        say("held", place="base", agent="army", on=day, source=("monitor", "agency")[n % 2]) for n in range(count)
    ]


def test_a_sides_own_word_for_its_gain_does_not_undo_what_several_independents_said(say, theatre):
    held = independents_hold(say, 3)
    claimed = say("captured", place="base", agent="fatah", on="2016-08-06", source="rebel-radio")
    row = only(control([*held, claimed], theatre, on=DAY))
    assert (row.state, row.holder.side, row.opposing) == ("held", "government", (claimed.id,))
    again = say("captured", place="base", agent="fatah", on="2016-08-07", source="rebel-radio")
    row = only(control([*held, claimed, again], theatre, on=date(2016, 8, 7)))
    assert row.state == "contested"


def test_against_two_independents_it_is_contested_and_against_one_it_is_news(say, theatre):
    claimed = say("captured", place="base", agent="fatah", on="2016-08-06", source="rebel-radio")
    assert only(control([*independents_hold(say, 2), claimed], theatre, on=DAY)).state == "contested"
    row = only(control([*independents_hold(say, 1), claimed], theatre, on=DAY))
    assert (row.state, row.holder.side) == ("held", "opposition")
    assert row.probability < 0.65


def test_what_was_said_long_ago_holds_a_sides_word_down_less(say, theatre):
    def share(day):
        claimed = say("captured", place="base", agent="fatah", on="2016-08-06", source="rebel-radio")
        row = only(control([*independents_hold(say, 3, day), claimed], theatre, on=DAY))
        return row.holder.side if row.holder else row.state

    assert share("2016-08-05") == "government"
    assert share("2016-06-05") == "contested"
    assert share("2015-06-05") == "opposition"


@pytest.mark.parametrize("told", [{"source": "monitor"}, {"source": "state-tv", "target": "army"}])
def test_independent_news_and_a_loss_admitted_are_believed_on_their_day(say, theatre, told):
    taken = say("captured", place="base", agent="fatah", on="2016-08-06", **told)
    row = only(control([*independents_hold(say, 3), taken], theatre, on=DAY))
    assert (row.state, row.holder.side) == ("held", "opposition")


def test_withdrawal_ends_holding(say, theatre):
    held = say("held", place="base", agent="army", on="2016-08-01")
    left = say("withdrew", place="base", agent="army", on="2016-08-06")
    assert only(control([held, left], theatre, on=DAY)).state == "indeterminate"


@pytest.mark.parametrize("status", ["failed", "denied"])
def test_what_failed_or_is_denied_speaks_for_the_holder(say, theatre, status):
    held = say("held", place="base", agent="army", on="2016-08-01")
    tried = say("captured", place="base", agent="fatah", on="2016-08-06", status=status)
    before, after = (only(control(claims, theatre, on=DAY)) for claims in ([held], [held, tried]))
    assert after.holder.side == "government"
    assert after.probability > before.probability
    assert set(after.supporting) == {held.id, tried.id}


def test_a_repelled_attack_leaves_the_holder(say, theatre):
    held = say("captured", place="base", agent="fatah", on="2016-08-05")
    repelled = say("counterattacked", place="base", agent="army", on="2016-08-06", status="failed")
    row = only(control([held, repelled], theatre, on=DAY))
    assert (row.holder.side, set(row.supporting)) == ("opposition", {held.id, repelled.id})


def test_contested_and_advanced(say, theatre):
    held = say("held", place="base", agent="army", on="2016-08-01")
    inside = say("contested", place="base", on="2016-08-06")
    near = say("advanced", place="base", agent="fatah", on="2016-08-06")
    assert only(control([held, inside], theatre, on=DAY)).state == "contested"
    row = only(control([held, near], theatre, on=DAY))
    assert (row.state, row.holder.side, row.opposing) == ("held", "government", (near.id,))


def test_a_claim_on_a_city_says_nothing_of_its_parts(say, theatre):
    rows = control([say("held", place="aleppo", agent="army", on="2016-08-06")], theatre, on=DAY)
    assert [row.place.id for row in rows] == ["aleppo"]


def test_partisan_words_never_appear(say, theatre):
    both = [say("held", place="base", agent="army", on="2016-08-06")]
    assert only(control(both, theatre, on=DAY)).holder.text == "Syrian army"


def test_uncertain_dates_stay_uncertain(say, theatre):
    taken = say("captured", place="base", agent="fatah", on="[2016-08-03..2016-08-06]", stated="2016-08-07")
    assert control([taken], theatre, on=date(2016, 8, 5)) == []
    row = only(control([taken], theatre, on=DAY))
    assert row.as_json()["since"] == {"start": "2016-08-03", "end": "2016-08-06"}


def test_without_a_time_it_counts_from_the_day_it_was_stated(say, theatre):
    row = only(control([say("held", place="base", agent="army", stated="2016-08-06")], theatre, on=DAY))
    assert row.as_json()["since"] == {"start": None, "end": "2016-08-06"}


def test_a_hold_that_is_told_to_have_ended_ends(say, theatre):
    past = say("held", place="base", agent="army", on="2016-05-01/2016-07-01", stated="2016-08-01")
    assert only(control([past], theatre, on=date(2016, 6, 1))).state == "held"
    assert only(control([past], theatre, on=DAY)).state == "indeterminate"


def test_an_unknown_rule_is_a_usage_error(theatre):
    with pytest.raises(UsageError, match="encirclement"):
        control([], theatre, on=DAY, rule="guesswork")
