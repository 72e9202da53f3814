import pytest

from siegeline.claims.cascade import worth
from siegeline.claims.reader import Reader
from siegeline.claims.sentences import split
from siegeline.cli.gather import make_reader
from siegeline.reports import Report

WAR = "The army captured Khan Tuman from the rebels on 6 August. Its guns shelled the Castello road."
SPORT = (
    "The home side won by three goals to one on Saturday. The captain scored twice before the interval. "
    "Their coach praised the young goalkeeper. Tickets for the final go on sale next week. "
    "The club has sold more shirts than ever. The stadium will get a new roof in spring."
)


def read(reader: Reader, text: str) -> list[tuple[str, int]]:
    report = Report(file="-", data=text.encode(), text=text)
    return [(claim.kind, claim.start) for claim in reader.read(report)]


def test_what_tells_a_claim_is_worth_reading_and_other_news_is_not() -> None:
    assert worth(WAR, split(WAR)) == [True, True]
    assert not any(worth(SPORT, split(SPORT)))


def test_a_text_without_words_is_not_worth_reading() -> None:
    assert worth("", []) == []
    assert worth("12. 14!", split("12. 14!")) == []


@pytest.mark.parametrize("text", [WAR, SPORT])
def test_the_same_claims_with_the_cascade_and_without(text: str) -> None:
    assert read(make_reader("syria"), text) == read(make_reader("syria", cascade=False), text)
