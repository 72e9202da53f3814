"""The page as a reader uses it, in a real browser, from the disk, with no network."""

import re

import pytest
from aleppo_page import EVIL, aleppo

from siegeline.publish import write_page

pytestmark = pytest.mark.browser


def test_it_opens_with_no_complaint_and_asks_for_nothing_else(open_page) -> None:
    page = open_page()
    assert page.complaints == []
    beyond = [url for url in page.requests if not url.startswith("blob:null/")]
    assert beyond == [page.address]
    assert page.tab.locator(".no-map").count() == 0


def test_the_policy_stops_what_it_should(open_page) -> None:
    page = open_page()
    page.tab.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.pwned = 1';"
        " document.body.append(script); new Image().src = 'https://example.org/x.png'; }"
    )
    page.tab.wait_for_timeout(200)
    assert page.tab.evaluate("window.pwned") is None
    assert len([told for told in page.complaints if "Content Security Policy" in told]) == 2


def test_it_begins_with_who_is_besieged(open_page) -> None:
    page = open_page()
    assert page.tab.locator("#panel h2").inner_text() == "2 places are besieged"
    rows = page.tab.locator(".row.siege").all_inner_texts()
    assert rows[0].startswith("East Aleppo besieged by the government")
    assert rows[1].startswith("West Aleppo besieged by the opposition")
    assert "all ways under fire" in rows[1]
    assert {ring["id"]: ring["degree"] for ring in page.shown("rings")} == {
        "east-aleppo": "encircled",
        "west-aleppo": "under-fire",
    }
    names = [label["icon"] for label in page.shown("labels")]
    (west,) = [name for name in names if "West Aleppo" in name]  # in two lines or three, but never without the doubt
    assert re.search(r"besieged by(?: |\\n)the opposition(?:, |\\n)likely", west)
    for place in ("east-aleppo", "west-aleppo"):
        spot = page.state(f"spot('{place}')")
        assert 220 < spot["x"] < 1024
        assert 60 < spot["y"] < 740


def test_moving_the_day_changes_map_list_and_words(open_page) -> None:
    page = open_page("#on=2016-07-16")
    assert page.shown("rings") == []
    assert {road["state"] for road in page.shown("routes") if road["id"] == "castello"} == {"under-fire"}
    assert page.tab.locator("#panel h2").inner_text() == "No siege is on record for this day"
    page.tab.keyboard.press("ArrowRight")
    page.settle()
    assert [ring["id"] for ring in page.shown("rings")] == ["east-aleppo"]
    assert {road["state"] for road in page.shown("routes") if road["id"] == "castello"} == {"cut"}
    assert page.tab.locator("#panel h2").inner_text() == "One place is besieged"


def test_the_keyboard_moves_the_day(open_page) -> None:
    page = open_page()
    steps = {"ArrowRight": "08-07", "ArrowLeft": "08-06", "Shift+ArrowRight": "08-13", "n": "09-04"}
    for key, day in steps.items():
        page.tab.keyboard.press(key)
        assert page.state("on") == f"2016-{day}"
    page.tab.focus("#day")
    page.tab.keyboard.press("Home")
    assert page.state("on") == "2015-11-01"
    page.tab.keyboard.press("ArrowLeft")
    assert page.state("on") == "2015-11-01"
    assert page.tab.get_attribute("#day", "aria-valuetext") == "1\u00a0November\u00a02015"
    page.tab.keyboard.press("End")
    assert page.state("on") == "2016-09-30"


def test_a_day_can_be_dragged_and_played(open_page) -> None:
    page = open_page(reduced_motion="reduce")
    box = page.tab.locator(".plot").bounding_box()
    page.tab.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 10)
    page.tab.mouse.down()
    page.tab.mouse.move(box["x"] + 3, box["y"] + 10)
    assert page.state("on") == "2015-11-01"
    page.tab.mouse.move(box["x"] + box["width"] - 1, box["y"] + 10)
    page.tab.mouse.up()
    assert page.state("on") == "2016-09-30"
    page.tab.evaluate(
        "() => { window.days = []; new MutationObserver(() => window.days.push(window.siegeline.on))"
        ".observe(document.getElementById('day'), {attributeFilter: ['aria-valuetext']}); }"
    )
    page.tab.focus("#play")
    page.tab.keyboard.press("Enter")
    page.wait(lambda: page.tab.evaluate("window.days.length") >= 4)
    page.tab.keyboard.press("Enter")
    assert page.tab.get_attribute("#play", "aria-pressed") == "false"
    assert page.tab.evaluate("window.days.slice(0, 4)") == [f"2015-11-0{day}" for day in (1, 2, 3, 4)]


