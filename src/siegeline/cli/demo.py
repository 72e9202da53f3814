"""``siegeline demo``: from the sample reports to tables and a page, in one go."""

import sys
from datetime import date
from importlib import resources
from pathlib import Path

import click

from siegeline.cli.ask import routes
from siegeline.cli.control import control
from siegeline.cli.gather import Gathered, facts_of, make_reader, progress
from siegeline.cli.pagefile import write
from siegeline.cli.siege import sieges

DAY = date(2016, 8, 6)
RECORD = "siegeline-demo.db"
PAGE = "siegeline-demo.html"


@click.command()
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), default=Path("."), help="Where to write.")
@click.pass_context
def demo(context: click.Context, folder: Path) -> None:
    """Read the sample reports, print the sieges, routes and holders of a day, and write the page."""
    from siegeline.record import Record
    from siegeline.reports import read_paths
    from siegeline.settings import record_url

    samples = str(resources.files("siegeline") / "samples")
    folder.mkdir(parents=True, exist_ok=True)
    record, page = folder / RECORD, folder / PAGE
    reader = make_reader("syria")
    reports = list(read_paths([samples]))
    with Record.open(record_url(str(record))) as kept:
        for report, claims in reader.read_all(progress(reports, "reading")):
            kept.add(report, claims, theatre="syria", reader=reader.name, learned=report.published)
        gathered = Gathered(kept.claims(), reader.theatre, {report.sha256: facts_of(report) for report in reports})
    click.echo(
        f"{len(reports)} sample reports (written for this program, details made up), {len(gathered.claims)} claims"
    )
    for title, verb in (("Sieges", sieges), ("Routes", routes), ("Holders", control)):
        click.echo(f"\n{title} on {DAY}")
        context.invoke(verb, on=DAY, rule="encirclement", form="table", record=str(record), theatre=None, known=None,
                       stated_by=None, files=())  # fmt: skip
    write(page, gathered, first=None, last=max(one.published for one in reports if one.published), start_on=DAY,
          rule="encirclement", known=None)  # fmt: skip
    click.echo(f"\nThe page: {page.resolve()}")
    program = Path(sys.argv[0]) if Path(sys.argv[0]).name == "siegeline" else Path("siegeline")
    click.echo(f'Ask on:   {program} show "West Aleppo" --on 2016-08-06 --record {record}')
