from collections.abc import Iterator

import pytest

from siegeline.lots import lots


def test_a_lot_ends_when_it_is_full_or_has_the_most() -> None:
    things = ["aaaa", "b", "c", "d", "e", "ffffff", "g"]
    assert list(lots(things, len, full=4, most=3)) == [["aaaa"], ["b", "c", "d"], ["e", "ffffff"], ["g"]]
    assert list(lots([], len, full=4, most=3)) == []


def test_what_came_before_a_failure_is_given_first() -> None:
    def failing() -> Iterator[str]:
        yield "a"
        yield "b"
        raise ValueError("no more")

    given = lots(failing(), len, full=9, most=9)
    assert next(given) == ["a", "b"]
    with pytest.raises(ValueError, match="no more"):
        next(given)
