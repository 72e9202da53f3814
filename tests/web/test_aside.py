"""What takes minutes: told how far it is, done once, begun again where it failed."""

import threading
import time

from siegeline.web.aside import Aside, Underway
from siegeline.web.turn import Turn


def _until(true) -> None:
    until = time.monotonic() + 60
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_it_tells_how_far_it_is_and_then_the_answer() -> None:
    aside, go, kept = Aside(Turn()), threading.Event(), {}
    made = []

    def make() -> str:
        made.append(1)
        if "found" not in kept:
            aside.tell(0, 4)
            aside.tell(1, 4)
            assert go.wait(60)
            kept["found"] = "all of it"
        return kept["found"]

    def ask() -> str | Underway:
        return aside.once("key", lambda: "found" in kept, make)

    assert isinstance(ask(), Underway)
    _until(lambda: ask().done == 1)
    assert ask().of == 4
    assert ask().seconds >= 5
    go.set()
    _until(lambda: ask() == "all of it")
    assert len(made) >= 2  # once aside; then what is kept


def test_what_failed_is_told_once_and_then_begun_again() -> None:
    aside, tried = Aside(Turn()), []

    def make() -> str:
        tried.append(1)
        raise OSError("the disk is gone")

    def failed() -> bool:
        try:
            assert isinstance(aside.once("key", lambda: False, make), Underway)
        except OSError as error:
            return str(error) == "the disk is gone"
        return False

    _until(failed)
    assert len(tried) == 1
    _until(failed)
    assert len(tried) == 2
