"""``siegeline serve``: the desk – map, sentences, review and an API – on one record."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from siegeline.cli.export import asked_release, release_options
from siegeline.cli.options import record_option, theatre_option
from siegeline.errors import MissingExtraError, UsageError
from siegeline.settings import default_theatre, record_url, web_tokens, who_judges
from siegeline.theatre import load_theatre

if TYPE_CHECKING:
    from socket import socket as Socket

    import uvicorn


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; others need --token.")
@click.option("--port", type=click.IntRange(0, 65535), default=8420, show_default=True, help="0: any that is free.")
@click.option(
    "--token",
    "tokens",
    multiple=True,
    metavar="[NAME:]TOKEN",
    help="Let in whoever has it, to judge as NAME or, without one, to look (else SIEGELINE_TOKENS).",
)
@click.option("--who", metavar="NAME", help="Who judges at this machine, where no token is asked for.")
@click.option(
    "--tiles",
    metavar="FILE.pmtiles|ADDRESS",
    help="The ground under the map: a PMTiles file, or an address with {z}, {x} and {y}, which the browser then asks.",
)
@release_options(default="internal")
@record_option
@theatre_option
def serve(
    host: str, port: int, tokens: Sequence[str], who: str | None, tiles: str | None, release: str,
    released_on: date | None, record: str | None, theatre: str | None,
) -> None:  # fmt: skip
    """Open the desk: map, timeline, sentences, review and API over one record. Ctrl+C ends it.

    With another release than internal, map and API tell as much as it does, and there is no review.
    """
    if not (find_spec("fastapi") and find_spec("uvicorn")):
        raise MissingExtraError("the desk", "web")
    import uvicorn

    from siegeline.record import Record
    from siegeline.web import People, create_app
    from siegeline.web.guard import LOCAL
    from siegeline.web.tiles import Tiles

    ground = Tiles.of(tiles) if tiles else None
    profile = asked_release(release, released_on)
    given = [*tokens, *(() if tokens else web_tokens())]
    if host not in LOCAL and not given:
        raise UsageError(f"--host {host} opens the desk to other machines: give --token NAME:TOKEN too")
    if who and given:
        raise UsageError("--who names nobody where tokens do: write --token NAME:TOKEN")
    people = People.of(given, None if given else _judging(who))
    with Record.open(record_url(record), create=False) as kept:
        loaded = load_theatre(theatre or kept.theatre() or default_theatre())
        app = create_app(
            kept, loaded, people=people if profile is None else replace(people, local=None),
            hosts=None if given else LOCAL, release=profile, released_on=released_on,
            tiles=ground,
        )  # fmt: skip
        threading.Thread(target=app.state.desk.warm, daemon=True).start()
        config = uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False, lifespan="off")
        server = uvicorn.Server(config)
        socket = _listening(config)
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"the desk: http://{shown}:{socket.getsockname()[1]}/  (Ctrl+C ends it)")
        server.run(sockets=[socket])


def _judging(who: str | None) -> str | None:
    try:
        return who_judges(who)
    except UsageError:
        return None


def _listening(config: "uvicorn.Config") -> "Socket":
    """The socket that the server will listen on; bound here, so that its trouble is told in one line."""
    import socket

    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((config.host, config.port))
    except OSError as error:
        listening.close()
        advice = "choose another with --port or --host"
        raise UsageError(f"{config.host}:{config.port} cannot be listened at ({error.strerror}); {advice}") from error
    return listening
