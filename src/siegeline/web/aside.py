"""Aside: what takes minutes is worked out beside the answers; whoever asks meanwhile is told how far it is."""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

from siegeline.web.turn import Turn

_T = TypeVar("_T")
_SOON = 5  # seconds: nobody is told to ask again sooner


@dataclass(frozen=True, slots=True)
class Underway:
    """So many days of how many are done (0 of 0: it has not begun); ``seconds`` until it is likely to be done."""

    done: int
    of: int
    seconds: int


class Aside:
    """Work in threads of its own, one at a time; it waits while somebody looks at what can be had sooner."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._lock = threading.Lock()
        self._one = threading.Lock()
        self._running: set[Hashable] = set()
        self._failed: dict[Hashable, Exception] = {}
        self._far = (0, 0, 0.0)

    def once(self, key: Hashable, there: Callable[[], bool], make: Callable[[], _T]) -> _T | Underway:
        """What ``make`` gives, where it is ``there``; else it is begun, unless it runs already.

        Raises:
            Exception: what it failed with the last time, told once; then it is begun again.
        """
        if there():
            return make()
        with self._lock:
            if key in self._failed:
                raise self._failed.pop(key)
            if key not in self._running:
                self._running.add(key)
                threading.Thread(target=self._run, args=(key, make), daemon=True).start()
        done, of, began = self._far
        spent = time.monotonic() - began if done else 0.0
        return Underway(done, of, max(_SOON, ceil(spent / done * (of - done)) if done else 0))

    def tell(self, done: int, of: int) -> None:
        """Called by the work, before each of its days."""
        self._turn.wait()
        self._far = (done, of, self._far[2] if done else time.monotonic())

    def _run(self, key: Hashable, make: Callable[[], object]) -> None:
        failed: Exception | None = None
        try:
            with self._one:
                make()
        except Exception as error:  # it belongs to whoever asks next
            failed = error
        finally:
            self._far = (0, 0, 0.0)
            with self._lock:
                self._running.discard(key)
                if failed:
                    self._failed[key] = failed
