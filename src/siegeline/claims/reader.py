"""Reader: a report to claims, in the order in which they stand in it."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from siegeline import __version__
from siegeline.claims import cascade
from siegeline.claims.actors import ActorNames, ActorResolver
from siegeline.claims.claim import FRIENDLY, ActorRef, Claim, PlaceCandidate, PlaceRef, RouteRef, SpeakerRef, TimeRef
from siegeline.claims.clean import calm, clean, with_capitals, without_dateline, without_shouted
from siegeline.claims.clock import Clock
from siegeline.claims.contradiction import contradicted
from siegeline.claims.dating import interval_told, time_words
from siegeline.claims.frame import Frame, Span
from siegeline.claims.lexicon import lexicon
from siegeline.claims.quantity import with_quantities
from siegeline.claims.reference import References
from siegeline.claims.routes import RouteNames, RouteResolver
from siegeline.claims.running import at_item, clock_for, run_on
from siegeline.claims.sentences import Sentence, split
from siegeline.claims.settled import settled
from siegeline.claims.sides import unheaded
from siegeline.claims.voices import Voices
from siegeline.lots import lots
from siegeline.places import Decision, PlaceResolver, Resolved, gazetteer
from siegeline.places.precision import precision_of
from siegeline.reports import Report
from siegeline.theatre import load_theatre

# Kinds that say something of the place itself: what happens beside it says nothing of it.
_OF_THE_PLACE = frozenset(
    {"captured", "held", "withdrew", "handed_over", "contested", "besieged", "siege_lifted", "linked_up"}
)
# Kinds done to a force that may be named by its place ("the Kuweires garrison").
_FORCE_AT_PLACE = frozenset({"besieged", "siege_lifted", "linked_up"})
_HEAD = 32  # characters in which the name of a place that heads a sentence ends
_OF_ROADS = frozenset({"route_cut", "route_under_fire", "route_opened"})
_SENTENCES, _REPORTS = 384, 128  # that are read together, about


class FrameReader(Protocol):
    """What finds frames in sentences: the rules, a learned model, an endpoint."""

    name: str

    def frames(self, sentences: Sequence[str]) -> list[list[Frame]]:
        """The frames of each sentence."""
        ...


@runtime_checkable
class ManyReader(Protocol):
    """A frame reader that reads the sentences of many reports faster together."""

    def frames_of_many(self, reports: Sequence[Sequence[str]]) -> list[list[list[Frame]]]:
        """The frames of each sentence of each report: those that ``frames`` gives for the report's sentences alone."""
        ...


@dataclass(frozen=True, slots=True)
class _Spot:
    """A sentence of a report, with its cleaned text."""

    sentence: Sentence
    text: str


@dataclass(frozen=True, slots=True)
class _Begun:
    """A report up to where its frames are asked for; ``asked`` are the sentences worth reading."""

    report: Report
    cleaned: str
    sentences: Sequence[Sentence]
    worth: Sequence[bool]
    places: PlaceResolver | None
    asked: Sequence[_Spot]


