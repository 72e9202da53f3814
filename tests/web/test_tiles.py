"""The ground that whoever runs the desk names: a file of tiles, or an address; nothing else is asked."""

from math import asinh, pi, radians, tan

import pytest

pytest.importorskip("fastapi", reason="needs the extra web")
pmtiles = pytest.importorskip("pmtiles.writer", reason="needs the Python package pmtiles")

from fastapi.testclient import TestClient  # noqa: E402
from pmtiles.tile import Compression, TileType, zxy_to_tileid  # noqa: E402

from siegeline.errors import UsageError  # noqa: E402
from siegeline.record import Record  # noqa: E402
from siegeline.settings import record_url  # noqa: E402
from siegeline.theatre import load_theatre  # noqa: E402
from siegeline.web import People, create_app  # noqa: E402
from siegeline.web.tiles import Tiles  # noqa: E402

PIXEL = b"\x89PNG not a picture, but bytes"


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "ground.pmtiles"
    with path.open("wb") as out:
        writer = pmtiles.Writer(out)
        writer.write_tile(zxy_to_tileid(0, 0, 0), PIXEL)
        header = {
            "tile_type": TileType.PNG, "tile_compression": Compression.NONE, "min_zoom": 0, "max_zoom": 0,
            "min_lon_e7": -1800000000, "min_lat_e7": -850000000, "max_lon_e7": 1800000000, "max_lat_e7": 850000000,
            "center_zoom": 0, "center_lon_e7": 0, "center_lat_e7": 0,
        }  # fmt: skip
        writer.finalize(header, {"attribution": '<a href="https://example.org">Example</a>'})
    return path


@pytest.fixture
def client(sample_record):
    kept = Record.open(record_url(str(sample_record)))

    def of(told):
        app = create_app(kept, load_theatre("syria"), tiles=Tiles.of(str(told)) if told else None)
        return TestClient(app, base_url="http://127.0.0.1")

    yield of
    kept.close()


def test_a_file_of_tiles_is_served_by_the_desk_alone(client, archive) -> None:
    asked = client(archive)
    about = asked.get("/desk/base").json()
    assert (about["type"], about["tiles"], about["attribution"]) == ("raster", ["/tiles/{z}/{x}/{y}"], "Example")
    tile = asked.get("/tiles/0/0/0")
    assert (tile.status_code, tile.headers["content-type"], tile.content) == (200, "image/png", PIXEL)
    assert asked.get("/tiles/1/0/0").status_code == 204
    assert asked.get("/tiles/1/5/0").status_code == 404
    assert "http" not in asked.get("/").headers["content-security-policy"]


def test_an_address_is_allowed_and_no_other(client) -> None:
    answer = client("https://tiles.example.org/{z}/{x}/{y}.png").get("/")
    policy = dict(one.split(" ", 1) for one in answer.headers["content-security-policy"].split("; "))
    assert policy["connect-src"] == "'self' https://tiles.example.org"
    assert policy["img-src"].endswith(" https://tiles.example.org")
    assert policy["script-src"] == "'self'"


def test_without_any_the_outlines_are_drawn(client) -> None:
    asked = client(None)
    assert asked.get("/desk/base").json() is None
    assert asked.get("/tiles/0/0/0").status_code == 404


@pytest.mark.parametrize(
    "told", ["ground.tif", "https://example.org/tiles.png", "https://a.org/{z}/{x}/{y}; script-src *"]
)
def test_what_is_neither_is_refused_in_one_line(told) -> None:
    with pytest.raises(UsageError, match="pmtiles"):
        Tiles.of(told)


def test_a_broken_file_is_refused_in_one_line(tmp_path) -> None:
    (tmp_path / "bad.pmtiles").write_bytes(b"PMTiles but not really")
    with pytest.raises(UsageError, match=r"bad\.pmtiles: this is no PMTiles file"):
        Tiles.of(str(tmp_path / "bad.pmtiles"))


def _field(number: int, value: bytes | int) -> bytes:
    """A field of a protocol buffer: bytes with their length, or a number."""
    return _number(number << 3 | 2) + _number(len(value)) + value if isinstance(value, bytes) else (
        _number(number << 3) + _number(value)
    )  # fmt: skip


def _number(value: int) -> bytes:
    low, rest = value & 127, value >> 7
    return bytes([low | 128]) + _number(rest) if rest else bytes([low])


def _town(lon: float, lat: float, told: dict[str, str], keys: list[str], values: list[str]) -> bytes:
    """A point of a vector tile (Mapbox's specification 2.1) that holds the whole world."""
    at = [round((lon / 360 + 0.5) * 4096), round((0.5 - asinh(tan(radians(lat))) / (2 * pi)) * 4096)]
    tags = b"".join(_number(keys.index(key)) + _number(values.index(value)) for key, value in told.items())
    point = _number(9) + b"".join(_number(2 * one) for one in at)
    return _field(2, _field(2, tags) + _field(3, 1) + _field(4, point))


@pytest.fixture
def towns(tmp_path):
    """A file of one vector tile as Protomaps makes them: a layer of places."""
    rows = [
        (36.2, 35.4, {"kind": "locality", "kind_detail": "city", "name": "حماة الصغيرة", "name:en": "Hamalike"}),
        (38.0, 35.6, {"kind": "locality", "kind_detail": "town", "name": "Only in Arabic لا"}),
        (37.2, 35.0, {"kind": "locality", "kind_detail": "hamlet", "name": "Very small"}),
        (37.4, 35.2, {"kind": "country", "name": "No town"}),
    ]
    keys = sorted({key for *_, told in rows for key in told})
    values = sorted({value for *_, told in rows for value in told.values()})
    layer = _field(15, 2) + _field(1, b"places") + b"".join(_town(*row, keys, values) for row in rows)
    layer += b"".join(_field(3, key.encode()) for key in keys)
    layer += b"".join(_field(4, _field(1, value.encode())) for value in values) + _field(5, 4096)
    path = tmp_path / "towns.pmtiles"
    with path.open("wb") as out:
        writer = pmtiles.Writer(out)
        writer.write_tile(zxy_to_tileid(0, 0, 0), _field(3, layer))
        header = {
            "tile_type": TileType.MVT, "tile_compression": Compression.NONE, "min_zoom": 0, "max_zoom": 0,
            "min_lon_e7": -1800000000, "min_lat_e7": -850000000, "max_lon_e7": 1800000000, "max_lat_e7": 850000000,
            "center_zoom": 0, "center_lon_e7": 0, "center_lat_e7": 0,
        }  # fmt: skip
        writer.finalize(header, {"vector_layers": [{"id": "places"}]})
    return path


@pytest.mark.browser
def test_the_towns_of_vector_tiles_are_named_in_our_letters(tab, serve, towns) -> None:
    desk = tab(desk=serve(People(), tiles=Tiles.of(str(towns)))).go("/?on=2016-08-08&at=37.2,35.4,8").drawn()
    said = "siegeline.shown.labels.features.map((one) => JSON.parse(one.properties.icon).text)"
    desk.wait(lambda: "Hamalike" in desk.page.evaluate(said))
    named = desk.page.evaluate(said)
    assert "Only in Arabic لا" in named
    assert not {"Very small", "No town"} & set(named)
    assert desk.complaints == []
    assert desk.outside == []
