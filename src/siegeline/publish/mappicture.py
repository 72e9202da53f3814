"""Map picture: the places, sieges and roads of an extract's last day as a PNG, drawn without asking for tiles."""

import importlib
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from siegeline.errors import MissingExtraError
from siegeline.publish.entry import Entry, Point
from siegeline.publish.extract import Extract

EXTRA = "publish"
WIDTH, HEIGHT = 1000, 700  # pixels
_FINE = 2  # drawn so many times larger, then made smaller: smooth edges
_MARGIN = 0.12  # of the extent, around what is drawn
_LEAST_KM = 12.0  # from side to side
_KM_A_DEGREE = 111.2
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
        if one.layer == "route":
            pen.road(one, hues.get(one.other_side or "", _FAINT))
    for one in shown:
        if one.layer == "control":
            pen.place(one, hues.get(one.side or "", _FAINT))
    for one in shown:
        if one.layer == "siege":
            pen.siege(one, hues.get(one.side or "", _INK))
    pen.frame(told)
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


def _view(shown: Iterable[Entry]) -> _View:
    points: list[Point] = [point for one in shown for point in (one.path or ((one.lon or 0.0, one.lat or 0.0),))]
    lons, lats = [lon for lon, _ in points] or [0.0], [lat for _, lat in points] or [0.0]
    lat = (min(lats) + max(lats)) / 2
    squeeze = max(math.cos(math.radians(lat)), 0.05)
    least = _LEAST_KM / _KM_A_DEGREE
    height = max(max(lats) - min(lats), least) * (1 + 2 * _MARGIN)
    width = max((max(lons) - min(lons)) * squeeze, least) * (1 + 2 * _MARGIN)
    scale = min(HEIGHT / height, WIDTH / width) * _FINE
    west = (min(lons) + max(lons)) / 2 - WIDTH * _FINE / 2 / scale / squeeze
    return _View(west, lat + HEIGHT * _FINE / 2 / scale, scale, squeeze)


class _Pen:
    """Draws on one image."""

    def __init__(self, draw: Any, fonts: Any, view: _View) -> None:
        self._draw, self._view = draw, view
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

    def road(self, one: Entry, hue: str) -> None:
        self._line(one.path, "#ffffff", 7)
        self._line(one.path, hue, 4, dash=_DASHES.get(one.state))
        x, y = self._view.at((one.lon or 0.0, one.lat or 0.0))
        self._text((x + 6 * _FINE, y + 4 * _FINE), f"{one.name}: {one.state.replace('-', ' ')}", 13)

    def place(self, one: Entry, hue: str) -> None:
        held = one.state == "held"
        self._dot(one, 5, fill=hue if held else "#ffffff", outline=hue if held else _FAINT)
        x, y = self._view.at((one.lon or 0.0, one.lat or 0.0))
        self._text((x + 8 * _FINE, y - 8 * _FINE), one.name or "", 13)

    def siege(self, one: Entry, hue: str) -> None:
        x, y = self._view.at((one.lon or 0.0, one.lat or 0.0))
        size = 15 * _FINE
        box = (x - size, y - size, x + size, y + size)
        gap = {"one-way": (40, 320), "under-fire": None}.get(one.state, (0, 360))
        for start, end in [gap] if gap else [(angle, angle + 24) for angle in range(0, 360, 40)]:
            self._draw.arc(box, start, end, fill=hue, width=4 * _FINE)
        self._text((x + size + 4 * _FINE, y - 9 * _FINE), one.name or "", 16)

    def frame(self, told: Extract) -> None:
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

    def _scale_bar(self) -> None:
        km = self._view.scale / _KM_A_DEGREE
        length = max((one for one in _TICKS if one * km < WIDTH * _FINE / 5), default=_TICKS[0])
        x, y = (WIDTH - 30) * _FINE - length * km, (HEIGHT - 24) * _FINE
        self._draw.line((x, y, x + length * km, y), fill=_INK, width=2 * _FINE)
        self._text((x, y - 20 * _FINE), f"{length} km", 13)

    def _dot(self, one: Entry, radius: int, *, fill: str, outline: str) -> None:
        x, y = self._view.at((one.lon or 0.0, one.lat or 0.0))
        size = radius * _FINE
        self._draw.ellipse((x - size, y - size, x + size, y + size), fill=fill, outline=outline, width=2 * _FINE)

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