class Reader:
    """Reads reports of one theatre with one frame reader.

    Claims of a confidence under ``sure`` are given only when their place and party are ones that the theatre knows.
    ``decisions`` are people's choices between places of one name. With ``cascade`` only the sentences are looked at
    that may have a claim (:mod:`siegeline.claims.cascade`, fitted to the combined reader).

    Raises:
        TheatreError: there is no such theatre.
    """

    def __init__(
        self,
        theatre: str,
        frames: FrameReader,
        *,
        sure: float = 0.0,
        decisions: Iterable[Decision] = (),
        cascade: bool = False,
    ) -> None:
        self._sure, self._decisions, self._cascade = sure, tuple(decisions), cascade
        self.theatre = load_theatre(theatre)
        self._gazetteer = gazetteer(theatre)
        self._names = ActorNames(self.theatre)
        self._routes = RouteNames(self.theatre)
        self._frames = frames

    @property
    def name(self) -> str:
        """Reader and version, as every claim carries it."""
        return f"{self._frames.name} {__version__}"

    def read(self, report: Report) -> list[Claim]:
        """The claims of one report."""
        return next(iter(self.read_all([report])))[1]

    def read_all(self, reports: Iterable[Report]) -> Iterator[tuple[Report, list[Claim]]]:
        """Each report with its claims, in order; sentences of many reports are read together where that is faster."""
        begun = map(self._begun, reports)
        if not isinstance(self._frames, ManyReader):
            for one in begun:
                texts = [spot.text for spot in one.asked]
                yield one.report, self._told(one, self._frames.frames(texts)) if texts else []
            return
        for some in lots(begun, lambda one: len(one.asked), full=_SENTENCES, most=_REPORTS):
            found = self._frames.frames_of_many([[spot.text for spot in one.asked] for one in some])
            for one, frames in zip(some, found, strict=True):
                yield one.report, self._told(one, frames)

    def _begun(self, report: Report) -> _Begun:
        cleaned = clean(report.text)
        sentences = split(cleaned)
        worth = cascade.worth(cleaned, sentences) if self._cascade else [True] * len(sentences)
        if not any(worth):
            return _Begun(report, cleaned, sentences, worth, None, [])
        places = PlaceResolver(cleaned, self._gazetteer, self._decisions)
        asked = [
            _Spot(one, self._spelt(cleaned, one, places)) for one, read in zip(sentences, worth, strict=True) if read
        ]
        return _Begun(report, cleaned, sentences, worth, places, asked)

    def _told(self, begun: _Begun, found: Sequence[Sequence[Frame]]) -> list[Claim]:
        """The claims of a report; ``found`` are the frames of each sentence that was asked about."""
        if begun.places is None or not any(found):
            return []
        told = iter(zip(begun.asked, found, strict=True))
        spots: list[_Spot] = []
        frames: list[Sequence[Frame]] = []
        for one, read in zip(begun.sentences, begun.worth, strict=True):
            spot, there = next(told) if read else (_Spot(one, self._spelt(begun.cleaned, one, begun.places)), [])
            spots.append(spot)
            frames.append(there)
        return list(self._claims(begun.report, begun.cleaned, begun.places, spots, frames))

    def _spelt(self, cleaned: str, sentence: Sentence, places: PlaceResolver) -> str:
        """The sentence as the parser reads best: no shouting, names with capitals; the same length."""
        inside = [one for one in places.mentions if sentence.start <= one.start and one.end <= sentence.end]
        names = lexicon().words["capital"]
        text = without_dateline(calm(cleaned[sentence.start : sentence.end]))
        if inside:
            names = names.union(*(one.capitals for one in inside))
            text = without_shouted(text, [(one.start - sentence.start, one.end - sentence.start) for one in inside])
        return with_capitals(text, names)

    def _claims(
        self,
        report: Report,
        cleaned: str,
        places: PlaceResolver,
        spots: Sequence[_Spot],
        found: Sequence[Sequence[Frame]],
    ) -> Iterator[Claim]:
        source = self._names.source(report.source)
        leaning = self._names.leaning(report.leaning) or (source.leaning if source else None)
        named = report.source or (report.leaning and f"{report.leaning} source")
        outer = SpeakerRef(named, source.id if source else None, leaning) if named else None
        names = self._names.proper() if places.elsewhere else self._names
        actors = ActorResolver(names, day=report.published, leaning=leaning, text=cleaned)
        routes = RouteResolver(self._routes, places)
        begins = [spot.sentence.start for spot in spots]
        references = References(cleaned, begins, places.mentions, lambda name, at: self._place(None, name, at, places))
        named_at = {(one.start, one.end) for one in places.mentions}
        voices = Voices(cleaned, begins, actors, named_at)
        clock = clock_for(cleaned, report.title, report.published)
        seen: set[str] = set()
        before: list[Claim] = []
        for spot, frames in zip(spots, settled([spot.text for spot in spots], found), strict=True):
            start, end = spot.sentence.start, spot.sentence.end
            original = cleaned[start:end]
            clock = run_on(at_item(clock, report.text, start), original, heading=spot.sentence.heading, exact=True)
            head = _headed(spot, named_at)
            sure = [unheaded(frame, head) for frame in frames] if head else frames
            told = [self._claim(report, spot, frame, frames, places, actors, routes, clock, outer) for frame in sure]
            told = references.resolved(told, sure, start)
            told = list(_once(voices.heard(told)))
            given = [
                one for one in told if one.confidence >= self._sure or (_grounded(one) and not _outdone(one, told))
            ]
            denied = contradicted(before, report, spot.text, frames, start=start, end=end, actors=actors, outer=outer)
            before = given or (before if denied else [])
            for claim in [*with_quantities(given, report.text[start:end], start), *denied]:
                if claim.id not in seen:
                    seen.add(claim.id)
                    yield claim
            if not frames:
                references.hear(original, start, actors.named(spot.text))
            actors.note(spot.text)
            clock = run_on(clock, spot.text, heading=False, exact=False)

    def _claim(
        self,
        report: Report,
        spot: _Spot,
        frame: Frame,
        frames: Sequence[Frame],
        places: PlaceResolver,
        actors: ActorResolver,
        routes: RouteResolver,
        clock: Clock,
        outer: SpeakerRef | None,
    ) -> Claim:
        base = spot.sentence.start

        def words(span: Span | None) -> str | None:
            """The words as they stand in the original."""
            return report.text[base + span.start : base + span.end] if span else None

        def plain(span: Span) -> str:
            return " ".join(spot.text[span.start : span.end].split())

        def actor(span: Span | None, but: ActorRef | None = None) -> ActorRef | None:
            if span is None:
                return None
            known = actors.actor(plain(span), but=but, speaker=said)
            return ActorRef(words(span) or "", known.id, known.side, known.reference)

        said = actors.speaker(plain(frame.speaker)) if frame.speaker else None
        agent = actor(frame.agent)
        target = actor(frame.target, None if frame.kind in FRIENDLY else agent)
        speaker = SpeakerRef(words(frame.speaker) or "", said.id, said.leaning) if said else None
        site, place = frame.place, None
        if site is None and frame.target and frame.kind in _FORCE_AT_PLACE and places.peek(plain(frame.target), base):
            site = frame.target
        if site is not None:
            place = replace(self._place(frame, plain(site), base + site.start, places), text=words(site) or "")
        route: RouteRef | None = None
        if frame.route:
            after = spot.text[frame.route.end : frame.route.end + 60].split(",")[0]
            found = routes.resolve(plain(frame.route), base + frame.route.start, after)
            route = RouteRef(words(frame.route) or "", found.id, found.name, found.reference)
        when = time_words(frame, spot.text)
        quote = report.text[base : spot.sentence.end]
        return Claim(
            kind=frame.kind,
            status=frame.status,
            agent=agent,
            target=target,
            place=place,
            route=route,
            when=TimeRef(words(when), interval_told(frame, when, spot.text, clock, frames)),
            speaker=speaker,
            chain=tuple(one for one in (outer, speaker) if one is not None),
            stated=report.published,
            report=report.sha256,
            file=report.file,
            start=base,
            end=spot.sentence.end,
            quote=quote,
            trigger=(base + frame.trigger.start, base + frame.trigger.end),
            confidence=frame.confidence,
            reader=f"{frame.reader} {__version__}" if frame.reader else self.name,
        )

    def _place(self, frame: Frame | None, phrase: str, start: int, places: PlaceResolver) -> PlaceRef:
        found = places.resolve(phrase, start)
        place, told = found.place, _told_of(found, phrase)
        if place is None:
            return replace(told, lat=found.lat, lon=found.lon, radius_km=found.radius_km)
        lat, lon = (found.lat, found.lon) if found.lat is not None else (place.lat, place.lon)
        radius = found.radius_km if found.radius_km is not None else place.radius_km
        told_of_it = not (found.beside and frame and frame.kind in _OF_THE_PLACE)
        one, name = (place.id, place.name) if told_of_it else (None, None)
        return replace(told, id=one, name=name, lat=lat, lon=lon, radius_km=radius)


