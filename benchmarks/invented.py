"""Reports and claims that we make ourselves, as many as asked for: what the record's benchmarks are fed with.

A war is played by chance over a theatre's places: places change hands, some are besieged for months, roads are cut and
opened. Correspondents of several leanings tell of it, a report at a time, sometimes wrongly. Nobody wrote these
sentences, and nothing in them happened.
"""

import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from siegeline.claims.claim import ActorRef, Claim, PlaceRef, RouteRef, SpeakerRef, TimeRef
from siegeline.places import gazetteer
from siegeline.reports.report import Report
from siegeline.theatre import Route, load_theatre
from siegeline.times import on

READER = "invented 1.0"
CORRESPONDENTS = 40
CLAIMS_EACH = 20
# How often reports tell of what, in the proportions of our samples; the rest is fighting that holds or cuts nothing.
_FIGHTING = ("clash", "attacked", "shelled", "airstrike", "civilians_harmed", "reinforced", "advanced")
_VERBS = {
    "captured": "captured", "held": "holds", "withdrew": "withdrew from", "besieged": "is besieging",
    "siege_lifted": "broke the siege of", "route_cut": "cut the road at", "route_opened": "opened the road at",
    "route_under_fire": "has the road under fire at", "clash": "fought for", "attacked": "attacked",
    "shelled": "shelled", "airstrike": "bombed", "civilians_harmed": "killed civilians in", "reinforced": "reinforced",
    "advanced": "advanced near",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Spell:
    """A side's hold on a place, or its siege of it, from a day on."""

    first: date
    last: date
    side: str


class War:
    """What "happens": for each place who holds it on each day and when it is besieged."""

    def __init__(
        self, theatre: str = "syria", *, first: date = date(2012, 1, 1), days: int = 3650, seed: int = 5
    ) -> None:
        self._chance = random.Random(seed)  # noqa: S311
        self.theatre = load_theatre(theatre)
        self.first, self.days = first, days
        sides = [side.id for side in self.theatre.sides]
        self.actors = {side: next(actor for actor in self.theatre.actors if actor.side == side) for side in sides[:2]}
        places = sorted(gazetteer(theatre).places.values(), key=lambda place: place.id)
        self._chance.shuffle(places)
        self.places = [PlaceRef(one.name, one.id, one.name, one.lat, one.lon, one.radius_km) for one in places]
        # Much is told of few places and little of most, as in any war: the n-th most told of has n^-0.6 of the first's.
        self._reach = list(accumulate((n + 1) ** -0.6 for n in range(len(self.places))))
        self.holds = [self._spells(80, 900) for _ in self.places]
        self.sieges = [self._siege_spells() if n % 3 == 0 else [] for n in range(len(self.places))]
        leanings = ("independent", "pro-government", "pro-opposition", None)
        self._voices = [(f"Correspondent {n}", leanings[n % 4]) for n in range(CORRESPONDENTS)]

    def road(self, place: PlaceRef) -> Route:
        """The road that is meant at a place: some one, always the same."""
        return self.theatre.routes[sum((place.id or "").encode()) % len(self.theatre.routes)]

    def _spells(self, shortest: int, longest: int) -> list[_Spell]:
        spells, day, sides = [], self.first, list(self.actors)
        end = self.first + timedelta(days=self.days)
        while day < end:
            last = day + timedelta(days=self._chance.randint(shortest, longest))
            spells.append(_Spell(day, last, sides[len(spells) % 2]))
            day = last + timedelta(days=1)
        return spells

    def _siege_spells(self) -> list[_Spell]:
        return [spell for spell in self._spells(60, 700) if self._chance.random() < 0.4]

    def reports(self, count: int, *, start: int = 0) -> Iterator[tuple[Report, list[Claim]]]:
        """Reports by day over the whole war, each with its claims; ``start`` leaves out the first ones."""
        for number in range(start, count):
            yield self.report(number, count)

    def report(self, number: int, count: int) -> tuple[Report, list[Claim]]:
        """The ``number``-th of ``count`` reports; always the same."""
        chance = random.Random(f"{number}")  # noqa: S311
        day = self.first + timedelta(days=number * self.days // count)
        source, leaning = self._voices[chance.randrange(CORRESPONDENTS)]
        told = [self._telling(chance, day) for _ in range(CLAIMS_EACH)]
        sentences = [
            f"{self.actors[agent].name} {_VERBS[kind]} {place.name} on {when:%-d %B %Y}, {source} says ({number}.{n})."
            for n, (kind, agent, _, place, when) in enumerate(told)
        ]
        text = f"Report {number}\n\n" + "\n".join(sentences) + "\n"
        report = Report(
            file=f"report-{number}.txt", data=text.encode(), text=text, source=source, leaning=leaning, published=day,
            language="en", title=f"Report {number}",
        )  # fmt: skip
        sha256, start, claims = report.sha256, text.index("\n\n") + 2, []
        outer = SpeakerRef(source, None, leaning and leaning.removeprefix("pro-"))
        for sentence, one in zip(sentences, told, strict=True):
            claims.append(_claim(self, report, sha256, outer, start, sentence, one))
            start += len(sentence) + 1
        return report, claims

    def _telling(self, chance: random.Random, day: date) -> "_Telling":
        """One thing that happened lately somewhere: a kind, who, against whom, where, when."""
        where = bisect_right(self._reach, chance.random() * self._reach[-1])
        when = day - timedelta(days=min(chance.randrange(5), (day - self.first).days))
        holder = _at(self.holds[where], when)
        agent = holder.side if holder else next(iter(self.actors))
        rival = next(side for side in self.actors if side != agent)
        siege = _at(self.sieges[where], when)
        draw = chance.random()
        if draw < 0.12:
            fresh = holder is not None and (when - holder.first).days < 10
            return _Telling("captured" if fresh else "held", agent, rival, self.places[where], when)
        if draw < 0.14:
            return _Telling("withdrew", rival, None, self.places[where], when)
        if draw < 0.30 and siege:
            ending = (siege.last - when).days < 5
            kind = "siege_lifted" if ending else "besieged"
            return _Telling(kind, agent if ending else rival, None if ending else agent, self.places[where], when)
        if draw < 0.36:
            kind = chance.choice(("route_cut", "route_under_fire", "route_opened"))
            return _Telling(kind, rival, agent, self.places[where], when)
        return _Telling(chance.choice(_FIGHTING), rival, agent, self.places[where], when)


class _Telling(NamedTuple):
    kind: str
    agent: str
    target: str | None
    place: PlaceRef
    when: date


def _at(spells: Sequence[_Spell], day: date) -> _Spell | None:
    return next((spell for spell in spells if spell.first <= day <= spell.last), None)


def _claim(
    war: War, report: Report, sha256: str, outer: SpeakerRef, start: int, sentence: str, told: _Telling
) -> Claim:
    agent = war.actors[told.agent]
    target = war.actors[told.target] if told.target else None
    road = told.kind.startswith("route_")
    route = war.road(told.place) if road else None
    interval = on(told.when)
    lasting = told.kind in {"held", "besieged", "route_cut", "route_opened", "route_under_fire"}
    begin = len(agent.name) + 1
    return Claim(
        kind=told.kind,
        status="actual",
        agent=ActorRef(agent.name, agent.id, agent.side),
        target=ActorRef(target.name, target.id, target.side) if target else None,
        place=None if road else told.place,
        route=RouteRef("the road", route.id, route.name) if route else None,
        when=TimeRef(f"on {told.when:%-d %B %Y}", interval.lasting() if lasting else interval),
        chain=(outer,),
        stated=report.published,
        report=sha256,
        file=report.file,
        start=start,
        end=start + len(sentence),
        quote=sentence,
        trigger=(start + begin, start + begin + len(_VERBS[told.kind])),
        confidence=0.5 + (start * 37 % 50) / 100,
        reader=READER,
    )
