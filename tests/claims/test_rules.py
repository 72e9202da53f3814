"""A sentence in, claims out: the rules reader on sentences of our own, one at a time.

A claim is written as its kind and status, then what is told: the words of the sentence. What is not written is not
told. The kinds, statuses and rules are those of docs/concepts.md.
"""

from collections.abc import Sequence

import pytest
from told_kinds import CONTROL, FIGHTING, PEOPLE, ROUTES, SIEGE
from told_statuses import CLAUSES, DENIED, FAILED, HYPOTHETICAL, NEGATED, NOT_YET, NOTHING, PLANNED, SAID, SEEN

from siegeline.claims.claim import KINDS, STATUSES
from siegeline.claims.frame import Frame
from siegeline.claims.rules import RulesReader

TOLD = [
    *CONTROL, *SIEGE, *ROUTES, *FIGHTING, *PEOPLE, *FAILED, *PLANNED, *HYPOTHETICAL, *DENIED, *SAID, *CLAUSES, *NOTHING,
    *NEGATED, *NOT_YET, *SEEN,
]  # fmt: skip


def written(sentence: str, frame: Frame) -> str:
    spans = {name: getattr(frame, name) for name in ("agent", "target", "place", "route", "when", "speaker")}
    told = [f"{name}: {sentence[span.start : span.end]}" for name, span in spans.items() if span]
    return "; ".join([f"{frame.kind} {frame.status}", *told])


def read(sentences: Sequence[str]) -> dict[str, list[str]]:
    found = RulesReader().frames(sentences)
    return {
        sentence: [written(sentence, frame) for frame in frames]
        for sentence, frames in zip(sentences, found, strict=True)
    }


@pytest.fixture(scope="module")
def claims() -> dict[str, list[str]]:
    return read([row[0] for row in TOLD])


@pytest.mark.parametrize("row", TOLD, ids=[row[0] for row in TOLD])
def test_a_sentence_in_claims_out(row: tuple[str, ...], claims: dict[str, list[str]]) -> None:
    sentence, *wanted = row
    assert claims[sentence] == wanted


def test_every_kind_and_status_is_shown_above() -> None:
    shown = [claim.partition(";")[0].split() for _, *wanted in TOLD for claim in wanted]
    assert {kind for kind, _ in shown} == set(KINDS)
    assert {status for _, status in shown} == set(STATUSES)


def test_sentences_read_alone_and_together_give_the_same() -> None:
    sentences = [row[0] for row in (*CONTROL[:4], *PLANNED[:4])]
    together = read(sentences)
    assert [together[one] for one in sentences] == [read([one])[one] for one in sentences]


def test_spans_lie_in_the_sentence_and_confidence_between_0_and_1() -> None:
    sentences = [row[0] for row in TOLD]
    for sentence, frames in zip(sentences, RulesReader().frames(sentences), strict=True):
        for frame in frames:
            assert 0 < frame.confidence <= 1
            for span in (frame.trigger, frame.agent, frame.target, frame.place, frame.route, frame.when, frame.speaker):
                assert span is None or 0 <= span.start < span.end <= len(sentence)


def test_nothing_in_nothing_out() -> None:
    assert RulesReader().frames([]) == []
    assert RulesReader().frames(["", "Hm.", "…", "6"]) == [[], [], [], []]
