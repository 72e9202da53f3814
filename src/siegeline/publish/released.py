"""Released: the claims that a release may tell, as it tells them, and counts of what it keeps back."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from siegeline.claims.claim import ActorRef, Claim, PlaceRef, RouteRef, SpeakerRef, TimeRef
from siegeline.claims.events import DATASETS, is_imported
from siegeline.places.names import folded
from siegeline.publish.coarse import coarse
from siegeline.publish.release import EXPECTED, Release
from siegeline.theatre import Theatre

UNDISCLOSED = "undisclosed source"
_NEAR_KM = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """``claims`` are those that pictures may be made from, by what they say of exact places and true sources; nothing
    of them is printed. ``told`` holds each as it may be printed, by its id in ``claims``. ``withheld`` counts what was
    kept back and made coarser, by reason. ``routes_until`` is the last day on which the state of roads is told.
    """

    release: Release
    claims: tuple[Claim, ...]
    told: Mapping[str, Claim]
    withheld: Mapping[str, int]
    routes_until: date | None
    hidden: "Hidden"


@dataclass(frozen=True, slots=True)
class Hidden:
    """Places, routes and words that a release does not tell; ``words`` folded, ``points`` (lat, lon, km)."""

    places: frozenset[str]
    routes: frozenset[str]
    words: tuple[str, ...]
    points: tuple[tuple[float, float, float], ...] = ()

    @classmethod
    def of(cls, release: Release, theatre: Theatre) -> "Hidden":
        """The withheld places with all their parts and names, roads with theirs, sources that are not named."""
        from siegeline.places.atlas import atlas

        places = set(release.places)
        while more := {one.id for one in theatre.places if one.part_of in places} - places:
            places |= more
        known = atlas(theatre.key)
        words = [*release.words_withheld, *release.undisclosed, *places, *release.routes]
        points = []
        for one in sorted(places):
            if place := known.by_id(one):
                words += [*place.names, *place.native]
                points.append((place.lat, place.lon, max(place.radius_km, _NEAR_KM)))
        for route in theatre.routes:
            words += (route.name, *route.aliases) if route.id in release.routes else ()
        for source in theatre.sources:
            if {source.id, source.name, *source.aliases} & set(release.undisclosed):
                words += (source.id, source.name, *source.aliases)
        return cls(
            frozenset(places),
            frozenset(release.routes),
            tuple(sorted({folded(one) for one in words} - {""})),
            tuple(points),
        )

    def without(self, path: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
        """A road's line, (lon, lat), without what of it lies in or near a withheld place."""
        from siegeline.places.distance import distance_km

        return tuple(
            (lon, lat) for lon, lat in path if all(distance_km(lat, lon, y, x) > km for y, x, km in self.points)
        )

    def covers(self, place: str | None, route: str | None, texts: Iterable[str | None]) -> bool:
        """Whether a row is on a withheld place or road, or a withheld word stands in it."""
        return place in self.places or route in self.routes or self.within(texts)

    def within(self, texts: Iterable[str | None]) -> bool:
        """Whether a withheld word stands in any of the texts."""
        return any(f" {word} " in f" {folded(text)} " for text in texts if text for word in self.words)


def released(claims: Sequence[Claim], theatre: Theatre, release: Release, *, on: date | None = None) -> Released:
    """What a release may tell of the claims on the day ``on`` that it is published, by default that of the last claim.

    Pictures are to be made from its ``claims`` alone: what is withheld then cannot shine through a state.
    """
    hidden = Hidden.of(release, theatre)
    day = on or max((one.stated for one in claims if one.stated), default=None)
    withheld: Counter[str] = Counter()
    kept: list[Claim] = []
    left: dict[str, list[Claim]] = {}
    for claim in claims:
        if reason := _reason(claim, release, hidden, day):
            withheld[reason] += 1
            left.setdefault(claim.report, []).append(claim)
        else:
            kept.append(claim)
    told: dict[str, Claim] = {}
    unnamed = 0
    for claim in sorted(kept, key=lambda one: (one.stated or date.min, one.kind, one.file, one.start, one.id)):
        shown = _shown(claim, release, theatre, hidden, left.get(claim.report, ()), withheld)
        if _is_of(claim, release.undisclosed, theatre):
            unnamed += 1
            withheld["sources not named"] += 1
            shown = _unnamed(shown, unnamed)
        told[claim.id] = shown
    delay = release.delay_days.get("routes", 0)
    return Released(
        release=release, claims=tuple(kept), told=told, withheld=dict(sorted(withheld.items())), hidden=hidden,
        routes_until=day - timedelta(days=delay) if delay and day else None,
    )  # fmt: skip


