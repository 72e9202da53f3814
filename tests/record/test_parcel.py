from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from siegeline.cli.gather import make_reader
from siegeline.errors import InputError
from siegeline.record.parcel import Parcel, batch_of, parcels
from siegeline.reports import Report


def read(text: str) -> Parcel:
    report = Report(
        file="a.txt",
        data=text.encode(),
        text=text,
        source="A friend",
        published=date(2016, 8, 7),
        told={"source": "table"},
    )
    reader = make_reader("syria", "rules")
    return Parcel("a.txt", report, tuple(reader.read(report)), reader.theatre.key, reader.name)


def test_parcels_come_back_as_they_were_written(tmp_path: Path) -> None:
    written = [read("Rebels captured Khan Tuman on Friday.\n"), Parcel("b.txt", error="has no text; leave the row out")]
    pq.write_table(pa.Table.from_batches([batch_of(written)]), tmp_path / "part-0.parquet")
    assert list(parcels(tmp_path)) == written
    assert written[0].claims


def test_a_folder_that_holds_none_and_bytes_that_are_others_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no Parquet files"):
        list(parcels(tmp_path))
    row = read("Rebels captured Nubl.\n").row() | {"data": b"other bytes"}
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "part-0.parquet")
    with pytest.raises(InputError, match="not those that were read"):
        list(parcels(tmp_path))
