"""Taken: an event's row as a report, and the claims that it makes, with places and actors as the theatre knows them."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from siegeline import __version__
from siegeline.claims.actors import ActorNames
from siegeline.claims.claim import LASTING, ActorRef, Claim, PlaceRef, Quantity, SpeakerRef, TimeRef
from siegeline.claims.events.datasets import DATASETS
from siegeline.claims.events.event import Event
from siegeline.places import gazetteer
from siegeline.places.distance import distance_km
from siegeline.places.names import folded
from siegeline.places.place import Place
from siegeline.places.world import demonyms
from siegeline.reports.report import Report
from siegeline.theatre import Theatre
from siegeline.times import Bounds, Interval

_NEAR_KM = 5.0  # their point of a place and ours
_REACH_KM = {1: 2.0, 2: 15.0, 3: 50.0}  # how far the truth may lie from a point of each geo_precision; by judgement
_WHERE_PREC = {1: 1, 2: 2, 3: 4}
_SERVES = re.compile(r"(?:(?:military|police|armed) forces|government) of (.+)", re.I)
_LEFT_OUT = re.compile(r"_pred$")


@dataclass(frozen=True, slots=True)
class Taken:
    """A row as a report, and its claims: none where no kind of claim says what it tells."""

    report: Report
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]


class Taker:
    """Makes reports and claims of events; places and actors are those of a theatre."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        self._names = ActorNames(theatre)
        self._places = gazetteer(theatre.key)
        self._people = {name: people for people, name in reversed(list(demonyms().items()))}

    def reader(self, dataset: str) -> str:
        """The reader that the claims of a data set name."""
        return f"{dataset} {__version__}"

    def take(self, events: Sequence[Event]) -> Taken:
        """The events of one row, which share their cells, as a report with their claims."""
        one = events[0]
        title = DATASETS[one.dataset].title
        text, spans = _written(one)
        report = Report(
            file=f"{Path(one.file).name}#{one.id or one.where}", text=text,
            data=json.dumps(dict(one.cells), ensure_ascii=False).encode(),
            source=title, leaning="independent", published=one.said, language=one.language or "en",
            title=f"{title} {one.id}: {one.type}", extractor=f"siegeline {__version__}",
        )  # fmt: skip
        return Taken(report, tuple(self._claims(events, report, spans)), tuple(events))

    def _claims(self, events: Sequence[Event], report: Report, spans: dict[str, tuple[int, int]]) -> Iterator[Claim]:
        for one in events:
            if one.kind is None:
                continue
            start, end = spans.get(one.noted or "", (0, len(report.text)))
            speaker = self._speaker(one)
            outer = SpeakerRef(report.source or "", None, "independent")
            stated = max(one.said or one.last, one.last)
            yield Claim(
                kind=one.kind, status="actual", agent=self._actor(one.agent, one), target=self._actor(one.target, one),
                place=self.place(one), when=TimeRef(one.cells.get(one.dated or ""), _when(one)), speaker=speaker,
                chain=(outer, speaker) if speaker else (outer,), stated=stated, report=report.sha256, file=report.file,
                start=start, end=end, quote=report.text[start:end], trigger=spans.get(one.typed or ""), confidence=1.0,
                reader=self.reader(one.dataset), quantities=_killed(one, report.text, spans),
            )  # fmt: skip

    def place(self, one: Event) -> PlaceRef | None:
        """Where it was: the theatre's place of that name near their point; their point where there is none.

        What lies near a place, or somewhere in a region, is not told of the place itself.
        """
        if one.place is None and one.lat is None:
            return None
        known = self._known(one)
        words = one.place or f"{one.lat}, {one.lon}"
        exact = one.precision in {None, 1}
        lat, lon = one.lat, one.lon
        if lat is None and known is not None:
            lat, lon = known.lat, known.lon
        codes = (one.precision, one.ucdp_precision or _WHERE_PREC.get(one.precision or 0))
        relation = None if exact else "near" if one.precision == 2 else "region"
        return PlaceRef(
            words, known.id if known and exact else None, known.name if known and exact else one.place, lat, lon,
            None if lat is None else max(_REACH_KM[one.precision or 1], known.radius_km if known and exact else 0),
            relation=relation, anchors=(known.id,) if known and not exact else (),
            geo_precision=None if lat is None else codes[0] or 1, where_prec=None if lat is None else codes[1] or 1,
        )  # fmt: skip

    def _known(self, one: Event) -> Place | None:
        """The place that they name: of that name or a spelling of it, no region, and near their point."""
        if not one.place:
            return None
        parts = [part.strip() for part in re.split(r" - |,|\(", one.place)]
        names = [one.place, *parts[1:], parts[0], re.sub(r" (?:town|city|village)$", "", parts[0])]
        for name in dict.fromkeys(name.rstrip(")") for name in names if name):
            found = [*self._places.find(name), *(place for place, like in self._places.like(name) if like >= 0.85)]
            found = [place for place in found if place.kind != "region"]
            if one.lat is None or one.lon is None:
                if found:
                    return found[0]
                continue
            near = [(distance_km(one.lat, one.lon, place.lat, place.lon), place) for place in found]
            near = [pair for pair in near if pair[0] <= max(_NEAR_KM, pair[1].radius_km)]
            if near:
                return min(near, key=lambda pair: pair[0])[1]
        return None

    def _actor(self, words: str | None, one: Event) -> ActorRef | None:
        """An actor as they write it: "QSD: Syrian Democratic Forces", "Military Forces of Syria (2000-2024)"."""
        if words is None:
            return None
        plain = re.sub(r"\s*\([^)]*\)", "", words).strip()
        named = self._names.on(one.last)
        if serves := _SERVES.fullmatch(plain):
            country = str(serves[1])
            people: str = self._people.get(country, country)
            army = "government" if plain.lower().startswith("government") else "army"
            inside = [
                (len(name), actor)
                for text in (f"{people} {army}", country)
                for name, actor in named.named(text)
                if folded(people) in name or folded(country) in name
            ]
            found = max(inside, key=lambda pair: pair[0])[1] if inside else None
        else:
            found = named.actor(plain)
        return ActorRef(words, found.id, found.side_on(one.last)) if found else ActorRef(words)

    def _speaker(self, one: Event) -> SpeakerRef | None:
        """Who told them; several are one speaker whom nobody can place."""
        if not one.source:
            return None
        known = None if re.search(r"[;|]", one.source) else self._names.source(one.source)
        return SpeakerRef(one.source, known.id, known.leaning) if known else SpeakerRef(one.source)


def _when(one: Event) -> Interval:
    bounds = Bounds(one.first, one.last)
    interval = Interval(bounds, bounds)
    return interval.lasting() if one.kind in LASTING else interval


def _written(one: Event) -> tuple[str, dict[str, tuple[int, int]]]:
    """The row as text, a line for each cell that holds anything, and where in it each cell stands."""
    lines: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    at = 0
    for name, cell in one.cells.items():
        if cell and not _LEFT_OUT.search(name):
            line = f"{name}: {cell}"
            spans[name] = (at + len(name) + 2, at + len(line))
            lines.append(line)
            at += len(line) + 1
    return "\n".join(lines), spans


def _killed(one: Event, text: str, spans: dict[str, tuple[int, int]]) -> tuple[Quantity, ...]:
    low, high = one.killed
    if not (low or high):
        return ()
    start, end = spans.get(one.counted or "", (0, 0))
    return (Quantity("killed", low, high, "people", text[start:end], start, end),)
