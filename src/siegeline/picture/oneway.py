"""One way: the parts of a side's ground to which all ways lead through one same place or over one same way.

Cut places and cut ways of a graph are found in one walk of it, depth first (Hopcroft and Tarjan, 1973). Ground far
behind the front is drawn together to one point first, which changes neither: a front of a thousand kilometres is walked
in milliseconds.
"""

from collections.abc import Sequence

import numpy as np

from siegeline.picture.ground import Ground, Indices, Mask, labels

# Ground so many steps from others' is drawn together: a place through which all ways lead borders on others' ground, on
# a river, or on a way that cannot be used, and is only one step from it.
DEEP = 2


def one_way_parts(
    ground: Ground, mine: Mask, usable: Mask, *, roots: Mask, sources: Sequence[int], soft: Mask, least: int
) -> list[tuple[Indices, tuple[int, ...]]]:
    """The outermost parts of ``mine`` with one way left, and the place that is the gate (none: it is a way's end).

    ``roots``: the areas that supply, from the places ``sources``; where there are none, from the heart of the largest.
    ``soft``: ground that nobody is known to hold, over which ways may lead too. ``least``: places that a part must
    have.
    """
    walked = mine | soft
    if not (mine & roots).any():
        return []
    inner = usable & walked[ground.one] & walked[ground.other]
    one, other = ground.one[inner], ground.other[inner]
    node, count = drawn_together(ground, walked, one, other, mine & roots, sources)
    a, b = node[one], node[other]
    apart = a != b
    order = np.argsort(node, kind="stable")
    first = np.searchsorted(node[order], np.arange(count + 1))
    found: list[tuple[Indices, tuple[int, ...]]] = []
    for gate, nodes in _walk(a[apart], b[apart], count):
        places = np.concatenate([order[first[one] : first[one + 1]] for one in nodes])
        own = places[mine[places]]
        if len(own) >= least:
            through = order[first[gate] : first[gate + 1]]
            found.append((own, (int(through[0]),) if gate and len(through) == 1 else ()))
    return found


def drawn_together(
    ground: Ground,
    walked: Mask,
    one: Indices,
    other: Indices,
    roots: Mask,
    sources: Sequence[int],
    *,
    steps: int = DEEP,
) -> tuple[Indices, int]:
    """The node of each place (-1: none) and the number of nodes. Node 0 is what supplies; each stretch of ground
    ``steps`` or more behind the front is one node.
    """
    depth = _depth(ground, walked, one, other, steps)
    deep = (depth == steps) & walked
    inside = deep[one] & deep[other]
    label = labels(one[inside], other[inside], len(ground), ordered=True)
    node = np.where(walked, label, -1)
    given = [place for place in sources if walked[place]]
    if not given:
        heart = np.flatnonzero(roots & (depth == depth[roots].max()))
        given = [int(heart[np.bincount(label[heart], minlength=1)[label[heart]].argmax()])]
    supply = np.isin(node, np.unique(node[given]))
    kept, node_of = np.unique(node[walked & ~supply], return_inverse=True)
    node[walked & ~supply] = node_of + 1
    node[supply] = 0
    return node, len(kept) + 1


def _depth(ground: Ground, walked: Mask, one: Indices, other: Indices, steps: int) -> Indices:
    """How many steps lie between a place and ground that cannot be walked to from it, up to ``steps``."""
    usable = np.bincount(one, minlength=len(ground)) + np.bincount(other, minlength=len(ground))
    inner = walked & ~ground.shore & (usable == ground.degree)
    depth = walked.astype(np.intp)
    for _ in range(steps - 1):
        depth[inner] += 1
        edge = inner[ground.one] != inner[ground.other]
        inner[np.r_[ground.one[edge], ground.other[edge]]] = False
    return depth


def _walk(one: Indices, other: Indices, count: int) -> list[tuple[int, Sequence[int]]]:
    """The outermost parts that one node, or one way, parts from node 0: the node nearer to it, and the part."""
    from scipy.sparse import coo_array

    graph = coo_array(
        (np.ones(2 * len(one), dtype=np.int32), (np.r_[one, other], np.r_[other, one])), shape=(count, count)
    ).tocsr()
    graph.sum_duplicates()
    starts, ends, ways = graph.indptr.tolist(), graph.indices.tolist(), graph.data.tolist()
    seen = [-1] * count
    low = [0] * count
    order: list[int] = [0]
    seen[0] = 0
    stack = [(0, -1, starts[0])]
    found: list[tuple[int, int, int]] = []
    while stack:
        here, before, at = stack.pop()
        if at < starts[here + 1]:
            stack.append((here, before, at + 1))
            there = ends[at]
            if seen[there] < 0:
                seen[there] = low[there] = len(order)
                order.append(there)
                stack.append((there, here, starts[there]))
            elif there != before or ways[at] > 1:
                low[here] = min(low[here], seen[there])
        elif before >= 0:
            low[before] = min(low[before], low[here])
            cut_place = before != 0 and low[here] >= seen[before]
            cut_way = low[here] > seen[before]
            if cut_place or cut_way:
                found.append((before, seen[here], len(order)))
    outermost: list[tuple[int, Sequence[int]]] = []
    last = -1
    for gate, first, end in sorted(found, key=lambda one: (one[1], -one[2])):
        if first >= last:
            outermost.append((gate, order[first:end]))
            last = end
    return outermost
