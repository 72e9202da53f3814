"""Lots: things taken some at a time, where some together cost less than one by one."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_T = TypeVar("_T")


def lots(things: Iterable[_T], weight: Callable[[_T], int], *, full: int, most: int) -> Iterator[list[_T]]:
    """The things in order, in lots that weigh ``full`` or a little more, of ``most`` things at the most.

    Where ``things`` raises, those before are given first.
    """
    lot: list[_T] = []
    weighs = 0
    try:
        for thing in things:
            lot.append(thing)
            weighs += weight(thing)
            if weighs >= full or len(lot) >= most:
                yield lot
                lot, weighs = [], 0
    except Exception:
        if lot:
            yield lot
        raise
    if lot:
        yield lot
