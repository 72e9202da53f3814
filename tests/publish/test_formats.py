"""Each format, opened by a reader that is not ours: they agree on the sieges, their days and places."""

import csv
import importlib.util
import io
import json
import sqlite3
import xml.etree.ElementTree as ET
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from exports import FIRST, LAST, samples

from siegeline.publish.entry import COLUMNS
from siegeline.publish.extract import extract
from siegeline.publish.formats import FORMATS
from siegeline.publish.ftm import TYPES
from siegeline.publish.release import load_release
from siegeline.publish.shaped import ACLED, COMPANIONS, UCDP
from siegeline.theatre import load_theatre

Sieges = set[tuple[str, str, str]]
SAMPLES = str(resources.files("siegeline") / "samples")
KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(form: str, release: str = "public") -> Path:
        path = tmp_path / f"{form}{FORMATS[form].suffix}"
        path.write_bytes(FORMATS[form].write(samples(release)))
        return path

    return write


def sieges(rows: Any, name: str = "name", start: str = "start", end: str = "end") -> Sieges:
    return {(row[name], str(row[start])[:10], str(row[end])[:10]) for row in rows}


def expected() -> Sieges:
    told = {(str(one.name), str(one.start), str(one.end)) for one in samples("public").of("siege")}
    assert len(told) > 2
    return told


def table(path: Path) -> list[dict[str, Any]]:
    parquet = pytest.importorskip("pyarrow.parquet")
    rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    return rows


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of(layer: str, rows: Any) -> list[Any]:
    return [row for row in rows if row["layer"] == layer]


def test_csv(written: Any) -> None:
    rows = rows_of(written("csv"))
    assert tuple(rows[0]) == (*COLUMNS, "made")
    assert sieges(of("siege", rows)) == expected()


def test_hxl_by_libhxl(written: Any) -> None:
    hxl = pytest.importorskip("hxl")
    with written("hxl").open(encoding="utf-8", newline="") as file:
        cells = list(csv.reader(file))  # libhxl leaves a file that it opens itself open
    rows = [row.dictionary for row in hxl.data(cells).with_rows("#meta+layer=siege")]
    assert sieges(rows, "#loc+name", "#date+start", "#date+end") == expected()


def test_geojson_by_gdal(written: Any) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    path = written("geojson")
    meta, _, geometry, columns = pyogrio.raw.read(path)
    rows = [dict(zip(meta["fields"], row, strict=True)) for row in zip(*columns, strict=True)]
    assert sieges(of("siege", rows)) == expected()
    assert len(geometry) == len(samples("public").entries)
    assert json.loads(path.read_text(encoding="utf-8"))["made"]["release"] == "public"


def test_geopackage_by_gdal(written: Any) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    path = written("geopackage")
    meta, _, _, columns = pyogrio.raw.read(path, layer="siege")
    rows = [dict(zip(meta["fields"], row, strict=True)) for row in zip(*columns, strict=True)]
    assert sieges(rows) == expected()
    assert meta["crs"] == "EPSG:4326"
    assert {name for name, _ in pyogrio.list_layers(path)} == {"siege", "route", "control", "claim", "made"}


def test_parquet_by_pyarrow(written: Any) -> None:
    rows = table(written("parquet"))
    assert sieges(of("siege", rows)) == expected()


def test_geoparquet_by_pyarrow_and_shapely(written: Any) -> None:
    shapely = pytest.importorskip("shapely")
    rows = table(written("geoparquet"))
    assert sieges(of("siege", rows)) == expected()
    for row in of("siege", rows):
        point = shapely.from_wkb(row["geometry"])
        assert (point.x, point.y) == (row["lon"], row["lat"])


def test_kml_has_a_span_of_time_for_each_siege(written: Any) -> None:
    document = ET.parse(written("kml")).getroot().find(f"{KML}Document")
    assert document is not None
    folders = {folder.findtext(f"{KML}name"): folder for folder in document.findall(f"{KML}Folder")}
    marks = folders["Sieges"].findall(f"{KML}Placemark")
    span = f"{KML}TimeSpan/{KML}"
    rows = [
        {"name": m.findtext(f"{KML}name"), "start": m.findtext(f"{span}begin"), "end": m.findtext(f"{span}end")}
        for m in marks
    ]
    assert sieges(rows) == expected()
    order = [child.tag.removeprefix(KML) for child in marks[0]]
    assert order == ["name", "description", "TimeSpan", "ExtendedData", "Point"], "the order that the schema wants"
    assert "release: public" in str(document.findtext(f"{KML}description"))


