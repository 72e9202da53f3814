"""``siegeline demo`` and ``siegeline page``: files to look at."""

from pathlib import Path

import pytest

from .conftest import SAMPLES, Ask


def test_the_demo_prints_tables_and_writes_a_page(ask: Ask, tmp_path: Path) -> None:
    told = ask("demo", "--folder", str(tmp_path)).stdout
    for title in ("Sieges on 2016-08-06", "Routes on 2016-08-06", "Holders on 2016-08-06", "The page: "):
        assert title in told
    assert "West Aleppo" in told
    page = (tmp_path / "siegeline-demo.html").read_text(encoding="utf-8")
    assert "<html" in page
    assert "West Aleppo" in page
    assert {path.name for path in tmp_path.iterdir()} >= {"siegeline-demo.html", "siegeline-demo.db"}


def test_a_page_of_reports(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    asked = ("page", str(out), "--from", "2016-08-01", "--to", "2016-08-10", SAMPLES)
    assert ask(*asked).stdout == f"wrote {out}\n"
    page = out.read_text(encoding="utf-8")
    assert "West Aleppo" in page
    assert "Orient weekly review" in page
    assert [path.name for path in tmp_path.iterdir()] == ["out.html"]


@pytest.mark.parametrize("name", ["out.txt", "out"])
def test_a_page_must_be_named_like_one(name: str, ask: Ask, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"write 'siegeline page out\.html'"):
        ask("page", str(tmp_path / name), SAMPLES)
    assert list(tmp_path.iterdir()) == []
