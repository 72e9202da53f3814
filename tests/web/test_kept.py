"""What was worked out is kept until the record grows, and nobody waits for what somebody else asks."""

import threading

import pytest

pytest.importorskip("fastapi", reason="needs the extra web")

from siegeline.web.kept import Kept


def test_it_is_made_once_until_the_record_grows() -> None:
    length, made = [1], []
    kept = Kept(lambda: length[0], most=4)
    assert [kept.once("a", lambda: made.append(1) or len(made)) for _ in range(3)] == [1, 1, 1]
    length[0] = 2
    assert not kept.has("a")
    assert kept.once("a", lambda: made.append(1) or len(made)) == 2


def test_the_longest_unasked_goes_first() -> None:
    kept = Kept(lambda: 1, most=2)
    for key in ("a", "b", "a", "c"):
        kept.once(key, lambda: 0)
    assert [kept.has(key) for key in ("a", "b", "c")] == [True, False, True]


def test_what_was_begun_before_the_record_grew_is_not_kept() -> None:
    length = [1]
    kept = Kept(lambda: length[0], most=4)

    def grows() -> str:
        length[0] = 2
        assert not kept.has("other")
        return "old"

    assert kept.once("a", grows) == "old"
    assert not kept.has("a")


def test_two_wait_for_one_making_and_others_do_not_wait() -> None:
    kept = Kept(lambda: 1, most=4)
    begun, go, found = threading.Event(), threading.Event(), []

    def slow() -> str:
        begun.set()
        assert go.wait(60)
        return "slow"

    both = [threading.Thread(target=lambda: found.append(kept.once("a", slow))) for _ in range(2)]
    both[0].start()
    assert begun.wait(60)
    both[1].start()
    assert kept.once("b", lambda: "quick") == "quick"
    assert found == []
    begun.clear()
    go.set()
    for one in both:
        one.join(60)
    assert found == ["slow", "slow"]
    assert not begun.is_set(), "it was made twice"


def test_a_making_that_fails_is_tried_again() -> None:
    kept = Kept(lambda: 1, most=4)
    with pytest.raises(ZeroDivisionError):
        kept.once("a", lambda: 1 // 0)
    assert kept.once("a", lambda: 1) == 1
