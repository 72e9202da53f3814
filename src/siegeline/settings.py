"""Where things are kept, and the settings that come from the environment."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from siegeline.errors import RecordError, UsageError

GEONAMES_URL = "https://download.geonames.org/export/dump"


def user_folder() -> Path:
    """The user's data folder for siegeline (not created here)."""
    return Path(platformdirs.user_data_dir("siegeline", appauthor=False))


def cache_folder() -> Path:
    """The user's cache folder for siegeline (not created here); all in it can be made again."""
    return Path(platformdirs.user_cache_dir("siegeline", appauthor=False))


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
            raise RecordError(f"{folder}: cannot be made ({error.strerror}); name a file with --record") from error
        chosen = str(folder / "record.db")
    return chosen if "://" in chosen else f"sqlite:///{Path(chosen).absolute()}"


def gazetteer_url(given: str | None = None) -> str:
    """Where GeoNames' files are fetched from: the option, else ``SIEGELINE_GAZETTEER_URL``, else GeoNames itself.

    Raises:
        UsageError: it is no base URL.
    """
    base = given or os.environ.get("SIEGELINE_GAZETTEER_URL", "").strip() or GEONAMES_URL
    if not _is_base_url(base):
        raise UsageError(f"{base!r} is no base URL; write one such as {GEONAMES_URL}")
    return base.rstrip("/")


def who_judges(given: str | None = None) -> str:
    """The person who judges or erases: the option, else ``SIEGELINE_WHO``.

    Raises:
        UsageError: neither names anybody.
    """
    name = (given or os.environ.get("SIEGELINE_WHO", "")).strip()
    if not name:
        raise UsageError("nobody is named who decides this; give --who NAME or set SIEGELINE_WHO")
    return name


def web_tokens() -> list[str]:
    """Who may use the desk beside ``--token``: ``SIEGELINE_TOKENS``, each ``NAME:TOKEN`` or ``TOKEN``, by commas."""
    return [one.strip() for one in os.environ.get("SIEGELINE_TOKENS", "").split(",") if one.strip()]


def default_theatre() -> str:
    """The theatre of what names no conflict's places or actors: ``SIEGELINE_THEATRE``, else ``syria``."""
    return os.environ.get("SIEGELINE_THEATRE") or "syria"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointSettings:
    """An OpenAI-compatible endpoint: its base URL, model, key, and how many seconds an answer may take."""

    base: str = field(repr=False)  # may hold a password
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = 120.0


def endpoint_settings() -> EndpointSettings:
    """The endpoint that the environment names in ``SIEGELINE_ENDPOINT`` and ``SIEGELINE_ENDPOINT_MODEL``.

    ``SIEGELINE_ENDPOINT_KEY`` and ``SIEGELINE_ENDPOINT_TIMEOUT`` may be left out.

    Raises:
        UsageError: one of them is missing or makes no sense.
    """
    base, model, key, timeout = (
        os.environ.get(f"SIEGELINE_ENDPOINT{part}", "").strip() for part in ("", "_MODEL", "_KEY", "_TIMEOUT")
    )
    if not base or not model:
        missing = "SIEGELINE_ENDPOINT_MODEL" if base else "SIEGELINE_ENDPOINT"
        raise UsageError(
            f"the endpoint reader is not set up: {missing} is not set; set SIEGELINE_ENDPOINT to a base URL such as "
            "http://127.0.0.1:8080/v1 and SIEGELINE_ENDPOINT_MODEL to a model there"
        )
    if not _is_base_url(base):
        raise UsageError("SIEGELINE_ENDPOINT is no base URL; write one such as http://127.0.0.1:8080/v1")
    if not model.isprintable():
        raise UsageError("SIEGELINE_ENDPOINT_MODEL has odd characters; write the model's name")
    if not (key.isascii() and key.isprintable()):
        raise UsageError("SIEGELINE_ENDPOINT_KEY has odd characters; write the key alone")
    return EndpointSettings(base=base, model=model, key=key or None, timeout=_seconds(timeout) if timeout else 120.0)


def _is_base_url(base: str) -> bool:
    try:
        parts = urlsplit(base)
        _ = parts.port
    except ValueError:
        return False
    plain = base.isascii() and base.isprintable() and " " not in base and not parts.query and not parts.fragment
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86400:
        raise UsageError(f"SIEGELINE_ENDPOINT_TIMEOUT is {text!r}; write a number of seconds, such as 120")
    return seconds