def _assert_west_aleppo_is_told(page) -> None:
    assert page.state("pick") == {"what": "place", "id": "west-aleppo"}
    siege = page.tab.locator("[data-evidence=siege]")
    first = siege.locator(".claims.for .claim").first
    assert "de facto siege ring" in first.locator("mark").inner_text()
    by = first.locator(".by").inner_text().replace("\u00a0", " ")
    assert by == "A German weekly · independent · grade C2 · 6 Aug 2016"
    assert first.locator("abbr").get_attribute("title") == "fairly reliable, probably true"
    against = siege.locator(".claims.against")
    assert against.locator("h3").inner_text() == "Claims against (1)"
    assert "Fruit and fuel reach western Aleppo" in against.inner_text()
    assert "Homeland Television · pro-government" in against.inner_text()


def test_a_siege_on_the_map_shows_its_sentences(open_page) -> None:
    page = open_page()
    spot = page.state("spot('west-aleppo')")
    page.tab.mouse.click(spot["x"], spot["y"])
    _assert_west_aleppo_is_told(page)
    assert page.tab.locator("[data-tick=w1].dim").count() == 0
    assert page.tab.locator("[data-tick=e1].dim").count() == 1


def test_a_siege_in_the_list_shows_its_sentences_and_escape_goes_back(open_page) -> None:
    page = open_page()
    page.tab.locator(".row.siege", has_text="West Aleppo").focus()
    page.tab.keyboard.press("Enter")
    _assert_west_aleppo_is_told(page)
    page.tab.keyboard.press("Escape")
    assert page.state("pick") is None
    assert page.tab.evaluate("document.activeElement.dataset.pick") == "place:west-aleppo"


def test_a_band_shows_its_siege(open_page) -> None:
    page = open_page("#on=2015-11-12")
    page.tab.locator("[data-band=west-aleppo]").click()
    assert "2016-08-06" < page.state("on") < "2016-09-03"
    _assert_west_aleppo_is_told(page)


def test_claims_that_settle_nothing_are_neither_for_nor_against(open_page) -> None:
    page = open_page()
    row = page.tab.locator(".row.holds", has_text="Khan Tuman").inner_text()
    assert row.endswith("2 claims, not enough to tell")
    page.tab.locator(".row.holds", has_text="Khan Tuman").click()
    assert page.tab.locator("[data-evidence=control] h3").all_inner_texts() == ["Claims (2)"]


def test_the_words_of_likelihood_are_the_pictures_own(open_page, tmp_path) -> None:
    told = aleppo()
    for span in told["sieges"][1]["spans"]:
        span["doubt"] = "beyond words"
    write_page(tmp_path / "doubt.html", told)
    page = open_page(file=tmp_path / "doubt.html")
    assert "beyond words" in page.tab.locator(".row.siege", has_text="West Aleppo").inner_text()


def test_each_state_of_a_road_has_a_look_of_its_own_in_the_legend(open_page) -> None:
    page = open_page()
    keys = page.tab.locator(".legend ul[aria-label^=Road] li")
    assert "contested" in keys.all_inner_texts()
    looks = keys.locator("canvas").evaluate_all("all => all.map((one) => one.toDataURL())")
    assert len(set(looks)) == len(looks) == 6


def test_a_repost_is_not_a_second_confirmation(open_page) -> None:
    page = open_page("#on=2016-08-09&place=west-aleppo")
    repost = page.tab.locator(".claim[data-claim=w4]")
    assert "Same words as above" in repost.inner_text()
    assert "Same words as above" not in page.tab.locator(".claim[data-claim=w1]").inner_text()


def test_a_link_brings_the_view_back(open_page) -> None:
    page = open_page("#on=2015-11-05&place=kuweires")
    assert page.state("on") == "2015-11-05"
    assert page.tab.locator("#panel h2").inner_text() == "Kuweires air base"
    page.tab.evaluate("location.hash = '#on=2016-08-06&route=castello'")
    page.tab.wait_for_timeout(100)
    assert page.tab.locator("#panel h2").inner_text() == "Castello road"
    page.tab.keyboard.press("ArrowRight")
    page.wait(lambda: page.tab.url.endswith("#on=2016-08-07&route=castello"))


@pytest.mark.parametrize("fragment", ["#on=2016-99-99&place=__proto__", "#on=1900-01-01&route=none", "#%%%"])
def test_a_broken_link_opens_the_page_all_the_same(open_page, fragment) -> None:
    page = open_page(fragment)
    assert page.state("pick") is None
    assert "2015-11-01" <= page.state("on") <= "2016-09-30"
    assert page.complaints == []


def test_search_finds_places_and_roads(open_page) -> None:
    page = open_page()
    page.tab.fill("#search", "castelo")
    assert "No place or road" in page.tab.locator("#found").inner_text()
    page.tab.fill("#search", "EAST al")
    page.tab.keyboard.press("Enter")
    assert page.state("pick") == {"what": "place", "id": "east-aleppo"}


