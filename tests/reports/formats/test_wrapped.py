"""Lines of print made into paragraphs."""

import textwrap

import pytest

from siegeline.reports.formats.wrapped import unwrapped

FIRST = (
    "The army cut the Castello road on Sunday. Residents of the east said that no convoy had come since. They fear a "
    "siege of many months, and the pro-government press speaks of victory over the armed groups."
)
SECOND = (
    "Rebels withdrew from the Layramoun roundabout during the night and went to Bani Zeid, where others joined them."
)


@pytest.mark.parametrize("width", [40, 60, 72, 90])
def test_paragraphs_with_a_blank_line_between(width: int) -> None:
    text = "\n\n".join(textwrap.fill(one, width, break_on_hyphens=False) for one in (FIRST, SECOND))
    assert unwrapped(text) == f"{FIRST}\n\n{SECOND}"


def test_a_heading_stays_alone() -> None:
    text = "Castello road cut\n" + textwrap.fill(FIRST, 72, break_on_hyphens=False)
    assert unwrapped(text) == f"Castello road cut\n{FIRST}"


def test_a_list_stays_a_list() -> None:
    text = "What happened on Sunday, by all that we were told over there:\n- Anadan was shelled\n- Hraytan was taken"
    assert unwrapped(text) == text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The army went on to Cas-\ntello, and took it.", "The army went on to Castello, and took it."),
        ("Pro-government and pro-\ngovernment again.", "Pro-government and progovernment again."),
        ("A pro-government man and a pro-\ngovernment girl.", "A pro-government man and a pro-government girl."),
        ("The cease\u00adfire held.", "The ceasefire held."),
    ],
)
def test_a_broken_word(text: str, whole: str) -> None:
    assert unwrapped(text) == whole


def test_wide_text_is_left_as_it_is() -> None:
    text = f"{FIRST}\n{SECOND}\n"
    assert unwrapped(text, keep=100) == text


def test_nothing() -> None:
    assert unwrapped(" \n\n") == ""
