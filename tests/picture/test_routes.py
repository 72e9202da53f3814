"""Whether a road can be used: claims in, picture out."""

from datetime import date, timedelta

from siegeline.picture import RouteRow, routes
from siegeline.picture.routes import road_steps, route_evidence
from siegeline.picture.steps import Days

DAY = date(2016, 8, 6)


def only(rows: list[RouteRow]) -> RouteRow:
    assert len(rows) == 1
    return rows[0]


def test_a_cut_road_is_cut_for_the_target_by_the_agent(say, theatre):
    cut = say("route_cut", route="castello", agent="army", target="fatah", on="2016-08-06")
    assert only(routes([cut], theatre, on=DAY)).as_json() == {
        "route": {"text": "Castello road", "id": "castello", "name": "Castello road"},
        "segment": None,
        "state": "cut",
        "for_whom": {"text": "Jaish al-Fatah", "id": "fatah", "side": "opposition"},
        "by": {"text": "Syrian army", "id": "army", "side": "government"},
        "probability": 0.78,
        "since": {"start": "2016-08-06", "end": "2016-08-06"},
        "for": [cut.id],
        "against": [],
    }


def test_under_fire_is_not_cut(say, theatre):
    fire = [
        say(kind, route="castello", agent="fatah", target="army", on="2016-08-06")
        for kind in ("route_under_fire", "shelled", "attacked", "airstrike", "route_under_fire", "shelled")
    ]
    assert only(routes(fire, theatre, on=DAY)).state == "under-fire"


def test_in_use_within_fire_is_under_fire(say, theatre):
    used = say("route_opened", route="castello", agent="army", on="2016-08-06")
    fire = say("route_under_fire", route="castello", agent="fatah", on="2016-08-06")
    row = only(routes([used, fire], theatre, on=DAY))
    assert (row.state, row.for_whom.side, row.by.side) == ("under-fire", "government", "opposition")


def test_silence_is_not_open(say, theatre):
    opened = say("route_opened", route="castello", agent="army", on="2016-08-06")
    states = [only(routes([opened], theatre, on=DAY + timedelta(days=n))) for n in (0, 10, 30, 900)]
    assert [row.state for row in states] == ["open", "open", "unknown", "unknown"]
    assert states[-1].probability is None


def test_a_prediction_is_not_an_event(say, theatre):
    feared = say("route_cut", route="castello", agent="army", on="2016-08-06", status="hypothetical")
    assert routes([feared], theatre, on=DAY) == []


def test_a_failed_cut_leaves_it_as_it_was(say, theatre):
    opened = say("route_opened", route="castello", agent="fatah", on="2016-08-04")
    tried = say("route_cut", route="castello", agent="army", target="fatah", on="2016-08-06", status="failed")
    row = only(routes([opened, tried], theatre, on=DAY))
    assert (row.state, row.supporting, row.opposing) == ("open", (opened.id, tried.id), ())


def test_a_failed_opening_leaves_it_cut_and_a_denied_one_speaks_against(say, theatre):
    cut = say("route_cut", route="castello", agent="army", target="fatah", on="2016-08-04")
    tried = say("route_opened", route="castello", agent="fatah", on="2016-08-06", status="failed")
    assert only(routes([cut, tried], theatre, on=DAY)).state == "cut"
    opened = say("route_opened", route="castello", agent="fatah", on="2016-08-06")
    denied = say(
        "route_opened", route="castello", agent="fatah", on="2016-08-06", status="denied", source="agency"
    )
    row = only(routes([opened, denied], theatre, on=DAY))
    assert (row.state, row.supporting, row.opposing) == ("unknown", (opened.id,), (denied.id,))


def test_a_seized_road_is_open_for_one_side_and_cut_for_the_other(say, theatre):
    seized = say("captured", route="castello", agent="army", target="fatah", on="2016-08-06")
    rows = routes([seized], theatre, on=DAY)
    assert {row.for_whom.side: row.state for row in rows} == {"government": "open", "opposition": "cut"}


def test_contradicting_reports_are_contested(say, theatre):
    cut = say("route_cut", route="castello", agent="fatah", target="army", on="2016-08-06")
    opened = say("route_opened", route="castello", agent="army", on="2016-08-06", source="agency")
    row = only(routes([cut, opened], theatre, on=DAY))
    assert (row.state, set(row.supporting)) == ("contested", {cut.id, opened.id})


def test_for_whom_is_not_guessed(say, theatre):
    row = only(routes([say("route_cut", route="castello", on="2016-08-06")], theatre, on=DAY))
    assert (row.state, row.for_whom, row.by) == ("cut", None, None)


def test_a_lifted_siege_says_nothing_of_routes(say, theatre):
    assert (
        routes([say("siege_lifted", place="east", route="castello", on="2016-08-06")], theatre, on=DAY) == []
    )


