"""The command ``siegeline`` and how its errors end: one line, exit code 2, never a traceback."""

import os
import sys
from typing import Any

import click

from siegeline import __version__
from siegeline.cli.ask import claims, routes, show
from siegeline.cli.changes import changes
from siegeline.cli.compare import compare
from siegeline.cli.control import control
from siegeline.cli.demo import demo
from siegeline.cli.evaluate import evaluate
from siegeline.cli.export import export
from siegeline.cli.gazetteer import gazetteer
from siegeline.cli.imports import import_claims
from siegeline.cli.judge import judge, judgements
from siegeline.cli.page import page
from siegeline.cli.places import places
from siegeline.cli.read import read
from siegeline.cli.record import record
from siegeline.cli.reports import reports
from siegeline.cli.review import review
from siegeline.cli.roads import import_routes
from siegeline.cli.serve import serve
from siegeline.cli.siege import alerts, corridors, front, sieges
from siegeline.cli.sitrep import sitrep
from siegeline.cli.statuses import evaluate_sieges
from siegeline.cli.theatre import theatre
from siegeline.cli.watch import watch
from siegeline.errors import SiegelineError


class _ClosedPipe(Exception):
    """Whoever reads has heard enough. Click would take a BrokenPipeError for a failure of the command."""


class _Verbs(click.Group):
    def make_context(self, *args: Any, **options: Any) -> click.Context:
        try:
            return super().make_context(*args, **options)
        except BrokenPipeError as error:
            raise _ClosedPipe from error

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ClosedPipe from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that the first word names, or the first two: ``routes`` lists, ``routes import`` is its own."""
        if (two := self.commands.get(" ".join(args[:2]))) and len(args) > 1:
            return two.name, two, args[2:]
        return super().resolve_command(ctx, args)


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="siegeline")
def siegeline() -> None:
    """Read conflict reports and keep the record of who is cut off.

    Who holds which place, which places are besieged and by whom, which supply routes are open, under fire or cut:
    for any day, as known on any day, with the sentence behind every statement.
    """


for command in (
    read,
    reports,
    watch,
    claims,
    import_claims,
    show,
    control,
    sieges,
    routes,
    corridors,
    front,
    alerts,
    import_routes,
    page,
    export,
    compare,
    sitrep,
    serve,
    gazetteer,
    places,
    theatre,
    evaluate,
    demo,
    judge,
    judgements,
    record,
    changes,
    review,
):
    siegeline.add_command(command)
evaluate.add_command(evaluate_sieges)


def main() -> None:
    """Run the command line: what the user can mend is one line on standard error, with exit code 2.

    numpy gets one thread, unless the user says otherwise: our products are too small for two, which would wait for
    each other, and reading would take 1.7 times the processor's time.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        code = siegeline(prog_name="siegeline", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except SiegelineError as error:
        _end(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        asked = getattr(error, "ctx", None)
        verb = asked.command_path if asked else "siegeline"
        _end(f"{error.format_message().rstrip('.')}; see '{verb} --help'")
    except click.Abort:
        _end("stopped", code=130)
    except (_ClosedPipe, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _end(line: str, *, code: int = 2) -> None:
    click.echo(f"siegeline: {' '.join(line.split())}", err=True)
    sys.exit(code)
