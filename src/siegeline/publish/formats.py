"""Formats: the files that an export can be written as, by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from siegeline.publish.csvfile import csv_file, hxl_file
from siegeline.publish.eventreport import eventreport_file
from siegeline.publish.extract import Extract
from siegeline.publish.ftm import ftm_file
from siegeline.publish.geojson import geojson_file, timemap_file
from siegeline.publish.geopackage import geopackage_file
from siegeline.publish.kml import kml_file
from siegeline.publish.parquet import geoparquet_file, parquet_file
from siegeline.publish.shaped import acled_file, ucdp_file
from siegeline.publish.sqlitefile import sqlite_file


@dataclass(frozen=True, slots=True)
class Format:
    """A format: ``suffix`` ends its files' names, ``write`` makes the bytes; ``events``: it holds claims alone."""

    suffix: str
    write: Callable[[Extract], bytes]
    events: bool = False


FORMATS: Mapping[str, Format] = {
    "geojson": Format(".geojson", geojson_file),
    "csv": Format(".csv", csv_file),
    "hxl": Format(".csv", hxl_file),
    "acled": Format(".csv", acled_file, events=True),
    "ucdp": Format(".csv", ucdp_file, events=True),
    "parquet": Format(".parquet", parquet_file),
    "geoparquet": Format(".parquet", geoparquet_file),
    "kml": Format(".kml", kml_file),
    "geopackage": Format(".gpkg", geopackage_file),
    "sqlite": Format(".db", sqlite_file),
    "timemap": Format(".json", timemap_file),
    "ftm": Format(".csv", ftm_file),
    "eventreport": Format(".csv", eventreport_file, events=True),
}
