"""Spells: pockets of single days joined to sieges that begin, shrink, split and end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from siegeline.picture.pockets import DEGREES, Holder, Pocket


@dataclass(slots=True, kw_only=True)
class Spell:
    """One pocket over days.

    ``days`` are the days on which it was seen, with its places and degree on each. ``open_start``: it was there on the
    first day that was looked at. ``until`` is the first day on which it was gone, None where it lasts to the end;
    ``ended`` is then ``taken`` (most of its places are the besieger's), ``relieved`` (most are still its side's, and
    reached), ``merged`` (into a larger pocket) or ``contested``. ``parent`` is the spell that it split from.
    """

    side: int
    days: list[tuple[date, Pocket]] = field(default_factory=list)
    open_start: bool = False
    until: date | None = None
    ended: str | None = None
    parent: "Spell | None" = None

    @property
    def first(self) -> date:
        """The first day on which it was seen."""
        return self.days[0][0]

    @property
    def last(self) -> date:
        """The last day on which it was seen."""
        return self.days[-1][0]

    @property
    def places(self) -> list[int]:
        """Every place that it ever held."""
        return sorted({place for _, pocket in self.days for place in pocket.places})

    @property
    def ring(self) -> list[int]:
        """Every place that ever stood in its ring."""
        return sorted({place for _, pocket in self.days for place in pocket.ring})

    @property
    def besieger(self) -> int:
        """The side that held the ring on most days."""
        held = [pocket.besieger for _, pocket in self.days]
        return max(set(held), key=lambda side: (held.count(side), -side))

    @property
    def degree(self) -> str:
        """The tightest degree that it had."""
        return min((pocket.degree for _, pocket in self.days), key=DEGREES.index)


def spells(
    days: Iterable[tuple[date, Sequence[Pocket], Holder]], *, weight: Sequence[float] | None = None
) -> list[Spell]:
    """Join the pockets of days, in order, by the places that they share.

    Of two pockets that follow from one, the one that shares more goes on with it; the other is a spell of its own that
    split from it. ``weight``: how much each place counts (people, say); None: all the same. Each day comes with who
    holds the places then.
    """
    done: list[Spell] = []
    running: list[Spell] = []
    begun = False
    for day, found, holder in days:
        carried = _follow(running, found, weight)
        before = [(spell, {(spell.side, place) for place in spell.days[-1][1].places}) for spell in running]
        taken = set(carried.values())
        for number, spell in enumerate(running):
            if number not in carried:
                spell.until, spell.ended = day, _ending(spell, found, holder)
                done.append(spell)
        kept = []
        for number, spell in enumerate(running):
            if number in carried:
                spell.days.append((day, found[carried[number]]))
                kept.append(spell)
        for at, pocket in enumerate(found):
            if at not in taken:
                kept.append(
                    Spell(
                        side=pocket.side,
                        days=[(day, pocket)],
                        open_start=not begun,
                        parent=next(
                            (spell for spell, held in before if held & {(pocket.side, p) for p in pocket.places}), None
                        ),
                    )
                )
        running, begun = kept, True
    return sorted([*done, *running], key=lambda spell: (spell.first, -len(spell.days[0][1].places), spell.places))


def _follow(running: Sequence[Spell], found: Sequence[Pocket], weight: Sequence[float] | None) -> dict[int, int]:
    """Which pocket goes on with which spell: pairs by what they share, the most first."""
    home = {(pocket.side, place): at for at, pocket in enumerate(found) for place in pocket.places}
    shared: dict[tuple[int, int], float] = {}
    for number, spell in enumerate(running):
        for place in spell.days[-1][1].places:
            at = home.get((spell.side, place))
            if at is not None:
                shared[number, at] = shared.get((number, at), 0.0) + (1.0 if weight is None else weight[place])
    carried: dict[int, int] = {}
    for number, at in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if number not in carried and at not in carried.values():
            carried[number] = at
    return carried


def _ending(spell: Spell, found: Sequence[Pocket], holder: Holder) -> str:
    last = spell.days[-1][1]
    now = [int(holder[place]) for place in last.places]
    if now.count(last.besieger) * 2 > len(now):
        return "taken"
    if now.count(spell.side) * 2 >= len(now):
        inside = {place for pocket in found if pocket.side == spell.side for place in pocket.places}
        return "merged" if inside & set(last.places) else "relieved"
    return "contested"
