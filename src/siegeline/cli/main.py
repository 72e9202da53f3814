"""The command ``siegeline`` and how its errors end: one line, exit code 2, never a traceback."""

import os
import sys

import click

from siegeline import __version__
from siegeline.cli.ask import claims, control, routes, show, sieges
from siegeline.cli.demo import demo
from siegeline.cli.evaluate import evaluate
from siegeline.cli.page import page
from siegeline.cli.read import read
from siegeline.errors import SiegelineError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="siegeline")
def siegeline() -> None:
    """Read conflict reports and keep the record of who is cut off.

    Who holds which place, which places are besieged and by whom, which supply routes are open, under fire or cut:
    for any day, as known on any day, with the sentence behind every statement.
    """


for command in (read, claims, show, control, sieges, routes, page, evaluate, demo):
    siegeline.add_command(command)


def main() -> None:
    """Run the command line: what the user can mend is one line on standard error, with exit code 2."""
    try:
        siegeline(prog_name="siegeline")
    except SiegelineError as error:
        click.echo(f"siegeline: {' '.join(str(error).split())}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
