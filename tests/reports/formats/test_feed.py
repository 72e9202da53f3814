"""Feeds: each entry a report of its own."""

from datetime import date
from pathlib import Path

import pytest

from siegeline.errors import InputError
from siegeline.reports import read_paths

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Orient Weekly</title>
<item><guid>1</guid><title>Road cut</title><link>https://orient-weekly.example/1</link>
<pubDate>Mon, 18 Jul 2016 00:30:00 +0300</pubDate>
<description>&lt;p&gt;The army cut the &lt;b&gt;Castello road&lt;/b&gt;.&lt;/p&gt;
&lt;p&gt;Nobody left.&lt;/p&gt;</description></item>
<item><guid>2</guid><title>Hraytan was taken</title></item><item><guid>3</guid></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Banner</title><entry><id>a</id><title>Anadan</title>
<published>2016-07-19T10:00:00Z</published><content type="text">Anadan was shelled.</content></entry></feed>"""


def test_each_entry_is_a_report_with_bytes_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(RSS)
    first, second = read_paths([str(tmp_path / "feed.xml")])
    assert first.text == "Road cut\n\nThe army cut the Castello road.\nNobody left."
    assert (first.source, first.published) == ("Orient Weekly", date(2016, 7, 18))
    assert (second.text, second.published) == ("Hraytan was taken", None)
    assert first.sha256 != second.sha256


def test_a_feed_that_names_its_doctype_is_a_feed_whatever_its_name(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "rss.dtd" [<!ENTITY a "aaaa">]>'
    (tmp_path / "feed.txt").write_text(RSS.replace("?><rss", f"?>{doctype}<rss"))
    assert len(list(read_paths([str(tmp_path / "feed.txt")]))) == 2


def test_atom(tmp_path: Path) -> None:
    (tmp_path / "feed.atom").write_text(ATOM)
    (report,) = read_paths([str(tmp_path / "feed.atom")])
    assert (report.text, report.published) == ("Anadan was shelled.", date(2016, 7, 19))


def test_a_broken_twin_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text("<feed><entry>Anadan was shelled.</entry></feed>")
    with pytest.raises(InputError, match="is a feed without an entry that has text; check the address"):
        list(read_paths([str(tmp_path / "feed.xml")]))
