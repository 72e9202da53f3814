"""Office texts: what stands in them, and nothing that was struck out."""

import io
import zipfile

import pytest

from siegeline.reports.formats.document import NotReadError
from siegeline.reports.formats.docx import documents

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
AGAIN = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def docx(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", f'<w:body xmlns:w="{SPACE}" xmlns:mc="{AGAIN}">{body}</w:body>')
    return out.getvalue()


def test_runs_breaks_tables_and_boxes() -> None:
    body = (
        "<w:p><w:r><w:t>The ar</w:t></w:r><w:r><w:t>my</w:t><w:tab/><w:t>left.</w:t><w:br/><w:t>So</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Homs</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:r><w:t>Box:</w:t><w:txbx><w:p><w:r><w:t>inside</w:t></w:r></w:p></w:txbx></w:r></w:p>"
    )
    (found,) = documents(docx(body))
    assert found.text == "The army\tleft.\nSo\nHoms\nBox:\ninside"


def test_what_was_struck_out_or_stands_twice_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>cut </w:t></w:r><w:del><w:r><w:delText>not </w:delText><w:t>never</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>again</w:t></w:r></w:ins><mc:Fallback><w:r><w:t>again</w:t></w:r></mc:Fallback></w:p>"
    )
    (found,) = documents(docx(body))
    assert found.text == "cut again"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (docx(""), "is a DOCX without text"),
        (docx("<w:p>" * 150 + "</w:p>" * 150), "is a DOCX without text"),
        (docx("<w:p>" * 5000 + "</w:p>" * 5000), "is nested too deeply"),
    ],
)
def test_refused(data: bytes, told: str) -> None:
    with pytest.raises(NotReadError, match=told):
        documents(data)


def test_another_zip_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", "x")
    with pytest.raises(NotReadError, match="is a ZIP, but no DOCX, ODT, XLSX or WACZ"):
        documents(out.getvalue())
