"""Front: areas and lines between sides, drawn from places alone – a derivative, and labelled as one.

Every place speaks for the ground that is nearer to it than to any other place (its Voronoi cell), and for no more than
``reach_km`` around it. Places whose holder nobody knows keep their ground, so that no side gets it. The front between
two sides runs where their ground meets; its band reaches from place to place, for the line may lie anywhere between
them, and beyond them as far as it is doubtful who holds them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from siegeline.picture.ground import REACH_KM, Floats, Ground, Indices, Mask
from siegeline.picture.pockets import CONTESTED, UNKNOWN, Holder

_SMOOTH = 0.2  # of the distance between places: corners are rounded so far, and no finer shape is claimed
_DISC = 6  # and of a place's reach
_ARC = 4  # lines that a rounded quarter of a circle is drawn with: they lie off it by 2 % of its radius
_INWARDS = 8  # … where that would move a whole line, and not corners alone
_GRID_KM = 1e-4  # corners of neighbouring cells are the same to ten centimetres
_KM_A_DEGREE = 111.195
_LABEL = "derived from places, not surveyed"


@dataclass(frozen=True, eq=False)
class Front:
    """Shapes in degrees (WGS 84): ``areas`` by side's number (``CONTESTED`` among them), and, by pair of sides, the
    ``lines`` between them and the ``bands`` in which these lie. ``places`` counts those behind each area.
    """

    areas: Mapping[int, Any]
    lines: Mapping[tuple[int, int], Any]
    bands: Mapping[tuple[int, int], Any]
    places: Mapping[int, int]

    def as_geojson(self, sides: Sequence[str], **told: Any) -> dict[str, Any]:
        """A GeoJSON feature collection; ``told`` goes into every feature's properties (the day, say)."""
        import shapely

        def feature(form: Any, **properties: Any) -> dict[str, Any]:
            shape = shapely.geometry.mapping(_plain(shapely.set_precision(form, 1e-5), shapely.get_dimensions(form)))
            return {
                "type": "Feature",
                "geometry": {"type": shape["type"], "coordinates": shape["coordinates"]},
                "properties": {**properties, **told, "label": _LABEL},
            }

        features = [
            feature(
                form,
                what="contested" if side == CONTESTED else "area",
                side=None if side == CONTESTED else sides[side],
                places=self.places[side],
            )
            for side, form in sorted(self.areas.items())
        ]
        for what, forms in (("band", self.bands), ("front", self.lines)):
            features += [
                feature(form, what=what, sides=[sides[one], sides[other]])
                for (one, other), form in sorted(forms.items())
            ]
        return {"type": "FeatureCollection", "features": features}

    def rows(self, sides: Sequence[str]) -> list[dict[str, Any]]:
        """The shapes in figures: km² of areas and bands, km of lines."""
        import shapely

        told: list[dict[str, Any]] = []
        for side, form in sorted(self.areas.items()):
            what, name = ("contested", None) if side == CONTESTED else ("area", sides[side])
            told.append({"what": what, "side": name, "places": self.places[side], "km2": round(_flat(form).area)})
        for what, forms in (("front", self.lines), ("band", self.bands)):
            for (one, other), form in sorted(forms.items()):
                flat = _flat(form)
                size = {"km": round(shapely.length(flat))} if what == "front" else {"km2": round(flat.area)}
                told.append({"what": what, "sides": [sides[one], sides[other]], **size})
        return told


def _flat(form: Any) -> Any:
    """A shape in degrees on a plane in km."""
    import shapely

    middle = (form.bounds[1] + form.bounds[3]) / 2 if not form.is_empty else 0.0
    scale = np.array([_KM_A_DEGREE * np.cos(np.radians(middle)), _KM_A_DEGREE])
    return shapely.transform(form, lambda points: points * scale)


def front(
    ground: Ground,
    holder: Holder,
    probability: Floats | None = None,
    *,
    reach_km: float = REACH_KM / 2,
    land: Any = None,
) -> Front:
    """The front of a day. ``holder`` as for :func:`siegeline.picture.pockets.pockets`; ``probability`` of each, else 1.

    ``land``: a shape in degrees that no area leaves (a country's outline).
    """
    import shapely

    sure = np.ones(len(ground)) if probability is None else probability
    points, scale = _flat_points(ground)
    cells = _cells(ground, reach_km)
    typical = float(np.median(ground.km)) if len(ground.km) else reach_km
    away = typical * _SMOOTH

    def degrees(form: Any) -> Any:
        shape = shapely.transform(form, lambda xy: xy / scale)
        return shape if land is None else shapely.intersection(shape, land)

    areas: dict[int, Any] = {}
    for side in sorted({int(one) for one in np.unique(holder)} - {UNKNOWN}):
        areas[side] = degrees(_opened(cells.joined(holder == side), away))
    lines, bands = {}, {}
    numbers = [side for side in areas if side != CONTESTED]
    for at, one in enumerate(numbers):
        for other in numbers[at + 1 :]:
            line, band = _between(ground, holder, sure, cells.forms, points, one, other, away)
            if line is not None:
                lines[one, other], bands[one, other] = degrees(line), degrees(band)
    return Front(
        {side: form for side, form in areas.items() if not form.is_empty},
        lines,
        bands,
        {side: int((holder == side).sum()) for side in areas},
    )