def _reason(claim: Claim, release: Release, hidden: Hidden, day: date | None) -> str | None:
    """Why a claim is not told; None where it is."""
    if claim.status not in release.statuses:
        return "plans and predictions" if claim.status in EXPECTED else f"claims {claim.status}"
    if (dataset := is_imported(claim)) and dataset not in release.datasets:
        return f"events of {DATASETS[dataset].title}"
    place, route = claim.place, claim.route
    maybe = [one.id for one in place.candidates] if place and place.undecided else []
    if place and hidden.places & {place.id, *place.anchors, *maybe}:
        return "withheld places and people"
    if route and route.id in hidden.routes:
        return "withheld places and people"
    if hidden.words and hidden.within(_names(claim)):
        return "withheld places and people"
    group, delay = release.delay(claim)
    if delay and day:
        interval = claim.when.interval
        times = [one for one in (claim.stated, interval.last, interval.start.latest) if one]
        if not times or max(times) > day - timedelta(days=delay):
            return f"embargo on {group}, {delay} days"
    return None


def _names(claim: Claim) -> Iterable[str | None]:
    """All names that a claim holds outside of its quote, but for its source's."""
    for ref in (claim.agent, claim.target, claim.place, claim.route):
        if ref is not None:
            yield from (ref.text, ref.id, ref.reference.text if ref.reference else None)
            yield None if isinstance(ref, ActorRef) else ref.name
    for one in (*claim.chain[1:], *([claim.speaker] if claim.speaker else ())):
        yield from (one.text, one.id)


def _is_of(claim: Claim, undisclosed: Collection[str], theatre: Theatre) -> bool:
    """Whether a claim's chain holds a source that is not to be named."""
    if not undisclosed:
        return False
    names = {folded(one) for one in undisclosed}
    for speaker in claim.chain:
        known = theatre.source.get(speaker.id or "")
        own = {speaker.text, speaker.id or "", *((known.name, *known.aliases) if known else ())}
        if names & {folded(one) for one in own}:
            return True
    return False


def _shown(
    claim: Claim, release: Release, theatre: Theatre, hidden: Hidden, left: Sequence[Claim], withheld: Counter[str]
) -> Claim:
    """A claim as the release tells it."""
    changes: dict[str, object] = {}
    level = release.level(claim)
    place = claim.place and coarse(claim.place, level, theatre)
    moved = claim.place is not None and (place is None or (place.lat, place.lon) != (claim.place.lat, claim.place.lon))
    if moved:
        withheld["places made coarser"] += 1
    if place and place.candidates:  # what a decided name might have meant may be withheld
        place = replace(place, candidates=tuple(one for one in place.candidates if one.id not in hidden.places))
    changes["place"] = place
    beside = any(one.start < claim.end and claim.start < one.end for one in left)
    if "quote" in release.drop or moved or beside or hidden.within([claim.quote]):
        withheld["sentences not quoted"] += 1
        changes |= {"quote": "", "quantities": tuple(replace(one, text="", start=0, end=0) for one in claim.quantities)}
    if "report" in release.drop:
        changes |= {"report": "", "file": "", "start": 0, "end": 0, "trigger": None}
    if "speaker" in release.drop:
        changes |= {"speaker": None, "chain": claim.chain[:1]}
    if "words" in release.drop:
        changes |= _without_words(claim, place, theatre)
    return replace(claim, **changes)  # type: ignore[arg-type]


def _without_words(claim: Claim, place: PlaceRef | None, theatre: Theatre) -> dict[str, object]:
    """Names as the theatre and gazetteers write them; what none of them knows is not told."""

    def actor(ref: ActorRef | None) -> ActorRef | None:
        if ref is None:
            return None
        known, side = theatre.actor.get(ref.id or ""), theatre.side.get(ref.side or "")
        name = known.name if known else side.name if side else None
        return ActorRef(name, ref.id, ref.side) if name else None

    road = theatre.route.get(claim.route.id or "") if claim.route else None
    named = place if place and (place.id or place.lat is not None) and place.name else None
    return {
        "agent": actor(claim.agent),
        "target": actor(claim.target),
        "place": named and replace(named, text=named.name or "", reference=None),
        "route": RouteRef(road.name, road.id, road.name) if road else None,
        "when": TimeRef(None, claim.when.interval),
    }


def _unnamed(claim: Claim, number: int) -> Claim:
    """A claim whose source is not named: nothing that leads to its report, an id that is made of nothing in it."""
    leaning = claim.source.leaning if claim.source else None
    return replace(
        claim, id=f"undisclosed-{number}", chain=(SpeakerRef(UNDISCLOSED, None, leaning),), speaker=None, report="",
        file="", start=0, end=0, trigger=None, quote="",
        quantities=tuple(replace(one, text="", start=0, end=0) for one in claim.quantities),
    )  # fmt: skip
