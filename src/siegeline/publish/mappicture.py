"""Map picture: the places, sieges and roads of an extract's last day as a PNG, drawn without asking for tiles."""

import importlib
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from siegeline.errors import MissingExtraError
from siegeline.publish.entry import Entry, Point
from siegeline.publish.extract import Extract
from siegeline.publish.maplabels import Box, Labels

EXTRA = "publish"
WIDTH, HEIGHT = 1000, 700  # pixels
_FINE = 2  # drawn so many times larger, then made smaller: smooth edges
_TOP, _BOTTOM, _LEFT, _RIGHT = 105, 60, 215, 130  # pixels around what is drawn: for words, legend and labels
_LEAST_KM = 8.0  # from side to side
_KM_A_DEGREE = 111.2
_AREA = "#e6e9ea"
_LAND, _SEA, _LINE, _WATER, _INK, _FAINT = "#f4f2ec", "#dfe7ea", "#b9b4a6", "#a9c3cf", "#1f2328", "#6b6f76"
_DASHES = {"cut": (3, 5), "under-fire": (9, 5), "contested": (9, 5), "restricted": (9, 5)}
_ORDER = {"neighbour": 0, "country": 0, "river": 2, "lake": 2}  # what is drawn first
_TICKS = (1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class _View:
    """Degrees to pixels: north up, a degree of longitude as long as it is in the middle."""

    west: float
    north: float
    scale: float  # pixels a degree of latitude
    squeeze: float

    def at(self, point: Sequence[float]) -> tuple[float, float]:
        return (point[0] - self.west) * self.squeeze * self.scale, (self.north - point[1]) * self.scale


def map_picture(told: Extract) -> bytes:
    """A PNG of :data:`WIDTH` by :data:`HEIGHT` pixels; how it was made stands in its text ``Description``.

    Raises:
        MissingExtraError: Pillow is not installed.
    """
    try:
        image_of: Any = importlib.import_module("PIL.Image")
        draw_on: Any = importlib.import_module("PIL.ImageDraw")
        fonts: Any = importlib.import_module("PIL.ImageFont")
        info: Any = importlib.import_module("PIL.PngImagePlugin")
    except ImportError as error:
        raise MissingExtraError("drawing a map", EXTRA) from error
    shown = entries_on(told)
    view = _view(shown)
    image = image_of.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), _SEA)
    pen = _Pen(draw_on.Draw(image), fonts, view)
    pen.ground(told.theatre.outline.get("features", ()))
    hues = {side.id: side.hue for side in told.theatre.sides}
    for one in shown:
        if one.layer == "siege" and (known := told.theatre.place.get(one.place_id or "")):
            pen.area(known.ring, hues.get(one.side or "", _INK))
    roads, places, sieges = ([one for one in shown if one.layer == layer] for layer in ("route", "control", "siege"))
    for one in roads:
        pen.road(one, hues.get(one.other_side or "", _FAINT))
    for one in places:
        pen.place(one, hues.get(one.side or "", _FAINT))
    for one in sieges:
        pen.siege(one, hues.get(one.side or "", _INK))
    pen.frame(told)
    besieged = {one.place_id for one in sieges}
    pen.name_all(sieges, roads, [one for one in places if one.place_id not in besieged])
    small = image.resize((WIDTH, HEIGHT), image_of.Resampling.LANCZOS)
    out, text = io.BytesIO(), info.PngInfo()
    text.add_itxt("Description", told.line)
    small.save(out, "PNG", pnginfo=text, optimize=True)
    return out.getvalue()


def entries_on(told: Extract) -> list[Entry]:
    """The sieges and places of the last day on which anything is told of them, and the last state of each road."""
    layers = ("siege", "route", "control")
    dated = [one for one in told.entries if one.layer in layers and one.lat is not None and one.end]
    day = max((one.end or "" for one in dated), default="")
    roads = {(one.route_id, one.other_side): one for one in sorted(dated, key=lambda one: one.end or "")}
    last = {id(one) for one in roads.values()}
    return [
        one
        for one in dated
        if (id(one) in last if one.layer == "route" else (one.start or "") <= day <= (one.end or ""))
    ]


def map_words(told: Extract) -> str:
    """What the map shows, in a sentence, for those who do not see it."""
    shown = entries_on(told)
    names = ", ".join(dict.fromkeys(one.name or "" for one in shown if one.layer == "siege")) or "none"
    roads = ", ".join(dict.fromkeys(one.name or "" for one in shown if one.layer == "route")) or "none"
    return f"Map of {told.made['theatre']} on {told.made['to']}. Besieged: {names}. Roads: {roads}."


