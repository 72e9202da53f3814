"""Kept: what was worked out of a record, until the record grows."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_T = TypeVar("_T")
_NOTHING = object()


class Kept:
    """The latest ``most`` answers. ``length`` tells how long the record is: when that changes, all are forgotten.

    Threads share it: two that want the same wait for one making; who wants something else does not wait for them.
    """

    def __init__(self, length: Callable[[], int], *, most: int) -> None:
        self._ask = length
        self._most = most
        self._length = -1
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.RLock] = {}
        self._lock = threading.Lock()

    def has(self, key: Hashable) -> bool:
        """Whether it is there, and need not be made."""
        return self._get(key) is not _NOTHING

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What ``make`` gives, from before where the record has not grown since."""
        if (found := self._get(key)) is not _NOTHING:
            return found  # type: ignore[no-any-return]
        with self._lock:
            own = self._making.setdefault(key, threading.RLock())
        with own:
            if (found := self._get(key)) is not _NOTHING:
                return found  # type: ignore[no-any-return]
            length = self._length
            made = make()
            with self._lock:
                if length == self._length:
                    self._found[key] = made
                    while len(self._found) > self._most:
                        self._found.popitem(last=False)
                self._making.pop(key, None)
        return made

    def _get(self, key: Hashable) -> Any:
        length = self._ask()
        with self._lock:
            if length != self._length:
                self._found.clear()
                self._length = length
            if key not in self._found:
                return _NOTHING
            self._found.move_to_end(key)
            return self._found[key]
