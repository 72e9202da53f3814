"""Columns: evidence as numbers, so that very much of it need not be made anew for each day that is asked about.

What a claim says by itself is a row or several. Which rows speak together – in force, as known and stated by then, each
origin once – is chosen anew for each question. No word of a report is in it but the names of places.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from siegeline.claims.claim import ActorRef, Claim, PlaceRef, Quantity, RouteRef, TimeRef
from siegeline.picture.belief import Pace
from siegeline.picture.evidence import Evidence
from siegeline.record.judged import SharedClaim
from siegeline.record.sheets import NEVER, Read
from siegeline.theatre import Theatre
from siegeline.times import Bounds, Interval, within

Rows = npt.NDArray[np.void]
# ``part`` is what the picture makes of a row; ``sentence`` and ``telling`` are equal where those are; ``sure`` is the
# claim's own confidence, and ``timed`` whether it tells a time.
ROW = np.dtype([
    ("id", "u8"), ("reading", "u8"), ("origin", "u8"), ("report", "u8"), ("sentence", "u8"), ("telling", "u8"),
    ("known", "i8"), ("gone", "i8"), ("weight", "f8"), ("interest", "f8"), ("sure", "f8"), ("start", "i8"),
    ("end", "i8"), ("day", "i4"), ("until", "i4"), ("low", "i4"), ("high", "i4"), ("stated", "i4"), ("learned", "i4"),
    ("state", "i2"), ("agent", "i2"), ("target", "i2"), ("who", "i2"), ("whom", "i2"), ("at", "i2"),
    ("kind", "i2"), ("status", "i2"), ("degree", "i2"), ("people", "i2"), ("phase", "u1"), ("negated", "u1"),
    ("part", "u1"), ("timed", "u1"),
])  # fmt: skip
# What a hearing goes by.
HEARD = np.dtype([
    ("id", "u8"), ("reading", "u8"), ("weight", "f8"), ("interest", "f8"), ("day", "i4"), ("until", "i4"),
    ("state", "i2"), ("phase", "u1"), ("negated", "u1"),
])  # fmt: skip
_UNTIMED, _TIMED = TimeRef(None, Interval()), TimeRef(None, within(date.min, date.max))


class Said(NamedTuple):
    """One thing that a claim says by itself, and the ``part`` that it has in a picture; ``at``: of a road."""

    evidence: Evidence
    part: int = 0
    at: RouteRef | None = None


Say = Callable[[Read, Theatre], Sequence[Said]]


class Columns:
    """Rows in the order of time, and what their numbers stand for; number 0 is nobody and nothing."""

    def __init__(self, rows: Rows, names: Sequence[str | None], refs: Sequence[Sequence[Any] | None]) -> None:
        self.rows = rows
        self.names = list(names)
        self.refs = [one if one is None else tuple(one) for one in refs]
        self._name_numbers = {name: number for number, name in enumerate(self.names)}
        self._ref_numbers = {ref: number for number, ref in enumerate(self.refs)}

    @classmethod
    def empty(cls) -> Self:
        """Columns without rows."""
        return cls(np.empty(0, ROW), [None], [None])

    def add(self, news: Iterable[Read], gone: Mapping[str, int], theatre: Theatre, say: Say) -> None:
        """Take up what claims say; ``gone`` tells when readings, old or new, were superseded."""
        made = [self._row(one, said, gone) for one in news for said in say(one, theatre)]
        if made:
            rows = np.concatenate([self.rows, np.array(made, ROW)])
            self.rows = rows[np.lexsort((rows["id"], rows["phase"], rows["day"]))]
        if gone:
            numbers = np.array([int(reading, 16) for reading in gone], "u8")
            superseded = np.flatnonzero(np.isin(self.rows["reading"], numbers))
            if len(superseded):
                self.rows = self.rows.copy()
                for at in superseded:
                    self.rows["gone"][at] = gone[f"{int(self.rows['reading'][at]):016x}"]

    def _row(self, read: Read, said: Said, gone: Mapping[str, int]) -> tuple[Any, ...]:
        claim, one = read.claim, said.evidence
        speaker = claim.speaker.text if claim.speaker else None
        return (
            int(claim.id, 16), int(read.reading, 16), int(claim.origin[-16:], 16), int(claim.report[:16], 16),
            _hash(claim.report, speaker, claim.start, claim.end), _hash(claim.report, speaker),
            read.known, gone.get(read.reading, NEVER), one.weight, one.interest, claim.confidence, claim.start,
            claim.end, one.day.toordinal(), one.until.toordinal(), _ordinal(one.began.earliest),
            _ordinal(one.began.latest), _ordinal(claim.stated), read.learned.toordinal(),
            self._name(one.state), self._name(one.agent), self._name(one.target), self._ref(claim.agent),
            self._ref(claim.target), self._ref(said.at or claim.place), self._name(claim.kind),
            self._name(claim.status), self._name(one.degree), self._people(claim), one.phase, one.negated, said.part,
            claim.when.interval.known,
        )  # fmt: skip

    def _people(self, claim: Claim) -> int:
        """How many people it numbers: low, high and the words, once and again."""
        told = [each for each in claim.quantities if each.what == each.unit == "people"]
        parts = tuple(part for each in told for part in (each.low, each.high, each.text))
        return _number(parts, self.refs, self._ref_numbers) if parts else 0

    def _name(self, name: str | None) -> int:
        return _number(name, self.names, self._name_numbers)

    def _ref(self, ref: ActorRef | PlaceRef | RouteRef | None) -> int:
        if ref is None:
            return 0
        match ref:
            case ActorRef():
                told: tuple[Any, ...] = (ref.id, ref.side)
            case RouteRef():
                told = (ref.name,)
            case _:
                told = (ref.name, ref.lat, ref.lon, ref.radius_km)
        return _number(told, self.refs, self._ref_numbers)

    def speaking(self, *, known: int, stated_by: date | None = None, without: Sequence[str] = ()) -> Rows:
        """The rows in force then, of what was stated by a day; none of the readings ``without``."""
        rows = self.rows
        speaks = (rows["known"] <= known) & (rows["gone"] > known)
        if stated_by is not None:
            day, dated = date.toordinal(stated_by), rows["stated"] > 0
            speaks &= (dated & (rows["stated"] <= day)) | (~dated & (rows["learned"] <= day))
        if without:
            speaks &= ~np.isin(rows["reading"], np.array([int(one, 16) for one in without], "u8"))
        return rows if speaks.all() else rows[speaks]


class Told:
    """Rows of one question in the order of time, each origin heard once a state; evidence is made of them at need."""

    def __init__(self, columns: Columns, rows: Rows, place: str) -> None:
        self.rows = once_rows(rows)
        self._columns, self._place = columns, place
        self._made: dict[int, Evidence] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def heard(self) -> npt.NDArray[np.void]:
        """What a hearing goes by, a row each."""
        told = np.empty(len(self.rows), HEARD)
        for name in HEARD.names or ():
            told[name] = self.rows[name]
        return told

    def upto(self, day: date) -> int:
        """How many rows speak up to a day."""
        return int(np.searchsorted(self.rows["day"], day.toordinal(), "right"))

    def moment(self, number: int) -> tuple[date, int]:
        """The day on which a row begins to speak, and its phase."""
        one = self.evidence(number)
        return one.day, one.phase

    def days(self) -> Sequence[int]:
        """The days on which each begins to speak, as ordinals."""
        return self.rows["day"].tolist()  # type: ignore[no-any-return]

    def last_asserted(self) -> date:
        """The last day on which any of it is asserted."""
        return date.fromordinal(int(self.rows["until"].max()))

    def make(self, numbers: Iterable[int]) -> None:
        """Make evidence of several rows: quicker than of one after the other."""
        wanted = sorted(set(numbers) - set(self._made))
        if wanted:
            for number, row in zip(wanted, self.rows[np.array(wanted, np.intp)].tolist(), strict=True):
                self._made[number] = evidence_of(row, self._columns, self._place)

    def evidence(self, number: int) -> Evidence:
        """A row as evidence; the same one each time."""
        if number not in self._made:
            self.make(range(number, min(number + 16, len(self.rows))))
        return self._made[number]


def evidence_of(row: tuple[Any, ...], columns: Columns, place: str) -> Evidence:
    """A row as evidence; its claim has no words but for how many people, and no time but that it tells one."""
    (key, reading, origin, _, _, _, _, _, weight, interest, sure, start, end, day, until, low, high, stated, _, state,
     agent, target, who, whom, at, kind, status, degree, people, phase, negated, _, timed) = row  # fmt: skip
    names, refs = columns.names, columns.refs
    claim = SharedClaim(
        kind=names[kind] or "", status=names[status] or "", agent=_actor(refs[who]), target=_actor(refs[whom]),
        place=PlaceRef("", place, *(refs[at] or ())), when=_TIMED if timed else _UNTIMED,
        stated=date.fromordinal(stated) if stated else None, quantities=_quantities(refs[people]) if people else (),
        report=f"{reading:016x}", file="", start=start, end=end, quote="", confidence=sure, reader="", id=f"{key:016x}",
        voice=f"{origin:016x}",
    )  # fmt: skip
    return Evidence(
        claim, names[state] or "", weight, _bounds(low, high), date.fromordinal(day), date.fromordinal(until),
        bool(negated), phase, names[agent], names[target], names[degree], interest,
    )  # fmt: skip


def _quantities(told: Sequence[Any] | None) -> tuple[Quantity, ...]:
    parts = iter(told or ())
    return tuple(
        Quantity("people", low, high, "people", text, 0, 0) for low, high, text in zip(parts, parts, parts, strict=True)
    )


def told_order(rows: Rows) -> npt.NDArray[np.intp]:
    """The rows' numbers in the record's order; a claim's own end comes after what it tells."""
    keys = (rows["phase"], rows["id"], rows["start"], rows["report"], rows["stated"], rows["stated"] == 0)
    return np.lexsort(keys)


