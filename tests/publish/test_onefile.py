"""The file itself: whole, safe, small, and written at once or not at all."""

import json
import re

import pytest
from aleppo_page import EVIL, aleppo

from siegeline.errors import UsageError
from siegeline.publish import write_page
from siegeline.publish.onefile import embed_json


def test_the_page_is_one_small_file_with_no_address_to_fetch_from(page_file) -> None:
    text = page_file.read_text(encoding="utf-8")
    assert page_file.stat().st_size < 5_000_000
    assert re.findall(r"<(?:script|link|img|iframe)[^>]* (?:src|href)=([^ >]*)", text) == ['"data:,"']
    assert "default-src 'none'" in text
    assert "unsafe" not in re.search(r'Security-Policy" content="([^"]*)', text)[1]


def test_the_situation_comes_back_out_of_the_page(page_file) -> None:
    text = page_file.read_text(encoding="utf-8")
    embedded = re.search(r'<script type="application/json" id="page">(.*?)</script>', text, re.S)[1]
    assert json.loads(embedded) == aleppo()


def test_embedded_json_cannot_end_its_element() -> None:
    text = embed_json({"quote": EVIL})
    assert not set("<>&\u2028\u202e") & set(text)
    assert json.loads(text) == {"quote": EVIL}


def test_a_part_that_is_missing_is_named(tmp_path) -> None:
    page = aleppo()
    del page["sieges"]
    with pytest.raises(UsageError, match="sieges"):
        write_page(tmp_path / "page.html", page)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_leaves_nothing_behind(tmp_path) -> None:
    (tmp_path / "page.html").mkdir()
    with pytest.raises(UsageError, match=r"page\.html: cannot be written"):
        write_page(tmp_path / "page.html", aleppo())
    with pytest.raises(UsageError, match="cannot be written"):
        write_page(tmp_path / "none" / "page.html", aleppo())
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]


def test_a_page_that_is_there_is_replaced(tmp_path) -> None:
    out = tmp_path / "page.html"
    out.write_text("old", encoding="utf-8")
    write_page(out, aleppo())
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]
