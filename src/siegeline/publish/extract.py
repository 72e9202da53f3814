"""Extract: what one export holds – its entries, and how it was made – the same for every format."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from siegeline import __version__
from siegeline.claims.claim import Claim
from siegeline.errors import UsageError
from siegeline.places.provinces import Areas, provinces
from siegeline.publish.actors import Party, party_of
from siegeline.publish.entry import LAYERS, Entry
from siegeline.publish.release import Release
from siegeline.publish.released import UNDISCLOSED, Hidden, Released, released
from siegeline.theatre import Theatre

Json = dict[str, Any]
_STATES = {"route": ("state", "for_whom", "by"), "control": ("state", "holder")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """``made`` tells how: program, theatre, days, rule, as-known date, release, sources, what was withheld, counts.

    ``claims`` are the claims told, as they are told, in the order of their entries; ``cited`` those of other days too,
    by the ids that entries name. ``parties`` is what the report of each has for agent and target.
    ``hidden`` is what no file of it may say.
    """

    made: Mapping[str, Any]
    entries: tuple[Entry, ...]
    claims: tuple[Claim, ...]
    cited: Mapping[str, Claim]
    theatre: Theatre
    parties: Mapping[str, tuple[Party, Party]] = field(default_factory=dict)
    hidden: Hidden | None = None

    def of(self, layer: str) -> list[Entry]:
        """The entries of a layer."""
        return [one for one in self.entries if one.layer == layer]

    def areas(self, place: str | None) -> Areas:
        """The province and district of a place; nothing where a withheld word stands in their names."""
        found = provinces(self.theatre.key).of(place)
        return Areas() if self.hidden and self.hidden.within([found.admin1, found.admin2]) else found

    @property
    def line(self) -> str:
        """How it was made, in one line."""
        told = self.made
        days = told["from"] if told["from"] == told["to"] else f"{told['from']} to {told['to']}"
        known = told["known"] or "all that the record holds"
        withheld = "; ".join(f"{reason}: {count}" for reason, count in told["withheld"].items()) or "nothing"
        return (
            f"{told['program']}; theatre: {told['theatre']}; days: {days}; rule: {told['rule']}; as known: {known}; "
            f"release: {told['release']}; sources: {', '.join(told['sources']) or 'none named'}; withheld: {withheld}"
        )


def extract(
    claims: Sequence[Claim],
    theatre: Theatre,
    release: Release,
    *,
    first: date | None = None,
    last: date | None = None,
    rule: str = "encirclement",
    known: date | None = None,
    stated_by: date | None = None,
    released_on: date | None = None,
    whole: bool = False,
) -> Extract:
    """What a release tells of the days ``first`` to ``last``, by default all those of the claims that it tells.

    ``whole``: by default from where the first siege told of begins, if that was before the first report.

    Raises:
        UsageError: no such rule, or nothing with a date is left to tell.
    """
    kept = released(claims, theatre, release, on=released_on)
    days = [one.stated for one in kept.claims if one.stated]
    if not days:
        raise UsageError(
            f"the release {release.name} leaves no claim with a date to tell; give other days or a release"
        )
    begin = first or min(*days, *(_sieges_begin(kept.claims, theatre) if whole else ()), last or days[0])
    end = max(last or max(days), begin)
    entries: list[Entry] = []
    shown: list[Claim] = []
    dropped = 0
    for entry, claim in _all(kept, theatre, begin, end, rule):
        if kept.hidden.covers(entry.place_id, entry.route_id, entry.texts()):
            dropped += 1
        else:
            entries.append(entry)
            shown += [claim] if claim else []
    told = {claim.id: claim for claim in kept.told.values()}
    hidden = kept.hidden
    rows = {key: claim_entry(claim, theatre) for key, claim in told.items()}
    cited = {key: told[key] for key, row in rows.items() if not hidden.covers(row.place_id, row.route_id, row.texts())}
    withheld = dict(kept.withheld)
    if dropped:
        withheld["rows on withheld places and people"] = dropped
    sources = {one.source for one in entries if one.source and one.source != UNDISCLOSED}
    made = {
        "program": f"siegeline {__version__}", "theatre": theatre.name,
        "from": begin.isoformat(), "to": end.isoformat(), "rule": rule,
        "known": known.isoformat() if known else None, "stated_by": stated_by.isoformat() if stated_by else None,
        "release": release.name if release.name == release.base else f"{release.name} (after {release.base})",
        "released_on": released_on.isoformat() if released_on else None,
        "routes_until": kept.routes_until.isoformat() if kept.routes_until else None,
        "delay_days": dict(release.delay_days), "points": dict(release.points), "left_out": list(release.drop),
        "sources": sorted(sources), "withheld": withheld,
        "rows": {layer: sum(one.layer == layer for one in entries) for layer in LAYERS},
    }  # fmt: skip
    return Extract(
        made=made, entries=tuple(entries), claims=tuple(shown), cited=cited, theatre=theatre,
        hidden=hidden,
        parties={
            one.id: (party_of(claim.agent, one.agent), party_of(claim.target, one.target))
            for claim in kept.claims if (one := kept.told[claim.id])
        },
    )  # fmt: skip


def _sieges_begin(claims: Sequence[Claim], theatre: Theatre) -> list[date]:
    from siegeline.picture.blockade import siege_evidence
    from siegeline.picture.sieges import is_siege

    return [one.day for told in siege_evidence(claims, theatre).values() for one in told if is_siege(one)]


def _all(kept: Released, theatre: Theatre, first: date, last: date, rule: str) -> Iterator[tuple[Entry, Claim | None]]:
    from siegeline.picture import timeline
    from siegeline.picture.chronicle import siege_spans

    if kept.claims:
        for span in siege_spans(kept.claims, theatre, first=first, last=last, rule=rule):
            yield _siege(span.as_json(), kept, theatre), None
        told = timeline(kept.claims, theatre, first=first, last=last, rule=rule)
        until = kept.routes_until.isoformat() if kept.routes_until else None
        for one in told["routes"]:
            for run in _runs(one["spans"], _STATES["route"]):
                if until is None or run["from"] <= until:
                    yield _route(one["route"], run, min(run["to"], until or run["to"]), kept, theatre), None
        for one in told["control"]:
            for run in _runs(one["spans"], _STATES["control"]):
                yield _control(one["place"], run, kept), None
    for claim in kept.claims:
        if _may_be(claim, first, last):
            yield claim_entry(kept.told[claim.id], theatre), kept.told[claim.id]


def _runs(spans: Iterable[Json], same: Sequence[str]) -> Iterator[Json]:
    """Spans that follow on each other and say the same, as one; states that assert nothing are left out."""

    def key(span: Json) -> list[Any]:
        return [value.get("side") if isinstance(value := span[name], dict) else value for name in same]

    def joined(one: Json, other: Json) -> Json:
        merged = {name: list(dict.fromkeys([*one[name], *other[name]])) for name in ("for", "against")}
        return {**other, **merged, "from": one["from"], "since": one["since"]}

    running: list[Json] = []
    for span in spans:
        if span["probability"] is None:
            continue
        day = date.fromisoformat(span["from"]) - timedelta(days=1)
        before = next((one for one in running if one["to"] == day.isoformat() and key(one) == key(span)), None)
        if before is None:
            running.append(span)
        else:
            running[running.index(before)] = joined(before, span)
    yield from running


def _siege(told: Json, kept: Released, theatre: Theatre) -> Entry:
    place, people, listed = told["place"], told["population"] or {}, told["listed"]
    return Entry(
        layer="siege", id=_id("siege", place["id"], listed["start"], _side(told["besieger"])),
        name=place["name"] or place["text"], place_id=place["id"], lat=place["lat"], lon=place["lon"],
        radius_km=place["radius_km"], geo_precision=1, where_prec=1, start=listed["start"], end=listed["end"],
        **_since(told), state=told["degree"], **_sides(told["besieger"], told["besieged"]), basis=told["basis"],
        probability=told["probability"], people_low=people.get("low"), people_high=people.get("high"),
        people_source=people.get("source"), **_claims(told, kept),
    )  # fmt: skip


def _route(route: Json, span: Json, end: str, kept: Released, theatre: Theatre) -> Entry:
    known = theatre.route.get(route["id"] or "")
    path = kept.hidden.without(known.path) if known else ()
    lon, lat = path[len(path) // 2] if path else (None, None)
    whom = _side(span["for_whom"])
    return Entry(
        layer="route", id=_id("route", route["id"], span["from"], whom), name=route["name"], route_id=route["id"],
        route=route["name"], lat=lat, lon=lon, start=span["from"], end=end, **_since(span), state=span["state"],
        **_sides(span["by"], span["for_whom"]), probability=span["probability"], path=path, **_claims(span, kept),
    )  # fmt: skip


def _control(place: Json, span: Json, kept: Released) -> Entry:
    return Entry(
        layer="control", id=_id("control", place["id"], span["from"], None), name=place["name"], place_id=place["id"],
        lat=place["lat"], lon=place["lon"], radius_km=place["radius_km"], geo_precision=1, where_prec=1,
        start=span["from"], end=span["to"], **_since(span), state=span["state"], **_sides(span["holder"], None),
        basis=span["basis"], probability=span["probability"], **_claims(span, kept),
    )  # fmt: skip


def claim_entry(claim: Claim, theatre: Theatre) -> Entry:
    """A claim, as a release tells it, as a row."""
    place, interval = claim.place, claim.when.interval
    actors = ({"text": one.text, "side": one.side} if one else None for one in (claim.agent, claim.target))
    road = theatre.route.get(claim.route.id or "") if claim.route else None
    return Entry(
        layer="claim", id=claim.id, name=place.name or place.text if place else None,
        place_id=place.id if place else None, lat=place.lat if place else None, lon=place.lon if place else None,
        radius_km=place.radius_km if place else None, geo_precision=place.geo_precision if place else None,
        where_prec=place.where_prec if place else None,
        start=interval.first.isoformat() if interval.first else None,
        end=interval.last.isoformat() if interval.last else None,
        since_earliest=interval.start.earliest.isoformat() if interval.start.earliest else None,
        since_latest=interval.start.latest.isoformat() if interval.start.latest else None,
        state=claim.kind, status=claim.status, **_sides(*actors), probability=round(claim.confidence, 3),
        route_id=claim.route.id if claim.route else None,
        route=road.name if road else claim.route.text if claim.route else None,
        source=claim.source.text if claim.source else None, leaning=claim.source.leaning if claim.source else None,
        stated=claim.stated.isoformat() if claim.stated else None, quote=claim.quote or None,
    )  # fmt: skip


def _may_be(claim: Claim, first: date, last: date) -> bool:
    """Whether a claim may have been so on one of the days; one without a time counts for the day that it was said."""
    interval = claim.when.interval
    begun = interval.first or interval.start.latest or claim.stated
    ended = None if interval.ongoing else interval.last or claim.stated
    return not (begun and begun > last) and not (ended and ended < first)


def _sides(side: Json | None, other: Json | None) -> Any:
    return {
        "side": _side(side), "side_name": side and side["text"],
        "other_side": _side(other), "other_side_name": other and other["text"],
    }  # fmt: skip


def _side(actor: Json | None) -> str | None:
    return actor["side"] if actor else None


def _since(told: Json) -> Any:
    since = told["since"] or {}
    return {"since_earliest": since.get("start"), "since_latest": since.get("end")}


def _claims(told: Json, kept: Released) -> Any:
    ids: Callable[[str], str | None] = lambda name: (  # noqa: E731
        " ".join(kept.told[one].id for one in told[name] if one in kept.told) or None
    )
    return {"claims_for": ids("for"), "claims_against": ids("against")}


def _id(layer: str, one: str | None, start: str, side: str | None) -> str:
    return "/".join((layer, one or "", start, side or ""))
