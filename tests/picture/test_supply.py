"""What cut ways part from the supply: as found by looking at the whole graph anew."""

import numpy as np
import pytest

from siegeline.picture.ground import labels
from siegeline.picture.supply import Supply


def plainly(one, other, count, cut):
    """The nodes that hang together with node 0 with all ways, and not without some."""
    kept = np.ones(len(one), dtype=bool)
    whole = labels(one, other, count)
    kept[cut] = False
    left = labels(one[kept], other[kept], count)
    return set(np.flatnonzero((whole == whole[0]) & (left != left[0])).tolist())


def test_beyond_the_only_way():
    # 0 - 1 - 2 = 3: two ways join 2 and 3; 4 hangs on nothing
    one, other = np.array([0, 1, 2, 2]), np.array([1, 2, 3, 3])
    supply = Supply(one, other, 5)
    assert supply.behind([1]) == {2, 3}
    assert supply.behind([2]) == set()
    assert supply.behind([2, 3]) == {3}
    assert supply.behind([]) == set()


@pytest.mark.parametrize("seed", range(6))
def test_as_the_whole_graph_tells(seed):
    dice = np.random.default_rng(seed)
    count, ways = 60, 75  # a tree, a few ways more, and three nodes that hang on nothing
    one = np.r_[np.arange(1, count - 3), dice.integers(0, count - 3, ways - count + 4)]
    other = np.r_[dice.integers(0, np.arange(1, count - 3)), dice.integers(0, count - 3, ways - count + 4)]
    supply = Supply(one, other, count)
    found = 0
    for _ in range(200):
        cut = dice.choice(ways, dice.integers(1, 6), replace=False)
        behind = supply.behind(cut.tolist())
        assert behind == plainly(one, other, count, cut)
        found += bool(behind)
    assert found > 20
