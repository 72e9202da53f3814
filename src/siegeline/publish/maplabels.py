"""Map labels: names on a picture that cover neither each other nor the signs that they stand beside."""

from collections.abc import Iterator
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]  # left, top, right, bottom, in pixels
_GAP = 3.0


@dataclass(slots=True)
class Labels:
    """Where labels may stand on a picture of ``width`` by ``height``; what is ``taken`` is kept free of them."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def keep_free(self, box: Box) -> None:
        """Let no label cover a box: a sign, a legend."""
        self.taken.append(box)

    def put(
        self, sign: Box, size: tuple[float, float], *, always: bool = False, below: bool = False
    ) -> tuple[float, float] | None:
        """The left top corner for a label of ``size`` beside a sign, which is then taken; None where there is no room.

        ``always``: where there is none, at the best place all the same. ``below``: better below than beside it.
        """
        for box in _beside(sign, size, below):
            if self._is_free(box, sign):
                self.taken.append(box)
                return box[:2]
        if not always:
            return None
        box = next(_beside(sign, size, below))
        self.taken.append(box)
        return box[:2]

    def _is_free(self, box: Box, sign: Box) -> bool:
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self.width or bottom > self.height:
            return False
        return all(
            right <= one[0] or left >= one[2] or bottom <= one[1] or top >= one[3] for one in self.taken if one != sign
        )


def _beside(sign: Box, size: tuple[float, float], below: bool) -> Iterator[Box]:
    """Places for a label, the best first: right, left, below and above of a sign, then at its corners."""
    left, top, right, bottom = sign
    width, height = size
    x, y = (left + right) / 2, (top + bottom) / 2
    sides = [(right + _GAP, y - height / 2), (left - _GAP - width, y - height / 2)]
    middle = [(x - width / 2, bottom + _GAP), (x - width / 2, top - _GAP - height)]
    corners = [
        (at, edge) for at in (right + _GAP, left - _GAP - width) for edge in (bottom + _GAP, top - _GAP - height)
    ]
    for at in [*corners, *middle, *sides] if below else [*sides, *middle, *corners]:
        yield (*at, at[0] + width, at[1] + height)
