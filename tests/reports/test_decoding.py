"""Bytes to text, in the encodings that reports come in."""

import pytest

from siegeline.errors import InputError
from siegeline.reports.decoding import decoded

ENGLISH = "“East Aleppo” is cut off – the Castello road, too.\r\nNo convoy has passed since Sunday.\n"
GERMAN = "Die Straße nach Kuweires ist wieder geöffnet, für alle Fußgänger.\n"
RUSSIAN = "Блокада авиабазы Кувейрис прорвана.\nСирийская армия вышла к гарнизону.\n"
UKRAINIAN = "Місто в облозі, шляхи перерізано."
ARABIC = "قوات النظام تقطع طريق الكاستيلو شمال مدينة حلب\nالمدينة محاصرة بالكامل\n"


@pytest.mark.parametrize("text", [ENGLISH, GERMAN, RUSSIAN, UKRAINIAN, ARABIC])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding), where="x") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (GERMAN, "cp1252"),
        ("L’été à Alep : le siège est brisé.", "cp1252"),
        ("On va à Alep", "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN.upper(), "cp1251"),
        (UKRAINIAN, "cp1251"),
        ("Кувейрис", "cp1251"),
        ("Kuweires (Кувейрис, авиабаза): блокада прорвана", "cp1251"),
        (ARABIC, "cp1256"),
        ("حلب محاصرة", "cp1256"),
    ],
)
def test_windows_code_pages(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding), where="x") == text


def test_a_cut_utf8_file_stays_utf8() -> None:
    assert decoded(ARABIC.strip().encode()[:-1], where="x") == ARABIC.strip()[:-1] + "\ufffd"


def test_a_stray_control_character_does_not_make_a_text_binary() -> None:
    text = ENGLISH * 2 + "\x02" + "\f"
    assert decoded(text.encode(), where="x") == text


@pytest.mark.parametrize(
    "data", [b"a\0b", b"\x01\x02\x03abc", ENGLISH.encode() + b"\0", b"\xff\xd8\xff\xe0 JFIF"]
)
def test_binary(data: bytes) -> None:
    with pytest.raises(InputError, match="not text"):
        decoded(data, where="x")


@pytest.mark.parametrize("blank", ["\n", " \u00a0\t\r\n", "\u200b\ufeff \u2060"])
def test_blanks(blank: str) -> None:
    with pytest.raises(InputError, match="nothing but blanks"):
        decoded(blank.encode(), where="x")
