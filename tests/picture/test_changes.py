"""What two sets of claims make different: the row before, the row after, and the claims that do it."""

from dataclasses import replace
from datetime import date

from siegeline.picture.changes import changes
from siegeline.theatre import Theatre

from .conftest import Say

DAY = date(2016, 8, 8)


def test_a_siege_is_learned_of(say: Say, theatre: Theatre) -> None:
    told = say("besieged", place="east", agent="army", on="2016-08-06")
    [one] = [change for change in changes([], [told], theatre, on=DAY) if change.what == "siege"]
    assert (one.change, one.key, one.before) == ("learned", ("east", "government"), None)
    assert (one.came, one.went) == ((told,), ())


def test_the_mind_is_changed_on_who_holds_a_place(say: Say, theatre: Theatre) -> None:
    first = say("captured", place="base", agent="army", on="2016-08-01")
    then = say("captured", place="base", agent="fatah", on="2016-08-06")
    [one] = [change for change in changes([first], [first, then], theatre, on=DAY) if change.key == ("base", None)]
    assert one.change == "changed its mind"
    assert one.came == (then,)
    [back] = [change for change in changes([first, then], [first], theatre, on=DAY) if change.key == ("base", None)]
    assert (back.change, back.came, back.went) == ("changed its mind", (), (then,))


def test_what_is_told_again_by_somebody_else_makes_surer(say: Say, theatre: Theatre) -> None:
    one, other = (say("route_cut", route="castello", on="2016-08-06", source=name) for name in ("monitor", "agency"))
    [change] = [found for found in changes([one], [one, other], theatre, on=DAY) if found.what == "route"]
    assert (change.change, change.came) == ("surer", (other,))
    [change] = [found for found in changes([one, other], [one], theatre, on=DAY) if found.what == "route"]
    assert (change.change, change.went) == ("less sure", (other,))


def test_a_claim_that_changed_is_there_before_and_after(say: Say, theatre: Theatre) -> None:
    old = say("besieged", place="east", agent="army", on="2016-08-06")
    new = replace(old, confidence=0.4, id=old.id)
    [one] = [change for change in changes([old], [new], theatre, on=DAY) if change.what == "siege"]
    assert (one.change, one.came, one.went) == ("less sure", (new,), (old,))


def test_what_has_no_effect_on_that_day_is_no_change(say: Say, theatre: Theatre) -> None:
    old = say("besieged", place="east", agent="army", on="2016-08-06")
    later = say("shelled", place="east", agent="army", on="2016-08-07")
    assert changes([old], [old, later], theatre, on=DAY) == []
