import pytest

from siegeline.reports.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The insurgents have cut the Castello road north of Aleppo, say residents.", "en"),
        ("largeInformation has confirmed that the blockade of the air base Kuwayres has been broken", "en"),
        ("Сирийская армия вышла к гарнизону авиабазы и прорвала блокаду", "ru"),
        ("قوات النظام تقطع طريق الكاستيلو شمال مدينة حلب والمدينة محاصرة", "ar"),
        ("Die Straße nach Kuweires ist wieder für alle Fußgänger geöffnet", "de"),
        ("Aleppo cut off", None),
        ("2016-08-06 " * 20, None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language
