"""Roads: the named highways of a real network, from OpenStreetMap or GeoJSON, gathered into routes.

Each piece of road has names and a number (``ref``). Pieces of one number, or else of one name, are one route; where
they lie far apart, several. Of a route's pieces the way through is its path: pieces are cut at crossings, gaps of up to
a kilometre closed, and the two ends that lie farthest apart joined along the shortest way, so that of a dual
carriageway one side is taken (and of a ring one half).
"""

import heapq
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from siegeline.errors import InputError, MissingExtraError
from siegeline.places.names import folded
from siegeline.places.place import is_latin

KINDS = ("motorway", "trunk", "primary", "secondary")
_NAME_KEYS = ("name:en", "int_name", "name", "official_name", "alt_name", "old_name", "loc_name", "short_name")
_LINES = frozenset({"LineString", "MultiLineString"})
_KM_A_DEGREE = 111.2
_GAP_KM = 1.0
_BESIDE_KM = 0.1  # the two sides of one road
_COARSE_KM = 0.05  # how far a simplified path may lie from the road
_ALIAS_SHARE = 0.05  # a name counts for a route when a twentieth of it bears it
_SAVE = "name a file of OpenStreetMap (.osm.pbf, .osm) or GeoJSON"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of road: its number, its names (the one to show first) and its points as (lon, lat)."""

    ref: str
    names: tuple[str, ...]
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Road:
    """A road gathered from its pieces: ``path`` as (lon, lat) pairs from end to end, ``km`` its length."""

    name: str
    ref: str
    aliases: tuple[str, ...]
    path: tuple[tuple[float, float], ...]
    km: float


def read_pieces(path: Path, *, kinds: Sequence[str] = KINDS) -> list[Piece]:
    """The named or numbered pieces of road in a file: OpenStreetMap's (.osm.pbf, .osm, .osm.bz2) or GeoJSON.

    Raises:
        InputError: the file is missing, broken or of another form.
        MissingExtraError: pyosmium is not installed.
    """
    if not path.is_file():
        raise InputError(str(path), "is not there", _SAVE)
    low = path.name.lower()
    if low.endswith((".geojson", ".json")):
        return list(_from_geojson(path, kinds))
    if low.endswith((".pbf", ".osm", ".osm.bz2", ".osm.gz")):
        return _from_osm(path, kinds)
    raise InputError(str(path), "is no road network by its name", _SAVE)


def _from_osm(path: Path, kinds: Sequence[str]) -> list[Piece]:
    try:
        import osmium
    except ImportError as error:
        raise MissingExtraError("reading OpenStreetMap files", "roads") from error
    wanted = set(kinds)
    pieces: list[Piece] = []
    of_relations: defaultdict[int, list[Mapping[str, str]]] = defaultdict(list)
    try:
        relations = osmium.FileProcessor(str(path), osmium.osm.RELATION)
        for relation in relations.with_filter(osmium.filter.KeyFilter("route")):
            tags = dict(relation.tags)
            if isinstance(relation, osmium.osm.Relation) and tags.get("route") == "road":
                for member in relation.members:
                    if member.type == "w":
                        of_relations[member.ref].append(tags)
        ways = osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY).with_locations()
        for way in ways.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY)):
            tags = dict(way.tags)
            if not isinstance(way, osmium.osm.Way) or tags.get("highway") not in wanted:
                continue
            points = tuple((node.lon, node.lat) for node in way.nodes if node.location.valid())
            pieces += _pieces([tags, *of_relations.get(way.id, ())], points)
    except (RuntimeError, ValueError) as error:
        raise InputError(str(path), f"is no whole file of OpenStreetMap ({error})", "fetch it again") from error
    return pieces


def _from_geojson(path: Path, kinds: Sequence[str]) -> Iterator[Piece]:
    try:
        whole = json.loads(path.read_text("utf-8-sig"))
        features = whole["features"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(str(path), "is no GeoJSON with a list of features", "save lines with their names") from error
    for number, feature in enumerate(features, 1):
        try:
            shape, tags = feature["geometry"] or {}, feature.get("properties") or {}
            if shape.get("type") not in _LINES or str(tags.get("highway") or kinds[0]) not in kinds:
                continue
            lines = shape["coordinates"] if shape["type"] == "MultiLineString" else [shape["coordinates"]]
            told = {str(key).lower().replace("_", ":"): str(value) for key, value in tags.items() if value}
            told |= {key: str(tags[key]) for key in _NAME_KEYS if tags.get(key)}
            for line in lines:
                points = tuple((float(point[0]), float(point[1])) for point in line)
                if not all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in points):
                    raise ValueError("a point is not in degrees")
                yield from _pieces([told], points)
        except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
            raise InputError(f"{path}: feature {number}", f"is no line ({error})", "mend or remove it") from error


def _pieces(tags: Sequence[Mapping[str, str]], points: tuple[tuple[float, float], ...]) -> Iterator[Piece]:
    if len(points) < 2:
        return
    names = [name.strip() for one in tags for key in _NAME_KEYS for name in one.get(key, "").split(";")]
    names = [name for name in dict.fromkeys(names) if name]
    names.sort(key=lambda name: not is_latin(name))
    refs = [_ref(ref) for one in tags for key in ("ref", "int_ref") for ref in one.get(key, "").split(";")]
    for ref in dict.fromkeys(refs) if any(refs) else [""]:
        if ref or (names and not any(refs)):
            yield Piece(ref, tuple(names), points)


def _ref(text: str) -> str:
    """A road's number as it is compared: "M 5" and "M-5" are "M5"."""
    return re.sub(r"[\s.\-–]+", "", text).upper()


