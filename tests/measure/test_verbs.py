"""Verbs: the place of the event that a given verb tells."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from siegeline.claims.frame import Frame, Span
from siegeline.claims.learned import LearnedReader
from siegeline.claims.rules import RulesReader
from siegeline.errors import UsageError
from siegeline.measure.verbs import score_verbs

TEXT = "Protesters marched in Nairobi while police arrested dozens in Mombasa."


def span_of(word: str, label: str) -> dict[str, object]:
    start = TEXT.index(word)
    return {"start": start, "end": start + len(word), "label": label}


def gold(tmp_path: Path, *spans: dict[str, object]) -> list[Path]:
    path = tmp_path / "verbs.jsonl"
    path.write_text(json.dumps({"text": TEXT, "spans": list(spans)}) + "\n", encoding="utf-8")
    return [path]


@pytest.mark.parametrize("reader", [RulesReader(), LearnedReader()], ids=lambda one: one.name)
@pytest.mark.parametrize(("verb", "place"), [("marched", "Nairobi"), ("arrested", "Mombasa")])
def test_a_verb_that_carries_no_claim_has_its_own_place(
    tmp_path: Path, reader: RulesReader | LearnedReader, verb: str, place: str
) -> None:
    count = score_verbs(gold(tmp_path, span_of(verb, "VERB"), span_of(place, "LOCATION")), reader).all
    assert (count.gold, count.matched) == (1, 1)
    surest = reader.places([TEXT], [Span(TEXT.index(verb), TEXT.index(verb) + len(verb))])[0][0]
    assert TEXT[surest.start : surest.end] == place


def test_a_place_given_by_the_number_of_its_word_is_that_word(tmp_path: Path) -> None:
    numbered = {"start": 3, "end": 3, "label": "LOCATION"}  # the fourth word
    assert score_verbs(gold(tmp_path, span_of("marched", "VERB"), numbered), RulesReader()).all.matched == 1


def test_a_sentence_without_a_marked_place_does_not_count(tmp_path: Path) -> None:
    count = score_verbs(gold(tmp_path, span_of("marched", "VERB")), RulesReader()).all
    assert (count.gold, count.found) == (0, 0)


def test_a_word_that_is_not_in_the_sentence_has_no_place() -> None:
    assert LearnedReader().places([TEXT], [Span(900, 905)]) == [[]]
    assert RulesReader().places([TEXT], [Span(900, 905)]) == [[]]


def test_a_reader_that_tells_only_claims_is_refused(tmp_path: Path) -> None:
    class Claims:
        name = "endpoint"

        def frames(self, sentences: Sequence[str]) -> list[list[Frame]]:
            return [[] for _ in sentences]

    with pytest.raises(UsageError, match="endpoint"):
        score_verbs(gold(tmp_path, span_of("marched", "VERB"), span_of("Nairobi", "LOCATION")), Claims())
