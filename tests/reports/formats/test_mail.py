"""E-mails."""

from datetime import date

import pytest

from siegeline.reports.formats.document import NotReadError
from siegeline.reports.formats.mail import documents

BODY = "<html><body><article><p>The army cut the road to &#1575; Hraytan.</p></article></body></html>"


def test_html_alone_in_an_old_code_page() -> None:
    head = b"From: =?utf-8?q?J=C3=B6rg?= <j@example.org>\r\nSubject: =?windows-1251?b?yPHz5eg=?=\r\n"
    head += b"Date: Sat, 6 Aug 2016 23:30:00 -0700\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n"
    (found,) = documents(head + BODY.replace("Hraytan", "Хрейтан").encode("cp1251"))
    assert found.text == "Исуеи\n\nThe army cut the road to ا Хрейтан."
    assert (found.source, found.published) == ("Jörg", date(2016, 8, 6))
    assert "trafilatura" in found.extractor


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: x\r\n\r\n",
        b"Subject: x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0=",
    ],
)
def test_without_text(data: bytes) -> None:
    with pytest.raises(NotReadError, match="an e-mail without text"):
        documents(data)


def test_an_unknown_encoding_loses_nothing_but_the_letters() -> None:
    (found,) = documents(b"Subject: Road cut\r\nContent-Type: text/plain; charset=nonsense\r\n\r\nThe road\xff is cut.")
    assert found.text == "Road cut\n\nThe road\ufffd is cut."
