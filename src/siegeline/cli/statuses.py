"""``siegeline evaluate sieges``: the pockets of a matrix of statuses, each found as a siege or explained."""

from pathlib import Path

import click

from siegeline.cli.options import as_form
from siegeline.cli.printing import print_rows

_FIELDS = (
    *("pocket", "side", "besieger", "degree", "first", "last", "days", "since", "until", "ended", "places", "largest"),
    *("ring", "population", "lat", "lon", "split_from", "found", "explained", "members"),
)
_COLUMNS = ("pocket", "side", "degree", "first", "last", "days", "ended", "places", "population", "explained")


@click.command("sieges")
@click.argument("matrix", metavar="STATUS.npz", type=click.Path(path_type=Path))
@click.argument("places", metavar="PLACES.csv.gz", type=click.Path(path_type=Path))
@click.option(
    "--theatre", metavar="NAME", help="Whose sides and borders (default: the theatre in which the places lie)."
)
@click.option("--only-found", is_flag=True, help="Leave out what is explained.")
@as_form
def evaluate_sieges(matrix: Path, places: Path, theatre: str | None, only_found: bool, form: str) -> None:
    """Sieges from who held every place: each pocket of the days, found or explained."""
    from siegeline.measure.sieges import SiegeScores
    from siegeline.measure.statuses import read_statuses
    from siegeline.theatre import load_theatre

    scores = SiegeScores(read_statuses(matrix, places), load_theatre(theatre) if theatre else None)
    rows = [row for row in scores.rows() if row["found"] or not only_found]
    print_rows(rows, form, _COLUMNS, fields=_FIELDS, empty="no pockets")
    if form == "table":
        found = sum(row["found"] for row in rows)
        click.echo(f"{len(rows)} pockets: {found} found, {len(rows) - found} explained", err=True)
