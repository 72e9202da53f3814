"""Check: every fault of a theatre's folder, where loading stops at the first."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from siegeline.errors import TheatreError
from siegeline.theatre.fault import Fault, instead_of
from siegeline.theatre.ground import check_ground
from siegeline.theatre.names import check_names
from siegeline.theatre.theatre import (
    Actor,
    OverlayPlace,
    Province,
    Route,
    Side,
    Source,
    Theatre,
    load_yaml,
    theatre_folder,
)

KINDS = (
    *("city", "town", "village", "district", "area", "base", "airbase", "crossing", "bridge", "dam", "facility"),
    *("hill", "region"),
)
GRADES = "ABCDEF"
_NOUNS: Mapping[str, tuple[str, type[Any]]] = {
    "actors": ("actor", Actor),
    "sources": ("source", Source),
    "places": ("place", OverlayPlace),
    "routes": ("route", Route),
    "provinces": ("province", Province),
}
_HEAD = ("id", "name", "countries", "first_day", "last_day", "sides")


def check_theatre(name: str) -> list[Fault]:
    """The faults of the theatre that ships under that name, else of that in the folder of that path; none is well.

    Raises:
        TheatreError: there is no such theatre.
    """
    folder = theatre_folder(name)
    faults: list[Fault] = []
    rows: dict[str, list[Any]] = {}
    head = _head(folder, faults)
    for part, (noun, kind) in _NOUNS.items():
        rows[part] = _rows(folder, f"{part}.yaml", noun, kind, faults)
    faults += _outline_faults(folder, head)
    theatre = Theatre(
        id=str(head.get("id") or folder.name),
        name=str(head.get("name") or folder.name),
        countries=tuple(str(one) for one in head.get("countries") or ()),
        first_day=head["first_day"] if isinstance(head.get("first_day"), date) else date.min,
        last_day=head["last_day"] if isinstance(head.get("last_day"), date) else None,
        sides=tuple(head["sides"]),
        **{part: tuple(found) for part, found in rows.items()},
        outline=head["outline"],
        key=str(folder),
    )
    for check in (_sides, _actors, _sources, _places, _routes, _provinces, check_names, check_ground):
        faults += check(theatre)
    order = {name: at for at, name in enumerate(("theatre.yaml", *(f"{part}.yaml" for part in _NOUNS)))}
    return sorted(faults, key=lambda one: order.get(one.file, len(order)))


def _head(folder: Path, faults: list[Fault]) -> dict[str, Any]:
    """What stands in ``theatre.yaml``, its sides as such."""
    file = "theatre.yaml"
    raw = _yaml(folder, file, faults)
    head = dict(raw) if isinstance(raw, Mapping) else {}
    if raw is not None and not isinstance(raw, Mapping):
        faults.append(Fault(file, "theatre", "is no table of keys", "write 'name: …', 'countries: […]' and so on"))
    for key in head:
        if key not in _HEAD:
            faults.append(Fault(file, "theatre", f"unknown key {key!r}", instead_of(str(key), _HEAD)))
    countries = head.get("countries")
    if not isinstance(countries, list) or not countries:
        faults.append(Fault(file, "countries", "missing", "write ISO codes of two letters, such as [SY]"))
        head["countries"] = []
    else:
        for code in countries:
            if not (isinstance(code, str) and len(code) == 2 and code.isalpha() and code.isupper()):
                faults.append(
                    Fault(file, "countries", f"{code!r} is no ISO code", "write two capital letters; quote NO")
                )
    if not head.get("name"):
        faults.append(Fault(file, "name", "missing", "write what the conflict is called"))
    first, last = head.get("first_day"), head.get("last_day")
    for key, day in (("first_day", first), ("last_day", last)):
        if day is not None and not isinstance(day, date):
            faults.append(Fault(file, key, f"{day!r} is no date", "write year-month-day, such as 2014-02-20"))
    if first is None:
        faults.append(Fault(file, "first_day", "missing", "write the conflict's first day, such as 2014-02-20"))
    elif isinstance(first, date) and isinstance(last, date) and last < first:
        faults.append(Fault(file, "last_day", f"{last} lies before first_day {first}", "exchange them"))
    sides = head.get("sides")
    if not sides:
        faults.append(Fault(file, "sides", "missing", "write at least one, with id, name and hue"))
    head["sides"] = [one for row in sides or () if (one := _row(file, "side", Side, row, faults)) is not None]
    head["outline"] = {}
    return head


def _rows(folder: Path, file: str, noun: str, kind: type[Any], faults: list[Fault]) -> list[Any]:
    raw = _yaml(folder, file, faults)
    if raw is None:
        return []
    if not isinstance(raw, list):
        faults.append(Fault(file, "file", "is no list", f"begin each {noun} with '- id: …'"))
        return []
    return [one for row in raw if (one := _row(file, noun, kind, row, faults)) is not None]


def _row(file: str, noun: str, kind: type[Any], row: Any, faults: list[Fault]) -> Any:
    """The entry as its dataclass; None, with its faults told, when it is none."""
    from pydantic import TypeAdapter, ValidationError  # late: slow to import

    item = f"{noun} {row['id']}" if isinstance(row, Mapping) and row.get("id") else noun
    names = [one.name for one in fields(kind)]
    try:
        return TypeAdapter(kind).validate_python(row)
    except ValidationError as error:
        for one in error.errors():
            where = ".".join(str(step) for step in one["loc"]) or "entry"
            if one["type"] == "unexpected_keyword_argument":
                near = get_close_matches(where, names, n=1, cutoff=0.5)
                do = f"write {near[0]!r}" if near else f"take it out; known are {', '.join(names)}"
                faults.append(Fault(file, item, f"unknown key {where!r}", do))
            elif one["type"] in {"missing", "missing_argument", "missing_keyword_only_argument"}:
                faults.append(Fault(file, item, f"{where} is missing", f"add '{where}: …'"))
            else:
                faults.append(Fault(file, item, f"{where}: {one['msg']}", f"correct {where}"))
    return None


def _yaml(folder: Path, file: str, faults: list[Fault]) -> Any:
    try:
        return load_yaml(folder / file)
    except TheatreError as error:
        told = str(error).partition(f"{file}: ")[2] or str(error)
        faults.append(Fault(file, "file", told, "correct it there; a name with ': ' or ' #' in it needs quotes"))
        return None


def _outline_faults(folder: Path, head: dict[str, Any]) -> Iterator[Fault]:
    file = "outline.geojson"
    found: list[Fault] = []
    raw = _yaml(folder, file, found)
    yield from found
    if raw is None:
        return
    if not isinstance(raw, Mapping) or not isinstance(raw.get("features"), list):
        yield Fault(file, "file", "is no GeoJSON FeatureCollection", "write one, or take the file away")
        return
    head["outline"] = raw


def _sides(theatre: Theatre) -> Iterator[Fault]:
    file = "theatre.yaml"
    yield from _twice(file, "side", theatre.sides)
    fighting = {side for actor in theatre.actors for side in (actor.side, *(one.side for one in actor.sides))}
    hues = Counter(side.hue.lower() for side in theatre.sides)
    told = [feature.get("properties") or {} for feature in theatre.outline.get("features", ())]
    neighbours = {str(one.get("name")) for one in told if one.get("role") == "neighbour"}
    for side in theatre.sides:
        if not (
            len(side.hue) == 7 and side.hue[0] == "#" and all(one in "0123456789abcdef" for one in side.hue[1:].lower())
        ):
            yield Fault(file, f"side {side.id}", f"hue {side.hue!r} is no colour", 'write "#rrggbb" in quotes')
        elif hues[side.hue.lower()] > 1:
            yield Fault(file, f"side {side.id}", f"shares its hue {side.hue} with another", "give each side its own")
        for one in side.bases:
            if one not in theatre.place:
                yield Fault(file, f"side {side.id}", f"bases names no place {one!r}", instead_of(one, theatre.place))
        for one in side.borders:
            if one not in neighbours:
                do = instead_of(one, neighbours)
                yield Fault(file, f"side {side.id}", f"borders names no neighbour {one!r} of the outline", do)
        if side.id not in fighting:
            yield Fault(file, f"side {side.id}", "nobody fights for it", "add an actor of that side, or take it out")


def _actors(theatre: Theatre) -> Iterator[Fault]:
    file = "actors.yaml"
    yield from _twice(file, "actor", theatre.actors)
    if not theatre.actors:
        yield Fault(file, "file", "there is no actor", "add those who fight, with their names")
    yield from _chained(file, "actor", "parent", theatre.actor, lambda one: one.parent)
    for actor in theatre.actors:
        item = f"actor {actor.id}"
        for side in (actor.side, *(one.side for one in actor.sides)):
            if side is not None and side not in theatre.side:
                yield Fault(file, item, f"side {side!r} is not defined", instead_of(side, theatre.side))
        before: date | None = None
        for at, one in enumerate(actor.sides):
            if one.start and one.end and one.end < one.start:
                yield Fault(file, item, f"its side {one.side} ends on {one.end}, before {one.start}", "exchange them")
                continue
            if at and (before is None or one.start is None or one.start <= before):
                when = one.start or "the beginning"
                yield Fault(
                    file, item, f"its side {one.side} from {when} begins before the last one ended",
                    "write the sides in order, each from the day after the last one's end",
                )  # fmt: skip
            if theatre.last_day and one.start and one.start > theatre.last_day:
                yield Fault(file, item, f"its side {one.side} begins after the theatre's last day", "correct the date")
            before = one.end


def _sources(theatre: Theatre) -> Iterator[Fault]:
    file = "sources.yaml"
    yield from _twice(file, "source", theatre.sources)
    for source in theatre.sources:
        item = f"source {source.id}"
        if source.leaning != "independent" and source.leaning not in theatre.side:
            do = instead_of(source.leaning, [*theatre.side, "independent"])
            yield Fault(file, item, f"leaning {source.leaning!r} is no side", do)
        if source.grade not in GRADES or len(source.grade) != 1:
            yield Fault(file, item, f"grade {source.grade!r} is none", "write A (reliable) to F (cannot be judged)")
        if not source.reason.strip():
            yield Fault(file, item, "has no reason", "say in a line why this leaning and grade")


def _places(theatre: Theatre) -> Iterator[Fault]:
    file = "places.yaml"
    yield from _twice(file, "place", theatre.places)
    yield from _chained(file, "place", "part_of", theatre.place, lambda one: one.part_of)
    ids = Counter(place.geonames for place in theatre.places if place.geonames)
    for place in theatre.places:
        item = f"place {place.id}"
        if place.kind not in KINDS:
            yield Fault(file, item, f"kind {place.kind!r} is not known", instead_of(place.kind, KINDS))
        if place.radius_km <= 0:
            yield Fault(file, item, f"radius_km is {place.radius_km:g}", "say how far the point may be off, in km")
        if not place.source.strip():
            yield Fault(file, item, "has no source", "say where its point is from")
        if place.geonames and ids[place.geonames] > 1:
            yield Fault(file, item, f"GeoNames {place.geonames} is another place's too", "keep one of them")
        if place.population is not None and "population" not in place.source:
            yield Fault(file, item, "its population has no source", "add '; population: WHO, WHEN' to source")


def _routes(theatre: Theatre) -> Iterator[Fault]:
    file = "routes.yaml"
    yield from _twice(file, "route", theatre.routes)
    for route in theatre.routes:
        item = f"route {route.id}"
        for key, ids in (("serves", route.serves), ("via", route.via)):
            for one in ids:
                if one not in theatre.place:
                    yield Fault(file, item, f"{key} names no place {one!r}", instead_of(one, theatre.place))
        if len(route.path) < 2:
            yield Fault(file, item, "path has fewer than two points", "write the points in order as [lon, lat]")
        if not route.source.strip():
            yield Fault(file, item, "has no source", "say where its path is from")
        if not (route.serves or route.via):
            yield Fault(file, item, "serves no place and passes none", "add serves or via")


def _provinces(theatre: Theatre) -> Iterator[Fault]:
    for what in ("geonames", "pcode"):
        for one, count in Counter(getattr(row, what) for row in theatre.provinces).items():
            if one is not None and count > 1:
                yield Fault("provinces.yaml", f"{what} {one}", f"stands {count} times", "correct all but one")
    names = {one.name for one in theatre.provinces}
    for place in theatre.places:
        if place.province is not None and place.province not in names:
            do = instead_of(place.province, names)
            yield Fault("places.yaml", f"place {place.id}", f"province {place.province!r} is not defined", do)


def _twice(file: str, noun: str, rows: Iterable[Any]) -> Iterator[Fault]:
    for one, count in Counter(row.id for row in rows).items():
        if count > 1:
            yield Fault(file, f"{noun} {one}", f"stands {count} times", "keep one, or give the others their own id")


def _chained(
    file: str, noun: str, key: str, rows: Mapping[str, Any], above: Callable[[Any], str | None]
) -> Iterator[Fault]:
    """Entries whose ``key`` names none, or that come back to themselves over it."""
    for one, row in rows.items():
        up = above(row)
        if up is not None and up not in rows:
            yield Fault(file, f"{noun} {one}", f"{key} {up!r} is not defined", instead_of(up, rows))
            continue
        seen: list[str] = []
        while up is not None and up in rows and up not in seen:
            if up == one:
                yield Fault(file, f"{noun} {one}", f"is its own {key}, over {len(seen)} others", f"correct {key}")
                break
            seen.append(up)
            up = above(rows[up])


__all__ = ["KINDS", "check_theatre"]
