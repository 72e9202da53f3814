import pytest

from siegeline.reports.title import LONGEST, title_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n Shelling of artillery base \r\n\r\nWith spectacular successes", "Shelling of artillery base"),
        ("# Is the road open?\nNo.", "Is the road open?"),
        ("The road is cut.\nNo convoy passed.", None),
        ("x" * (LONGEST + 1) + "\ny", None),
        ("One line is a report, not a title", None),
        ("###\ntext", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert title_of(text) == title
