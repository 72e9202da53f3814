"""Files made by the programs that people use (``tests/data/formats/make.py``), and their broken twins."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from siegeline.errors import InputError
from siegeline.reports import Report, read_paths

FILES = Path(__file__).parents[2] / "data" / "formats"
DAY = date(2016, 7, 18)
TITLE = "Army cuts the Castello road"
FIRST = (
    "Government troops cut the Castello road north of Aleppo on Sunday, residents said. The rebels in the east of the "
    "city have no other way for food and medicine, and the last convoy came through on Thursday."
)
LAST = "Kafr Hamra was shelled for the third day in a row. Nobody could say how many people were hurt there."


def reports(path: Path) -> list[Report]:
    return list(read_paths([str(path)]))


@pytest.mark.parametrize(
    ("name", "extractor", "source", "published"),
    [
        ("page.html", "trafilatura ", "Orient Weekly", DAY),
        ("page.mhtml", "trafilatura ", "Orient Weekly", DAY),
        ("page.pdf", "pypdf ", None, None),
        ("article.pdf", "pypdf ", None, None),
        ("article.docx", "siegeline ", None, None),
        ("article.odt", "siegeline ", None, None),
        ("mail.eml", "Python ", "Rana Test", DAY),
        ("letter.eml", "Python ", "Rana Test", DAY),
        ("article.txt", None, None, None),
    ],
)
def test_text_title_day_and_source(
    name: str, extractor: str | None, source: str | None, published: date | None
) -> None:
    (report,) = reports(FILES / name)
    assert FIRST in report.text
    assert LAST in report.text
    assert "\n".join(report.text.splitlines()).index(TITLE) < report.text.index(FIRST)
    assert report.title is not None
    assert report.title.startswith(TITLE)
    assert (report.source, report.published, report.language) == (source, published, "en")
    assert report.told.get("published") == (published and "document")
    assert (report.extractor or "").startswith(extractor or "")
    assert (report.extractor is None) == (extractor is None)
    assert report.data == (FILES / name).read_bytes()


@pytest.mark.parametrize("name", ["page.html", "page.mhtml"])
def test_menus_and_footers_are_no_report(name: str) -> None:
    (report,) = reports(FILES / name)
    assert "Homs" not in report.text
    assert "footer" not in report.text
    assert report.author == "Rana Test"


@pytest.mark.parametrize("name", ["table.csv", "table.tsv", "table.xlsx", "table.jsonl"])
def test_each_row_of_a_table_is_a_report(name: str) -> None:
    first, second = reports(FILES / name)
    assert first.text == "Road cut\n\nThe army cut the Castello road on 17 July, said residents."
    assert (first.published, first.source, first.title) == (DAY, "Orient Weekly", "Road cut")
    assert second.text == "Rebels withdrew from the Layramoun roundabout.\nThey went to Bani Zeid."
    assert (second.published, second.source) == (date(2016, 7, 19), "Banner")
    assert first.file.startswith(f"{FILES / name}#")
    assert json.loads(first.data)["note"] == "a, b"


def test_the_same_row_is_the_same_report_in_either_form() -> None:
    saved, *exported = (reports(FILES / name) for name in ("table.xlsx", "table.csv", "table.tsv"))
    for rows in exported:
        assert [one.sha256 for one in saved] == [one.sha256 for one in rows]


@pytest.mark.parametrize("name", ["feed.rss", "feed.atom"])
def test_each_entry_of_a_feed_is_a_report(name: str) -> None:
    other, first = reports(FILES / name)
    assert FIRST in first.text
    assert LAST in first.text
    assert (first.title, first.source, first.author, first.published) == (TITLE, "Orient Weekly", "Rana Test", DAY)
    assert (other.title, other.published) == ("Hraytan taken", date(2016, 7, 19))


@pytest.mark.parametrize("name", ["pages.warc.gz", "pages.wacz"])
def test_each_page_of_an_archive_is_a_report_and_what_wget_notes_of_itself_is_none(name: str) -> None:
    found = reports(FILES / name)
    assert [str(one.origin).rpartition("/")[2] for one in found] == ["castello.html", "hraytan.html", "note.txt"]
    assert (found[0].title, found[0].source, found[0].published) == (TITLE, "Orient Weekly", DAY)
    assert FIRST in found[0].text
    assert found[2].text == LAST
    assert all(one.made for one in found)


def test_options_go_before_the_table_and_that_before_the_document(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes((FILES / "page.html").read_bytes())
    (tmp_path / "reports.csv").write_text("file,source,published\npage.html,Citadel,\n")
    (report,) = reports(page)
    assert (report.source, report.published) == ("Citadel", DAY)
    assert (report.told["source"], report.told["published"]) == ("reports.csv", "document")
    (report,) = read_paths([str(page)], published=date(2016, 7, 19))
    assert (report.published, report.told["published"]) == (date(2016, 7, 19), "option")


def halved(data: bytes) -> bytes:
    return data[: len(data) // 2]


ZIP = "is a DOCX, ODT, XLSX or other ZIP that is cut off or broken; fetch it again"
NO_TEXT = "is a web page in which no text is found; "
NO_FEED = "is a feed without an entry that has text; "
BROKEN: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("page.html", lambda data: b"<html><body></body></html>", NO_TEXT),
    ("page.mhtml", lambda data: data[: data.index(b"<!DOCTYPE")], NO_TEXT),
    ("page.pdf", lambda data: data[:300], "is a broken file ("),
    ("article.pdf", lambda data: data[:300], "is a broken file ("),
    ("article.docx", halved, ZIP),
    ("article.odt", halved, ZIP),
    ("article.txt", lambda data: data[:100] + b"\0\0" + data[100:], "is a binary file, not text"),
    ("table.xlsx", halved, ZIP),
    ("mail.eml", lambda data: b"\n" + data.partition(b"\n\n")[2], "is no e-mail: it has no head; "),
    ("letter.eml", lambda data: data.partition(b"\n\n")[0], "is an e-mail without text; "),
    ("table.csv", lambda data: data[: data.index(b"They")], "line 3 is no CSV (unexpected end of data); "),
    ("table.tsv", lambda data: data[: data.index(b"They")], "line 3 is no CSV (unexpected end of data); "),
    ("table.jsonl", lambda data: data[:60], "line 1 is no JSON ("),
    ("feed.rss", lambda data: data[: data.index(b"<item>")], NO_FEED),
    ("feed.atom", lambda data: data[: data.index(b"<entry>")], NO_FEED),
    ("pages.warc.gz", lambda data: data[:200], "is a web archive that is broken or cut off after 1 records ("),
    ("pages.wacz", halved, "is a WACZ that is cut off or broken; fetch it again"),
]


@pytest.mark.parametrize(("name", "broken", "told"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_a_broken_twin_is_refused_in_one_line(
    tmp_path: Path, name: str, broken: Callable[[bytes], bytes], told: str
) -> None:
    twin = tmp_path / name
    twin.write_bytes(broken((FILES / name).read_bytes()))
    with pytest.raises(InputError) as caught:
        reports(twin)
    assert str(caught.value).startswith(f"{twin}: {told}")
    assert len(str(caught.value).splitlines()) == 1


def test_every_file_has_a_broken_twin() -> None:
    assert {path.name for path in FILES.iterdir()} - {"make.py", "__pycache__"} == {name for name, _, _ in BROKEN}


def test_a_page_saved_under_another_name_is_a_page_and_its_scripts_are_no_text(tmp_path: Path) -> None:
    page = tmp_path / "report.txt"
    page.write_text("\n<!-- saved -->\n<!DOCTYPE html><script>captured()</script><p>Khan Tuman was captured.</p>")
    (report,) = reports(page)
    assert report.text == "Khan Tuman was captured."