def _headed(spot: _Spot, places: Container[tuple[int, int]]) -> int:
    """Where the name of a place ends that heads a sentence ("HOMS: …"); 0 where none does."""
    end, start = spot.text.find(": ", 0, _HEAD), spot.sentence.start
    return end if (start, start + end) in places else 0


def _told_of(found: Resolved, phrase: str) -> PlaceRef:
    """How the words stand to what they name, and how exactly that places them."""
    precision = precision_of(found.place, found.relation, found.radius_km, phrase)
    codes = (precision.acled, precision.ucdp) if precision else (None, None)
    told = PlaceRef(phrase, geo_precision=codes[0], where_prec=codes[1])
    if (choice := found.choice) is not None:
        candidates = tuple(
            PlaceCandidate(
                one.place.id, one.place.name, one.place.lat, one.place.lon, _share(one.probability), one.reasons
            )
            for one in choice.meanings
        )
        told = replace(told, probability=_share(choice.probability), candidates=candidates)
        if found.place is None:
            told = replace(told, geo_precision=None, where_prec=None)
    if (one := found.relation) is None:
        return told
    return replace(told, relation=one.kind, anchors=one.anchors, bearing=one.bearing, distance_km=one.distance_km)


def _share(probability: float) -> float:
    return round(probability, 3)


