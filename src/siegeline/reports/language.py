"""The language a report is written in."""

from collections.abc import Callable
from functools import lru_cache

LANGUAGES = ("ar", "de", "en", "es", "fa", "fr", "he", "ku", "ru", "tr", "uk")

_FEWEST_LETTERS = 40
_SAMPLE = 10_000


def language_of(text: str) -> str | None:
    """Find the likeliest of ``LANGUAGES`` (ISO 639-1); None for a text of 40 letters or fewer.

    The choice is restricted because machine-translated English with many foreign names is otherwise taken for
    Maltese or Latin.
    """
    sample = text[:_SAMPLE]
    if sum(c.isalpha() for c in sample) <= _FEWEST_LETTERS:
        return None

    return _classifier()(sample)[0]


@lru_cache(maxsize=1)
def _classifier() -> Callable[[str], tuple[str, float]]:
    """Says the likeliest language of a text; restricting the choice costs more than a report, so it is done once."""
    import py3langid  # late: it loads a model

    py3langid.set_languages(LANGUAGES)
    classify: Callable[[str], tuple[str, float]] = py3langid.classify
    return classify
