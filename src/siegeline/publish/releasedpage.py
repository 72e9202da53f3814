"""Released page: the contents of a page or of the web API as a release tells them.

The situation is worked out from the claims that may be told; what then still names a withheld place, word or point is
left out, and the claims stand there as the release prints them.
"""

from collections.abc import Container, Iterator, Mapping
from datetime import date
from typing import Any

from siegeline.claims.claim import Claim
from siegeline.places.distance import distance_km
from siegeline.publish.contents import Facts, claims_contents, page_contents, report_contents
from siegeline.publish.extract import claim_entry
from siegeline.publish.release import Release
from siegeline.publish.released import Hidden, Released
from siegeline.theatre import Theatre

Json = dict[str, Any]
_ROADS = ("routes_state", "corridors")  # what tells the state of roads: as late as they are


def told_claims(kept: Released, theatre: Theatre) -> dict[str, Claim]:
    """The claims as they may be printed, by their ids in ``kept``; without those that name what is withheld."""
    rows = {key: claim_entry(claim, theatre) for key, claim in kept.told.items()}
    hidden = kept.hidden
    return {
        key: kept.told[key] for key, row in rows.items() if not hidden.covers(row.place_id, row.route_id, row.texts())
    }


def released_page(
    kept: Released,
    theatre: Theatre,
    reports: Mapping[str, Facts],
    *,
    first: date,
    last: date,
    start_on: date,
    rule: str,
    known: date | None,
    changes: bool = False,
) -> Json:
    """The mapping of :func:`siegeline.publish.contents.page_contents`, as much of it as a release tells.

    ``changes``: with what would be told without each claim. A claim without its sentence has one in square brackets
    made of its fields; reports that are not told have a key that leads nowhere.

    Raises:
        UsageError: no such rule.
    """
    from siegeline.publish.changing import with_changes

    page = page_contents(kept.claims, theatre, {}, first=first, last=last, start_on=start_on, rule=rule, known=known)
    if changes:
        with_changes(page, kept.claims, theatre)
    told = told_claims(kept, theatre)
    until = kept.routes_until.isoformat() if kept.routes_until else None
    sweep = _Sweep(kept.hidden, {key: claim.id for key, claim in told.items()}, kept.told)
    for name, key in (("control", "place"), ("sieges", "place"), ("routes_state", "route"), ("corridors", "of")):
        entries = [one for one in page[name] if not sweep.names(one[key])]
        for one in entries:
            late = until if name in _ROADS else None
            one["spans"] = [span for run in one["spans"] for span in sweep.span(_until(run, late))]
        page[name] = [one for one in entries if one["spans"]]
    page["fronts"] = [span for run in page["fronts"] for span in sweep.span(run)]
    page["outline"] = sweep.outline(page["outline"])
    shown = {
        one[key] for name, key in (("control", "place"), ("sieges", "place"), ("corridors", "of")) for one in page[name]
    }
    page["places"] = {key: one for key, one in page["places"].items() if key in shown and not sweep.hides(one)}
    roads = {one["route"] for one in page["routes_state"]} | {one["of"] for one in page["corridors"]}
    page["routes"] = {
        key: {**one, "path": [list(point) for point in kept.hidden.without(one["path"])]}
        for key, one in page["routes"].items()
        if key in roads and not sweep.hides({"id": key, "name": one["name"]})
    }
    for one in page["places"].values():
        one["part_of"] = one["part_of"] if one["part_of"] in page["places"] else None
    page["reports"], page["claims"] = _claims(told, reports, theatre, kept.release, kept.hidden)
    page["made"] |= {
        "claims": len(told), "reports": len(page["reports"]), "release": kept.release.name,
        "withheld": dict(kept.withheld), "note": note_of(kept),
    }  # fmt: skip
    return page


def note_of(kept: Released) -> str:
    """The release and what it withheld, in counts, in one line."""
    withheld = "; ".join(f"{reason}: {count}" for reason, count in kept.withheld.items()) or "nothing"
    return f"Release {kept.release.name}; withheld: {withheld}"