def _plain(form: Any, dimension: int) -> Any:
    """The parts of a shape that have that dimension (2 for areas, 1 for lines), as one shape of one type."""
    import shapely

    parts = shapely.get_parts(shapely.get_parts(form))
    kept = [part for part in parts if shapely.get_dimensions(part) == dimension]
    return shapely.MultiPolygon(kept) if dimension == 2 else shapely.MultiLineString(kept)


def _flat_points(ground: Ground) -> tuple[Floats, Floats]:
    """The places on a plane in km, and the km of a degree of longitude and of latitude."""
    middle = float(ground.lat.mean()) if len(ground) else 0.0
    scale = np.array([_KM_A_DEGREE * np.cos(np.radians(middle)), _KM_A_DEGREE])
    return np.column_stack((ground.lon, ground.lat)) * scale, scale


class _Cells(NamedTuple):
    """The ground that each place speaks for, as polygons; ``owner``: places of one number lie on one point and share
    theirs; ``whole``: those that end at their neighbours', and not where the reach ends.
    """

    forms: Any
    owner: Indices
    whole: Mask

    def joined(self, chosen: Mask) -> Any:
        """Some as one shape. The whole ones meet corner to corner, and are joined without looking."""
        import shapely

        _, first = np.unique(self.owner[chosen], return_index=True)
        forms, whole = self.forms[chosen][first], self.whole[chosen][first]
        return shapely.union_all([shapely.coverage_union_all(forms[whole]), *forms[~whole]])


@lru_cache(maxsize=4)
def _cells(ground: Ground, reach_km: float) -> _Cells:
    """The cells of all places: whoever holds them, the same on every day."""
    import shapely

    points, _ = _flat_points(ground)
    if len(points) < 2:
        discs = shapely.buffer(shapely.points(points), reach_km, quad_segs=_DISC)
        return _Cells(discs, np.arange(len(points)), np.zeros(len(points), dtype=np.bool_))
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points)))
    which, owner = shapely.STRtree(cells).query(shapely.points(points), predicate="intersects")
    of = np.zeros(len(points), dtype=np.intp)
    of[which] = owner  # points that coincide share a cell
    own = shapely.transform(cells, lambda xy: np.round(xy / _GRID_KM) * _GRID_KM)[of]
    corners, at = shapely.get_coordinates(own, return_index=True)
    farthest = np.zeros(len(points))
    np.maximum.at(farthest, at, np.hypot(*(corners - points[at]).T))
    beyond = farthest >= reach_km * np.cos(np.pi / 4 / _DISC)  # the disc's flattest reach
    discs = shapely.buffer(shapely.points(points[beyond]), reach_km, quad_segs=_DISC)
    own[beyond] = shapely.intersection(discs, own[beyond], grid_size=_GRID_KM)
    return _Cells(own, of, ~beyond)


def _opened(form: Any, away: float) -> Any:
    """An area with its corners rounded: inwards, a little farther than out again, so that it never grows by it."""
    import shapely

    inner = shapely.buffer(form, -away / np.cos(np.pi / 4 / _INWARDS), quad_segs=_INWARDS)
    return shapely.buffer(inner, away, quad_segs=_ARC)


def _between(
    ground: Ground,
    holder: Holder,
    sure: Floats,
    cells: Any,
    points: Floats,
    one: int,
    other: int,
    away: float,
) -> tuple[Any, Any]:
    """The line where the ground of two sides meets, and its band; None where it does not meet."""
    import shapely

    first, second = holder[ground.one], holder[ground.other]
    pairs = ((first == one) & (second == other)) | ((first == other) & (second == one))
    a, b = ground.one[pairs], ground.other[pairs]
    shared = shapely.intersection(shapely.boundary(cells[a]), shapely.boundary(cells[b]), grid_size=_GRID_KM)
    met = shapely.length(shared) > 0
    if not met.any():
        return None, None
    a, b, shared = a[met], b[met], shared[met]
    line = shapely.line_merge(_plain(shapely.union_all(shared), 1))
    half = (points[a] + points[b]) / 2
    # to the place itself where it is sure who holds it, and beyond it where it is not
    near = half + (points[a] - half) * (2 - sure[a])[:, None]
    far = half + (points[b] - half) * (2 - sure[b])[:, None]
    corners, owner = shapely.get_coordinates(shared, return_index=True)
    owners = np.r_[np.arange(len(near)), np.arange(len(far)), owner]
    order = np.argsort(owners, kind="stable")
    forms = shapely.convex_hull(shapely.multipoints(np.vstack((near, far, corners))[order], indices=owners[order]))
    band = shapely.union_all(forms)
    band = shapely.buffer(shapely.buffer(band, away, quad_segs=_ARC), -away, quad_segs=_ARC)
    return shapely.simplify(_rounded(line), away / 4), band


def _rounded(line: Any) -> Any:
    """Lines with their corners cut twice (Chaikin, 1974)."""
    import shapely

    def cut(points: Floats) -> Floats:
        if len(points) < 3:
            return points
        quarter, rest = points[:-1] * 0.75 + points[1:] * 0.25, points[:-1] * 0.25 + points[1:] * 0.75
        inner = np.stack((quarter, rest), axis=1).reshape(-1, 2)
        return np.vstack((points[:1], inner[1:-1], points[-1:]))

    return shapely.MultiLineString([cut(cut(shapely.get_coordinates(part))) for part in shapely.get_parts(line)])
