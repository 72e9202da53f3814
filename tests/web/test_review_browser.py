"""The review desk by keyboard alone, in a real browser."""

import pytest

from siegeline.web import People

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(serve):
    return serve(People(local="A. Reader"))


def shown(review) -> None:
    """Waits until the claim that is chosen is on the screen, as a person does."""
    review.wait(lambda: review.page.locator("#sentence").count() and not review.page.locator("[aria-busy]").count())


def test_the_keyboard_alone_reviews_ten_claims_and_takes_back_the_last(tab, desk) -> None:
    review = tab(desk=desk).go("/review")
    shown(review)
    left = int(review.page.locator("#queue h3").inner_text().split()[0])
    for done in range(1, 11):
        shown(review)
        review.page.keyboard.press("a" if done % 3 else "r")
        told = f"{left - done} to look at, {done} judged"
        review.wait(lambda told=told: review.page.locator("#queue h3").inner_text() == told)
    kept = desk.record.judgements()
    assert [one.action for one in kept] == ["accept", "accept", "reject"] * 3 + ["accept"]
    assert {one.who for one in kept} == {"A. Reader"}
    shown(review)
    review.page.keyboard.press("u")
    review.wait(lambda: review.page.locator("#queue h3").inner_text().endswith(" 9 judged"))
    assert [one.standing for one in desk.record.judgements()] == [True] * 9 + [False, True]
    assert review.complaints == []
    assert review.outside == []


def test_j_and_k_move_and_w_writes_the_reason(tab, desk) -> None:
    review = tab(desk=desk).go("/review")
    shown(review)
    chosen = review.page.locator("#queue [aria-current]")
    first = chosen.get_attribute("data-claim")
    review.page.keyboard.press("j")
    review.wait(lambda: chosen.get_attribute("data-claim") != first)
    review.page.keyboard.press("k")
    review.wait(lambda: chosen.get_attribute("data-claim") == first)
    review.page.keyboard.press("w")
    review.page.keyboard.type("a rumour: ajr")
    review.page.keyboard.press("Enter")
    review.wait(lambda: review.page.evaluate("document.activeElement.tagName") not in ("INPUT", "TEXTAREA"))
    shown(review)
    review.page.keyboard.press("r")
    review.wait(lambda: len(desk.record.judgements()) == 1)
    assert desk.record.judgements()[0].why == "a rumour: ajr"


def test_a_claim_is_corrected(tab, desk) -> None:
    review = tab(desk=desk).go("/review")
    shown(review)
    claim = review.page.locator("#queue [aria-current]").get_attribute("data-claim")
    review.page.keyboard.press("c")
    review.page.select_option("dialog [name=kind]", "clash")
    review.page.select_option("dialog [name=agent]", "-")
    review.page.click("dialog [type=submit]")
    review.wait(lambda: len(desk.record.judgements()) == 1)
    [kept] = desk.record.judgements()
    assert (kept.action, dict(kept.value), kept.subjects[0].claim) == (
        "correct", {"agent": None, "kind": "clash"}, claim,
    )  # fmt: skip


def test_a_place_is_chosen_on_the_map(tab, desk) -> None:
    review = tab(desk=desk).go("/review")
    shown(review)
    review.page.keyboard.press("p")
    review.page.fill("dialog [name=place]", "Khan Tuman")
    review.page.keyboard.press("Enter")
    review.wait(lambda: review.page.locator(".pin").count())
    review.page.locator(".pin").first.click()
    review.wait(lambda: len(desk.record.judgements()) == 1)
    assert desk.record.judgements()[0].value["place"]["name"] == "Khan Tuman"
    assert review.complaints == []


def test_two_claims_are_joined(tab, desk) -> None:
    review = tab(desk=desk).go("/review")
    shown(review)
    claims = [one.get_attribute("data-claim") for one in review.page.locator("#queue .row").all()[:2]]
    review.page.keyboard.press("e")
    review.page.keyboard.press("j")
    review.wait(lambda: review.page.locator("#queue [aria-current]").get_attribute("data-claim") == claims[1])
    shown(review)
    review.page.keyboard.press("e")
    review.wait(lambda: len(desk.record.judgements()) == 1)
    assert {one.claim for one in desk.record.judgements()[0].subjects} == set(claims)


def test_who_may_only_look_is_told_so(tab) -> None:
    review = tab().go("/review")
    shown(review)
    assert "Looking only" in review.page.locator("#who").inner_text()
    assert review.page.locator(".buttons button:not([disabled])").count() == 0