def _view(shown: Sequence[Entry]) -> _View:
    """The view of the places with the roads around them; a road that leads far away is cut off at the edge."""
    places: list[Point] = [(one.lon or 0.0, one.lat or 0.0) for one in shown if one.layer != "route"]
    roads = [point for one in shown if one.layer == "route" for point in one.path]
    points = [*places, *(_around(places, roads) if places else roads)] or [(0.0, 0.0)]
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    lat = (min(lats) + max(lats)) / 2
    squeeze = max(math.cos(math.radians(lat)), 0.05)
    least = _LEAST_KM / _KM_A_DEGREE
    height, width = max(max(lats) - min(lats), least), max((max(lons) - min(lons)) * squeeze, least)
    scale = min((HEIGHT - _TOP - _BOTTOM) / height, (WIDTH - _LEFT - _RIGHT) / width) * _FINE
    middle = (
        (_LEFT + (WIDTH - _LEFT - _RIGHT) / 2) * _FINE / scale,
        (_TOP + (HEIGHT - _TOP - _BOTTOM) / 2) * _FINE / scale,
    )
    return _View((min(lons) + max(lons)) / 2 - middle[0] / squeeze, lat + middle[1], scale, squeeze)


def _around(places: Sequence[Point], roads: Iterable[Point]) -> Iterator[Point]:
    """What of the roads lies as near to the places as these lie apart, and within some kilometres at least."""
    lons, lats = [lon for lon, _ in places], [lat for _, lat in places]
    reach = max(max(lons) - min(lons), max(lats) - min(lats), _LEAST_KM / _KM_A_DEGREE) / 2
    for lon, lat in roads:
        if min(lons) - reach <= lon <= max(lons) + reach and min(lats) - reach <= lat <= max(lats) + reach:
            yield lon, lat