def _once(told: Sequence[Claim]) -> Iterator[Claim]:
    """A sentence's claims without those that, once places and roads are resolved, say what a surer one says."""
    kept: list[Claim] = []
    for claim in sorted(told, key=lambda one: -one.confidence):
        if not any(_retells(claim, other) for other in kept):
            kept.append(claim)
    yield from (claim for claim in told if claim in kept)


def _retells(claim: Claim, other: Claim) -> bool:
    """Whether a claim tells the same of the same known place or road, with nothing that contradicts the other."""
    about = [(_named(one.place), one.route and one.route.id, one.kind, one.status) for one in (claim, other)]
    if about[0] != about[1] or not (about[0][0] or about[0][1]):
        return False
    parties = ((claim.agent, other.agent), (claim.target, other.target))
    times = claim.when.interval.edtf, other.when.interval.edtf
    return all(one is None or two is None or one.id == two.id for one, two in parties) and (
        None in times or times[0] == times[1]
    )


def _named(place: PlaceRef | None) -> str | tuple[str, ...] | None:
    """Which place, or between which it is undecided."""
    if place is None:
        return None
    return tuple(one.id for one in place.candidates) if place.undecided else place.id


def _grounded(claim: Claim) -> bool:
    """Whether the theatre knows the place or road of a claim, and the side of who does it or suffers it.

    Of a road's state, the road is enough: reports seldom tell who it was, and speak of a road in passing seldom too. A
    denial contradicts others, so it must be sure by itself.
    """
    if claim.status == "denied":
        return False
    if claim.kind in _OF_ROADS and claim.route is not None and claim.route.id:
        return True
    somewhere = _named(claim.place) or (claim.route and claim.route.id)
    somebody = (claim.agent and claim.agent.side) or (claim.target and claim.target.side)
    return bool(somewhere and somebody)


def _outdone(claim: Claim, told: Iterable[Claim]) -> bool:
    """Whether a claim is of a road's cut, and its sentence tells that this road is under fire, so not cut.

    The graver of the two must be sure by itself: that nothing can be brought over a road for fire is not its cut.
    """
    return claim.kind == "route_cut" and any(
        other.kind == "route_under_fire"
        and other.status == claim.status
        and (claim.route and claim.route.id) == (other.route and other.route.id)
        for other in told
    )


__all__ = ["FrameReader", "Reader"]
