"""Theatre: one conflict as data – sides, actors, sources, places and routes – loaded from YAML and checked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from siegeline.errors import TheatreError
from siegeline.theatre.routefiles import State, route_files, with_routes


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A party to the conflict; ``hue`` is its colour on the map (``#rrggbb``), apart for colour-blind eyes.

    ``bases`` are the places that supply it, ``borders`` the neighbouring countries (of the outline) from which it is
    supplied. From which places a way leads to neither, those are cut off.
    """

    id: str
    name: str
    hue: str
    adjective: str | None = None
    bases: tuple[str, ...] = ()
    borders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allegiance:
    """An actor fights for ``side`` from ``start`` to ``end`` (inclusive; None: no bound)."""

    side: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who fights or rules.

    ``partisan`` holds names that only its friends or enemies use, ``shared`` another's names by which it is meant where
    a report has just named it ("the jihadists").
    """

    id: str
    name: str
    side: str | None = None
    sides: tuple[Allegiance, ...] = ()
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    partisan: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    source: str = ""

    def side_on(self, day: date | None) -> str | None:
        """The side it fights for on a day; with dated allegiances and no day, the first of them."""
        for allegiance in self.sides:
            if day is None or ((allegiance.start or day) <= day <= (allegiance.end or day)):
                return allegiance.side
        return self.side


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Somebody who reports. ``leaning``: a side's id or ``independent``; ``grade``: Admiralty A–F."""

    id: str
    name: str
    leaning: str
    grade: str = "F"
    aliases: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayPlace:
    """A place that gazetteers lack or name otherwise: a base, district, part of a city.

    ``radius_km`` is how far the truth may lie from the point; ``ring`` an outline as (lon, lat) pairs; ``kind`` one of
    city, town, village, district, area, base, airbase, crossing, bridge, dam, facility, hill, region. ``part_of`` is
    another place's id. ``geonames`` is the GeoNames id, where there is one. ``province`` names a province, where the
    point alone does not say in which one the place lies.
    """

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    source: str
    radius_km: float = 1.0
    aliases: tuple[str, ...] = ()
    part_of: str | None = None
    ring: tuple[tuple[float, float], ...] = ()
    population: int | None = None
    geonames: int | None = None
    province: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province: the name to write, its ``geonames`` id, and OCHA's P-code where there is one."""

    name: str
    geonames: int
    pcode: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A place that a road runs by, ``km`` along its path from the start: any of the gazetteer, by its id and name."""

    place: str
    name: str
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A road or supply line: ``path`` as (lon, lat) pairs in order, ``serves`` the places that it supplies.

    ``aliases`` are names; ``described`` are phrases that mean it in a report on its area
    ("the only road into the city"). ``chain`` are the places that it runs by, in the order of its path, where it was
    taken from a real network. A ``passage`` is no standing road: there is a way only while a side has taken the ground
    for it, or both have agreed on it.
    """

    id: str
    name: str
    source: str
    path: tuple[tuple[float, float], ...]
    serves: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    chain: tuple[Passed, ...] = ()
    passage: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Theatre:
    """A conflict's data, checked: every id is unique and every reference resolves.

    ``key`` loads it again from anywhere: the name of a theatre that ships, else its folder's absolute path.
    """

    id: str
    name: str
    countries: tuple[str, ...]
    first_day: date
    last_day: date | None = None
    sides: tuple[Side, ...] = ()
    actors: tuple[Actor, ...] = ()
    sources: tuple[Source, ...] = ()
    places: tuple[OverlayPlace, ...] = ()
    routes: tuple[Route, ...] = ()
    provinces: tuple[Province, ...] = ()
    outline: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""

    @cached_property
    def actor(self) -> dict[str, Actor]:
        """Actors by id."""
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def place(self) -> dict[str, OverlayPlace]:
        """Overlay places by id."""
        return {place.id: place for place in self.places}

    @cached_property
    def route(self) -> dict[str, Route]:
        """Routes by id."""
        return {route.id: route for route in self.routes}

    @cached_property
    def source(self) -> dict[str, Source]:
        """Sources by id."""
        return {source.id: source for source in self.sources}

    @cached_property
    def side(self) -> dict[str, Side]:
        """Sides by id."""
        return {side.id: side for side in self.sides}


PARTS = ("actors", "sources", "places", "routes", "provinces")

for _noun in (Side, Allegiance, Actor, Source, OverlayPlace, Province, Passed, Route, Theatre):
    # pydantic reads this from plain dataclasses: a misspelt key in a theatre's YAML is an error, not silence
    setattr(_noun, "__pydantic_config__", {"extra": "forbid"})  # noqa: B010


