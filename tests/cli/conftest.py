from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from siegeline.cli.main import siegeline

Ask = Callable[..., Result]
SAMPLES = str(resources.files("siegeline") / "samples")


@pytest.fixture(scope="session")
def ask() -> Ask:
    """Run a verb that is to succeed: ``ask("sieges", "--on", "2016-08-08")``."""

    def run(*words: str, **options: str) -> Result:
        return CliRunner().invoke(siegeline, words, catch_exceptions=False, **options)

    return run


@pytest.fixture(scope="session")
def record(ask: Ask, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record that holds the samples, learned of on their days of publication."""
    path = tmp_path_factory.mktemp("record") / "record.db"
    result = ask("read", SAMPLES, "--record", str(path), "--learned", "published")
    assert result.exit_code == 0, result.output
    return str(path)


@pytest.fixture(scope="session")
def claims_file(ask: Ask, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples' claims as a file of JSON lines."""
    path = tmp_path_factory.mktemp("claims") / "claims.jsonl"
    path.write_text(ask("read", SAMPLES, "--as", "jsonl").stdout, encoding="utf-8")
    return path
