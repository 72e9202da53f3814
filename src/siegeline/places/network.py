"""Network: the roads of a real network as routes of a theatre, and the file that keeps them."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from siegeline.errors import InputError
from siegeline.places.chain import Ground
from siegeline.places.names import folded
from siegeline.places.place import Place
from siegeline.places.roads import Road
from siegeline.theatre import Passed, Route, Theatre

_KM_A_DEGREE = 111.2
_SAME_ROAD_KM = 5.0  # how far a schematic path's ends may lie from the real road
_MOST = 0.8


def routes_of(
    roads: Sequence[Road],
    theatre: Theatre,
    places: Iterable[Place],
    *,
    source: str,
    near_km: float = 2.0,
    step: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[Route]:
    """Roads as routes of a theatre, each with the chain of places within ``near_km`` of it.

    Where a road bears the name of a route that the theatre has, and passes its ends, the entry has that one's id and
    gives it its geometry. Names that the theatre's routes have are left to them.
    """
    ground = Ground(places)
    taken = {folded(name) for route in theatre.routes for name in (route.name, *route.aliases)}
    ids = Counter(route.id for route in theatre.routes)
    doubled = Counter(folded(road.name) for road in roads)
    routes: dict[str, Route] = {}
    for number, road in enumerate(roads):
        step(number, len(roads))
        whole = False
        for own, path in _own_routes(road, theatre):
            chain = ground.along(path, near_km=near_km)
            routes.setdefault(own.id, replace(own, path=path, chain=chain, source=source))
            whole = whole or path_km(path) >= _MOST * road.km
        if whole:
            continue
        chain = ground.along(road.path, near_km=near_km)
        name = road.name
        if doubled[folded(name)] > 1 or folded(name) in taken:
            ends = _ends(chain)
            name = f"{name} ({ends})" if ends else name
        base = f"osm-{re.sub(r'[^a-z0-9]+', '-', folded(name)).strip('-') or 'road'}"
        ids[base] += 1
        one = base if ids[base] == 1 else f"{base}-{ids[base]}"
        routes[one] = Route(
            id=one, name=name, source=source, path=road.path, chain=chain,
            via=tuple(passed.place for passed in chain if passed.place in theatre.place),
            aliases=tuple(alias for alias in road.aliases if folded(alias) not in taken | {""}),
            note=f"{road.km:g} km" + (f"; number {road.ref}" if road.ref else ""),
        )  # fmt: skip
    return list(routes.values())


def _own_routes(road: Road, theatre: Theatre) -> Iterator[tuple[Route, tuple[tuple[float, float], ...]]]:
    """The theatre's routes that a road is, each with the piece of the road between its ends."""
    from shapely import LineString, Point
    from shapely.ops import substring

    words = ("", " road", " highway", " motorway")
    names = {folded(f"{name}{word}") for name in (road.name, *road.aliases) for word in words}
    scale = np.array([_KM_A_DEGREE * np.cos(np.radians(road.path[0][1])), _KM_A_DEGREE])
    line = LineString(np.array(road.path) * scale)
    for route in theatre.routes:
        if not names & {folded(name) for name in (route.name, *route.aliases)} or len(route.path) < 2:
            continue
        first, last = (Point(np.array(route.path[at]) * scale) for at in (0, -1))
        if max(line.distance(first), line.distance(last)) > _SAME_ROAD_KM:
            continue
        piece = substring(line, line.project(first), line.project(last))
        if piece.length >= path_km(route.path) / 2:
            points = np.asarray(piece.coords) / scale
            yield route, tuple((round(float(lon), 5), round(float(lat), 5)) for lon, lat in points)


def path_km(path: Sequence[tuple[float, float]]) -> float:
    """The length of a path of (lon, lat) pairs in km."""
    points = np.array(path) * _KM_A_DEGREE
    points[:, 0] *= np.cos(np.radians(path[0][1]))
    return float(np.hypot(*np.diff(points, axis=0).T).sum())


def _ends(chain: Sequence[Passed]) -> str:
    names = list(dict.fromkeys(passed.name for passed in (*chain[:1], *chain[-1:])))
    return "–".join(names)


def write_routes(path: Path, routes: Sequence[Route], *, head: str) -> None:
    """Write routes as a file that a theatre reads, in one step; ``head`` is told in a comment at its top.

    Raises:
        InputError: it cannot be written.
    """
    rows = [_entry(route) for route in routes]
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(rows, Dumper=dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=118)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text("".join(f"# {line}\n" for line in head.splitlines()) + text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise InputError(str(path), f"cannot be written ({error.strerror})", "name another with --out") from error


def _entry(route: Route) -> Mapping[str, Any]:
    row = {key: value for key, value in asdict(route).items() if value}
    row["path"] = [list(point) for point in route.path]
    return {key: list(value) if isinstance(value, tuple) else value for key, value in row.items()}