def test_kml_is_valid_by_the_schema_of_the_ogc(written: Any) -> None:
    """Its XML schema ships with the Python package pykml."""
    etree = pytest.importorskip("lxml.etree")
    found = importlib.util.find_spec("pykml")
    if found is None or not found.submodule_search_locations:
        pytest.skip("needs the Python package pykml, for the schema in it")
    schema = etree.XMLSchema(etree.parse(Path(found.submodule_search_locations[0]) / "schemas/ogckml22.xsd"))
    for release in ("public", "internal"):
        schema.assertValid(etree.parse(written("kml", release)))
    broken = etree.parse(written("kml"))
    folder = broken.find(f".//{KML}Placemark")
    folder.append(etree.SubElement(folder, f"{KML}TimeSpam"))
    assert not schema.validate(broken)


def test_statements_by_followthemoney(written: Any) -> None:
    pytest.importorskip("followthemoney", reason="needs followthemoney, whose pyicu is compiled: make followthemoney")
    from followthemoney import model
    from followthemoney.dataset import Dataset
    from followthemoney.statement import StatementEntity, read_statements

    facts = list(read_statements(io.BytesIO(written("ftm").read_bytes()), "csv"))
    assert len({fact.id for fact in facts}) == len(facts)
    assert [fact for fact in facts if fact.id != fact.generate_key()] == []
    assert [fact.prop for fact in facts if fact.prop_type != TYPES[fact.prop]] == []
    entities: dict[str, list[Any]] = {}
    for fact in facts:
        entities.setdefault(fact.entity_id, []).append(fact)
    dataset = Dataset.make({"name": "siegeline", "title": "siegeline"})
    told = [StatementEntity.from_statements(dataset, found) for found in entities.values()]
    for entity in told:
        assert entity.schema.is_a(model.get("Thing"))
        for prop, value in entity.itervalues():
            assert prop.type.clean(value) is not None, (prop, value)
        for party in entity.get("involved", quiet=True) + entity.get("addressEntity", quiet=True):
            assert party in entities
    listed = [one for one in told if one.schema.name == "Event" and "siege" in one.get("keywords")]
    rows = [{"name": e.first("location"), "start": e.first("startDate"), "end": e.first("endDate")} for e in listed]
    assert sieges(rows) == expected()


def test_event_reports_have_a_row_for_each_event_and_report(claims_in: Any) -> None:
    claims = [
        *claims_in(
            "At least 7 civilians were killed by shelling in Saraqib on 6 August 2016.", published=date(2016, 8, 7),
            source="One",
        ),
        *claims_in(
            "Saraqib was shelled on 6 August 2016. 9 civilians were killed in Saraqib on 6 August 2016. "
                "Madaya is besieged.", published=date(2016, 8, 8),
            source="Two",
        ),
        *claims_in("Saraqib was shelled on 20 August 2016.", published=date(2016, 8, 21), source="Two"),
    ]  # fmt: skip
    told = extract(claims, load_theatre("syria"), load_release("internal"), first=FIRST, last=LAST)
    rows = list(csv.DictReader(io.StringIO(FORMATS["eventreport"].write(told).decode())))
    assert {row["event_type"] for row in rows} == {"shelled", "civilians_harmed"}
    shelled = [row for row in rows if row["event_type"] == "shelled"]
    assert [(row["source"], row["date_start"]) for row in shelled] == [
        ("One", "2016-08-06"), ("Two", "2016-08-06"), ("Two", "2016-08-20"),
    ]  # fmt: skip
    events = [row["event_id"] for row in shelled]
    assert events[0] == events[1] != events[2]
    harmed = [row for row in rows if row["event_type"] == "civilians_harmed"]
    assert [(row["source"], row["deaths_best"], row["injuries_best"]) for row in harmed] == [
        ("One", "7", "NA"), ("Two", "9", "NA"),
    ]  # fmt: skip
    assert len({row["event_id"] for row in harmed}) == 1
    assert len({row["id"] for row in rows}) == len(rows)


def test_event_reports_by_pandas(written: Any) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(written("eventreport"))
    assert frame["deaths_best"].dtype == float
    assert not frame.duplicated(["event_id", "source", "report_date", "id"]).any()
    assert pandas.to_datetime(frame["date_start"].dropna()).notna().all()


PUBLIC = ("csv", "hxl", "geojson", "kml", "sqlite", "timemap", "geopackage", "geoparquet")


