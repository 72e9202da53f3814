"""Compare: what our claims tell beside another data set's events – by place, day and type – and what each side lacks.

Two tell the same when they are of one type, may be of one day, and are at one place: the same place, points that lie no
farther apart than the coarser of both codes of precision allows, or the same name where there are no points.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from siegeline.claims.claim import PlaceRef
from siegeline.claims.events import DATASETS, Event, Taker, is_imported
from siegeline.places.distance import distance_km
from siegeline.places.names import folded
from siegeline.publish.extract import Extract, claim_entry
from siegeline.publish.shaped import acled_type, events_of, is_deadly, killed, violence_of

_REACH_KM = {1: 5.0, 2: 25.0, 3: 60.0}  # by geo_precision; set by judgement
_LONGEST = 400  # days of one event that are looked through
BY = ("type", "place", "day", "month")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one side tells: an event of its ``type`` on some day from ``first`` to ``last``; ``id`` is its own."""

    type: str
    first: date
    last: date
    name: str | None
    place: str | None
    lat: float | None
    lon: float | None
    precision: int
    who: str | None
    killed: int | None
    source: str | None
    id: str
    where: str
    words: str | None

    def days(self) -> Iterator[date]:
        """Its days, the first of them where there are very many."""
        for number in range(min((self.last - self.first).days, _LONGEST) + 1):
            yield self.first + timedelta(days=number)

    def same_place(self, other: "Told") -> bool:
        """Whether both may be at one place."""
        if self.place and self.place == other.place:
            return True
        if None not in (self.lat, self.lon, other.lat, other.lon):
            apart = distance_km(self.lat, self.lon, other.lat, other.lon)  # type: ignore[arg-type]
            if apart <= _REACH_KM[max(self.precision, other.precision)]:
                return True
        return folded(self.name or "") == folded(other.name or "")

    def row(self, side: str) -> dict[str, Any]:
        """The row that says that only this side has it."""
        return {
            "only_in": side, "place": self.name, "first": self.first.isoformat(), "last": self.last.isoformat(),
            "type": self.type, "who": self.who, "killed": self.killed, "source": self.source, "id": self.id,
            "where": self.where, "words": self.words,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """``both`` are ours that theirs tell too, ``matched`` theirs that ours tell too; ``apart`` counts ours that are of
    no type that the data set has.
    """

    both: tuple[Told, ...]
    matched: tuple[Told, ...]
    only_ours: tuple[Told, ...]
    only_theirs: tuple[Told, ...]
    apart: int

    def rows(self) -> Iterator[dict[str, Any]]:
        """What one side has and the other lacks, by day, place and type."""
        listed = [("ours", one) for one in self.only_ours] + [("theirs", one) for one in self.only_theirs]
        for side, one in sorted(listed, key=lambda pair: (pair[1].first, pair[1].name or "", pair[1].type, pair[0])):
            yield one.row(side)

    def counts(self, by: str) -> Iterator[dict[str, Any]]:
        """How many of each place, day, month or type are told by both sides, and by one alone."""
        parts = {"both": self.both, "theirs_too": self.matched, "only_ours": self.only_ours}
        tallies = {name: Counter(_key(one, by) for one in told) for name, told in parts.items()}
        tallies["only_theirs"] = Counter(_key(one, by) for one in self.only_theirs)
        for key in sorted({key for tally in tallies.values() for key in tally}):
            ours, theirs = tallies["both"][key], tallies["theirs_too"][key]
            alone = {name: tallies[name][key] for name in ("only_ours", "only_theirs")}
            yield {by: key, "ours_told_by_both": ours, "theirs_told_by_both": theirs, **alone}


def _key(one: Told, by: str) -> str:
    if by == "type":
        return one.type
    if by == "place":
        return one.name or ""
    return one.first.isoformat() if by == "day" else one.first.isoformat()[:7]


def compare(told: Extract, events: Iterable[Event], dataset: str) -> Comparison:
    """What an extract tells and events of a data set tell; theirs of other days than the extract's are left out.

    Claims that were imported from any data set are none of ours.
    """
    taker = Taker(told.theatre)
    own = [claim for claim in told.claims if claim.status == "actual" and not is_imported(claim)]
    ours = list(_ours(told, dataset))
    theirs = [_theirs(one, taker) for one in events]
    by_day: defaultdict[tuple[str, date], list[int]] = defaultdict(list)
    for number, one in enumerate(theirs):
        for day in one.days():
            by_day[one.type, day].append(number)
    matched: set[int] = set()
    both: list[Told] = []
    alone: list[Told] = []
    for one in ours:
        near = {number for day in one.days() for number in by_day.get((one.type, day), ())}
        same = {number for number in near if one.same_place(theirs[number])}
        matched |= same
        (both if same else alone).append(one)
    first, last = (date.fromisoformat(told.made[name]) for name in ("from", "to"))
    left = [one for number, one in enumerate(theirs) if number not in matched]
    return Comparison(
        both=tuple(both), matched=tuple(theirs[number] for number in sorted(matched)), only_ours=tuple(alone),
        only_theirs=tuple(one for one in left if one.first <= last and one.last >= first), apart=len(own) - len(ours),
    )  # fmt: skip


def _ours(told: Extract, dataset: str) -> Iterator[Told]:
    """Our claims of what happened, as events of types that the data set has."""
    kinds = set(DATASETS[dataset].types["viina"].values()) if dataset == "viina" else set()
    types: Mapping[int, Any] = DATASETS[dataset].types if dataset == "ucdp" else {}
    for claim, day, span, _ in events_of(told):
        if is_imported(claim) or (dataset == "ucdp" and not is_deadly(claim)):
            continue
        row = claim_entry(claim, told.theatre)
        if dataset == "acled":
            name = ": ".join(acled_type(claim, row)[1:])
        elif dataset == "ucdp":
            name = types[violence_of(claim, row)]["type"]
        elif claim.kind in kinds:
            name = claim.kind
        else:
            continue
        start = claim.when.interval.start
        first, last = (start.earliest or day, start.latest or day) if span >= 0 else (day, day)
        yield Told(
            type=name, first=first, last=last, name=row.name or row.route, place=row.place_id, lat=row.lat, lon=row.lon,
            precision=row.geo_precision or 1, who=row.side_name, killed=killed(claim)[0], source=row.source,
            id=claim.id, where="", words=row.quote,
        )  # fmt: skip


def _theirs(one: Event, taker: Taker) -> Told:
    place = taker.place(one) or PlaceRef("")
    return Told(
        type=one.type, first=one.first, last=one.last, name=place.name or one.place, place=place.id, lat=place.lat,
        lon=place.lon, precision=one.precision or 1, who=one.agent, killed=one.killed[0], source=one.source, id=one.id,
        where=f"{one.file} {one.where}", words=one.cells.get(one.noted or "") or None,
    )  # fmt: skip
