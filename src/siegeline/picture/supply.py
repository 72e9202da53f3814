"""Supply: the ground of a side as its supply reaches it, asked again and again what would be cut off.

What some cut ways part from the supply is found by walking from their far ends towards it, always to the place that is
nearest to it by number of steps: whoever is still supplied finds a way round soon, and who is not has no more ground
than what is cut off. So a cut costs as much as the ground about it, however large the whole is.
"""

from collections.abc import Sequence
from heapq import heappop, heappush

import numpy as np

from siegeline.picture.ground import Indices

_NEVER = -1


class Supply:
    """Nodes that ways join; node 0 supplies. Way ``k`` joins nodes ``one[k]`` and ``other[k]``."""

    def __init__(self, one: Indices, other: Indices, count: int) -> None:
        self._one, self._other = one.tolist(), other.tolist()
        number = np.flatnonzero(one != other)
        start, end = np.r_[one[number], other[number]], np.r_[other[number], one[number]]
        order = np.argsort(start, kind="stable")
        self._first: list[int] = np.searchsorted(start[order], np.arange(count + 1)).tolist()
        self._ends: list[int] = end[order].tolist()
        self._ways: list[int] = np.tile(number, 2)[order].tolist()
        self._level = _levels(start, end, count)

    def behind(self, cut: Sequence[int]) -> set[int]:
        """The nodes that the supply reaches, but not without the ways ``cut``."""
        gone = set(cut)
        supplied, lost = {0}, set[int]()
        for way in cut:
            near, here = sorted((self._one[way], self._other[way]), key=self._level.__getitem__)
            # what is cut off lies behind the far end of a way that leads away from the supply
            if 0 <= self._level[near] < self._level[here] and here not in supplied and here not in lost:
                reached, found = self._walk(here, gone, supplied)
                (supplied if reached else lost).update(found)
        return lost

    def _walk(self, begin: int, gone: set[int], supplied: set[int]) -> tuple[bool, set[int]]:
        """Whether a node reaches those that are supplied, and the nodes seen on the way there: all, if it does not."""
        level, first, ends, ways = self._level, self._first, self._ends, self._ways
        seen = {begin}
        ahead = [(level[begin], begin)]
        while ahead:
            _, here = heappop(ahead)
            for at in range(first[here], first[here + 1]):
                there = ends[at]
                if there in seen or ways[at] in gone:
                    continue
                if there in supplied:
                    return True, seen
                seen.add(there)
                heappush(ahead, (level[there], there))
        return False, seen


def _levels(start: Indices, end: Indices, count: int) -> list[int]:
    """How many steps each node is from node 0; -1 where none lead there."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    graph = csr_array((np.ones(len(start)), (start, end)), shape=(count, count))
    steps = dijkstra(graph, indices=0, unweighted=True)
    return [int(step) for step in np.where(np.isfinite(steps), steps, _NEVER)]
