"""Route files: roads that were imported, read beside a theatre's own ``routes.yaml``.

They are named ``routes-….yaml`` and stand in the theatre's folder, or, for a theatre that ships with the program, in
the user's data folder under ``theatres/ID``. An entry with the id of a route that the theatre has gives that one its
path and chain; any other is a route of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from siegeline.errors import TheatreError
from siegeline.settings import user_folder

if TYPE_CHECKING:
    from siegeline.theatre.theatre import Route, Theatre

State = tuple[tuple[Path, int, int], ...]


def route_folder(key: str) -> Path:
    """Where imported routes are kept (not created here) for the theatre of that key: a name that ships, or a folder."""
    return Path(key) if Path(key).is_absolute() else user_folder() / "theatres" / key


def route_files(key: str) -> State:
    """The files of imported routes by name, each with what changes when it is written anew."""
    paths = sorted(route_folder(key).glob("routes-*.yaml"))
    return tuple((path, (told := path.stat()).st_mtime_ns, told.st_size) for path in paths)


def with_routes(theatre: Theatre, files: Iterable[Path]) -> Theatre:
    """The theatre with the routes of files.

    Raises:
        TheatreError: a file is wrong; says where.
    """
    routes = {route.id: route for route in theatre.routes}
    for path in files:
        for route in read_routes(path, theatre):
            own = theatre.route.get(route.id)
            routes[route.id] = (
                route
                if own is None
                else replace(own, path=route.path, chain=route.chain, source=f"{own.source}; {route.source}")
            )
    return replace(theatre, routes=tuple(routes.values()))


def read_routes(path: Path, theatre: Theatre) -> list[Route]:
    """The routes in a file.

    Raises:
        TheatreError: an entry is wrong, or names a place that the theatre does not have.
    """
    from pydantic import TypeAdapter, ValidationError  # late: slow to import

    from siegeline.theatre.theatre import Route, load_yaml

    try:
        routes = TypeAdapter(list[Route]).validate_python(load_yaml(path) or [])
    except ValidationError as error:
        first = error.errors()[0]
        where = " → ".join(str(step) for step in first["loc"])
        raise TheatreError(f"{path}: {where}: {first['msg']}") from error
    for route in routes:
        for one in (*route.serves, *route.via):
            if one not in theatre.place:
                raise TheatreError(f"{path}: place of route {route.id} {one!r} is not defined; import the roads again")
        if len(route.path) < 2:
            raise TheatreError(f"{path}: route {route.id} has fewer than two points; import the roads again")
    return routes