def _until(span: Json, until: str | None) -> Json | None:
    """A span as far as a day; None where it begins later."""
    if until is None:
        return span
    return {**span, "to": min(span["to"], until)} if span["from"] <= until else None


class _Sweep:
    """Takes out of a page's JSON what names a withheld place, word or point."""

    def __init__(self, hidden: Hidden, ids: Mapping[str, str], kept: Container[str]) -> None:
        self._hidden, self._ids, self._kept = hidden, ids, kept

    def names(self, one: str | None) -> bool:
        """Whether an id is of a withheld place or road."""
        return one in self._hidden.places or one in self._hidden.routes

    def hides(self, value: Any) -> bool:
        """Whether anything in a value is withheld: an id, a word, or a point near a withheld place."""
        return any(self.names(text) or self._hidden.within([text]) for text in _texts(value)) or any(
            distance_km(lat, lon, y, x) <= km for lon, lat in _points(value) for y, x, km in self._hidden.points
        )

    def span(self, span: Json | None) -> Iterator[Json]:
        """A span with the ids of claims as they are told; none where it holds what is withheld."""
        if span is None:
            return
        told = dict(span)
        for name in ("for", "against"):
            if name in told:
                told[name] = [self._ids[one] for one in told[name] if one in self._ids]
        if "changes" in told:
            rows = [one for one in told["changes"] if one["claim"] in self._ids and not self.hides(one["without"])]
            told["changes"] = [{**one, "claim": self._ids[one["claim"]]} for one in rows]
        if (by := told.get("ended_by")) is not None:
            told["ended_by"] = self._ids.get(by) if by in self._kept else by
        if "features" in told:
            told["features"] = [one for one in told["features"] if not self.hides(one)]
        if not self.hides({name: value for name, value in told.items() if name != "rule"}):
            yield told

    def outline(self, outline: Any) -> Any:
        """The ground, without names that are withheld."""
        features = [
            {**one, "properties": {k: v for k, v in one.get("properties", {}).items() if not self.hides(v)}}
            for one in outline.get("features", ())
        ]
        return {**outline, "features": features} if "features" in outline else outline


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)


def _points(value: Any) -> Iterator[tuple[float, float]]:
    """Points as (lon, lat): members ``lon`` and ``lat``, and pairs of numbers."""
    if isinstance(value, Mapping):
        if isinstance(value.get("lat"), (int, float)) and isinstance(value.get("lon"), (int, float)):
            yield value["lon"], value["lat"]
        for one in value.values():
            yield from _points(one)
    elif isinstance(value, (list, tuple)):
        if len(value) == 2 and all(isinstance(one, float) for one in value):
            yield value[0], value[1]
        else:
            for one in value:
                yield from _points(one)


def _claims(
    told: Mapping[str, Claim], reports: Mapping[str, Facts], theatre: Theatre, release: Release, hidden: Hidden
) -> tuple[Json, Json]:
    """Reports and claims as a page has them."""
    rows: Json = claims_contents(told.values(), theatre)
    facts: Json = {}
    keys: dict[Any, str] = {}
    for claim in told.values():
        row, source = rows[claim.id], claim.source
        row["quote"] = row["quote"] or f"[not quoted: {_noted(claim)}]"
        known = reports.get(claim.report) if claim.report and "report" not in release.drop else None
        if known is not None:
            facts[claim.report] = report_contents(known)
            if hidden.within([known.text, known.source, known.file]):
                facts[claim.report] |= {"text": None, "file": ""}
            continue
        of = (source and source.text, source and source.leaning, claim.stated)
        key = keys.setdefault(of, f"report-{len(keys) + 1}")
        row |= {"report": key, "file": ""}
        facts[key] = {
            "source": of[0], "leaning": of[1], "file": "", "text": None,
            "published": claim.stated.isoformat() if claim.stated else None,
        }  # fmt: skip
    return facts, rows


def _noted(claim: Claim) -> str:
    where = (claim.place and (claim.place.name or claim.place.text)) or (claim.route and claim.route.text)
    who = claim.agent and f"by {claim.agent.text}"
    status = claim.status if claim.status != "actual" else None
    return ", ".join(one for one in (claim.kind.replace("_", " "), status, who, where) if one)
