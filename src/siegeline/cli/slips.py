"""Slips: what is read all the same, and is likely to be a mistake; told in a line each."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from os.path import lexists
from pathlib import Path

from siegeline.claims.conflict import conflict_of
from siegeline.reports import Report
from siegeline.reports.refusal import shown
from siegeline.reports.table import TABLE, table_in
from siegeline.settings import default_theatre
from siegeline.theatre import theatre_names

_SHOWN = 3


def slips(reports: Iterable[Report], paths: Sequence[str], *, theatre: str | None) -> Iterator[str]:
    """What reports and the tables of the folders that were named leave out or tell wrongly.

    ``reports`` are those that were read; none of an iterator, whose reports are gone. ``theatre`` is the one that was
    named for them all; None where each was read with its own.
    """
    for path in paths:
        if Path(path).is_dir():
            gone = [name for name in table_in(Path(path)).entries if not lexists(Path(path, name))]
            if gone:
                what = "a file that is" if len(gone) == 1 else f"{len(gone)} files that are"
                yield f"{Path(path, TABLE)}: names {what} not there ({_some(gone)}); look for another spelling"
    read = reports if isinstance(reports, Sequence) else ()
    undated = [report.file for report in read if report.published is None]
    if undated:
        advice = "what is told there without a date counts for no day; give --published or reports.csv"
        yield f"{_count(undated)} without a day of publication ({_some(undated)}): {advice}"
    astray = [report.file for report in read if theatre is None and not conflict_of(report.text, otherwise="")]
    if astray:
        advice = f"read as of {default_theatre()}; give --theatre ({', '.join(theatre_names())})"
        yield f"{_count(astray)} of which no theatre is plainly the one ({_some(astray)}): {advice}"
    ahead = datetime.now(UTC).date() + timedelta(days=1)  # somewhere it is tomorrow already
    early = [f"{report.file}: {report.published}" for report in read if report.published and report.published > ahead]
    if early:
        yield f"{_count(early)} published on a day still to come ({_some(early)}): what is told there counts from then"


def _count(names: Sequence[str]) -> str:
    return "a report" if len(names) == 1 else f"{len(names)} reports"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(map(shown, names[:_SHOWN])) + more