def test_a_cut_outlasts_the_shells_and_ends_with_an_opening(say, theatre):
    cut = say("route_cut", route="castello", agent="army", target="fatah", on="2016-08-06")
    states = [only(routes([cut], theatre, on=DAY + timedelta(days=n))).state for n in (0, 30, 60, 400)]
    assert states == ["cut", "cut", "cut", "unknown"]
    shells = say("shelled", route="castello", agent="army", target="fatah", on="2016-08-06")
    assert only(routes([shells], theatre, on=DAY + timedelta(days=30))).state == "unknown"
    opened = say("route_opened", route="castello", agent="fatah", on="2016-08-20")
    after, faded = (only(routes([cut, opened], theatre, on=DAY + timedelta(days=n))) for n in (15, 60))
    assert (after.state, faded.state) == ("open", "unknown")


def test_fire_on_a_cut_road_does_not_open_it(say, theatre):
    cut = say("route_cut", route="castello", agent="army", target="fatah", on="2016-08-06")
    fire = say("route_under_fire", route="castello", agent="army", target="fatah", on="2016-08-20")
    assert only(routes([cut, fire], theatre, on=DAY + timedelta(days=14))).state == "cut"
    assert only(routes([fire], theatre, on=DAY + timedelta(days=14))).state == "under-fire"


def test_a_cut_of_which_nobody_tells_for_whom_fades_like_other_news(say, theatre):
    cut = say("route_cut", route="castello", on="2016-08-06")
    assert [only(routes([cut], theatre, on=DAY + timedelta(days=n))).state for n in (0, 30)] == ["cut", "unknown"]


def test_an_opening_of_which_nobody_tells_for_whom_is_for_the_holder_of_the_road(say, theatre):
    seized = say("captured", route="castello", agent="army", target="fatah", on="2016-07-17")
    used = say("route_opened", route="castello", on="2016-08-05")
    rows = {row.for_whom.side: row for row in routes([seized, used], theatre, on=DAY)}
    assert rows["government"].state == "open"
    assert used.id in rows["government"].supporting
    assert used.id not in {*rows["opposition"].supporting, *rows["opposition"].opposing}


def test_an_opening_told_with_its_day_ends_the_cuts_told_before_however_many(say, theatre):
    cuts = [
        say("route_cut", route="castello", on=f"2016-07-{day}/..", stated=f"2016-07-{day}", source=source)
        for day, source in ((20, "monitor"), (22, "army"), (25, "fatah"))
    ]
    opened = say("route_opened", route="castello", on="2016-08-01", stated="2016-08-05")
    before, after = (only(routes([*cuts, opened], theatre, on=on)) for on in (date(2016, 7, 28), DAY))
    assert (before.state, after.state) == ("cut", "open")
    again = say("route_cut", route="castello", on="2016-08-05", stated="2016-08-05")
    assert only(routes([*cuts, opened, again], theatre, on=DAY)).state != "open"


def test_an_opening_for_some_hours_does_not_end_a_cut(say, theatre):
    cut = say("route_cut", route="castello", agent="army", target="fatah", on="2016-08-01/..")
    hours = say("route_opened", route="castello", target="fatah", on="2016-08-04/2016-08-04", stated="2016-08-04")
    told = [only(routes([cut, hours], theatre, on=date(2016, 8, day))).state for day in (3, 5, 8)]
    assert told == ["cut", "cut", "cut"]
    since = say("route_opened", route="castello", target="fatah", on="2016-08-04/..", stated="2016-08-04")
    assert only(routes([cut, since], theatre, on=date(2016, 8, 8))).state == "open"
    shut = say("route_cut", route="castello", agent="army", target="fatah", on="2016-08-06/2016-08-06")
    told = [only(routes([since, shut], theatre, on=date(2016, 8, day))).state for day in (5, 6, 7, 9)]
    assert told == ["open", "cut", "open", "open"]


def test_what_fades_beside_another_state_is_told_on_each_day_on_which_it_changes(say, theatre):
    month = "2016-08-01/2016-09-01"
    fought = say("contested", route="castello", agent="army", target="fatah", on=month, stated="2016-10-01")
    cut = say("route_cut", route="castello", agent="army", target="fatah", on="2016-08-12", stated="2016-08-12")
    first, last = date(2016, 8, 13), date(2016, 8, 30)
    ((key, evidence),) = route_evidence([fought, cut], theatre).items()
    told = dict(road_steps(key, evidence, theatre, Days(first, last)).rows)
    row = None
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        row = told.get(day, row)
        assert [row] == routes([fought, cut], theatre, on=day)
    assert len({one.probability for one in told.values()}) > 3