def first_of(rows: Rows) -> tuple[Any, ...]:
    """The row of the claim that comes first in the record's order."""
    left = np.arange(len(rows))
    for told in (rows["stated"] == 0, rows["stated"], rows["report"], rows["start"], rows["id"]):
        left = left[told[left] == told[left].min()]
    return tuple(rows[left[0]].tolist())


def turns(rows: Rows, pace: Pace, first: date, last: date) -> list[date]:
    """What :meth:`Pace.turns` gives for the evidence in rows, at a pace that is the same for all states."""
    low = first.toordinal()
    found = np.zeros(last.toordinal() - low + 1, np.bool_)
    found[0] = True
    until = rows["until"].astype(np.int64)
    ends = np.minimum(until + pace.gone + 1, date.max.toordinal())
    fades = (until + days for days in range(pace.step, pace.gone + 1, pace.step))
    for days in (rows["day"].astype(np.int64), ends, *fades):
        inside = days[(days >= low) & (days < low + len(found))]
        found[inside - low] = True
    return [date.fromordinal(low + int(at)) for at in np.flatnonzero(found)]


def once_rows(rows: Rows) -> Rows:
    """The rows with each origin counted once a state, as :func:`siegeline.picture.standing.once` does."""
    _, origin = np.unique(rows["origin"], return_inverse=True)
    said = (origin.astype(np.int64) << 17) | (rows["state"].astype(np.int64) << 1) | rows["negated"]
    kinds, first, which = np.unique(said, return_index=True, return_inverse=True)
    if len(kinds) == len(rows):
        return rows
    most = np.zeros(len(kinds))
    np.maximum.at(most, which, rows["weight"])
    rows = rows.copy()
    rows["weight"] = 0.0
    rows["weight"][first] = most
    return rows


def _hash(*parts: object) -> int:
    return int.from_bytes(hashlib.blake2b(repr(parts).encode("utf-8", "replace"), digest_size=8).digest())


def _number(value: Any, values: list[Any], numbers: dict[Any, int]) -> int:
    if value not in numbers:
        numbers[value] = len(values)
        values.append(value)
    return numbers[value]


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


@lru_cache(maxsize=10_000)
def _bounds(low: int, high: int) -> Bounds:
    return Bounds(date.fromordinal(low) if low else None, date.fromordinal(high) if high else None)


@lru_cache(maxsize=1_000)
def _actor(ref: tuple[str | None, str | None] | None) -> ActorRef | None:
    return ActorRef("", *ref) if ref else None
