"""The readers' scores on the shared dev set stay above their floors."""

from pathlib import Path

import pytest

from siegeline.cli.gather import READERS, frame_reader
from siegeline.measure import check_floors, score_claims
from siegeline.measure.floors import floors

DEV = Path(__file__).parents[3] / "shared" / "gold" / "claims" / "dev.jsonl"


@pytest.mark.skipif(not DEV.is_file(), reason=f"the shared dev set is not here ({DEV})")
@pytest.mark.parametrize("name", READERS)
def test_no_score_falls_under_its_floor(name: str) -> None:
    assert any(floor.reader == name for floor in floors())
    figures = next(score_claims([DEV], frame_reader(name)).rows())
    assert check_floors(DEV, name, figures, floors()) == []