def test_hostile_text_shows_as_text(open_page) -> None:
    page = open_page("#on=2016-08-06&route=castello")
    quote = page.tab.locator(".claim[data-claim=c4] blockquote")
    seen = quote.text_content()
    assert seen == EVIL.replace("\u202e", "U+202E").replace("\u202c", "U+202C")
    assert quote.locator("script, img").count() == 0
    assert page.tab.evaluate("window.pwned") is None
    assert "<b>Evil</b>" in page.tab.locator(".claim[data-claim=c4] .by").inner_text()
    assert page.complaints == []


def test_hostile_names_show_as_text_everywhere(open_page, tmp_path) -> None:
    page = aleppo()
    page["theatre"]["name"] = "</title><script>window.pwned = 1</script>"
    page["made"]["note"] = page["made"]["rule"] = '"><img src=x onerror="window.pwned = 1">'
    page["places"]["west-aleppo"]["name"] = "</script>{{script}}\ud800\u202eWest"
    write_page(tmp_path / "evil.html", page)
    opened = open_page("#place=west-aleppo", file=tmp_path / "evil.html")
    assert opened.tab.locator("#panel h2").inner_text().startswith("</script>{{script}}")
    assert opened.tab.evaluate("window.pwned") is None
    assert opened.complaints == []


def test_marks_count_code_points(open_page) -> None:
    """The reports begin with an emoji: two units in the browser, one character for Python."""
    page = open_page("#on=2016-08-06&place=east-aleppo")
    marks = page.tab.locator("[data-evidence=siege] mark").all_inner_texts()
    assert marks[:2] == ["encircled", "cut"]
    claim = page.tab.locator(".claim[data-claim=e2]")
    claim.locator("summary").click()
    assert claim.locator("em").inner_text().startswith("The regime starves the free east")


def test_the_phone_shows_map_and_sheet(open_page) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    assert page.tab.evaluate("document.documentElement.scrollWidth") == 390
    assert page.tab.locator("#map").bounding_box()["height"] > 250
    assert page.tab.locator(".row.siege").first.is_visible()
    assert not page.tab.locator(".legend .keys").is_visible()


def test_a_dark_screen_redraws_the_map(open_page) -> None:
    page = open_page()
    before = {ring["edge"] for ring in page.shown("rings")}
    page.tab.emulate_media(color_scheme="dark")
    page.wait(lambda: page.shown("rings") and {ring["edge"] for ring in page.shown("rings")} != before)
    assert page.complaints == []


def test_a_page_about_nothing_says_so(open_page, tmp_path) -> None:
    empty = aleppo() | {key: [] for key in ("control", "routes_state", "sieges")}
    empty |= {key: {} for key in ("places", "routes", "reports", "claims")}
    write_page(tmp_path / "empty.html", empty)
    page = open_page(file=tmp_path / "empty.html")
    assert "Silence is not open" in page.tab.locator("#panel").inner_text()
    assert page.complaints == []


def test_the_front_lies_in_its_band(open_page, tmp_path) -> None:
    told = aleppo()
    square = [[37.0, 36.1], [37.2, 36.1], [37.2, 36.3], [37.0, 36.1]]
    both = {"sides": ["government", "opposition"]}
    shapes = [
        ("Polygon", [square], {"what": "area", "side": "government"}),
        ("Polygon", [square], {"what": "band", **both}),
        ("LineString", square[:2], {"what": "front", **both}),
    ]
    features = [
        {"type": "Feature", "geometry": {"type": kind, "coordinates": at}, "properties": properties}
        for kind, at, properties in shapes
    ]
    told["fronts"] = [{"from": "2016-08-01", "to": "2016-08-10", "features": features}]
    write_page(tmp_path / "front.html", told)
    page = open_page("#on=2016-08-06", file=tmp_path / "front.html")
    shown = {one["part"]: one["colour"] for one in page.shown("front")}
    assert list(shown) == ["area", "band", "front"]
    assert shown["area"] == "#0072b2"
    page = open_page("#on=2016-08-11", file=tmp_path / "front.html")
    assert page.shown("front") == []


def test_contradictions_are_marked_on_the_timeline(open_page) -> None:
    page = open_page()
    assert page.tab.locator("[data-contradicted=west-aleppo]").count() >= 1
    label = page.tab.locator("[data-siege=west-aleppo]").inner_text()
    assert "≠1" in label
    assert "1 sentence says otherwise" in label


def test_search_finds_sentences_and_goes_to_their_place_and_day(open_page) -> None:
    page = open_page()
    page.tab.fill("#search", "fruit and fuel")
    page.wait(lambda: page.tab.locator("#found li", has_text="Fruit and fuel").count())
    page.tab.keyboard.press("Enter")
    assert page.state("pick") == {"what": "place", "id": "west-aleppo"}
    assert page.tab.locator(".claim", has_text="Fruit and fuel").first.is_visible()
