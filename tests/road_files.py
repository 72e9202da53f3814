"""Small road networks of our own, written as real OpenStreetMap files."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

Way = tuple[Mapping[str, str], Sequence[tuple[float, float]]]


def write_osm(
    path: Path, ways: Sequence[Way], relations: Sequence[tuple[Mapping[str, str], Sequence[int]]] = ()
) -> Path:
    """Write ways (tags, (lon, lat) points) and road relations (tags, way numbers from 0); equal points are one node."""
    import osmium
    from osmium.osm.mutable import Node, Relation
    from osmium.osm.mutable import Way as MutableWay

    nodes: dict[tuple[float, float], int] = {}
    for _, points in ways:
        for point in points:
            nodes.setdefault(point, len(nodes) + 1)
    writer = osmium.SimpleWriter(str(path))
    try:
        for point, number in nodes.items():
            writer.add_node(Node(id=number, location=point, version=1))
        for number, (tags, points) in enumerate(ways, 1):
            writer.add_way(MutableWay(id=number, nodes=[nodes[point] for point in points], tags=tags, version=1))
        for number, (tags, members) in enumerate(relations, 1):
            told = [("w", member + 1, "") for member in members]
            writer.add_relation(Relation(id=number, members=told, tags=tags, version=1))
    finally:
        writer.close()
    return path


def straight(*points: tuple[float, float], parts: int = 10) -> list[tuple[float, float]]:
    """A line through points, with some between."""
    line = [points[0]]
    for (lon, lat), (east, north) in pairwise(points):
        line += [
            (round(lon + (east - lon) * at / parts, 6), round(lat + (north - lat) * at / parts, 6))
            for at in range(1, parts + 1)
        ]
    return line
