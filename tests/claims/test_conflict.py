"""Which conflict a report is of: by the names that only one theatre has."""

from importlib import resources
from pathlib import Path

import pytest

from siegeline.claims.conflict import conflict_of

HERE = Path(__file__).parent.parent / "data" / "ukraine"
SAMPLES = Path(str(resources.files("siegeline") / "samples"))


@pytest.mark.parametrize("file", sorted(HERE.glob("*.txt")), ids=lambda file: file.name)
def test_a_ukrainian_report_is_of_ukraine(file: Path) -> None:
    assert conflict_of(file.read_text("utf-8"), otherwise="syria") == "ukraine"


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.txt")), ids=lambda file: file.name)
def test_a_sample_is_of_syria(file: Path) -> None:
    assert conflict_of(file.read_text("utf-8"), otherwise="ukraine") == "syria"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The rebels took Lohvynove and cut the road.", "ukraine"),
        ("the rebels took khan tuman and cut the road.", "syria"),
        ("Wagner's men took Soledar.", "ukraine"),
        ("Wagner and the Russian army are in Palmyra.", "syria"),
        ("The army took the town.", "otherwise"),
        ("Wagner and NATO are far from it.", "otherwise"),
        ("Russian forces, the Red Cross and the UN.", "otherwise"),
        ("Aleppo and Mariupol.", "otherwise"),
        ("", "otherwise"),
    ],
)
def test_what_both_have_says_nothing(text: str, found: str) -> None:
    assert conflict_of(text, otherwise="otherwise") == found
