"""Where things are kept, and the settings that come from the environment."""

import os
from pathlib import Path

import platformdirs

from siegeline.errors import RecordError


def user_folder() -> Path:
    """The user's data folder for siegeline (not created here)."""
    return Path(platformdirs.user_data_dir("siegeline", appauthor=False))


def record_url(given: str | None = None) -> str:
    """The database URL of the record: the option, else ``SIEGELINE_RECORD``, else SQLite in the data folder.

    A plain path is taken as a SQLite file.

    Raises:
        RecordError: the data folder cannot be made.
    """
    chosen = given or os.environ.get("SIEGELINE_RECORD")
    if not chosen:
        folder = user_folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RecordError(
                f"{folder}: cannot be made ({error.strerror}); name a file with --record"
            ) from error
        chosen = str(folder / "record.db")
    return chosen if "://" in chosen else f"sqlite:///{Path(chosen).absolute()}"
