"""The days that the desk shows."""

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="needs the extra web")

from siegeline.cli.gather import make_reader
from siegeline.record import Record
from siegeline.reports import Report
from siegeline.settings import record_url
from siegeline.theatre import load_theatre
from siegeline.web.desk import Asked, Desk

TEXT = "Russian forces besieged Mariupol on 2 March 2022. Ukrainian forces held Mykolaiv on 20 March 2022."


@pytest.mark.parametrize("published", [None, date(2022, 4, 5)])
def test_they_run_from_a_week_before_the_first_report_or_event_to_the_last(
    published: date | None, tmp_path: Path
) -> None:
    reader = make_reader("ukraine", "rules")
    report = Report(file="r.txt", data=TEXT.encode(), text=TEXT, published=published)
    with Record.open(record_url(str(tmp_path / "record.db"))) as record:
        record.add(report, reader.read(report), theatre="ukraine", reader=reader.name)
        first, last = Desk(record, load_theatre("ukraine")).days(Asked())
    assert last == (published or date(2022, 3, 20))
    assert first == (date(2022, 3, 29) if published else date(2022, 2, 23))
