"""The same record and options give the same bytes, in each format, in two processes that hash otherwise."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from exports import sample_claims

WRITE = """
import hashlib, json, sys
from datetime import date
from siegeline.claims.claimjson import claim_from_text
from siegeline.publish.extract import extract
from siegeline.publish.formats import FORMATS
from siegeline.publish.mappicture import map_picture
from siegeline.publish.onefile import render_page
from siegeline.publish.release import load_release
from siegeline.publish.released import released
from siegeline.publish.releasedpage import released_page
from siegeline.publish.sitrep import sitrep_html, sitrep_markdown
from siegeline.publish.sitrepdocx import sitrep_docx
from siegeline.theatre import load_theatre

claims = [claim_from_text(line) for line in open(sys.argv[1], encoding="utf-8")]
syria, public = load_theatre("syria"), load_release("public")
days = {"first": date(2016, 7, 1), "last": date(2016, 9, 9)}
told = extract(claims, syria, public, **days)
picture = map_picture(told)
files = {name: one.write(told) for name, one in FORMATS.items()}
files |= {"map": picture, "markdown": sitrep_markdown(told, picture="a.png")}
files |= {"html": sitrep_html(told, picture=picture), "docx": sitrep_docx(told, picture=picture)}
page = released_page(
    released(claims, syria, public), syria, {}, **days, start_on=days["last"], rule="encirclement", known=None
)
files["page"] = render_page(page).encode("utf-8", "xmlcharrefreplace")
print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in files.items()}))
"""


@pytest.mark.slow
def test_each_format_has_the_same_bytes_in_two_processes(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    lines = (json.dumps(claim.as_json(), ensure_ascii=False) for claim in sample_claims())
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", WRITE, str(path)], check=True, capture_output=True,
                env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            ).stdout
        )
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]  # fmt: skip
    assert len(made[0]) > 15
    assert made[0] == made[1]
