"""Refusals: how a path is named in them, and who gets them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from siegeline.errors import InputError


def shown(path: str) -> str:
    """Make a path fit for one line of a terminal: file names may hold newlines and escapes."""
    if path == "-":
        return "standard input"
    return "".join(c if c.isprintable() else "\ufffd" for c in path)


def why(error: OSError | ValueError) -> str:
    """Give the system's reason in few words."""
    return (getattr(error, "strerror", None) or str(error)).lower()


@contextmanager
def handing_over(on_problem: Callable[[InputError], None] | None) -> Iterator[list[InputError]]:
    """Give an InputError of the block to ``on_problem`` and carry on; the list then holds it.

    Without ``on_problem`` it is raised as ever.
    """
    handed: list[InputError] = []
    try:
        yield handed
    except InputError as error:
        if on_problem is None:
            raise
        handed.append(error)
        on_problem(error)
