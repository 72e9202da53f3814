"""``python -m siegeline``."""

from siegeline.cli import main

main()
