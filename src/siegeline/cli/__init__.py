"""The command line: verbs over files, pipes and the record."""

from siegeline.cli.main import main

__all__ = ["main"]
