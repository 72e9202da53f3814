"""The page's file: the gathered claims' contents over its days, written."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from siegeline.cli.gather import Gathered
from siegeline.errors import UsageError

if TYPE_CHECKING:
    from siegeline.publish.release import Release

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


def write_released(
    out: Path,
    gathered: Gathered,
    release: "Release",
    released_on: date | None,
    *,
    first: date | None,
    last: date | None,
    start_on: date | None,
    rule: str,
    known: date | None,
) -> Mapping[str, int]:
    """Write the page of what a release tells of the gathered claims; what it withheld, in counts.

    Raises:
        UsageError: the release leaves nothing with a date to tell.
    """
    from siegeline.publish import write_page
    from siegeline.publish.contents import days_shown
    from siegeline.publish.released import released
    from siegeline.publish.releasedpage import released_page

    kept = released(gathered.claims, gathered.theatre, release, on=released_on)
    days = [one.stated for one in kept.claims if one.stated]
    if not days:
        raise UsageError(f"the release {release.name} leaves no claim with a date to tell; give another release")
    end = last or max(days)
    page = released_page(
        kept, gathered.theatre, gathered.reports, first=days_shown(kept.claims, first, end, longest=_LONGEST), last=end,
        start_on=start_on or end, rule=rule, known=known, changes=True,
    )  # fmt: skip
    write_page(out, page)
    return kept.withheld