def test_public_formats_of_one_record_agree(tmp_path: Path) -> None:
    """Made by the command line of one record, opened by others' readers: the same sieges, days and points."""
    from click.testing import CliRunner

    from siegeline.cli.main import siegeline

    hxl, pyogrio = pytest.importorskip("hxl"), pytest.importorskip("pyogrio")
    record = str(tmp_path / "record.db")
    ask = CliRunner().invoke
    assert ask(siegeline, ["read", SAMPLES, "--record", record, "--reader", "rules"]).exit_code == 0
    files = {form: tmp_path / f"{form}{FORMATS[form].suffix}" for form in PUBLIC}
    for form, path in files.items():
        done = ask(
            siegeline, ["export", form, str(path), "--from", "2016-07-01", "--to", "2016-09-09", "--record", record]
        )
        assert done.exit_code == 0, done.output
    base = sqlite3.connect(files["sqlite"])
    base.row_factory = sqlite3.Row
    kml = ET.parse(files["kml"]).getroot()
    events = json.loads(files["timemap"].read_text(encoding="utf-8"))["events"]

    def layer(form: str, **options: Any) -> list[Any]:
        meta, _, _, columns = pyogrio.raw.read(files[form], **options)
        return [dict(zip(meta["fields"], row, strict=True)) for row in zip(*columns, strict=True)]

    with files["hxl"].open(encoding="utf-8", newline="") as file:
        tagged = [one.dictionary for one in hxl.data(list(csv.reader(file))).with_rows("#meta+layer=siege")]
    where = {
        "csv": [_where(row) for row in of("siege", rows_of(files["csv"]))],
        "hxl": [_where(row, "#geo+lat", "#geo+lon", "#loc+name", "#date+start", "#date+end") for row in tagged],
        "geojson": [_where(row) for row in of("siege", layer("geojson"))],
        "geopackage": [_where(row) for row in layer("geopackage", layer="siege")],
        "geoparquet": [_where(row) for row in of("siege", table(files["geoparquet"]))],
        "sqlite": [_where(row, "latitude", "longitude") for row in base.execute("SELECT * FROM siege")],
        "timemap": [
            _where(row, "latitude", "longitude", "title", "date", "end_date")
            for row in events if row["type"] == "siege"
        ],
        "kml": [
            _where({
                "name": mark.findtext(f"{KML}name"), "start": mark.findtext(f"{KML}TimeSpan/{KML}begin"),
                "end": mark.findtext(f"{KML}TimeSpan/{KML}end"), "lat": point[1], "lon": point[0],
            })
            for folder in kml.iter(f"{KML}Folder") if folder.findtext(f"{KML}name") == "Sieges"
            for mark in folder.iter(f"{KML}Placemark")
            for point in [str(mark.findtext(f"{KML}Point/{KML}coordinates")).split(",")]
        ],
    }  # fmt: skip
    base.close()
    assert len(where["csv"]) >= 3
    assert {form: sorted(rows) for form, rows in where.items()} == dict.fromkeys(PUBLIC, sorted(where["csv"]))


def _where(
    row: Any, lat: str = "lat", lon: str = "lon", name: str = "name", start: str = "start", end: str = "end"
) -> tuple[str, str, str, float, float]:
    return row[name], str(row[start])[:10], str(row[end])[:10], float(row[lat]), float(row[lon])


def test_sqlite(written: Any) -> None:
    base = sqlite3.connect(written("sqlite"))
    base.row_factory = sqlite3.Row
    try:
        assert sieges(base.execute("SELECT * FROM siege").fetchall()) == expected()
        assert json.loads(base.execute("SELECT value FROM made WHERE key = 'release'").fetchone()[0]) == "public"
    finally:
        base.close()


def test_timemap(written: Any) -> None:
    told = json.loads(written("timemap").read_text(encoding="utf-8"))
    assert sieges((one for one in told["events"] if one["type"] == "siege"), "title", "date", "end_date") == expected()


def test_acled_shaped_has_their_columns_first_and_says_that_it_is_not_theirs(written: Any) -> None:
    rows = rows_of(written("acled"))
    assert tuple(rows[0]) == (*ACLED, *COMPANIONS)
    assert len(ACLED) == 31
    assert len(rows) == sum(one.status == "actual" for one in samples("public").claims)
    assert all(row["siegeline_made"].startswith("Made by siegeline, not by ACLED") for row in rows)
    assert {row["time_precision"] for row in rows} <= {"1", "2", "3"}
    assert {row["geo_precision"] for row in rows} <= {"", "1", "2", "3"}
    assert {row["sub_event_type"] for row in rows} >= {"Air/drone strike", "Shelling/artillery/missile attack"}
    exact = [row for row in rows if row["time_precision"] == "1"]
    assert exact
    assert all(row["event_date"] == row["siegeline_start"] for row in exact)


def test_ucdp_shaped_has_only_deadly_events(claims_in: Any) -> None:
    text = "At least 7 civilians were killed by shelling in Aleppo on 6 August 2016. Rebels attacked Aleppo."
    claims = claims_in(text, published=date(2016, 8, 7))
    told = extract(claims, load_theatre("syria"), load_release("internal"), first=FIRST, last=LAST)
    rows = list(csv.DictReader(io.StringIO(FORMATS["ucdp"].write(told).decode())))
    assert rows
    assert tuple(rows[0]) == (*UCDP, *COMPANIONS)
    assert {(row["low"], row["best"], row["date_prec"], row["date_start"]) for row in rows} == {
        ("7", "7", "1", "2016-08-06")
    }


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_record_and_options_give_the_same_bytes(form: str) -> None:
    if form in {"parquet", "geoparquet"}:
        pytest.importorskip("pyarrow")
    if form == "geopackage":
        pytest.importorskip("pyogrio")
    assert FORMATS[form].write(samples("public")) == FORMATS[form].write(samples("public"))
