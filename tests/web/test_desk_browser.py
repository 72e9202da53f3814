"""The desk as an analyst uses it, in a real browser, on the samples."""

from io import BytesIO

import pytest
from hostile import EVIL
from PIL import Image

from siegeline.publish.release import load_release
from siegeline.web import People

pytestmark = pytest.mark.browser
WEST = "aleppo-west"


def test_it_opens_with_no_complaint_and_asks_nobody_else(tab) -> None:
    desk = tab().go("/?on=2016-08-08").drawn()
    assert desk.page.locator(".row.siege").first.inner_text().startswith("West Aleppo besieged by the opposition")
    assert desk.complaints == []
    assert desk.outside == []


def test_the_first_picture_is_the_whole_one(tab) -> None:
    desk = tab().go("/?on=2016-08-08").drawn()
    first = _ground(desk)
    desk.page.emulate_media(color_scheme="dark")  # all is made anew for other colours
    desk.page.emulate_media(color_scheme="light")
    desk.drawn()
    assert first > 0.3
    assert first == pytest.approx(_ground(desk), abs=0.01)


def _ground(desk) -> float:
    """The share of the map's pixels that show bare land or water."""
    picture = Image.open(BytesIO(desk.page.locator(".maplibregl-canvas").screenshot())).convert("RGB")
    shown = {colour: count for count, colour in picture.getcolors(1 << 24)}
    return sum(shown.get(one, 0) for one in ((0xF6, 0xF4, 0xEF), (0xC3, 0xD5, 0xDE))) / (picture.width * picture.height)


def test_a_link_brings_the_view_back(tab) -> None:
    desk = tab().go(f"/?on=2016-08-08&known=2016-09-09&place={WEST}").drawn()
    assert desk.page.locator("#panel h2").inner_text() == "West Aleppo"
    assert desk.page.locator("#known").input_value() == "2016-09-09"
    desk.page.keyboard.press("ArrowRight")
    desk.wait(lambda: "on=2016-08-09" in desk.page.url)
    assert f"place={WEST}" in desk.page.url
    assert "known=2016-09-09" in desk.page.url


def test_what_was_known_then_is_one_control_away(tab) -> None:
    desk = tab().go("/?on=2016-08-06").drawn()
    assert desk.page.locator(".row.siege", has_text="West Aleppo").count() == 1
    desk.page.select_option("#known", "shown")
    desk.page.wait_for_url("**known=2016-08-06**")
    desk.wait(lambda: desk.page.locator("#panel h2").count())
    assert desk.page.locator(".row.siege", has_text="West Aleppo").count() == 0
    assert "on=2016-08-06" in desk.page.url


def test_a_report_opens_at_its_sentence(tab) -> None:
    desk = tab().go(f"/?on=2016-08-08&place={WEST}").drawn()
    desk.page.locator(".open-report").first.click()
    sentence = desk.page.locator("dialog #sentence")
    assert sentence.inner_text().startswith("Since saturday western aleppo is likewise")
    assert sentence.locator("mark").inner_text() == "besieged"
    assert "Orient weekly review" in desk.page.locator("dialog h2").inner_text()
    assert "grade C" in desk.page.locator("dialog .facts").inner_text()
    assert desk.page.locator("dialog .chain li").count() >= 1
    desk.page.keyboard.press("Escape")
    desk.wait(lambda: desk.page.locator("dialog").count() == 0)
    assert desk.page.locator("#panel h2").inner_text() == "West Aleppo"
    assert desk.complaints == []


def test_for_and_against_stand_side_by_side_with_what_would_change_it(tab) -> None:
    desk = tab().go(f"/?on=2016-08-08&place={WEST}").drawn()
    desk.page.locator(".beside").first.click()
    left = desk.page.locator("dialog .claims.for").bounding_box()
    right = desk.page.locator("dialog .claims.against").bounding_box()
    assert left["x"] + left["width"] <= right["x"]
    desk.wait(lambda: desk.page.locator("dialog .change li").count() >= 1)
    assert "Without “" in desk.page.locator("dialog .change li").first.inner_text()


