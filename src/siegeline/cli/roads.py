"""``siegeline routes import``: a theatre's roads from a real network."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from siegeline.cli.gather import DEFAULT_THEATRE
from siegeline.cli.options import as_form, theatre_option
from siegeline.cli.printing import print_rows
from siegeline.errors import InputError

_COLUMNS = ("id", "name", "km", "places", "first", "last", "aliases")


@click.command("routes import")
@click.argument("file", type=click.Path(path_type=Path))
@theatre_option
@click.option("--out", type=click.Path(path_type=Path), help="The file to write (default: where the theatre reads it).")
@click.option(
    "--kind", "kinds", multiple=True, metavar="HIGHWAY", help="Which roads (default: motorway to secondary); repeat."
)
@click.option(
    "--least", "least_km", type=click.FloatRange(min=0), default=5.0, show_default=True, metavar="KM",
    help="Leave shorter roads out.",
)  # fmt: skip
@click.option(
    "--near", "near_km", type=click.FloatRange(min=0), default=2.0, show_default=True, metavar="KM",
    help="How far from a road a place of its chain may lie.",
)  # fmt: skip
@as_form
def import_routes(
    file: Path,
    theatre: str | None,
    out: Path | None,
    kinds: tuple[str, ...],
    least_km: float,
    near_km: float,
    form: str,
) -> None:
    """Take the named and numbered roads of a network (.osm.pbf or GeoJSON) as routes of a theatre."""
    from siegeline.places import gazetteer
    from siegeline.places.network import path_km, routes_of, write_routes
    from siegeline.places.roads import KINDS, gather_roads, read_pieces
    from siegeline.places.shelf import table_name
    from siegeline.theatre.routefiles import route_folder
    from siegeline.theatre.theatre import load_own

    chosen = load_own(theatre or DEFAULT_THEATRE)
    to = out or route_folder(chosen.key) / f"routes-{_stem(table_name(file))}.yaml"
    pieces = read_pieces(file, kinds=kinds or KINDS)
    with _bar("roads") as step:
        roads = gather_roads(pieces, least_km=least_km, step=step)
    if not roads:
        advice = "try --least 0, or --kind with other values of 'highway'"
        raise InputError(str(file), f"holds no named or numbered road of {least_km:g} km or more", advice)
    is_osm = file.suffix.lower() not in {".json", ".geojson"}
    source = f"OpenStreetMap ({file.name})" if is_osm else file.name
    with _bar("places along them") as step:
        places = gazetteer(chosen.key).places.values()
        routes = routes_of(roads, chosen, places, source=source, near_km=near_km, step=step)
    head = f"Routes taken from {file.name} by 'siegeline routes import'; do not edit, import again."
    write_routes(to, routes, head=head + ("\n© OpenStreetMap contributors, ODbL 1.0" if is_osm else ""))
    rows = (
        {
            "id": route.id, "name": route.name, "km": round(path_km(route.path), 1),
            "places": [passed.place for passed in route.chain],
            "first": route.chain[0].name if route.chain else None,
            "last": route.chain[-1].name if route.chain else None, "aliases": list(route.aliases),
        }
        for route in routes
    )  # fmt: skip
    print_rows(rows, form, _COLUMNS, fields=_COLUMNS, empty="no roads")
    click.echo(f"{len(routes)} routes written to {to}", err=True)


@contextlib.contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error, dark where that is no terminal; it is told how much of how much is done."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, of: bar.update(task, completed=done + 1, total=of)


def _stem(name: str) -> str:
    return name.removesuffix("-pbf").removesuffix("-osm")