def gather_roads(
    pieces: Iterable[Piece], *, least_km: float = 5.0, step: Callable[[int, int], None] = lambda _done, _all: None
) -> list[Road]:
    """Routes of the pieces, the longest first; those shorter than ``least_km`` are left out."""
    groups: defaultdict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        groups[f"ref {piece.ref}" if piece.ref else f"name {folded(piece.names[0])}"].append(piece)
    roads = []
    for number, group in enumerate(groups.values()):
        step(number, len(groups))
        roads += [road for road in _roads(group) if road.km >= least_km]
    return sorted(roads, key=lambda road: (-road.km, road.name))


def _roads(group: Sequence[Piece]) -> Iterator[Road]:
    """The routes of pieces of one number or name: one, or several where they do not hang together."""
    from shapely import LineString, line_merge, unary_union

    narrow = float(np.cos(np.radians(np.mean([piece.points[0][1] for piece in group]))))
    scale = np.array([_KM_A_DEGREE * narrow, _KM_A_DEGREE])
    lines = [LineString(np.array(piece.points) * scale) for piece in group]
    merged = line_merge(unary_union(lines))
    parts = list(getattr(merged, "geoms", [merged]))
    for path in _ways_through([np.asarray(part.coords) for part in parts if part.length > 0]):
        line = LineString(path)
        near = [piece for piece, one in zip(group, lines, strict=True) if line.distance(one) < _GAP_KM]
        name, aliases = _names(near)
        coarse = np.asarray(line.simplify(_COARSE_KM).coords) / scale
        points = tuple((round(float(lon), 5), round(float(lat), 5)) for lon, lat in coarse)
        yield Road(name, group[0].ref, aliases, points, round(float(line.length), 1))


def _names(pieces: Sequence[Piece]) -> tuple[str, tuple[str, ...]]:
    """The name of a road, and what else it is called: the number, and names that enough of it bears."""
    ref = pieces[0].ref
    weight: defaultdict[str, float] = defaultdict(float)
    total = 0.0
    for piece in pieces:
        steps = np.hypot(*np.diff(np.array(piece.points), axis=0).T).sum()
        total += float(steps)
        for name in piece.names:
            weight[name] += float(steps)
    names = [name for name in sorted(weight, key=lambda one: -weight[one]) if weight[name] >= _ALIAS_SHARE * total]
    names.sort(key=lambda name: not is_latin(name))
    if ref.isdigit():  # a bare number would be met in "5 km of road"
        numbers = [f"road {ref}", f"highway {ref}", f"route {ref}"]
        shown = [f"Road {ref}"]
    else:
        numbers, shown = ([ref] if ref else []), ([ref] if ref else [])
    told = [*shown, *names]
    return told[0], tuple(dict.fromkeys(one for one in (*told[1:], *numbers) if one != told[0]))