def test_search_suggests_places_and_words(tab) -> None:
    desk = tab().go("/?on=2016-08-08").drawn()
    desk.page.fill("#search", "de facto")
    desk.wait(lambda: desk.page.locator("#found li", has_text="de facto").count())
    desk.page.keyboard.press("Enter")
    desk.wait(lambda: desk.page.locator("dialog #sentence").count())
    assert "de facto" in desk.page.locator("dialog #sentence").inner_text()


def test_hostile_text_shows_as_text(tab) -> None:
    desk = tab().go("/?on=2016-08-07").drawn()
    desk.page.fill("#search", "khan tuman window.pwned")
    desk.wait(lambda: desk.page.locator("#found li", has_text="pwned").count())
    desk.page.keyboard.press("Enter")
    desk.wait(lambda: desk.page.locator("dialog .text").count())
    seen = desk.page.locator("dialog .text").text_content()
    assert seen == EVIL.replace("\u202e", "U+202E").replace("\u202c", "U+202C")
    assert desk.page.locator("dialog h2").inner_text() == "<b>Evil</b>"
    assert desk.page.locator("dialog .text script, dialog .text img").count() == 0
    assert desk.page.evaluate("window.pwned") is None
    assert desk.complaints == []


def test_the_policy_stops_what_it_should(tab) -> None:
    desk = tab().go("/").drawn()
    desk.page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.pwned = 1';"
        " document.body.append(script); new Image().src = 'https://example.org/x.png'; }"
    )
    desk.wait(lambda: len([told for told in desk.complaints if "Content Security Policy" in told]) == 2)
    assert desk.page.evaluate("window.pwned") is None


def test_two_groups_of_sources_are_compared_and_the_link_brings_it_back(tab) -> None:
    desk = tab().go("/compare?left=on%3D2016-07-18%26group%3Dgovernment&right=on%3D2016-07-18%26group%3Dopposition")
    desk.wait(lambda: desk.page.locator(".differences tbody tr").count())
    assert "Castello road" in desk.page.locator(".differences tbody").inner_text()
    heads = desk.page.locator(".differences thead th").all_inner_texts()
    assert heads[1:] == ["18\u00a0July\u00a02016, government sources", "18\u00a0July\u00a02016, opposition sources"]
    assert desk.complaints == []
    assert desk.outside == []


def test_a_day_as_known_then_is_beside_what_is_known_now(tab) -> None:
    desk = tab().go("/compare?left=on%3D2016-08-06")
    desk.wait(lambda: desk.page.locator(".differences h3").count())
    assert desk.page.locator(".differences h3").inner_text() == "Nothing is told otherwise"
    desk.page.get_by_role("button", name="This day as known then, and now").click()
    desk.wait(lambda: "West Aleppo: siege" in desk.page.locator(".differences").inner_text())


def test_the_phone_has_no_sideways_scroll(tab) -> None:
    for path in ("/?on=2016-08-08", "/review", "/compare"):
        desk = tab(viewport={"width": 390, "height": 844}).go(path)
        desk.page.wait_for_timeout(1500)
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_bad_frame_is_told_in_words(tab) -> None:
    desk = tab().go("/?rule=none")
    desk.wait(lambda: desk.page.locator("[role=alert]").count())
    assert "none" in desk.page.locator("[role=alert]").inner_text()


def test_a_link_brings_the_whole_view_back_with_its_days_and_where_the_map_was(tab) -> None:
    desk = tab().go("/?on=2016-08-08&from=2016-08-01&to=2016-08-09&at=37.1,36.2,10").drawn()
    assert desk.page.evaluate("siegeline.days") == ["2016-08-01", "2016-08-09"]
    assert desk.page.evaluate("siegeline.at.map((one) => Number(one.toFixed(3)))") == [37.1, 36.2, 10]
    groups = desk.page.evaluate("siegeline.shown.events.features.map((one) => one.properties.group)")
    assert {"ground", "fighting"} <= set(groups)
    heads = desk.page.locator("#panel h3").all_inner_texts()
    assert any(one.startswith("Told of 1\u00a0Aug\u00a02016 to 9\u00a0Aug\u00a02016 (") for one in heads)
    desk.page.get_by_role("button", name="Zoom in").click()
    desk.wait(lambda: "at=37.1%2C36.2%2C11" in desk.page.url)
    assert "from=2016-08-01&to=2016-08-09" in desk.page.url
    desk.page.get_by_role("button", name="Only the day").click()
    desk.wait(lambda: "from=" not in desk.page.url)
    assert desk.complaints == []


