"""A whole report in, claims out: what a sentence takes from those before it, and what changes nothing."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from siegeline.claims.claim import KINDS, STATUSES, Claim
from siegeline.claims.claimjson import claim_from_json
from siegeline.claims.reader import Reader
from siegeline.errors import InputError
from siegeline.reports import read_paths

Read = Callable[..., list[Claim]]
AUGUST = date(2016, 8, 7)
NOVEMBER = date(2015, 11, 11)

REPORT = """The fight for Ramouseh

Rebels attacked the artillery base in Ramouseh on 5 August. They captured the base on the next day.
According to SOHR, the army shelled Hraytan yesterday. The Castello road is closed.
If the army advances, it will besiege Daraya.
"""


def kinds(claims: list[Claim]) -> list[tuple[str, str]]:
    return [(claim.kind, claim.status) for claim in claims]


def places(claims: list[Claim]) -> list[str | None]:
    return [claim.place.id if claim.place else None for claim in claims]


def test_they_the_base_and_the_next_day_mean_what_was_told_before(claims_in: Read) -> None:
    claims = claims_in(
        "Rebels attacked the artillery base in Ramouseh on 5 August. They captured the base on the next day.",
        published=AUGUST,
    )
    assert kinds(claims) == [("attacked", "actual"), ("captured", "actual")]
    assert places(claims) == ["ramouseh-artillery-base"] * 2
    assert [claim.when.interval.edtf for claim in claims] == ["2016-08-05", "2016-08-06"]
    assert [claim.agent and claim.agent.text for claim in claims] == ["Rebels", "They"]
    assert {claim.agent.side for claim in claims if claim.agent} == {"opposition"}


def test_the_base_and_the_troops_of_the_other_report(claims_in: Read) -> None:
    claims = claims_in(
        "Islamic State fighters surround the Kuweires air base. The army reached the base on 10 November. "
        "The troops had been surrounded since 2012.",
        published=NOVEMBER,
    )
    assert kinds(claims) == [("besieged", "actual"), ("advanced", "actual"), ("besieged", "actual")]
    assert places(claims)[:2] == ["kuweires-airbase"] * 2
    assert claims[2].target is not None
    assert claims[2].target.side == "government"
    assert claims[2].when.interval.edtf == "2012/.."


def test_a_place_in_capitals_is_the_place(claims_in: Read) -> None:
    [claim] = claims_in("The rebels shelled NUBL with mortars.", published=AUGUST)
    assert claim.place is not None
    assert (claim.place.id, claim.place.text) == ("nubl", "NUBL")


def test_he_is_who_spoke_last(claims_in: Read) -> None:
    claims = claims_in(
        "A military source said that the army captured Hraytan. He added that rebels had left Anadan.",
        published=AUGUST,
        source="Citadel Dispatch",
        leaning="pro-government",
    )
    assert kinds(claims) == [("captured", "actual"), ("withdrew", "actual")]
    assert [claim.speaker and claim.speaker.leaning for claim in claims] == ["government", "government"]
    assert [speaker.text for speaker in claims[0].chain] == ["Citadel Dispatch", "military source"]
    assert [speaker.text for speaker in claims[1].chain] == ["Citadel Dispatch", "He"]


def test_the_author_s_own_voice_has_no_speaker(claims_in: Read) -> None:
    [claim] = claims_in("The army captured Hraytan.", published=AUGUST, source="SANA")
    assert claim.speaker is None
    assert [speaker.text for speaker in claim.chain] == ["SANA"]
    assert claim.source is not None
    assert claim.source.leaning == "government"


def test_the_road_and_it_mean_the_road_told_of_before(claims_in: Read) -> None:
    claims = claims_in(
        "The road to Khanaser was cut by Islamic State. The army reopened it on 4 November.", published=NOVEMBER
    )
    assert kinds(claims) == [("route_cut", "actual"), ("route_opened", "actual")]
    assert [claim.route and claim.route.id for claim in claims] == ["khanaser-road"] * 2


def test_a_state_goes_on_and_an_event_does_not(claims_in: Read) -> None:
    cut, shelled = claims_in(
        "The Castello road was cut on 5 August. Rebels shelled the road yesterday.", published=AUGUST
    )
    assert cut.when.interval.edtf == "2016-08-05/.."
    assert shelled.when.interval.edtf == "2016-08-06"


def test_a_report_without_a_date_gives_none(claims_in: Read) -> None:
    [claim] = claims_in("The army captured Hraytan on 6. August.")
    assert claim.when.interval.edtf == "XXXX-08-06"
    assert claim.stated is None


def test_a_headline_that_shouts_is_read_and_quoted_as_it_stands(claims_in: Read) -> None:
    [claim] = claims_in("ARMY CAPTURES THE ARTILLERY BASE IN RAMOUSEH", published=AUGUST)
    assert (claim.kind, claim.quote) == ("captured", "ARMY CAPTURES THE ARTILLERY BASE IN RAMOUSEH")
    assert claim.place is not None
    assert (claim.place.text, claim.place.id) == ("ARTILLERY BASE", "ramouseh-artillery-base")


def test_a_partisan_word_is_kept_and_resolved_to_a_neutral_actor(claims_in: Read) -> None:
    [claim] = claims_in("The Nusayri regime captured Hraytan.", published=AUGUST)
    assert claim.agent is not None
    assert (claim.agent.text, claim.agent.side) == ("Nusayri regime", "government")


def test_a_repost_is_one_origin(claims_in: Read) -> None:
    sentence = "The army’s units cut the Castello road on 17 July."
    [first] = claims_in(sentence, source="Citadel Dispatch", published=AUGUST)
    [again] = claims_in(f"Repost from a friend:\n\n\"{sentence.replace('’', chr(39))}\"", source="A weblog")
    assert first.id != again.id
    assert first.origin == again.origin


def test_quotes_are_the_original_text_at_their_offsets(claims_in: Read) -> None:
    text = "\ufeff“Now” the\u00a0army’s men\u2028captured Hraytan[3] on 6.\u00a0August.\r\n"
    text += "IMG_1.jpglargeRebels left Anadan."
    for report in (text, REPORT):
        claims = claims_in(report, published=AUGUST)
        assert claims
        for claim in claims:
            assert report[claim.start : claim.end] == claim.quote
            assert claim.trigger is not None
            low, high = claim.trigger
            assert claim.start <= low < high <= claim.end
            for told in (claim.agent, claim.target, claim.place, claim.route, claim.when, claim.speaker):
                assert told is None or told.text is None or told.text in claim.quote


DEBRIS = ["\n\nIMG_2041.jpglarge\n\n", "\n\nhttps://example.org\n\n", "\n\n[3]\n\n", "\n\n***\n\n", "\u00a0\u200b\n\n"]


@pytest.mark.parametrize("debris", DEBRIS)
def test_debris_between_sentences_changes_no_claim(debris: str, claims_in: Read) -> None:
    def told(claims: list[Claim]) -> list[tuple[str, str, str]]:
        return [(claim.kind, claim.status, claim.quote) for claim in claims]

    lines = [line for line in REPORT.splitlines() if line]
    plain = claims_in("\n\n".join(lines), published=AUGUST)
    littered = claims_in(debris.join(lines), published=AUGUST)
    assert told(littered) == told(plain)
    assert places(littered) == places(plain)


def test_reading_again_gives_the_same_claims_each_once(claims_in: Read) -> None:
    first, again = claims_in(REPORT, published=AUGUST), claims_in(REPORT, published=AUGUST)
    assert first == again
    assert len({claim.id for claim in first}) == len(first)


def test_a_claim_is_the_same_after_its_way_through_json(claims_in: Read) -> None:
    for claim in claims_in(REPORT, published=AUGUST, source="SANA", leaning="pro-government"):
        assert claim_from_json(claim.as_json()).as_json() == claim.as_json()
        assert claim.kind in KINDS
        assert claim.status in STATUSES


def test_nothing_of_a_report_leaks_into_the_next(reader: Reader, claims_in: Read) -> None:
    alone = claims_in("They captured the base.", published=AUGUST)
    claims_in(REPORT, published=AUGUST)
    assert claims_in("They captured the base.", published=AUGUST) == alone
    assert reader.name.startswith("rules ")


ALPHABET = (
    "the army rebels captured cut besieged Hraytan Aleppo road 6. August if not said will , . \n \u00a0 ’ “ 2016 - ( ) "
    "siege of by it they IMG_1.jpglarge \u200b 1. İ ﬀ"
)
WORDS = st.lists(st.sampled_from(ALPHABET.split(" ")) | st.text(max_size=6), max_size=40).map(" ".join)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=WORDS)
def test_any_text_gives_claims_that_quote_it(text: str, claims_in: Read) -> None:
    for claim in claims_in(text, published=AUGUST, source="SANA"):
        assert text[claim.start : claim.end] == claim.quote


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200) | WORDS.map(str.encode) | WORDS.map(lambda text: text.encode("utf-16")))
def test_any_bytes_give_claims_or_a_refusal(data: bytes, reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(data)
    with suppress(InputError):
        for report in read_paths([str(tmp_path / "report.txt")]):
            for claim in reader.read(report):
                assert report.text[claim.start : claim.end] == claim.quote


def test_a_siege_broken_by_somebody_somewhere(claims_in: Read) -> None:
    claims = claims_in("The siege was broken on 6 August by the rebels in Ramouseh.", published=AUGUST)
    assert kinds(claims) == [("siege_lifted", "actual")]


@pytest.mark.xfail(strict=True, reason="only the first of two places is beside; the second counts as captured itself")
def test_outskirts_of_two_places_are_beside_both(claims_in: Read) -> None:
    claims = claims_in("The army captured the outskirts of Hraytan and Anadan.", published=AUGUST)
    assert kinds(claims) == [("captured", "actual")] * 2
    assert places(claims) == [None, None]
