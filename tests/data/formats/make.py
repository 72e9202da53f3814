"""Make the fixtures again, each by the program that people use for it; the text is our own and invented.

Chromium saves a page (.html as its DOM, .mhtml as "save page, single file") and prints it (.pdf). LibreOffice writes
.docx, .odt, .txt and .pdf from it, and .xlsx from a CSV; it writes that back as CSV and TSV. mail.eml is made by
Python's ``email``, letter.eml by S-nail. Pelican, which makes the pages and feeds of a web site, writes feed.rss and
feed.atom; wget fetches pages from a server into pages.warc.gz, and py-wacz packs that into pages.wacz; jq writes
table.jsonl.

``python tests/data/formats/make.py [pages] [tables] [mails] [feeds] [archives]`` needs chromium, soffice, s-nail,
pelican, wget, wacz and jq, for those parts that are named (all, if none is).
"""

import csv
import functools
import http.server
import json
import os
import subprocess
import sys
import tempfile
import textwrap
import threading
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
TITLE = "Army cuts the Castello road"
PARAGRAPHS = (
    "Government troops cut the Castello road north of Aleppo on Sunday, residents said. The rebels in the east of the "
    "city have no other way for food and medicine, and the last convoy came through on Thursday.",
    "“They captured the Layramoun roundabout on 16 July,” a doctor said by telephone. Fighters who had held the "
    "roundabout withdrew to Bani Zeid during the night.",
    "Kafr Hamra was shelled for the third day in a row. Nobody could say how many people were hurt there.",
)
HRAYTAN = "Government troops took Hraytan on Monday, a resident said, and the road to the north is closed since then."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Orient Weekly</title>
<meta property="og:site_name" content="Orient Weekly"><meta property="og:title" content="{TITLE}">
<meta property="article:published_time" content="2016-07-18T09:30:00+03:00"><meta name="author" content="Rana Test">
<link rel="canonical" href="https://orient-weekly.example/castello.html"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/war">The army cut the road to Homs: all reports</a></li></ul></nav>
<article><h1>{TITLE}</h1>{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</article>
<script>document.querySelector("article").dataset.shown = "yes";</script>
<footer><p>Imprint. All rights reserved. Rebels captured this footer.</p></footer></body></html>
"""
ROWS = (
    "text,title,published,source,note\n"
    '"The army cut the Castello road on 17 July, said residents.",Road cut,2016-07-18,Orient Weekly,"a, b"\n'
    '"Rebels withdrew from the Layramoun roundabout.\nThey went to Bani Zeid.",,2016-07-19,Banner,\n'
    ",nothing in it,2016-07-20,Banner,\n"
)


def office(source: Path, form: str, *, infilter: str | None = None, name: str) -> None:
    """Convert with LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form]
        words += [f"--infilter={infilter}"] if infilter else []
        subprocess.run([*words, "--outdir", folder, str(source)], check=True, capture_output=True)
        (made,) = (path for path in Path(folder).iterdir() if path.is_file())
        (HERE / name).write_bytes(made.read_bytes())


def pages() -> None:
    """A page as a browser saves and prints it, and its article from a word processor."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(PAGE, encoding="utf-8")
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            opened = browser.new_page()
            opened.goto(page.as_uri())
            (HERE / "page.html").write_text(opened.content(), encoding="utf-8")
            saved = opened.context.new_cdp_session(opened).send("Page.captureSnapshot", {"format": "mhtml"})
            (HERE / "page.mhtml").write_text(saved["data"], encoding="utf-8", newline="")
            opened.pdf(path=str(HERE / "page.pdf"))
            browser.close()
        article = Path(folder, "article.html")
        article.write_text(
            "<!DOCTYPE html><meta charset='utf-8'>" + PAGE[PAGE.index("<article>") : PAGE.index("<script>")]
        )
        office(article, "docx:MS Word 2007 XML", infilter="HTML (StarWriter)", name="article.docx")
        office(article, "odt", infilter="HTML (StarWriter)", name="article.odt")
        office(HERE / "article.odt", "pdf", name="article.pdf")
        text()


def text() -> None:
    """The article as LibreOffice writes plain text: UTF-8 with a mark before it."""
    office(HERE / "article.odt", "txt:Text (encoded):UTF8", name="article.txt")


def tables() -> None:
    """A table as a spreadsheet saves it, and as jq writes it line by line."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "table.csv")
        table.write_text(ROWS, encoding="utf-8")
        office(table, "xlsx", infilter="CSV:44,34,76", name="table.xlsx")
        office(HERE / "table.xlsx", "csv:Text - txt - csv (StarCalc):59,34,76", name="table.csv")
    lines()


