"""Event reports: which claims are of one event; the file as R reads it, where R is installed."""

import csv
import io
import shutil
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from exports import FIRST, LAST, samples

from siegeline.publish.eventreport import COLUMNS
from siegeline.publish.extract import extract
from siegeline.publish.formats import FORMATS
from siegeline.publish.release import load_release
from siegeline.theatre import load_theatre


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def reports(claims_in: Any, *told: tuple[str, str, date]) -> list[dict[str, str]]:
    claims = [claim for source, text, day in told for claim in claims_in(text, published=day, source=source)]
    syria = load_theatre("syria")
    return rows(FORMATS["eventreport"].write(extract(claims, syria, load_release("internal"), first=FIRST, last=LAST)))


def test_two_reports_of_one_day_that_tell_no_day_tell_of_one_event(claims_in: Any) -> None:
    day, late = date(2016, 8, 7), date(2016, 8, 20)
    found = reports(
        claims_in,
        ("One", "The rebels have captured Saraqib.", day),
        ("Two", "Saraqib has been captured by the rebels.", day),
        ("Three", "The rebels have captured Saraqib, one hears.", late),
    )
    assert [(row["source"], row["event_id"]) for row in found] == [
        ("One", "event-1"), ("Two", "event-1"), ("Three", "event-2"),
    ]  # fmt: skip


def test_in_the_samples_two_reports_tell_of_the_artillery_base() -> None:
    found = Counter(row["event_id"] for row in rows(FORMATS["eventreport"].write(samples("public"))))
    assert 2 in found.values()


_SCRIPT = """
told <- read.csv(commandArgs(TRUE)[1], encoding = "UTF-8", stringsAsFactors = FALSE)
types <- sapply(told, function(one) if (all(is.na(one))) "empty" else class(one))
write(paste(names(types), types, sep = "="), "")
for (name in c("date_start", "date_end", "report_date")) stopifnot(!anyNA(as.Date(told[[name]])))
write(paste("rows", nrow(told)), "")
events <- aggregate(source ~ event_id, told, function(one) length(unique(one)))
write(paste("events", nrow(events), max(events$source)), "")
most <- tapply(told$deaths_best, told$event_id, function(one) if (all(is.na(one))) NA else max(one, na.rm = TRUE))
write(paste("deaths", sum(most, na.rm = TRUE)), "")
"""


@pytest.mark.parametrize("release", ["public", "internal"])
def test_event_reports_by_r(tmp_path: Path, release: str) -> None:
    """Types, days, and aggregation over ``event_id``, as ``eventreport`` groups; needs Debian's r-base-core."""
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("needs R: apt-get install r-base-core")
    content = FORMATS["eventreport"].write(samples(release))
    (tmp_path / "reports.csv").write_bytes(content)
    (tmp_path / "read.R").write_text(_SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [program, "--vanilla", str(tmp_path / "read.R"), str(tmp_path / "reports.csv")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    types = dict(line.split("=") for line in lines if "=" in line)
    assert tuple(types) == COLUMNS
    numbers = {"date_precision", "geo_precision", "latitude", "longitude", "deaths_best", "deaths_low", "deaths_high"}
    assert {name for name, kind in types.items() if kind in {"integer", "numeric"}} - {"injuries_best"} == numbers
    assert {kind for name, kind in types.items() if name not in numbers} <= {"character", "empty", "integer"}
    told = rows(content)
    events = Counter(row["event_id"] for row in told)
    assert f"rows {len(told)}" in lines
    assert f"events {len(events)} {max(events.values())}" in lines
    most = [
        max(known)
        for event in events
        if (
            known := [
                int(row["deaths_best"]) for row in told if row["event_id"] == event and row["deaths_best"] != "NA"
            ]
        )
    ]
    assert f"deaths {sum(most)}" in lines
    assert sum(most) > 0
