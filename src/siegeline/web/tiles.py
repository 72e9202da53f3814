"""Tiles: the ground under the map, where whoever runs the desk names some: a PMTiles file, or an address of tiles.

A file is read here and served by the desk, so that the browser asks nobody else. An address of another machine is asked
by the browser; only then does the policy allow that one origin. Without either, the outlines of the theatre are drawn.
"""

import gzip
import re
from dataclasses import dataclass, field
from mmap import ACCESS_READ, mmap
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from siegeline.errors import MissingExtraError, UsageError

router = APIRouter(include_in_schema=False)
_ADDRESS = re.compile(r"https?://[^\s\"'<>;,]+")
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "AVIF": "image/avif"}


@dataclass(frozen=True)
class Tiles:
    """What MapLibre's source says of the tiles, the ``origin`` that the browser must ask, and the file's reader."""

    about: dict[str, Any]
    origin: str | None = None
    reader: Any = None
    lock: Lock = field(default_factory=Lock, repr=False)

    @classmethod
    def of(cls, told: str) -> "Tiles":
        """From ``https://…/{z}/{x}/{y}.png`` or the path of a ``.pmtiles`` file.

        Raises:
            UsageError: it is neither, or the file cannot be read.
        """
        if _ADDRESS.fullmatch(told) and all(part in told for part in ("{z}", "{x}", "{y}")):
            parts = urlsplit(told)
            about = {"type": "raster", "tiles": [told], "tileSize": 256, "attribution": f"Tiles: {parts.hostname}"}
            return cls(about, origin=f"{parts.scheme}://{parts.netloc}")
        path = Path(told)
        if path.suffix != ".pmtiles" or not path.is_file():
            raise UsageError(f"{told}: give a .pmtiles file or an address with {{z}}, {{x}} and {{y}}")
        return cls(*_of_file(path))

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """A tile of the file, unpacked; None where it has none."""
        with self.lock:
            found = self.reader.get(z, x, y) if self.reader else None
        return gzip.decompress(found) if found and found[:2] == b"\x1f\x8b" else found


def _of_file(path: Path) -> tuple[dict[str, Any], None, Any]:
    try:
        from pmtiles.reader import Reader
    except ImportError:
        raise MissingExtraError("a PMTiles file", "web") from None
    try:
        with path.open("rb") as file:
            mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
        made: Any = Reader
        reader = made(lambda offset, length: mapped[offset : offset + length])
        header, told = reader.header(), reader.metadata()
    except Exception as error:  # the reader raises whatever a broken file leads it to
        raise UsageError(f"{path}: this is no PMTiles file ({error})") from error
    kind = header["tile_type"].name
    if kind != "MVT" and kind not in _TYPES:
        raise UsageError(f"{path}: tiles of type {kind} cannot be drawn; make vector (MVT), PNG, JPEG or WebP tiles")
    credit = re.sub(r"<[^>]*>", "", str(told.get("attribution") or path.name))
    about = {
        "type": "vector" if kind == "MVT" else "raster", "tiles": ["/tiles/{z}/{x}/{y}"], "attribution": credit,
        "minzoom": header["min_zoom"], "maxzoom": header["max_zoom"],
        "media": _TYPES.get(kind, "application/x-protobuf"),
        "layers": [str(one.get("id")) for one in told.get("vector_layers", ())],
        "bounds": [header[f"{end}_e7"] / 1e7 for end in ("min_lon", "min_lat", "max_lon", "max_lat")],
    }  # fmt: skip
    return about, None, reader


@router.get("/desk/base")
def base(request: Request) -> Response:
    """What lies under the map; null where nobody named anything."""
    tiles = request.app.state.tiles
    return JSONResponse(tiles and tiles.about)


@router.get("/tiles/{z}/{x}/{y}")
def tile(request: Request, z: int, x: int, y: int) -> Response:
    """A tile of the file."""
    tiles = request.app.state.tiles
    if tiles is None or tiles.reader is None or not 0 <= z <= 26 or not (0 <= x < 1 << z and 0 <= y < 1 << z):
        raise HTTPException(404, "there is no such tile")
    found = tiles.tile(z, x, y)
    headers = {"Cache-Control": "private, max-age=3600"}
    return Response(found, media_type=tiles.about["media"], headers=headers) if found else Response(status_code=204)