def lines() -> None:
    """The same table as TSV, by LibreOffice, and as JSON lines, by jq."""
    office(HERE / "table.xlsx", "csv:Text - txt - csv (StarCalc):9,34,76", name="table.tsv")
    rows = list(csv.DictReader(ROWS.splitlines(keepends=True)))
    made = subprocess.run(["jq", "-c", ".[]"], input=json.dumps(rows), check=True, capture_output=True, text=True)
    (HERE / "table.jsonl").write_text(made.stdout, encoding="utf-8")


def mails() -> None:
    """An e-mail with text, HTML and a picture; and one that a program for mail wrote, with an attachment."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "Rana Test <rana@orient-weekly.example>", "desk@example.org"
    mail["Subject"], mail["Date"] = TITLE, "Mon, 18 Jul 2016 00:30:00 +0300"
    wrapped = "\n\n".join(textwrap.fill(text, 72) for text in PARAGRAPHS)
    mail.set_content(wrapped)
    mail.add_alternative(PAGE, subtype="html")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="map.png")
    (HERE / "mail.eml").write_bytes(bytes(mail))
    letter()


def letter() -> None:
    """The e-mail that S-nail would send, on the day that it is told."""
    wrapped = "\n\n".join(textwrap.fill(text, 72) for text in PARAGRAPHS)
    words = ["s-nail", "-:/", "-Smta=test", "-Sttycharset=utf-8", "-Sfrom=Rana Test <rana@orient-weekly.example>"]
    with tempfile.TemporaryDirectory() as folder:
        beside = Path(folder, "roads.csv")
        beside.write_text("road,state\nCastello,cut\n")
        told = [*words, "-s", TITLE, "-a", str(beside), "desk@example.org"]
        day = {**os.environ, "SOURCE_DATE_EPOCH": "1468834200", "TZ": "Asia/Damascus", "LC_ALL": "C.UTF-8"}
        made = subprocess.run(told, input=wrapped.encode(), check=True, capture_output=True, env=day)
    (HERE / "letter.eml").write_bytes(made.stdout)


SITE = """
AUTHOR = "Rana Test"
SITENAME = "Orient Weekly"
SITEURL = "https://orient-weekly.example"
PATH = "content"
TIMEZONE = "Asia/Damascus"
DEFAULT_LANG = "en"
SUMMARY_MAX_LENGTH = None
FEED_ATOM, FEED_RSS = "feed.atom", "feed.rss"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""


def feeds() -> None:
    """The feeds of a site with two articles."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "content").mkdir()
        Path(folder, "site.py").write_text(SITE)
        told = ((TITLE, "2016-07-18 09:30", PARAGRAPHS), ("Hraytan taken", "2016-07-19 11:00", (HRAYTAN,)))
        for number, (title, day, paragraphs) in enumerate(told):
            body = "\n\n".join(paragraphs)
            told_first = f"{title}\n{'=' * len(title)}\n\n:date: {day}\n\n"
            Path(folder, "content", f"{number}.rst").write_text(f"{told_first}{body}\n")
        subprocess.run(["pelican", "-s", "site.py", "-o", "out", "-q"], check=True, cwd=folder)
        for name in ("feed.rss", "feed.atom"):
            (HERE / name).write_bytes(Path(folder, "out", name).read_bytes())


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, and prints nothing."""

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def archives() -> None:
    """Two pages, a text and one that is missing, fetched from a server."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "castello.html").write_text(PAGE, encoding="utf-8")
        Path(folder, "hraytan.html").write_text(f"<html><title>Hraytan taken</title><p>{HRAYTAN}</p></html>")
        Path(folder, "note.txt").write_text(PARAGRAPHS[2])
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 8016), functools.partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        names = ("castello.html", "hraytan.html", "note.txt", "gone.html")
        fetch = ["wget", "-q", "--tries=1", "--timeout=60", "--warc-file=pages", "--no-warc-keep-log", "-O", "all"]
        subprocess.run([*fetch, *(f"http://127.0.0.1:8016/{name}" for name in names)], cwd=folder, check=False)
        server.shutdown()
        pack = ["wacz", "create", "-f", "pages.warc.gz", "-o", "pages.wacz", "--detect-pages"]
        subprocess.run(pack, cwd=folder, check=True)
        for name in ("pages.warc.gz", "pages.wacz"):
            (HERE / name).write_bytes(Path(folder, name).read_bytes())


PARTS = {"pages": pages, "text": text, "tables": tables, "lines": lines, "mails": mails, "letter": letter,
         "feeds": feeds, "archives": archives}  # fmt: skip

if __name__ == "__main__":
    for part in sys.argv[1:] or ("pages", "tables", "mails", "feeds", "archives"):
        PARTS[part]()