def theatre_names() -> list[str]:
    """The theatres that ship with the program."""
    folder = resources.files("siegeline") / "theatres"
    return sorted(
        entry.name for entry in folder.iterdir() if entry.name[0] != "_" and (entry / "theatre.yaml").is_file()
    )


def load_theatre(name: str) -> Theatre:
    """The theatre that ships under that name, else that in the folder of that path.

    Raises:
        TheatreError: there is none, or an entry in its YAML is missing, doubled, of the wrong type or dangling.
    """
    folder, key = _folder_and_key(name)
    return _load(folder, key, route_files(key))


def load_own(name: str) -> Theatre:
    """The theatre as :func:`load_theatre` has it, without the routes that were imported.

    Raises:
        TheatreError: as there.
    """
    return _load(*_folder_and_key(name), ())


def _folder_and_key(name: str) -> tuple[Path, str]:
    folder = theatre_folder(name)
    return folder, name if name in theatre_names() else str(folder)


def theatre_folder(name: str) -> Path:
    """The folder of the theatre that ships under that name, else that of that path.

    Raises:
        TheatreError: there is no ``theatre.yaml`` in it.
    """
    if name in theatre_names():
        return Path(str(resources.files("siegeline") / "theatres" / name))
    folder = Path(name).expanduser().absolute()
    if not (folder / "theatre.yaml").is_file():
        raise TheatreError(f"no theatre {name!r}; there are {', '.join(theatre_names())}, or give a theatre's folder")
    return folder


@lru_cache(maxsize=8)
def _load(folder: Path, key: str, imported: State) -> Theatre:
    from pydantic import TypeAdapter, ValidationError  # late: slow to import

    parts = {part: load_yaml(folder / f"{part}.yaml") for part in ("theatre", *PARTS)}
    merged = dict(parts.pop("theatre") or {}) | {part: rows or [] for part, rows in parts.items()}
    if (outline := folder / "outline.geojson").is_file():
        merged["outline"] = load_yaml(outline)
    merged.setdefault("id", folder.name)
    merged["key"] = key
    try:
        theatre = TypeAdapter(Theatre).validate_python(merged)
    except ValidationError as error:
        first = error.errors()[0]
        where = " → ".join(str(step) for step in first["loc"])
        raise TheatreError(f"{folder}: {where}: {first['msg']}") from error
    _check(theatre, folder)
    return with_routes(theatre, [path for path, _, _ in imported]) if imported else theatre


def load_yaml(path: Path) -> Any:
    """What a YAML (or JSON) file holds; None where there is no such file.

    Raises:
        TheatreError: the file cannot be read as YAML; says where in it.
    """
    if not path.is_file():
        return None
    try:
        # the C loader is as safe as SafeLoader and ten times as fast
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise TheatreError(f"{path}: not readable as YAML ({' '.join(str(error).split())})") from error


def _check(theatre: Theatre, folder: Path) -> None:
    def unique(what: str, ids: Iterable[str]) -> set[str]:
        seen: set[str] = set()
        for one in ids:
            if one in seen:
                raise TheatreError(f"{folder}: {what} {one!r} stands twice")
            seen.add(one)
        return seen

    def known(what: str, one: str | None, among: Collection[str | None]) -> None:
        if one is not None and one not in among:
            raise TheatreError(f"{folder}: {what} {one!r} is not defined")

    sides = unique("side", (side.id for side in theatre.sides))
    actors = unique("actor", (actor.id for actor in theatre.actors))
    places = unique("place", (place.id for place in theatre.places))
    unique("source", (source.id for source in theatre.sources))
    unique("route", (route.id for route in theatre.routes))
    unique("province", (str(one.geonames) for one in theatre.provinces))
    for actor in theatre.actors:
        known(f"side of actor {actor.id}", actor.side, sides)
        known(f"parent of actor {actor.id}", actor.parent, actors)
        for allegiance in actor.sides:
            known(f"side of actor {actor.id}", allegiance.side, sides)
    for source in theatre.sources:
        known(f"leaning of source {source.id}", source.leaning, sides | {"independent"})
    for place in theatre.places:
        known(f"part_of of place {place.id}", place.part_of, places)
        known(f"province of place {place.id}", place.province, {one.name for one in theatre.provinces})
    neighbours = {(one.get("properties") or {}).get("name") for one in theatre.outline.get("features", ())}
    for side in theatre.sides:
        for one in side.bases:
            known(f"base of side {side.id}", one, places)
        for one in side.borders:
            known(f"neighbour of side {side.id}", one, neighbours)
    for route in theatre.routes:
        for one in (*route.serves, *route.via):
            known(f"place of route {route.id}", one, places)
