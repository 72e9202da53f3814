"""Turn: long work waits while somebody looks at what can be had sooner."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turn:
    """Threads share it: those that are ahead do not wait for one another."""

    def __init__(self) -> None:
        self._ahead = 0
        self._changed = threading.Condition()

    @contextmanager
    def ahead(self) -> Iterator[None]:
        """While inside, long work waits. Nothing may be waited for inside that long work makes."""
        with self._changed:
            self._ahead += 1
        try:
            yield
        finally:
            with self._changed:
                self._ahead -= 1
                self._changed.notify_all()

    def wait(self) -> None:
        """Return when nobody is ahead."""
        with self._changed:
            self._changed.wait_for(lambda: not self._ahead)