def test_corridors_stand_on_the_map_with_their_width(tab) -> None:
    desk = tab().go("/?on=2016-08-08").drawn()
    shown = desk.page.evaluate("siegeline.shown.corridors.features.map((one) => one.properties)")
    assert "aleppo-east" in {one["id"] for one in shown}
    rows = desk.page.locator(".row.corridor .words > span").all_inner_texts()
    widths = {row.split("East Aleppo ")[1].removesuffix(" wide") for row in rows if row.startswith("East Aleppo ")}
    labels = desk.page.evaluate("siegeline.shown.labels.features.map((one) => JSON.parse(one.properties.icon).text)")
    assert {f"corridor, {width}" for width in widths} <= set(labels)
    assert any("km" in width for width in widths)


def test_what_would_change_this_is_told_in_the_column(tab) -> None:
    desk = tab().go(f"/?on=2016-08-08&place={WEST}").drawn()
    box = desk.page.locator("[data-evidence=siege] .changing")
    box.locator("summary").click()
    desk.wait(lambda: box.locator("li").count())
    assert box.locator("li").first.inner_text().startswith("Without “")


def test_a_large_record_shows_the_same_and_asks_for_sentences_as_needed(tab, serve, monkeypatch) -> None:
    monkeypatch.setattr("siegeline.web.desk.LARGE", 1)
    small = tab().go("/?on=2016-08-07").drawn()
    desk = tab(desk=serve(People())).go("/?on=2016-08-07").drawn()
    assert desk.page.evaluate("siegeline.shown.points") == small.page.evaluate("siegeline.shown.points")
    rows = [one.page.locator(".row.holds .words > span").all_inner_texts() for one in (small, desk)]
    assert sorted(rows[0]) == sorted(rows[1])
    desk.page.locator(".row.holds", has_text="Ramouseh artillery base").click()
    desk.wait(lambda: desk.page.locator("[data-evidence=control] .claim").count())
    assert desk.page.locator(".state.control .sentence").inner_text().startswith("Ramouseh artillery base: ")
    desk.page.keyboard.press("Escape")
    desk.wait(lambda: desk.page.locator("#coming").count() == 0)  # without a click
    assert "/desk/derived?on=2016-08-07" in " ".join(desk.requests)
    desk.page.click("#draw")
    desk.wait(lambda: desk.page.locator(".row.corridor").count())
    assert desk.complaints == []
    assert desk.outside == []


def test_a_desk_of_a_release_leads_to_no_report_and_no_review(tab, serve) -> None:
    desk = tab(desk=serve(People(), release=load_release("public"))).go(f"/?on=2016-08-08&place={WEST}").drawn()
    claims = desk.page.locator("#panel .claim")
    assert claims.count()
    assert desk.page.locator(".open-report").count() == 0
    assert desk.page.locator("nav.desks a").all_inner_texts() == ["Map", "Compare"]
    claim = claims.first.get_attribute("data-claim")
    desk.page.fill("#search", "arab army")  # no sentence is told: a claim is found by who acts in it
    desk.wait(lambda: desk.page.locator("#found li", has_text="captured").count())
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    desk.wait(lambda: "place=" in desk.page.url or "route=" in desk.page.url)
    assert desk.page.locator("dialog").count() == 0
    desk.go(f"/?on=2016-08-08&claim={claim}").drawn()
    assert desk.page.locator("dialog, .trouble").count() == 0
    desk.go("/compare?left=on%3D2016-08-08")
    desk.wait(lambda: desk.page.locator("nav.desks a").count())
    assert desk.page.locator("nav.desks a").all_inner_texts() == ["Map", "Compare"]
    assert desk.complaints == []
