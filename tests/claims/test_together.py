"""What is read together is what is read alone, to the last bit."""

from importlib import resources
from pathlib import Path

import pytest

pytest.importorskip("onnxruntime")

from siegeline.claims.combined import CombinedReader
from siegeline.claims.learned import MODELS, QUICK, LearnedReader
from siegeline.claims.reader import Reader
from siegeline.claims.sentences import split
from siegeline.reports import Report, read_paths


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return list(read_paths([str(resources.files("siegeline") / "samples")]))


@pytest.mark.parametrize("models", [MODELS, QUICK], ids=["large", "quick"])
def test_a_sentence_has_the_same_frames_whatever_stands_beside_it(reports: list[Report], models: Path) -> None:
    reader = LearnedReader(models=models, threshold=0.05)
    texts = [one.text[s.start : s.end] for one in reports for s in split(one.text)]
    together = reader.frames(texts)
    assert len({len(text) for text in texts}) > 50
    assert sum(map(len, together)) > 100
    assert [reader.frames([text])[0] for text in texts] == together
    assert reader.frames(texts[::-1])[::-1] == together


def test_reports_read_together_have_the_claims_of_each_alone(reports: list[Report]) -> None:
    reader = Reader("syria", CombinedReader(), cascade=True)
    together = list(reader.read_all(reports))
    assert [report for report, _ in together] == reports
    assert sum(len(claims) for _, claims in together) > 50
    assert [reader.read(report) for report in reports] == [claims for _, claims in together]
