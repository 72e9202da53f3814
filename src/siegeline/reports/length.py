"""How long a report may be."""

from siegeline.errors import InputError

LONGEST = 2_000_000  # characters: some 700 pages


def check_length(text: str, *, where: str) -> None:
    """See that a text can be read as one report; ``where`` names it.

    Raises:
        InputError: it is too long.

    """
    if len(text) > LONGEST:
        what = f"holds {len(text):,} characters, more than the {LONGEST:,} that are read as one report"
        raise InputError(where, what, "split it into its reports, one file for each")
