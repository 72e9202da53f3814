"""Make the fixtures again, each by the program that people use for it; the text is our own and invented.

Chromium saves a page (.html as its DOM, .mhtml as "save page, single file") and prints it (.pdf). LibreOffice writes
.docx, .odt and .pdf from it, and .xlsx from a CSV; it writes that back as CSV. The e-mail is made by Python's
``email``. ``python tests/data/formats/make.py`` needs chromium and soffice.
"""

import subprocess
import tempfile
import textwrap
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


def main() -> None:
    """Make them all."""
    with tempfile.TemporaryDirectory() as folder:
        page, table = Path(folder, "page.html"), Path(folder, "table.csv")
        page.write_text(PAGE, encoding="utf-8")
        table.write_text(ROWS, encoding="utf-8")
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
        office(table, "xlsx", infilter="CSV:44,34,76", name="table.xlsx")
        office(HERE / "table.xlsx", "csv:Text - txt - csv (StarCalc):59,34,76", name="table.csv")
    mail = EmailMessage()
    mail["From"], mail["To"] = "Rana Test <rana@orient-weekly.example>", "desk@example.org"
    mail["Subject"], mail["Date"] = TITLE, "Mon, 18 Jul 2016 00:30:00 +0300"
    wrapped = "\n\n".join(textwrap.fill(text, 72) for text in PARAGRAPHS)
    mail.set_content(wrapped)
    mail.add_alternative(PAGE, subtype="html")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="map.png")
    (HERE / "mail.eml").write_bytes(bytes(mail))


if __name__ == "__main__":
    main()
