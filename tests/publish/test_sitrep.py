"""The situation report: days and people of sieges, each sentence with its claims, nothing of a report as markup."""

import base64
import html
import io
import re
from datetime import date, datetime
from typing import Any

import pytest
from exports import samples
from PIL import Image as image

from siegeline.publish.extract import extract
from siegeline.publish.mappicture import map_picture
from siegeline.publish.release import load_release
from siegeline.publish.sitrep import sections, sitrep_html, sitrep_markdown
from siegeline.publish.sitrepdocx import sitrep_docx
from siegeline.theatre import load_theatre


def test_every_sentence_has_a_footnote_and_every_footnote_is_there() -> None:
    text = sitrep_markdown(samples("public")).decode()
    body = [line for line in text.splitlines() if line.startswith("- ")]
    assert len(body) > 10
    assert [line for line in body if not re.search(r"(\[\^\d+\])+$", line)] == []
    marks = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert marks == set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))


def test_sieges_have_days_and_people() -> None:
    told = {section.title: [one.text for one in section.sentences] for section in sections(samples("public"))}
    assert list(told) == ["In short", "What changed", "Sieges", "Access", "Routes", "Contradictions"]
    lasting = [one for one in told["Sieges"] if "lasts on that day" in one]
    assert len(lasting) == 1
    assert re.search(r"^East Aleppo: besieged by .+ on 3\d days, .+ to 9 September 2016.*; 275,000 people", lasting[0])
    assert "275,000 people (UN OCHA estimate, August 2016); reported and worked out" in lasting[0]
    assert not [one for one in told["Routes"] if "besieged" in one]


def test_it_begins_with_who_is_besieged_on_the_last_day() -> None:
    (short,) = sections(samples("public"))[0].sentences
    assert re.fullmatch(r"Besieged on 9 September 2016: East Aleppo \(besieged by .+\); 275,000 people\.", short.text)
    assert short.claims


def test_access_is_in_the_order_of_its_days() -> None:
    told = {section.title: [one.text for one in section.sentences] for section in sections(samples("internal"))}
    days = [datetime.strptime(one.partition(":")[0], "%d %B %Y") for one in told["Access"]]
    assert len(days) > 3
    assert days == sorted(days)


def test_a_contradiction_says_who_says_what() -> None:
    told = {section.title: [one.text for one in section.sentences] for section in sections(samples("public"))}
    siege = [one for one in told["Contradictions"] if one.startswith("East Aleppo")]
    assert "is what Northern Front weblog and Levant Field Notes told" in siege[0]
    assert "against that speaks what Orient weekly review told" in siege[1]


def test_a_footnote_says_of_which_place_or_road_its_claim_is() -> None:
    text = sitrep_markdown(samples("public")).decode()
    assert re.search(
        r"^\[\^\d+\]: Citadel Dispatch, 2016-07-17: captured, Castello road, by .+, actual", text, re.MULTILINE
    )


def test_a_road_of_which_nothing_is_told_any_more_says_so() -> None:
    told = {section.title: [one.text for one in section.sentences] for section in sections(samples("internal"))}
    last = [one for one in told["Routes"] if "to 9 September 2016" in one]
    assert all("nothing is told after that" in one for one in told["Routes"] if one not in last)
    assert not [one for one in last if "nothing is told" in one]


def test_html_has_the_same_sentences_and_asks_nothing_of_the_network() -> None:
    told = samples("public")
    page = sitrep_html(told).decode()
    for section in sections(told):
        for one in section.sentences:
            assert f"<li>{html.escape(one.text)}<sup>" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_the_map_is_in_each_form_and_the_same_each_time() -> None:
    picture = map_picture(samples("public"))
    assert picture == map_picture(samples("public"))
    with image.open(io.BytesIO(picture)) as opened:
        assert opened.size == (1000, 700)
        assert "release: public" in opened.info["Description"]
        hues = {hue for _, hue in opened.convert("RGB").getcolors(1 << 20)}
    besieger = load_theatre("syria").side["government"].hue
    assert tuple(int(besieger[at : at + 2], 16) for at in (1, 3, 5)) in hues
    page = sitrep_html(samples("public"), picture=picture).decode()
    assert f'<img src="data:image/png;base64,{base64.b64encode(picture).decode()}"' in page
    assert "Besieged: East Aleppo" in page
    assert "](a%20map.png)" in sitrep_markdown(samples("public"), picture="a map.png").decode()


