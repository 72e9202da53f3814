"""Long work waits while somebody is ahead, and goes on after."""

import threading

import pytest

pytest.importorskip("fastapi", reason="needs the extra web")

from siegeline.web.turn import Turn


def test_long_work_waits_for_all_who_are_ahead() -> None:
    turn, done = Turn(), threading.Event()
    turn.wait()  # nobody is

    def work() -> None:
        turn.wait()
        done.set()

    thread = threading.Thread(target=work)
    with turn.ahead(), turn.ahead():
        thread.start()
        assert not done.wait(0.2)
    assert done.wait(60)
    thread.join(60)
