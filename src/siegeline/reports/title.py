"""The title of a report."""

LONGEST = 120

_FULL_STOPS = (".", "…", "。", "۔")


def title_of(text: str) -> str | None:
    """Take the first line that is not blank, if it is short, has no full stop and is not all there is."""
    first, _newline, rest = text.strip().partition("\n")
    title = first.strip().lstrip("#").strip()
    if not rest.strip() or not title or len(title) > LONGEST or title.endswith(_FULL_STOPS):
        return None
    return title
