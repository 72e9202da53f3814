"""The page's file: the gathered claims' contents over its days, written."""

from datetime import date
from pathlib import Path

from siegeline.cli.gather import Gathered

_LONGEST = 1500  # days of one page


def write(
    out: Path,
    gathered: Gathered,
    *,
    first: date | None,
    last: date,
    start_on: date | None,
    rule: str,
    known: date | None,
) -> None:
    """Write the page of the gathered claims for the days ``first`` to ``last``."""
    from siegeline.publish import write_page
    from siegeline.publish.changing import with_changes
    from siegeline.publish.contents import days_shown, page_contents

    begin = days_shown(gathered.claims, first, last, longest=_LONGEST)
    page = page_contents(
        gathered.claims, gathered.theatre, gathered.reports,
        first=begin, last=last, start_on=start_on or last, rule=rule, known=known,
    )  # fmt: skip
    with_changes(page, gathered.claims, gathered.theatre)
    write_page(out, page)