class _Pen:
    """Draws on one image."""

    def __init__(self, draw: Any, fonts: Any, view: _View) -> None:
        self._draw, self._view = draw, view
        self._labels = Labels(WIDTH * _FINE, HEIGHT * _FINE)
        self._font = {size: fonts.load_default(size * _FINE) for size in (13, 16, 20)}

    def ground(self, features: Iterable[Any]) -> None:
        shapes = [(one["geometry"]["type"], one["geometry"]["coordinates"], one["properties"]) for one in features]
        for kind, coordinates, told in sorted(shapes, key=lambda one: _ORDER.get(one[2].get("role", ""), 1)):
            water = told.get("role") in {"river", "lake"}
            for ring in _rings(kind, coordinates):
                points = [self._view.at(point) for point in ring]
                self._draw.polygon(points, fill=_WATER if water else _LAND, outline=None if water else _LINE)
            for line in _lines(kind, coordinates):
                self._line(line, _WATER if water else _LINE, 2 if water else 1)

    def area(self, ring: Sequence[Point], hue: str) -> None:
        """The outline of what is besieged, where the theatre has one."""
        if len(ring) > 2:
            self._draw.polygon([self._view.at(point) for point in ring], fill=_AREA)
            self._line([*ring, ring[0]], hue, 1)

    def road(self, one: Entry, hue: str) -> None:
        self._line(one.path, "#ffffff", 7)
        self._line(one.path, hue, 4, dash=_DASHES.get(one.state))

    def place(self, one: Entry, hue: str) -> None:
        held = one.state == "held"
        box = self._around(one, 5)
        self._draw.ellipse(box, fill=hue if held else "#ffffff", outline=hue if held else _FAINT, width=2 * _FINE)
        self._labels.keep_free(box)

    def siege(self, one: Entry, hue: str) -> None:
        box = self._around(one, 15)
        gap = {"one-way": (40, 320), "under-fire": None}.get(one.state, (0, 360))
        for start, end in [gap] if gap else [(angle, angle + 24) for angle in range(0, 360, 40)]:
            self._draw.arc(box, start, end, fill=hue, width=4 * _FINE)
        self._labels.keep_free(box)

    def name_all(self, sieges: Sequence[Entry], roads: Sequence[Entry], places: Sequence[Entry]) -> None:
        """Names, the besieged first; a place for whose name there is no room keeps its dot alone."""
        for one in sieges:
            self._name(self._around(one, 15), one.name or "", 16, always=True)
        for name, states in _by_road(roads).items():
            if spot := self._seen([point for one in roads if one.name == name for point in one.path]):
                self._name(spot, f"{name}: {states}", 13, always=True, below=True)
        for one in places:
            self._name(self._around(one, 5), one.name or "", 13)

    def _name(self, sign: Box, words: str, size: int, *, always: bool = False, below: bool = False) -> None:
        left, top, right, bottom = self._draw.textbbox((0, 0), words, font=self._font[size], stroke_width=2 * _FINE)
        if at := self._labels.put(sign, (right - left, bottom - top), always=always, below=below):
            self._text((at[0] - left, at[1] - top), words, size)

    def _seen(self, path: Sequence[Point]) -> Box | None:
        """The point in the middle of what of a road is on the picture, as a box; None where nothing is."""
        spots = [self._view.at(point) for point in _closely(path)]
        inside = [one for one in spots if 0 < one[0] < WIDTH * _FINE and _TOP * _FINE < one[1] < HEIGHT * _FINE]
        return (*inside[len(inside) // 2], *inside[len(inside) // 2]) if inside else None

    def _around(self, one: Entry, radius: int) -> Box:
        x, y = self._view.at((one.lon or 0.0, one.lat or 0.0))
        size = radius * _FINE
        return x - size, y - size, x + size, y + size

    def frame(self, told: Extract) -> None:
        self._draw.rectangle((0, 0, WIDTH * _FINE, 76 * _FINE), fill=_LAND)
        self._text((14 * _FINE, 10 * _FINE), f"{told.made['theatre']}, {told.made['to']}", 20)
        self._text((14 * _FINE, 36 * _FINE), "Rings: besieged, in the besieger's colour. Dots: who holds a place.", 13)
        self._text(
            (14 * _FINE, 53 * _FINE),
            "Roads as last told: for whom they run; broken where cut, under fire or contested.",
            13,
        )
        names = [(side.name, side.hue) for side in told.theatre.sides]
        for number, (name, hue) in enumerate(names):
            y = HEIGHT * _FINE - (20 + 18 * (len(names) - number)) * _FINE
            self._draw.rectangle((14 * _FINE, y, 26 * _FINE, y + 12 * _FINE), fill=hue)
            self._text((32 * _FINE, y - 2 * _FINE), name, 13)
        self._scale_bar()
        self._labels.keep_free((0, 0, WIDTH * _FINE, 76 * _FINE))
        self._labels.keep_free((0, (HEIGHT - 24 - 18 * len(names)) * _FINE, 200 * _FINE, HEIGHT * _FINE))
        self._labels.keep_free(((WIDTH - 250) * _FINE, (HEIGHT - 50) * _FINE, WIDTH * _FINE, HEIGHT * _FINE))

    def _scale_bar(self) -> None:
        km = self._view.scale / _KM_A_DEGREE
        length = max((one for one in _TICKS if one * km < WIDTH * _FINE / 5), default=_TICKS[0])
        x, y = (WIDTH - 30) * _FINE - length * km, (HEIGHT - 24) * _FINE
        self._draw.line((x, y, x + length * km, y), fill=_INK, width=2 * _FINE)
        self._text((x, y - 20 * _FINE), f"{length} km", 13)

    def _text(self, at: tuple[float, float], words: str, size: int) -> None:
        self._draw.text(at, words, fill=_INK, font=self._font[size], stroke_width=2 * _FINE, stroke_fill="#ffffff")

    def _line(
        self, path: Iterable[Sequence[float]], hue: str, width: int, *, dash: tuple[int, int] | None = None
    ) -> None:
        points = [self._view.at(point) for point in path]
        if dash is None:
            self._draw.line(points, fill=hue, width=width * _FINE, joint="curve")
            return
        for start, end in _dashes(points, *(part * _FINE for part in dash)):
            self._draw.line((*start, *end), fill=hue, width=width * _FINE)


def _by_road(roads: Sequence[Entry]) -> dict[str, str]:
    """Each road's name with its states: of each side where they differ."""
    found: dict[str, list[Entry]] = {}
    for one in roads:
        found.setdefault(one.name or "", []).append(one)
    return {name: "; ".join(dict.fromkeys(_state(one, len(told)) for one in told)) for name, told in found.items()}


def _state(one: Entry, count: int) -> str:
    words = one.state.replace("-", " ")
    return f"{words} for {one.other_side_name}" if count > 1 and one.other_side_name else words


def _closely(path: Sequence[Point]) -> Iterator[Point]:
    """Points along a road, close enough together that some lie on the picture where the road does."""
    for (x, y), (u, v) in pairwise(path):
        steps = max(1, int(math.hypot(u - x, v - y) * _KM_A_DEGREE))
        for step in range(steps):
            yield x + (u - x) * step / steps, y + (v - y) * step / steps


def _dashes(points: Sequence[tuple[float, float]], on: float, off: float) -> Iterable[tuple[Any, Any]]:
    left, drawing = on, True
    for (x, y), (u, v) in pairwise(points):
        length = math.hypot(u - x, v - y)
        done = 0.0
        while done < length:
            step = min(left, length - done)
            if drawing and length:
                a, b = done / length, (done + step) / length
                yield (x + (u - x) * a, y + (v - y) * a), (x + (u - x) * b, y + (v - y) * b)
            done, left = done + step, left - step
            if left <= 0:
                drawing = not drawing
                left = on if drawing else off


def _rings(kind: str, coordinates: Any) -> list[Any]:
    """The outer rings of areas."""
    if kind == "Polygon":
        return [coordinates[0]]
    return [part[0] for part in coordinates] if kind == "MultiPolygon" else []


def _lines(kind: str, coordinates: Any) -> list[Any]:
    if kind == "LineString":
        return [coordinates]
    return list(coordinates) if kind == "MultiLineString" else []
