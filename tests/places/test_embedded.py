"""The embedded list: one country's places, kept as an index in the cache."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from siegeline.places.embedded import embedded


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    embedded.cache_clear()
    yield
    embedded.cache_clear()


def names(country: str) -> set[str]:
    index = embedded(country)
    return {index.place(row).name for row in range(len(index))}


@pytest.mark.slow
def test_a_broken_or_missing_cache_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    made = names("MT")
    assert "Valletta" in made
    [kept] = (tmp_path / "siegeline").iterdir()
    kept.write_bytes(kept.read_bytes()[:500])
    embedded.cache_clear()
    assert names("MT") == made
    assert [file.name for file in (tmp_path / "siegeline").iterdir()] == [kept.name]


@pytest.mark.slow
def test_a_cache_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert "Valletta" in names("MT")


@pytest.mark.slow
def test_a_country_without_cities_has_an_empty_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert len(embedded("XX")) == 0
    assert embedded("XX").rows_named("Valletta") == []