def test_docx_by_python_docx() -> None:
    """The same sentences, and the picture; the same bytes each time."""
    docx = pytest.importorskip("docx")
    told = samples("public")
    picture = map_picture(told)
    written = sitrep_docx(told, picture=picture)
    assert written == sitrep_docx(told, picture=picture)
    document = docx.Document(io.BytesIO(written))
    lines = [line for line in document.paragraphs if line.style.name == "List Bullet"]
    sentences = [one.text for section in sections(told) for one in section.sentences]
    assert [line.runs[0].text for line in lines] == sentences
    (shown,) = document.inline_shapes
    embedded = shown._inline.graphic.graphicData.pic.blipFill.blip.embed
    assert document.part.related_parts[embedded].blob == picture


def test_each_sentence_of_a_docx_has_footnotes_with_its_claims() -> None:
    """As mammoth reads them: Word's own footnotes, each once, and cross-references to those that were named before."""
    mammoth = pytest.importorskip("mammoth")
    lxml = pytest.importorskip("lxml.html")
    told = samples("public")
    read = mammoth.convert_to_html(io.BytesIO(sitrep_docx(told)))
    assert not [one for one in read.messages if "element" in one.message]
    page = lxml.fromstring(f"<div>{read.value}</div>")
    notes = {note.get("id"): note.text_content() for note in page.xpath("//li[starts-with(@id, 'footnote-')]")}
    assert list(notes) == [f"footnote-{number}" for number in range(1, len(notes) + 1)]
    lines = page.xpath("//ul/li")
    sentences = [one for section in sections(told) for one in section.sentences]
    assert len(lines) == len(sentences) > 10
    again = 0
    for line, sentence in zip(lines, sentences, strict=True):
        marks = [one for one in line.text_content().removeprefix(sentence.text).split(", ") if one]
        own = [notes[f"footnote-{one.strip('[]')}"] for one in marks]
        again += sum("[" not in one for one in marks)
        named = [claim for claim in sentence.claims if claim in told.cited]
        told_of = [re.findall(r"\(([0-9a-f]{16})\)", text) for text in own]
        assert told_of == ([[claim] for claim in named] or [[]]), sentence  # none where it was worked out
    assert again > 5


def test_a_report_cannot_put_markup_into_it(claims_in: Any) -> None:
    text = "The army besieged Madaya on 2 July 2016 <script>alert(1)</script> [x](http://a.example)."
    claims = claims_in(text, published=date(2016, 7, 3), source="<b>Us</b> [y](http://b.example)")
    told = extract(claims, load_theatre("syria"), load_release("internal"))
    assert told.claims
    page, markdown = sitrep_html(told).decode(), sitrep_markdown(told).decode()
    assert "<b>" not in page
    assert "<script" not in page
    assert "<b>" not in re.sub(r"\\.", "", markdown)
    assert "](http" not in re.sub(r"\\.", "", markdown)


def test_a_place_that_is_left_to_nobody_named_is_told_as_lost(claims_in: Any) -> None:
    text = "Rebels captured Khan Tuman on 3 May 2016. They withdrew from Khan Tuman on 6 May 2016."
    told = claims_in(text, published=date(2016, 5, 9))
    asked = {"first": date(2016, 5, 1), "last": date(2016, 5, 9)}
    made = extract(told, load_theatre("syria"), load_release("internal"), **asked)
    changes = next(one for one in sections(made) if one.title == "What changed").sentences
    assert [one.text for one in changes] == [
        "3 May 2016: Khan Tuman held by Opposition forces.",
        "6 May 2016: Khan Tuman no longer held by Opposition forces; who holds it is not told.",
    ]
    assert changes[1].claims == (next(one.id for one in told if one.kind == "withdrew"),)