def _ways_through(lines: Sequence[Any]) -> Iterator[Any]:
    """For each set of lines that hang together, gaps closed, the way through from end to end, as points."""
    if not lines:
        return
    ends = np.array([line[at] for line in lines for at in (0, -1)])
    nodes, node_of = np.unique(np.round(ends, 4), axis=0, return_inverse=True)
    node_of = np.asarray(node_of).reshape(-1)
    edges: defaultdict[int, list[tuple[float, int, Any]]] = defaultdict(list)

    def join(first: int, last: int, line: Any) -> None:
        km = float(np.hypot(*np.diff(line, axis=0).T).sum())
        edges[first].append((km, last, line))
        edges[last].append((km, first, line[::-1]))

    for number, line in enumerate(lines):
        join(int(node_of[2 * number]), int(node_of[2 * number + 1]), line)
    for first, last in _gaps(nodes, edges):
        join(first, last, nodes[[first, last]])
    left = set(range(len(nodes)))
    while left:
        reached, _ = _from(next(iter(left)), edges)
        left -= set(reached)
        start, end = _farthest(nodes, sorted(reached))
        if start == end:  # a ring of one piece
            yield max((line for _, _, line in edges[start]), key=len)
            continue
        _, came = _from(start, edges)
        path: list[Any] = []
        while end != start:
            end, line = came[end]
            path.insert(0, line)
        yield np.concatenate([path[0][:1], *(line[1:] for line in path)])


def _farthest(nodes: Any, among: Sequence[int]) -> tuple[int, int]:
    """The two nodes that lie farthest from each other: corners of the hull."""
    from shapely import MultiPoint, get_coordinates

    corners = np.unique(get_coordinates(MultiPoint(nodes[among]).convex_hull), axis=0)
    apart = np.hypot(*(corners[:, None] - corners[None]).T)
    pair = np.unravel_index(int(np.argmax(apart)), apart.shape)
    first, last = (int(np.argmin(np.hypot(*(nodes[among] - corners[at]).T))) for at in pair)
    return among[first], among[last]


def _gaps(nodes: Any, edges: Mapping[int, list[tuple[float, int, Any]]]) -> Iterator[tuple[int, int]]:
    """The gaps to close: between ends of parts that do not hang together, the shortest first; all between two sides."""
    from shapely import STRtree, points

    part: dict[int, int] = {}
    for node in range(len(nodes)):
        if node not in part:
            part |= dict.fromkeys(_from(node, edges)[0], node)
    joined = {node: node for node in part.values()}

    def whole(node: int) -> int:
        while joined[node] != node:
            node = joined[node]
        return node

    made = points(nodes)
    near = STRtree(made).query(made, predicate="dwithin", distance=_GAP_KM).T
    pairs = [(int(first), int(last)) for first, last in near if first < last and part[int(first)] != part[int(last)]]
    lengths = [float(np.hypot(*(nodes[first] - nodes[last]))) for first, last in pairs]
    for km, (first, last) in sorted(zip(lengths, pairs, strict=True)):
        one, other = whole(part[first]), whole(part[last])
        if km <= _BESIDE_KM or one != other:
            joined[one] = other
            yield first, last


def _from(
    start: int, edges: Mapping[int, list[tuple[float, int, Any]]]
) -> tuple[dict[int, float], dict[int, tuple[int, Any]]]:
    """How far each node is by road, and over which line one comes to it (Dijkstra)."""
    away, came, heap = {start: 0.0}, dict[int, tuple[int, Any]](), [(0.0, start)]
    while heap:
        km, node = heapq.heappop(heap)
        if km > away[node]:
            continue
        for more, other, line in edges.get(node, ()):
            if km + more < away.get(other, np.inf):
                away[other] = km + more
                came[other] = (node, line)
                heapq.heappush(heap, (km + more, other))
    return away, came
